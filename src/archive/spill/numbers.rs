//! A list of numbers on disk.

use std::ops::Range;

use tantivy::directory::OwnedBytes;

use super::Filling;
use crate::archive::{ArchiveError, sorted};

/// Bytes of a number.
const WIDTH: usize = 4;

/// Numbers of 32 bits, read where they lie.
pub(in crate::archive) struct Numbers(OwnedBytes);

impl Numbers {
    /// What was written with [`Filling::push_number`].
    pub(in crate::archive) fn of(file: Filling) -> Result<Self, ArchiveError> {
        file.finish().map(Self)
    }

    /// How many there are.
    pub(in crate::archive) fn len(&self) -> usize {
        self.0.len() / WIDTH
    }

    /// One of them.
    pub(in crate::archive) fn get(&self, at: usize) -> u32 {
        self.all().get(at)
    }

    /// Some of them.
    pub(in crate::archive) fn slice(&self, range: Range<usize>) -> Part<'_> {
        Part(&self.0[range.start * WIDTH..range.end * WIDTH])
    }

    /// All of them.
    pub(in crate::archive) fn all(&self) -> Part<'_> {
        self.slice(0..self.len())
    }
}

/// A part of a list.
#[derive(Clone, Copy, Default)]
pub(in crate::archive) struct Part<'n>(&'n [u8]);

impl<'n> Part<'n> {
    /// How many numbers there are.
    pub(in crate::archive) fn len(self) -> usize {
        self.0.len() / WIDTH
    }

    fn get(self, at: usize) -> u32 {
        let bytes = &self.0[at * WIDTH..(at + 1) * WIDTH];
        u32::from_le_bytes(bytes.try_into().unwrap_or_default())
    }

    /// The numbers.
    pub(in crate::archive) fn iter(self) -> impl ExactSizeIterator<Item = u32> + use<'n> {
        self.0.chunks_exact(WIDTH).map(|bytes| u32::from_le_bytes(bytes.try_into().unwrap_or_default()))
    }

    /// Whether a sorted list has a number.
    pub(in crate::archive) fn has(self, number: u32) -> bool {
        let at = sorted::first(0..self.len(), |at| self.get(at) < number);
        at < self.len() && self.get(at) == number
    }
}
