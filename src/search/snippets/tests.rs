use proptest::prelude::*;

use super::*;
use crate::{
    archive::terms::Terms,
    search::{
        matcher,
        query::{self, Match},
        resolve::{ByWords, Filters, resolve},
    },
};

fn of(query: &str, text: &str) -> Vec<Snippet> {
    let mut terms = Terms::default();
    let tree = resolve(&query::parse(query), Match::All, &Filters::default(), &ByWords, &mut terms).tree;
    let document = Document::new(text, text.find("\n\n").map_or(0, |at| at + 2), &[]);
    let highlights = matcher::highlights(&tree, &document, &mut terms);
    snippets(&document, &tree, &highlights, |term| if term == "rare" { 5.0 } else { 1.0 })
}

/// A snippet with its highlights in brackets and "…" where it was cut.
fn show(snippet: &Snippet) -> String {
    let mut shown = String::from(if snippet.cut_before { "…" } else { "" });
    let mut at = 0;
    for highlight in &snippet.highlights {
        shown.push_str(&snippet.text[at..highlight.range.start]);
        shown.extend(["[", &snippet.text[highlight.range.clone()], "]"]);
        at = highlight.range.end;
    }
    shown.push_str(&snippet.text[at..]);
    shown.push_str(if snippet.cut_after { "…" } else { "" });
    shown
}

fn check(query: &str, text: &str, expected: &[&str]) {
    assert_eq!(of(query, text).iter().map(show).collect::<Vec<_>>(), expected, "{query:?}");
}

/// Paragraphs of words that nobody asks for.
fn filler(words: usize) -> String {
    "lorem ".repeat(words).trim_end().to_owned()
}

#[test]
fn passages_are_sentences_of_one_paragraph() {
    check("ship", "News\n\nOne. The ship sank. Two.\n\nThree.", &["One. The [ship] sank. Two."]);
    let text = format!("News\n\nThe {} end. The ship sank. Then {}.", filler(40), filler(40));
    check("ship", &text, &["The [ship] sank."]);
}

#[test]
fn long_sentences_are_cut_at_words() {
    let text = format!("News\n\n{} ship {}", filler(60), filler(60));
    let found = of("ship", &text);
    assert_eq!(found.len(), 1);
    assert!(found[0].cut_before && found[0].cut_after);
    assert!(show(&found[0]).starts_with("…lorem lorem") && show(&found[0]).ends_with("lorem…"));
    assert!((200..=240).contains(&found[0].text.len()));
    assert_eq!(found[0].field, SnippetField::Body);
    assert!(text[found[0].start..].starts_with("lorem"));
}

#[test]
fn rare_and_new_parts_are_preferred() {
    let text = format!(
        "News\n\nA ship.\n\n{0}\n\nThe ship, a ship.\n\n{0}\n\nA rare ship.\n\n{0}\n\nA quay.",
        filler(50)
    );
    check("ship rare quay", &text, &["The [ship], a [ship].", "A [rare] [ship].", "A [quay]."][1..]);
    check("ship", &text, &["A [ship].", "The [ship], a [ship].", "A rare [ship]."]);
}

#[test]
fn without_a_match_in_the_body_it_starts_the_passage() {
    check("ship", "A ship\n\nIt sank. All are safe.", &["A [ship]", "It sank. All are safe."]);
    check("crew", "A ship\n\nIt sank.", &["It sank."]);
    check("crew", "", &[]);
    check("", "It sank.", &["It sank."]);
}

#[test]
fn white_space_is_collapsed() {
    check("\"the ship\" sank", "News\n\nThe \u{a0}  ship\tsank  off", &["[The ship] [sank] off"]);
}

#[test]
fn a_thousand_matches_are_no_problem() {
    let text = format!("News\n\n{}", "ship quay ".repeat(100_000));
    assert_eq!(of("ship quay", &text).len(), 3);
    let text = format!("News\n\n{}", "ship. ".repeat(100_000));
    assert_eq!(of("ship", &text).len(), 3);
    assert_eq!(of("ship", &"ship".repeat(100_000)).len(), 1);
}

proptest! {
    #[test]
    fn offsets_are_right(
        query in "([a-c\"]{1,3} ){0,3}",
        text in "(((a|b|c|é|dé|ship) ?[., \n\u{a0}]{0,3}){0,30}){0,6}",
    ) {
        let mut end = 0;
        for snippet in of(&query, &text) {
            prop_assert!(end <= snippet.start && text.is_char_boundary(snippet.start));
            end = snippet.start + snippet.text.len();
            prop_assert!(snippet.text.trim() == snippet.text, "{:?}", snippet.text);
            let mut at = 0;
            for highlight in &snippet.highlights {
                prop_assert!(at <= highlight.range.start);
                at = highlight.range.end;
                let marked = snippet.text.get(highlight.range.clone()).unwrap();
                prop_assert!(!marked.is_empty() && marked.trim() == marked, "{:?}", marked);
            }
        }
    }
}
