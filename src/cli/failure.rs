//! How a command ends: with something, with nothing, or with a message that says what to do.

use std::{fmt, io};

use morgue::{
    archive::ArchiveError,
    desk::{SettingsError, names::NamesError},
};

/// How a command that ran has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Something was found or done.
    Done,
    /// Nothing matched.
    Nothing,
}

/// Why a command did not do what was asked.
#[derive(Debug)]
pub(crate) enum Failure {
    /// Nobody reads the output any more.
    ClosedPipe,
    /// The arguments cannot be understood, or help was asked for.
    Usage(clap::Error),
    /// Anything else.
    Other(Message),
}

/// What happened, and what to do about it.
#[derive(Debug)]
pub(crate) struct Message {
    text: String,
    hints: Vec<String>,
    /// Whether damaged files of the index may be the reason.
    is_suspect: bool,
}

impl Failure {
    /// A failure with its message.
    pub(crate) fn new(text: impl fmt::Display) -> Self {
        Self::Other(Message { text: text.to_string(), hints: Vec::new(), is_suspect: false })
    }

    /// Whether damaged files of the index may be the reason.
    pub(crate) fn is_suspect(&self) -> bool {
        matches!(self, Self::Other(message) if message.is_suspect)
    }

    /// From now on damaged files of the index may be the reason.
    #[must_use]
    pub(crate) fn suspect(mut self, is_suspect: bool) -> Self {
        if let Self::Other(message) = &mut self {
            message.is_suspect = is_suspect;
        }
        self
    }

    /// Adds what to do about it.
    #[must_use]
    pub(crate) fn hint(mut self, hint: impl fmt::Display) -> Self {
        if let Self::Other(message) = &mut self {
            message.hints.push(hint.to_string());
        }
        self
    }
}

impl fmt::Display for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "error: {}", morgue::render::safe(&self.text))?;
        for hint in &self.hints {
            writeln!(f, "hint: {}", morgue::render::safe(hint))?;
        }
        Ok(())
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::ClosedPipe,
            _ => Self::new(format_args!("writing the output failed: {error}")),
        }
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        Self::from(io::Error::from(error))
    }
}

impl From<SettingsError> for Failure {
    fn from(error: SettingsError) -> Self {
        match error {
            SettingsError::File(error) => error.into(),
            SettingsError::Syntax { .. } => {
                Self::new(error).hint("correct that line, or remove the file to use the defaults")
            }
        }
    }
}

impl From<NamesError> for Failure {
    fn from(error: NamesError) -> Self {
        match error {
            NamesError::File(error) => error.into(),
            NamesError::Syntax { .. } => Self::new(error).hint("correct that line; nothing else was changed"),
            NamesError::ChangedMeanwhile { .. } => Self::new(error).hint("type the same again"),
            NamesError::ChangedByHand { .. } => Self::new(error)
                .hint("take the lines out by hand; `morgue names log` says what the change was"),
            NamesError::ChangedSince { .. } => Self::new(error),
            NamesError::NothingToUndo => Self::new(error).hint("`morgue names log` lists the changes"),
        }
    }
}

/// Whether nothing may be written there.
fn is_refused(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem)
}

impl From<ArchiveError> for Failure {
    fn from(error: ArchiveError) -> Self {
        let failure = Self::new(&error).suspect(error.is_damage());
        if error.is_full() {
            return failure
                .hint("free some space on that disk and type the same again; the archive answers as of its last commit, and nothing that was in it is lost")
                .hint("an index can also lie on another disk: --index DIR");
        }
        match error {
            ArchiveError::NotIndexed(folder) => {
                failure.hint(format_args!("type: morgue index {}", folder.display()))
            }
            ArchiveError::OtherFormat { found, expected, .. } if found < expected => {
                failure.hint("type: morgue index (it makes the index anew from your files)")
            }
            ArchiveError::OtherFormat { .. } => {
                failure.hint("use that program, or make the index anew with this one: morgue index --rebuild")
            }
            ArchiveError::Busy(_) => failure.hint("wait until it has ended; searches work meanwhile"),
            ArchiveError::NoLocks { .. } => {
                failure.hint("put the index on a disk of this machine: --index DIR")
            }
            ArchiveError::Backup(_) => {
                failure.hint("to work with it: morgue restore BACKUP --archive FOLDER")
            }
            ArchiveError::Exists(_) => {
                failure.hint("name a folder that does not exist; restore takes --replace")
            }
            ArchiveError::InsideOfArchive(_) => failure
                .hint("name a folder elsewhere, best on another disk: here it would be read as articles"),
            ArchiveError::NotOurs(_) => failure.hint("name an empty folder, or one that is not there yet: --index DIR"),
            ArchiveError::OtherArchive { .. } => {
                failure.hint("name another folder for the index of this one: --index DIR")
            }
            ArchiveError::NoBackup(_) => failure.hint("name the folder that `morgue backup` made"),
            ArchiveError::Outside { .. } => failure.hint("name a folder inside of the archive, or use --new"),
            ArchiveError::NoRoot { is_empty: false, .. } => {
                failure.hint("connect its disk; if it has moved, name the new place: --archive FOLDER --index DIR")
            }
            ArchiveError::NoRoot { .. } => {
                failure.hint("connect its disk; if the folder is meant to be empty: morgue index --rebuild")
            }
            ArchiveError::PurgedList { .. } => {
                failure.hint("put the file right, or take it from a backup; as long as it cannot be followed nothing is indexed")
            }
            ArchiveError::Io { path, source } if is_refused(&source) => failure
                .hint(format_args!(
                    "if {} cannot be written to, put the index elsewhere: --index DIR",
                    path.display()
                )),
            ArchiveError::Io { .. }
            | ArchiveError::Full { .. }
            | ArchiveError::Pattern(_)
            | ArchiveError::Memory { .. }
            // What to do about these is said when the files have been looked at.
            | ArchiveError::Damaged(_)
            | ArchiveError::Record(_)
            | ArchiveError::Engine(_) => failure,
        }
    }
}
