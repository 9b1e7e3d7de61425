//! The tree of a query.

use super::{AtLeast, Fielded, Mode, Near, Phrase, Regex, Span, Word};

/// A part of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// A word.
    Word(Word),
    /// Words one behind the other.
    Phrase(Phrase),
    /// Any word that an expression describes.
    Regex(Regex),
    /// Something in a field.
    Field(Fielded),
    /// Something so many times.
    AtLeast(AtLeast),
    /// Two parts that stand near each other.
    Near(Near),
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
            Self::Near(_) => 2,
            Self::Or(_) => 3,
            Self::Not(_) => 4,
            Self::Field(_) => 5,
            Self::Word(_) | Self::Phrase(_) | Self::Regex(_) | Self::AtLeast(_) => 6,
        }
    }

    /// Whether it holds also where any of the words will do, and none of them.
    pub fn narrows(&self) -> bool {
        match self {
            Self::Field(fielded) => fielded.field.holds_values(),
            Self::Not(_) => true,
            Self::Word(_)
            | Self::Phrase(_)
            | Self::Regex(_)
            | Self::AtLeast(_)
            | Self::Near(_)
            | Self::Sequence(_)
            | Self::And(_)
            | Self::Or(_) => false,
        }
    }

    /// Where its first word or expression stands.
    pub fn first_span(&self) -> Span {
        match self {
            Self::Word(word) => word.span.clone(),
            Self::Phrase(phrase) => phrase.span.clone(),
            Self::Regex(regex) => regex.span.clone(),
            Self::Field(fielded) => fielded.span.start..fielded.node.first_span().end,
            Self::AtLeast(at_least) => at_least.node.first_span(),
            Self::Near(near) => near.left.first_span(),
            Self::Sequence(parts) | Self::And(parts) | Self::Or(parts) => {
                parts.first().map_or(0..0, Self::first_span)
            }
            Self::Not(inner) => inner.first_span(),
        }
    }

    /// How many nodes lie below one another, this one included.
    pub(super) fn depth(&self) -> usize {
        let below = match self {
            Self::Word(_) | Self::Phrase(_) | Self::Regex(_) => 0,
            Self::Field(fielded) => fielded.node.depth(),
            Self::AtLeast(at_least) => at_least.node.depth(),
            Self::Near(near) => near.left.depth().max(near.right.depth()),
            Self::Sequence(parts) | Self::And(parts) | Self::Or(parts) => {
                parts.iter().map(Self::depth).max().unwrap_or(0)
            }
            Self::Not(inner) => inner.depth(),
        };
        below + 1
    }

    /// The words that are looked for in the text, as typed: without those that must not be there, without patterns and
    /// without values.
    pub(super) fn text_words<'n>(&'n self, words: &mut Vec<&'n str>) {
        match self {
            Self::Word(word) if !word.is_pattern() && word.mode != Mode::Case => words.push(&word.text),
            Self::Phrase(phrase) if phrase.mode != Mode::Case => {
                words.extend(phrase.text.split(' ').filter(|word| !super::word::is_wild(word)));
            }
            Self::Field(fielded) if !fielded.field.holds_values() => fielded.node.text_words(words),
            Self::AtLeast(at_least) => at_least.node.text_words(words),
            Self::Near(near) => {
                near.left.text_words(words);
                if !near.distance.negated {
                    near.right.text_words(words);
                }
            }
            Self::Sequence(parts) | Self::And(parts) | Self::Or(parts) => {
                for part in parts {
                    part.text_words(words);
                }
            }
            Self::Word(_) | Self::Phrase(_) | Self::Regex(_) | Self::Field(_) | Self::Not(_) => {}
        }
    }
}
