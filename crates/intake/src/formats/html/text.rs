//! The text of a part of a page, as blocks.

use std::borrow::Cow;

use super::tree::{Id, Tree};
use crate::{Cut, block::Block, sanitize::sanitize};

/// What is done with an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Use {
    /// It is read.
    Text,
    /// It is read and marked as no part of the story.
    Marked(Cut),
    /// It is left out with all that is in it.
    Nothing,
}

/// The blocks of the text in `top`; `rule` says of each element what is done with it.
pub(super) fn blocks(tree: &Tree, top: Id, rule: &dyn Fn(Id) -> Use) -> Vec<Block<'static>> {
    let mut writer = Writer::default();
    let mut open: Vec<(Id, bool)> = Vec::new();
    let mut at = Some(top);
    while let Some(id) = at {
        while open.last().is_some_and(|(element, _)| tree.parent(id) != Some(*element)) {
            let (element, cut) = open.pop().unwrap_or((id, false));
            writer.end(tree.name(element), cut);
        }
        if let Some(text) = tree.text(id) {
            writer.line.push_str(text);
            at = tree.after(id, top);
            continue;
        }
        let name = tree.name(id);
        match if name.is_empty() { Use::Text } else { rule(id) } {
            _ if is_never_text(name) => at = tree.after(id, top),
            Use::Nothing => {
                if is_block(name) {
                    writer.close(true);
                }
                at = tree.after(id, top);
            }
            usage => {
                writer.start(name);
                let marks = match usage {
                    Use::Marked(cut) => {
                        writer.mark(cut);
                        true
                    }
                    _ => false,
                };
                open.push((id, marks));
                at = tree.following(id, top);
            }
        }
    }
    for (element, cut) in open.into_iter().rev() {
        writer.end(tree.name(element), cut);
    }
    writer.close(true);
    writer.blocks
}

/// Elements that hold no running text.
pub(super) fn is_never_text(name: &str) -> bool {
    matches!(
        name,
        "script"
            | "style"
            | "noscript"
            | "template"
            | "iframe"
            | "svg"
            | "math"
            | "canvas"
            | "object"
            | "embed"
            | "audio"
            | "video"
            | "button"
            | "select"
            | "textarea"
            | "input"
            | "datalist"
            | "head"
            | "title"
    )
}

/// Elements that begin and end a block.
pub(super) fn is_block(name: &str) -> bool {
    !matches!(
        name,
        "" | "a"
            | "abbr"
            | "acronym"
            | "b"
            | "bdi"
            | "bdo"
            | "big"
            | "cite"
            | "code"
            | "data"
            | "del"
            | "dfn"
            | "em"
            | "font"
            | "i"
            | "img"
            | "ins"
            | "kbd"
            | "label"
            | "mark"
            | "meta"
            | "q"
            | "s"
            | "samp"
            | "small"
            | "span"
            | "strike"
            | "strong"
            | "sub"
            | "sup"
            | "time"
            | "tt"
            | "u"
            | "var"
            | "wbr"
            | "link"
            | "nobr"
            | "center"
            | "picture"
            | "source"
            | "rt"
            | "ruby"
    ) && !name.contains('-')
}

fn is_heading(name: &str) -> bool {
    matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

/// Gathers the text of blocks.
#[derive(Default)]
struct Writer {
    blocks: Vec<Block<'static>>,
    line: String,
    heading: bool,
    cuts: Vec<Cut>,
    /// The next block stands apart.
    gap: bool,
    /// A line was just ended by a break.
    broken: bool,
}

impl Writer {
    fn start(&mut self, name: &str) {
        if name == "br" {
            let again = self.broken && self.line.trim().is_empty();
            self.close(again);
            self.broken = true;
        } else if matches!(name, "td" | "th") {
            // Blanks alone are not looked through again for every cell.
            if self.line.trim().is_empty() {
                self.line.clear();
            } else {
                self.line.push_str(" | ");
            }
        } else if is_block(name) {
            self.close(true);
            self.heading = is_heading(name);
        }
    }

    fn end(&mut self, name: &str, marked: bool) {
        if is_block(name) && !matches!(name, "br" | "td" | "th") || marked {
            self.close(true);
            self.heading = false;
        }
        if marked {
            self.cuts.pop();
        }
    }

    fn mark(&mut self, cut: Cut) {
        self.close(true);
        self.cuts.push(cut);
    }

    /// Ends the block; the next stands apart from it or not.
    fn close(&mut self, gap: bool) {
        let line = sanitize(Cow::Owned(std::mem::take(&mut self.line)));
        let text = squeezed(&line);
        if !text.is_empty() {
            let gap = self.gap || self.blocks.is_empty();
            let block = Block::new(Cow::Owned(text), gap);
            self.blocks.push(Block { heading: self.heading, cut: self.cuts.last().copied(), ..block });
            self.gap = false;
        }
        self.gap |= gap;
        self.broken = false;
    }
}

/// A text with single spaces for all that is white, and without empty cells at its ends.
pub(super) fn squeezed(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    let bare = out.trim_matches([' ', '|']);
    if bare.len() < out.len() { bare.to_owned() } else { out }
}
