//! Mends firms that were cut at "and": "Lund and Holm Corp" is one, as are "Lund, Holm and Co" and "Lund Gas and Light Co".
//!
//! Two companies are joined by "and" as well, but then both are names; what is left over before "and" is the other half of one.

use crate::{
    Kind, Mention,
    tokens::{Border, Class, Token},
    variants::is_legal_form,
};

/// Words that name no company alone but end the names of many, behind "and".
const HALVES: &[&str] =
    &["Cable", "Electric", "Gas", "Light", "Loan", "Power", "Sons", "Telegraph", "Telephone"];

/// Words behind "and" that stand for partners.
const PARTNERS: &[&str] = &["Bros", "Brothers", "Co", "Company", "Sons"];

/// Words that stand before "and" without being a part of a name.
#[rustfmt::skip]
const NO_HALVES: &[&str] = &[
    "April", "August", "December", "February", "Friday", "January", "July", "June", "March", "May", "Monday", "November",
    "October", "Saturday", "September", "Sunday", "Thursday", "Tuesday", "Wednesday",
];

/// Mends mentions, which are in order.
pub(crate) fn mend(text: &str, tokens: &[Token], mentions: &mut Vec<Mention>) {
    let sight = Sight { text, tokens };
    let mut at = 0;
    while at < mentions.len() {
        match sight.first_half(at, mentions) {
            Some(First::Word(word)) if !sight.is_mentioned(word, mentions) => {
                let start = sight.start_of_half(word, at, mentions);
                mentions[at].tokens.start = start;
                mentions[at].range.start = tokens[start as usize].start;
            }
            Some(First::Mention) => {
                let first = mentions.remove(at - 1);
                let second = &mut mentions[at - 1];
                (second.tokens.start, second.range.start) = (first.tokens.start, first.range.start);
                continue;
            }
            _ => {}
        }
        at += 1;
    }
}

/// What the other half of a firm is.
enum First {
    /// A word that is in no mention.
    Word(u32),
    /// The mention before.
    Mention,
}

struct Sight<'t> {
    text: &'t str,
    tokens: &'t [Token],
}

impl Sight<'_> {
    /// The token at a place, if it stands in one sentence with the one after it.
    fn word(&self, at: u32) -> Option<&str> {
        let next = self.tokens.get(at as usize + 1);
        let is_near = next.is_none_or(|next| next.border == Border::None);
        self.tokens.get(at as usize).filter(|_| is_near).map(|token| token.of(self.text))
    }

    /// What belongs before a mention.
    fn first_half(&self, at: usize, mentions: &[Mention]) -> Option<First> {
        let own = &mentions[at];
        let start = own.tokens.start;
        let joint = self.word(start.checked_sub(1)?).filter(|word| *word == "," || is_and(word))?;
        if own.kind != Kind::Organization || !self.has_legal_form(own) {
            return None;
        }
        let first = start.checked_sub(2)?;
        let word = self.word(first).filter(|word| word.starts_with(char::is_uppercase))?;
        let before = at.checked_sub(1).map(|at| &mentions[at]).filter(|before| before.tokens.end > first);
        let is_half = match before {
            Some(before) if joint == "," => self.is_partnership(own) && before.tokens.len() == 1,
            None if joint == "," => self.is_partnership(own),
            Some(_) => HALVES.contains(&self.word(start)?),
            None => !NO_HALVES.contains(&word),
        };
        is_half.then_some(if before.is_some() { First::Mention } else { First::Word(first) })
    }

    /// Whether a word is a name by itself elsewhere: then it is no half.
    fn is_mentioned(&self, word: u32, mentions: &[Mention]) -> bool {
        let word = self.tokens[word as usize].of(self.text);
        let is_it = |mention: &Mention| {
            self.text.get(mention.range.start as usize..mention.range.end as usize) == Some(word)
        };
        mentions.iter().any(is_it)
    }

    /// Where the half begins that ends with a word: "American Telephone" is one.
    fn start_of_half(&self, word: u32, at: usize, mentions: &[Mention]) -> u32 {
        let mut start = word;
        let end_before = at.checked_sub(1).map_or(0, |at| mentions[at].tokens.end);
        while self.word(start).is_some_and(|word| HALVES.contains(&word))
            && let Some(before) = start.checked_sub(1).filter(|before| *before >= end_before)
            && self.word(before).is_some_and(|word| word.starts_with(char::is_uppercase))
        {
            start = before;
        }
        start
    }

    /// Whether a mention is a name and partners: "Holm and Co".
    fn is_partnership(&self, mention: &Mention) -> bool {
        let mut words = mention.tokens.clone().skip(1).map(|at| self.word(at));
        let has_joint = words.next().flatten().is_some_and(is_and);
        has_joint && words.next().flatten().is_some_and(|word| PARTNERS.contains(&word))
    }

    fn has_legal_form(&self, mention: &Mention) -> bool {
        let own = self.tokens.get(mention.tokens.start as usize..mention.tokens.end as usize);
        let last = own.and_then(|own| own.iter().rfind(|token| token.class == Class::Word));
        last.is_some_and(|last| is_legal_form(&last.of(self.text).to_ascii_lowercase()))
    }
}

fn is_and(word: &str) -> bool {
    matches!(word, "and" | "&")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::marked;

    #[track_caller]
    fn check(before: &str, after: &str) {
        let (text, tokens, mut mentions) = marked::read(before);
        mend(&text, &tokens, &mut mentions);
        assert_eq!(marked::write(&text, &mentions), after, "{before}");
    }

    #[test]
    fn a_word_before_and_is_half_of_a_firm() {
        check("Then Lund and <o Holm Corp> said", "Then <o Lund and Holm Corp> said");
        check("Lund & <o Holm's Corp.> said", "<o Lund & Holm's Corp.> said");
        check("On Monday and <o Holm Corp> said", "On Monday and <o Holm Corp> said");
        check("He ran and <o Holm Corp> said", "He ran and <o Holm Corp> said");
        check("<p Ann Lund> and <o Holm Corp> said", "<p Ann Lund> and <o Holm Corp> said");
        check("Then Lund.\nAnd <o Holm Corp> said", "Then Lund.\nAnd <o Holm Corp> said");
        check("Then Lund and <o Holm> said", "Then Lund and <o Holm> said");
        check("Lund and <o Holm Corp>, said <o Lund>", "Lund and <o Holm Corp>, said <o Lund>");
        check("<o Holm Corp> said", "<o Holm Corp> said");
        check("and <o Holm Corp> said", "and <o Holm Corp> said");
    }

    #[test]
    fn some_words_are_only_halves() {
        check("<o Lund Gas> and <o Light Co> said", "<o Lund Gas and Light Co> said");
        check("<l Lund> and <o Electric Power Inc>, <o Holm>", "<o Lund and Electric Power Inc>, <o Holm>");
        check("<o Lund> and <o Holm Co> said", "<o Lund> and <o Holm Co> said");
        check("Then Lund Telephone and <o Gas Co> said", "Then <o Lund Telephone and Gas Co> said");
    }

    #[test]
    fn partners_stand_in_a_row() {
        check("<o Lund>, <o Holm and Co> said", "<o Lund, Holm and Co> said");
        check("Then Lund, <o Holm & Sons Inc> said", "Then <o Lund, Holm & Sons Inc> said");
        check("<p Ann Lund>, <o Holm and Co> said", "<p Ann Lund>, <o Holm and Co> said");
        check("<o Lund>, <o Holm Corp> said", "<o Lund>, <o Holm Corp> said");
    }
}
