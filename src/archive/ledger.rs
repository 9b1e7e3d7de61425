//! What the index knows of files, and how a run tells which of them to read.
//!
//! The ledger is in the index itself: a document a file. A run loads of it three numbers a file, so that ten million
//! files need 240 MB, and fetches the rest for the few that changed.

use intake::Format;
use tantivy::{DocAddress, Searcher, columnar::Column};

use super::ArchiveError;

/// Hash of what the file system says of a file, without reading it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stamp(pub(super) u64);

/// A stamp that no file has: its file is read again.
const STALE: Stamp = Stamp(0);

impl Stamp {
    /// The stamp of a file of this size and time that was read by a format of this name and version, or by none.
    pub(super) fn of(size: u64, modified: i64, format: Option<&(String, u16)>) -> Self {
        let (name, version) =
            format.map_or(("", table_version()), |(name, version)| (name.as_str(), *version));
        Self::of_parts(size, modified, name, version)
    }

    fn of_parts(size: u64, modified: i64, format: &str, version: u16) -> Self {
        let mut hasher = blake3::Hasher::new();
        hasher.update(&size.to_le_bytes()).update(&modified.to_le_bytes());
        hasher.update(format.as_bytes()).update(&version.to_le_bytes());
        Self(super::id::first_64_bits(&hasher.finalize()).max(1))
    }

    /// All stamps that a file of this size and time could have if nothing about it, and no parser, has changed.
    pub(super) fn fresh(size: u64, modified: i64) -> impl Iterator<Item = Self> {
        let by_format = intake::formats()
            .iter()
            .map(move |Format { name, version, .. }| Self::of_parts(size, modified, name, *version));
        by_format.chain(std::iter::once_with(move || Self::of_parts(size, modified, "", table_version())))
    }
}

/// A number that changes with every format that is added or gets better: files that none claimed are looked at again.
fn table_version() -> u16 {
    intake::formats().iter().fold(0, |sum, format| sum.wrapping_mul(31).wrapping_add(format.version + 1))
}

/// Hash of a file's path in the archive.
pub(super) fn path_hash(path: &str) -> u64 {
    super::id::first_64_bits(&blake3::hash(path.as_bytes()))
}

/// A file as the ledger has it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row {
    path: u64,
    stamp: Stamp,
    segment: u32,
    doc: u32,
}

impl Row {
    /// Where its document is.
    pub(super) fn address(&self) -> DocAddress {
        DocAddress::new(self.segment, self.doc)
    }
}

/// All files of an index, by path.
#[derive(Default)]
pub(super) struct Ledger {
    rows: Vec<Row>,
    seen: Vec<bool>,
}

/// What the ledger says to a file that a walk has found.
pub(super) enum Seen {
    /// It is not in the ledger.
    New,
    /// It is, and nothing has changed.
    Unchanged,
    /// It is, and must be looked at.
    Changed(DocAddress),
}

impl Ledger {
    /// Loads the ledger of an index.
    pub(super) fn load(searcher: &Searcher) -> Result<Self, ArchiveError> {
        let mut rows = Vec::new();
        for (segment, reader) in searcher.segment_readers().iter().enumerate() {
            let columns = reader.fast_fields();
            let paths: Column<u64> = columns.u64("path_hash")?;
            let stamps: Column<u64> = columns.u64("stamp")?;
            for doc in reader.doc_ids_alive() {
                if let Some(path) = paths.first(doc) {
                    let stamp = stamps.first(doc).map_or(STALE, Stamp);
                    rows.push(Row { path, stamp, segment: segment as u32, doc });
                }
            }
        }
        rows.sort_unstable_by_key(|row| row.path);
        let seen = vec![false; rows.len()];
        Ok(Self { rows, seen })
    }

    /// Notes that a walk has found a file, and says what is known of it.
    pub(super) fn see(&mut self, path: &str, size: u64, modified: i64) -> Seen {
        let hash = path_hash(path);
        let Ok(at) = self.rows.binary_search_by_key(&hash, |row| row.path) else { return Seen::New };
        self.seen[at] = true;
        let row = self.rows[at];
        if Stamp::fresh(size, modified).any(|stamp| stamp == row.stamp) {
            Seen::Unchanged
        } else {
            Seen::Changed(row.address())
        }
    }

    /// The rows that no walk has found.
    pub(super) fn unseen(&self) -> impl Iterator<Item = Row> {
        self.rows.iter().zip(&self.seen).filter(|(_, seen)| !**seen).map(|(row, _)| *row)
    }

    /// Bytes held.
    pub(super) fn bytes(&self) -> u64 {
        (self.rows.capacity() * size_of::<Row>() + self.seen.capacity()) as u64
    }
}
