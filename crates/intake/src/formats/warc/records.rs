//! The records of a crawl: a line with the version, lines of headers, a blank line, a block of so many bytes.

use std::io::{self, BufRead, Read};

/// The most bytes of the headers of a record, or of an answer of a server.
const MOST_HEADERS: usize = 1 << 18;
/// The most headers.
const MOST_FIELDS: usize = 1000;

/// The headers of a record or an answer, names in lower case.
#[derive(Debug, Default)]
pub(super) struct Fields(Vec<(String, String)>);

impl Fields {
    /// The first value of a header; empty if it is not there.
    pub(super) fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    /// Reads headers up to the blank line behind them.
    pub(super) fn read(reader: &mut impl BufRead) -> io::Result<Self> {
        let (mut fields, mut bytes) = (Self::default(), 0);
        while let Some(line) = line(reader)? {
            bytes += line.len();
            let text = String::from_utf8_lossy(&line);
            if text.trim().is_empty() {
                break;
            }
            if bytes > MOST_HEADERS || fields.0.len() > MOST_FIELDS {
                return Err(io::Error::new(io::ErrorKind::InvalidData, "headers without end"));
            }
            if text.starts_with([' ', '\t'])
                && let Some((_, value)) = fields.0.last_mut()
            {
                value.push(' ');
                value.push_str(text.trim());
            } else if let Some((name, value)) = text.split_once(':') {
                fields.0.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
            }
        }
        Ok(fields)
    }
}

/// A line with its end, cut off where headers end at the latest; nothing at the end.
pub(super) fn line(reader: &mut impl BufRead) -> io::Result<Option<Vec<u8>>> {
    let mut line = Vec::new();
    reader.take(MOST_HEADERS as u64).read_until(b'\n', &mut line)?;
    Ok((!line.is_empty()).then_some(line))
}

/// What comes next in a crawl.
pub(super) enum Step {
    End,
    /// The headers of a record, whose block can be read.
    Record(Fields),
    /// Bytes that are no record.
    Damaged {
        from: u64,
        to: u64,
    },
}

/// Reads the records of a crawl.
pub(super) struct Records<R> {
    reader: R,
    /// Bytes that were read.
    at: u64,
    /// Bytes of the block that are still to come.
    left: u64,
    /// Where the record at hand begins.
    pub(super) begin: u64,
    /// Its number, from 1.
    pub(super) number: u64,
    /// The version line of a record was read, its headers were not.
    pending: bool,
    /// Where an error was met: a second one at the same place is the end.
    failed: Option<u64>,
}

impl<R: BufRead> Records<R> {
    pub(super) fn new(reader: R) -> Self {
        Self { reader, at: 0, left: 0, begin: 0, number: 0, pending: false, failed: None }
    }

    /// Passes over the rest of the record at hand to the next.
    pub(super) fn step(&mut self) -> io::Result<Step> {
        if self.left > 0 {
            io::copy(&mut self.block(), &mut io::sink())?;
            // The file ends in the record, which whoever read it knows.
            self.left = 0;
        }
        let (mut damaged, mut begin) = (None, self.at);
        while !self.pending {
            begin = self.at;
            let Some(line) = line(&mut Counted(self))? else { break };
            if line.starts_with(b"WARC/") {
                self.pending = true;
                self.begin = begin;
            } else if !line.trim_ascii().is_empty() {
                damaged.get_or_insert(begin);
            }
        }
        match damaged {
            Some(from) => return Ok(Step::Damaged { from, to: begin }),
            None if !self.pending => return Ok(Step::End),
            None => {}
        }
        self.pending = false;
        self.number += 1;
        let fields = Fields::read(&mut Counted(self))?;
        match fields.get("content-length").parse() {
            Ok(length) => self.left = length,
            Err(_) => return Ok(Step::Damaged { from: self.begin, to: self.at }),
        }
        Ok(Step::Record(fields))
    }

    /// The block of the record at hand.
    pub(super) fn block(&mut self) -> Block<'_, R> {
        Block(self)
    }

    /// Whether there is hope behind an error: some bytes came since the last.
    pub(super) fn may_go_on(&mut self) -> bool {
        self.left = 0;
        self.failed.replace(self.at) != Some(self.at)
    }
}

/// Counts the bytes that are read.
struct Counted<'r, R>(&'r mut Records<R>);

impl<R: BufRead> Read for Counted<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.0.reader.read(buffer)?;
        self.0.at += count as u64;
        Ok(count)
    }
}

impl<R: BufRead> BufRead for Counted<'_, R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.0.reader.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.0.at += amount as u64;
        self.0.reader.consume(amount);
    }
}

/// Reads a block and nothing beyond it.
pub(super) struct Block<'r, R>(&'r mut Records<R>);

impl<R: BufRead> Block<'_, R> {
    /// Whether the file ends before the block does.
    pub(super) fn is_cut_off(&mut self) -> bool {
        self.0.left > 0 && self.fill_buf().is_ok_and(<[u8]>::is_empty)
    }
}

impl<R: BufRead> Read for Block<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let inner = self.fill_buf()?;
        let count = inner.len().min(buffer.len());
        buffer[..count].copy_from_slice(&inner[..count]);
        self.consume(count);
        Ok(count)
    }
}

impl<R: BufRead> BufRead for Block<'_, R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.0.left == 0 {
            return Ok(&[]);
        }
        let most = usize::try_from(self.0.left).unwrap_or(usize::MAX);
        let buffer = self.0.reader.fill_buf()?;
        Ok(&buffer[..buffer.len().min(most)])
    }

    fn consume(&mut self, amount: usize) {
        self.0.left -= amount as u64;
        self.0.at += amount as u64;
        self.0.reader.consume(amount);
    }
}
