//! Goes through the documents in which a part of a query stands, and scores them.

use std::sync::Arc;

use tantivy::{
    DocId, DocSet, Score, TERMINATED,
    fieldnorm::FieldNormReader,
    query::{Bm25Weight, Scorer},
};

use super::{candidates, postings::Postings};
use crate::{
    archive::stream::BODY_START,
    search::{
        intervals::{Interval, Places, Unit, stands},
        rank::TITLE_WEIGHT,
        resolve::Span,
    },
};

/// Documents in which a part of a query stands.
pub(super) struct SpanScorer {
    pub(super) plan: Arc<Span<usize>>,
    pub(super) leaves: Vec<Postings>,
    pub(super) sentences: Option<Postings>,
    pub(super) paragraphs: Option<Postings>,
    pub(super) lengths: FieldNormReader,
    /// What each leaf adds; none if nothing is scored.
    pub(super) weights: Option<Vec<Bm25Weight>>,
    pub(super) doc: DocId,
    /// Where it stands in the current document.
    pub(super) found: Vec<Interval>,
    /// Whether that has been looked up.
    pub(super) is_read: bool,
}

/// The places of one document.
struct InDocument<'s> {
    doc: DocId,
    leaves: &'s mut [Postings],
    sentences: Option<&'s mut Postings>,
    paragraphs: Option<&'s mut Postings>,
}

impl Places<usize> for InDocument<'_> {
    fn leaf(&mut self, leaf: &usize) -> Vec<Interval> {
        self.leaves[*leaf].places(self.doc)
    }

    fn starts(&mut self, unit: Unit) -> Vec<u32> {
        let borders = match unit {
            Unit::Sentence => self.sentences.as_mut(),
            Unit::Paragraph => self.paragraphs.as_mut(),
        };
        borders.map_or_else(Vec::new, |borders| borders.positions(self.doc))
    }
}

impl SpanScorer {
    /// Goes on to the first document from `target` on in which it stands.
    pub(super) fn settle(&mut self, target: DocId) -> DocId {
        let sure = candidates::are_matches(&self.plan, &self.leaves);
        let mut target = target;
        loop {
            self.is_read = false;
            self.doc = candidates::next(&self.plan, &mut self.leaves, target);
            if self.doc == TERMINATED || sure {
                return self.doc;
            }
            self.read();
            if !self.found.is_empty() {
                return self.doc;
            }
            target = self.doc + 1;
        }
    }

    fn read(&mut self) {
        let mut places = InDocument {
            doc: self.doc,
            leaves: &mut self.leaves,
            sentences: self.sentences.as_mut(),
            paragraphs: self.paragraphs.as_mut(),
        };
        self.found = stands(&self.plan, &mut places);
        self.is_read = true;
    }
}

impl DocSet for SpanScorer {
    fn advance(&mut self) -> DocId {
        if self.doc == TERMINATED { TERMINATED } else { self.settle(self.doc + 1) }
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.doc < target { self.settle(target) } else { self.doc }
    }

    fn doc(&self) -> DocId {
        self.doc
    }

    fn size_hint(&self) -> u32 {
        self.leaves.iter().map(Postings::size).min().unwrap_or(0)
    }

    fn cost(&self) -> u64 {
        // Far more than a list of documents: others should lead.
        self.leaves.iter().map(|leaf| u64::from(leaf.size())).sum::<u64>() * 16
    }
}

impl Scorer for SpanScorer {
    fn score(&mut self) -> Score {
        if self.weights.is_none() {
            return 0.0;
        }
        if !self.is_read {
            self.read();
        }
        let Some(weights) = &self.weights else { return 0.0 };
        let closeness: Score = self.found.iter().map(|interval| closeness(*interval, weights.len())).sum();
        let times = self.found.len().max(1) as u32;
        let length = self.lengths.fieldnorm_id(self.doc);
        let words: Score = weights.iter().map(|weight| weight.score(length, times)).sum();
        let in_title = self.found.first().is_some_and(|first| first.start < BODY_START);
        words * closeness / times as Score * if in_title { 1.0 + TITLE_WEIGHT } else { 1.0 }
    }
}

/// 1 if nothing else stands between the words, and less the more does.
fn closeness(interval: Interval, words: usize) -> Score {
    let others = (interval.end - interval.start).saturating_sub(words as u32 - 1);
    1.0 / (1.0 + (others as Score / 8.0).ln_1p())
}
