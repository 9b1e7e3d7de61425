//! A few lists of postings read as one, document by document.

use std::{cmp::Reverse, collections::BinaryHeap};

use tantivy::{
    DocId, DocSet, TERMINATED,
    columnar::Column,
    postings::{Postings as _, SegmentPostings},
};

use super::postings::{Articles, List};
use crate::{
    archive::stream::LISTED,
    search::intervals::{Interval, either, runs, term},
};

/// Several lists as one.
pub(super) struct Merged {
    lists: Vec<List>,
    /// Lists in which only positions are looked up.
    places: Vec<SegmentPostings>,
    /// Lists that are further on, the nearest on top.
    ahead: BinaryHeap<Reverse<(DocId, usize)>>,
    /// Lists that are at the current document.
    here: Vec<usize>,
    doc: DocId,
    runs: bool,
    numbers: Option<Column<u64>>,
    positions: Vec<u32>,
}

impl Merged {
    /// With `runs`, positions one behind the other are one place.
    pub(super) fn new(
        lists: Vec<List>,
        places: Vec<SegmentPostings>,
        runs: bool,
        numbers: Option<Column<u64>>,
    ) -> Self {
        let ahead = lists.iter().enumerate().map(|(i, list)| Reverse((list.documents.doc(), i)));
        let ahead = ahead.filter(|Reverse((doc, _))| *doc != TERMINATED).collect();
        let mut postings =
            Self { lists, places, ahead, here: Vec::new(), doc: 0, runs, numbers, positions: Vec::new() };
        postings.settle();
        postings
    }

    pub(super) fn lists(&self) -> &[List] {
        &self.lists
    }

    /// Whether a document may have it and yet no place for it.
    pub(super) fn may_be_nowhere(&self) -> bool {
        self.runs
    }

    /// Goes on to the first document from `target` on.
    pub(super) fn seek(&mut self, target: DocId) -> DocId {
        if self.doc >= target {
            return self.doc;
        }
        while let Some(i) = self.here.pop() {
            self.forward(i, target);
        }
        while let Some(Reverse((_, i))) = self.ahead.peek().copied().filter(|Reverse((doc, _))| *doc < target)
        {
            self.ahead.pop();
            self.forward(i, target);
        }
        self.settle();
        self.doc
    }

    fn forward(&mut self, i: usize, target: DocId) {
        let list = &mut self.lists[i].documents;
        let doc = if list.doc() < target { list.seek(target) } else { list.doc() };
        if doc != TERMINATED {
            self.ahead.push(Reverse((doc, i)));
        }
    }

    /// Takes the lists that are at the next document in which one of them counts.
    fn settle(&mut self) {
        self.doc = TERMINATED;
        while let Some(Reverse((doc, i))) = self.ahead.peek().copied() {
            if !self.here.is_empty() && doc != self.doc {
                return;
            }
            self.ahead.pop();
            if self.counts(doc, i) {
                self.doc = doc;
                self.here.push(i);
            } else {
                self.forward(i, doc + 1);
            }
        }
    }

    fn counts(&self, doc: DocId, i: usize) -> bool {
        let number = || self.numbers.as_ref().and_then(|numbers| numbers.first(doc)).unwrap_or_default();
        match &self.lists[i].articles {
            Articles::All => true,
            Articles::Only(articles) => articles.binary_search(&number()).is_ok(),
            Articles::Without(articles) => articles.binary_search(&number()).is_err(),
        }
    }

    /// Where it stands in a document, which must not lie behind the current one.
    pub(super) fn places(&mut self, doc: DocId) -> Vec<Interval> {
        let mut lists = Vec::with_capacity(self.here.len());
        if self.seek(doc) != doc {
            return Vec::new();
        }
        for &i in &self.here {
            let List { documents, places, .. } = &mut self.lists[i];
            let list = places.map_or(documents, |places| &mut self.places[places]);
            if list.doc() < doc {
                list.seek(doc);
            }
            list.positions(&mut self.positions);
            self.positions.dedup();
            if self.runs {
                self.positions.retain(|position| *position != LISTED);
                lists.push(runs(&self.positions));
            } else {
                lists.push(term(&self.positions));
            }
        }
        if lists.len() == 1 { lists.remove(0) } else { either(&lists) }
    }
}
