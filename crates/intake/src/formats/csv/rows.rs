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
    /// Something else than the end of a cell follows a closing mark: `"so" it is`.
    pub(super) odd: bool,
    /// It has more bytes than the limit.
    pub(super) too_large: bool,
}

/// Reads rows.
pub(super) struct Rows<R> {
    reader: R,
    delimiter: u8,
    most: usize,
    columns: usize,
    /// Bytes that are read once more, from `at` on.
    back: Vec<u8>,
    at: usize,
    /// The line that comes next, from 1.
    line: u64,
    /// The last row was given as it stands: what follows may still be part of it.
    lost: bool,
    /// How many bytes the end of a cell is looked for: fewer after each mark that was not closed, so that a table
    /// of nothing else is not read to its end for each of its lines.
    patience: usize,
}

/// Fewest bytes in which the end of a cell is looked for.
const LEAST_PATIENCE: usize = 1 << 12;

impl<R: BufRead> Rows<R> {
    pub(super) fn new(reader: R, delimiter: u8, most: u64, columns: usize) -> Self {
        let most = usize::try_from(most).unwrap_or(usize::MAX);
        let (back, patience) = (Vec::new(), most);
        Self { reader, delimiter, most, columns, back, at: 0, line: 1, lost: false, patience }
    }

    /// The same for rows below some lines that were read.
    pub(super) fn below(mut self, lines: u64) -> Self {
        self.line += lines;
        self
    }

    /// The next row; after one that was given as it stands, the next that fits.
    pub(super) fn next(&mut self) -> io::Result<Option<Row>> {
        loop {
            let Some((row, cells)) = self.row()? else { return Ok(None) };
            if self.lost && !row.open && cells != self.columns {
                continue;
            }
            self.lost = row.open;
            self.patience =
                if row.open { (self.patience / 2).max(LEAST_PATIENCE.min(self.most)) } else { self.most };
            return Ok(Some(row));
        }
    }

    /// The next row, and how many cells it has.
    fn row(&mut self) -> io::Result<Option<(Row, usize)>> {
        let (line, mut bytes) = (self.line, Vec::new());
        let mut scan = Scan { state: State::Start, cells: 1, odd: false };
        let mut lines = 0;
        let mut is_again = true;
        loop {
            let from = bytes.len();
            is_again &= self.at < self.back.len();
            let is_more = self.add_line(&mut bytes)?;
            is_again &= self.back[..self.at].ends_with(b"\n");
            lines += u64::from(is_more);
            if lines == 0 {
                return Ok(None);
            }
            scan.line(&bytes[from..], self.delimiter);
            let too_large = bytes.len() > self.most;
            let ended = scan.state != State::Quoted;
            let misfit = scan.odd
                && lines > 1
                && if ended { scan.cells != self.columns } else { scan.cells > self.columns };
            let gives_up = too_large || !is_more || lines > 1 && bytes.len() > self.patience;
            if misfit || !ended && gives_up {
                let end = bytes.iter().position(|b| *b == b'\n').map_or(bytes.len(), |end| end + 1);
                self.put_back(&bytes[end..], is_again);
                self.line = line + 1;
                bytes.truncate(end);
                let too_large = bytes.len() > self.most;
                return Ok(Some((Row { bytes, line, open: true, odd: false, too_large }, 0)));
            }
            if ended {
                return Ok(Some((Row { bytes, line, open: false, odd: scan.odd, too_large }, scan.cells)));
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

    /// Has bytes come once more, which were the last to come, and whether all of them came again themselves.
    fn put_back(&mut self, bytes: &[u8], are_again: bool) {
        if are_again && bytes.len() <= self.at {
            self.at -= bytes.len();
        } else {
            self.back = [bytes, &self.back[self.at..]].concat();
            self.at = 0;
        }
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
    fn line(&mut self, bytes: &[u8], delimiter: u8) {
        for &byte in bytes {
            self.state = match (self.state, byte) {
                (State::Quoted, b'"') => State::Closed,
                (State::Quoted, _) | (State::Closed | State::Start, b'"') => State::Quoted,
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

#[cfg(test)]
mod tests {
    use super::*;

    /// The rows of a table, in brackets where a mark is not closed.
    fn rows(table: &str, most: u64) -> Vec<String> {
        let mut rows = Rows::new(table.as_bytes(), b',', most, 2);
        let mut all = Vec::new();
        while let Some(row) = rows.next().expect("bytes in memory are read") {
            let text = String::from_utf8_lossy(&row.bytes).trim_end().to_owned();
            all.push(if row.open { format!("{}[{text}]", row.line) } else { format!("{} {text}", row.line) });
        }
        all
    }

    #[test]
    fn a_mark_without_an_end_costs_its_line() {
        assert_eq!(rows("a,\"b\nc\"\nd,e\n", 1000), ["1 a,\"b\nc\"", "3 d,e"]);
        assert_eq!(rows("a,\"b\nc,d\ne,f", 1000), ["1[a,\"b]", "2 c,d", "3 e,f"]);
        assert_eq!(rows("a,\"b\nc,d\n\"e,f\ng,h\n", 1000), ["1[a,\"b]", "2 c,d", "3[\"e,f]", "4 g,h"]);
    }

    #[test]
    fn a_table_of_open_marks_gives_every_line() {
        let lines = 50_000;
        // Each mark closes with the first of the next line, whose second opens again.
        let table = "a\",\"\n".repeat(lines);
        let rows = rows(&table, 1 << 26);
        assert_eq!((rows.len(), rows.last().map(String::as_str)), (lines, Some("50000[a\",\"]")));
    }

    #[test]
    fn rows_that_are_too_long_are_cut() {
        assert_eq!(rows("aaaaaaaaaaaa,b\nc,d\n", 8), ["1 aaaaaaaaa", "2 c,d"]);
    }
}
