//! How the engine sees the folder of an index: with fewer books to keep than it would keep by itself.
//!
//! The engine takes a lock, which is a file, while it opens the files of a commit, so that a writer does not sweep them
//! away in that moment. Where no file can be made a reader goes without, and opens again if it was unlucky.
//!
//! By a list, `.managed.json`, the engine knows which files are its own to remove. A list can be damaged, lost, or older
//! than the files of a run that was killed, which nobody would remove then. So whoever writes is given the files that are
//! there, by their names, and whoever reads, who removes nothing, an empty list.

use std::{
    io::{self, ErrorKind},
    path::{Path, PathBuf},
    sync::Arc,
};

use tantivy::{
    Directory,
    directory::{
        DirectoryLock, FileHandle, Lock, MmapDirectory, WatchCallback, WatchHandle, WritePtr,
        error::{DeleteError, LockError, OpenReadError, OpenWriteError},
    },
};

use super::{ArchiveError, files};

/// What the engine says of the last commit.
pub(super) const META: &str = "meta.json";
/// The engine's list of its own files.
pub(super) const MANAGED: &str = ".managed.json";
/// Characters of a segment's name, with which its files' names begin.
const SEGMENT_NAME: usize = 32;

/// A folder for reading.
#[derive(Clone, Debug)]
pub(super) struct ReadingDirectory(pub(super) MmapDirectory);

impl Directory for ReadingDirectory {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        self.0.get_file_handle(path)
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        self.0.delete(path)
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.0.exists(path)
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        self.0.open_write(path)
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        if path == Path::new(MANAGED) { Ok(b"[]".to_vec()) } else { self.0.atomic_read(path) }
    }

    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        self.0.atomic_write(path, data)
    }

    fn sync_directory(&self) -> io::Result<()> {
        self.0.sync_directory()
    }

    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        match self.0.acquire_lock(lock) {
            Err(LockError::IoError(error))
                if matches!(error.kind(), ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem) =>
            {
                Ok(DirectoryLock::from(Box::new(())))
            }
            result => result,
        }
    }

    fn watch(&self, callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.0.watch(callback)
    }
}

/// A folder for writing.
#[derive(Clone, Debug)]
pub(super) struct WritingDirectory {
    inner: MmapDirectory,
    folder: PathBuf,
}

impl WritingDirectory {
    pub(super) fn open(folder: &Path) -> Result<Self, ArchiveError> {
        Ok(Self { inner: MmapDirectory::open(folder)?, folder: folder.to_owned() })
    }

    /// The list of the engine's files that are there.
    fn managed(&self) -> Result<Vec<u8>, OpenReadError> {
        let found = files::list(&self.folder).map_err(|error| {
            OpenReadError::wrap_io_error(io::Error::other(error), self.folder.join(MANAGED))
        })?;
        let names = found.iter().filter_map(|path| path.file_name()?.to_str());
        let own = names.filter(|name| *name == META || segment_of(name).is_some());
        let quoted: Vec<String> = own.map(|name| format!("\"{name}\"")).collect();
        Ok(format!("[{}]", quoted.join(",")).into_bytes())
    }
}

/// The name of the segment that a file of this name belongs to, if it is a segment's file.
pub(super) fn segment_of(file: &str) -> Option<&str> {
    let (segment, _) = file.split_once('.')?;
    let is_one = segment.len() == SEGMENT_NAME && segment.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_one.then_some(segment)
}

impl Directory for WritingDirectory {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        self.inner.get_file_handle(path)
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        self.inner.delete(path)
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.inner.exists(path)
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        self.inner.open_write(path)
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        if path == Path::new(MANAGED) { self.managed() } else { self.inner.atomic_read(path) }
    }

    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        self.inner.atomic_write(path, data)
    }

    fn sync_directory(&self) -> io::Result<()> {
        self.inner.sync_directory()
    }

    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        self.inner.acquire_lock(lock)
    }

    fn watch(&self, callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.inner.watch(callback)
    }
}
