//! Mends the ends of mentions: no name ends with "de" or "von", with half of a double name, or with a verb.
//!
//! A text in capitals gives a model little to go by, and it takes "CHARLES DE" for a name of two words. What follows such a word
//! belongs to the name, and where nothing does, the word does not.

use crate::{Kind, Mention, resolve::gender, tokens::Token};

/// Words inside of names that are never the last; those that are also given names or surnames are not here.
const JOINTS: &[&str] = &["and", "bint", "de", "del", "della", "der", "dos", "ibn", "of", "vom", "von"];

/// The longest of them.
const LONGEST: usize = 5;

fn is_joint(word: &str) -> bool {
    word.len() <= LONGEST && JOINTS.iter().any(|joint| word.eq_ignore_ascii_case(joint))
}

/// Mends mentions, which are in order.
pub(crate) fn mend(text: &str, tokens: &[Token], mentions: &mut Vec<Mention>) {
    let word = |at: u32| tokens.get(at as usize).map(|token| token.of(text));
    mend_people(text, tokens, mentions);
    let mut at = 0;
    while at < mentions.len() {
        let own = mentions[at].tokens.clone();
        if own.len() < 2 || !word(own.end - 1).is_some_and(is_joint) {
            at += 1;
            continue;
        }
        let gap = tokens.get(own.end as usize).map(|next| tokens[own.end as usize - 1].end..next.start);
        let is_near = gap.is_some_and(|gap| text.get(gap.start as usize..gap.end as usize) == Some(" "));
        let goes_on = is_near && word(own.end).is_some_and(|next| next.starts_with(char::is_uppercase));
        let next =
            mentions.get(at + 1).filter(|next| next.tokens.start == own.end).map(|next| next.tokens.end);
        let end = match next {
            Some(end) if goes_on => {
                mentions.remove(at + 1);
                end
            }
            None if goes_on => own.end + 1,
            _ => own.end - 1,
        };
        mentions[at].tokens.end = end;
        mentions[at].range.end = tokens[end as usize - 1].end;
    }
}

/// What is written small behind people's names and belongs to them.
#[rustfmt::skip]
const SMALL_ENDS: &[&str] = &[
    "bai", "begum", "ben", "bey", "bhai", "bibi", "chan", "effendi", "ji", "jr", "khan", "kun", "pasha", "saheb", "sahib", "sama", "san",
    "sensei", "singh", "sr",
];

/// Ends the names of people before a word that is written small, and behind the second half of a double name.
fn mend_people(text: &str, tokens: &[Token], mentions: &mut Vec<Mention>) {
    let is_joined = |at: u32| {
        let here = tokens.get(at as usize);
        at > 0 && here.is_some_and(|here| here.start == tokens[at as usize - 1].end)
    };
    let begins = |at: u32, small: bool| {
        let word = tokens.get(at as usize).map_or("", |token| token.of(text));
        word.chars().next().is_some_and(|c| if small { c.is_lowercase() } else { c.is_uppercase() })
    };
    let mut at = 0;
    while at < mentions.len() {
        let own = mentions[at].tokens.clone();
        if mentions[at].kind == Kind::Person && own.len() > 1 {
            let last = own.end - 1;
            let word = |at: u32| tokens[at as usize].of(text);
            let is_hyphen =
                tokens.get(own.end as usize).is_some_and(|next| matches!(next.of(text), "-" | "‐" | "‑"));
            let mut end = own.end;
            if is_hyphen && is_joined(own.end) && is_joined(own.end + 1) && begins(own.end + 1, false) {
                end += 2;
                let inside = mentions[at + 1..].iter().take_while(|next| next.tokens.start < end).count();
                let rest = mentions[at + 1..=at + inside].iter().map(|next| next.tokens.end).max();
                end = rest.map_or(end, |rest| rest.max(end));
                mentions.drain(at + 1..=at + inside);
            } else if begins(last, true)
                && begins(last - 1, false)
                && !is_joined(last)
                && word(last).chars().all(char::is_lowercase)
                && !SMALL_ENDS.contains(&word(last))
                && gender::of_given_name(word(last)).is_none()
            {
                end -= 1;
            }
            (mentions[at].tokens.end, mentions[at].range.end) = (end, tokens[end as usize - 1].end);
        }
        at += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Kind, tokens::tokenize};

    #[test]
    fn no_name_ends_with_a_joint() {
        let check = |text: &str, before: &[&str], after: &[&str]| {
            let mut tokens = Vec::new();
            tokenize(text, &mut tokens);
            let mention = |name: &&str| {
                let start = text.find(name).expect("it is there");
                let first = tokens.iter().position(|token| token.start as usize == start).expect("a token");
                let end = start + name.len();
                let last = tokens.iter().position(|token| token.end as usize == end).expect("a token");
                let range = start as u32..end as u32;
                Mention { kind: Kind::Person, range, tokens: first as u32..last as u32 + 1 }
            };
            let mut mentions: Vec<Mention> = before.iter().map(mention).collect();
            mend(text, &tokens, &mut mentions);
            assert_eq!(mentions, after.iter().map(mention).collect::<Vec<_>>(), "{text}");
        };
        check("THEN JEAN DE LUND SAID", &["JEAN DE"], &["JEAN DE LUND"]);
        check("THEN JEAN DE LUND SAID", &["JEAN DE", "LUND"], &["JEAN DE LUND"]);
        check("Jean de said so", &["Jean de"], &["Jean"]);
        check("JEAN DE\nLUND", &["JEAN DE", "LUND"], &["JEAN", "LUND"]);
        check("JEAN VON DER LUND", &["JEAN VON"], &["JEAN VON DER LUND"]);
        check("Jean von der", &["Jean von der"], &["Jean"]);
        check("Ann Lund of Holm", &["Ann Lund"], &["Ann Lund"]);
        check("Ann Lund sang loud", &["Ann Lund sang"], &["Ann Lund"]);
        check("Asha Lund begum came", &["Asha Lund begum"], &["Asha Lund begum"]);
        check("Kim Yu-na won", &["Kim Yu-na"], &["Kim Yu-na"]);
        check("Ann Lund-Holm won", &["Ann Lund"], &["Ann Lund-Holm"]);
        check("Ann Lund-Holm won", &["Ann Lund", "Holm"], &["Ann Lund-Holm"]);
        check("Ann Lund-led men won", &["Ann Lund"], &["Ann Lund"]);
    }
}
