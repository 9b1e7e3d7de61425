//! Tells a headline from a first paragraph and from a heading inside the story.

use super::{Fields, byline, date_line::dates, dateline, url};
use crate::block::Block;

/// The longest headline, in characters.
const LONGEST: usize = 150;
/// The longest text that markup can make a headline.
const LONGEST_MARKED: usize = 300;

/// Whether the block at a place, with nothing of the story above it, is the headline.
pub(crate) fn is_headline(blocks: &[Block<'_>], at: usize, fields: &Fields) -> bool {
    let block = &blocks[at];
    let text = block.text.as_ref();
    if block.heading {
        return block.width() <= LONGEST_MARKED;
    }
    if blocks.len() == at + 1 || block.width() > LONGEST {
        return false;
    }
    let open = ends_open(text) || ends_as_sentence(block) || has_two_sentences(text);
    let in_form = !open && dateline::prefix(text).is_none();
    stands_above(blocks, at) || in_form && fields.url.as_deref().is_none_or(|url| fits_url(text, url))
}

/// Whether what can only stand below a headline stands below a block: a byline, a date, or a name and then these.
fn stands_above(blocks: &[Block<'_>], at: usize) -> bool {
    let Some(next) = blocks.get(at + 1) else { return false };
    let name = byline::is_full_name(&next.text) && blocks.get(at + 2).is_some_and(is_dated);
    byline::parse(&next.text).is_some() || is_dated(next) || name || dateline::is_place(&next.text)
}

/// Whether a block is a date or a dateline.
pub(super) fn is_dated(block: &Block<'_>) -> bool {
    dates(&block.text).iter().any(|(_, date)| date.whole().is_some()) || dateline::line(&block.text).is_some()
}

/// Whether a text ends with a mark after which something must follow, be it inside a quotation.
fn ends_open(text: &str) -> bool {
    text.trim_end_matches(['"', '”', '’']).ends_with([':', ',', ';'])
}

/// A headline may end in a question or an exclamation, but hardly in a quoted one or in a full stop.
fn ends_as_sentence(block: &Block<'_>) -> bool {
    block.is_sentence() && !block.text.ends_with(['?', '!'])
}

/// Whether a sentence ends within the text and another one begins.
fn has_two_sentences(text: &str) -> bool {
    text.match_indices(['.', '!', '?']).any(|(at, _)| {
        let word = text[..at].rsplit(' ').next().unwrap_or_default();
        let next = text[at + 1..].trim_start_matches(['"', '”', '’', ')']);
        word.chars().count() > 3 && next.starts_with(' ') && next.trim_start().starts_with(char::is_uppercase)
    })
}

/// Whether a text can be the headline of the page at a url.
///
/// Many sites write the headline into the address; a line that shares no word with it is a heading in the story.
fn fits_url(text: &str, url: &str) -> bool {
    let path = url::after_host(url).unwrap_or_default().to_lowercase();
    let slug = path.split('/').rfind(|part| !part.is_empty()).unwrap_or_default();
    let words: Vec<&str> = slug.split(|c: char| !c.is_alphabetic()).filter(|word| word.len() > 3).collect();
    let text = text.to_lowercase();
    words.len() < 3 || words.iter().any(|word| text.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(first: &str, second: &str, url: Option<&str>, expected: bool) {
        let blocks = [first, second].map(|text| Block::new(text.into(), true));
        let fields = Fields { url: url.map(ToOwned::to_owned), ..Fields::default() };
        assert_eq!(is_headline(&blocks, 0, &fields), expected, "{first}");
    }

    const STORY: &str = "The mayor of Port Doe closed the harbour on Monday after a long night of talks.";

    #[test]
    fn short_lines_that_are_no_sentences() {
        check("Mayor closes harbour", STORY, None, true);
        check("The mayor closes the harbour, but why?", STORY, None, true);
        check("The mayor closed the harbour.", STORY, None, false);
        check("“No,” said the mayor. “You tell me!”", STORY, None, false);
        check("1993. It was a year of storms. Nobody knew why", STORY, None, false);
        check("The harbour aims to:", STORY, None, false);
        check("“The harbour is closed,”", STORY, None, false);
        check("PORT DOE — The mayor closed the harbour on Monday", STORY, None, false);
    }

    #[test]
    fn a_field_below_makes_a_headline_certain() {
        check("Mayor closes harbour.", "By Jane Doe", None, true);
        check("MAYOR CLOSES HARBOUR.", "PORT DOE 1996-08-30", None, true);
        check("Mayor closes harbour.", "June 18, 2023", None, true);
        check("PRESS DIGEST - Port Doe - June 18.", "PORT DOE 1996-06-18", None, true);
        check("Mayor closes harbour.", "Jane Doe", None, false);
    }

    #[test]
    fn headings_of_the_story_do_not_fit_its_url() {
        check("The views", STORY, Some("https://example.org/the-national-parks-of-doeland"), false);
        check(
            "National parks reopen",
            STORY,
            Some("https://example.org/the-national-parks-of-doeland"),
            true,
        );
        check("The views", STORY, Some("https://example.org/id/00082832.html"), true);
    }
}
