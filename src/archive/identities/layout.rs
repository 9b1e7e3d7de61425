//! The table's file: rows of numbers and one heap of text, read where they lie.
//!
//! ```text
//! head (see `sealed`) | for each section: start, end, u32 | sections
//! ```
//! All numbers are little-endian. A section is a list of rows of `u32`, but for the heap, which is UTF-8, and for lists of numbers
//! that are packed, each in as many bits as the greatest needs.

use std::ops::{Deref, Range};

use tantivy::directory::OwnedBytes;
use tantivy_bitpacker::{BitPacker, BitUnpacker};

use crate::archive::{
    ArchiveError, sealed, sorted,
    spill::{Filling, Spill},
};

/// How the file begins.
const MAGIC: [u8; 8] = *b"MORGUEID";
/// Rises when a table made before cannot be read any more.
const VERSION: u32 = 4;

/// The parts of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Section {
    Heap,
    /// kind, text of the key (2), identity, reason, member compared with, articles, text of the form (2), number of the name
    /// in its kind.
    Members,
    /// kind, text of the shown name (2), first and end of its members in `Lists`, first and end of its bare names.
    Identities,
    /// Numbers that others point into.
    Lists,
    /// kind, text of a word (2), first and end of its identities in `Lists`.
    Words,
    /// kind, text of the key (2), first and end of its articles, number of the name in its kind.
    Bare,
    /// An article's id (2), low half first, and the identity.
    Articles,
    /// kind, texts of the two names (4), reason, likeness and weight as bits of `f32`.
    Doubts,
    /// how many names of a kind there are, where their keys begin and end in the heap, the first of its rows in `Keys`.
    Kinds,
    /// Of every sixteenth name of a kind, in the order of their keys: where its key begins in the heap.
    Keys,
    /// Of every person the name that is its bare surname, packed (see `roll`).
    Bearers,
    /// Of each identity the name that is its bare surname.
    Surnames,
    /// kind, segment of the index (4), where its forms begin in `Forms`, how many there are, first and end of those in
    /// `Strays` that count as another kind.
    Segments,
    /// Of each form that a segment of the index has, in the order of their numbers there, the name, packed.
    Forms,
    /// kind that it counts as, text of its key (2), identity, kind that it was taken for, number of the name in that.
    Moved,
    /// Where a form stands that counts as another kind: document of the segment, form, mentions.
    Strays,
}

/// The sections and the numbers in a row of each; none if it is no list of rows.
const SECTIONS: [(Section, usize); 16] = [
    (Section::Heap, 0),
    (Section::Members, 10),
    (Section::Identities, 7),
    (Section::Lists, 1),
    (Section::Words, 5),
    (Section::Bare, 6),
    (Section::Articles, 3),
    (Section::Doubts, 8),
    (Section::Kinds, 4),
    (Section::Keys, 1),
    (Section::Bearers, 0),
    (Section::Surnames, 1),
    (Section::Segments, 9),
    (Section::Forms, 0),
    (Section::Moved, 6),
    (Section::Strays, 3),
];

/// Bytes of packed numbers that are written in one go.
const PACKED_AT_ONCE: usize = 1 << 16;

/// The bits that numbers up to `greatest` need.
pub(super) fn bits_for(greatest: u32) -> u8 {
    (u32::BITS - greatest.leading_zeros()) as u8
}

/// A file in the making: its sections grow on disk.
pub(super) struct Maker {
    sections: Vec<Filling>,
}

impl Maker {
    pub(super) fn new(spill: &Spill) -> Result<Self, ArchiveError> {
        let sections = SECTIONS.iter().map(|_| spill.file()).collect::<Result<_, _>>()?;
        Ok(Self { sections })
    }

    /// Adds a text; its place in the heap.
    pub(super) fn text(&mut self, text: &str) -> Result<[u32; 2], ArchiveError> {
        let heap = &mut self.sections[Section::Heap as usize];
        let start = heap.len() as u32;
        heap.push(text.as_bytes())?;
        Ok([start, heap.len() as u32])
    }

    /// Adds a row.
    pub(super) fn push(&mut self, section: Section, row: &[u32]) -> Result<(), ArchiveError> {
        debug_assert_eq!(row.len(), SECTIONS[section as usize].1);
        row.iter().try_for_each(|number| self.sections[section as usize].push_number(*number))
    }

    /// Adds a list of numbers to a section of packed ones; where it begins there.
    pub(super) fn pack(
        &mut self,
        section: Section,
        bits: u8,
        numbers: impl IntoIterator<Item = u32>,
    ) -> Result<u32, ArchiveError> {
        let filling = &mut self.sections[section as usize];
        let start = filling.len() as u32;
        let (mut packer, mut bytes) = (BitPacker::new(), Vec::with_capacity(PACKED_AT_ONCE));
        // A list in memory takes everything.
        let mut add = |number: u32, bytes: &mut Vec<u8>| packer.write(u64::from(number), bits, bytes).is_ok();
        for number in numbers {
            add(number, &mut bytes);
            if bytes.len() + size_of::<u64>() > PACKED_AT_ONCE {
                filling.push(&bytes)?;
                bytes.clear();
            }
        }
        packer.close(&mut bytes).unwrap_or_default();
        filling.push(&bytes)?;
        Ok(start)
    }

    /// How many rows a section has so far.
    pub(super) fn len(&self, section: Section) -> u32 {
        let width = SECTIONS[section as usize].1.max(1) * 4;
        (self.sections[section as usize].len() / width as u64) as u32
    }

    /// The parts of the whole file, one behind the other.
    pub(super) fn finish(self, generation: u64) -> Result<Vec<OwnedBytes>, ArchiveError> {
        let mut head = sealed::head(MAGIC, VERSION, generation);
        let mut start = sealed::HEAD as u64 + SECTIONS.len() as u64 * 8;
        for section in &self.sections {
            head.extend_from_slice(&(start as u32).to_le_bytes());
            start += section.len();
            head.extend_from_slice(&(start as u32).to_le_bytes());
        }
        let mut parts = vec![OwnedBytes::new(head)];
        for section in self.sections {
            parts.push(section.finish()?);
        }
        Ok(parts)
    }
}

/// A file that is read.
pub(super) struct Layout<B> {
    bytes: B,
    sections: [Range<usize>; SECTIONS.len()],
    pub(super) generation: u64,
}

impl<B: Deref<Target = [u8]>> Layout<B> {
    /// Looks at the header; none if the bytes are no table of this version, or cut off.
    pub(super) fn open(bytes: B) -> Option<Self> {
        let generation = sealed::generation(&bytes, MAGIC, VERSION)?;
        let mut sections: [Range<usize>; SECTIONS.len()] = Default::default();
        for (i, section) in sections.iter_mut().enumerate() {
            let at = sealed::HEAD + i * 8;
            *section = number(&bytes, at)? as usize..number(&bytes, at + 4)? as usize;
            bytes.get(section.clone())?;
        }
        Some(Self { bytes, sections, generation })
    }

    /// A row of a section; all zeros if there is none.
    pub(super) fn row<const WIDTH: usize>(&self, section: Section, row: u32) -> [u32; WIDTH] {
        let start = self.sections[section as usize].start + row as usize * WIDTH * 4;
        let end = self.sections[section as usize].end;
        let mut numbers = [0; WIDTH];
        for (i, value) in numbers.iter_mut().enumerate() {
            let at = start + i * 4;
            *value = if at + 4 <= end { number(&self.bytes, at).unwrap_or(0) } else { 0 };
        }
        numbers
    }

    /// How many rows a section has.
    pub(super) fn len(&self, section: Section) -> u32 {
        let (_, width) = SECTIONS[section as usize];
        (self.sections[section as usize].len() / (width.max(1) * 4)) as u32
    }

    /// A number of a packed list that begins at `start`; none if the section ends before it.
    pub(super) fn packed(&self, section: Section, start: u32, bits: u8, at: u32) -> Option<u32> {
        let bytes = self.bytes[self.sections[section as usize].clone()].get(start as usize..)?;
        let end = (u64::from(at) + 1) * u64::from(bits);
        let is_there = end.div_ceil(8) <= bytes.len() as u64;
        is_there.then(|| BitUnpacker::new(bits).get(at, bytes) as u32)
    }

    /// A text of the heap; empty if there is none.
    pub(super) fn text(&self, place: [u32; 2]) -> &str {
        std::str::from_utf8(self.bytes(place)).unwrap_or_default()
    }

    /// Bytes of the heap; none if it ends before them.
    pub(super) fn bytes(&self, place: [u32; 2]) -> &[u8] {
        let heap = &self.bytes[self.sections[Section::Heap as usize].clone()];
        heap.get(place[0] as usize..place[1] as usize).unwrap_or_default()
    }

    /// The numbers from one to another of [`Section::Lists`].
    pub(super) fn list(&self, range: [u32; 2]) -> impl Iterator<Item = u32> {
        (range[0]..range[1].min(self.len(Section::Lists))).map(|at| self.row::<1>(Section::Lists, at)[0])
    }

    /// The first row of a sorted section that is not less than what is looked for.
    pub(super) fn first_row(&self, section: Section, is_less: impl Fn(u32) -> bool) -> u32 {
        sorted::first(0..self.len(section) as usize, |row| is_less(row as u32)) as u32
    }
}

fn number(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}
