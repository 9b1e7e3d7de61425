//! Compares names without regard to case, accents, titles and word order.
//!
//! A name is taken apart the same way wherever it comes from: an article, a query, the user's corrections. So
//! the index can put the words of each form of a name on one position, and a query is a set of words that
//! must all stand on one.

use crate::{
    Kind,
    fold::{fold_into, is_part_of_letter},
    titles,
};

/// Words that writers leave out as they please: "the Brookings Institution", "Johnson and Johnson".
const FILLERS: [&str; 2] = ["and", "the"];

/// The words of a person's name that count in a comparison: folded, without titles ("President", "Mr.")
/// unless nothing else is there, without possessives.
///
/// "Jean-Claude" gives two words, "O'Brien" and "U.S." one ("obrien", "us"); initials are words.
pub fn words(name: &str) -> Vec<String> {
    words_of(Kind::Person, name)
}

/// [`words`] of a name whose kind is known: only people have titles, "King County" and "General Motors" do
/// not.
pub fn words_of(kind: Kind, name: &str) -> Vec<String> {
    words_in(&key_of(kind, name)).map(str::to_owned).collect()
}

/// The canonical comparison key of a person's name: its [`words`], joined by blanks.
pub fn key(name: &str) -> String {
    key_of(Kind::Person, name)
}

/// The canonical comparison key of a name: its [`words_of`] its kind, joined by blanks.
pub fn key_of(kind: Kind, name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    push_words(name, &mut key);
    leave_out_fillers(&mut key);
    if kind == Kind::Person {
        leave_out_titles(&mut key);
    }
    key
}

/// The words of a key.
pub fn words_in(key: &str) -> impl Iterator<Item = &str> + Clone {
    key.split(' ').filter(|word| !word.is_empty())
}

/// Whether every word of `wanted` stands in `name`, which may have more words; for people's names.
pub fn matches(wanted: &[String], name: &str) -> bool {
    matches_of(Kind::Person, wanted, name)
}

/// [`matches()`] for a name whose kind is known; `wanted` comes from [`words_of`] the same kind.
pub fn matches_of(kind: Kind, wanted: &[String], name: &str) -> bool {
    let words = words_of(kind, name);
    !wanted.is_empty() && wanted.iter().all(|word| words.contains(word))
}

/// Writes the words of a name, folded, with blanks between; a run of single letters is one word.
fn push_words(name: &str, key: &mut String) {
    let mut in_letters = false;
    for (_, part) in parts(name) {
        let end = key.len();
        if end > 0 {
            key.push(' ');
        }
        let start = key.len();
        push_bare(part, key);
        if key.len() == start {
            key.truncate(end);
            continue;
        }
        let is_letter = is_letter(&key[start..]);
        if is_letter && in_letters {
            key.remove(end);
        }
        in_letters = is_letter;
    }
}

fn leave_out_fillers(key: &mut String) {
    let is_filler = |word: &&str| FILLERS.contains(word);
    let has_some = words_in(key).any(|word| is_filler(&word));
    if has_some && !words_in(key).all(|word| is_filler(&word)) {
        let words: Vec<&str> = words_in(key).filter(|word| !is_filler(word)).collect();
        *key = words.join(" ");
    }
}

fn leave_out_titles(key: &mut String) {
    let titles = titles::leading(|at| words_in(key).nth(at));
    if titles > 0 {
        let end: usize = words_in(key).take(titles).map(|word| word.len() + 1).sum();
        key.drain(..end);
    }
}

/// What stands between blanks, hyphens and other marks, each with its offset.
pub(crate) fn parts(name: &str) -> impl Iterator<Item = (usize, &str)> {
    let start = name.as_ptr().addr();
    name.split(|c: char| !is_in_word(c))
        .filter(|part| !part.is_empty())
        .map(move |part| (part.as_ptr().addr() - start, part))
}

fn is_in_word(c: char) -> bool {
    match c {
        'a'..='z' | 'A'..='Z' | '0'..='9' | '\'' | '’' | '‘' | 'ʼ' | 'ʻ' => true,
        _ if c.is_ascii() => false,
        _ => c.is_alphanumeric() || is_part_of_letter(c),
    }
}

/// Appends a part of a name, folded, without possessive and apostrophes.
pub(crate) fn push_bare(part: &str, out: &mut String) {
    let start = out.len();
    fold_into(part, out);
    if out[start..].contains('\'') {
        let word = out[start..].trim_end_matches('\'');
        let word = word.strip_suffix("'s").unwrap_or(word).replace('\'', "");
        out.truncate(start);
        out.push_str(&word);
    }
}

/// Whether a folded word is a single letter, as an initial is.
pub(crate) fn is_letter(word: &str) -> bool {
    word.len() == 1 && word.as_bytes()[0].is_ascii_alphabetic()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_people_apart() {
        let cases = [
            ("Antony J. Blinken", "antony j blinken"),
            ("Blinken, Antony", "blinken antony"),
            ("President Xi", "xi"),
            ("Prime Minister Aldo Ferré", "aldo ferre"),
            ("Secretary-General Ana Lund", "ana lund"),
            ("the late Sen. Lund", "lund"),
            ("Jean-Claude Doré", "jean claude dore"),
            ("al-Assad’s", "al assad"),
            ("O’Brien", "obrien"),
            ("O'Brien's", "obrien"),
            ("J.K. Lund", "jk lund"),
            ("J. K. Lund", "jk lund"),
            ("George W. Lund Jr.", "george w lund jr"),
            ("the Joneses'", "joneses"),
            ("Mr.", "mr"),
            ("The President", "president"),
            ("the", "the"),
            ("'s", ""),
            ("…", ""),
            ("", ""),
        ];
        for (name, expected) in cases {
            assert_eq!(key(name), expected, "{name}");
        }
    }

    #[test]
    fn takes_bodies_and_places_apart() {
        let cases = [
            (Kind::Place, "U.S.", "us"),
            (Kind::Place, "the US", "us"),
            (Kind::Place, "U. S. A.'s", "usa"),
            (Kind::Place, "Washington, D.C.", "washington dc"),
            (Kind::Place, "King County", "king county"),
            (Kind::Organization, "The Brookings Institution", "brookings institution"),
            (Kind::Organization, "Lund & Sons", "lund sons"),
            (Kind::Organization, "Lund and Sons", "lund sons"),
            (Kind::Organization, "General Motors Corp.", "general motors corp"),
            (Kind::Organization, "Moody's", "moody"),
            (Kind::Organization, "AT&T", "at t"),
            (Kind::Organization, "H&M", "hm"),
            (Kind::Organization, "U.S.'s", "us"),
        ];
        for (kind, name, expected) in cases {
            assert_eq!(key_of(kind, name), expected, "{name}");
        }
    }

    #[test]
    fn every_word_asked_for_must_stand_in_the_name() {
        let cases = [
            ("blinken", "Antony J. Blinken", true),
            ("Antony BLINKEN", "Antony J. Blinken", true),
            ("blinken antony", "Antony J. Blinken", true),
            ("Bob Blinken", "Antony J. Blinken", false),
            ("Antony Blinken", "Blinken", false),
            ("jean claude", "Jean-Claude Doré", true),
            ("jean-claude dore", "Jean Claude Doré", true),
            ("assad", "Bashar al-Assad", true),
            ("al assad", "Bashar al-Assad", true),
            ("o'brien", "Ann O’Brien", true),
            ("obrien", "Ann O’Brien", true),
            ("President Xi", "Xi Jinping", true),
            ("", "Xi Jinping", false),
        ];
        for (wanted, name, expected) in cases {
            assert_eq!(matches(&words(wanted), name), expected, "{wanted} in {name}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_has_words_without_blanks(name in "\\PC*") {
            for word in words(&name) {
                proptest::prop_assert!(!word.is_empty() && !word.contains(char::is_whitespace));
            }
        }

        #[test]
        fn a_name_matches_itself(name in "[A-Za-z'. -]{1,30}") {
            let wanted = words(&name);
            proptest::prop_assert!(wanted.is_empty() || matches(&wanted, &name));
        }
    }
}
