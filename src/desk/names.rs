//! `desk/names.toml`: what the user knows better about names.
//!
//! ```toml
//! [[person]]
//! name = "Lin Meihua"               # how she is shown
//! also = ["L. Meihua", "Mei Lin"]   # names that are hers, too; one that no article has is searched as a phrase
//! not = ["Lin Meihui"]              # a name that is somebody else's
//! wikidata = "Q42"
//!
//! [[person]]
//! name = "Harbourmaster"
//! ignore = true                     # nobody's name: in no list
//!
//! [[person]]
//! name = "Conrad Brandt Construction"
//! kind = "organization"             # taken for a person, is an organization
//!
//! [[assign]]
//! article = "1c3w7k0m5hq2a"         # in this article …
//! name = "John Smith"               # … this name is
//! to = "John Smith (baker)"         # … this person's
//! ```
//!
//! `[[organization]]` and `[[place]]` are written the same way. Names are compared as everywhere: without regard to
//! case, accents and titles.

mod change;
mod check;
mod document;
mod edit;
pub mod import;
pub mod journal;
mod parse;

use std::path::PathBuf;

use names::Kind;

pub use self::{
    change::Change,
    check::{Contradiction, check},
    edit::Edit,
};
use crate::archive::{Archive, ArchiveError, files};

/// What the user says of names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Corrections {
    /// What is said of people, organizations and places, in the order of the file.
    pub entries: Vec<Entry>,
    /// What is said of a name in one article.
    pub assignments: Vec<Assignment>,
}

/// What is said of one person, organization or place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What the articles' names were taken for.
    pub kind: Kind,
    /// How it is shown.
    pub name: String,
    /// Other names of it.
    pub also: Vec<String>,
    /// Names that are not its.
    pub not: Vec<String>,
    /// Whether it is nobody's name.
    pub ignore: bool,
    /// What it is, if not what the names were taken for.
    pub is: Option<Kind>,
    /// Its number in Wikidata: "Q42".
    pub wikidata: Option<String>,
    /// Its number in VIAF.
    pub viaf: Option<String>,
    /// Whether its names are looked for in the text even where names were found: it is from the gazetteer.
    pub always: bool,
    /// Where it stands: file and line, from 1.
    pub at: Position,
}

/// Whom a name means in one article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assignment {
    /// What it names.
    pub kind: Kind,
    /// The article's id.
    pub article: String,
    /// The path of its file, by which it is found where an index that was made anew gave it another id.
    pub path: Option<String>,
    /// The name as the article has it.
    pub name: String,
    /// Whom it means.
    pub to: String,
    /// Where it stands.
    pub at: Position,
}

/// A line of a file of the desk.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The file's name in the desk.
    pub file: &'static str,
    /// From 1.
    pub line: usize,
}

/// Why the corrections could not be used.
#[derive(Debug, thiserror::Error)]
pub enum NamesError {
    /// A file could not be read or written.
    #[error(transparent)]
    File(#[from] ArchiveError),
    /// A file is not written as it must be.
    #[error("{}: {message}", path.display())]
    Syntax {
        /// The file.
        path: PathBuf,
        /// What is wrong, with the line.
        message: String,
    },
    /// The file was changed while a change to it was thought over.
    #[error("{} was changed in the meantime; nothing was written", path.display())]
    ChangedMeanwhile {
        /// The file.
        path: PathBuf,
    },
    /// The lines of a change do not stand in the file any more.
    #[error("{} was changed by hand where change {number} stands; nothing was written", path.display())]
    ChangedByHand {
        /// The file.
        path: PathBuf,
        /// The change in the journal.
        number: u32,
    },
    /// Another change has changed the lines of a change since.
    #[error(
        "change {by} stands on the lines of change {number}; take back change {by} first, and make it again then"
    )]
    ChangedSince {
        /// The change in the journal.
        number: u32,
        /// The last one that stands on it.
        by: u32,
    },
    /// There is no such change, or it was undone.
    #[error("there is no such change that could be undone")]
    NothingToUndo,
}

/// The file of corrections.
pub const NAMES: &str = "names.toml";
/// Names that are always found: a line each, `person: Lin Meihua = Mei Lin`.
pub const GAZETTEER: &str = "gazetteer.txt";
/// Names that are nobody's: a line each, `person: Harbourmaster`, or without the kind.
pub const IGNORE: &str = "ignore.txt";

impl Corrections {
    /// The corrections of an archive; none if it has no such files.
    pub fn load(archive: &Archive) -> Result<Self, NamesError> {
        parse::load(archive)
    }

    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty() && self.assignments.is_empty()
    }
}

/// The files of the corrections as they were at some time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeskStamp([files::Stamp; 3]);

impl Corrections {
    /// What tells cheaply whether the corrections are still those that were loaded.
    pub fn stamp(archive: &Archive) -> DeskStamp {
        DeskStamp([NAMES, GAZETTEER, IGNORE].map(|name| files::stamp(&archive.desk().join(name))))
    }
}

/// The kind that a word of the desk's files means: "person", "organization" or "org", "place".
pub fn kind_of_word(word: &str) -> Option<Kind> {
    match word {
        "person" => Some(Kind::Person),
        "organization" | "organisation" | "org" => Some(Kind::Organization),
        "place" => Some(Kind::Place),
        _ => None,
    }
}
