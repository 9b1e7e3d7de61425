//! The paragraphs of a story that is marked up inside XML: NITF, XHTML, or nothing but text.

use std::borrow::Cow;

use super::tree::{Element, Node};
use crate::{Cut, block::Block, layout::squeeze, record::text_blocks, sanitize::sanitize};

/// Elements that stand apart from what is around them.
const BLOCKS: &[&str] = &[
    "abstract",
    "article",
    "bibliography",
    "block",
    "blockquote",
    "body",
    "body.content",
    "body.end",
    "body.head",
    "bq",
    "br",
    "byline",
    "caption",
    "dateline",
    "dd",
    "div",
    "dl",
    "dt",
    "fn",
    "footnote",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hedline",
    "hl1",
    "hl2",
    "hr",
    "li",
    "lq",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "tagline",
    "tbody",
    "thead",
    "tr",
    "ul",
];

/// Elements whose text is no part of the story.
const SILENT: &[&str] = &[
    "script",
    "style",
    "media-metadata",
    "media-producer",
    "media-reference",
    "noscript",
    "object",
    "title",
];

/// The paragraphs of an element; one without markup may hold HTML that was escaped.
pub(in crate::formats) fn blocks(element: &Element) -> Vec<Block<'static>> {
    if element.is_text() {
        return text_blocks(&element.text());
    }
    let mut writer = Writer::default();
    writer.take(element);
    writer.close();
    writer.blocks
}

#[derive(Default)]
struct Writer {
    blocks: Vec<Block<'static>>,
    line: String,
    heading: bool,
    caption: bool,
}

impl Writer {
    fn take(&mut self, element: &Element) {
        for node in &element.children {
            match node {
                Node::Text(text) => self.line.push_str(text),
                Node::Element(inner) => self.take_element(inner),
            }
        }
    }

    fn take_element(&mut self, element: &Element) {
        let name = element.name.as_str();
        if SILENT.contains(&name) {
            return;
        }
        let caption = matches!(name, "media" | "media-caption" | "figcaption" | "figure");
        if caption || BLOCKS.contains(&name) {
            self.close();
            let outer = (self.caption, self.heading);
            self.caption |= caption;
            self.heading |= matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "hl1" | "hl2");
            self.take(element);
            self.close();
            (self.caption, self.heading) = outer;
            return;
        }
        if matches!(name, "td" | "th") {
            // Blanks alone are not looked through again for every cell.
            if self.line.trim().is_empty() {
                self.line.clear();
            } else {
                self.line.push_str(" | ");
            }
        }
        self.take(element);
    }

    fn close(&mut self) {
        let line = std::mem::take(&mut self.line);
        let text = sanitize(Cow::Borrowed(&line));
        let text = squeeze(&text);
        if !text.is_empty() {
            let cut = self.caption.then_some(Cut::Caption);
            let text = Cow::Owned(text.into_owned());
            self.blocks.push(Block { heading: self.heading, cut, ..Block::new(text, true) });
        }
    }
}
