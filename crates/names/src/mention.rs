//! The words of this crate: what a name is, and one place where it stands.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// What a name names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A human being, real or fictional.
    Person,
    /// A company, agency, party, team or other body of people.
    Organization,
    /// A country, town, river, building or other spot on the map.
    Place,
}

impl Kind {
    /// All kinds, in the order of their numbers.
    pub const ALL: [Self; 3] = [Self::Person, Self::Organization, Self::Place];

    /// Its name: "person", "organization", "place".
    pub fn word(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organization => "organization",
            Self::Place => "place",
        }
    }

    /// The kind with a number, which is its place in [`Kind::ALL`]; the last one for greater numbers.
    pub fn numbered(number: u32) -> Self {
        match number {
            0 => Self::Person,
            1 => Self::Organization,
            _ => Self::Place,
        }
    }
}

/// One place in a text where a name stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mention {
    /// What it names.
    pub kind: Kind,
    /// UTF-8 byte offsets into the text.
    pub range: Range<u32>,
    /// Indices of its tokens in the list that the tagger was given.
    pub tokens: Range<u32>,
}

/// A person, organization or place as one article has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Name {
    /// What it names.
    pub kind: Kind,
    /// The fullest form in the article, without titles and possessives.
    pub canonical: String,
    /// The distinct forms used in the article, most frequent first; the canonical form may be among them.
    pub forms: Vec<String>,
    /// Indices into the article's mentions, ascending.
    pub mentions: Vec<u32>,
}
