//! What was wrong with a file, kept in the index and shown.

use serde::{Deserialize, Serialize};

/// Something that could not be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{detail}")]
pub struct Problem {
    /// What sort of trouble.
    pub kind: ProblemKind,
    /// The member of the file that it concerns; the whole file if none.
    pub member: Option<String>,
    /// What happened and what to do, for a person.
    pub detail: String,
}

/// The sorts of trouble a file can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ProblemKind {
    /// It could not be opened or read.
    Unreadable,
    /// It holds no text.
    Empty,
    /// It is larger than a limit allows.
    TooLarge,
    /// Its bytes are not what its suffix promises.
    NotText,
    /// Its structure is damaged.
    Broken,
    /// The parser failed; a defect of this program.
    Panic,
    /// It is nested deeper than a limit allows, or containers lie in each other deeper.
    TooDeep,
    /// It is of a kind that is not read, or packed in a way that is not: a picture, a package, an XML vocabulary that
    /// nobody knows.
    Unsupported,
    /// It needs a password.
    Encrypted,
    /// What is unpacked from it is more, for its size, than a limit allows.
    TooDense,
    /// It has more articles than a limit allows.
    TooManyArticles,
    /// It has more members than a limit allows.
    TooManyMembers,
    /// Reading it takes longer than a limit allows.
    TooSlow,
}

impl Problem {
    /// A problem of the whole file.
    pub fn new(kind: ProblemKind, detail: impl Into<String>) -> Self {
        Self { kind, member: None, detail: detail.into() }
    }

    /// A problem of one member of a file.
    pub fn of_member(member: impl Into<String>, kind: ProblemKind, detail: impl Into<String>) -> Self {
        Self { kind, member: Some(member.into()), detail: detail.into() }
    }
}
