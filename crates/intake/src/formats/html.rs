//! Web pages: `.html`, `.htm`, `.xhtml`, also as one file of SingleFile.

mod choose;
mod content;
mod json_ld;
mod measure;
mod meta;
mod naming;
mod parse;
mod seen;
mod text;
mod tree;

use crate::{
    Article, Format, Problem, Sink,
    block::Block,
    decode::decode,
    detect::Head,
    fields::Fields,
    read::{Input, empty},
    story,
};
use choose::Said;
use text::Use;

/// The row of the table.
pub(super) const FORMAT: Format =
    Format { name: "html", version: 1, suffixes: &["html", "htm", "xhtml", "shtml"], claims, read };

fn claims(head: &Head<'_>) -> bool {
    FORMAT.suffixes.contains(&head.suffix) && head.is_text()
}

fn read(input: &mut Input<'_>, sink: &mut dyn Sink) -> Result<(), Problem> {
    let bytes = input.text_bytes()?;
    let article = article(&decode(&bytes), Fields::default(), input.path).ok_or_else(empty)?;
    // It is the only article of its file: there is nothing to break off.
    let _ = sink.article(article);
    Ok(())
}

/// The article that a page is, or nothing if it holds no text.
///
/// `fields` has what is known already, such as the date of a mail: it counts more than what the page says. `path` is
/// that of the file, whose name may have a date.
pub(crate) fn article(html: &str, mut fields: Fields, path: &str) -> Option<Article> {
    let tree = parse::parse(html);
    let meta = meta::Meta::new(&tree);
    meta.fill(&mut fields);
    let blocks =
        content::blocks(&tree, &Said { title: fields.title.as_deref(), description: meta.description() });
    story::article(blocks, fields, path)
}

/// The blocks of a piece of HTML that is an article's text and nothing else, such as a field of an export.
pub(crate) fn blocks(html: &str) -> Vec<Block<'static>> {
    let tree = parse::parse(html);
    text::blocks(&tree, tree::ROOT, &|id| match tree.name(id) {
        "figcaption" => Use::Marked(crate::Cut::Caption),
        _ => Use::Text,
    })
}
