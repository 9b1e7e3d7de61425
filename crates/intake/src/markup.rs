//! HTML in a short field of a record: a headline or a name with tags and character references in it.
//!
//! Most fields are plain text, some have references, a few have tags: each is read only as far as it needs. What has
//! tags is read by `formats::html`, as a body is.

use std::borrow::Cow;

use encoding_rs::WINDOWS_1252;
use quick_xml::escape::resolve_html5_entity;

use crate::formats::html;

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

/// Elements within a line.
const INLINE: &[&str] = &["a", "b", "em", "i", "img", "span", "strong", "u"];

/// Whether a text is HTML rather than plain text that happens to have an angle bracket in it.
pub(crate) fn is_html(text: &str) -> bool {
    let is_known = |name: &str| is_among(BLOCKS, name) || is_among(SILENT, name) || is_among(INLINE, name);
    text.match_indices('<').take(200).any(|(at, _)| {
        let tag = &text[at + 1..];
        is_known(tag_name(tag.trim_start_matches('/'))) && tag.contains('>')
    })
}

/// Whether a text has tags in its lines only, so that its paragraphs are those of a plain text.
pub(crate) fn is_inline(text: &str) -> bool {
    !text.match_indices('<').any(|(at, _)| {
        let name = tag_name(text[at + 1..].trim_start_matches('/'));
        is_among(BLOCKS, name) || is_among(SILENT, name)
    })
}

fn is_among(names: &[&str], name: &str) -> bool {
    names.iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// A text on one line without tags and with its entities read: a headline or name as HTML has it.
pub(crate) fn plain(text: &str) -> Cow<'_, str> {
    if !text.contains(['<', '&']) {
        return Cow::Borrowed(text);
    }
    let is_marked = is_html(text);
    let read = entities(text);
    // "&lt;i&gt;" is markup that was escaped once more.
    if !is_marked && !is_html(&read) {
        return read;
    }
    let blocks = html::blocks(if is_marked { text } else { &read });
    let lines: Vec<&str> = blocks.iter().map(|block| block.text.as_ref()).collect();
    Cow::Owned(lines.join(" "))
}

/// The name that a tag begins with; empty if it is no tag.
fn tag_name(tag: &str) -> &str {
    let end = tag.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(tag.len());
    if tag.starts_with(|c: char| c.is_ascii_alphabetic()) { &tag[..end] } else { "" }
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
