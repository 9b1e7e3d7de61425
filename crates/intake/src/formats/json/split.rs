//! Cuts a stream of JSON into its values without holding more than one of them.
//!
//! A parser that is given a file as a whole loses all of it to one wrong byte, and cannot say how large a value may
//! be. So the borders of values are found first, which needs no more than counting brackets outside of strings; each
//! value is then parsed by itself. Nothing here recurses: depth is a number.

use std::io::{self, Read};

/// How many bytes are read at once.
const CHUNK: usize = 1 << 16;
/// The deepest nesting of a value, whatever the settings say; parsers that recurse stop at 128.
const DEEPEST: usize = 120;
/// Most values inside a value: each costs many times its bytes in memory.
pub(super) const MOST_VALUES: usize = 500_000;

/// How a value ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// All of it is there.
    Whole,
    /// The file, or the line where values stand in lines, ended before it did.
    CutOff,
    TooLarge,
    TooDeep,
    TooMany,
}

/// Reads values from a stream of UTF-8.
pub(super) struct Splitter<R> {
    reader: R,
    buffer: Vec<u8>,
    at: usize,
    /// The line at hand, from 1.
    pub(super) line: u64,
    /// No value reaches beyond its line, so that a broken one does not swallow the next.
    pub(super) by_line: bool,
    /// How deep a value may nest.
    deepest: usize,
}

impl<R: Read> Splitter<R> {
    pub(super) fn new(reader: R, deepest: u32) -> Self {
        let deepest = DEEPEST.min(deepest as usize);
        Self { reader, buffer: Vec::new(), at: 0, line: 1, by_line: false, deepest }
    }

    /// How deep a value may nest.
    pub(super) fn deepest(&self) -> usize {
        self.deepest
    }

    /// The next byte, left where it is.
    fn byte(&mut self) -> io::Result<Option<u8>> {
        if self.at == self.buffer.len() {
            self.buffer.clear();
            self.at = 0;
            Read::take(&mut self.reader, CHUNK as u64).read_to_end(&mut self.buffer)?;
        }
        Ok(self.buffer.get(self.at).copied())
    }

    /// Passes over the byte at hand.
    pub(super) fn pass(&mut self) {
        if self.buffer.get(self.at) == Some(&b'\n') {
            self.line += 1;
        }
        self.at = (self.at + 1).min(self.buffer.len());
    }

    /// The next byte that is no white space.
    pub(super) fn peek(&mut self) -> io::Result<Option<u8>> {
        while let Some(byte) = self.byte()? {
            // The record separator of JSON text sequences counts as white space.
            if !byte.is_ascii_whitespace() && byte != 0x1e {
                return Ok(Some(byte));
            }
            self.pass();
        }
        Ok(None)
    }

    /// Passes over the rest of the line.
    pub(super) fn skip_line(&mut self) -> io::Result<()> {
        while let Some(byte) = self.byte()? {
            self.pass();
            if byte == b'\n' {
                break;
            }
        }
        Ok(())
    }

    /// Puts bytes back before those at hand; the line is that of their first.
    pub(super) fn unread(&mut self, bytes: &[u8], line: u64) {
        let rest = self.buffer.split_off(self.at);
        self.buffer = [bytes, &rest].concat();
        self.at = 0;
        self.line = line;
    }

    /// Reads the value at hand, of at most `most` bytes.
    ///
    /// What is beyond a limit is passed over up to the value's end, unless `stop` asks to stop at the limit.
    pub(super) fn value(&mut self, value: &mut Vec<u8>, most: u64, stop: bool) -> io::Result<End> {
        value.clear();
        let mut scan = Scan {
            depth: 0,
            deepest: self.deepest,
            values: 0,
            in_string: false,
            escaped: false,
            end: End::Whole,
        };
        while let Some(byte) = self.byte()? {
            if scan.depth == 0 && !scan.in_string && !value.is_empty() && is_border(byte, value[0]) {
                return Ok(scan.end);
            }
            if byte == b'\n' && self.by_line && (scan.depth > 0 || scan.in_string) {
                return Ok(if scan.end == End::Whole { End::CutOff } else { scan.end });
            }
            scan.take(byte);
            if stop && scan.end == End::TooMany {
                return Ok(End::TooMany);
            }
            if scan.end == End::Whole && value.len() as u64 >= most {
                if stop {
                    return Ok(End::TooLarge);
                }
                scan.end = End::TooLarge;
            }
            if scan.end == End::Whole || value.is_empty() {
                // A line end inside a string is not allowed, yet written; as a space it does no harm.
                value.push(if scan.in_string && byte < b' ' { b' ' } else { byte });
            }
            self.pass();
            if scan.depth == 0 && !scan.in_string && matches!(byte, b'}' | b']' | b'"') {
                return Ok(scan.end);
            }
        }
        Ok(if scan.depth > 0 || scan.in_string { End::CutOff } else { scan.end })
    }
}

/// Whether a byte ends a number or word.
fn is_border(byte: u8, first: u8) -> bool {
    !matches!(first, b'{' | b'[' | b'"')
        && (byte.is_ascii_whitespace() || matches!(byte, b',' | b']' | b'}' | b':'))
}

/// What is known of a value while it is read.
struct Scan {
    depth: usize,
    /// How deep it may be.
    deepest: usize,
    values: usize,
    in_string: bool,
    escaped: bool,
    end: End,
}

impl Scan {
    fn take(&mut self, byte: u8) {
        if self.in_string {
            match byte {
                _ if self.escaped => self.escaped = false,
                b'\\' => self.escaped = true,
                b'"' => self.in_string = false,
                _ => {}
            }
            return;
        }
        match byte {
            b'"' => self.in_string = true,
            b'{' | b'[' => {
                self.depth += 1;
                if self.depth > self.deepest && self.end == End::Whole {
                    self.end = End::TooDeep;
                }
            }
            b'}' | b']' => self.depth = self.depth.saturating_sub(1),
            b',' | b':' => {
                self.values += 1;
                if self.values > MOST_VALUES && self.end == End::Whole {
                    self.end = End::TooMany;
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(text: &str, by_line: bool) -> Vec<(String, End)> {
        let mut splitter = Splitter { by_line, ..Splitter::new(text.as_bytes(), u32::MAX) };
        let mut value = Vec::new();
        let mut values = Vec::new();
        while splitter.peek().expect("bytes").is_some() {
            let end = splitter.value(&mut value, 50, false).expect("bytes");
            values.push((String::from_utf8_lossy(&value).into_owned(), end));
        }
        values
    }

    #[test]
    fn values_end_where_their_brackets_do() {
        let check = |text: &str, expected: &[(&str, End)]| {
            let found = values(text, false);
            let found: Vec<_> = found.iter().map(|(text, end)| (text.as_str(), *end)).collect();
            assert_eq!(found, expected, "{text}");
        };
        check(
            " {\"a\": \"}\\\"\"}\n[1, [2]] \"x y\" 12 true",
            &[
                ("{\"a\": \"}\\\"\"}", End::Whole),
                ("[1, [2]]", End::Whole),
                ("\"x y\"", End::Whole),
                ("12", End::Whole),
                ("true", End::Whole),
            ],
        );
        check("{\"a\": \"b\nc\"}", &[("{\"a\": \"b c\"}", End::Whole)]);
        check("{\"a\": [1", &[("{\"a\": [1", End::CutOff)]);
    }

    #[test]
    fn a_broken_line_does_not_swallow_the_next() {
        let found = values("{\"a\": \"b\n{\"c\": 1}\n{\"d\": [2\n{}", true);
        let ends: Vec<End> = found.iter().map(|(_, end)| *end).collect();
        assert_eq!(ends, [End::CutOff, End::Whole, End::CutOff, End::Whole]);
    }

    #[test]
    fn limits_end_a_value_and_not_the_file() {
        let ends = |text: &str| values(text, false).into_iter().map(|(_, end)| end).collect::<Vec<_>>();
        assert_eq!(ends(&format!("\"{}\" 1", "x".repeat(60))), [End::TooLarge, End::Whole]);
        let deep = "[".repeat(DEEPEST + 1) + &"]".repeat(DEEPEST + 1);
        let mut value = Vec::new();
        let mut splitter = Splitter::new(deep.as_bytes(), u32::MAX);
        assert_eq!(splitter.value(&mut value, 1000, false).expect("bytes"), End::TooDeep);
        assert_eq!(splitter.peek().expect("bytes"), None);
    }
}
