//! The table laid over the last commit: what each document of each segment is.

use std::{ops::Range, path::Path};

use rustc_hash::FxHashMap;
use tantivy::{DocAddress, DocId, Searcher};

use super::table::{Standing, Table};
use crate::archive::{ArchiveError, id::ArticleId, schema::NUMBER, sorted};

/// The copies and versions among the articles of a commit.
pub struct Copies {
    table: Table,
    segments: Vec<Rows>,
}

/// The documents of a segment that have copies or versions.
enum Rows {
    /// Rows of the table.
    Known(Range<u32>),
    /// Made here, for a segment that came after the table.
    Made(Vec<(DocId, Standing)>),
}

impl Copies {
    /// The table in the folder of an index, for what a searcher sees.
    pub(in crate::archive) fn open(folder: &Path, searcher: &Searcher) -> Result<Self, ArchiveError> {
        let table = Table::open_in(folder)?;
        let mut by_number: Option<FxHashMap<u64, Standing>> = None;
        let mut segments = Vec::new();
        for segment in searcher.segment_readers() {
            if let Some(rows) = table.rows_of(&segment.segment_id().uuid_string()) {
                segments.push(Rows::Known(rows));
                continue;
            }
            let standings = by_number.get_or_insert_with(|| numbered(&table));
            let mut made = Vec::new();
            if !standings.is_empty() {
                let number = segment.fast_fields().u64(NUMBER)?;
                let standing = |doc: DocId| Some((doc, *standings.get(&number.first(doc)?)?));
                made.extend(segment.doc_ids_alive().filter_map(standing));
            }
            segments.push(Rows::Made(made));
        }
        Ok(Self { table, segments })
    }

    /// Whether no article has a copy or version.
    pub fn is_empty(&self) -> bool {
        self.segments.iter().all(|rows| rows.len() == 0)
    }

    /// What is known of a document; nothing of most.
    pub fn standing(&self, at: DocAddress) -> Option<Standing> {
        let (row, found) = self.first_row(at.segment_ord, 0, at.doc_id);
        (found == Some(at.doc_id)).then(|| self.standing_of(at.segment_ord, row))
    }

    /// Whether a document is a later copy or an older version, of which the first or the newest is in the archive.
    pub fn is_passed_over(&self, at: DocAddress) -> bool {
        let is_other = |place: Option<(u32, bool)>| place.is_some_and(|(_, other)| other);
        self.standing(at).is_some_and(|standing| is_other(standing.group) || is_other(standing.set))
    }

    /// The documents of a segment that are later copies or older versions, ascending.
    pub fn passed_over(&self, segment: u32) -> Vec<DocId> {
        let Some(rows) = self.segments.get(segment as usize) else { return Vec::new() };
        let docs = (0..rows.len()).map(|row| self.doc(rows, row));
        docs.filter(|doc| self.is_passed_over(DocAddress::new(segment, *doc))).collect()
    }

    /// The articles of a group, the oldest first.
    pub fn group(&self, group: u32) -> Vec<ArticleId> {
        self.table.group(group).into_iter().map(ArticleId::from_number).collect()
    }

    /// The versions of a set, the newest last.
    pub fn versions(&self, set: u32) -> Vec<ArticleId> {
        self.table.set(set).into_iter().map(ArticleId::from_number).collect()
    }

    /// The first row of a segment, from one on, whose document is `doc` or a later one, and that document.
    pub(crate) fn first_row(&self, segment: u32, from: usize, doc: DocId) -> (usize, Option<DocId>) {
        let Some(rows) = self.segments.get(segment as usize) else { return (from, None) };
        let (mut low, mut step) = (from, 1);
        // Documents mostly come in their order: the next row is near.
        while low + step < rows.len() && self.doc(rows, low + step) < doc {
            low += step;
            step *= 2;
        }
        let row = sorted::first(low..(low + step).min(rows.len()), |row| self.doc(rows, row) < doc);
        (row, (row < rows.len()).then(|| self.doc(rows, row)))
    }

    /// What a row of a segment says.
    pub(crate) fn standing_of(&self, segment: u32, row: usize) -> Standing {
        match &self.segments[segment as usize] {
            Rows::Known(rows) => self.table.standing(rows.start + row as u32),
            Rows::Made(made) => made[row].1,
        }
    }

    fn doc(&self, rows: &Rows, row: usize) -> DocId {
        match rows {
            Rows::Known(rows) => self.table.doc(rows.start + row as u32),
            Rows::Made(made) => made[row].0,
        }
    }
}

impl Rows {
    fn len(&self) -> usize {
        match self {
            Self::Known(rows) => rows.len(),
            Self::Made(made) => made.len(),
        }
    }
}

fn numbered(table: &Table) -> FxHashMap<u64, Standing> {
    let mut standings: FxHashMap<u64, Standing> = FxHashMap::default();
    for (article, standing) in table.standings() {
        let known = standings.entry(article).or_insert(standing);
        known.group = known.group.or(standing.group);
        known.set = known.set.or(standing.set);
    }
    standings
}
