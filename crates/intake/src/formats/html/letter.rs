//! The HTML of a mail: all of it is meant for the reader, so no part is chosen as in a page; what is hidden goes.

use super::{
    measure::Measures,
    naming::{self, Part},
    parse,
    seen::spaced_text,
    text::{self, Use},
    tree::{Id, ROOT},
};
use crate::{Cut, block::Block};

/// What the HTML of a mail says.
pub(crate) struct Letter {
    /// Its text.
    pub(crate) blocks: Vec<Block<'static>>,
    /// The words and the address of each link, in order.
    pub(crate) links: Vec<(String, String)>,
}

/// How many links are looked at.
const MOST_LINKS: usize = 500;

/// Reads the HTML of a mail.
pub(crate) fn mail(html: &str) -> Letter {
    let tree = parse::parse(html);
    let measures = Measures::new(&tree, &|_| false);
    let all = u64::from(measures.of(ROOT).text);
    // Some senders hide the letter from clients that are too old for it.
    let is_hidden =
        |id: Id| naming::part(&tree, id) == Part::Hidden && u64::from(measures.of(id).text) * 10 < all * 8;
    let blocks = text::blocks(&tree, ROOT, &|id| match tree.name(id) {
        "figcaption" => Use::Marked(Cut::Caption),
        _ if is_hidden(id) => Use::Nothing,
        _ => Use::Text,
    });
    let links = tree.descendants(ROOT).filter(|&id| tree.name(id) == "a").take(MOST_LINKS);
    let links = links.filter_map(|id| Some((spaced_text(&tree, id), tree.attribute(id, "href")?.to_owned())));
    Letter { links: links.collect(), blocks }
}
