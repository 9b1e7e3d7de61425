//! Tells "King Salman" from "Crown Prince Mohammed bin Salman": offices that stand before names.
//!
//! It only ever chooses among people who share a word, and keeps a king apart from a prince; nothing else is made of it.

use super::gender;
use crate::{Mention, tokens::Token};

/// An office, by its place in [`OFFICES`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Office(u8);

#[rustfmt::skip]
const OFFICES: &[&str] = &[
    "ambassador", "archbishop", "bishop", "cardinal", "chancellor", "colonel", "commissioner", "congressman", "congresswoman",
    "dr", "emir", "emperor", "empress", "gen", "general", "gov", "governor", "judge", "justice", "king", "lady", "lt", "mayor",
    "minister", "pope", "premier", "president", "prince", "princess", "professor", "queen", "rep", "secretary", "sen", "senator",
    "sgt", "sultan", "taoiseach",
];

/// Offices that nobody of whom [`OTHERS`] are said holds at the same time.
const HIGHEST: &[&str] = &["emperor", "king", "pope", "president", "queen"];
const OTHERS: &[&str] =
    &["congressman", "congresswoman", "king", "lady", "pope", "prince", "princess", "queen", "rep"];

/// The office right before a mention.
pub(super) fn before(text: &str, tokens: &[Token], mention: &Mention) -> Option<Office> {
    let folded = gender::title_before(text, tokens, mention)?;
    OFFICES.binary_search(&&*folded).ok().map(|at| Office(at as u8))
}

impl Office {
    fn name(self) -> &'static str {
        OFFICES[self.0 as usize]
    }

    /// Whether nobody with these offices has it.
    pub(super) fn is_none_of(self, own: &[Self]) -> bool {
        HIGHEST.contains(&self.name())
            && !own.contains(&self)
            && own.iter().any(|other| OTHERS.contains(&other.name()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn list_is_sorted() {
        assert!(OFFICES.is_sorted(), "{:?}", OFFICES.windows(2).find(|pair| pair[0] > pair[1]));
    }
}
