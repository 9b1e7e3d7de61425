//! Cuts a table into rows, so that a quotation mark that is not closed costs its row and not the rest of the table.
//!
//! A cell in quotation marks may have line ends in it. One whose end is missing goes on up to the next mark anywhere,
//! or to the end of the file; then its first line is the row, and reading goes on at the next line that fits.

use std::io::{self, BufRead, Read};

/// A row of a table.
pub(super) struct Row {
    /// Its bytes, with the line end.
    pub(super) bytes: Vec<u8>,
    /// Its line, from 1.
    pub(super) line: u64,
    /// A quotation mark in it is not closed: it is the line as it stands.
    pub(super) open: bool,
    /// It has more bytes than the limit.
    pub(super) too_large: bool,
}

/// Reads rows.
pub(super) struct Rows<R> {
    reader: R,
    delimiter: u8,
    quoting: bool,
    most: usize,
    columns: usize,
    /// Bytes that are read once more, from `at` on.
    back: Vec<u8>,
    at: usize,
    /// The line that comes next, from 1.
    line: u64,
    /// The last row was given as it stands: what follows may still be part of it.
    lost: bool,
}

impl<R: BufRead> Rows<R> {
    pub(super) fn new(reader: R, delimiter: u8, quoting: bool, most: u64, columns: usize) -> Self {
        let most = usize::try_from(most).unwrap_or(usize::MAX);
        Self { reader, delimiter, quoting, most, columns, back: Vec::new(), at: 0, line: 1, lost: false }
    }

    /// The next row; after one that was given as it stands, the next that fits.
    pub(super) fn next(&mut self) -> io::Result<Option<Row>> {
        loop {
            let Some((row, cells)) = self.row()? else { return Ok(None) };
            if self.lost && !row.open && cells != self.columns {
                continue;
            }
            self.lost = row.open;
            return Ok(Some(row));
        }
    }

    /// The next row, and how many cells it has.
    fn row(&mut self) -> io::Result<Option<(Row, usize)>> {
        let (line, mut bytes) = (self.line, Vec::new());
        let mut scan = Scan { state: State::Start, cells: 1, odd: false };
        let mut lines = 0;
        loop {
            let from = bytes.len();
            let is_more = self.add_line(&mut bytes)?;
            lines += u64::from(is_more);
            if lines == 0 {
                return Ok(None);
            }
            scan.line(&bytes[from..], self.delimiter, self.quoting);
            let too_large = bytes.len() > self.most;
            let ended = scan.state != State::Quoted;
            let misfit = scan.odd
                && lines > 1
                && if ended { scan.cells != self.columns } else { scan.cells > self.columns };
            if misfit || !ended && (too_large || !is_more) {
                let end = bytes.iter().position(|b| *b == b'\n').map_or(bytes.len(), |end| end + 1);
                self.put_back(&bytes[end..], line + 1);
                bytes.truncate(end);
                let too_large = bytes.len() > self.most;
                return Ok(Some((Row { bytes, line, open: true, too_large }, 0)));
            }
            if ended {
                return Ok(Some((Row { bytes, line, open: false, too_large }, scan.cells)));
            }
        }
    }

    /// Adds a line to a row, at most as much as shows that it is too long; false at the end.
    fn add_line(&mut self, bytes: &mut Vec<u8>) -> io::Result<bool> {
        if self.at < self.back.len() {
            let rest = &self.back[self.at..];
            let end = rest.iter().position(|b| *b == b'\n').map_or(rest.len(), |end| end + 1);
            bytes.extend_from_slice(&rest[..end]);
            self.at += end;
            if !bytes.ends_with(b"\n") {
                self.read_line(bytes)?;
            }
            self.line += 1;
            return Ok(true);
        }
        let is_more = self.read_line(bytes)? > 0;
        self.line += u64::from(is_more);
        Ok(is_more)
    }

    fn read_line(&mut self, bytes: &mut Vec<u8>) -> io::Result<usize> {
        let most = self.most.saturating_add(1).saturating_sub(bytes.len()).max(1) as u64;
        let read = (&mut self.reader).take(most).read_until(b'\n', bytes)?;
        if bytes.len() > self.most && !bytes.ends_with(b"\n") {
            skip_line(&mut self.reader)?;
        }
        Ok(read)
    }

    fn put_back(&mut self, bytes: &[u8], line: u64) {
        let rest = self.back.split_off(self.at);
        self.back = [bytes, &rest].concat();
        self.at = 0;
        self.line = line;
    }
}

fn skip_line(reader: &mut impl BufRead) -> io::Result<()> {
    loop {
        let buffer = reader.fill_buf()?;
        let end = memchr::memchr(b'\n', buffer);
        let used = end.map_or(buffer.len(), |end| end + 1);
        let done = end.is_some() || buffer.is_empty();
        reader.consume(used);
        if done {
            return Ok(());
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// At the beginning of a cell.
    Start,
    /// In a cell without quotation marks.
    Bare,
    /// Between quotation marks.
    Quoted,
    /// Behind a quotation mark that may have been the last.
    Closed,
}

/// Where in a row the reading is.
struct Scan {
    state: State,
    cells: usize,
    /// Something else than the end of a cell followed a closing mark.
    odd: bool,
}

impl Scan {
    fn line(&mut self, bytes: &[u8], delimiter: u8, quoting: bool) {
        for &byte in bytes {
            self.state = match (self.state, byte) {
                (State::Quoted, b'"') => State::Closed,
                (State::Quoted, _) | (State::Closed, b'"') => State::Quoted,
                (State::Start, b'"') if quoting => State::Quoted,
                (_, byte) if byte == delimiter => {
                    self.cells += 1;
                    State::Start
                }
                (state, b'\n' | b'\r') => state,
                (State::Closed, _) => {
                    self.odd = true;
                    State::Bare
                }
                _ => State::Bare,
            };
        }
    }
}
