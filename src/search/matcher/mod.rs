//! What a query means in one stored text: which bytes of it match.
//!
//! The text is split and its terms are made as for the index, and the intervals of the same tree are looked up in
//! it. So a highlight is true because it is the match: a phrase is marked as a phrase, a name in every form that the
//! article has for it, and a part of the query that does not hold here as a whole marks nothing.

mod disjoint;
mod document;
mod evaluate;
mod found;
mod places;
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
    /// As something that stands near something else.
    Near,
    /// As a word with just these letters.
    Exact,
    /// As a word with these letters and others.
    Wildcard,
    /// As a word that differs in few letters.
    Fuzzy,
    /// As a word that an expression describes.
    Regex,
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

/// The places at which the parts of a query that hold stand in a document: bytes from the first word to the last, sorted,
/// each once. Their number is that of the matches; they may overlap.
pub fn places(query: &Resolved, document: &Document<'_>, terms: &mut Terms) -> Vec<Range<usize>> {
    let found = Found::of(query, document, terms);
    let mut evaluation = Evaluation::new(document, &found, &Unknown).of_places();
    if evaluation.holds(query) == Some(false) {
        return Vec::new();
    }
    let highlights = evaluation.into_highlights().into_iter();
    let mut places: Vec<Range<usize>> = highlights.map(|highlight| highlight.range).collect();
    places.sort_unstable_by_key(|place| (place.start, place.end));
    places.dedup();
    places
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
