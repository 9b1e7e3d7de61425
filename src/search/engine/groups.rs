//! Counts and lists a group of copies once, and leaves out older versions.
//!
//! What has no copies goes to the collector that would have taken everything; of a group the best member that matches
//! is kept. Both lists together are sorted in the end, so that totals and pages are exact.

use std::sync::Arc;

use rustc_hash::FxHashMap;
use tantivy::{
    DocAddress, DocId, Score, SegmentOrdinal, SegmentReader,
    collector::{Collector, SegmentCollector},
    columnar::Column,
    query::Query,
};

use super::spread;
use crate::archive::{
    ArchiveError, Reader,
    copies::Copies,
    schema::{FROM, NUMBER},
};

/// What makes one member of a group better than another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum By {
    /// Its score.
    Score,
    /// Its date, latest first.
    Newest,
    /// Its date, earliest first.
    Oldest,
}

/// A place in a list: the lower comes first. The second part, an article's number, decides between equals.
pub(super) type Key = (i64, u64);

impl By {
    /// The key of an article with a score, a date and a number.
    pub(super) fn key(self, score: Score, date: Option<i64>, number: Option<u64>) -> Key {
        let first = match (self, date) {
            // The bits of floats that are not negative are in the order of the floats.
            (Self::Score, _) => -i64::from(score.max(0.0).to_bits()),
            (Self::Newest | Self::Oldest, None) => i64::MAX,
            (Self::Newest, Some(date)) => -date,
            (Self::Oldest, Some(date)) => date,
        };
        (first, number.unwrap_or(0))
    }
}

/// The member of a group that is kept.
#[derive(Clone, Copy, Debug)]
pub(super) struct Best {
    pub(super) key: Key,
    pub(super) score: Score,
    pub(super) at: DocAddress,
}

/// What was collected.
pub(super) struct Fold<F> {
    /// What the collector made of the articles without copies, segment by segment.
    pub(super) rest: Vec<F>,
    /// How many these are.
    pub(super) alone: u64,
    /// The best of each group.
    pub(super) groups: FxHashMap<u32, Best>,
    /// All members of groups that match, if they were asked for.
    members: Vec<(u32, DocAddress)>,
}

impl<F> Fold<F> {
    /// How many articles there are, a group counted once.
    pub(super) fn total(&self) -> u64 {
        self.alone + self.groups.len() as u64
    }
}

/// The members of a group of copies that match, two or more, the oldest first.
pub(super) type Members = Vec<DocAddress>;

/// What a collector makes of the articles that match, if a group of copies is only its oldest member that does; and the
/// groups of which others match as well.
pub(super) fn collect<C: Collector>(
    reader: &Reader,
    query: &dyn Query,
    collector: C,
) -> Result<(C::Fruit, Vec<Members>), ArchiveError> {
    let Some(copies) = reader.folded()? else {
        return Ok((spread::search(reader, query, &collector)?, Vec::new()));
    };
    let folded = Folded { inner: collector, by: By::Oldest, copies: Arc::clone(copies), keeps_members: true };
    let Fold { mut rest, groups, mut members, .. } = spread::search(reader, query, &folded)?;
    members.sort_unstable();
    let several = members.chunk_by(|a, b| a.0 == b.0).filter(|members| members.len() > 1);
    let several = several.map(|members| {
        let oldest = groups.get(&members[0].0).map(|best| best.at);
        let mut members: Members = members.iter().map(|(_, at)| *at).collect();
        members.sort_by_key(|at| Some(*at) != oldest);
        members
    });
    let several = several.collect();
    let mut oldest: Vec<DocAddress> = groups.into_values().map(|best| best.at).collect();
    oldest.sort_unstable();
    for of_segment in oldest.chunk_by(|a, b| a.segment_ord == b.segment_ord) {
        let ordinal = of_segment[0].segment_ord;
        let mut segment = folded.inner.for_segment(ordinal, reader.searcher().segment_reader(ordinal))?;
        for at in of_segment {
            segment.collect(at.doc_id, 0.0);
        }
        rest.push(segment.harvest());
    }
    Ok((folded.inner.merge_fruits(rest)?, several))
}

/// Keeps groups apart from what another collector takes.
pub(super) struct Folded<C> {
    pub(super) inner: C,
    pub(super) by: By,
    pub(super) copies: Arc<Copies>,
    /// Whether all members of groups are kept, not the best alone.
    pub(super) keeps_members: bool,
}

impl<C: Collector> Collector for Folded<C> {
    type Fruit = Fold<<C::Child as SegmentCollector>::Fruit>;
    type Child = FoldedSegment<C::Child>;

    fn for_segment(&self, ordinal: SegmentOrdinal, segment: &SegmentReader) -> tantivy::Result<Self::Child> {
        let columns = segment.fast_fields();
        let (_, next) = self.copies.first_row(ordinal, 0, 0);
        Ok(FoldedSegment {
            inner: self.inner.for_segment(ordinal, segment)?,
            by: self.by,
            copies: Arc::clone(&self.copies),
            ordinal,
            row: 0,
            next: next.unwrap_or(DocId::MAX),
            number: columns.u64(NUMBER)?,
            from: columns.i64(FROM)?,
            alone: 0,
            groups: FxHashMap::default(),
            members: self.keeps_members.then(Vec::new),
        })
    }

    fn requires_scoring(&self) -> bool {
        self.inner.requires_scoring() || self.by == By::Score
    }

    fn merge_fruits(
        &self,
        segments: Vec<<Self::Child as SegmentCollector>::Fruit>,
    ) -> tantivy::Result<Self::Fruit> {
        let (mut alone, mut groups) = (0, FxHashMap::default());
        let (mut rest, mut members) = (Vec::with_capacity(segments.len()), Vec::new());
        for segment in segments {
            alone += segment.alone;
            segment.groups.into_iter().for_each(|(group, best)| keep(&mut groups, group, best));
            rest.extend(segment.rest);
            members.extend(segment.members);
        }
        Ok(Fold { rest, alone, groups, members })
    }
}

/// Keeps a member of a group if it is better than the one so far.
fn keep(groups: &mut FxHashMap<u32, Best>, group: u32, best: Best) {
    let kept = groups.entry(group).or_insert(best);
    if best.key < kept.key {
        *kept = best;
    }
}

pub(super) struct FoldedSegment<S> {
    inner: S,
    by: By,
    copies: Arc<Copies>,
    ordinal: SegmentOrdinal,
    /// The next row of the table that may be met, and its document.
    row: usize,
    next: DocId,
    number: Column<u64>,
    from: Column<i64>,
    alone: u64,
    groups: FxHashMap<u32, Best>,
    members: Option<Vec<(u32, DocAddress)>>,
}

impl<S: SegmentCollector> FoldedSegment<S> {
    /// Takes a document that is not before the next row's.
    fn look_up(&mut self, doc: DocId, score: Score) {
        let (row, found) = self.copies.first_row(self.ordinal, self.row, doc);
        (self.row, self.next) = (row, found.unwrap_or(DocId::MAX));
        if self.next != doc {
            self.take_alone(doc, score);
            return;
        }
        let standing = self.copies.standing_of(self.ordinal, row);
        match standing.group {
            _ if standing.is_older_version() => {}
            None => self.take_alone(doc, score),
            Some((group, _)) => {
                let key = self.by.key(score, self.from.first(doc), self.number.first(doc));
                let at = DocAddress::new(self.ordinal, doc);
                keep(&mut self.groups, group, Best { key, score, at });
                self.members.iter_mut().for_each(|members| members.push((group, at)));
            }
        }
    }

    fn take_alone(&mut self, doc: DocId, score: Score) {
        self.alone += 1;
        self.inner.collect(doc, score);
    }
}

impl<S: SegmentCollector> SegmentCollector for FoldedSegment<S> {
    type Fruit = Fold<S::Fruit>;

    fn collect(&mut self, doc: DocId, score: Score) {
        if doc < self.next {
            self.take_alone(doc, score);
        } else {
            self.look_up(doc, score);
        }
    }

    fn harvest(self) -> Self::Fruit {
        let (rest, members) = (vec![self.inner.harvest()], self.members.unwrap_or_default());
        Fold { rest, alone: self.alone, groups: self.groups, members }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_order_as_lists_do() {
        let best = |by: By, articles: &[(f32, Option<i64>, u64)]| {
            let key = |(score, date, number): &(f32, Option<i64>, u64)| by.key(*score, *date, Some(*number));
            articles.iter().min_by_key(|article| key(article)).map(|article| article.2)
        };
        let articles = [(2.0, Some(5), 1), (3.5, None, 2), (3.5, Some(-7), 3), (0.0, Some(5), 0)];
        assert_eq!(best(By::Score, &articles), Some(2));
        assert_eq!(best(By::Newest, &articles), Some(0));
        assert_eq!(best(By::Oldest, &articles), Some(3));
    }
}
