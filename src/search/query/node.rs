//! The tree of a query.

use super::{Fielded, Phrase, Word};

/// A part of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// A word.
    Word(Word),
    /// Words one behind the other.
    Phrase(Phrase),
    /// Something in a field.
    Field(Fielded),
    /// Parts side by side: all or any of them, as [`super::Match`] says.
    Sequence(Vec<Node>),
    /// Parts joined by `AND`.
    And(Vec<Node>),
    /// Parts joined by `OR`.
    Or(Vec<Node>),
    /// What must not be there.
    Not(Box<Node>),
}

impl Node {
    /// How tightly the node holds together: one that binds looser needs parentheses inside one that binds tighter.
    pub(super) fn binding(&self) -> u8 {
        match self {
            Self::Sequence(_) => 0,
            Self::And(_) => 1,
            Self::Or(_) => 2,
            Self::Not(_) => 3,
            Self::Field(_) => 4,
            Self::Word(_) | Self::Phrase(_) => 5,
        }
    }

    /// The words that are looked for in the text, as typed: without those that must not be there and without values.
    pub(super) fn text_words<'n>(&'n self, words: &mut Vec<&'n str>) {
        match self {
            Self::Word(word) => words.push(&word.text),
            Self::Phrase(phrase) => words.extend(phrase.text.split(' ')),
            Self::Field(fielded) if !fielded.field.holds_values() => fielded.node.text_words(words),
            Self::Sequence(parts) | Self::And(parts) | Self::Or(parts) => {
                for part in parts {
                    part.text_words(words);
                }
            }
            Self::Field(_) | Self::Not(_) => {}
        }
    }
}
