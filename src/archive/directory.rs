//! How the engine sees the folder of an index: with fewer books to keep than it would keep by itself.
//!
//! The engine takes a lock, which is a file, while it opens the files of a commit, so that a writer does not sweep them
//! away in that moment. Where no file can be made a reader goes without, and opens again if it was unlucky.
//!
//! By a list, `.managed.json`, the engine knows which files are its own to remove. A list can be damaged, lost, or older
//! than the files of a run that was killed, which nobody would remove then. So whoever writes is given the files that are
//! there, by their names, and whoever reads, who removes nothing, an empty list; and none is written.
//!
//! What the engine writes goes through the room of files, and lies on the disk when the engine thinks so. It works in
//! threads of its own and tells of some failures only that there was one, of those in merging not even that. So the first
//! call that fails is kept, to be told, and from then on nothing is written, no commit above all: what the engine has in
//! memory may not be what lies on the disk.

use std::{
    io::{self, BufWriter, ErrorKind, Write},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use tantivy::{
    Directory,
    directory::{
        AntiCallToken, DirectoryLock, FileHandle, Lock, MmapDirectory, TerminatingWrite, WatchCallback,
        WatchHandle, WritePtr,
        error::{DeleteError, LockError, OpenReadError, OpenWriteError},
    },
};

use super::{
    ArchiveError,
    files::{
        self,
        disk::{self, DiskFile},
    },
};

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

/// The first call of the engine that failed.
#[derive(Clone, Debug, Default)]
pub(super) struct Trouble(Arc<Mutex<Option<(PathBuf, io::Error)>>>);

impl Trouble {
    /// What to tell, if anything has failed: rather this than what followed from it.
    pub(super) fn told(&self) -> Option<ArchiveError> {
        let told = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        told.as_ref().map(|(path, error)| ArchiveError::io(path)(again(error)))
    }

    /// From now on nothing is written.
    pub(super) fn stop(&self) {
        let mut told = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        told.get_or_insert_with(|| (PathBuf::new(), io::Error::other("the run has ended")));
    }

    fn note<T>(&self, path: &Path, result: io::Result<T>) -> io::Result<T> {
        if let Err(error) = &result {
            let mut told = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            told.get_or_insert_with(|| (path.to_owned(), again(error)));
        }
        result
    }

    fn check(&self) -> io::Result<()> {
        let told = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        told.as_ref().map_or(Ok(()), |(_, error)| Err(again(error)))
    }
}

/// The same error, once more.
fn again(error: &io::Error) -> io::Error {
    match error.raw_os_error() {
        Some(code) => io::Error::from_raw_os_error(code),
        None => io::Error::new(error.kind(), error.to_string()),
    }
}

/// A file that the engine writes.
struct EngineFile {
    file: DiskFile,
    path: PathBuf,
    trouble: Trouble,
}

impl Write for EngineFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.trouble.check()?;
        let written = self.file.write(bytes);
        self.trouble.note(&self.path, written)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl TerminatingWrite for EngineFile {
    fn terminate_ref(&mut self, _: AntiCallToken) -> io::Result<()> {
        self.trouble.note(&self.path, self.file.sync())
    }
}

/// A folder for writing.
#[derive(Clone, Debug)]
pub(super) struct WritingDirectory {
    inner: MmapDirectory,
    folder: PathBuf,
    trouble: Trouble,
}

impl WritingDirectory {
    pub(super) fn open(folder: &Path) -> Result<Self, ArchiveError> {
        let inner = MmapDirectory::open(folder)?;
        Ok(Self { inner, folder: folder.to_owned(), trouble: Trouble::default() })
    }

    /// Tells what fails from now on.
    pub(super) fn trouble(&self) -> Trouble {
        self.trouble.clone()
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
        // A file that nobody needs and that cannot be removed is in nobody's way: the next run tries again.
        disk::remove(&self.folder.join(path)).map_err(|error| match error.kind() {
            ErrorKind::NotFound => DeleteError::FileDoesNotExist(path.to_owned()),
            _ => DeleteError::IoError { io_error: Arc::new(error), filepath: path.to_owned() },
        })
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.inner.exists(path)
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        let whole = self.folder.join(path);
        let file = match DiskFile::create(&whole) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {
                return Err(OpenWriteError::FileAlreadyExists(path.to_owned()));
            }
            created => self.trouble.note(&whole, created),
        };
        let file = file.map_err(|error| OpenWriteError::wrap_io_error(error, path.to_owned()))?;
        Ok(BufWriter::new(Box::new(EngineFile { file, path: whole, trouble: self.trouble.clone() })))
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        if path == Path::new(MANAGED) { self.managed() } else { self.inner.atomic_read(path) }
    }

    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        if path == Path::new(MANAGED) {
            return Ok(());
        }
        self.trouble.check()?;
        let whole = self.folder.join(path);
        // The engine removes the files of the commit before as soon as this returns.
        self.trouble.note(&whole, files::replace_file(&whole, &[data]))
    }

    fn sync_directory(&self) -> io::Result<()> {
        self.trouble.note(&self.folder, disk::sync_folder(&self.folder))
    }

    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        let whole = self.folder.join(&lock.filepath);
        self.trouble.note(&whole, DiskFile::for_lock(&whole)).map_err(LockError::wrap_io_error)?;
        self.inner.acquire_lock(lock)
    }

    fn watch(&self, callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.inner.watch(callback)
    }
}
