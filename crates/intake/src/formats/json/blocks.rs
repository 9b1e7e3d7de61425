//! Finds the paragraphs in a text that a content system keeps as a list of blocks.
//!
//! Editor.js, Sanity, Contentful, Lexical, `ProseMirror`, Slate and Arc all write a list of objects, each with a word for what it is
//! and the text itself, or a list of its parts: a part with marks of its own is no paragraph of its own.

use std::borrow::Cow;

use crate::{block::Block, fields::value::Value, record::text_blocks};

/// Names under which an object keeps its text, the most telling first.
pub(super) const TEXTS: &[&str] = &[
    "rendered",
    "value",
    "text",
    "html",
    "content",
    "main",
    "plain",
    "basic",
    "raw",
    "#text",
    "$t",
    "_",
    "body",
    "bodyhtml",
    "bodytextsummary",
];

/// Names under which an object keeps a list of blocks, or their parts.
pub(super) const LISTS: &[&str] = &["blocks", "children", "root", "nodes", "items", "data"];

/// How deep blocks are searched for text.
const DEEPEST: usize = 8;

/// What blocks of text are called, as a part of the word.
const KINDS: &[&str] = &[
    "text",
    "html",
    "paragraph",
    "header",
    "heading",
    "list",
    "body",
    "block",
    "quote",
    "document",
    "root",
    "doc",
    "section",
];

/// The paragraphs of a list of blocks.
pub(super) fn of_list(list: &[Value]) -> Vec<Block<'static>> {
    let mut blocks = Vec::new();
    for item in list {
        add(&mut blocks, item, 0);
    }
    blocks
}

/// Adds the text of an item; items that say they are no text are left out.
fn add(blocks: &mut Vec<Block<'static>>, item: &Value, depth: usize) {
    match item {
        Value::Text(text) => blocks.extend(text_blocks(text)),
        Value::List(list) if depth < DEEPEST => {
            for item in list {
                add(blocks, item, depth + 1);
            }
        }
        Value::Table(_) if depth < DEEPEST && is_text(item) => {
            if let Some(line) = line_of(item) {
                blocks.extend(text_blocks(&line));
            } else if let Some(value) = TEXTS.iter().chain(LISTS).find_map(|name| item.get(name)) {
                add(blocks, value, depth + 1);
            }
        }
        _ => {}
    }
}

/// Whether an object says that it is text, or nothing.
fn is_text(item: &Value) -> bool {
    let names = ["type", "_type", "nodetype", "subtype"];
    let kind = names.iter().find_map(|name| item.get(name)).and_then(Value::text).unwrap_or("text");
    matches!(kind, "p" | "li" | "span" | "h1" | "h2" | "h3") || KINDS.iter().any(|known| kind.contains(known))
}

/// The text of a block whose parts are all words of one line.
fn line_of(item: &Value) -> Option<Cow<'_, str>> {
    let parts = ["children", "content"].iter().find_map(|name| match item.get(name) {
        Some(Value::List(parts)) if !parts.is_empty() => Some(parts),
        _ => None,
    })?;
    let mut line = String::new();
    for part in parts {
        add_part(&mut line, part, 0)?;
    }
    Some(Cow::Owned(line))
}

/// Adds a part of a line: words, or a link around words; none if it is a block of its own.
fn add_part(line: &mut String, part: &Value, depth: usize) -> Option<()> {
    let text = ["text", "value"].iter().find_map(|name| part.get(name)?.text());
    if let Some(text) = text {
        line.push_str(text);
        return Some(());
    }
    let kind =
        ["type", "_type", "nodetype"].iter().find_map(|name| part.get(name)?.text()).unwrap_or_default();
    let is_inline = ["link", "mention"].iter().any(|known| kind.contains(known)) || kind == "a";
    if matches!(kind, "linebreak" | "hardBreak" | "hard_break" | "br") {
        line.push(' ');
        return Some(());
    }
    let parts = ["children", "content"].iter().find_map(|name| part.get(name));
    match parts {
        Some(Value::List(parts)) if is_inline && depth < DEEPEST => {
            parts.iter().try_for_each(|part| add_part(line, part, depth + 1).ok_or(())).ok()
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_of_content_systems() {
        let check = |json: &str, expected: &[&str]| {
            let value: Value = serde_json::from_str(json).expect("JSON");
            let blocks = of_list(std::slice::from_ref(&value));
            let texts: Vec<&str> = blocks.iter().map(|block| block.text.as_ref()).collect();
            assert_eq!(texts, expected, "{json}");
        };
        let two = &["It rained hard.", "It poured."];
        check(
            r#"{"blocks":[{"type":"paragraph","data":{"text":"It rained hard."}},{"type":"header","data":{"text":"It poured."}}]}"#,
            two,
        );
        check(
            r#"[{"_type":"block","children":[{"_type":"span","text":"It "},{"_type":"span","marks":["em"],"text":"rained hard."}]},
                {"_type":"image","asset":{"text":"no"}},{"_type":"block","children":[{"_type":"span","text":"It poured."}]}]"#,
            two,
        );
        check(
            r#"{"type":"doc","content":[{"type":"paragraph","content":[{"type":"text","text":"It "},{"type":"text","text":"rained hard."}]},
                {"type":"paragraph","content":[{"type":"text","text":"It poured."}]}]}"#,
            two,
        );
        check(
            r#"{"nodeType":"document","content":[{"nodeType":"paragraph","content":[{"nodeType":"text","value":"It "},
                {"nodeType":"entry-link","content":[{"nodeType":"text","value":"rained hard."}]}]},
                {"nodeType":"paragraph","content":[{"nodeType":"text","value":"It poured."}]}]}"#,
            two,
        );
        check(
            r#"{"root":{"type":"root","children":[{"type":"paragraph","children":[{"type":"text","text":"It rained hard."}]},
                {"type":"paragraph","children":[{"type":"text","text":"It poured."}]}]}}"#,
            two,
        );
        check(
            r#"[{"type":"text","content":"It rained hard."},{"type":"image","caption":"A quay"},{"type":"text","content":"It poured."}]"#,
            two,
        );
        check(r#"[{"type":"list","data":{"items":["It rained hard.","It poured."]}}]"#, two);
    }
}
