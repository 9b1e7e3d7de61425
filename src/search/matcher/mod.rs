//! What a query means in one stored text: which bytes of it match.
//!
//! The text is split and its terms are made as for the index, and the intervals of the same tree are looked up in
//! it. So a highlight is true because it is the match: a phrase is marked as a phrase, a name in every form that the
//! article has for it, and a part of the query that does not hold here as a whole marks nothing.

mod disjoint;
mod document;
mod evaluate;
mod found;
#[cfg(test)]
mod tests;

use std::ops::Range;

use names::Kind;

pub use self::{
    document::Document,
    evaluate::{Facts, Unknown},
};
use self::{evaluate::Evaluation, found::Found};
use super::resolve::Resolved;
use crate::archive::terms::Terms;

/// How a range of a text matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum How {
    /// As a word, whatever its ending, case and accents.
    Word,
    /// As words one behind the other.
    Phrase,
    /// As a mention of a name, whatever form it has there.
    Name(Kind),
}

/// A range of a text that matches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Highlight {
    /// Bytes.
    pub range: Range<usize>,
    /// Why.
    pub how: How,
    /// Which parts of the query match here: bit n for the n-th of its [`Resolved::leaves`], the last bit for all from
    /// there on.
    pub parts: u64,
}

/// The bit of the n-th part of a query.
pub(super) fn part_bit(n: usize) -> u64 {
    1 << n.min(63)
}

/// What of a document matches, sorted and disjoint.
///
/// In a document that does not match as a whole, the parts of the query that do are marked.
pub fn highlights(query: &Resolved, document: &Document<'_>, terms: &mut Terms) -> Vec<Highlight> {
    let found = Found::of(query, document, terms);
    let mut evaluation = Evaluation::new(document, &found, &Unknown);
    if evaluation.holds(query) == Some(false) {
        evaluation = Evaluation::new(document, &found, &Unknown);
        for leaf in query.leaves() {
            evaluation.holds(leaf);
        }
    }
    disjoint::disjoint(evaluation.into_highlights(), document.text())
}

/// Whether a document matches; none if that depends on facts that are not known.
pub fn matches(
    query: &Resolved,
    document: &Document<'_>,
    facts: &dyn Facts,
    terms: &mut Terms,
) -> Option<bool> {
    Evaluation::new(document, &Found::of(query, document, terms), facts).holds(query)
}
