//! Web pages: `.html`, `.htm`, `.xhtml`, also with all that belongs to them in one file, as the extension `SingleFile` saves them.

mod charset;
mod choose;
mod content;
mod dates;
mod json_ld;
mod letter;
mod measure;
mod meta;
mod naming;
mod parse;
mod saved;
mod seen;
mod text;
mod tree;

#[cfg(test)]
mod tests;

use std::borrow::Cow;

use crate::{
    Article, Format, Paragraph, Problem, Sink,
    block::Block,
    detect::Head,
    fields::Fields,
    read::{Input, empty},
    sanitize::sanitize,
    story,
};
use choose::Said;
use content::Shown;
pub(crate) use letter::mail;
use text::Use;

/// The row of the table.
pub(super) const FORMAT: Format = Format {
    name: "html",
    version: 6,
    about: "web pages",
    suffixes: &["html", "htm", "xhtml", "shtml"],
    claims,
    read,
};

/// How many bytes may stand before the first tag of a page: declarations and comments.
const LEAD: usize = 1500;

/// Whether bytes without any name are a web page.
pub(crate) fn is_page(bytes: &[u8]) -> bool {
    claims(&Head::new(&bytes[..bytes.len().min(Head::BYTES)], ""))
}

fn claims(head: &Head<'_>) -> bool {
    let start = String::from_utf8_lossy(&head.bytes[..head.bytes.len().min(LEAD)]);
    let start = start.trim_start_matches('\u{feff}').trim_start().to_ascii_lowercase();
    let is_xml = start.starts_with("<?xml");
    let root = first_tag(&start);
    let is_page = root.starts_with("<!doctype html") || root.starts_with("<html");
    let named = FORMAT.suffixes.contains(&head.suffix) && (!is_xml || root.is_empty());
    (is_page || named) && head.is_text()
}

/// What begins with the first tag behind declarations and comments.
fn first_tag(mut text: &str) -> &str {
    loop {
        let end = if text.starts_with("<!--") {
            text.find("-->").map(|at| at + 3)
        } else if text.starts_with("<?") {
            text.find('>').map(|at| at + 1)
        } else {
            return text;
        };
        let Some(end) = end else { return "" };
        text = text[end..].trim_start();
    }
}

fn read(input: &mut Input<'_>, sink: &mut dyn Sink) -> Result<(), Problem> {
    let bytes = input.text_bytes()?;
    let article = article(&text(&bytes, None), Fields::default(), input.path).ok_or_else(empty)?;
    // It is the only article of its file: there is nothing to break off.
    let _ = sink.article(article);
    Ok(())
}

/// The characters of a page; `told` is the label of the encoding that a protocol names, such as the `charset` of a
/// content type.
pub(crate) fn text<'a>(bytes: &'a [u8], told: Option<&str>) -> Cow<'a, str> {
    charset::text(bytes, told)
}

/// The article that a page is, or nothing if it holds no text.
///
/// `fields` has what is known already, such as the date of a mail: it counts more than what the page says. `path` is
/// that of the file, whose name may have a date.
pub(crate) fn article(html: &str, mut fields: Fields, path: &str) -> Option<Article> {
    let tree = parse::parse(html);
    let meta = meta::Meta::new(&tree);
    meta.fill(&mut fields);
    saved::take(html, &mut fields);
    let said = Said { title: fields.title.as_deref(), description: meta.description() };
    let Shown { blocks, captions } = content::shown(&tree, &said);
    let blocks = match meta.body() {
        Some(body) if is_hidden(&blocks, body) => hidden_text(body),
        _ => blocks,
    };
    let mut article = story::article(blocks, fields, path)?;
    let caption = |text: String| Paragraph {
        text: sanitize(Cow::Owned(text)).into_owned(),
        cut: Some(crate::Cut::Caption),
    };
    article.paragraphs.splice(0..0, captions.into_iter().map(caption));
    Some(Article { language: article.language.or_else(|| meta.language()), ..article })
}

/// The shortest text, in bytes, that a page is believed to hide from its readers.
const HIDDEN: usize = 600;

/// Whether a page gives most of its text to search engines only, because a script is to show it.
fn is_hidden(shown: &[Block<'_>], body: &str) -> bool {
    let shown: usize = shown.iter().filter(|block| block.cut.is_none()).map(|block| block.text.len()).sum();
    body.len() >= HIDDEN && shown * 3 < body.len()
}

/// The blocks of such a text, which is plain or HTML.
fn hidden_text(body: &str) -> Vec<Block<'static>> {
    if body.contains("</") || body.contains("<p>") || body.contains("<br") {
        return blocks(body);
    }
    let lines = body.split('\n').map(seen::plain).filter(|line| !line.is_empty());
    lines.map(|line| Block::new(Cow::Owned(sanitize(Cow::Owned(line)).into_owned()), true)).collect()
}

/// The blocks of a piece of HTML that is an article's text and nothing else, such as a field of an export.
pub(crate) fn blocks(html: &str) -> Vec<Block<'static>> {
    let tree = parse::parse(html);
    text::blocks(&tree, tree::ROOT, &|id| match tree.name(id) {
        "figcaption" => Use::Marked(crate::Cut::Caption),
        _ => Use::Text,
    })
}
