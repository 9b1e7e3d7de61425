//! What stands somewhere in a text: the part of a resolved query whose meaning is a list of intervals.

use std::sync::Arc;

use super::{NameSet, Region};
use crate::search::query::Reach;

/// Which stream of an article's words a term is of; both have the same positions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Stream {
    /// Folded and stemmed words.
    Stems,
    /// Words as written.
    Written,
}

/// By what a word is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Way {
    /// Its stem.
    Stem,
    /// Its letters as typed.
    Exact,
    /// A word with wildcards.
    Wildcard,
    /// A word that differs in few letters.
    Fuzzy,
    /// An expression.
    Regex,
}

/// Terms that mean the same to a query: one of them stands at a position.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TermSet {
    /// Of which stream.
    pub stream: Stream,
    /// The terms, sorted, each once; none if nothing in the archive fits.
    pub terms: Vec<String>,
    /// By what they were found.
    pub way: Way,
    /// As it was typed.
    pub typed: String,
    /// In how many articles one of the terms stands at most; 0 if that is not known.
    pub articles: u64,
}

/// What stands at places of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Leaf {
    /// One of some terms.
    Terms(Arc<TermSet>),
    /// A mention of one of some names, which has no `phrases` and is not `by_words`.
    Name(Arc<NameSet>),
}

impl Leaf {
    /// The stems among its terms, and the words of names.
    pub fn stems(&self) -> &[String] {
        match self {
            Self::Terms(set) if set.stream == Stream::Stems => &set.terms,
            Self::Terms(_) => &[],
            Self::Name(names) => &names.words,
        }
    }
}

/// How far from each other two things stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Apart {
    /// How far.
    pub reach: Reach,
    /// Whether the first stands before the second.
    pub ordered: bool,
}

/// A set of intervals of positions, none of which lies in another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Span<L = Leaf> {
    /// Where a leaf stands.
    Leaf(L),
    /// Where one of each part stands in this order, with at most so many words among them.
    Phrase {
        /// The parts, two at least; each a single position where there is room.
        parts: Vec<Span<L>>,
        /// How many other words.
        room: u32,
    },
    /// The shortest places at which both stand, apart from each other and near enough.
    Near {
        /// How near.
        apart: Apart,
        /// The two.
        sides: Box<[Span<L>; 2]>,
    },
    /// Where the first stands and the second does not stand near.
    NotNear {
        /// How near.
        apart: Apart,
        /// The two.
        sides: Box<[Span<L>; 2]>,
    },
    /// Where any of these stands.
    Either(Vec<Span<L>>),
    /// The shortest places at which it stands so many times.
    AtLeast {
        /// How often.
        times: u32,
        /// What.
        of: Box<Span<L>>,
    },
    /// Where it stands in a region.
    In {
        /// Which.
        region: Region,
        /// What.
        of: Box<Span<L>>,
    },
}

impl<L> Span<L> {
    /// The same with other leaves, made from left to right.
    pub fn map<'s, M>(&'s self, leaf: &mut impl FnMut(&'s L) -> M) -> Span<M> {
        match self {
            Self::Leaf(own) => Span::Leaf(leaf(own)),
            Self::Phrase { parts, room } => {
                Span::Phrase { parts: parts.iter().map(|part| part.map(leaf)).collect(), room: *room }
            }
            Self::Near { apart, sides } => {
                Span::Near { apart: *apart, sides: Box::new([sides[0].map(leaf), sides[1].map(leaf)]) }
            }
            Self::NotNear { apart, sides } => {
                Span::NotNear { apart: *apart, sides: Box::new([sides[0].map(leaf), sides[1].map(leaf)]) }
            }
            Self::Either(parts) => Span::Either(parts.iter().map(|part| part.map(leaf)).collect()),
            Self::AtLeast { times, of } => Span::AtLeast { times: *times, of: Box::new(of.map(leaf)) },
            Self::In { region, of } => Span::In { region: *region, of: Box::new(of.map(leaf)) },
        }
    }

    /// Calls `take` with every leaf that makes it stand somewhere, those that must not be near left out unless asked.
    pub fn each_leaf<'s>(&'s self, negated_too: bool, take: &mut impl FnMut(&'s L)) {
        match self {
            Self::Leaf(leaf) => take(leaf),
            Self::Phrase { parts, .. } | Self::Either(parts) => {
                for part in parts {
                    part.each_leaf(negated_too, take);
                }
            }
            Self::Near { sides, .. } => sides.iter().for_each(|side| side.each_leaf(negated_too, take)),
            Self::NotNear { sides, .. } => {
                let sides = if negated_too { &sides[..] } else { &sides[..1] };
                for side in sides {
                    side.each_leaf(negated_too, take);
                }
            }
            Self::AtLeast { of, .. } | Self::In { of, .. } => of.each_leaf(negated_too, take),
        }
    }

    /// Whether it stands also in a text of which this one is a part.
    pub fn holds_in_more(&self) -> bool {
        match self {
            Self::Leaf(_) => true,
            Self::Phrase { parts, .. } | Self::Either(parts) => parts.iter().all(Self::holds_in_more),
            Self::Near { sides, .. } => sides.iter().all(Self::holds_in_more),
            Self::NotNear { .. } => false,
            Self::AtLeast { of, .. } => of.holds_in_more(),
            Self::In { region, of } => *region != Region::Lede && of.holds_in_more(),
        }
    }

    /// It, where it stands in a region.
    #[must_use]
    pub fn within(self, region: Region) -> Self {
        match region {
            Region::Anywhere => self,
            region => Self::In { region, of: Box::new(self) },
        }
    }
}

impl Span {
    /// One of some stems of a word, one at least and sorted; a single one goes by its own name.
    pub fn of_stems(typed: &str, terms: Vec<String>) -> Self {
        let typed = if let [term] = terms.as_slice() { term.clone() } else { typed.to_owned() };
        let (stream, way) = (Stream::Stems, Way::Stem);
        Self::Leaf(Leaf::Terms(Arc::new(TermSet { stream, terms, way, typed, articles: 0 })))
    }

    /// Stems one behind the other; one stem is where it stands.
    pub fn stems(terms: &[String]) -> Self {
        let stem = |term: &String| Self::of_stems(term, vec![term.clone()]);
        match terms {
            [term] => stem(term),
            terms => Self::Phrase { parts: terms.iter().map(stem).collect(), room: 0 },
        }
    }
}
