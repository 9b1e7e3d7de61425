//! The places of one leaf in the documents of a segment: several lists of postings read as one.

use std::sync::Arc;

use tantivy::{DocId, DocSet, columnar::Column, postings::SegmentPostings};

use super::{gathered::Gathered, merged::Merged};
use crate::search::intervals::Interval;

/// Articles in which a term counts, by number and sorted.
#[derive(Clone, Debug)]
pub(super) enum Articles {
    All,
    Only(Arc<[u64]>),
    Without(Arc<[u64]>),
}

/// The documents of a term.
pub(super) struct List {
    pub(super) documents: SegmentPostings,
    /// In which of them it counts.
    pub(super) articles: Articles,
    /// The number of the list that has its positions, if it has none itself.
    pub(super) places: Option<usize>,
}

/// From so many lists on they are gathered: a heap would be asked for nearly every word of every document.
const MANY: usize = 64;

/// Several lists as one.
pub(super) enum Postings {
    /// Read document by document.
    Merged(Merged),
    /// Read list by list, for some documents at once.
    Gathered(Gathered),
}

impl Postings {
    /// Lists, and those in which only positions are looked up. With `runs`, positions one behind the other are one place.
    pub(super) fn new(
        lists: Vec<List>,
        places: Vec<SegmentPostings>,
        runs: bool,
        numbers: Option<Column<u64>>,
    ) -> Self {
        if lists.len() >= MANY && !runs && numbers.is_none() {
            Self::Gathered(Gathered::new(lists, places))
        } else {
            Self::Merged(Merged::new(lists, places, runs, numbers))
        }
    }

    /// About how many documents there are.
    pub(super) fn size(&self) -> u32 {
        match self {
            Self::Merged(merged) => size(merged.lists()),
            Self::Gathered(gathered) => size(gathered.lists()),
        }
    }

    /// Whether a document may have it and yet no place for it.
    pub(super) fn may_be_nowhere(&self) -> bool {
        matches!(self, Self::Merged(merged) if merged.may_be_nowhere())
    }

    /// Goes on to the first document from `target` on.
    pub(super) fn seek(&mut self, target: DocId) -> DocId {
        match self {
            Self::Merged(merged) => merged.seek(target),
            Self::Gathered(gathered) => gathered.seek(target),
        }
    }

    /// Where it stands in a document, which must not lie behind the current one.
    pub(super) fn places(&mut self, doc: DocId) -> Vec<Interval> {
        match self {
            Self::Merged(merged) => merged.places(doc),
            Self::Gathered(gathered) => gathered.places(doc),
        }
    }

    /// The positions in a document.
    pub(super) fn positions(&mut self, doc: DocId) -> Vec<u32> {
        self.places(doc).iter().map(|place| place.start).collect()
    }
}

fn size(lists: &[List]) -> u32 {
    lists.iter().fold(0, |sum, list| sum.saturating_add(list.documents.size_hint()))
}
