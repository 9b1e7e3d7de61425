//! What the index knows of files, and how a run tells which of them to read.
//!
//! The ledger is in the index itself: a document a file. A run loads of it three numbers a file, so that ten million
//! files need 240 MB, and fetches the rest for the few that changed.

use tantivy::{
    DocAddress, Searcher, SegmentReader, TantivyError,
    columnar::{Column, StrColumn},
};

use super::{ArchiveError, record::FileRecord, schema::READERS};

/// Hash of what the file system says of a file, without reading it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stamp(pub(super) u64);

/// A stamp that no file has: its file is read again.
const STALE: Stamp = Stamp(0);

impl Stamp {
    /// The stamp of a file of this size and time.
    pub(super) fn of(size: u64, modified: i64) -> Self {
        let mut hasher = blake3::Hasher::new();
        hasher.update(&size.to_le_bytes()).update(&modified.to_le_bytes());
        Self(super::id::first_64_bits(&hasher.finalize()).max(1))
    }
}

/// Stands for a file that is not whole in the index: no format is of this name, so it is read again.
const PARTIAL: &str = "partial";

/// Stands for a file that no format claims, and for the members that none claims, among the formats of a file.
const NONE: &str = "none";
const MEMBERS: &str = "members";

/// The formats that read a file, and the claims that they made, as the ledger's column has them: "gzip 1,text 3".
///
/// A file is read again when one of them has changed. Files mostly have the same few, so that the column is small and
/// what is in it is compared once for all of them.
pub(super) fn readers(file: &FileRecord) -> String {
    if file.is_partial {
        return PARTIAL.to_owned();
    }
    let mut readers: Vec<String> =
        file.formats.iter().map(|(name, version)| format!("{name} {version}")).collect();
    readers.sort_unstable();
    if file.formats.is_empty() {
        readers.push(format!("{NONE} {}", table_version()));
    }
    if file.unclaimed > 0 {
        readers.push(format!("{MEMBERS} {}", claims_version()));
    }
    readers.join(",")
}

/// Whether a file whose column says this would be read by the same formats today.
fn is_current(readers: &str) -> bool {
    readers.split(',').all(|reader| match reader.split_once(' ') {
        Some((NONE, version)) => version == table_version().to_string(),
        Some((MEMBERS, version)) => version == claims_version().to_string(),
        Some((name, version)) => is_version(name, version),
        None => false,
    })
}

/// Whether a file whose column says this has records in it, whose fields have names.
fn reads_records(readers: &str) -> bool {
    readers
        .split(',')
        .any(|reader| reader.split(' ').next().is_some_and(|name| matches!(name, "csv" | "json")))
}

fn is_version(name: &str, version: &str) -> bool {
    intake::formats().iter().any(|format| format.name == name && format.version.to_string() == version)
}

/// A number that changes with every format that is added or gets better: files that none claimed are looked at again.
fn table_version() -> u16 {
    intake::formats().iter().fold(0, |sum, format| sum.wrapping_mul(31).wrapping_add(format.version + 1))
}

/// A number that changes when formats are added: containers with members that none claimed are looked at again. That
/// another format got better is no reason to read a crawl again because of a picture in it.
fn claims_version() -> u64 {
    let mut hasher = blake3::Hasher::new();
    for text in intake::formats().iter().flat_map(|format| [&[format.name][..], format.suffixes].concat()) {
        hasher.update(text.as_bytes()).update(&[0]);
    }
    super::id::first_64_bits(&hasher.finalize())
}

/// Hash of a file's path in the archive.
pub(super) fn path_hash(path: &str) -> u64 {
    super::id::first_64_bits(&blake3::hash(path.as_bytes()))
}

/// The column of a segment that says which formats read a file, and which of its values are those of today.
struct Readers {
    column: Option<StrColumn>,
    current: Vec<bool>,
}

impl Readers {
    fn load(segment: &SegmentReader, without_records: bool) -> Result<Self, ArchiveError> {
        let column = segment.fast_fields().str(READERS)?;
        let mut current = Vec::new();
        let mut readers = String::new();
        for ord in 0..column.as_ref().map_or(0, |column| column.num_terms()) {
            readers.clear();
            if let Some(column) = &column {
                column.ord_to_str(ord as u64, &mut readers).map_err(TantivyError::from)?;
            }
            current.push(is_current(&readers) && !(without_records && reads_records(&readers)));
        }
        Ok(Self { column, current })
    }

    fn are_current(&self, doc: u32) -> bool {
        let ord = self.column.as_ref().and_then(|column| column.term_ords(doc).next());
        ord.is_some_and(|ord| self.current.get(ord as usize) == Some(&true))
    }
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
    Unchanged(DocAddress),
    /// It is, and must be looked at.
    Changed(DocAddress),
}

impl Ledger {
    /// Loads the ledger of an index.
    ///
    /// Of files whose records are to be read again it is as if they had changed.
    pub(super) fn load(searcher: &Searcher, again: bool) -> Result<Self, ArchiveError> {
        let mut rows = Vec::new();
        for (segment, reader) in searcher.segment_readers().iter().enumerate() {
            let columns = reader.fast_fields();
            let paths: Column<u64> = columns.u64("path_hash")?;
            let stamps: Column<u64> = columns.u64("stamp")?;
            let readers = Readers::load(reader, again)?;
            for doc in reader.doc_ids_alive() {
                if let Some(path) = paths.first(doc) {
                    let stamp = stamps.first(doc).filter(|_| readers.are_current(doc)).map_or(STALE, Stamp);
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
        let is_same = Stamp::of(size, modified) == row.stamp;
        if is_same { Seen::Unchanged(row.address()) } else { Seen::Changed(row.address()) }
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

impl FileRecord {
    /// Whether all formats that read it are as they were.
    pub(super) fn is_current(&self) -> bool {
        is_current(&readers(self)) && !self.formats.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_format_that_changed_makes_its_files_stale() {
        let check = |formats: &[(&str, u16)], unclaimed: u64, expected: bool| {
            let mut file = FileRecord::new("a".to_owned(), 1, 1);
            file.formats = formats.iter().map(|(name, version)| ((*name).to_owned(), *version)).collect();
            file.unclaimed = unclaimed;
            assert_eq!(is_current(&readers(&file)), expected, "{formats:?}");
        };
        let text = intake::promised("a.txt").expect("a format");
        let gzip = intake::promised("a.gz").expect("a format");
        check(&[("text", text.version)], 0, true);
        check(&[("text", text.version + 1)], 0, false);
        check(&[("gzip", gzip.version), ("text", text.version)], 1, true);
        check(&[("gzip", gzip.version), ("text", text.version + 1)], 0, false);
        check(&[("gone", 1)], 0, false);
        check(&[], 0, true);
        let partial = FileRecord { is_partial: true, ..FileRecord::new("a".to_owned(), 1, 1) };
        assert!(!is_current(&readers(&partial)));
        assert!(!is_current("none 7") && !is_current("members 7,text 1") && !is_current(""));
    }
}
