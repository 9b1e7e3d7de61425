//! Bounds how much a parser may read before it gives something, for parsers that would hold whatever comes.

use std::io::{self, Read};

/// A reader that fails once more than an amount was read since it was last renewed.
pub(super) struct Budget<R> {
    inner: R,
    most: u64,
    left: u64,
}

impl<R: Read> Budget<R> {
    pub(super) fn new(inner: R, most: u64) -> Self {
        Self { inner, most, left: most }
    }

    /// Grants the whole amount again.
    pub(super) fn renew(&mut self) {
        self.left = self.most;
    }

    /// Whether the amount was used up.
    pub(super) fn is_spent(&self) -> bool {
        self.left == 0
    }
}

impl<R: Read> Read for Budget<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.left == 0 {
            return Err(io::Error::other("a limit was reached"));
        }
        let most = usize::try_from(self.left).unwrap_or(usize::MAX).min(buffer.len());
        let count = self.inner.read(&mut buffer[..most])?;
        self.left -= count as u64;
        Ok(count)
    }
}
