//! Lists of the headlines of other stories: a heading such as "Related Articles:" and the lines below it.

use crate::{
    Cut,
    block::Block,
    words::{Words, words},
};

/// The longest headline in a list, in characters.
const LONGEST: usize = 150;

/// The longest heading that goes on with a name, in bytes; those of the list are shorter.
const LONGEST_HEADING: usize = 60;
/// How many times shorter a text gets in lower case at most: the sign of kelvin has three bytes and becomes a "k".
const SHRINKS: usize = 3;

/// Headings of such lists; in lower case, without a colon at the end.
const HEADINGS: Words = words!(
    "related|related articles|related article|related stories|related story|related news|related posts|\
     related content|related links|related topics|related coverage|related reading|related headlines|also read|\
     read also|see also|also see|further reading|read next|read more|more stories|more news|more articles|\
     more headlines|more on this story|more on this topic|more from this section|other stories|other news|\
     other articles|latest news|latest stories|latest articles|latest headlines|top stories|top news|trending|\
     trending now|trending stories|most read|most popular|most viewed|popular stories|popular posts|\
     popular articles|recommended|recommended for you|recommended stories|recommended reading|you may also like|\
     you might also like|you may like|you might be interested in|don't miss|don’t miss|editor's picks|\
     editors' picks|editor’s picks|editors’ picks|must read|in other news|similar articles|similar stories|\
     read these next|what to read next|up next|next articles|leggi anche|potrebbe interessarti|lesen sie auch|\
     mehr zum thema|das könnte sie auch interessieren|lire aussi|à lire aussi|sur le même sujet|lee también|\
     lea también|te puede interesar|noticias relacionadas|leia também|leia mais|veja também|você pode gostar|\
     notícias relacionadas|lees ook|читайте также|baca juga",
);

/// Headings that go on with a name: "More from the Harbour Herald".
const OPENINGS: Words = words!("more from |more on |more by |other stories by |latest from ");

/// Marks headings and the headlines below each of them.
pub(super) fn mark(blocks: &mut [Block<'_>]) {
    let mut at = 0;
    while at < blocks.len() {
        let end = list(blocks, at);
        for block in &mut blocks[at..end] {
            block.cut = Some(Cut::Related);
        }
        at = end.max(at + 1);
    }
}

/// Where the list ends that begins with a heading at a place; that place if there is none.
///
/// A heading without a list below it is no heading: "Trending" may head a column. The first line is in the list in any
/// case, for a headline may end in any mark; the others are as long as they do not read like the story.
fn list(blocks: &[Block<'_>], at: usize) -> usize {
    if !is_heading(&blocks[at].text) {
        return at;
    }
    let lines = blocks[at + 1..].iter().take_while(|block| is_line(block)).count();
    if lines == 0 { at } else { at + 1 + lines }
}

fn is_heading(text: &str) -> bool {
    let bare = text.trim_matches(|c: char| !c.is_alphanumeric());
    if bare.len() > LONGEST_HEADING * SHRINKS {
        return false;
    }
    let bare = bare.to_lowercase();
    let colon = text.trim_end().ends_with(':');
    HEADINGS.contains(&bare) || colon && bare.len() <= LONGEST_HEADING && OPENINGS.begin(&bare)
}

/// Whether a block has the form of a headline in a list.
fn is_line(block: &Block<'_>) -> bool {
    let sentence = block.is_sentence() && !block.text.ends_with(['?', '!']);
    !sentence && block.width() <= LONGEST && !block.text.ends_with(':')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(lines: &[&str], cut: std::ops::Range<usize>) {
        let mut blocks: Vec<Block<'_>> = lines.iter().map(|line| Block::new((*line).into(), true)).collect();
        mark(&mut blocks);
        let found: Vec<usize> = (0..blocks.len()).filter(|&at| blocks[at].cut.is_some()).collect();
        assert_eq!(found, cut.collect::<Vec<_>>(), "{lines:?}");
    }

    #[test]
    fn a_list_at_the_end() {
        check(
            &[
                "The harbour will open in spring.",
                "Related Articles:",
                "Are Boats Worth It? Five Reasons",
                "Port Doe: The Best Town on Earth!",
                "Boatbase.example: A Boat Platform",
            ],
            1..5,
        );
    }

    #[test]
    fn a_list_between_paragraphs() {
        let story = "The council said in a statement that the harbour would open in spring.";
        check(&["It will close.", "ALSO READ:", "Harbour closes", "Mayor: harbour open", story], 1..4);
    }

    #[test]
    fn a_heading_alone_stays() {
        check(&["Trending", "The council likes trends, it said.", "Recommended"], 0..0);
        check(&["Related to the mayor:", "Jane Doe", "John Roe"], 0..0);
    }
}
