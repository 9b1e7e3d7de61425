//! Articles that are known by their places in the commit rather than by a term: those that are copies of others.

use std::sync::Arc;

use rustc_hash::FxHashMap;
use tantivy::{
    DocId, DocSet, Score, SegmentReader, TERMINATED, TantivyError,
    index::SegmentId,
    query::{EnableScoring, Explanation, Query, Scorer, Weight},
};

use crate::archive::{ArchiveError, Reader};

/// Finds the articles of a list.
#[derive(Clone, Debug)]
pub(super) struct ListedQuery(Arc<FxHashMap<SegmentId, Vec<DocId>>>);

impl ListedQuery {
    /// Those that are later copies or older versions of others.
    pub(super) fn copies(reader: &Reader) -> Result<Self, ArchiveError> {
        let copies = reader.copies()?;
        let segments = reader.searcher().segment_readers().iter().enumerate();
        let listed = segments.map(|(at, segment)| (segment.segment_id(), copies.passed_over(at as u32)));
        Ok(Self(Arc::new(listed.collect())))
    }
}

impl Query for ListedQuery {
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(ListedWeight(self.clone())))
    }
}

struct ListedWeight(ListedQuery);

impl Weight for ListedWeight {
    fn scorer(&self, reader: &SegmentReader, _: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let docs = self.0.0.get(&reader.segment_id()).cloned().unwrap_or_default();
        Ok(Box::new(ListedScorer { docs, at: 0 }))
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        let mut scorer = self.scorer(reader, 1.0)?;
        if scorer.doc() > doc || scorer.seek(doc) != doc {
            return Err(TantivyError::InvalidArgument(format!("document {doc} does not match")));
        }
        Ok(Explanation::new("an article of a list", scorer.score()))
    }
}

struct ListedScorer {
    /// Ascending.
    docs: Vec<DocId>,
    at: usize,
}

impl DocSet for ListedScorer {
    fn advance(&mut self) -> DocId {
        self.at += 1;
        self.doc()
    }

    fn doc(&self) -> DocId {
        self.docs.get(self.at).copied().unwrap_or(TERMINATED)
    }

    fn size_hint(&self) -> u32 {
        self.docs.len() as u32
    }
}

impl Scorer for ListedScorer {
    fn score(&mut self) -> Score {
        1.0
    }
}
