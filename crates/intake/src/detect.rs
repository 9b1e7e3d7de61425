//! Decides which format a file has: by its first bytes, and by its suffix where bytes leave it open.
//!
//! Programs name files wrongly all the time, so content comes first. A suffix counts in two cases: bytes that are
//! text and nothing more special are Markdown only if the suffix says so; and bytes that are no text are a problem
//! only if the suffix promised text, else the file is simply of a kind that is not read.

use std::{borrow::Cow, cell::OnceCell};

use crate::{Format, decode::decode, formats::FORMATS};

/// The evidence for a file's format. Every format asks for it, so what must be worked out is kept.
pub(crate) struct Head<'a> {
    /// Its first bytes, at most [`Head::BYTES`].
    pub(crate) bytes: &'a [u8],
    /// Its suffix in lower case, empty if it has none.
    pub(crate) suffix: &'a str,
    foreign: OnceCell<Option<&'static str>>,
    text: OnceCell<Cow<'a, str>>,
}

impl<'a> Head<'a> {
    /// How many bytes are looked at.
    pub(crate) const BYTES: usize = 8192;

    /// The evidence that first bytes and a suffix are.
    pub(crate) fn new(bytes: &'a [u8], suffix: &'a str) -> Self {
        Self { bytes, suffix, foreign: OnceCell::new(), text: OnceCell::new() }
    }

    /// Whether the bytes are text in some encoding.
    pub(crate) fn is_text(&self) -> bool {
        self.foreign_kind().is_none()
    }

    /// What the bytes are if they are no text.
    fn foreign_kind(&self) -> Option<&'static str> {
        *self.foreign.get_or_init(|| foreign_kind(self.bytes))
    }

    /// The bytes as characters, whatever they are.
    pub(crate) fn text(&self) -> &str {
        self.text.get_or_init(|| decode(self.bytes))
    }
}

/// What a file is.
pub(crate) enum Detected {
    /// A format that claims it.
    Format(&'static Format),
    /// No text, but this, as in "its bytes are …".
    NotText(&'static str),
    /// No bytes at all.
    Empty,
    /// Text of a kind that no format claims.
    Unknown,
}

/// Decides what a file is.
pub(crate) fn detect(head: &Head<'_>) -> Detected {
    if head.bytes.is_empty() {
        return Detected::Empty;
    }
    if let Some(format) = FORMATS.iter().find(|format| (format.claims)(head)) {
        return Detected::Format(format);
    }
    head.foreign_kind().map_or(Detected::Unknown, Detected::NotText)
}

/// The suffix of a path's last part in lower case, empty if there is none.
///
/// What follows the last dot of "Interview with J. Doe" or "1996.06.18" is part of a name: a suffix is a few ASCII
/// letters and digits, not digits alone.
pub(crate) fn suffix(path: &str) -> String {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    match name.rsplit_once('.') {
        Some((stem, suffix)) if !stem.is_empty() && is_suffix(suffix) => suffix.to_ascii_lowercase(),
        _ => String::new(),
    }
}

fn is_suffix(text: &str) -> bool {
    (1..=8).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_alphanumeric())
        && text.bytes().any(|b| b.is_ascii_alphabetic())
}

/// How well-known files that are no text begin.
const MAGIC: &[(&[u8], &str)] = &[
    (b"%PDF-", "a PDF document"),
    (b"\x89PNG", "a picture"),
    (b"\xFF\xD8\xFF", "a picture"),
    (b"GIF8", "a picture"),
    (b"PK\x03\x04", "a ZIP file or an office document"),
    (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "an old office document"),
    (b"\x1F\x8B", "compressed with gzip"),
    (b"BZh", "compressed with bzip2"),
    (b"\xFD7zXZ\0", "compressed with xz"),
    (b"\x28\xB5\x2F\xFD", "compressed with zstd"),
    (b"7z\xBC\xAF\x27\x1C", "a 7z file"),
    (b"Rar!\x1A\x07", "a RAR file"),
    (b"\x7FELF", "a program"),
    (b"{\\rtf", "a rich text (RTF) document; save it as plain text"),
    (b"SQLite format 3\0", "a database"),
];

/// What the bytes are if they are no text.
fn foreign_kind(bytes: &[u8]) -> Option<&'static str> {
    if let Some((_, kind)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Some(kind);
    }
    let utf16 =
        encoding_rs::Encoding::for_bom(bytes).is_some() || crate::decode::utf16_without_bom(bytes).is_some();
    (!utf16 && mostly_controls(bytes)).then_some("binary")
}

/// Whether more bytes are control characters than stray ones in a damaged text would be.
///
/// One byte in eleven of compressed data is such a control character. Escape, bell and backspace do not count: an
/// article can be the recording of a terminal.
fn mostly_controls(bytes: &[u8]) -> bool {
    let is_control = |byte: &u8| u8::from(matches!(byte, 0..=6 | 14..=25 | 28..=31 | 127));
    // Sums of one byte, many of which the processor adds in one step.
    let sums = bytes.chunks(usize::from(u8::MAX)).map(|chunk| chunk.iter().map(is_control).sum::<u8>());
    let controls: usize = sums.map(usize::from).sum();
    controls > 2 && controls * 50 > bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_suffix_is_a_short_word() {
        let check = |path: &str, expected: &str| assert_eq!(suffix(path), expected, "{path}");
        check("2023/Story.TXT", "txt");
        check("a.b/story", "");
        check("1996.zip!/06/18.xml", "xml");
        check("1996.06.18", "");
        check("Interview with J. Doe", "");
        check(".profile", "");
        check("story.", "");
    }

    #[test]
    fn text_is_told_from_other_bytes() {
        let check = |bytes: &[u8], expected: Option<&str>| assert_eq!(foreign_kind(bytes), expected);
        check(b"The mayor resigned.\n", None);
        check("Der B\u{fc}rgermeister".as_bytes(), None);
        check(b"caf\xe9 \x93quoted\x94", None);
        check(b"\xff\xfet\0h\0e\0", None);
        check(b"t\0h\0e\0 \0m\0a\0y\0o\0r\0", None);
        check(b"\x1b[31mred\x1b[0m \x1b]0;title\x07 text", None);
        check(b"one stray \0 byte", None);
        check(b"%PDF-1.7 and so on", Some("a PDF document"));
        check(b"\x01\x02\x03\x04 binary \0\0\0\0", Some("binary"));
    }
}
