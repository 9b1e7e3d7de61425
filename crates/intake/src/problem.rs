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
    /// The entities that it declares become more than a limit allows.
    TooManyEntities,
}

impl ProblemKind {
    /// All of them.
    pub const ALL: [Self; 14] = [
        Self::Unreadable,
        Self::Empty,
        Self::TooLarge,
        Self::NotText,
        Self::Broken,
        Self::Panic,
        Self::TooDeep,
        Self::Unsupported,
        Self::Encrypted,
        Self::TooDense,
        Self::TooManyArticles,
        Self::TooManyMembers,
        Self::TooSlow,
        Self::TooManyEntities,
    ];

    /// Whether a setting is the reason, so that another one may let it in.
    pub fn is_limit(self) -> bool {
        matches!(
            self,
            Self::TooLarge
                | Self::TooDeep
                | Self::TooDense
                | Self::TooManyArticles
                | Self::TooManyMembers
                | Self::TooSlow
                | Self::TooManyEntities
        )
    }

    /// Its name, as it is written in lists.
    pub fn name(self) -> &'static str {
        match self {
            Self::Unreadable => "unreadable",
            Self::Empty => "empty",
            Self::TooLarge => "too-large",
            Self::NotText => "not-text",
            Self::Broken => "broken",
            Self::Panic => "panic",
            Self::TooDeep => "too-deep",
            Self::Unsupported => "unsupported",
            Self::Encrypted => "encrypted",
            Self::TooDense => "too-dense",
            Self::TooManyArticles => "too-many-articles",
            Self::TooManyMembers => "too-many-members",
            Self::TooSlow => "too-slow",
            Self::TooManyEntities => "too-many-entities",
        }
    }

    /// What a person can do about it, whatever the file.
    pub fn advice(self) -> &'static str {
        match self {
            Self::Unreadable => "check that the files are there and may be read",
            Self::Empty => "fetch them again if they should hold an article",
            Self::TooLarge
            | Self::TooDeep
            | Self::TooDense
            | Self::TooManyArticles
            | Self::TooManyMembers
            | Self::TooSlow
            | Self::TooManyEntities => "if you trust the files, raise the limit in the settings",
            Self::NotText => "rename them, or leave them out with --exclude",
            Self::Broken => "fetch or export them again; what could be read of them is in the archive",
            Self::Panic => "this is a defect of morgue: please report it with one of the files",
            Self::Unsupported => "convert them to text or HTML, or leave them out with --exclude",
            Self::Encrypted => "unpack them with their password beside the archive",
        }
    }
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
