//! What quotes must be about: the same tree that finds articles, looked up in what was said alone.

use super::Speech;
use crate::{
    archive::{
        record::{ArticleRecord, StoredName},
        terms::Terms,
    },
    search::{
        Request,
        matcher::{self, Document, Highlight, Unknown},
        query::Query,
        resolve::{Filters, Names, Resolved},
    },
};

/// What the text of a quote must match.
pub(super) struct About {
    tree: Resolved,
}

impl About {
    /// How the text of a request is understood; none if it asks nothing.
    pub(super) fn new(names: &dyn Names, request: &Request, terms: &mut Terms) -> (Query, Option<Self>) {
        let text = Request { filters: Filters::default(), ..request.clone() };
        let prepared = text.prepare(names, terms);
        let about = (prepared.tree != Resolved::All).then_some(Self { tree: prepared.tree });
        (prepared.query, about)
    }

    /// What an article must match that has such a quote; none if that cannot be told: what a quote must not have may
    /// stand elsewhere in its article.
    pub(super) fn of_article(&self) -> Option<Resolved> {
        (!has_negation(&self.tree)).then(|| self.tree.clone())
    }

    /// What of a quote matches; none if it does not as a whole.
    pub(super) fn highlights(
        &self,
        speech: &Speech,
        record: &ArticleRecord,
        terms: &mut Terms,
    ) -> Option<Vec<Highlight>> {
        let names = names_in(speech, &record.names);
        let document = Document::of_part(&speech.text, &names, record);
        let holds = matcher::matches(&self.tree, &document, &Unknown, terms) != Some(false);
        holds.then(|| matcher::highlights(&self.tree, &document, terms))
    }
}

fn has_negation(tree: &Resolved) -> bool {
    match tree {
        Resolved::Not(_) => true,
        Resolved::Span(span) => !span.holds_in_more(),
        Resolved::And(parts) | Resolved::Or(parts) => parts.iter().any(has_negation),
        Resolved::All
        | Resolved::Nothing
        | Resolved::Words { .. }
        | Resolved::Name(_)
        | Resolved::Slot { .. }
        | Resolved::Dates { .. }
        | Resolved::Flag(_) => false,
    }
}

/// The names that are mentioned in a quote, with the places where they stand in it.
fn names_in(speech: &Speech, names: &[StoredName]) -> Vec<StoredName> {
    let quote = speech.at as u32..(speech.at + speech.text.len()) as u32;
    let inside = |name: &StoredName| {
        let mentions = name.mentions.iter().filter(|(start, end)| *start >= quote.start && *end <= quote.end);
        let mentions: Vec<_> =
            mentions.map(|(start, end)| (start - quote.start, end - quote.start)).collect();
        (!mentions.is_empty()).then(|| StoredName { mentions, ..name.clone() })
    };
    names.iter().filter_map(inside).collect()
}
