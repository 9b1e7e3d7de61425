//! The story of a page as blocks: chosen, and without what stands between its paragraphs and is none of it.

use std::cell::Cell;

use super::{
    choose::{self, Said},
    measure::Measures,
    naming::{self, Part},
    text::{self, Use},
    tree::{Id, ROOT, Tree},
};
use crate::block::Block;
use crate::letters::letters;

/// Captions at most that stand beside the story's part of the page.
const MOST_CAPTIONS: usize = 20;

/// What a page shows of its story.
pub(super) struct Shown {
    /// The story; the headline is not repeated.
    pub(super) blocks: Vec<Block<'static>>,
    /// The captions of its pictures that stand outside of the part that holds the story.
    pub(super) captions: Vec<String>,
}

/// What a page shows of its story.
pub(super) fn shown(tree: &Tree, said: &Said<'_>) -> Shown {
    let parts: Vec<Part> = (0..tree.len() as Id).map(|id| naming::part(tree, id)).collect();
    let everything = Measures::new(tree, &|_| false);
    let all = everything.of(ROOT).prose;
    // What readers wrote can be more than the story, but never is nearly all of the page.
    let below = |id: Id| parts[id as usize] == Part::Comments && everything.of(id).prose * 10 < all * 9;
    let whole = Measures::new(tree, &below);
    let most = whole.of(ROOT).prose;
    let beside = |id: Id| match parts[id as usize] {
        Part::Comments => below(id),
        // Some pages hide the story until a script shows it.
        Part::Hidden => everything.of(id).prose * 10 < all * 8,
        Part::Aside => whole.of(id).prose * 10 < most * 3,
        _ => false,
    };
    let measures = Measures::new(tree, &beside);
    let story = choose::story(tree, &measures, &parts, said);
    let tidy = Tidy {
        tree,
        measures: &measures,
        parts: &parts,
        title: said.title.map(letters).unwrap_or_default(),
        first_article: Cell::default(),
    };
    let rule = |id: Id| if beside(id) { Use::Nothing } else { tidy.usage(id) };
    let mut blocks: Vec<Block<'static>> =
        story.iter().flat_map(|&top| text::blocks(tree, top, &rule)).collect();
    if blocks.is_empty() {
        blocks = text::blocks(tree, ROOT, &|id| if beside(id) { Use::Nothing } else { Use::Text });
    }
    trim(&mut blocks);
    Shown { blocks, captions: captions(tree, &story, &beside) }
}

/// The captions of the article that the story is a part of: the picture above it mostly stands beside its text.
fn captions(tree: &Tree, story: &[Id], beside: &dyn Fn(Id) -> bool) -> Vec<String> {
    let is_whole = |id: &Id| matches!(tree.name(*id), "article" | "main");
    let Some(article) = story.first().and_then(|&top| tree.ancestors(top).find(is_whole)) else {
        return Vec::new();
    };
    let is_of_it = |id: Id| {
        let mut between = tree.ancestors(id).take_while(|&above| above != article);
        !between.any(|above| story.contains(&above) || beside(above) || tree.name(above) == "article")
    };
    let captions = tree.descendants(article).filter(|&id| tree.name(id) == "figcaption" && is_of_it(id));
    let texts = captions.map(|id| text::squeezed(&tree.whole_text(id)));
    texts.filter(|text| !text.is_empty()).take(MOST_CAPTIONS).collect()
}

/// Takes headings off the end, where nothing stands below them.
fn trim(blocks: &mut Vec<Block<'static>>) {
    while blocks.last().is_some_and(|block| block.heading) {
        blocks.pop();
    }
}

/// Leaves out what is none of the story inside its part of the page.
struct Tidy<'a> {
    tree: &'a Tree,
    measures: &'a Measures,
    parts: &'a [Part],
    title: String,
    /// The parent that was asked about last, and the first article in it.
    first_article: Cell<Option<(Id, Id)>>,
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
            "h2" | "h3" => {
                !self.title.is_empty()
                    && measure.text as usize <= 2 * self.title.len()
                    && letters(&self.tree.whole_text(id)) == self.title
            }
            "ul" | "ol" | "dl" | "div" | "section" => self.is_list_of_links(id),
            "table" => measure.link_density() > 0.75,
            "article" => self.is_another(id),
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

    /// Whether an article stands below another one: it is a teaser of another story.
    fn is_another(&self, id: Id) -> bool {
        let inside = self.tree.ancestors(id).any(|above| self.tree.name(above) == "article");
        let before =
            self.tree.parent(id).and_then(|parent| self.article_in(parent)).filter(|&first| first != id);
        let first =
            before.is_some_and(|before| self.measures.of(before).prose * 4 > self.measures.of(id).prose);
        inside || first
    }

    /// The first article in a part, looked for once for all that are in it.
    fn article_in(&self, parent: Id) -> Option<Id> {
        if let Some((_, first)) = self.first_article.get().filter(|(known, _)| *known == parent) {
            return Some(first);
        }
        let first = self.tree.children(parent).find(|&child| self.tree.name(child) == "article")?;
        self.first_article.set(Some((parent, first)));
        Some(first)
    }

    /// Whether a paragraph is one link to another page.
    fn is_pointer(&self, id: Id) -> bool {
        self.measures.of(id).own < 20
    }
}
