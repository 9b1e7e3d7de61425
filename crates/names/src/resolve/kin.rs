//! Reads "his son, Hunter Lund" and "Ann Lund, his sister": who is named as one of somebody's family.
//!
//! Relatives share names, and where the text says that two people are related, one is not the other by a longer name. It only
//! ever keeps people apart, as [`gender`](super::gender) does.

use super::gender::Gender;
use crate::{
    Mention,
    fold::fold_into,
    titles,
    tokens::{Border, Token},
};

/// What relatives are called.
#[rustfmt::skip]
const FEMALE: &[&str] = &[
    "aunt", "daughter", "fiancee", "girlfriend", "granddaughter", "grandmother", "half-sister", "mother", "niece", "sister",
    "sisters", "daughters", "stepdaughter", "stepmother", "widow", "wife",
];
#[rustfmt::skip]
const MALE: &[&str] = &[
    "boyfriend", "brother", "brothers", "sons", "father", "grandfather", "grandson", "half-brother", "husband", "nephew", "son", "stepfather", "stepson",
    "uncle", "widower",
];
const EITHER: &[&str] = &["child", "children", "cousin", "namesake", "sibling", "twin"];

/// What stands between a mark or title and the word for a relative, at most.
const FAR: usize = 4;

/// What the words around a mention say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Kin {
    pub(super) gender: Option<Gender>,
}

/// Whether a mention is named as a relative of somebody else: before it, or behind it.
pub(super) fn around(text: &str, tokens: &[Token], mention: &Mention) -> Option<Kin> {
    before(text, tokens, mention).or_else(|| behind(text, tokens, mention))
}

/// "his son, Hunter Lund", "her late father, Dr. Lund", "a nephew of Hunter Lund".
fn before(text: &str, tokens: &[Token], mention: &Mention) -> Option<Kin> {
    let start = mention.tokens.start as usize;
    let mut next = start;
    let mut is_of = false;
    for at in (start.saturating_sub(FAR)..start).rev() {
        if tokens.get(next)?.border >= Border::Line {
            return None;
        }
        next = at;
        let word = tokens[at].of(text);
        if matches!(word, "," | "." | "–" | "—") {
            continue;
        }
        if word == "of" && !is_of {
            is_of = true;
            continue;
        }
        if word.starts_with(char::is_uppercase) {
            // "Brothers Ann and Hunter Lund" begins a sentence.
            if let Some(kin) = named(&word.to_lowercase()).filter(|_| word.ends_with('s')) {
                return Some(kin);
            }
            let mut folded = String::with_capacity(16);
            fold_into(word, &mut folded);
            let folded = folded.trim_end_matches('.');
            if titles::is_title(folded) || titles::may_precede(folded) {
                continue;
            }
            return None;
        }
        let kin = named(word)?;
        return Some(if is_of { Kin { gender: None } } else { kin });
    }
    None
}

/// "Ann Lund, his younger sister".
fn behind(text: &str, tokens: &[Token], mention: &Mention) -> Option<Kin> {
    let mut after = tokens.get(mention.tokens.end as usize..)?.iter().map(|token| token.of(text));
    if after.next()? != "," || !matches!(after.next()?, "her" | "his" | "their") {
        return None;
    }
    let first = after.next()?;
    let kin = named(first).or_else(|| named(after.next()?))?;
    // "Ann Lund, his father said, left" tells of somebody else.
    after.next().is_none_or(|next| matches!(next, "," | "." | ")" | "–" | "—" | "and")).then_some(kin)
}

fn named(word: &str) -> Option<Kin> {
    let gender = if FEMALE.contains(&word) {
        Some(Gender::Female)
    } else if MALE.contains(&word) {
        Some(Gender::Male)
    } else if EITHER.contains(&word) {
        None
    } else {
        return None;
    };
    Some(Kin { gender })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::marked;

    #[test]
    fn relatives_are_named_as_such() {
        let (female, male) = (Some(Some(Gender::Female)), Some(Some(Gender::Male)));
        let check = |marked: &str, expected: Option<Option<Gender>>| {
            let (text, tokens, mentions) = marked::read(marked);
            let kin = around(&text, &tokens, &mentions[0]);
            assert_eq!(kin.map(|kin| kin.gender), expected, "{marked}");
        };
        check("He named his son, Sheikh <p Ann Lund>", male);
        check("her late mother, <p Ann Lund>, left", female);
        check("<p Ann Lund>, his younger sister, left", female);
        check("a nephew of <p Ann Lund>", Some(None));
        check("his cousin <p Ann Lund>", Some(None));
        check("Brothers <p Ann Lund> and <p Bob Lund>", male);
        check("<p Ann Lund>, the mayor, left", None);
        check("<p Ann Lund>, whose father left, stayed", None);
        check("<p Ann Lund>, his father said, left", None);
        check("His son left.\n<p Ann Lund> left", None);
        check("his son met <p Ann Lund>", None);
        check("of <p Ann Lund>", None);
    }
}
