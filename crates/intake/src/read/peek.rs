//! Looks ahead in a stream, whatever pieces it comes in: where the buffer of a reader ends says nothing of what follows.

use std::io::{self, BufRead, Read};

/// A reader whose next bytes can be looked at before they are read.
pub(crate) struct Peek<R> {
    inner: R,
    /// What was looked at and not yet read: `ahead[at..]`.
    ahead: Vec<u8>,
    at: usize,
}

impl<R: BufRead> Peek<R> {
    pub(crate) fn new(inner: R) -> Self {
        Self { inner, ahead: Vec::new(), at: 0 }
    }

    /// The next bytes, at least `count` of them unless the stream ends before.
    pub(crate) fn peek(&mut self, count: usize) -> io::Result<&[u8]> {
        if self.at == self.ahead.len() && self.inner.fill_buf()?.len() >= count {
            return self.inner.fill_buf();
        }
        self.ahead.drain(..self.at);
        self.at = 0;
        while self.ahead.len() < count {
            let more = self.inner.fill_buf()?;
            let more = &more[..more.len().min(count - self.ahead.len())];
            if more.is_empty() {
                break;
            }
            self.ahead.extend_from_slice(more);
            let read = more.len();
            self.inner.consume(read);
        }
        Ok(&self.ahead)
    }
}

impl<R: BufRead> Read for Peek<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.at == self.ahead.len() {
            return self.inner.read(out);
        }
        let mut ahead = &self.ahead[self.at..];
        let read = ahead.read(out)?;
        self.at += read;
        Ok(read)
    }
}

impl<R: BufRead> BufRead for Peek<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.at < self.ahead.len() { Ok(&self.ahead[self.at..]) } else { self.inner.fill_buf() }
    }

    fn consume(&mut self, read: usize) {
        if self.at < self.ahead.len() {
            self.at += read;
        } else {
            self.inner.consume(read);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::BufReader;

    use super::*;

    #[test]
    fn what_was_looked_at_is_read_all_the_same() {
        for capacity in [1, 2, 3, 100] {
            let mut reader = Peek::new(BufReader::with_capacity(capacity, &b"abcdefgh"[..]));
            assert!(reader.peek(3).expect("bytes").starts_with(b"abc"), "{capacity}");
            let mut first = [0; 2];
            reader.read_exact(&mut first).expect("bytes");
            assert_eq!(&first, b"ab");
            assert!(reader.peek(4).expect("bytes").starts_with(b"cdef"), "{capacity}");
            let mut rest = String::new();
            reader.read_to_string(&mut rest).expect("bytes");
            assert_eq!(rest, "cdefgh");
            assert_eq!(reader.peek(4).expect("no bytes"), b"");
        }
    }
}
