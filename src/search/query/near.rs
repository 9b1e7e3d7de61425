//! Distances: `a w/5 b`, `a pre/3 b`, `a w/s b`, `a NOT w/5 b`.

use std::fmt;

use super::Node;

/// How far apart two things may stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reach {
    /// With at most so many words between them.
    Words(u32),
    /// In one sentence.
    Sentence,
    /// In one paragraph.
    Paragraph,
}

/// What a distance asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Distance {
    /// How far apart.
    pub reach: Reach,
    /// Whether the first must stand before the second.
    pub ordered: bool,
    /// Whether the second must not be there.
    pub negated: bool,
}

/// Two parts of a query and the distance between them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Near {
    /// How far apart.
    pub distance: Distance,
    /// What stands before the operator.
    pub left: Box<Node>,
    /// What stands behind it.
    pub right: Box<Node>,
}

impl Distance {
    /// The distance that a word means: `w/5`, `NEAR/5`, `pre/5`, `w/s`, `w/p`, `same/sentence`, `same/paragraph`.
    pub(super) fn named(word: &str) -> Option<Self> {
        let (operator, reach) = word.split_once('/')?;
        let reach = match reach.to_ascii_lowercase().as_str() {
            "s" | "sentence" => Reach::Sentence,
            "p" | "paragraph" => Reach::Paragraph,
            digits if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) => {
                Reach::Words(digits.parse().unwrap_or(u32::MAX))
            }
            _ => return None,
        };
        let ordered = match operator.to_ascii_lowercase().as_str() {
            "w" | "near" => false,
            "pre" => true,
            "same" if !matches!(reach, Reach::Words(_)) => false,
            _ => return None,
        };
        Some(Self { reach, ordered, negated: false })
    }
}

impl fmt::Display for Distance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let negation = if self.negated { "NOT " } else { "" };
        let operator = if self.ordered { "pre" } else { "w" };
        write!(f, "{negation}{operator}/")?;
        match self.reach {
            Reach::Words(words) => write!(f, "{words}"),
            Reach::Sentence => f.write_str("s"),
            Reach::Paragraph => f.write_str("p"),
        }
    }
}
