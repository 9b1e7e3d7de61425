//! Where the terms of a query stand in a document.

use rustc_hash::FxHashMap;

use super::Document;
use crate::{
    archive::terms::Terms,
    search::resolve::{Leaf, Resolved},
};

/// The positions of every stem of a query.
pub(super) struct Found<'q>(FxHashMap<&'q str, Vec<u32>>);

impl<'q> Found<'q> {
    pub(super) fn of(query: &'q Resolved, document: &Document<'_>, terms: &mut Terms) -> Self {
        let mut lists: FxHashMap<&str, Vec<u32>> = FxHashMap::default();
        let add = &mut |leaf: &'q Resolved| {
            let phrases = match leaf {
                Resolved::Words { terms, .. } => std::slice::from_ref(terms),
                Resolved::Name(names) => names.phrases.as_slice(),
                Resolved::Span(span) => {
                    span.each_leaf(true, &mut |leaf| {
                        let stems = leaf.stems().iter().filter(|_| matches!(leaf, Leaf::Terms(_)));
                        lists.extend(stems.map(|term| (term.as_str(), Vec::new())));
                    });
                    &[]
                }
                _ => &[],
            };
            lists.extend(phrases.iter().flatten().map(|term| (term.as_str(), Vec::new())));
        };
        query.visit(add, true);
        let mut found = Self(lists);
        found.fill(document, terms);
        found
    }

    /// The positions of a stem, ascending, each once.
    pub(super) fn positions(&self, term: &str) -> &[u32] {
        self.0.get(term).map_or(&[], Vec::as_slice)
    }

    fn fill(&mut self, document: &Document<'_>, terms: &mut Terms) {
        let stemming = document.stemming();
        let initials = Initials::of(self.0.keys().copied());
        let may_be_found = |word: &str| !stemming.keeps_beginnings() || initials.may_begin(word);
        for (position, surface) in document.words().filter(|(_, surface)| may_be_found(surface)) {
            for term in terms.of(stemming, surface).all() {
                if let Some(list) = self.0.get_mut(term)
                    && list.last() != Some(&position)
                {
                    list.push(position);
                }
            }
        }
    }
}

/// The first letters of terms: most words of an English text need no stemming, since a stem begins as its word does.
struct Initials {
    may_begin: [bool; 256],
    any: bool,
}

impl Initials {
    fn of<'t>(terms: impl Iterator<Item = &'t str>) -> Self {
        let mut initials = Self { may_begin: [false; 256], any: false };
        for byte in terms.filter_map(|term| term.bytes().next()) {
            initials.may_begin[usize::from(byte)] = true;
            initials.any = true;
        }
        initials
    }

    /// False only if no term of the word begins so; words of other than plain letters have terms for their parts.
    fn may_begin(&self, word: &str) -> bool {
        let first = word.bytes().next().map(|byte| byte.to_ascii_lowercase());
        first.is_some_and(|first| self.may_begin[usize::from(first)])
            || (self.any && word.bytes().any(|byte| !byte.is_ascii_alphabetic()))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::archive::stemming::Stemming;

    proptest! {
        #[test]
        fn no_term_is_passed_over(word in "[A-Za-z]{1,12}|[a-z'.éß0-9ﬁ]{1,6}") {
            let mut terms = Terms::default();
            for term in terms.of(Stemming::ENGLISH, &word).all().filter(|term| !term.is_empty()) {
                prop_assert!(Initials::of(std::iter::once(term)).may_begin(&word), "{term}");
            }
        }
    }
}
