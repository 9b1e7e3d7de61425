//! The SGML of the old text collections: records between two tags, fields in tags inside them.
//!
//! Their files are no XML (nothing declares their entities, and many have bytes that fit no encoding) and follow no
//! document type closely. So a file is cut at the tags that begin and end a record, bytes as they are, and each record
//! is decoded and searched for its own elements.

use std::{
    borrow::Cow,
    collections::HashSet,
    io::{BufRead, BufReader, Read},
};

use crate::{
    Problem, ProblemKind, Sink,
    decode::decode,
    markup,
    read::{Input, unreadable},
    record::{Record, Records},
};

/// Most elements of a record that are looked at.
const MOST_ELEMENTS: usize = 500;

/// The first tag of a text, in upper case, behind declarations and comments; empty if it begins otherwise.
pub(super) fn first_tag(text: &str) -> String {
    let mut rest = text.trim_start();
    while let Some(inner) = rest.strip_prefix("<!").or_else(|| rest.strip_prefix("<?")) {
        let close = if inner.starts_with("--") { "-->" } else { ">" };
        let Some((_, after)) = inner.split_once(close) else { return String::new() };
        rest = after.trim_start();
    }
    tag(rest).map(|(name, _)| name.to_ascii_uppercase()).unwrap_or_default()
}

/// Reads the records between `<name …>` and `</name>`; `make` makes one of a record's text.
pub(super) fn read(
    input: &mut Input<'_>,
    sink: &mut dyn Sink,
    name: &str,
    make: fn(&str) -> Record,
) -> Result<(), Problem> {
    let mut about = Records::of(input);
    let mut splitter = Splitter { reader: BufReader::new(&mut *input.reader), name, next: Vec::new() };
    let mut number = 0;
    while let Some(piece) = splitter.next(about.most)? {
        number += 1;
        if piece.too_large {
            about.too_large(number.to_string(), sink);
            continue;
        }
        if !piece.ended {
            let detail = format!("record {number} has no </{name}>; what there is of it was read");
            about.broken(number.to_string(), detail, sink);
        }
        let text = decode(&piece.bytes);
        if make(&text).give(number, &mut about, sink).is_break() {
            return Ok(());
        }
    }
    about.finish(sink);
    if number == 0 {
        let detail = format!("no <{name}> was found in it; it is damaged or was cut off");
        return Err(Problem::new(ProblemKind::Broken, detail));
    }
    Ok(())
}

/// A record as it stands in the file, from its start tag.
#[derive(Default)]
struct Piece {
    bytes: Vec<u8>,
    /// Its end tag was there.
    ended: bool,
    too_large: bool,
}

/// Cuts a file into records.
struct Splitter<'a, R> {
    reader: BufReader<R>,
    name: &'a str,
    /// The start tag of the next record, where it was met before the end of the last one.
    next: Vec<u8>,
}

impl<R: Read> Splitter<'_, R> {
    fn next(&mut self, most: u64) -> Result<Option<Piece>, Problem> {
        let mut piece = Piece { bytes: std::mem::take(&mut self.next), ..Piece::default() };
        let mut chunk = Vec::new();
        loop {
            chunk.clear();
            let mut bounded = Read::take(&mut self.reader, 1 << 16);
            bounded.read_until(b'>', &mut chunk).map_err(|error| unreadable(&error))?;
            if chunk.is_empty() {
                return Ok((!piece.bytes.is_empty()).then_some(piece));
            }
            let tag_at = chunk.iter().rposition(|b| *b == b'<').filter(|_| chunk.ends_with(b">"));
            let tag = tag_at.map_or(&[][..], |at| &chunk[at + 1..]);
            if self.is_name(tag) {
                if piece.bytes.is_empty() {
                    piece.bytes.extend_from_slice(&chunk[tag_at.unwrap_or(0)..]);
                    continue;
                }
                piece.bytes.extend_from_slice(&chunk[..tag_at.unwrap_or(0)]);
                self.next = chunk.split_off(tag_at.unwrap_or(0));
                return Ok(Some(piece));
            }
            if piece.bytes.is_empty() {
                continue;
            }
            piece.too_large |= (piece.bytes.len() + chunk.len()) as u64 > most;
            if tag.first() == Some(&b'/') && self.is_name(&tag[1..]) {
                piece.bytes.extend_from_slice(&chunk[..tag_at.unwrap_or(0)]);
                piece.ended = true;
                return Ok(Some(piece));
            }
            if !piece.too_large {
                piece.bytes.extend_from_slice(&chunk);
            }
        }
    }

    /// Whether a tag, less its bracket, has the name of the records.
    fn is_name(&self, tag: &[u8]) -> bool {
        let name = self.name.as_bytes();
        tag.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
            && tag.get(name.len()).is_some_and(|b| !b.is_ascii_alphanumeric() && *b != b'_')
    }
}

/// An element of a record: its name in upper case, its start tag's attributes, and its content as it stands.
pub(super) struct Element<'a> {
    pub(super) name: String,
    pub(super) attributes: &'a str,
    pub(super) content: &'a str,
}

/// The elements of a text that stand in no other one; an element without end tag reaches to the next tag.
pub(super) fn elements(text: &str) -> Vec<Element<'_>> {
    let upper = text.to_ascii_uppercase();
    let mut elements = Vec::new();
    let mut endless = HashSet::new();
    let mut at = 0;
    while elements.len() < MOST_ELEMENTS
        && let Some(start) = text[at..].find('<')
    {
        let start = at + start;
        let Some((name, length)) = tag(&text[start..]) else {
            at = start + 1;
            continue;
        };
        let name = name.to_ascii_uppercase();
        let from = start + length;
        let end = if endless.contains(&name) { None } else { end_tag(&upper, from, &name) };
        let to = end.unwrap_or_else(|| text[from..].find('<').map_or(text.len(), |next| from + next));
        let attributes = &text[start + 1 + name.len()..from - 1];
        elements.push(Element { attributes, content: &text[from..to], name: name.clone() });
        at = if end.is_some() { to + 2 } else { to };
        if end.is_none() {
            endless.insert(name);
        }
    }
    elements
}

/// The name and length of the start tag that a text begins with.
fn tag(text: &str) -> Option<(&str, usize)> {
    let inner = text.strip_prefix('<')?;
    let name = inner.split(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '_' | '-' | '.')).next()?;
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    // A bracket that another one follows before it is closed is none.
    let end = memchr::memchr2(b'<', b'>', inner.as_bytes())?;
    inner[end..].starts_with('>').then_some((name, end + 2))
}

/// Where the end tag of an element stands.
fn end_tag(upper: &str, from: usize, name: &str) -> Option<usize> {
    let tag = format!("</{name}");
    let mut ends = upper[from..].match_indices(&tag).map(|(at, _)| from + at);
    ends.find(|at| !upper[at + tag.len()..].starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_'))
}

/// The text of an element without tags. Its lines are kept, unless tags tell the paragraphs: then those are lines.
pub(super) fn text(content: &str) -> String {
    let tagged = content.contains("<P>") || content.contains("<p>");
    let mut text = String::with_capacity(content.len());
    let push = |text: &mut String, piece: &str| {
        text.extend(piece.chars().map(|c| if tagged && c == '\n' { ' ' } else { c }));
    };
    let mut rest = content;
    while let Some((before, after)) = rest.split_once('<') {
        push(&mut text, before);
        let bare = after.strip_prefix('/').unwrap_or(after);
        let length = content.len() - (rest.len() - before.len());
        let found = tag(&content[length..]).map(|(name, end)| (name, end - 1));
        let ended = bare.len() < after.len() && bare.starts_with(|c: char| c.is_ascii_alphabetic());
        rest = match found {
            Some((name, end)) => {
                if name.eq_ignore_ascii_case("p") || name.eq_ignore_ascii_case("br") {
                    text.push_str("\n\n");
                }
                &after[end..]
            }
            None if ended && after.contains('>') => after.split_once('>').map_or("", |(_, rest)| rest),
            None if after.starts_with("!--") => after.split_once("-->").map_or("", |(_, rest)| rest),
            None => {
                text.push('<');
                after
            }
        };
    }
    push(&mut text, rest);
    match markup::entities(&text) {
        Cow::Owned(read) => read,
        Cow::Borrowed(_) => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(bytes: &[u8], most: u64) -> Vec<(String, bool, bool)> {
        let mut splitter = Splitter { reader: BufReader::new(bytes), name: "DOC", next: Vec::new() };
        let mut pieces = Vec::new();
        while let Some(piece) = splitter.next(most).expect("bytes") {
            pieces.push((String::from_utf8_lossy(&piece.bytes).into_owned(), piece.ended, piece.too_large));
        }
        pieces
    }

    #[test]
    fn files_are_cut_into_records() {
        let of = |text: &str, ended| (text.to_owned(), ended, false);
        let check = |text: &str, expected: &[(String, bool, bool)]| {
            assert_eq!(pieces(text.as_bytes(), 1000), expected, "{text}");
        };
        check(
            "x<DOC>a</DOC>\n<doc id='1'>b > c</doc>y",
            &[of("<DOC>a", true), of("<doc id='1'>b > c", true)],
        );
        check("<DOC>a<DOC>b</DOC>", &[of("<DOC>a", false), of("<DOC>b", true)]);
        check("<DOC>a<DOCNO>1</DOCNO>b", &[of("<DOC>a<DOCNO>1</DOCNO>b", false)]);
        check("no record", &[]);
        assert!(pieces(&[b"<DOC>".as_slice(), &[b'x'; 2000], b"</DOC>"].concat(), 1000)[0].2);
    }

    #[test]
    fn records_are_cut_into_elements() {
        let text = "<A x=1>one <B>two</B></A>three<c>four <D>five</d> 6 < 7";
        let found: Vec<_> = elements(text).into_iter().map(|e| (e.name, e.attributes, e.content)).collect();
        let expected = [("A", " x=1", "one <B>two</B>"), ("C", "", "four "), ("D", "", "five")];
        assert_eq!(found, expected.map(|(name, attributes, content)| (name.to_owned(), attributes, content)));
    }

    #[test]
    fn text_keeps_what_is_no_tag() {
        let check = |content: &str, expected: &str| assert_eq!(text(content), expected, "{content}");
        check("DOE INC &lt;P> &amp; SONS", "DOE INC <P> & SONS");
        check("<P>one</P><p>two <F P=105>x</F>", "\n\none\n\ntwo x");
        check("3 < 4 <!-- no --> <", "3 < 4  <");
        check("x <é> y", "x <é> y");
    }

    #[test]
    fn the_first_tag_is_found() {
        let check = |text: &str, expected: &str| assert_eq!(first_tag(text), expected, "{text}");
        check("<!DOCTYPE lewis SYSTEM \"lewis.dtd\">\n<REUTERS A=1>", "REUTERS");
        check("<?xml version='1.0'?><!-- a > b --><doc>", "DOC");
        check("The mayor <DOC>", "");
        check("", "");
    }
}
