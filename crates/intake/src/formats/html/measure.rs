//! Measures the parts of a page: how much text they hold, how much of it is links, how much reads like prose.

use super::{
    text::{is_block, is_never_text},
    tree::{Id, ROOT, Tree},
};

/// What is in an element, all that is in it included. Lengths are in bytes of text without white space.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Measure {
    /// All text.
    pub(super) text: u32,
    /// Text of links.
    pub(super) link: u32,
    /// Text of blocks that are long enough to be sentences, links left out.
    pub(super) prose: u32,
    /// Text that stands in the element itself and not in a block of its own, links left out.
    pub(super) own: u32,
    /// Commas in that text.
    pub(super) commas: u32,
}

impl Measure {
    /// The part of the text that is links, 0 to 1.
    pub(super) fn link_density(&self) -> f32 {
        if self.text == 0 { 0.0 } else { self.link as f32 / self.text as f32 }
    }
}

/// The shortest block that counts as prose.
const PROSE: u32 = 60;

/// The measures of all elements of a page.
pub(super) struct Measures {
    list: Vec<Measure>,
    /// The elements and texts that are part of the page, in their order.
    pub(super) order: Vec<Id>,
}

impl Measures {
    /// Measures a page without what `drop` leaves out.
    pub(super) fn new(tree: &Tree, drop: &dyn Fn(Id) -> bool) -> Self {
        let mut list = vec![Measure::default(); tree.len()];
        let mut order = Vec::with_capacity(tree.len());
        let mut open: Vec<Open> = Vec::new();
        let mut at = Some(ROOT);
        while let Some(id) = at {
            let parent = tree.parent(id);
            while open.last().is_some_and(|above| Some(above.id) != parent) {
                open.pop();
            }
            let above = open.last().copied().unwrap_or(Open { id, block: id, link: false });
            let name = tree.name(id);
            if let Some(text) = tree.text(id) {
                order.push(id);
                count(text, &above, &mut list, id);
                at = tree.after(id, ROOT);
            } else if is_never_text(name) || drop(id) {
                at = tree.after(id, ROOT);
            } else {
                order.push(id);
                let block = if name.is_empty() || is_block(name) { id } else { above.block };
                open.push(Open { id, block, link: above.link || name == "a" });
                at = tree.following(id, ROOT);
            }
        }
        for &id in &order {
            let measure = &mut list[id as usize];
            if measure.own >= PROSE {
                measure.prose = measure.own;
            }
        }
        for &id in order.iter().rev() {
            let measure = list[id as usize];
            if let Some(parent) = tree.parent(id) {
                let sum = &mut list[parent as usize];
                sum.text += measure.text;
                sum.link += measure.link;
                sum.prose += measure.prose;
            }
        }
        Self { list, order }
    }

    /// The measure of an element.
    pub(super) fn of(&self, id: Id) -> Measure {
        self.list[id as usize]
    }
}

#[derive(Clone, Copy)]
struct Open {
    id: Id,
    /// The block that the element's text stands in.
    block: Id,
    link: bool,
}

fn count(text: &str, above: &Open, list: &mut [Measure], id: Id) {
    let length = text.bytes().filter(|b| !b.is_ascii_whitespace()).count() as u32;
    let measure = &mut list[id as usize];
    measure.text = length;
    if above.link {
        measure.link = length;
        return;
    }
    let block = &mut list[above.block as usize];
    block.own += length;
    block.commas += text.matches([',', '，', '、']).count() as u32;
}
