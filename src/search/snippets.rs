//! The passages of a text that show best why it was found.
//!
//! Every match opens a candidate: its sentence, with the neighbours that fit, or a piece of it if it is long. A
//! candidate counts for the parts of the query that it shows, rare ones more, and less for those that a passage chosen
//! before it shows already. Passages stay inside a paragraph and do not overlap.

mod choose;
mod passage;
#[cfg(test)]
mod tests;

use std::ops::Range;

use self::{
    choose::choose,
    passage::{Passage, Sentences},
};
use super::{
    matcher::{Document, Highlight, part_bit},
    resolve::{Leaf, NameSet, Resolved},
};

/// How much more a phrase counts than its words, and a name than its words.
const TOGETHER: f32 = 1.5;

/// Which part of an article a passage is from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SnippetField {
    /// The headline.
    Title,
    /// The text below it.
    Body,
}

impl SnippetField {
    /// Its name in a query and in views.
    pub fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Body => "body",
        }
    }
}

/// A passage of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snippet {
    /// The passage, with single blanks for white space.
    pub text: String,
    /// Where it is from.
    pub field: SnippetField,
    /// Byte in the stream's text at which it starts.
    pub start: usize,
    /// What matches: byte ranges into [`text`](Self::text).
    pub highlights: Vec<Highlight>,
    /// Whether it starts inside of a sentence.
    pub cut_before: bool,
    /// Whether it ends inside of a sentence.
    pub cut_after: bool,
}

/// One to three passages in the order of the text; none only if the text is empty.
///
/// `highlights` are those of `query` in `document`; `rarity` weighs a term of the query, and a word of a name. The
/// headline is quoted only if nothing else matches, and then the start of the body stands beside it.
pub fn snippets(
    document: &Document<'_>,
    query: &Resolved,
    highlights: &[Highlight],
    rarity: impl Fn(&str) -> f32,
) -> Vec<Snippet> {
    let sentences = Sentences::of(document);
    let weights = weights(query, rarity);
    let (title, body) =
        highlights.split_at(highlights.partition_point(|h| h.range.start < document.body_at()));
    let mut passages = choose(&sentences, body, &weights);
    if passages.is_empty() {
        passages = choose(&sentences, title, &weights);
        passages.truncate(1);
        passages.extend(sentences.first_of_body());
    }
    passages.sort_by_key(|passage| passage.range.start);
    passages.into_iter().map(|passage| quote(document, passage, highlights)).collect()
}

/// What showing a part of the query is worth, by its bit.
fn weights(query: &Resolved, rarity: impl Fn(&str) -> f32) -> Vec<f32> {
    let mut weights = vec![0.0_f32; u64::BITS as usize];
    for (n, leaf) in query.leaves().into_iter().enumerate() {
        let sum = |words: &[String]| words.iter().map(|word| rarity(word).max(0.01)).sum::<f32>();
        let weight = match leaf {
            Resolved::Words { terms, .. } if terms.len() == 1 => sum(terms),
            Resolved::Words { terms: words, .. } | Resolved::Name(NameSet { words, .. }) => {
                TOGETHER * sum(words)
            }
            Resolved::Span(span) => {
                let mut weight = 0.0;
                span.each_leaf(false, &mut |leaf: &Leaf| match leaf.stems() {
                    [] => weight += 1.0,
                    stems => weight += sum(stems),
                });
                TOGETHER * weight
            }
            Resolved::All
            | Resolved::Nothing
            | Resolved::And(_)
            | Resolved::Or(_)
            | Resolved::Not(_)
            | Resolved::Slot { .. }
            | Resolved::Dates { .. }
            | Resolved::Flag(_) => 0.0,
        };
        let at = part_bit(n).trailing_zeros() as usize;
        weights[at] = weights[at].max(weight);
    }
    weights
}

fn quote(document: &Document<'_>, passage: Passage, highlights: &[Highlight]) -> Snippet {
    let Passage { range, cut_before, cut_after } = passage;
    let field = if range.start < document.body_at() { SnippetField::Title } else { SnippetField::Body };
    let (text, highlights) = collapse(document.text(), &range, inside(highlights, &range));
    Snippet { text, field, start: range.start, highlights, cut_before, cut_after }
}

/// Those of sorted highlights that lie in a range.
fn inside<'h>(highlights: &'h [Highlight], range: &Range<usize>) -> &'h [Highlight] {
    let from = highlights.partition_point(|highlight| highlight.range.start < range.start);
    let count = highlights[from..].partition_point(|highlight| highlight.range.end <= range.end);
    &highlights[from..from + count]
}

/// The text of a range with single blanks for white space, and the highlights in it moved to where they stand there.
fn collapse(text: &str, range: &Range<usize>, highlights: &[Highlight]) -> (String, Vec<Highlight>) {
    let mut out = String::with_capacity(range.len());
    let mut moved = highlights.to_vec();
    let mut borders = moved.iter_mut().flat_map(|h| [&mut h.range.start, &mut h.range.end]).peekable();
    let mut behind_blank = true;
    let passage = text.get(range.clone()).unwrap_or("");
    for (i, c) in passage.char_indices() {
        while let Some(border) = borders.next_if(|border| **border <= range.start + i) {
            *border = out.len();
        }
        let is_blank = c.is_whitespace();
        if !is_blank {
            out.push(c);
        } else if !behind_blank {
            out.push(' ');
        }
        behind_blank = is_blank;
    }
    borders.for_each(|border| *border = out.len());
    (out, moved)
}
