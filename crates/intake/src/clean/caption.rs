//! Captions that stand between the paragraphs: the same words more than once, or the headline over again.

use std::collections::{HashMap, HashSet};

use crate::{Cut, block::Block, letters::letters};

/// The longest caption, in words.
const LONGEST: usize = 30;
/// The longest caption that is recognised where its copies lie apart, in words.
const LONGEST_APART: usize = 12;
/// The shortest sentence that is taken for a caption when it returns, in words.
const SHORTEST_SENTENCE: usize = 6;
/// How often a caption stands in a row: below the picture, as its description, as its title.
const MOST_IN_ROW: usize = 3;
/// The shortest repetition of the headline, in letters: a table's column may be headed by one word of it.
const SHORTEST_TITLE: usize = 12;
/// How many blocks at the top may repeat the headline.
const TOP: usize = 3;

/// Marks captions; `title` is the headline.
pub(super) fn mark(blocks: &mut [Block<'_>], title: Option<&str>) {
    let repeated = repeated(blocks);
    for &at in repeated.iter().flatten() {
        blocks[at].cut = Some(Cut::Caption);
    }
    let captions: Vec<String> = repeated.iter().map(|places| blocks[places[0]].text.to_lowercase()).collect();
    let title = title.map(letters).unwrap_or_default();
    for block in
        blocks.iter_mut().take(TOP).filter(|block| block.cut.is_none() && has_form(block, LONGEST_APART))
    {
        let text = block.text.to_lowercase();
        let bare = letters(&text);
        let again = bare.len() >= SHORTEST_TITLE && title.contains(&bare);
        if again || captions.iter().any(|caption| text.starts_with(caption.as_str())) {
            block.cut = Some(Cut::Caption);
        }
    }
}

/// Where the captions stand, the places of each together.
fn repeated(blocks: &[Block<'_>]) -> Vec<Vec<usize>> {
    let mut places: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, block) in blocks.iter().enumerate() {
        if block.cut.is_none() && (has_form(block, LONGEST) || is_short_sentence(block)) {
            places.entry(&block.text).or_default().push(at);
        }
    }
    let mut captions: Vec<Vec<usize>> = places.into_values().filter(|places| places.len() > 1).collect();
    captions.sort_by_key(|places| places[0]);
    // Where two speakers take turns, their names stand before what they say.
    let speakers = captions.iter().filter(|places| places.len() > 2).count();
    captions.retain(|places| is_row(places) || speakers < 2 && is_between_paragraphs(blocks, places));
    for places in captions.iter_mut().filter(|places| blocks[places[0]].is_sentence()) {
        // It may be a sentence of the story that is shown again as a quotation: one copy stays.
        places.remove(0);
    }
    captions
}

/// Whether a block has the form of a caption: no sentence, no list item or table row.
fn has_form(block: &Block<'_>, longest: usize) -> bool {
    let text = block.text.as_ref();
    let plain = || !text.bytes().any(|b| b.is_ascii_digit()) && !text.ends_with(':');
    !block.is_sentence() && words(text, longest) <= longest && plain() && text.contains(char::is_alphabetic)
}

/// How many words a text has, or one more than `most` if it has more than these.
fn words(text: &str, most: usize) -> usize {
    text.split(' ').take(most + 1).count()
}

/// Whether a block is a sentence of a caption's length; shorter ones are answers that people give more than once.
fn is_short_sentence(block: &Block<'_>) -> bool {
    block.is_sentence() && (SHORTEST_SENTENCE..=LONGEST).contains(&words(&block.text, LONGEST))
}

/// Whether the copies of a text stand in one short row.
fn is_row(places: &[usize]) -> bool {
    places.len() <= MOST_IN_ROW && places.windows(2).all(|pair| pair[1] == pair[0] + 1)
}

/// Whether the copies of a text stand apart, each before a paragraph of its own.
///
/// A heading that returns because the whole story was pasted twice has the same paragraph after it each time.
fn is_between_paragraphs(blocks: &[Block<'_>], places: &[usize]) -> bool {
    let first = &blocks[places[0]];
    if !first.is_sentence() && words(&first.text, LONGEST_APART) > LONGEST_APART {
        return false;
    }
    let mut after = HashSet::new();
    places
        .iter()
        .all(|&at| blocks.get(at + 1).is_none_or(|next| next.is_sentence() && after.insert(&next.text)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(title: &str, lines: &[&str], cut: &[usize]) {
        let mut blocks: Vec<Block<'_>> = lines.iter().map(|line| Block::new((*line).into(), true)).collect();
        mark(&mut blocks, Some(title));
        let found: Vec<usize> = (0..blocks.len()).filter(|&at| blocks[at].cut.is_some()).collect();
        assert_eq!(found, cut, "{lines:?}");
    }

    #[test]
    fn words_that_return_between_paragraphs() {
        check(
            "The mayor, Jane Doe, is visiting New Roe, but why?",
            &[
                "Jane Doe, is visiting New Roe",
                "She left on Monday.",
                "Jane Doe",
                "It rained.",
                "Jane Doe",
                "It is far.",
            ],
            &[0, 2, 4],
        );
        check(
            "Harbour",
            &["It rained.", "A boat in the harbour", "A boat in the harbour", "It is far."],
            &[1, 2],
        );
    }

    #[test]
    fn a_sentence_that_returns_is_kept_once() {
        let caption = "The mayor opens the harbour on Monday.";
        check("Harbour", &["It rained.", caption, "It is far.", caption, "Nobody knows why."], &[3]);
        check("Harbour", &["It rained.", caption, "It is far.", "It rained.", caption, "It is far."], &[]);
    }

    #[test]
    fn the_headline_over_again() {
        check("Mayor closes harbour", &["MAYOR CLOSES HARBOUR", "She said so on Monday."], &[0]);
    }

    #[test]
    fn what_only_looks_like_a_caption() {
        check(
            "Talk",
            &[
                "Jane Doe", "Why?", "John Roe", "So.", "Jane Doe", "Oh.", "John Roe", "No.", "Jane Doe",
                "Yes.", "John Roe", "Fine.",
            ],
            &[],
        );
        check("Fees", &["Adults: $5", "Open all day.", "Adults: $5", "Open at noon."], &[]);
        check("Pasted", &["Early days", "It rained.", "Early days", "It rained."], &[]);
        check("Row", &["No ships today", "No ships today", "No ships today", "No ships today"], &[]);
        check("Table", &["Port Doe", "New Roe", "Port Doe", "Poe Hill"], &[]);
    }
}
