//! The one place that creates, renames and syncs files of `.morgue/`.
//!
//! Everything goes through here, so that what a crash can leave behind is decided once: a file is replaced as a whole or
//! not at all, and what was done lies on the disk when it is said to be done. The calls themselves are in `disk`.

pub(super) mod disk;
#[cfg(all(test, unix))]
pub(crate) mod faults;
mod kind;
mod making;
mod replace;

use std::{
    fs,
    io::{self, BufWriter, ErrorKind, Read, Seek, SeekFrom, Write},
    ops::Deref,
    path::{Path, PathBuf},
    time::SystemTime,
};

use self::disk::{DiskFile, Temporary};
pub(super) use self::{
    kind::shared,
    making::{Making, is_unfinished, remove_abandoned, remove_unfinished},
    replace::{put_back, replace_folder},
};
use super::ArchiveError;

/// The mark by which backup programs know a folder that can be made again (bford.info/cachedir).
const CACHE_TAG: &str = "Signature: 8a477f597d28d172789f06886806bc55\n\
    # This folder is an index made by morgue. It can be made again.\n";

/// Makes a folder and those above it; a new one has the permissions of the one that it is in.
pub fn create_folder(path: &Path) -> Result<(), ArchiveError> {
    create_folder_like(path, path.parent().unwrap_or(path))
}

/// Makes a folder and those above it; a new one has the permissions of another.
pub fn create_folder_like(path: &Path, like: &Path) -> Result<(), ArchiveError> {
    let is_new = !path.exists();
    create_with_parents(path).map_err(ArchiveError::io(path))?;
    if is_new { follow(path, like) } else { Ok(()) }
}

fn create_with_parents(path: &Path) -> io::Result<()> {
    if path.is_dir() {
        return Ok(());
    }
    let parent = disk::parent(path);
    create_with_parents(parent)?;
    match disk::create_folder(path) {
        // Another process was first.
        Err(error) if error.kind() == ErrorKind::AlreadyExists && path.is_dir() => Ok(()),
        created => created.and_then(|()| disk::sync_folder(parent)),
    }
}

/// Makes a folder whose content backups can leave out.
pub fn create_cache_folder(path: &Path) -> Result<(), ArchiveError> {
    create_folder(path)?;
    let tag = path.join("CACHEDIR.TAG");
    if tag.exists() { Ok(()) } else { write(&tag, CACHE_TAG.as_bytes()) }
}

/// Replaces a file so that a crash leaves the old or the new content, nothing between.
pub fn write(path: &Path, content: &[u8]) -> Result<(), ArchiveError> {
    write_parts(path, &[content])
}

/// [`write()`] of what is in parts, one behind the other.
pub fn write_parts<P: Deref<Target = [u8]>>(path: &Path, parts: &[P]) -> Result<(), ArchiveError> {
    replace_file(path, parts).map_err(ArchiveError::io(path))
}

/// [`write_parts`], for whoever gives its errors another form.
pub(super) fn replace_file<P: Deref<Target = [u8]>>(path: &Path, parts: &[P]) -> io::Result<()> {
    let folder = disk::parent(path);
    let mut file = Temporary::create(folder)?;
    parts.iter().try_for_each(|part| file.write_all(part))?;
    // Until here it was private, as temporary files are.
    share(file.path(), folder)?;
    file.place(path)
}

/// Adds a line, with its end, to the end of a file, which is made if it is not there. What does not fit on the disk is not
/// there in part; after a line that has no end, as a crash or an editor leaves it, a new one begins.
pub fn append(path: &Path, line: &[u8]) -> Result<(), ArchiveError> {
    let add = || -> io::Result<()> {
        let is_new = !path.exists();
        let mut file = DiskFile::append(path)?;
        let length = file.len()?;
        let mut last = [b'\n'];
        if length > 0 {
            file.seek(SeekFrom::End(-1))?;
            file.read_exact(&mut last)?;
        }
        let line = if last == [b'\n'] { line.to_vec() } else { [b"\n", line].concat() };
        if let Err(error) = file.write_all(&line).and_then(|()| file.sync()) {
            let _ = file.cut(length);
            return Err(error);
        }
        if is_new { disk::sync_folder(disk::parent(path)) } else { Ok(()) }
    };
    add().map_err(ArchiveError::io(path))
}

/// Writes a file that the user has asked for and named; one that is there is replaced.
pub fn export(path: &Path, content: &[u8]) -> Result<(), ArchiveError> {
    fs::write(path, content).map_err(ArchiveError::io(path))
}

/// The content of a text file, or none if there is no such file.
pub fn read_text(path: &Path) -> Result<Option<String>, ArchiveError> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(ArchiveError::io(path)(error)),
    }
}

/// The content of a file, or none if there is no such file.
pub fn read_bytes(path: &Path) -> Result<Option<Vec<u8>>, ArchiveError> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(ArchiveError::io(path)(error)),
    }
}

/// Size and time of the last change of a file; none if there is no such file.
pub type Stamp = Option<(u64, SystemTime)>;

/// What tells cheaply whether a file is still the one that was read.
pub fn stamp(path: &Path) -> Stamp {
    let metadata = fs::metadata(path).ok()?;
    Some((metadata.len(), metadata.modified().ok()?))
}

/// Makes a file that is not there yet.
pub(super) fn create(path: &Path) -> Result<DiskFile, ArchiveError> {
    DiskFile::create(path).map_err(ArchiveError::io(path))
}

/// A private file without a name, gone when it is closed.
pub(super) fn spool(folder: &Path) -> Result<DiskFile, ArchiveError> {
    DiskFile::nameless(folder).map_err(ArchiveError::io(folder))
}

/// Removes a folder and all in it; it may be absent.
pub fn remove_folder(path: &Path) -> Result<(), ArchiveError> {
    if fs::symlink_metadata(path).is_err_and(|error| error.kind() == ErrorKind::NotFound) {
        return Ok(());
    }
    disk::remove_folder(path).map_err(ArchiveError::io(path))
}

/// Removes a file; it may be absent.
pub fn remove(path: &Path) -> Result<(), ArchiveError> {
    match disk::remove(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(ArchiveError::io(path)(error)),
        _ => Ok(()),
    }
}

/// Moves a folder to a place where nothing is.
pub fn rename_folder(from: &Path, to: &Path) -> Result<(), ArchiveError> {
    disk::rename(from, to).map_err(ArchiveError::io(from))
}

/// Bytes that are free where a folder lies, if the system says it.
pub(super) fn free(folder: &Path) -> Option<u64> {
    disk::free(folder)
}

/// Bytes of all files in a folder, not of those below it.
pub fn folder_bytes(path: &Path) -> u64 {
    let entries = fs::read_dir(path).into_iter().flatten().flatten();
    entries
        .filter_map(|entry| entry.metadata().ok())
        .filter(fs::Metadata::is_file)
        .map(|file| file.len())
        .sum()
}

/// The files in a folder by name, not those below it; none if there is no such folder.
pub fn list(folder: &Path) -> Result<Vec<PathBuf>, ArchiveError> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries.map_err(ArchiveError::io(folder))?,
    };
    let mut found = Vec::new();
    for entry in entries {
        let path = entry.map_err(ArchiveError::io(folder))?.path();
        if path.is_file() {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// A file that the user has asked for and named, written piece by piece beside its place: it appears there when it is
/// whole, and an old one stays until then. What is no plain file, such as a pipe or a link, is written to as it is.
pub struct Appearing {
    file: Growing,
    path: PathBuf,
}

/// Where it is written meanwhile.
enum Growing {
    Beside(BufWriter<Temporary>),
    InPlace(BufWriter<fs::File>),
}

impl Appearing {
    /// Begins to write the file at `path`.
    pub fn create(path: &Path) -> Result<Self, ArchiveError> {
        let is_other = path.symlink_metadata().is_ok_and(|there| !there.is_file());
        let file = if is_other {
            let file = fs::OpenOptions::new().write(true).truncate(true).open(path);
            file.map(|file| Growing::InPlace(BufWriter::with_capacity(1 << 16, file)))
        } else {
            let file = Temporary::create(disk::parent(path));
            file.map(|file| Growing::Beside(BufWriter::with_capacity(1 << 16, file)))
        };
        Ok(Self { file: file.map_err(ArchiveError::io(path))?, path: path.to_owned() })
    }

    fn writer(&mut self) -> &mut dyn Write {
        match &mut self.file {
            Growing::Beside(file) => file,
            Growing::InPlace(file) => file,
        }
    }

    /// Puts it into its place.
    pub fn finish(self) -> Result<(), ArchiveError> {
        let finished = match self.file {
            Growing::Beside(file) => {
                let file = file.into_inner().map_err(io::IntoInnerError::into_error);
                file.and_then(|file| file.place(&self.path))
            }
            Growing::InPlace(mut file) => file.flush(),
        };
        finished.map_err(ArchiveError::io(&self.path))
    }
}

impl Write for Appearing {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.writer().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.writer().flush()
    }
}

/// Gives a file a second name on the same file system.
pub fn link(from: &Path, to: &Path) -> Result<(), ArchiveError> {
    disk::link(from, to).map_err(ArchiveError::io(to))
}

/// Copies a file, with its permissions, and waits until its bytes lie on the disk.
pub fn copy(from: &Path, to: &Path) -> Result<(), ArchiveError> {
    disk::copy(from, to).map_err(ArchiveError::io(from))
}

/// Waits until the names of the files in a folder lie on the disk.
pub(super) fn sync_folder(folder: &Path) -> Result<(), ArchiveError> {
    disk::sync_folder(folder).map_err(ArchiveError::io(folder))
}

/// Gives a file or folder the permissions of a folder, which are the user's own say in who may read what is there, but
/// never takes the owner's. Systems without such permissions inherit them by themselves.
pub fn follow(path: &Path, folder: &Path) -> Result<(), ArchiveError> {
    share(path, folder).map_err(ArchiveError::io(path))
}

#[cfg(unix)]
fn share(path: &Path, folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let of_folder = fs::metadata(folder)?.permissions().mode();
    let own = fs::metadata(path)?;
    let mode = if own.is_dir() { of_folder & 0o2777 | 0o700 } else { of_folder & 0o666 | 0o600 };
    if own.permissions().mode() & 0o7777 == mode {
        return Ok(());
    }
    disk::set_permissions(path, fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
fn share(_: &Path, _: &Path) -> io::Result<()> {
    Ok(())
}
