//! Mends firms that were cut before what says that they are firms: "Ann Lund and Co Inc", "Lund (Far East) Ltd", "Lund, Inc".
//!
//! Most firms bear the names of people or towns, and a model that has seen few of them takes the name and leaves the rest. But what
//! is called so in law is nothing else, whatever stands before it.

use crate::{
    Kind, Mention,
    tokens::{Border, Class, Token},
    variants::is_given_name,
};

/// Legal forms that are nothing else where they stand behind a name.
const FORMS: &[&str] = &["corp", "corporation", "gmbh", "inc", "incorporated", "llc", "ltd", "plc"];

/// Those that are something else elsewhere: only what follows more of a firm's name is one.
const WEAK_FORMS: &[&str] = &["co", "company", "limited"];

/// Words that stand for partners, behind "and".
const PARTNERS: &[&str] = &["bros", "brothers", "co", "company", "sons"];

/// How many words may stand in brackets before a legal form.
const IN_BRACKETS: usize = 3;

/// Mends mentions, which are in order.
pub(crate) fn mend(text: &str, tokens: &[Token], mentions: &mut Vec<Mention>) {
    let sight = Sight { text, tokens };
    let mut at = 0;
    while at < mentions.len() {
        // What was taken for a body there, "Co Inc", is a part of it.
        let next = |end: u32| mentions[at + 1..].iter().take_while(move |next| next.tokens.start < end);
        let end = sight.end_of_firm(&mentions[at]);
        let is_part = |next: &Mention, end: u32| next.tokens.end <= end && next.kind == Kind::Organization;
        let end = end.filter(|end| next(*end).all(|next| is_part(next, *end)));
        let inside = end.map_or(0, |end| next(end).count());
        mentions.drain(at + 1..=at + inside);
        let own = &mut mentions[at];
        at += 1;
        if let Some(end) = end {
            (own.tokens.end, own.range.end) = (end, tokens[end as usize - 1].end);
        }
        if end.is_some() || sight.ends_with_form(own) || sight.is_pair(own) {
            own.kind = Kind::Organization;
        }
    }
}

struct Sight<'t> {
    text: &'t str,
    tokens: &'t [Token],
}

impl<'t> Sight<'t> {
    /// The token at a place, if it stands in one sentence with the one before it.
    fn word(&self, at: u32) -> Option<&'t str> {
        let token = self.tokens.get(at as usize).filter(|token| token.border == Border::None);
        token.map(|token| token.of(self.text))
    }

    /// Whether a capitalised word of some stands at a place.
    fn is_one(&self, at: u32, words: &[&str]) -> bool {
        let is_it = |word: &str| words.iter().any(|one| word.eq_ignore_ascii_case(one));
        self.word(at).is_some_and(|word| word.starts_with(char::is_uppercase) && is_it(word))
    }

    fn is_form(&self, at: u32) -> bool {
        self.is_one(at, FORMS) || self.is_one(at, WEAK_FORMS)
    }

    /// Behind what a name goes on that makes it a firm's.
    fn end_of_firm(&self, own: &Mention) -> Option<u32> {
        let at = own.tokens.end;
        match self.word(at)? {
            "and" | "&" if self.is_one(at + 1, PARTNERS) => {
                let mut behind = at + 2..self.tokens.len() as u32;
                behind.find(|at| !self.is_form(*at)).or(Some(behind.end))
            }
            // "Lund and Lund": two people would be told apart.
            "and" | "&" if own.tokens.len() == 1 && own.kind == Kind::Person => {
                let first = self.tokens.get(own.tokens.start as usize)?.of(self.text);
                (self.word(at + 1)? == first).then_some(at + 2)
            }
            "(" => {
                let close = (at + 2..).take(IN_BRACKETS).find(|at| self.word(*at) == Some(")"))?;
                let is_name = self.word(at + 1)?.starts_with(char::is_uppercase);
                (is_name && self.is_form(close + 1)).then_some(close + 2)
            }
            "," => self.is_one(at + 1, FORMS).then_some(at + 2),
            _ => self.is_one(at, FORMS).then_some(at + 1),
        }
    }

    /// Whether two surnames were taken for one person's name: partners have a firm.
    fn is_pair(&self, own: &Mention) -> bool {
        let at = |at: u32| self.word(own.tokens.start + at);
        let first = self.tokens.get(own.tokens.start as usize).map_or("", |token| token.of(self.text));
        own.kind == Kind::Person
            && own.tokens.len() == 3
            && at(1).is_some_and(|word| word.eq_ignore_ascii_case("and") || word == "&")
            && !is_given_name(&first.to_lowercase())
    }

    /// Whether a name of several words ends with a legal form.
    fn ends_with_form(&self, own: &Mention) -> bool {
        let mut places = own.tokens.clone().rev();
        let is_word =
            |at: &u32| self.tokens.get(*at as usize).is_some_and(|token| token.class == Class::Word);
        let last = places.find(is_word);
        // "LIMITED" is what somebody did in a headline.
        let is_form = |at: u32| self.is_form(at) && !self.is_one(at, &["limited"]);
        last.is_some_and(|last| last > own.tokens.start && is_form(last))
    }
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
    fn a_firm_goes_on_behind_a_name() {
        check("with <p Ann Lund> and Co Inc in Holm", "with <o Ann Lund and Co Inc> in Holm");
        check("<p A. LUND> & SONS SAID", "<o A. LUND & SONS> SAID");
        check("<l Holm> (Far East) Ltd said", "<o Holm (Far East) Ltd> said");
        check("<p Ann Lund>, Inc. said", "<o Ann Lund, Inc>. said");
        check("<l HOLM> CORP 1ST QTR", "<o HOLM CORP> 1ST QTR");
        check("<p Lund> and Lund said", "<o Lund and Lund> said");
        check("<p Kellund Co> fell", "<o Kellund Co> fell");
        check("<p LUND AND HOLM> TO BUY", "<o LUND AND HOLM> TO BUY");
        check("by <p Ann Lund> and <o Co Inc>, <p Holm>", "by <o Ann Lund and Co Inc>, <p Holm>");
    }

    #[test]
    fn nothing_else_belongs_to_it() {
        for text in [
            "<p Ann Lund> and company went",
            "<p Ann Lund> and Anna went",
            "<p Ann Lund> and <p Ann Holm> went",
            "<p Ann Lund> (Holm) went",
            "<p Ann Lund> (a friend of many years) Ltd",
            "<p Ann Lund>. Inc is short",
            "<p Lund> and <o Lund Inc> met",
            "<p Lund> and <p Lund> met",
            "<p Lund> and <o Co Inc of Holm> met",
            "<p Co> fell",
            "a bid for <o Lund> and Lund said",
            "<p Bill and Anna> left",
            "<p LUND GENTLY LIMITED> IT",
        ] {
            check(text, text);
        }
    }
}
