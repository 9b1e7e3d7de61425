//! The story of a page as blocks: chosen, and without what stands between its paragraphs and is none of it.

use super::{
    choose,
    measure::Measures,
    naming::{self, Part},
    text::{self, Use},
    tree::{Id, ROOT, Tree},
};
use crate::block::Block;

/// The blocks of a page's story; `title` is its headline, which is not repeated, `description` what the page says of
/// itself.
pub(super) fn blocks(tree: &Tree, title: Option<&str>, description: &str) -> Vec<Block<'static>> {
    let parts: Vec<Part> = (0..tree.len() as Id).map(|id| naming::part(tree, id)).collect();
    let whole = Measures::new(tree, &|id| parts[id as usize] == Part::Hidden && !has_much(tree, id));
    let most = whole.of(ROOT).prose;
    let beside = |id: Id| match parts[id as usize] {
        Part::Aside | Part::Hidden => whole.of(id).prose * 10 < most * 3,
        _ => false,
    };
    let measures = Measures::new(tree, &beside);
    let story = choose::story(tree, &measures, &parts, description);
    let tidy =
        Tidy { tree, measures: &measures, parts: &parts, title: title.map(letters).unwrap_or_default() };
    let rule = |id: Id| if beside(id) { Use::Nothing } else { tidy.usage(id) };
    let mut blocks: Vec<Block<'static>> =
        story.iter().flat_map(|&top| text::blocks(tree, top, &rule)).collect();
    if blocks.is_empty() {
        blocks = text::blocks(tree, ROOT, &|id| if beside(id) { Use::Nothing } else { Use::Text });
    }
    trim(&mut blocks);
    blocks
}

/// Whether a part that is hidden holds so much that a script is to show it later.
fn has_much(tree: &Tree, id: Id) -> bool {
    matches!(tree.name(id), "article" | "main")
}

/// Takes headings off the end, where nothing stands below them.
fn trim(blocks: &mut Vec<Block<'static>>) {
    while blocks.last().is_some_and(|block| block.heading) {
        blocks.pop();
    }
}

/// The letters and digits of a text in lower case, to compare by.
pub(super) fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Leaves out what is none of the story inside its part of the page.
struct Tidy<'a> {
    tree: &'a Tree,
    measures: &'a Measures,
    parts: &'a [Part],
    title: String,
}

impl Tidy<'_> {
    fn usage(&self, id: Id) -> Use {
        if let Some(cut) = naming::cut(self.parts[id as usize]) {
            return Use::Marked(cut);
        }
        let name = self.tree.name(id);
        let measure = self.measures.of(id);
        let nothing = match name {
            "h1" => true,
            "h2" | "h3" => !self.title.is_empty() && letters(&self.tree.whole_text(id)) == self.title,
            "ul" | "ol" | "dl" | "table" | "div" | "section" => self.is_list_of_links(id),
            "p" | "blockquote" | "h4" | "h5" | "h6" => {
                measure.link_density() > 0.8 && measure.text < 250 && self.is_pointer(id)
            }
            _ => false,
        };
        if nothing { Use::Nothing } else { Use::Text }
    }

    /// Whether a part is hardly more than links.
    fn is_list_of_links(&self, id: Id) -> bool {
        let measure = self.measures.of(id);
        let density = measure.link_density();
        density > 0.6 && measure.prose < 120 || density > 0.4 && measure.prose == 0 && measure.text < 400
    }

    /// Whether a paragraph is one link to another page.
    fn is_pointer(&self, id: Id) -> bool {
        self.measures.of(id).own < 20
    }
}
