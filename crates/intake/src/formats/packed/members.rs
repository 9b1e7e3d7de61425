//! Reads a gzip file of many members, as crawlers and loggers write them, past a member that is damaged.
//!
//! The decoder of the library ends at the first damage. A crawl has a member for every record: all the others are still
//! worth having.

use std::io::{self, BufRead, Read};

use flate2::bufread::GzDecoder;

/// How a member begins.
const MAGIC: &[u8] = b"\x1F\x8B\x08";
/// How far behind the beginning of a damaged member the next one is sure to be found: the decoder may have taken it for a
/// part of the damaged one.
const KEPT: usize = 1 << 22;
/// So many damaged members are enough.
const MOST_DAMAGED: u32 = 200;

/// Gives what all members hold, one after the other.
///
/// A damaged member is an error, once; who reads on after it gets the next one. If the first member is damaged there is
/// no next: what looks like one may be anything.
pub(super) struct Members<R> {
    member: Option<GzDecoder<Kept<R>>>,
    /// A member was read whole.
    several: bool,
    damaged: u32,
}

impl<R: BufRead> Members<R> {
    pub(super) fn new(reader: R) -> Self {
        let kept = Kept { reader, bytes: Vec::new(), at: 0, is_whole: true };
        Self { member: Some(GzDecoder::new(kept)), several: false, damaged: 0 }
    }

    /// Goes to the next member, if there is one.
    fn advance(&mut self, is_damaged: bool) -> io::Result<()> {
        let Some(member) = self.member.take() else { return Ok(()) };
        let mut reader = member.into_inner();
        if is_damaged {
            self.damaged += 1;
            if !self.several || self.damaged > MOST_DAMAGED {
                return Ok(());
            }
            reader.rewind();
        }
        if reader.find()? {
            self.member = Some(GzDecoder::new(reader));
        }
        Ok(())
    }
}

impl<R: BufRead> Read for Members<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while let Some(member) = self.member.as_mut().filter(|_| !buffer.is_empty()) {
            match member.read(buffer) {
                Ok(0) => {
                    self.several = true;
                    self.advance(false)?;
                }
                Ok(count) => return Ok(count),
                Err(error) => {
                    self.advance(true)?;
                    return Err(error);
                }
            }
        }
        Ok(0)
    }
}

/// A reader that keeps what was read of a member, to look for the next one in it.
struct Kept<R> {
    reader: R,
    /// The bytes of the member so far.
    bytes: Vec<u8>,
    /// Where in them reading goes on; at their end in the reader itself.
    at: usize,
    /// Whether they begin where the member does.
    is_whole: bool,
}

impl<R: BufRead> Kept<R> {
    /// Goes back behind the first byte of the member, if it was kept.
    fn rewind(&mut self) {
        if self.is_whole && !self.bytes.is_empty() {
            self.at = 1;
        }
    }

    /// Goes to the next [`MAGIC`]; false if there is none.
    fn find(&mut self) -> io::Result<bool> {
        let mut matched = 0;
        loop {
            let buffer = self.fill_buf()?;
            if buffer.is_empty() {
                return Ok(false);
            }
            let mut used = 0;
            for &byte in buffer {
                used += 1;
                matched = if byte == MAGIC[matched] { matched + 1 } else { usize::from(byte == MAGIC[0]) };
                if matched == MAGIC.len() {
                    break;
                }
            }
            self.consume(used);
            if matched == MAGIC.len() {
                self.bytes.drain(..self.at);
                self.bytes.splice(..0, MAGIC.iter().copied());
                (self.at, self.is_whole) = (0, true);
                return Ok(true);
            }
        }
    }
}

impl<R: BufRead> Read for Kept<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let inner = self.fill_buf()?;
        let count = inner.len().min(buffer.len());
        buffer[..count].copy_from_slice(&inner[..count]);
        self.consume(count);
        Ok(count)
    }
}

impl<R: BufRead> BufRead for Kept<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.at < self.bytes.len() { Ok(&self.bytes[self.at..]) } else { self.reader.fill_buf() }
    }

    fn consume(&mut self, amount: usize) {
        if self.at < self.bytes.len() {
            self.at += amount;
            return;
        }
        if self.bytes.len() >= KEPT {
            self.bytes.clear();
            self.is_whole = false;
        }
        // These are the bytes that were given last: the reader has them still.
        if let Ok(buffer) = self.reader.fill_buf() {
            self.bytes.extend_from_slice(&buffer[..amount.min(buffer.len())]);
        }
        self.at = self.bytes.len();
        self.reader.consume(amount);
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::{Compression, write::GzEncoder};

    use super::*;

    fn member(text: &str) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(text.as_bytes()).expect("bytes");
        encoder.finish().expect("a member")
    }

    /// What is read, with a bar for each error.
    fn read(bytes: &[u8]) -> String {
        let mut members = Members::new(bytes);
        let mut out = String::new();
        for _ in 0..20 {
            let mut text = [0; 100];
            match members.read(&mut text) {
                Ok(0) => break,
                Ok(count) => out.push_str(&String::from_utf8_lossy(&text[..count])),
                Err(_) => out.push('|'),
            }
        }
        out
    }

    #[test]
    fn a_damaged_member_does_not_end_the_file() {
        let (a, b, c) = (member("first "), member("second "), member("third"));
        assert_eq!(read(&[a.as_slice(), &b, &c].concat()), "first second third");
        assert_eq!(read(&[a.as_slice(), &c, &[0; 7]].concat()), "first third");
        let cut = &b[..b.len() / 2];
        let found = read(&[a.as_slice(), cut, &c].concat());
        assert!(found.starts_with("first ") && found.ends_with("|third"), "{found}");
        assert_eq!(read(&[a.as_slice(), cut].concat()).matches('|').count(), 1);
        assert!(read(cut).ends_with('|'));
    }
}
