//! The articles of a commit as the columns of the index have them: sentences, number, dates, address.
//!
//! An article is called by an ordinal: the place of its document when all segments are counted through. Of it alone
//! nothing depends that is written down.

use tantivy::{DocAddress, DocId, SegmentReader, columnar::Column};

use super::alike::Sketch;
use crate::archive::{
    ArchiveError, Reader,
    schema::{ADDRESS, FROM, NUMBER, REVISED, SENTENCES},
};

/// The articles that a reader sees.
pub(super) struct Corpus<'r> {
    reader: &'r Reader,
    segments: Vec<Segment<'r>>,
}

struct Segment<'r> {
    first: u32,
    reader: &'r SegmentReader,
    sentences: Column<u64>,
    number: Column<u64>,
    from: Column<i64>,
    revised: Column<i64>,
    address: Column<u64>,
}

impl<'r> Corpus<'r> {
    pub(super) fn new(reader: &'r Reader) -> Result<Self, ArchiveError> {
        let mut first = 0;
        let mut segments = Vec::new();
        for segment in reader.searcher().segment_readers() {
            let columns = segment.fast_fields();
            segments.push(Segment {
                first,
                reader: segment,
                sentences: columns.u64(SENTENCES)?,
                number: columns.u64(NUMBER)?,
                from: columns.i64(FROM)?,
                revised: columns.i64(REVISED)?,
                address: columns.u64(ADDRESS)?,
            });
            first += segment.max_doc();
        }
        Ok(Self { reader, segments })
    }

    /// The ordinals of all articles.
    pub(super) fn articles(&self) -> impl Iterator<Item = u32> {
        self.segments.iter().flat_map(|segment| {
            let docs = segment.reader.doc_ids_alive();
            docs.filter(|doc| segment.number.first(*doc).is_some()).map(|doc| segment.first + doc)
        })
    }

    /// One more than the highest ordinal.
    pub(super) fn end(&self) -> u32 {
        self.segments.last().map_or(0, |segment| segment.first + segment.reader.max_doc())
    }

    fn segment(&self, article: u32) -> (usize, DocId) {
        let at = self.segments.partition_point(|segment| segment.first <= article).saturating_sub(1);
        (at, article - self.segments[at].first)
    }

    /// Where an article is.
    pub(super) fn at(&self, article: u32) -> DocAddress {
        let (segment, doc) = self.segment(article);
        DocAddress::new(segment as u32, doc)
    }

    /// Its sentences.
    pub(super) fn sketch(&self, article: u32, sketch: &mut Sketch) {
        let (at, doc) = self.segment(article);
        sketch.fill(self.segments[at].sentences.values_for_doc(doc).map(|sentence| sentence as u32));
    }

    /// Its id as a number.
    pub(super) fn number(&self, article: u32) -> u64 {
        let (at, doc) = self.segment(article);
        self.segments[at].number.first(doc).unwrap_or(0)
    }

    /// By this articles of a group are ordered: the oldest first, without a date last, then by number.
    pub(super) fn age(&self, article: u32) -> (i64, u64) {
        let (at, doc) = self.segment(article);
        (self.segments[at].from.first(doc).unwrap_or(i64::MAX), self.number(article))
    }

    /// When it was changed last, or else published, in minutes since 1970.
    pub(super) fn revised(&self, article: u32) -> Option<i64> {
        let (at, doc) = self.segment(article);
        self.segments[at].revised.first(doc)
    }

    /// The key of the url at which it was published (see [`super::address`]).
    pub(super) fn address(&self, article: u32) -> Option<u64> {
        let (at, doc) = self.segment(article);
        self.segments[at].address.first(doc)
    }

    /// Path of its file, and its place in that.
    pub(super) fn place(&self, article: u32) -> Result<String, ArchiveError> {
        Ok(self.reader.article(self.at(article))?.place())
    }
}
