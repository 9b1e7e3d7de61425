//! Counts over articles that were found, read from the columns of the index: values of a field, spans of dates, numbers.
//!
//! Nothing of an article is unpacked, and what is kept grows with the distinct values, not with the articles.

use std::{
    collections::{BTreeMap, BinaryHeap, hash_map::Entry},
    sync::Arc,
};

use rustc_hash::FxHashMap;
use tantivy::{
    DocAddress, DocId, Score, SegmentOrdinal, SegmentReader, TantivyError,
    collector::{Collector, SegmentCollector},
    columnar::{Column, StrColumn},
};

use super::Found;
use crate::archive::{
    ArchiveError, Reader,
    schema::{AUTHOR, DAY_MINUTES, FROM, NUMBER, SECTION, SOURCE, TO},
};

/// A field whose values are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueField {
    /// Paper, agency or site.
    Source,
    /// Byline, one of several.
    Author,
    /// Section of the paper.
    Section,
}

impl ValueField {
    fn column(self) -> &'static str {
        match self {
            Self::Source => SOURCE,
            Self::Author => AUTHOR,
            Self::Section => SECTION,
        }
    }
}

/// The first and the last day that an article's date allows, in days since 1970.
pub type DaySpan = (i64, i64);

/// In how many articles each value of a field stands. A group of copies counts once for every value that one of its members
/// has: as often as a search for that value finds it.
pub fn values(
    reader: &Reader,
    found: &Found,
    field: ValueField,
) -> Result<FxHashMap<String, u64>, ArchiveError> {
    let mut counts = found.collect(reader, &Values(field.column()))?;
    let mut columns = Columns { reader, field, of_segment: FxHashMap::default() };
    for members in found.groups() {
        let mut met: Vec<Arc<str>> = Vec::new();
        for (number, at) in members.iter().enumerate() {
            for value in columns.values_of(*at)? {
                if met.contains(&value) {
                    continue;
                }
                if number > 0 {
                    *counts.entry(value.to_string()).or_default() += 1;
                }
                met.push(value);
            }
        }
    }
    Ok(counts)
}

/// The values of single articles, each looked up once.
struct Columns<'r> {
    reader: &'r Reader,
    field: ValueField,
    of_segment: FxHashMap<SegmentOrdinal, OneColumn>,
}

/// The values of a segment.
struct OneColumn {
    column: Option<StrColumn>,
    known: FxHashMap<u64, Arc<str>>,
}

impl Columns<'_> {
    fn values_of(&mut self, at: DocAddress) -> Result<Vec<Arc<str>>, ArchiveError> {
        let OneColumn { column, known } = match self.of_segment.entry(at.segment_ord) {
            Entry::Occupied(entry) => entry.into_mut(),
            Entry::Vacant(entry) => {
                let segment = self.reader.searcher().segment_reader(at.segment_ord);
                let column = segment.fast_fields().str(self.field.column())?;
                entry.insert(OneColumn { column, known: FxHashMap::default() })
            }
        };
        let Some(column) = column else { return Ok(Vec::new()) };
        let mut values = Vec::new();
        for ord in column.term_ords(at.doc_id) {
            if let Some(value) = known.get(&ord) {
                values.push(Arc::clone(value));
                continue;
            }
            let mut text = String::new();
            column.ord_to_str(ord, &mut text).map_err(TantivyError::from)?;
            let value: Arc<str> = text.into();
            known.insert(ord, Arc::clone(&value));
            values.push(value);
        }
        Ok(values)
    }
}

/// How many articles have a date in each span; undated ones do not count.
pub fn day_spans(reader: &Reader, found: &Found) -> Result<BTreeMap<DaySpan, u64>, ArchiveError> {
    found.collect(reader, &Spans)
}

/// Of the articles that have a date, one whose date begins first and one whose date begins last.
pub fn first_and_last(
    reader: &Reader,
    found: &Found,
) -> Result<Option<(DocAddress, DocAddress)>, ArchiveError> {
    found.collect(reader, &Ends)
}

/// The `count` articles for whose number `key` is smallest, the smallest first.
pub fn smallest(
    reader: &Reader,
    found: &Found,
    count: usize,
    key: impl Fn(u64) -> u64 + Send + Sync + Clone + 'static,
) -> Result<Vec<DocAddress>, ArchiveError> {
    found.collect(reader, &Smallest { count, key })
}

struct Values(&'static str);

struct SegmentValues {
    column: Option<StrColumn>,
    counts: Vec<u64>,
}

impl Collector for Values {
    type Fruit = FxHashMap<String, u64>;
    type Child = SegmentValues;

    fn for_segment(&self, _: SegmentOrdinal, segment: &SegmentReader) -> tantivy::Result<SegmentValues> {
        let column = segment.fast_fields().str(self.0)?;
        let counts = vec![0; column.as_ref().map_or(0, |column| column.num_terms())];
        Ok(SegmentValues { column, counts })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(
        &self,
        segments: Vec<tantivy::Result<Vec<(String, u64)>>>,
    ) -> tantivy::Result<Self::Fruit> {
        let mut merged = FxHashMap::default();
        for segment in segments {
            for (value, articles) in segment? {
                *merged.entry(value).or_default() += articles;
            }
        }
        Ok(merged)
    }
}

impl SegmentCollector for SegmentValues {
    type Fruit = tantivy::Result<Vec<(String, u64)>>;

    fn collect(&mut self, doc: DocId, _: Score) {
        let Some(column) = &self.column else { return };
        let mut last = None;
        for ord in column.term_ords(doc) {
            // A byline that is given twice counts once.
            if last.replace(ord) != Some(ord) {
                self.counts[ord as usize] += 1;
            }
        }
    }

    fn harvest(self) -> Self::Fruit {
        let Some(column) = self.column else { return Ok(Vec::new()) };
        let counted = self.counts.iter().enumerate().filter(|(_, articles)| **articles > 0);
        let (ords, counts): (Vec<u64>, Vec<u64>) =
            counted.map(|(ord, articles)| (ord as u64, *articles)).unzip();
        let mut found = Vec::with_capacity(ords.len());
        let mut counts = counts.into_iter();
        column.dictionary().sorted_ords_to_term_cb(&ords, |term| {
            let articles = counts.next().unwrap_or(0);
            found.push((String::from_utf8_lossy(term).into_owned(), articles));
        })?;
        Ok(found)
    }
}

struct Spans;

struct SegmentSpans {
    from: Column<i64>,
    to: Column<i64>,
    counts: FxHashMap<DaySpan, u64>,
}

impl Collector for Spans {
    type Fruit = BTreeMap<DaySpan, u64>;
    type Child = SegmentSpans;

    fn for_segment(&self, _: SegmentOrdinal, segment: &SegmentReader) -> tantivy::Result<SegmentSpans> {
        let columns = segment.fast_fields();
        Ok(SegmentSpans { from: columns.i64(FROM)?, to: columns.i64(TO)?, counts: FxHashMap::default() })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, segments: Vec<FxHashMap<DaySpan, u64>>) -> tantivy::Result<Self::Fruit> {
        let mut merged = BTreeMap::new();
        for (span, articles) in segments.into_iter().flatten() {
            *merged.entry(span).or_default() += articles;
        }
        Ok(merged)
    }
}

impl SegmentCollector for SegmentSpans {
    type Fruit = FxHashMap<DaySpan, u64>;

    fn collect(&mut self, doc: DocId, _: Score) {
        let day = |minutes: i64| minutes.div_euclid(DAY_MINUTES);
        if let (Some(from), Some(to)) = (self.from.first(doc), self.to.first(doc)) {
            *self.counts.entry((day(from), day(to))).or_default() += 1;
        }
    }

    fn harvest(self) -> Self::Fruit {
        self.counts
    }
}

struct Ends;

/// When an article's date begins, its number, its address.
type End = (i64, u64, DocAddress);

struct SegmentEnds {
    segment: SegmentOrdinal,
    from: Column<i64>,
    number: Column<u64>,
    ends: Option<(End, End)>,
}

impl Collector for Ends {
    type Fruit = Option<(DocAddress, DocAddress)>;
    type Child = SegmentEnds;

    fn for_segment(&self, segment: SegmentOrdinal, reader: &SegmentReader) -> tantivy::Result<SegmentEnds> {
        let columns = reader.fast_fields();
        Ok(SegmentEnds { segment, from: columns.i64(FROM)?, number: columns.u64(NUMBER)?, ends: None })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, segments: Vec<Option<(End, End)>>) -> tantivy::Result<Self::Fruit> {
        let (first, last): (Vec<End>, Vec<End>) = segments.into_iter().flatten().unzip();
        Ok(first.into_iter().min().zip(last.into_iter().max()).map(|(first, last)| (first.2, last.2)))
    }
}

impl SegmentCollector for SegmentEnds {
    type Fruit = Option<(End, End)>;

    fn collect(&mut self, doc: DocId, _: Score) {
        let Some(from) = self.from.first(doc) else { return };
        let is_inside = self.ends.is_some_and(|(first, last)| first.0 < from && from < last.0);
        if !is_inside {
            let number = self.number.first(doc).unwrap_or(0);
            let here = (from, number, DocAddress::new(self.segment, doc));
            let (first, last) = self.ends.get_or_insert((here, here));
            (*first, *last) = ((*first).min(here), (*last).max(here));
        }
    }

    fn harvest(self) -> Self::Fruit {
        self.ends
    }
}

struct Smallest<K> {
    count: usize,
    key: K,
}

struct SegmentSmallest<K> {
    segment: SegmentOrdinal,
    column: Column<u64>,
    count: usize,
    key: K,
    /// Key, number, address; the greatest on top.
    kept: BinaryHeap<(u64, u64, DocAddress)>,
}

impl<K: Fn(u64) -> u64 + Send + Sync + Clone + 'static> Collector for Smallest<K> {
    type Fruit = Vec<DocAddress>;
    type Child = SegmentSmallest<K>;

    fn for_segment(
        &self,
        segment: SegmentOrdinal,
        reader: &SegmentReader,
    ) -> tantivy::Result<SegmentSmallest<K>> {
        let column = reader.fast_fields().u64(NUMBER)?;
        let (count, key, kept) = (self.count, self.key.clone(), BinaryHeap::new());
        Ok(SegmentSmallest { segment, column, count, key, kept })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, segments: Vec<Vec<(u64, u64, DocAddress)>>) -> tantivy::Result<Self::Fruit> {
        let mut all: Vec<_> = segments.into_iter().flatten().collect();
        all.sort_unstable();
        Ok(all.into_iter().take(self.count).map(|(_, _, at)| at).collect())
    }
}

impl<K: Fn(u64) -> u64 + Send + Sync + 'static> SegmentCollector for SegmentSmallest<K> {
    type Fruit = Vec<(u64, u64, DocAddress)>;

    fn collect(&mut self, doc: DocId, _: Score) {
        let Some(number) = self.column.first(doc) else { return };
        self.kept.push(((self.key)(number), number, DocAddress::new(self.segment, doc)));
        if self.kept.len() > self.count {
            self.kept.pop();
        }
    }

    fn harvest(self) -> Self::Fruit {
        self.kept.into_vec()
    }
}
