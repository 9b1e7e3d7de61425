//! The table's file: which documents of which segment are copies or older versions, and who belongs together.
//!
//! ```text
//! head (see `sealed`) | five counts, u32 | segments | rows | groups | sets | members
//! ```
//! All numbers are little-endian. A segment is its name, 32 bytes, and the end of its rows. A row is a document and two
//! numbers, for its group of copies and its set of versions, 0 for none, the highest bit for "not the first of the
//! group" and "not the newest of the set". A group or set is the end of its members, a member the number of an article;
//! a group begins with the oldest, a set ends with the newest. So a reader whose segments are those of the table has
//! nothing to compute.

use std::path::Path;

use tantivy::directory::OwnedBytes;

use super::{FILE, corpus::Corpus};
use crate::archive::{ArchiveError, Reader, columns::SegmentKey, schema::FORMAT, sealed};

/// How the file begins.
const MAGIC: [u8; 8] = *b"MORGUECO";
/// Bytes before the segments.
const FIXED: usize = sealed::HEAD + 5 * 4;
/// Bytes of a segment's name.
const NAME: usize = 32;
/// Bytes of a segment, a row, a group or set, a member.
const WIDTHS: [usize; 5] = [NAME + 4, 12, 4, 4, 8];
/// The bit of what is not shown unless it is asked for.
const PASSED_OVER: u32 = 1 << 31;

/// What the table holds: lists of articles by ordinal.
pub(super) struct Contents {
    /// Copies, the oldest first.
    pub(super) groups: Vec<Vec<u32>>,
    /// Versions, the newest last.
    pub(super) versions: Vec<Vec<u32>>,
}

/// The bytes of a table.
pub(super) fn write(reader: &Reader, corpus: &Corpus<'_>, contents: &Contents) -> Vec<u8> {
    let rows = rows(contents);
    let segments = reader.searcher().segment_readers();
    let lists = || contents.groups.iter().chain(&contents.versions);
    let members: usize = lists().map(Vec::len).sum();
    let mut bytes = sealed::head(MAGIC, FORMAT, reader.generation());
    bytes.reserve(rows.len() * 12 + members * 8);
    let counts = [segments.len(), rows.len(), contents.groups.len(), contents.versions.len(), members];
    let mut push = |number: u32| bytes.extend_from_slice(&number.to_le_bytes());
    for count in counts {
        push(count as u32);
    }
    let mut first = 0;
    for segment in segments {
        first += segment.max_doc();
        bytes.extend_from_slice(segment.segment_id().uuid_string().as_bytes());
        let end = rows.partition_point(|row| row[0] < first) as u32;
        bytes.extend_from_slice(&end.to_le_bytes());
    }
    let mut push = |number: u32| bytes.extend_from_slice(&number.to_le_bytes());
    for [article, group, set] in &rows {
        [corpus.at(*article).doc_id, *group, *set].into_iter().for_each(&mut push);
    }
    let mut end = 0;
    for list in lists() {
        end += list.len() as u32;
        push(end);
    }
    for article in lists().flatten() {
        bytes.extend_from_slice(&corpus.number(*article).to_le_bytes());
    }
    bytes
}

/// The rows, by ordinal.
fn rows(contents: &Contents) -> Vec<[u32; 3]> {
    let mut rows: Vec<[u32; 3]> = Vec::new();
    for (number, group) in (1..).zip(&contents.groups) {
        for (at, article) in group.iter().enumerate() {
            rows.push([*article, if at == 0 { number } else { number | PASSED_OVER }, 0]);
        }
    }
    for (number, set) in (1..).zip(&contents.versions) {
        for (at, article) in set.iter().enumerate() {
            rows.push([*article, 0, if at + 1 == set.len() { number } else { number | PASSED_OVER }]);
        }
    }
    rows.sort_unstable();
    rows.dedup_by(|later, first| {
        let is_same = later[0] == first[0];
        if is_same {
            (first[1], first[2]) = (first[1] | later[1], first[2] | later[2]);
        }
        is_same
    });
    rows
}

/// What the table says of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Its group of copies, and whether it is a later one of it.
    pub group: Option<(u32, bool)>,
    /// Its set of versions, and whether it is an older one of it.
    pub set: Option<(u32, bool)>,
}

impl Standing {
    /// Whether a newer version of it is in the archive.
    pub fn is_older_version(self) -> bool {
        self.set.is_some_and(|(_, is_older)| is_older)
    }

    fn of(group: u32, set: u32) -> Self {
        let split = |number: u32| {
            let plain = number & !PASSED_OVER;
            (plain > 0).then(|| (plain - 1, number & PASSED_OVER != 0))
        };
        Self { group: split(group), set: split(set) }
    }
}

/// A table that is read where it lies; one that cannot be read is as one that is not there.
#[derive(Default)]
pub(super) struct Table {
    bytes: Option<OwnedBytes>,
    /// Where each part begins, and where the last ends.
    starts: [usize; 6],
    counts: [u32; 5],
}

#[derive(Clone, Copy)]
enum Part {
    Segments,
    Rows,
    Groups,
    Sets,
    Members,
}

impl Table {
    pub(super) fn open_in(folder: &Path) -> Result<Self, ArchiveError> {
        Ok(sealed::open(folder, FILE)?.and_then(Self::read).unwrap_or_default())
    }

    fn read(bytes: OwnedBytes) -> Option<Self> {
        sealed::generation(&bytes, MAGIC, FORMAT)?;
        let (mut starts, mut counts) = ([FIXED; 6], [0; 5]);
        for part in 0..5 {
            counts[part] = number(&bytes, sealed::HEAD + part * 4)?;
            starts[part + 1] =
                starts[part].checked_add((counts[part] as usize).checked_mul(WIDTHS[part])?)?;
        }
        (starts[5] == bytes.len()).then_some(Self { bytes: Some(bytes), starts, counts })
    }

    /// The generation of the commit that it was made for; none if there is no table.
    pub(super) fn generation(&self) -> Option<u64> {
        sealed::generation(self.bytes.as_ref()?, MAGIC, FORMAT)
    }

    fn number(&self, part: Part, at: u32, word: usize) -> u32 {
        let at = self.starts[part as usize] + at as usize * WIDTHS[part as usize] + word * 4;
        self.bytes.as_ref().and_then(|bytes| number(bytes, at)).unwrap_or(0)
    }

    /// The rows of a segment, by its name.
    pub(super) fn rows_of(&self, segment: &str) -> Option<std::ops::Range<u32>> {
        let bytes = self.bytes.as_ref()?;
        let name_at = |at: u32| self.starts[0] + at as usize * WIDTHS[0];
        let is_it = |at: &u32| bytes.get(name_at(*at)..name_at(*at) + NAME) == Some(segment.as_bytes());
        let at = (0..self.counts[0]).find(is_it)?;
        let end = |at: u32| self.number(Part::Segments, at, NAME / 4);
        Some(if at == 0 { 0 } else { end(at - 1) }..end(at))
    }

    /// The segments that it has rows of.
    pub(super) fn segments(&self) -> impl Iterator<Item = SegmentKey> {
        let name_at = |at: u32| self.starts[0] + at as usize * WIDTHS[0];
        (0..self.counts[0]).filter_map(move |at| {
            let name = self.bytes.as_ref()?.get(name_at(at)..name_at(at) + NAME)?;
            Some(SegmentKey::of_name(std::str::from_utf8(name).ok()?))
        })
    }

    pub(super) fn doc(&self, row: u32) -> u32 {
        self.number(Part::Rows, row, 0)
    }

    pub(super) fn standing(&self, row: u32) -> Standing {
        Standing::of(self.number(Part::Rows, row, 1), self.number(Part::Rows, row, 2))
    }

    /// The articles of a group of copies.
    pub(super) fn group(&self, group: u32) -> Vec<u64> {
        let start = if group == 0 { 0 } else { self.number(Part::Groups, group - 1, 0) };
        self.members(start, if group < self.counts[2] { self.number(Part::Groups, group, 0) } else { start })
    }

    /// The articles of a set of versions.
    pub(super) fn set(&self, set: u32) -> Vec<u64> {
        let start = match (set, self.counts[2]) {
            (0, 0) => 0,
            (0, groups) => self.number(Part::Groups, groups - 1, 0),
            (set, _) => self.number(Part::Sets, set - 1, 0),
        };
        self.members(start, if set < self.counts[3] { self.number(Part::Sets, set, 0) } else { start })
    }

    fn members(&self, start: u32, end: u32) -> Vec<u64> {
        let end = end.min(self.counts[4]);
        let half = |at: u32, word| u64::from(self.number(Part::Members, at, word));
        (start..end).map(|at| half(at, 0) | half(at, 1) << 32).collect()
    }

    /// Each article of the table with what it says of it.
    pub(super) fn standings(&self) -> impl Iterator<Item = (u64, Standing)> {
        let groups = (0..self.counts[2]).flat_map(|group| {
            let place = move |at: usize| Standing { group: Some((group, at > 0)), set: None };
            self.group(group).into_iter().enumerate().map(move |(at, article)| (article, place(at)))
        });
        let sets = (0..self.counts[3]).flat_map(|set| {
            let members = self.set(set);
            let count = members.len();
            let place = move |at: usize| Standing { group: None, set: Some((set, at + 1 < count)) };
            members.into_iter().enumerate().map(move |(at, article)| (article, place(at)))
        });
        groups.chain(sets)
    }
}

fn number(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_can_have_copies_and_versions() {
        let contents = Contents { groups: vec![vec![7, 3]], versions: vec![vec![9, 7], vec![1, 2]] };
        let standings: Vec<(u32, Standing)> = rows(&contents)
            .into_iter()
            .map(|[article, group, set]| (article, Standing::of(group, set)))
            .collect();
        let expected = [
            (1, None, Some((1, true))),
            (2, None, Some((1, false))),
            (3, Some((0, true)), None),
            (7, Some((0, false)), Some((0, false))),
            (9, None, Some((0, true))),
        ];
        assert_eq!(standings, expected.map(|(article, group, set)| (article, Standing { group, set })));
    }

    #[test]
    fn a_damaged_table_is_none() {
        let mut bytes = sealed::head(MAGIC, FORMAT, 7);
        for count in [0, 1, 0, 0, 0_u32] {
            bytes.extend_from_slice(&count.to_le_bytes());
        }
        bytes.extend_from_slice(&[0; 12]);
        let read =
            |bytes: &[u8]| Table::read(OwnedBytes::new(bytes.to_vec())).and_then(|table| table.generation());
        assert_eq!(read(&bytes), Some(7));
        for end in 0..bytes.len() {
            assert_eq!(read(&bytes[..end]), None, "{end}");
        }
    }
}
