//! Turns a stream of bytes in any encoding into UTF-8, for files that do not fit into memory.
//!
//! The encoding is settled on the first bytes: a byte order mark, what the caller found declared, the zero bytes of
//! UTF-16, else whether they are UTF-8. Where they are plain ASCII nothing is known yet: then a wrong byte further down
//! is read as Windows-1252, until the first character that is right as UTF-8 shows what the file is.

use std::io::{self, Read};

use encoding_rs::{Decoder, Encoding, ISO_2022_JP, UTF_8, WINDOWS_1252};

use super::{GUESS_BYTES, guess, is_damaged_utf8, old::is_iso_2022_jp, utf16_without_bom};

/// How many bytes are read at once.
const CHUNK: usize = 1 << 16;

/// Gives the UTF-8 of a stream, without byte order mark.
pub(crate) struct Utf8Reader<'a> {
    inner: &'a mut dyn Read,
    mode: Mode,
    /// Bytes that were read and not yet decoded.
    raw: Vec<u8>,
    /// Decoded text, of which `ready[given..]` is still to be given.
    ready: Vec<u8>,
    given: usize,
    ended: bool,
}

enum Mode {
    /// UTF-8; `sure` once a character of more than a byte was right.
    Utf8 {
        sure: bool,
    },
    Other(Box<Decoder>),
}

impl<'a> Utf8Reader<'a> {
    /// Reads the first bytes; `declared` tells the encoding that they say they have, if they do.
    pub(crate) fn new(
        inner: &'a mut dyn Read,
        declared: fn(&[u8]) -> Option<&'static Encoding>,
    ) -> io::Result<Self> {
        let mut raw = Vec::with_capacity(GUESS_BYTES);
        Read::take(&mut *inner, GUESS_BYTES as u64).read_to_end(&mut raw)?;
        let mode = match Encoding::for_bom(&raw) {
            Some((encoding, mark)) => {
                raw.drain(..mark);
                if encoding == UTF_8 { Mode::Utf8 { sure: true } } else { Mode::of(encoding) }
            }
            None => Mode::of(encoding(&raw, declared)),
        };
        Ok(Self { inner, mode, raw, ready: Vec::new(), given: 0, ended: false })
    }

    /// Decodes more, until there is some text or the end.
    fn fill(&mut self) -> io::Result<()> {
        self.ready.clear();
        self.given = 0;
        while self.ready.is_empty() && !self.ended {
            if self.raw.len() < CHUNK {
                let before = self.raw.len();
                let read = Read::take(&mut *self.inner, CHUNK as u64).read_to_end(&mut self.raw);
                // What was read before the stream broke is still worth having.
                self.ended = self.raw.len() == before;
                if self.ended {
                    read?;
                }
            }
            match &mut self.mode {
                Mode::Utf8 { sure } => {
                    let used = decode_utf8(&self.raw, self.ended, sure, &mut self.ready);
                    self.raw.drain(..used);
                }
                Mode::Other(decoder) => {
                    let most = decoder.max_utf8_buffer_length(self.raw.len()).unwrap_or(self.raw.len() * 3);
                    let mut text = String::with_capacity(most);
                    let _ = decoder.decode_to_string(&self.raw, &mut text, self.ended);
                    self.ready = text.into_bytes();
                    self.raw.clear();
                }
            }
        }
        Ok(())
    }
}

impl Mode {
    fn of(encoding: &'static Encoding) -> Self {
        if encoding == UTF_8 {
            return Self::Utf8 { sure: false };
        }
        Self::Other(Box::new(encoding.new_decoder_without_bom_handling()))
    }
}

/// The encoding of a file that begins with these bytes and has no mark.
fn encoding(bytes: &[u8], declared: fn(&[u8]) -> Option<&'static Encoding>) -> &'static Encoding {
    if let Some(encoding) = utf16_without_bom(bytes) {
        return encoding;
    }
    let valid = match std::str::from_utf8(bytes) {
        Ok(_) => true,
        // The last character may be cut off.
        Err(error) => error.error_len().is_none() && bytes.len() == GUESS_BYTES,
    };
    // Files are converted to UTF-8 without a change of their declaration more often than the other way round.
    let utf8 = valid && !bytes.is_ascii() || !valid && is_damaged_utf8(bytes);
    match declared(bytes).filter(|encoding| *encoding != UTF_8) {
        _ if utf8 => UTF_8,
        None if is_iso_2022_jp(bytes) => ISO_2022_JP,
        Some(encoding) if !is_utf16(encoding) => encoding,
        _ if valid => UTF_8,
        _ => guess(bytes),
    }
}

/// A file that can be read as ASCII is no UTF-16, whatever it says of itself.
fn is_utf16(encoding: &'static Encoding) -> bool {
    encoding == encoding_rs::UTF_16LE || encoding == encoding_rs::UTF_16BE
}

/// Appends the text of bytes that should be UTF-8; says how many were used, less a character that is cut off.
fn decode_utf8(bytes: &[u8], ended: bool, sure: &mut bool, text: &mut Vec<u8>) -> usize {
    let mut used = 0;
    for chunk in bytes.utf8_chunks() {
        let (valid, invalid) = (chunk.valid(), chunk.invalid());
        *sure |= !valid.is_ascii();
        text.extend_from_slice(valid.as_bytes());
        used += valid.len();
        let cut_off = !ended && used + invalid.len() == bytes.len() && invalid.len() < 4;
        if cut_off {
            break;
        }
        used += invalid.len();
        if !invalid.is_empty() {
            if *sure {
                text.extend_from_slice("\u{fffd}".as_bytes());
            } else {
                let (character, _) = WINDOWS_1252.decode_without_bom_handling(invalid);
                text.extend_from_slice(character.as_bytes());
            }
        }
    }
    used
}

impl Read for Utf8Reader<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.given == self.ready.len() {
            self.fill()?;
        }
        let rest = &self.ready[self.given..];
        let count = rest.len().min(buffer.len());
        buffer[..count].copy_from_slice(&rest[..count]);
        self.given += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> String {
        let mut text = String::new();
        let mut bytes = bytes;
        let mut reader = Utf8Reader::new(&mut bytes, |_| None).expect("bytes");
        reader.read_to_string(&mut text).expect("text");
        text
    }

    #[test]
    fn streams_are_decoded_as_whole_texts_are() {
        let check = |bytes: &[u8], expected: &str| assert_eq!(text(bytes), expected);
        let utf16: Vec<u8> = "The mayor of Łódź".encode_utf16().flat_map(u16::to_le_bytes).collect();
        check("Zoë’s café".as_bytes(), "Zoë’s café");
        check("\u{feff}Zoë".as_bytes(), "Zoë");
        check(&utf16, "The mayor of Łódź");
        check(&[&[0xff, 0xfe], &utf16[..]].concat(), "The mayor of Łódź");
        check(b"a caf\xe9 and a \x93quote\x94", "a café and a “quote”");
        check("Zoë and Łódź \u{1f600}".as_bytes(), "Zoë and Łódź \u{1f600}");
        check(&[b"Zo\xc3\xab, Jos\xc3\xa9 and \xe9".as_slice()].concat(), "Zoë, José and \u{fffd}");
        check(b"", "");
    }

    #[test]
    fn what_is_met_late_does_not_turn_to_rubbish() {
        let long = "x".repeat(GUESS_BYTES);
        assert_eq!(text(format!("{long}Zoë").as_bytes()), format!("{long}Zoë"));
        assert_eq!(text(&[long.as_bytes(), b"caf\xe9 x"].concat()), format!("{long}café x"));
        // A character that stands across the border of what is looked at.
        let cut = format!("{}ë{}", "x".repeat(GUESS_BYTES - 1), "y".repeat(CHUNK));
        assert_eq!(text(cut.as_bytes()), cut);
    }

    #[test]
    fn what_is_declared_is_believed_where_it_can_be() {
        let declared = |_: &[u8]| Encoding::for_label(b"iso-8859-2");
        let read = |mut bytes: &[u8]| {
            let mut text = String::new();
            let mut reader = Utf8Reader::new(&mut bytes, declared).expect("bytes");
            reader.read_to_string(&mut text).expect("text");
            text
        };
        assert_eq!(read(b"\xa3\xf3d\xbc"), "Łódź");
        assert_eq!(read("Łódź".as_bytes()), "Łódź");
    }
}
