//! Lets a name of several words be an organization throughout an article, if it is one somewhere in it and no place that is known:
//! "Gannet Estates" is no town in its second sentence.

use rustc_hash::FxHashSet;

use crate::{
    Kind, Mention,
    lexicon::{Lexicon, phrase_step, word_hash},
    tokens::Token,
};

/// Mends mentions, which are in order.
pub(crate) fn mend(text: &str, tokens: &[Token], lexicon: Lexicon<'_>, mentions: &mut [Mention]) {
    let of = |kind: Kind| move |mention: &&Mention| mention.kind == kind && mention.tokens.len() > 1;
    if !mentions.iter().any(|mention| of(Kind::Place)(&mention)) {
        return;
    }
    let name = |mention: &Mention| text.get(mention.range.start as usize..mention.range.end as usize);
    let bodies: FxHashSet<&str> = mentions.iter().filter(of(Kind::Organization)).filter_map(name).collect();
    let is_known = |mention: &Mention| {
        let words = mention.tokens.clone().map(|at| tokens[at as usize].of(text).to_lowercase());
        lexicon.is_phrase(words.fold(0, |phrase, word| phrase_step(phrase, word_hash(&word))))
    };
    for mention in mentions.iter_mut().filter(|mention| of(Kind::Place)(&&**mention)) {
        // Tables of results are in capitals, and have towns for their teams.
        let is_body = |name: &str| bodies.contains(name) && name.contains(char::is_lowercase);
        if name(mention).is_some_and(is_body) && !is_known(mention) {
            mention.kind = Kind::Organization;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::marked;

    #[test]
    fn what_is_an_organization_once_is_one() {
        let places = [["port", "lund"].map(str::to_owned).to_vec()];
        let bytes = Lexicon::write(&[], &[], &places, &[]);
        let lexicon = Lexicon::read(&bytes).expect("whole").0;
        let check = |before: &str, after: &str| {
            let (text, tokens, mut mentions) = marked::read(before);
            mend(&text, &tokens, lexicon, &mut mentions);
            assert_eq!(marked::write(&text, &mentions), after, "{before}");
        };
        check("<o Holm Estates> and <l Holm Estates>", "<o Holm Estates> and <o Holm Estates>");
        check("<o Port Lund> won in <l Port Lund>", "<o Port Lund> won in <l Port Lund>");
        check("<o Lund> won in <l Lund>", "<o Lund> won in <l Lund>");
        check("<l Holm Estates> and <p Holm>", "<l Holm Estates> and <p Holm>");
    }
}
