//! Mends names in letters and mail: behind a greeting, in front of an address, above a signature.
//!
//! A model of sentences knows little of lines. "Hey Ann," begins with no given name, the "al" above "Ann Lund" is hers, and what is
//! glued to an underscore is a part of a file's name.

use crate::{
    Kind, Mention,
    quotes::is_role,
    tokens::{Border, Class, Token},
};

/// Words that greet, at the beginning of a line.
const GREETINGS: &[&str] = &["dear", "hello", "hey", "hi"];

/// What follows "good" in a greeting.
const TIMES: &[&str] = &["afternoon", "evening", "morning"];

/// What else is taken along before a name.
const NOT_GIVEN: &[&str] = &["fwd", "p.s", "ps", "thanks"];

/// Words behind a greeting that are nobody's name.
#[rustfmt::skip]
const NOBODY: &[&str] = &[
    "again", "all", "america", "both", "colleague", "colleagues", "customer", "dad", "editor", "everybody", "everyone",
    "folks", "friend", "friends", "gentlemen", "god", "guys", "ladies", "leader", "lord", "madam", "members", "mom", "mum",
    "reader", "readers", "sir", "sirs", "so", "team", "there", "world", "you",
];

/// What stands behind a name that is greeted.
const BEHIND: &[&str] = &["!", ",", "-", ":", "–", "—"];

/// How many words a name in front of an address has at most, its marks included.
const LONGEST: u32 = 6;

/// Mends mentions, which are in order.
pub(crate) fn mend(text: &str, tokens: &[Token], mentions: &mut Vec<Mention>) {
    let sight = Sight { text, tokens };
    mentions.retain(|mention| !sight.is_glued(mention));
    for mention in &mut *mentions {
        sight.trim(mention);
    }
    let mut found: Vec<Mention> = Vec::new();
    for at in 0..tokens.len() as u32 {
        if sight.begins_line(at) {
            found.extend(sight.greeted(at));
            found.extend(sight.initials(at, mentions));
        }
        found.extend(sight.addressed(at));
    }
    for new in found {
        insert(new, mentions);
    }
}

/// Puts a person in among mentions, unless that is a body or a part of a longer name.
fn insert(new: Mention, mentions: &mut Vec<Mention>) {
    let first = mentions.partition_point(|own| own.tokens.end <= new.tokens.start);
    let last = mentions.partition_point(|own| own.tokens.start < new.tokens.end);
    let is_inside = |own: &Mention| {
        own.kind != Kind::Organization
            && own.tokens.start >= new.tokens.start
            && own.tokens.end <= new.tokens.end
    };
    if mentions[first..last].iter().all(is_inside) {
        mentions.splice(first..last, [new]);
    }
}

struct Sight<'t> {
    text: &'t str,
    tokens: &'t [Token],
}

impl<'t> Sight<'t> {
    fn word(&self, at: u32) -> &'t str {
        self.tokens.get(at as usize).map_or("", |token| token.of(self.text))
    }

    /// Whether a word of some stands at a place, in whatever case.
    fn is_one(&self, at: u32, words: &[&str]) -> bool {
        let word = self.word(at).trim_end_matches('.');
        words.iter().any(|one| word.eq_ignore_ascii_case(one))
    }

    fn begins_line(&self, at: u32) -> bool {
        at == 0 || self.tokens.get(at as usize).is_none_or(|token| token.border >= Border::Line)
    }

    /// Whether a capitalised word stands at a place.
    fn is_capitalised(&self, at: u32) -> bool {
        let is_word = self.tokens.get(at as usize).is_some_and(|token| token.class == Class::Word);
        is_word && self.word(at).starts_with(char::is_uppercase)
    }

    fn person(&self, tokens: std::ops::Range<u32>) -> Mention {
        let (first, last) = (self.tokens[tokens.start as usize], self.tokens[tokens.end as usize - 1]);
        Mention { kind: Kind::Person, range: first.start..last.end, tokens }
    }

    /// Whether a mention is a part of a file's name or of an address.
    fn is_glued(&self, own: &Mention) -> bool {
        let before = self.text.get(..own.range.start as usize).unwrap_or_default();
        let behind = self.text.get(own.range.end as usize..).unwrap_or_default();
        let is_address = behind.strip_prefix('@').is_some_and(|host| {
            let host = host.split(char::is_whitespace).next().unwrap_or_default();
            host.starts_with(|c: char| c.is_ascii_lowercase()) && host.contains('.')
        });
        let is_joined = before.ends_with('_') || behind.starts_with('_');
        let chunk = before.rsplit(char::is_whitespace).next().into_iter();
        let mut chunk = chunk.chain(behind.split(char::is_whitespace).next());
        is_address || is_joined && chunk.any(|part| part.trim_end_matches('.').contains('.'))
    }

    /// Takes from a person what is no part of the name: a greeting before it, "- Analyst" behind it.
    fn trim(&self, own: &mut Mention) {
        if own.kind != Kind::Person {
            return;
        }
        let first = own.tokens.start;
        if own.tokens.len() > 1 && (self.is_one(first, GREETINGS) || self.is_one(first, NOT_GIVEN)) {
            *own = self.person(first + 1..own.tokens.end);
        }
        let is_apart = |at: u32| {
            let own = self.tokens[at as usize];
            self.text.get(own.end as usize..).is_some_and(|behind| behind.starts_with(' '))
                && self.text.get(..own.start as usize).is_some_and(|before| before.ends_with(' '))
        };
        let dash = own.tokens.clone().find(|at| matches!(self.word(*at), "-" | "–") && is_apart(*at));
        if let Some(dash) = dash.filter(|dash| *dash > own.tokens.start && dash + 2 == own.tokens.end)
            && is_role(&self.word(dash + 1).to_lowercase())
        {
            *own = self.person(own.tokens.start..dash);
        }
    }

    /// The name behind a greeting at the beginning of a line.
    fn greeted(&self, at: u32) -> Option<Mention> {
        // "DEAR WORRIED SISTER:" is no letter to somebody of that name.
        if self.word(at).chars().skip(1).any(char::is_uppercase) {
            return None;
        }
        let is_two = self.is_one(at, &["good"]) && self.is_one(at + 1, TIMES);
        let first = match self.is_one(at, GREETINGS) || self.is_one(at, &["thanks"]) {
            true => at + 1,
            false if is_two => at + 2,
            false => return None,
        };
        let is_name = |at: u32| self.is_capitalised(at) && !self.begins_line(at) && !self.is_one(at, NOBODY);
        let end = if is_name(first + 1) { first + 2 } else { first + 1 };
        (is_name(first) && BEHIND.contains(&self.word(end))).then(|| self.person(first..end))
    }

    /// Initials on a line of their own above the name that they are short for.
    fn initials(&self, at: u32, mentions: &[Mention]) -> Option<Mention> {
        let initials = self.word(at);
        if !(2..=3).contains(&initials.len()) || !self.begins_line(at + 1) {
            return None;
        }
        let next = mentions.partition_point(|own| own.tokens.start <= at);
        let name = mentions.get(next).filter(|own| own.kind == Kind::Person && own.tokens.start == at + 1)?;
        let words = name.tokens.clone().filter(|at| self.is_capitalised(*at));
        let letters: String = words.filter_map(|at| self.word(at).chars().next()).collect();
        (letters.eq_ignore_ascii_case(initials) && self.begins_line(name.tokens.end))
            .then(|| self.person(at..at + 1))
    }

    /// The name in quotes before an address, whose bracket stands at a place: `"Lund, Ann" <ann@lund.example>`.
    fn addressed(&self, at: u32) -> Option<Mention> {
        let close = at.checked_sub(1).filter(|close| self.word(at) == "<" && self.word(*close) == "\"")?;
        let rest = self.text.get(self.tokens[at as usize].end as usize..)?;
        let address =
            rest.split('>').next().filter(|address| address.len() < 100 && !address.contains('\n'))?;
        let open = (close.saturating_sub(LONGEST + 1)..close).rev().find(|at| self.word(*at) == "\"")?;
        let mut words = open + 1..close;
        let is_part = |at: u32| {
            !self.begins_line(at) && (self.is_capitalised(at) || matches!(self.word(at), "," | "."))
        };
        let is_name = words.len() > 1 && !self.is_one(open + 1, &["a", "the"]) && words.all(is_part);
        (address.contains('@') && is_name).then(|| self.person(open + 1..close))
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
    fn a_greeting_is_no_given_name_and_tells_one() {
        check("<p Hey Ann>,\nhow are you?", "Hey <p Ann>,\nhow are you?");
        check("<p P.S. Ann>, come", "P.S. <p Ann>, come");
        check("Yes.\nGood morning Ann -\nCome", "Yes.\nGood morning <p Ann> -\nCome");
        check("Thanks Ann!", "Thanks <p Ann>!");
        check("Dear Ann <p Lund>,", "Dear <p Ann Lund>,");
        for text in [
            "Dear All,",
            "DEAR WORRIED:",
            "Hello <o Lund Inc>!",
            "Hi Fidelity is back",
            "I said hi Ann, twice",
            "Hi,\nAnn!",
        ] {
            check(text, text);
        }
    }

    #[test]
    fn a_signature_has_initials() {
        check("Come!\nal\n<p Ann Lund>\nHolm", "Come!\n<p al>\n<p Ann Lund>\nHolm");
        for text in ["Come!\nal\n<p Ann Holm>", "Come!\nal <p Ann Lund>", "al\n<p Ann Lund> left"] {
            check(text, text);
        }
    }

    #[test]
    fn an_address_has_a_name_before_it() {
        check("\"Lund, <p Ann>\" ‹a@lund.example›", "\"<p Lund, Ann>\" <a@lund.example>");
        check("\"<l Ann Lund>\" ‹ a@lund.example ›", "\"<p Ann Lund>\" < a@lund.example >");
        check("\"<o Lund Inc>\" ‹a@lund.example›", "\"<o Lund Inc>\" <a@lund.example>");
        check("\"Ann Lund\" ‹b›", "\"Ann Lund\" <b>");
        check("\"The Bell\" ‹a@lund.example›", "\"The Bell\" <a@lund.example>");
    }

    #[test]
    fn what_is_glued_to_more_is_no_name() {
        check("see <p Ann>_letter.doc or <p Lund>@lund.example", "see Ann_letter.doc or Lund@lund.example");
        check("<p Ann Lund>@HOLM said", "<p Ann Lund>@HOLM said");
        check("<p Ann Lund - Analyst>, <p Jean - Paul>", "<p Ann Lund> - Analyst, <p Jean - Paul>");
        check("<p Yu Ki-analyst>, Writer_<p Ann Lund>", "<p Yu Ki-analyst>, Writer_<p Ann Lund>");
    }
}
