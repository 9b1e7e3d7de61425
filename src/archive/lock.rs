//! One writer at a time, of the index and of the desk.
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

/// Held for the moment in which a file of the desk is read, changed and written, by commands and the browser alike.
pub struct DeskLock {
    _file: Option<DiskFile>,
}

impl DeskLock {
    /// Takes the lock, after whoever has it. Where the file system gives none, each goes on without.
    pub fn take(archive: &Archive) -> Result<Self, ArchiveError> {
        let path = archive.desk_lock();
        let file = DiskFile::for_lock(&path).map_err(ArchiveError::io(&path))?;
        let is_held = file.lock().is_ok();
        Ok(Self { _file: is_held.then_some(file) })
    }
}
