//! The fields of a query: `person:"Ann Lund"`, `title:(a OR b)`.

use names::variants::distance_within;

use super::{Node, Span};

/// Where a query can look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Field {
    /// The headline.
    Title,
    /// The headline and the first two paragraphs.
    Lede,
    /// The text below the headline.
    Body,
    /// The people of the article.
    Person,
    /// Its organizations.
    Org,
    /// Its places.
    Place,
    /// Paper, agency or site.
    Source,
    /// Byline.
    Author,
    /// Section of the paper.
    Section,
    /// Language, as two letters.
    Lang,
    /// Path of the file in the archive.
    Path,
    /// A day, month, year or span.
    Date,
    /// A day, month or year, and all that is later.
    Since,
    /// A day, month or year, and all that is earlier.
    Until,
    /// What is known of an article: `has:date`.
    Has,
    /// What an article is: `is:copy`.
    Is,
}

/// What other programs and people call fields.
const CALLED_ELSEWHERE: [(&str, Field); 24] = [
    ("headline", Field::Title),
    ("heading", Field::Title),
    ("hed", Field::Title),
    ("intitle", Field::Title),
    ("lead", Field::Lede),
    ("text", Field::Body),
    ("content", Field::Body),
    ("intext", Field::Body),
    ("people", Field::Person),
    ("name", Field::Person),
    ("organization", Field::Org),
    ("organisation", Field::Org),
    ("company", Field::Org),
    ("location", Field::Place),
    ("site", Field::Source),
    ("domain", Field::Source),
    ("publication", Field::Source),
    ("newspaper", Field::Source),
    ("byline", Field::Author),
    ("by", Field::Author),
    ("language", Field::Lang),
    ("folder", Field::Path),
    ("filename", Field::Path),
    ("year", Field::Date),
];

/// Names of fields elsewhere that say less than ours: whether the day itself belongs to them is not agreed.
const VAGUE: [&str; 2] = ["before", "after"];

impl Field {
    /// All fields.
    pub const ALL: [Self; 16] = [
        Self::Title,
        Self::Lede,
        Self::Body,
        Self::Person,
        Self::Org,
        Self::Place,
        Self::Source,
        Self::Author,
        Self::Section,
        Self::Lang,
        Self::Path,
        Self::Date,
        Self::Since,
        Self::Until,
        Self::Has,
        Self::Is,
    ];

    /// Its name in a query.
    pub fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Lede => "lede",
            Self::Body => "body",
            Self::Person => "person",
            Self::Org => "org",
            Self::Place => "place",
            Self::Source => "source",
            Self::Author => "author",
            Self::Section => "section",
            Self::Lang => "lang",
            Self::Path => "path",
            Self::Date => "date",
            Self::Since => "since",
            Self::Until => "until",
            Self::Has => "has",
            Self::Is => "is",
        }
    }

    /// The field with a name, without regard to case.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.name().eq_ignore_ascii_case(name))
    }

    /// The field that has this name in other programs.
    pub(super) fn called_elsewhere(name: &str) -> Option<Self> {
        let found = CALLED_ELSEWHERE.into_iter().find(|(other, _)| other.eq_ignore_ascii_case(name));
        found.map(|(_, field)| field)
    }

    /// Whether somebody who types this name of no field most likely means one: misspelt, or of no clear meaning.
    pub(super) fn is_nearly(name: &str) -> bool {
        let name = name.to_lowercase();
        let letters: Vec<char> = name.chars().collect();
        let room = if letters.len() > 5 { 2 } else { 1 };
        let is_near =
            |field: Self| field.name().len() > 3 && distance_within(&letters, field.name(), room).is_some();
        VAGUE.contains(&name.as_str()) || Self::ALL.into_iter().any(is_near)
    }

    /// Whether it holds values (a name, a source) rather than running text.
    pub fn holds_values(self) -> bool {
        !matches!(self, Self::Title | Self::Lede | Self::Body)
    }

    /// Whether it holds names, which have places in the text.
    pub fn is_of_names(self) -> bool {
        matches!(self, Self::Person | Self::Org | Self::Place)
    }
}

/// A part of a query that looks into one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fielded {
    /// Which.
    pub field: Field,
    /// What must be there; a field inside of it wins, but that a name must stand in this part of the text.
    pub node: Box<Node>,
    /// Where the field's name stands, colon included.
    pub span: Span,
}

impl Node {
    /// `node` in a field; the sign moves in front of the field.
    pub(super) fn in_field(field: Field, span: Span, node: Self) -> Self {
        match node {
            Self::Field(ref inner) if field.holds_values() || !inner.field.is_of_names() => node,
            Self::Not(inner) => Self::in_field(field, span, *inner).negated(),
            Self::Word(_)
            | Self::Phrase(_)
            | Self::Regex(_)
            | Self::Field(_)
            | Self::AtLeast(_)
            | Self::Near(_)
            | Self::Sequence(_)
            | Self::And(_)
            | Self::Or(_) => Self::Field(Fielded { field, node: Box::new(node), span }),
        }
    }
}

impl Fielded {
    pub(super) fn write_name(&self, out: &mut String) {
        out.push_str(self.field.name());
        out.push(':');
    }
}
