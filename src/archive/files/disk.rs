//! The calls that change the disk, each of them a step.
//!
//! All that the program keeps is made by these calls, and by no others. In the program they are those of the standard
//! library. In tests each step can fail, and the power can go off between any two of them (`faults`).

use std::{
    fs::{self, File, OpenOptions, TryLockError},
    io::{self, ErrorKind, Read, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
};

use tempfile::{NamedTempFile, TempDir};

#[cfg(all(test, unix))]
use super::faults;

/// What a call does to the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// Makes a file, folder or link.
    Create,
    /// Puts bytes into a file.
    Write,
    /// Waits until the bytes of a file lie on the disk.
    Sync,
    /// Waits until the names in a folder lie on the disk.
    SyncFolder,
    /// Gives a file or folder another name.
    Rename,
    /// Gives two folders each other's name.
    Exchange,
    /// Takes a file or folder away, or the end of a file.
    Remove,
    /// Says who may read and write.
    Permissions,
}

/// The program's disk: it does what it is told, or says itself that it cannot.
#[cfg(not(all(test, unix)))]
#[expect(clippy::unnecessary_wraps, reason = "they have the form of those that fail in tests")]
mod faults {
    use std::{fs::File, io, path::Path};

    use super::Step;

    pub(super) fn step(_: Step, _: &Path) -> io::Result<()> {
        Ok(())
    }

    /// How many bytes of so many are written at once.
    pub(super) fn room(_: &Path, length: usize) -> io::Result<usize> {
        Ok(length)
    }

    pub(super) fn synced(_: &File, _: &Path) {}

    pub(super) fn free(_: &Path) -> Option<u64> {
        None
    }
}

/// A file that is written.
#[derive(Debug)]
pub(in crate::archive) struct DiskFile {
    file: File,
    path: PathBuf,
}

impl DiskFile {
    /// Makes a file that is not there yet.
    pub(in crate::archive) fn create(path: &Path) -> io::Result<Self> {
        let file = Self::open(path, OpenOptions::new().write(true).create_new(true))?;
        super::share(path, parent(path))?;
        Ok(file)
    }

    /// Opens a file to write to its end, and to read it; it is made if it is not there.
    pub(super) fn append(path: &Path) -> io::Result<Self> {
        Self::open(path, OpenOptions::new().read(true).append(true).create(true))
    }

    /// Opens a file of which only the lock on it matters; it is made if it is not there.
    pub(in crate::archive) fn for_lock(path: &Path) -> io::Result<Self> {
        let file = Self::open(path, OpenOptions::new().write(true).create(true).truncate(false))?;
        // Of somebody else's file the permissions stay.
        let _ = super::share(path, parent(path));
        Ok(file)
    }

    /// A private file without a name, gone when it is closed.
    pub(super) fn nameless(folder: &Path) -> io::Result<Self> {
        faults::step(Step::Create, folder)?;
        Ok(Self { file: tempfile::tempfile_in(folder)?, path: folder.to_owned() })
    }

    fn open(path: &Path, options: &OpenOptions) -> io::Result<Self> {
        faults::step(Step::Create, path)?;
        Ok(Self { file: options.open(path)?, path: path.to_owned() })
    }

    /// Waits until what was written lies on the disk.
    pub(in crate::archive) fn sync(&self) -> io::Result<()> {
        sync_file(&self.file, &self.path)
    }

    /// Takes the lock of the file, unless somebody has it.
    pub(in crate::archive) fn try_lock(&self) -> Result<(), TryLockError> {
        self.file.try_lock()
    }

    /// Takes the lock of the file as soon as nobody has it.
    pub(in crate::archive) fn lock(&self) -> io::Result<()> {
        self.file.lock()
    }

    /// Takes away what is behind so many bytes.
    pub(super) fn cut(&self, length: u64) -> io::Result<()> {
        faults::step(Step::Remove, &self.path)?;
        self.file.set_len(length)
    }

    /// Bytes of the file.
    pub(super) fn len(&self) -> io::Result<u64> {
        Ok(self.file.metadata()?.len())
    }
}

impl Write for DiskFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let room = faults::room(&self.path, bytes.len())?;
        self.file.write(&bytes[..room])
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Read for DiskFile {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.file.read(buffer)
    }
}

impl Seek for DiskFile {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.file.seek(to)
    }
}

/// A private file that is gone when it is dropped, unless it was put into a place. While it is written it is locked, so
/// that it is told from one that a killed process left.
#[derive(Debug)]
pub(super) struct Temporary(NamedTempFile);

impl Temporary {
    /// Makes one in a folder.
    pub(super) fn create(folder: &Path) -> io::Result<Self> {
        faults::step(Step::Create, folder)?;
        let file = NamedTempFile::new_in(folder)?;
        // Where there are no locks, nobody can tell.
        let _ = file.as_file().try_lock();
        Ok(Self(file))
    }

    /// Where it is.
    pub(super) fn path(&self) -> &Path {
        self.0.path()
    }

    /// Gives it the place of another file, whole: its bytes lie on the disk before, its name after.
    pub(super) fn place(self, path: &Path) -> io::Result<()> {
        sync_file(self.0.as_file(), self.0.path())?;
        faults::step(Step::Rename, path)?;
        self.0.persist(path)?;
        sync_folder(parent(path))
    }
}

impl Write for Temporary {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let room = faults::room(self.0.path(), bytes.len())?;
        self.0.write(&bytes[..room])
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn sync_file(file: &File, path: &Path) -> io::Result<()> {
    faults::step(Step::Sync, path)?;
    file.sync_all()?;
    faults::synced(file, path);
    Ok(())
}

/// A name is only as lasting as the folder that holds it; some systems cannot sync folders, and need not.
pub(in crate::archive) fn sync_folder(folder: &Path) -> io::Result<()> {
    faults::step(Step::SyncFolder, folder)?;
    if cfg!(unix) {
        let file = File::open(folder)?;
        file.sync_all()?;
        faults::synced(&file, folder);
    }
    Ok(())
}

/// [`sync_folder`] of those that hold two names.
fn sync_folders(one: &Path, other: &Path) -> io::Result<()> {
    sync_folder(parent(one))?;
    if parent(one) == parent(other) { Ok(()) } else { sync_folder(parent(other)) }
}

/// Makes a folder that is not there yet.
pub(super) fn create_folder(path: &Path) -> io::Result<()> {
    faults::step(Step::Create, path)?;
    fs::create_dir(path)
}

/// Makes a private folder that is gone when it is dropped.
pub(super) fn temporary_folder(folder: &Path, prefix: &str) -> io::Result<TempDir> {
    faults::step(Step::Create, folder)?;
    tempfile::Builder::new().prefix(prefix).tempdir_in(folder)
}

/// Gives a file or folder another name in a folder that exists.
pub(super) fn rename(from: &Path, to: &Path) -> io::Result<()> {
    faults::step(Step::Rename, to)?;
    fs::rename(from, to)?;
    sync_folders(to, from)
}

/// Gives two folders each other's name, in one step; false where the system cannot.
pub(super) fn exchange(one: &Path, other: &Path) -> io::Result<bool> {
    if let Err(error) = faults::step(Step::Exchange, one) {
        return unless_unknown(error);
    }
    #[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
    {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        if let Err(error) = renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE) {
            return unless_unknown(error.into());
        }
        sync_folders(one, other)?;
        Ok(true)
    }
    #[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
    {
        let _ = other;
        Ok(false)
    }
}

/// Old systems, and many file systems that lie elsewhere, do not know of exchanging.
fn unless_unknown(error: io::Error) -> io::Result<bool> {
    match error.kind() {
        ErrorKind::Unsupported | ErrorKind::InvalidInput => Ok(false),
        _ => Err(error),
    }
}

/// Takes a file away.
pub(in crate::archive) fn remove(path: &Path) -> io::Result<()> {
    faults::step(Step::Remove, path)?;
    fs::remove_file(path)
}

/// Takes a folder away, and all in it.
pub(super) fn remove_folder(path: &Path) -> io::Result<()> {
    faults::step(Step::Remove, path)?;
    fs::remove_dir_all(path)
}

/// Gives a file a second name on the same file system.
pub(super) fn link(from: &Path, to: &Path) -> io::Result<()> {
    faults::step(Step::Create, to)?;
    fs::hard_link(from, to)
}

/// Copies a file, with its permissions, and waits until its bytes lie on the disk.
pub(super) fn copy(from: &Path, to: &Path) -> io::Result<()> {
    faults::step(Step::Create, to)?;
    faults::step(Step::Write, to)?;
    fs::copy(from, to)?;
    sync_file(&File::open(to)?, to)
}

/// Says who may read and write a file or folder.
pub(super) fn set_permissions(path: &Path, permissions: fs::Permissions) -> io::Result<()> {
    faults::step(Step::Permissions, path)?;
    fs::set_permissions(path, permissions)
}

/// Bytes that are free for the program where a folder lies; none if the system does not say.
pub(super) fn free(folder: &Path) -> Option<u64> {
    faults::free(folder).or_else(|| fs4::available_space(folder).ok())
}

/// The folder that holds a name.
pub(super) fn parent(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}
