//! Mends firms that were cut at "and": "Lund and Holm Corp" is one, as are "Lund, Holm and Co" and "Lund Gas and Light Co".
//!
//! Two companies are joined by "and" as well, but then both are names; what is left over before "and" is the other half of one.

use rustc_hash::FxHashMap;

use crate::{
    Kind, Mention,
    tokens::{Border, Class, Token},
    variants::{is_given_name, is_legal_form},
};

/// Words that name no company alone but end the names of many, behind "and".
#[rustfmt::skip]
const HALVES: &[&str] = &[
    "Cable", "Electric", "Gas", "Light", "Loan", "Power", "Rubber", "Sons", "Telegraph", "Telephone", "Trust", "Western",
];

/// Words behind "and" that stand for partners.
const PARTNERS: &[&str] = &["Bros", "Brothers", "Co", "Company", "Sons"];

/// Words before a firm, where a person who is somebody of a firm would follow another word.
const BEFORE_FIRMS: &[&str] =
    &["adviser", "advisor", "and", "at", "by", "for", "manager", "of", "to", "underwriter", "with"];

/// Words that stand before "and" without being a part of a name.
#[rustfmt::skip]
const NO_HALVES: &[&str] = &[
    "April", "August", "December", "February", "Friday", "January", "July", "June", "March", "May", "Monday", "November",
    "October", "Saturday", "September", "Sunday", "Thursday", "Tuesday", "Wednesday",
];

/// Mends mentions, which are in order.
pub(crate) fn mend(text: &str, tokens: &[Token], mentions: &mut Vec<Mention>) {
    let mut sight = Sight { text, tokens, times: FxHashMap::default() };
    let is_firm = |mention: &Mention| mention.kind == Kind::Organization && sight.has_legal_form(mention);
    if !mentions.iter().any(is_firm) {
        return;
    }
    for mention in mentions.iter() {
        *sight.times.entry(sight.text_of(mention)).or_default() += 1;
    }
    let before = |at: usize| at.checked_sub(1).map(|at| &mentions[at]);
    if !(0..mentions.len()).any(|at| sight.first_half(&mentions[at], before(at)).is_some()) {
        return;
    }
    let mut kept: Vec<Mention> = Vec::with_capacity(mentions.len());
    for mut mention in mentions.drain(..) {
        match sight.first_half(&mention, kept.last()) {
            // What is a name by itself elsewhere is no half.
            Some(First::Word(word)) if !sight.times.contains_key(tokens[word as usize].of(text)) => {
                let start = sight.start_of_half(word, kept.last());
                (mention.tokens.start, mention.range.start) = (start, tokens[start as usize].start);
            }
            Some(First::Mention) => take_in(&mut mention, kept.pop()),
            _ => {}
        }
        // "Dean, Lund and Holm Corp": the partners before the two come one by one.
        while let Some(First::Mention) = sight.first_half(&mention, kept.last()) {
            take_in(&mut mention, kept.pop());
        }
        kept.push(mention);
    }
    *mentions = kept;
}

/// Lets a mention begin where its first half does.
fn take_in(mention: &mut Mention, first: Option<Mention>) {
    if let Some(first) = first {
        (mention.tokens.start, mention.range.start) = (first.tokens.start, first.range.start);
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
    /// How often each text is a mention.
    times: FxHashMap<&'t str, u32>,
}

impl<'t> Sight<'t> {
    /// The token at a place, if it stands in one sentence with the one after it.
    fn word(&self, at: u32) -> Option<&str> {
        let next = self.tokens.get(at as usize + 1);
        let is_near = next.is_none_or(|next| next.border == Border::None);
        self.tokens.get(at as usize).filter(|_| is_near).map(|token| token.of(self.text))
    }

    fn text_of(&self, mention: &Mention) -> &'t str {
        self.text.get(mention.range.start as usize..mention.range.end as usize).unwrap_or_default()
    }

    /// What belongs to a mention behind another one.
    fn first_half(&self, own: &Mention, before: Option<&Mention>) -> Option<First> {
        let start = own.tokens.start;
        let joint = self.word(start.checked_sub(1)?).filter(|word| *word == "," || is_and(word))?;
        if own.kind != Kind::Organization || !self.has_legal_form(own) {
            return None;
        }
        let first = start.checked_sub(2)?;
        let word = self.word(first).filter(|word| word.starts_with(char::is_uppercase))?;
        let before = before.filter(|before| before.tokens.end > first);
        let is_half = match before {
            Some(before) if joint == "," => {
                // "Lund, Holm and Vik Corp": a person in a row with firms would be another sort of thing.
                let is_partner = before.kind == Kind::Person && self.has_joint(own);
                before.tokens.len() == 1 && (is_partner || self.is_partnership(own))
                    || self.is_first_partners(before) && self.has_partners(own)
            }
            None if joint == "," => self.is_partnership(own),
            // "Meares and Holm Ltd": a surname that stands nowhere else is a partner's.
            Some(before) if before.kind == Kind::Person && before.tokens.len() == 1 => self.is_once(before),
            Some(_) => HALVES.contains(&self.word(start)?),
            None => !NO_HALVES.contains(&word),
        };
        is_half.then_some(if before.is_some() { First::Mention } else { First::Word(first) })
    }

    /// Whether what a mention says is no other mention.
    fn is_once(&self, mention: &Mention) -> bool {
        self.times.get(self.text_of(mention)).is_none_or(|times| *times < 2)
    }

    /// Where the half begins that ends with a word: "American Telephone" is one.
    fn start_of_half(&self, word: u32, before: Option<&Mention>) -> u32 {
        let mut start = word;
        let end_before = before.map_or(0, |before| before.tokens.end);
        while self.word(start).is_some_and(|word| HALVES.contains(&word))
            && let Some(before) = start.checked_sub(1).filter(|before| *before >= end_before)
            && self.word(before).is_some_and(|word| word.starts_with(char::is_uppercase))
        {
            start = before;
        }
        start
    }

    /// Whether "and" is the second word of a mention.
    fn has_joint(&self, mention: &Mention) -> bool {
        mention.tokens.len() > 2 && self.word(mention.tokens.start + 1).is_some_and(is_and)
    }

    /// Whether a mention is a name and partners: "Holm and Co".
    fn is_partnership(&self, mention: &Mention) -> bool {
        self.has_joint(mention)
            && self.word(mention.tokens.start + 2).is_some_and(|word| PARTNERS.contains(&word))
    }

    /// Whether partners stand at the end of a mention: "Holm Vik and Co Inc".
    fn has_partners(&self, mention: &Mention) -> bool {
        mention.tokens.clone().skip(1).any(|at| {
            self.word(at).is_some_and(is_and)
                && self.word(at + 1).is_some_and(|word| PARTNERS.contains(&word))
        })
    }

    /// Whether two words, of which the first is no given name, stand where a firm would: "underwritten by Lund Berg".
    fn is_first_partners(&self, mention: &Mention) -> bool {
        let first = self.word(mention.tokens.start).map(str::to_lowercase);
        let before = mention.tokens.start.checked_sub(1).and_then(|before| self.word(before));
        mention.tokens.len() == 2
            && before.is_some_and(|word| BEFORE_FIRMS.contains(&word))
            && first.is_some_and(|word| !is_given_name(&word))
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
        marked::check(mend, before, after);
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
        check("of <p Lund Berg>, <o Holm Vik and Co Inc>.", "of <o Lund Berg, Holm Vik and Co Inc>.");
        check("of <p Anna Berg>, <o Holm Vik and Co Inc>.", "of <p Anna Berg>, <o Holm Vik and Co Inc>.");
        check("said <p Lund Berg>, <o Holm and Co>.", "said <p Lund Berg>, <o Holm and Co>.");
        check("<p Lund>, <o Holm and Vik Corp> said", "<o Lund, Holm and Vik Corp> said");
        check("<p Lund> and <o Vik Corp> said", "<o Lund and Vik Corp> said");
        check("<p Lund> and <o Vik Corp> said, and <p Lund>", "<p Lund> and <o Vik Corp> said, and <p Lund>");
        check("<p Dean>, <p Lund> and <o Vik Corp> said", "<o Dean, Lund and Vik Corp> said");
        check("<p Ann Dean>, <p Lund> and <o Vik Corp> said", "<p Ann Dean>, <o Lund and Vik Corp> said");
        check("<o Lund>, <o Holm and Vik Corp> said", "<o Lund>, <o Holm and Vik Corp> said");
    }
}
