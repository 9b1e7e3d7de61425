//! HTML in a short field of a record: a headline or a name with tags and character references in it.
//!
//! A field is read in one pass, without a tree and therefore without a limit on its nesting: block elements end a
//! paragraph, all other tags vanish. A body that is HTML is read by `formats::html`.

use std::borrow::Cow;

use encoding_rs::WINDOWS_1252;
use quick_xml::escape::resolve_html5_entity;

use crate::{block::Block, layout::squeeze};

/// Elements that stand apart from what is around them.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "br",
    "caption",
    "center",
    "dd",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "li",
    "main",
    "nav",
    "ol",
    "option",
    "p",
    "pre",
    "section",
    "table",
    "tbody",
    "tfoot",
    "thead",
    "tr",
    "ul",
];

/// Elements whose content is no text.
const SILENT: &[&str] = &[
    "script", "style", "noscript", "iframe", "template", "svg", "button", "select", "textarea", "object",
    "title",
];

/// The longest name of an entity, with its mark and semicolon.
const LONGEST_ENTITY: usize = 34;

/// Whether a text is HTML rather than plain text that happens to have an angle bracket in it.
pub(crate) fn is_html(text: &str) -> bool {
    text.match_indices('<').take(200).any(|(at, _)| {
        let tag = &text[at + 1..];
        let name = tag_name(tag.trim_start_matches('/'));
        let known = BLOCKS.iter().chain(SILENT).chain(&["a", "b", "em", "i", "img", "span", "strong", "u"]);
        !name.is_empty()
            && tag.contains('>')
            && known.into_iter().any(|known| known.eq_ignore_ascii_case(name))
    })
}

/// The paragraphs, headings and lines of a fragment.
fn blocks(html: &str) -> Vec<Block<'static>> {
    let mut writer = Writer::default();
    let mut rest = html;
    while let Some((text, tag)) = rest.split_once('<') {
        writer.line.push_str(text);
        rest = writer.tag(tag);
    }
    writer.line.push_str(rest);
    writer.close();
    writer.blocks
}

/// A text on one line without tags and with its entities read: a headline or name as HTML has it.
pub(crate) fn plain(html: &str) -> Cow<'_, str> {
    if !html.contains(['<', '&']) {
        return Cow::Borrowed(html);
    }
    let is_marked = is_html(html);
    let read = entities(html);
    // "&lt;i&gt;" is markup that was escaped once more.
    if !is_marked && !is_html(&read) {
        return read;
    }
    let blocks = blocks(if is_marked { html } else { &read });
    let lines: Vec<&str> = blocks.iter().map(|block| block.text.as_ref()).collect();
    Cow::Owned(lines.join(" "))
}

#[derive(Default)]
struct Writer {
    blocks: Vec<Block<'static>>,
    line: String,
    heading: bool,
    /// Line ends are kept, as in a listing or a poem.
    lines: bool,
}

impl Writer {
    /// Takes the tag that a text begins with, less its bracket; gives what follows it.
    fn tag<'t>(&mut self, tag: &'t str) -> &'t str {
        if let Some(comment) = tag.strip_prefix("!--") {
            return comment.split_once("-->").map_or("", |(_, after)| after);
        }
        let (end, inner) = match tag.strip_prefix('/') {
            Some(inner) => (true, inner),
            None => (false, tag),
        };
        let name = tag_name(inner);
        if name.is_empty() && !tag.starts_with(['!', '?', '/']) {
            self.line.push('<');
            return tag;
        }
        let rest = after_tag(inner);
        let is = |names: &[&str]| names.iter().any(|known| known.eq_ignore_ascii_case(name));
        if !end && is(SILENT) {
            return after_end(rest, name);
        }
        if is(BLOCKS) {
            self.close();
            self.heading = !end && matches!(name.as_bytes(), [b'h' | b'H', b'1'..=b'6']);
            self.lines = !end && is(&["pre"]) || self.lines && !is(&["pre"]);
        } else if is(&["td", "th"]) && !end && !self.line.trim().is_empty() {
            self.line.push_str(" | ");
        }
        rest
    }

    fn close(&mut self) {
        let line = std::mem::take(&mut self.line);
        if self.lines {
            line.split('\n').for_each(|line| self.push(line));
        } else {
            self.push(&line);
        }
        self.heading = false;
    }

    fn push(&mut self, html: &str) {
        let text = crate::sanitize::sanitize(entities(html));
        let text = squeeze(&text);
        if !text.is_empty() {
            let text = Cow::Owned(text.into_owned());
            self.blocks.push(Block { heading: self.heading, ..Block::new(text, true) });
        }
    }
}

/// The name that a tag begins with; empty if it is no tag.
fn tag_name(tag: &str) -> &str {
    let end = tag.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(tag.len());
    if tag.starts_with(|c: char| c.is_ascii_alphabetic()) { &tag[..end] } else { "" }
}

/// What follows the bracket that ends a tag; one inside quotation marks is part of a value.
fn after_tag(tag: &str) -> &str {
    let mut quote = None;
    for (at, c) in tag.char_indices() {
        match (quote, c) {
            (None, '>') => return &tag[at + 1..],
            (None, '"' | '\'') if tag[..at].trim_end().ends_with('=') => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            _ => {}
        }
    }
    // Never closed: it ends at the next bracket, be it quoted, else with the text.
    tag.split_once('>').map_or("", |(_, after)| after)
}

/// What follows the end tag of an element without text.
fn after_end<'t>(text: &'t str, name: &str) -> &'t str {
    let ends = |at: usize| {
        let inner = &text[at + 2..];
        tag_name(inner).eq_ignore_ascii_case(name)
    };
    match text.match_indices("</").find(|(at, _)| ends(*at)) {
        Some((at, _)) => after_tag(&text[at + 2..]),
        None => "",
    }
}

/// A text with its character references read; what is no reference stays as it is.
pub(crate) fn entities(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut read = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        read.push_str(&rest[..at]);
        let reference = &rest[at + 1..];
        let end = reference.bytes().take(LONGEST_ENTITY).position(|b| b == b';');
        if let Some((end, characters)) = end.and_then(|end| Some((end, entity(reference.get(..end)?)?))) {
            read.push_str(&characters);
            rest = &reference[end + 1..];
        } else {
            read.push('&');
            rest = reference;
        }
    }
    read.push_str(rest);
    Cow::Owned(read)
}

/// The characters that a reference such as "eacute", "#233" or "#xe9" stands for.
pub(crate) fn entity(name: &str) -> Option<Cow<'static, str>> {
    let Some(number) = name.strip_prefix('#') else {
        return resolve_html5_entity(name).map(Cow::Borrowed);
    };
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16),
        None => number.parse(),
    };
    let code = code.ok()?;
    // Numbers of Windows-1252 are common where those of Unicode were meant.
    if let Ok(byte @ 0x80..=0x9f) = u8::try_from(code) {
        let bytes = [byte];
        return Some(Cow::Owned(WINDOWS_1252.decode_without_bom_handling(&bytes).0.into_owned()));
    }
    Some(Cow::Owned(char::from_u32(code).unwrap_or('\u{fffd}').to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(html: &str, expected: &[&str]) {
        let blocks = blocks(html);
        let found: Vec<&str> = blocks.iter().map(|block| block.text.as_ref()).collect();
        assert_eq!(found, expected, "{html}");
    }

    #[test]
    fn block_elements_are_paragraphs() {
        check(
            "<p>The <b>mayor</b> closed\nit.</p><p class='a > b'>Nobody knows&nbsp;why &#8217;.",
            &["The mayor closed it.", "Nobody knows why ’."],
        );
        check("One<br/>Two<ul><li>Three<li>Four</ul>", &["One", "Two", "Three", "Four"]);
        check(
            "<table><tr><td>Port Doe<td>12</tr><tr><th>New Roe</th></tr></table>",
            &["Port Doe | 12", "New Roe"],
        );
        check("<pre>a\nb</pre>c", &["a", "b", "c"]);
        check("no markup", &["no markup"]);
        check("", &[]);
    }

    #[test]
    fn what_is_no_text_vanishes() {
        check("a<script>if (a < b) {}</script> b<!-- <p>c</p> -->d<style>x", &["a bd"]);
        check("<?xml version='1.0'?><!DOCTYPE html>a", &["a"]);
    }

    #[test]
    fn broken_markup_loses_no_text() {
        check("3 < 4 and <5> is", &["3 < 4 and <5> is"]);
        check("a <a href=\"x>b</a> c", &["a b c"]);
        check("<p>a<p", &["a"]);
        check("</>a</", &["a"]);
        check(&"<div>".repeat(100_000), &[]);
    }

    #[test]
    fn headings_are_marked() {
        let headings: Vec<bool> = blocks("<h2>A</h2>b").iter().map(|block| block.heading).collect();
        assert_eq!(headings, [true, false]);
    }

    #[test]
    fn references() {
        let check = |text: &str, expected: &str| assert_eq!(entities(text), expected, "{text}");
        check("caf&eacute; &amp;c. &#233; &#xE9; &#146; &lt;b>", "café &c. é é ’ <b>");
        check("AT&T &unknown; & &; &#; &#x110000;", "AT&T &unknown; & &; &#; \u{fffd}");
    }

    #[test]
    fn headlines_are_plain() {
        let check = |text: &str, expected: &str| assert_eq!(plain(text), expected, "{text}");
        check("Harbour &#8216;closes&#8217; <i>now</i>", "Harbour ‘closes’ now");
        check("&lt;b&gt;Harbour&lt;/b&gt; closes", "Harbour closes");
        check("DOE INC <DOE> closes", "DOE INC <DOE> closes");
    }

    #[test]
    fn html_is_told_from_text() {
        for text in ["<p>a</p>", "a<br>b", "x <A HREF='y'>z</A>", "</p> x"] {
            assert!(is_html(text), "{text}");
        }
        for text in ["a < b > c", "DOE INC <DOE>", "<jane@example.org>", "a", "<p"] {
            assert!(!is_html(text), "{text}");
        }
    }
}
