//! Sorts records that do not fit into memory: pieces are sorted there and written out, and merged as they are read.

use std::{
    cmp::Ordering,
    collections::{BinaryHeap, binary_heap::PeekMut},
    mem,
};

use tantivy::directory::OwnedBytes;

use super::Spill;
use crate::archive::ArchiveError;

/// Bytes of records, with what it takes to sort them, that are in memory at once.
const IN_MEMORY: usize = 24 << 20;
/// Bytes of a number behind a key.
const NUMBER: usize = 4;
/// Ends a key: no name has it, and it is less than all that names have.
const END: u8 = 0;

/// Takes records in any order.
pub(in crate::archive) struct Sorter<'s> {
    spill: &'s Spill,
    records: Records,
    runs: Vec<OwnedBytes>,
}

/// Records in memory.
#[derive(Default)]
struct Records {
    bytes: Vec<u8>,
    places: Vec<Place>,
}

/// Where a record is, and how it begins, which mostly decides.
#[derive(Clone, Copy)]
struct Place {
    start: u64,
    from: u32,
    length: u32,
}

impl Records {
    fn memory(&self) -> usize {
        self.bytes.len() + self.places.len() * size_of::<Place>()
    }

    fn sort(&mut self) {
        let bytes = &self.bytes;
        let record = |place: &Place| &bytes[place.from as usize..(place.from + place.length) as usize];
        let compare = |a: &Place, b: &Place| a.start.cmp(&b.start).then_with(|| record(a).cmp(record(b)));
        self.places.sort_unstable_by(compare);
    }

    fn get(&self, at: usize) -> Option<&[u8]> {
        let place = self.places.get(at)?;
        Some(&self.bytes[place.from as usize..(place.from + place.length) as usize])
    }
}

/// The first eight bytes of a record as a number that sorts as they do.
fn start_of(record: &[u8]) -> u64 {
    let mut start = [0; 8];
    let length = record.len().min(8);
    start[..length].copy_from_slice(&record[..length]);
    u64::from_be_bytes(start)
}

impl<'s> Sorter<'s> {
    pub(in crate::archive) fn new(spill: &'s Spill) -> Self {
        Self { spill, records: Records::default(), runs: Vec::new() }
    }

    /// Adds a record, given in parts.
    pub(in crate::archive) fn push(&mut self, parts: &[&[u8]]) -> Result<(), ArchiveError> {
        let records = &mut self.records;
        let from = records.bytes.len();
        for part in parts {
            records.bytes.extend_from_slice(part);
        }
        let record = &records.bytes[from..];
        let (start, length) = (start_of(record), record.len() as u32);
        records.places.push(Place { start, from: from as u32, length });
        if records.memory() >= IN_MEMORY { self.write_out() } else { Ok(()) }
    }

    /// Adds a key and a number, for [`Sorted::each_group`].
    pub(in crate::archive) fn push_number(&mut self, key: &[&[u8]], number: u32) -> Result<(), ArchiveError> {
        let number = number.to_be_bytes();
        match *key {
            [one] => self.push(&[one, &[END], &number]),
            [one, two] => self.push(&[one, two, &[END], &number]),
            _ => self.push(&[&key.concat(), &[END], &number]),
        }
    }

    fn write_out(&mut self) -> Result<(), ArchiveError> {
        self.records.sort();
        let mut file = self.spill.file()?;
        let mut at = 0;
        while let Some(record) = self.records.get(at) {
            file.push_number(record.len() as u32)?;
            file.push(record)?;
            at += 1;
        }
        self.runs.push(file.finish()?);
        self.records.bytes.clear();
        self.records.places.clear();
        Ok(())
    }

    /// The records in their order, that of their bytes.
    pub(in crate::archive) fn finish(mut self) -> Result<Sorted, ArchiveError> {
        if self.runs.is_empty() {
            self.records.sort();
            return Ok(Sorted(Source::InMemory { records: self.records, at: 0 }));
        }
        self.write_out()?;
        self.records = Records::default();
        let mut runs: Vec<Run> = self.runs.into_iter().map(|bytes| Run { bytes, at: 0 }).collect();
        let mut heads = BinaryHeap::with_capacity(runs.len());
        for (run, own) in runs.iter_mut().enumerate() {
            let mut head = Head { record: Vec::new(), run };
            if own.next(&mut head.record) {
                heads.push(head);
            }
        }
        Ok(Sorted(Source::Merged { runs, heads, record: Vec::new() }))
    }
}

/// A sorted piece.
struct Run {
    bytes: OwnedBytes,
    at: usize,
}

impl Run {
    fn next(&mut self, record: &mut Vec<u8>) -> bool {
        let Some(length) = self.bytes.get(self.at..self.at + NUMBER) else { return false };
        let start = self.at + NUMBER;
        self.at = start + u32::from_le_bytes(length.try_into().unwrap_or_default()) as usize;
        record.clear();
        record.extend_from_slice(&self.bytes[start..self.at]);
        true
    }
}

/// The next record of a run; the least is the greatest, as the heap wants it.
#[derive(PartialEq, Eq)]
struct Head {
    record: Vec<u8>,
    run: usize,
}

impl PartialOrd for Head {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Head {
    fn cmp(&self, other: &Self) -> Ordering {
        other.record.cmp(&self.record).then(other.run.cmp(&self.run))
    }
}

/// Gives records in their order.
pub(in crate::archive) struct Sorted(Source);

enum Source {
    InMemory { records: Records, at: usize },
    Merged { runs: Vec<Run>, heads: BinaryHeap<Head>, record: Vec<u8> },
}

impl Sorted {
    /// The next record, none at the end.
    pub(in crate::archive) fn next(&mut self) -> Option<&[u8]> {
        match &mut self.0 {
            Source::InMemory { records, at } => {
                *at += 1;
                records.get(*at - 1)
            }
            Source::Merged { runs, heads, record } => {
                let mut head = heads.peek_mut()?;
                mem::swap(record, &mut head.record);
                let run = head.run;
                if !runs[run].next(&mut head.record) {
                    PeekMut::pop(head);
                }
                Some(record)
            }
        }
    }

    /// Calls `take` with each key and its numbers, ascending, of records made by [`Sorter::push_number`].
    pub(in crate::archive) fn each_group(
        mut self,
        mut take: impl FnMut(&[u8], &[u32]) -> Result<(), ArchiveError>,
    ) -> Result<(), ArchiveError> {
        let (mut key, mut numbers): (Vec<u8>, Vec<u32>) = (Vec::new(), Vec::new());
        while let Some(record) = self.next() {
            let (own, number) = record.split_at(record.len() - NUMBER);
            let own = &own[..own.len() - 1];
            if own != key && !numbers.is_empty() {
                take(&key, &numbers)?;
                numbers.clear();
            }
            if numbers.is_empty() {
                key.clear();
                key.extend_from_slice(own);
            }
            numbers.push(number_at(number, 0));
        }
        if numbers.is_empty() { Ok(()) } else { take(&key, &numbers) }
    }
}

/// The number at a place of a record, as it was put there to be sorted by.
pub(in crate::archive) fn number_at(record: &[u8], at: usize) -> u32 {
    let bytes = record.get(at..at + NUMBER).and_then(|bytes| bytes.try_into().ok());
    u32::from_be_bytes(bytes.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted(records: &[Vec<u8>], piece: usize) -> Vec<Vec<u8>> {
        let folder = tempfile::tempdir().expect("a folder");
        let spill = Spill::in_index(folder.path()).expect("room");
        let mut sorter = Sorter::new(&spill);
        for (at, record) in records.iter().enumerate() {
            sorter.push(&[&record[..record.len() / 2], &record[record.len() / 2..]]).expect("taken");
            if at % piece == piece - 1 {
                sorter.write_out().expect("written");
            }
        }
        let mut read = sorter.finish().expect("sorted");
        let mut found = Vec::new();
        while let Some(record) = read.next() {
            found.push(record.to_vec());
        }
        found
    }

    #[test]
    fn records_come_in_their_order_however_many_are_in_memory() {
        let record = |at: u32| {
            let length = (at * 7 % 23) as usize;
            format!("{:08}{}", at.wrapping_mul(2_654_435_761) % 500, "x".repeat(length)).into_bytes()
        };
        let records: Vec<Vec<u8>> = (0..2000).map(record).chain([Vec::new(), vec![0], vec![0, 0]]).collect();
        let mut expected = records.clone();
        expected.sort();
        for piece in [1, 7, 500, 10_000] {
            assert_eq!(sorted(&records, piece), expected, "{piece} at once");
        }
        assert_eq!(sorted(&[], 1), Vec::<Vec<u8>>::new());
    }

    #[test]
    fn numbers_come_by_key() {
        let folder = tempfile::tempdir().expect("a folder");
        let spill = Spill::in_index(folder.path()).expect("room");
        let mut sorter = Sorter::new(&spill);
        for (key, number) in [("lund", 7), ("lu", 9), ("lund", 300), ("lund b", 1), ("lund", 2)] {
            sorter.push_number(&[key.as_bytes()], number).expect("taken");
        }
        let mut found = Vec::new();
        let take = |key: &[u8], numbers: &[u32]| {
            found.push((String::from_utf8_lossy(key).into_owned(), numbers.to_vec()));
            Ok(())
        };
        sorter.finish().expect("sorted").each_group(take).expect("read");
        let expected = [("lu", vec![9]), ("lund", vec![2, 7, 300]), ("lund b", vec![1])];
        assert_eq!(found, expected.map(|(key, numbers)| (key.to_owned(), numbers)));
    }
}
