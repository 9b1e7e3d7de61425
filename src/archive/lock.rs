//! One writer at a time.
//!
//! The lock belongs to the open file, so the system releases it when the process ends, however it ends. What a file system
//! of several machines makes of it depends on how it was mounted, so that whoever writes there is told.

use std::fs::TryLockError;

use super::{Archive, ArchiveError, files::disk::DiskFile};

/// Held while a process writes.
pub(super) struct WriteLock {
    _file: DiskFile,
}

impl WriteLock {
    /// Takes the lock of an archive, or says that another process has it.
    pub(super) fn take(archive: &Archive) -> Result<Self, ArchiveError> {
        let path = archive.lock();
        let file = DiskFile::for_lock(&path).map_err(ArchiveError::io(&path))?;
        match file.try_lock() {
            Ok(()) => Ok(Self { _file: file }),
            Err(TryLockError::WouldBlock) => Err(ArchiveError::Busy(archive.root().to_owned())),
            Err(TryLockError::Error(source)) => Err(ArchiveError::NoLocks { path, source }),
        }
    }
}
