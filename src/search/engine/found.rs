//! The articles that match, found once, so that they can be counted in several ways.

use tantivy::{
    DocAddress, DocId, Score, SegmentOrdinal, SegmentReader,
    collector::{Collector, SegmentCollector},
};

use super::{compile, groups};
use crate::{
    archive::{ArchiveError, Reader},
    search::resolve::Resolved,
};

/// The articles that match; of a group of copies the oldest.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Of each segment of the commit the documents, sorted.
    segments: Vec<Vec<DocId>>,
}

impl Found {
    /// Those of a tree.
    pub fn of(reader: &Reader, query: &Resolved) -> Result<Self, ArchiveError> {
        let compiled = compile::compile(query, reader)?;
        let mut segments = vec![Vec::new(); reader.searcher().segment_readers().len()];
        for (segment, mut docs) in groups::collect(reader, &*compiled, Documents)? {
            segments[segment as usize].append(&mut docs);
        }
        // Those that were the oldest of a group came behind the others.
        for docs in &mut segments {
            docs.sort_unstable();
        }
        Ok(Self { segments })
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.segments.iter().map(Vec::len).sum()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether an article is among them.
    pub fn has(&self, at: DocAddress) -> bool {
        self.in_segment(at.segment_ord).binary_search(&at.doc_id).is_ok()
    }

    /// All of them.
    pub fn articles(&self) -> impl Iterator<Item = DocAddress> {
        (0..)
            .zip(&self.segments)
            .flat_map(|(segment, docs)| docs.iter().map(move |doc| DocAddress::new(segment, *doc)))
    }

    /// Those of a segment, in their order.
    pub fn in_segment(&self, segment: SegmentOrdinal) -> &[DocId] {
        self.segments.get(segment as usize).map_or(&[], Vec::as_slice)
    }

    /// What a collector makes of them.
    pub(super) fn collect<C: Collector>(
        &self,
        reader: &Reader,
        collector: &C,
    ) -> Result<C::Fruit, ArchiveError> {
        let mut fruits = Vec::new();
        for (segment, docs) in (0..).zip(&self.segments).filter(|(_, docs)| !docs.is_empty()) {
            let mut taken = collector.for_segment(segment, reader.searcher().segment_reader(segment))?;
            for doc in docs {
                taken.collect(*doc, 0.0);
            }
            fruits.push(taken.harvest());
        }
        Ok(collector.merge_fruits(fruits)?)
    }
}

/// Takes down all documents.
struct Documents;

struct SegmentDocuments(SegmentOrdinal, Vec<DocId>);

impl Collector for Documents {
    type Fruit = Vec<(SegmentOrdinal, Vec<DocId>)>;
    type Child = SegmentDocuments;

    fn for_segment(&self, segment: SegmentOrdinal, _: &SegmentReader) -> tantivy::Result<SegmentDocuments> {
        Ok(SegmentDocuments(segment, Vec::new()))
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, segments: Vec<(SegmentOrdinal, Vec<DocId>)>) -> tantivy::Result<Self::Fruit> {
        Ok(segments)
    }
}

impl SegmentCollector for SegmentDocuments {
    type Fruit = (SegmentOrdinal, Vec<DocId>);

    fn collect(&mut self, doc: DocId, _: Score) {
        self.1.push(doc);
    }

    fn harvest(self) -> Self::Fruit {
        (self.0, self.1)
    }
}
