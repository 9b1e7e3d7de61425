//! Mends what the tagger found, by what is so in every article: where a name ends and begins, and what it is a name of.

mod agree;
mod apart;
mod bodies;
mod countries;
mod ends;
mod firms;
mod forms;
mod houses;
mod known;
mod mail;
mod namesakes;
mod nouns;
mod pairs;
mod rows;
mod suffixes;
mod verbs;

pub(crate) use suffixes::is_honour;

use crate::{Mention, features::InBody, lexicon::Lexicon, tokens::Token};

/// Mends the mentions of a text, which are in order; `bodies` says which tokens the lexicon knows as organizations.
pub(crate) fn mend(
    text: &str,
    tokens: &[Token],
    lexicon: Lexicon<'_>,
    bodies: &[InBody],
    mentions: &mut Vec<Mention>,
) {
    mail::mend(text, tokens, mentions);
    pairs::mend(text, tokens, mentions);
    ends::mend(text, tokens, mentions);
    known::mend(text, tokens, lexicon, bodies, mentions);
    suffixes::mend(text, tokens, mentions);
    forms::mend(text, tokens, mentions);
    verbs::mend(text, tokens, mentions);
    firms::mend(text, tokens, mentions);
    apart::mend(text, tokens, lexicon, mentions);
    houses::mend(text, tokens, mentions);
    rows::mend(text, tokens, mentions);
    nouns::mend(text, tokens, mentions);
    countries::mend(text, tokens, mentions);
    namesakes::mend(text, tokens, mentions);
    bodies::mend(text, tokens, lexicon, mentions);
    // Last, since it compares names that are whole.
    agree::mend(text, tokens, mentions);
}
