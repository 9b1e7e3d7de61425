//! Parses a page as browsers do, within bounds.
//!
//! The parser of the HTML standard is generous: it takes any text for a page. Three sorts of page make it slow without
//! end: elements nested ten thousands deep, formatting that is opened and never closed, tags with ten thousands of
//! attributes. The text is given to it in pieces and the tree is watched; what is too deep or too large is read by
//! [`flat`] instead, which knows no nesting.

use std::borrow::Cow;

use html5ever::{
    ParseOpts, parse_document,
    tendril::{StrTendril, TendrilSink},
    tree_builder::TreeBuilderOpts,
};
use memchr::{memchr, memchr2};

use super::tree::{Sink, Tree};

/// The deepest nesting that is read as it stands; browsers stop at about as many.
const DEEPEST: u32 = 512;
/// The most nodes of a page, some hundred bytes of memory each.
const MOST_NODES: usize = 600_000;
/// How many bytes the parser gets at once.
const PIECE: usize = 8192;
/// The most attributes of a tag.
const MOST_ATTRIBUTES: usize = 500;

/// The tree of a page.
pub(super) fn parse(html: &str) -> Tree {
    let html = without_endless_tags(html);
    nested(&html).unwrap_or_else(|| nested(&flat(&html)).unwrap_or_default())
}

/// The tree as the standard has it, if it keeps within bounds.
fn nested(html: &str) -> Option<Tree> {
    let tree_builder = TreeBuilderOpts { drop_doctype: true, ..TreeBuilderOpts::default() };
    let mut parser = parse_document(Sink::new(), ParseOpts { tree_builder, ..ParseOpts::default() });
    // Pieces share one buffer: the texts of the tree are parts of it.
    let whole = StrTendril::from_slice(html);
    let mut start = 0;
    while start < html.len() {
        let end = piece_end(html, start);
        parser.process(whole.subtendril(start as u32, (end - start) as u32));
        let sink = &parser.tokenizer.sink.sink;
        if sink.depth() > DEEPEST || sink.len() > MOST_NODES {
            // What the parser still holds is thrown away with it.
            sink.take();
            return None;
        }
        start = end;
    }
    Some(parser.finish())
}

/// Where a piece that starts at a place ends: between two characters.
fn piece_end(text: &str, start: usize) -> usize {
    let end = text.len().min(start + PIECE);
    (end..=text.len()).find(|&end| text.is_char_boundary(end)).unwrap_or(text.len())
}

/// Tags that a page keeps when its nesting is lost: those that say what the page is, and those that part its text.
const KEPT: [&str; 14] = [
    "meta", "link", "title", "script", "/script", "/title", "br", "p", "h1", "h2", "h3", "li", "time",
    "style",
];

/// The text of a page with a line for each block and without any nesting.
fn flat(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = memchr(b'<', rest.as_bytes()) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = tag_end(rest).unwrap_or(rest.len());
        let name = tag_name(&rest[1..]);
        if KEPT.contains(&name.as_str()) {
            out.push_str(&rest[..end]);
        } else {
            out.push_str(if is_block(name.trim_start_matches('/')) { "<br>" } else { " " });
        }
        rest = &rest[end..];
        if is_raw(&name) {
            let raw = raw_end(rest, &name);
            out.push_str(&rest[..raw]);
            rest = &rest[raw..];
        }
    }
    out.push_str(rest);
    out
}

fn is_block(name: &str) -> bool {
    !matches!(name, "a" | "b" | "i" | "em" | "strong" | "span" | "font" | "u" | "small" | "sup" | "sub")
}

/// The name after `<` in lower case, with the slash of an end tag; empty if it is no tag.
fn tag_name(text: &str) -> String {
    let end = text
        .bytes()
        .enumerate()
        .take(20)
        .take_while(|(at, b)| b.is_ascii_alphanumeric() || *at == 0 && *b == b'/')
        .count();
    text[..end].to_ascii_lowercase()
}

/// Where a tag ends, behind its `>`.
fn tag_end(tag: &str) -> Option<usize> {
    let bytes = tag.as_bytes();
    let mut at = 1;
    loop {
        at += memchr::memchr3(b'>', b'"', b'\'', &bytes[at..])?;
        let mark = bytes[at];
        at += 1;
        if mark == b'>' {
            return Some(at);
        }
        // A quote opens a value only behind an equals sign.
        if bytes[..at - 1].trim_ascii_end().ends_with(b"=") {
            at += memchr(mark, &bytes[at..])? + 1;
        }
    }
}

/// Elements whose content is no markup.
fn is_raw(name: &str) -> bool {
    matches!(name, "script" | "style" | "textarea" | "title" | "xmp" | "iframe" | "noscript")
}

/// Where the content of such an element ends.
fn raw_end(text: &str, name: &str) -> usize {
    let bytes = text.as_bytes();
    memchr::memchr_iter(b'<', bytes)
        .find(|&at| {
            bytes[at + 1..].first() == Some(&b'/')
                && bytes
                    .get(at + 2..at + 2 + name.len())
                    .is_some_and(|end| end.eq_ignore_ascii_case(name.as_bytes()))
        })
        .unwrap_or(text.len())
}

/// The page without the attributes that a tag has beyond any use: the parser compares each with all before it.
fn without_endless_tags(html: &str) -> Cow<'_, str> {
    let mut cuts = Vec::new();
    let mut at = 0;
    while let Some(open) = memchr(b'<', &html.as_bytes()[at..]) {
        at += open;
        let name = tag_name(&html[at + 1..]);
        if name.is_empty() {
            at += 1;
            continue;
        }
        let Some(end) = tag_end(&html[at..]) else {
            // A tag that never ends.
            cuts.extend(endless(&html[at..]).map(|cut| (at + cut, html.len())));
            break;
        };
        if end > MOST_ATTRIBUTES * 2 {
            cuts.extend(endless(&html[at..at + end - 1]).map(|cut| (at + cut, at + end - 1)));
        }
        at += end;
        if is_raw(&name) {
            at += raw_end(&html[at..], &name);
        }
    }
    if cuts.is_empty() {
        return Cow::Borrowed(html);
    }
    let mut out = String::with_capacity(html.len());
    let mut from = 0;
    for (start, end) in cuts {
        out.push_str(&html[from..start]);
        from = end;
    }
    out.push_str(&html[from..]);
    Cow::Owned(out)
}

/// Where the attributes of a tag begin to be too many.
fn endless(tag: &str) -> Option<usize> {
    let bytes = tag.as_bytes();
    let (mut at, mut count) = (0, 0);
    while let Some(found) =
        bytes[at..].iter().position(|b| b.is_ascii_whitespace() || matches!(b, b'"' | b'\'' | b'/'))
    {
        at += found;
        if matches!(bytes[at], b'"' | b'\'') {
            at += memchr2(bytes[at], bytes[at], &bytes[at + 1..]).map_or(0, |end| end + 1);
        }
        count += 1;
        at += 1;
        if count > MOST_ATTRIBUTES * 2 {
            return Some(at);
        }
    }
    None
}
