//! Mends the ends of mentions: no name ends with "de" or "von".
//!
//! A text in capitals gives a model little to go by, and it takes "CHARLES DE" for a name of two words. What follows such a word
//! belongs to the name, and where nothing does, the word does not.

use crate::{Mention, tokens::Token};

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
    }
}
