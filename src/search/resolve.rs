//! The query after everything in it has been settled: the one tree that engine and highlighter read.
//!
//! Typed text, filters and match mode have become terms, slots and spans of days; what is unresolved cannot be
//! written down here.

mod names;
mod near;
mod pattern;
mod settle;
mod simplify;
mod span;
#[cfg(test)]
mod tests;
mod text;

use std::ops::Range;

use chrono::NaiveDate;

pub use self::{
    names::{ByWords, NameKey, NameSet, Names},
    pattern::{Meant, Pattern},
    settle::{Resolution, phrase, resolve, words_in},
    span::{Apart, Leaf, Span, Stream, TermSet, Way},
};
use crate::archive::stream::BODY_START;

/// What articles must have beside what is typed; all of it must hold, and what has no word asks nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filters {
    /// People.
    pub people: Vec<String>,
    /// Organizations.
    pub orgs: Vec<String>,
    /// Places.
    pub places: Vec<String>,
    /// People, organizations or places: each of any kind.
    pub with: Vec<String>,
    /// Papers, agencies, sites.
    pub sources: Vec<String>,
    /// Bylines.
    pub authors: Vec<String>,
    /// First day.
    pub since: Option<NaiveDate>,
    /// Last day.
    pub until: Option<NaiveDate>,
    /// What day it is, for times in the query that are counted from today.
    pub today: Option<NaiveDate>,
}

/// How many paragraphs of the body belong to the lede.
const LEDE_PARAGRAPHS: usize = 2;

/// Where in an article's stream of tokens a term must stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Region {
    /// In the headline or the body.
    Anywhere,
    /// In the headline.
    Title,
    /// In the body.
    Body,
    /// In the headline or the first two paragraphs of the body.
    Lede,
}

impl Region {
    /// The positions of the stream that belong to it; `paragraphs` are the positions at which paragraphs start.
    pub fn positions(self, paragraphs: &[u32]) -> Range<u32> {
        match self {
            Self::Anywhere => 0..u32::MAX,
            Self::Title => 0..BODY_START,
            Self::Body => BODY_START..u32::MAX,
            Self::Lede => {
                let body = paragraphs.partition_point(|start| *start < BODY_START);
                0..paragraphs.get(body + LEDE_PARAGRAPHS).copied().unwrap_or(u32::MAX)
            }
        }
    }
}

/// What is known of an article, or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Flag {
    /// It has a date.
    Dated,
    /// It is a copy of another.
    Copy,
}

/// A field that holds short values, each a slot of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SlotField {
    /// Paper, agency or site.
    Source,
    /// Byline.
    Author,
    /// Section of the paper.
    Section,
    /// Language, as two letters.
    Language,
    /// Path of the file in the archive.
    Path,
}

/// A resolved query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resolved {
    /// Every article.
    All,
    /// No article.
    Nothing,
    /// Main terms (see `archive::terms`) that stand one behind the other in a region; a word is a list of one.
    Words {
        /// The terms, at least one.
        terms: Vec<String>,
        /// Where; not the lede.
        region: Region,
    },
    /// This stands somewhere in the text.
    Span(Span),
    /// All of these hold.
    And(Vec<Resolved>),
    /// At least one of these holds.
    Or(Vec<Resolved>),
    /// This does not hold.
    Not(Box<Resolved>),
    /// The article has one of these names.
    Name(NameSet),
    /// One value of the field has all of these words (see `archive::terms::slot_words`).
    Slot {
        /// Which field.
        field: SlotField,
        /// Folded words, at least one.
        words: Vec<String>,
        /// The value itself, if it must have no others and be written so.
        exactly: Option<String>,
    },
    /// The span that the article's date allows overlaps this one; both ends belong to it.
    Dates {
        /// First day, if bounded.
        since: Option<NaiveDate>,
        /// Last day, if bounded.
        until: Option<NaiveDate>,
    },
    /// This is known of the article.
    Flag(Flag),
}

impl Resolved {
    /// The parts that can be seen in a text, [`Resolved::Words`], [`Resolved::Span`] and [`Resolved::Name`], in order and without those
    /// that must not be there.
    pub fn leaves(&self) -> Vec<&Self> {
        let mut leaves = Vec::new();
        self.visit(&mut |part| leaves.push(part), false);
        leaves
    }

    /// The terms of the [`leaves`](Self::leaves), each once: those of the text, and the words of names as they are.
    pub fn terms(&self) -> Vec<String> {
        let mut terms: Vec<String> = Vec::new();
        for leaf in self.leaves() {
            match leaf {
                Self::Words { terms: words, .. } | Self::Name(NameSet { words, .. }) => {
                    terms.extend(words.iter().cloned());
                }
                Self::Span(span) => {
                    span.each_leaf(false, &mut |leaf| terms.extend(leaf.stems().iter().cloned()));
                }
                _ => {}
            }
        }
        terms.sort_unstable();
        terms.dedup();
        terms
    }

    /// Whether any part of it is a name.
    pub fn asks_for_names(&self) -> bool {
        let mut asks = false;
        let look = &mut |part: &Self| match part {
            Self::Name(_) => asks = true,
            Self::Span(span) => span.each_leaf(true, &mut |leaf| asks |= matches!(leaf, Leaf::Name(_))),
            _ => {}
        };
        self.visit(look, true);
        asks
    }

    /// Calls `take` with every part that can be seen in a text, those in a negation only if asked.
    pub(super) fn visit<'r>(&'r self, take: &mut impl FnMut(&'r Self), negated_too: bool) {
        match self {
            Self::Words { .. } | Self::Span(_) | Self::Name(_) => take(self),
            Self::And(parts) | Self::Or(parts) => parts.iter().for_each(|part| part.visit(take, negated_too)),
            Self::Not(part) if negated_too => part.visit(take, negated_too),
            Self::All
            | Self::Nothing
            | Self::Not(_)
            | Self::Slot { .. }
            | Self::Dates { .. }
            | Self::Flag(_) => {}
        }
    }

    /// All of these, in the simplest form.
    pub fn all_of(parts: impl IntoIterator<Item = Self>) -> Self {
        simplify::and(parts)
    }

    /// Any of these, in the simplest form.
    pub fn any_of(parts: impl IntoIterator<Item = Self>) -> Self {
        simplify::or(parts)
    }

    /// Whether a flag is asked for, or asked not to be there.
    pub fn has_flag(&self, flag: Flag) -> bool {
        match self {
            Self::Flag(asked) => *asked == flag,
            Self::And(parts) | Self::Or(parts) => parts.iter().any(|part| part.has_flag(flag)),
            Self::Not(part) => part.has_flag(flag),
            Self::All
            | Self::Nothing
            | Self::Words { .. }
            | Self::Span(_)
            | Self::Name(_)
            | Self::Slot { .. }
            | Self::Dates { .. } => false,
        }
    }

    /// The same for articles of any date.
    #[must_use]
    pub fn of_any_date(self) -> Self {
        match self {
            Self::Dates { .. } => Self::All,
            Self::And(parts) => simplify::and(parts.into_iter().map(Self::of_any_date)),
            other => other,
        }
    }
}
