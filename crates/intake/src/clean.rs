//! Marks what stands between and below the paragraphs of a story and is no part of it.
//!
//! What is marked is kept and can be shown, but it is not searched: a rule that cuts a sentence of the story hides it
//! from the reader, so each rule asks for a form that sentences do not have. What only the whole archive can tell (a
//! line that stands in every article of a paper) is not decided here.

mod caption;
mod notice;
mod related;

use crate::block::Block;

/// Marks boilerplate; `title` is the headline.
pub(crate) fn mark(blocks: &mut [Block<'_>], title: Option<&str>) {
    related::mark(blocks);
    for block in blocks.iter_mut().filter(|block| block.cut.is_none()) {
        block.cut = notice::cut(&block.text);
    }
    caption::mark(blocks, title);
}
