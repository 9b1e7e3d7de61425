//! Mends people whose surname is a place's name: "Mr London" is nobody's town, nor is the London who "said" in an article about
//! Ann London.

use rustc_hash::FxHashSet;

use crate::{
    Kind, Mention,
    tokens::{Border, Token},
};

/// What stands right before people's surnames only.
const TITLES: &[&str] = &["Miss", "Mr", "Mrs", "Ms"];

/// What people do; a government does some of it, too, but not in an article about somebody of that name.
const SPEAKING: &[&str] = &["added", "adds", "asked", "noted", "recalled", "replied", "said", "says", "told"];

/// Mends mentions, which are in order.
pub(crate) fn mend(text: &str, tokens: &[Token], mentions: &mut [Mention]) {
    let word = |at: u32| tokens.get(at as usize).map(|token| token.of(text));
    let near = |at: u32| tokens.get(at as usize).is_some_and(|token| token.border == Border::None);
    let is_alone = |mention: &Mention| mention.kind == Kind::Place && mention.tokens.len() == 1;
    if !mentions.iter().any(is_alone) {
        return;
    }
    let people = mentions.iter().filter(|mention| mention.kind == Kind::Person && mention.tokens.len() > 1);
    let surnames: FxHashSet<&str> = people.filter_map(|mention| word(mention.tokens.end - 1)).collect();
    for mention in mentions.iter_mut().filter(|mention| is_alone(mention)) {
        let own = mention.tokens.clone();
        let point = u32::from(own.start.checked_sub(1).and_then(word) == Some("."));
        let before = own.start.checked_sub(1 + point).filter(|_| near(own.start)).and_then(word);
        let has_title = before.is_some_and(|word| TITLES.contains(&word));
        let speaks = || near(own.end) && word(own.end).is_some_and(|word| SPEAKING.contains(&word));
        let is_surname = || word(own.start).is_some_and(|word| surnames.contains(word));
        if has_title || speaks() && is_surname() {
            mention.kind = Kind::Person;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::marked;

    #[test]
    fn a_surname_that_is_a_place() {
        let check = |before: &str, after: &str| {
            marked::check(|text, tokens, mentions| mend(text, tokens, mentions), before, after);
        };
        check("<p Ann London> left. <l London> said so", "<p Ann London> left. <p London> said so");
        check("<p Ann London> left <l London> on", "<p Ann London> left <l London> on");
        check("<p Ann Lund> left. <l London> said so", "<p Ann Lund> left. <l London> said so");
        check("then Mr <l London> left", "then Mr <p London> left");
        check("then Mrs. <l London> left", "then Mrs. <p London> left");
    }
}
