//! Mends what the tagger found, by what is so in every article: where a name ends and begins, and what it is a name of.

mod agree;
mod countries;
mod ends;
mod firms;
mod forms;
mod mail;
mod nouns;
mod pairs;
mod rows;
mod suffixes;
mod verbs;

use crate::{Mention, tokens::Token};

/// Mends the mentions of a text, which are in order.
pub(crate) fn mend(text: &str, tokens: &[Token], mentions: &mut Vec<Mention>) {
    mail::mend(text, tokens, mentions);
    pairs::mend(text, tokens, mentions);
    ends::mend(text, tokens, mentions);
    suffixes::mend(text, tokens, mentions);
    forms::mend(text, tokens, mentions);
    verbs::mend(text, tokens, mentions);
    firms::mend(text, tokens, mentions);
    rows::mend(text, tokens, mentions);
    nouns::mend(text, tokens, mentions);
    countries::mend(text, tokens, mentions);
    // Last, since it compares names that are whole.
    agree::mend(text, tokens, mentions);
}
