//! The articles that match, found once, so that they can be counted in several ways.

use tantivy::{
    DocAddress, DocId, Score, SegmentOrdinal, SegmentReader,
    collector::{Collector, SegmentCollector},
};

use super::{
    compile,
    groups::{self, Members},
};
use crate::{
    archive::{ArchiveError, Reader},
    search::resolve::Resolved,
};

/// The articles that match; of a group of copies the oldest.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Of each segment of the commit the documents, sorted.
    segments: Vec<Vec<DocId>>,
    /// The groups of copies of which more than one member matches, the one that is among the documents first.
    groups: Vec<Members>,
}

impl Found {
    /// Those of a tree.
    pub fn of(reader: &Reader, query: &Resolved) -> Result<Self, ArchiveError> {
        let compiled = compile::compile(query, reader)?;
        let mut segments = vec![Vec::new(); reader.searcher().segment_readers().len()];
        let (found, groups) = groups::collect(reader, &*compiled, Documents)?;
        for (segment, mut docs) in found {
            segments[segment as usize].append(&mut docs);
        }
        // Those that were the oldest of a group came behind the others.
        for docs in &mut segments {
            docs.sort_unstable();
        }
        Ok(Self { segments, groups })
    }

    /// Some articles of a commit, which come in their order.
    pub fn of_articles(reader: &Reader, articles: impl Iterator<Item = DocAddress>) -> Self {
        let mut segments = vec![Vec::new(); reader.searcher().segment_readers().len()];
        articles.for_each(|at| segments[at.segment_ord as usize].push(at.doc_id));
        Self { segments, groups: Vec::new() }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.segments.iter().map(Vec::len).sum()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Those of some articles that are among them, each with its place in the order of [`Self::articles`], which must be
    /// that of `articles`, too.
    pub fn among(&self, articles: &[DocAddress]) -> Vec<(usize, DocAddress)> {
        let mut among = Vec::new();
        for of_segment in articles.chunk_by(|a, b| a.segment_ord == b.segment_ord) {
            let segment = of_segment[0].segment_ord as usize;
            let before: usize = self.segments.iter().take(segment).map(Vec::len).sum();
            let mut own = self.in_segment(segment as u32).iter().enumerate().peekable();
            for at in of_segment {
                while own.next_if(|(_, doc)| **doc < at.doc_id).is_some() {}
                if let Some((place, _)) = own.next_if(|(_, doc)| **doc == at.doc_id) {
                    among.push((before + place, *at));
                }
            }
        }
        among
    }

    /// Those that are not among others.
    #[must_use]
    pub fn without(&self, others: &Self) -> Self {
        let without = |(segment, docs): (u32, &Vec<DocId>)| {
            let mut others = others.in_segment(segment).iter().peekable();
            let mut is_other = |doc: &DocId| {
                while others.next_if(|other| **other < *doc).is_some() {}
                others.peek() == Some(&doc)
            };
            docs.iter().copied().filter(|doc| !is_other(doc)).collect()
        };
        Self { segments: (0..).zip(&self.segments).map(without).collect(), groups: Vec::new() }
    }

    /// The groups of copies of which more than one member matches, the one that is among the articles first.
    pub(super) fn groups(&self) -> &[Members] {
        &self.groups
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_of_articles_are_compared() {
        let found = |segments: &[&[DocId]]| Found {
            segments: segments.iter().map(|docs| docs.to_vec()).collect(),
            groups: Vec::new(),
        };
        let all = found(&[&[0, 1, 2, 5], &[], &[3, 4]]);
        let some = found(&[&[1, 5, 7], &[2], &[3]]);
        assert_eq!(all.without(&some), found(&[&[0, 2], &[], &[4]]));
        assert_eq!(some.without(&all), found(&[&[7], &[2], &[]]));
        assert_eq!(all.without(&Found::default()), all);
        let at = DocAddress::new;
        let articles = [at(0, 1), at(0, 3), at(0, 5), at(1, 0), at(2, 4), at(9, 0)];
        assert_eq!(all.among(&articles), [(1, at(0, 1)), (3, at(0, 5)), (5, at(2, 4))]);
    }
}
