//! What can go wrong with an archive as a whole.

use std::{io, path::PathBuf};

use tantivy::TantivyError;

use super::{damage, record::RecordError};

/// Why an archive could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveError {
    /// The folder has no index yet.
    #[error("{} has not been indexed", .0.display())]
    NotIndexed(PathBuf),
    /// The index was made by another version of the program.
    #[error(
        "the index in {} was made by {} version of the program (format {found}; this one reads {expected})",
        path.display(),
        if found < expected { "an older" } else { "a newer" }
    )]
    OtherFormat {
        /// Where the index lies.
        path: PathBuf,
        /// Its format; 0 if it does not say.
        found: u32,
        /// The format that this program reads.
        expected: u32,
    },
    /// Another process is writing.
    #[error("another run is writing to the index in {}", .0.display())]
    Busy(PathBuf),
    /// The file system cannot keep two runs apart.
    #[error("the file system that {} is on gives no locks: {source}", path.display())]
    NoLocks {
        /// The file to lock.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// What was to be written to is a backup.
    #[error("{} is a backup: it is only read", .0.display())]
    Backup(PathBuf),
    /// There is something already.
    #[error("{} is there already; nothing was written", .0.display())]
    Exists(PathBuf),
    /// A backup would become a part of what it is a backup of.
    #[error("{} lies inside of the archive", .0.display())]
    InsideOfArchive(PathBuf),
    /// The folder for an index holds what no index has.
    #[error("{} holds other files; nothing was written", .0.display())]
    NotOurs(PathBuf),
    /// The folder for an index is that of another archive.
    #[error("the index in {} is that of {}", home.display(), root.display())]
    OtherArchive {
        /// Where the index lies.
        home: PathBuf,
        /// The folder that it is of.
        root: PathBuf,
    },
    /// What was to be restored is none.
    #[error("{} is no backup", .0.display())]
    NoBackup(PathBuf),
    /// A file of an index is not what was written.
    #[error("{} is damaged", .0.display())]
    Damaged(PathBuf),
    /// A file or folder could not be read or written.
    #[error("{}: {source}", path.display())]
    Io {
        /// Which.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The disk has no room for what is to be written.
    #[error(
        "there is no room in {}: {} MB are needed, {} MB are free",
        path.display(),
        needed.div_ceil(1_000_000),
        free / 1_000_000
    )]
    Full {
        /// A folder on that disk.
        path: PathBuf,
        /// Bytes that are needed.
        needed: u64,
        /// Bytes that are free.
        free: u64,
    },
    /// The folder to update lies outside of the archive, or does not exist.
    #[error("{} is no folder of the archive in {}", start.display(), root.display())]
    Outside {
        /// What was to be updated.
        start: PathBuf,
        /// The archive's folder.
        root: PathBuf,
    },
    /// The folder of article files is not there, or has nothing in it that was in it before: its disk may be missing.
    #[error("{} is {}", root.display(), if *is_empty { "empty, and all that is in the index would be taken out" } else { "not there" })]
    NoRoot {
        /// The archive's folder.
        root: PathBuf,
        /// It is there, but empty.
        is_empty: bool,
    },
    /// The list of what must not come back cannot be followed.
    #[error("{}: {detail}", path.display())]
    PurgedList {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        detail: String,
    },
    /// A pattern for files to walk cannot be understood.
    #[error(transparent)]
    Pattern(#[from] intake::walk::BadPattern),
    /// The memory bound leaves no room to work in.
    #[error("{} MB of memory are too few; {} MB are needed", given / 1_000_000, least / 1_000_000)]
    Memory {
        /// The bound.
        given: u64,
        /// The smallest that works.
        least: u64,
    },
    /// A record cannot be decoded.
    #[error("the index is damaged: {0}")]
    Record(#[from] RecordError),
    /// The search engine underneath failed.
    #[error("the index cannot be used: {}", damage::explain(.0))]
    Engine(#[from] TantivyError),
}

impl ArchiveError {
    /// Whether what has failed may be due to damaged files of the index.
    pub fn is_damage(&self) -> bool {
        match self {
            Self::Damaged(_) | Self::Record(_) => true,
            Self::Engine(error) => match error {
                TantivyError::LockFailure(..) | TantivyError::OpenWriteError(_) => false,
                // What the system says with a number of its own is not about the content of a file.
                TantivyError::IoError(error) => error.raw_os_error().is_none(),
                _ => true,
            },
            _ => false,
        }
    }

    /// Whether the disk is full, or the user's part of it.
    pub fn is_full(&self) -> bool {
        match self {
            Self::Full { .. } => true,
            Self::Io { source, .. } => {
                matches!(source.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded)
            }
            _ => false,
        }
    }

    pub(super) fn io(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| Self::Io { path, source }
    }
}
