//! The one place that creates, renames and syncs files of `.morgue/`.
//!
//! Everything goes through here, so that what a crash can leave behind is decided once.

use std::{
    fs::{self, File},
    io::{ErrorKind, Write},
    path::Path,
};

use super::ArchiveError;

/// The mark by which backup programs know a folder that can be made again (bford.info/cachedir).
const CACHE_TAG: &str = "Signature: 8a477f597d28d172789f06886806bc55\n\
    # This folder is an index made by morgue. It can be made again.\n";

/// Makes a folder and those above it.
pub fn create_folder(path: &Path) -> Result<(), ArchiveError> {
    fs::create_dir_all(path).map_err(ArchiveError::io(path))
}

/// Makes a folder whose content backups can leave out.
pub fn create_cache_folder(path: &Path) -> Result<(), ArchiveError> {
    create_folder(path)?;
    let tag = path.join("CACHEDIR.TAG");
    if tag.exists() { Ok(()) } else { write(&tag, CACHE_TAG.as_bytes()) }
}

/// Replaces a file so that a crash leaves the old or the new content, nothing between.
pub fn write(path: &Path, content: &[u8]) -> Result<(), ArchiveError> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let in_folder = || -> std::io::Result<()> {
        let mut file = tempfile::NamedTempFile::new_in(folder)?;
        file.write_all(content)?;
        file.as_file().sync_all()?;
        file.persist(path)?;
        sync_folder(folder)
    };
    in_folder().map_err(ArchiveError::io(path))
}

/// Adds to the end of a file, which is made if it is not there.
pub fn append(path: &Path, content: &[u8]) -> Result<(), ArchiveError> {
    let add = || -> std::io::Result<()> {
        let mut file = File::options().create(true).append(true).open(path)?;
        file.write_all(content)?;
        file.sync_all()
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

/// A private file without a name, gone when it is closed.
pub fn spool(folder: &Path) -> Result<File, ArchiveError> {
    tempfile::tempfile_in(folder).map_err(ArchiveError::io(folder))
}

/// Removes a folder and all in it; it may be absent.
pub fn remove_folder(path: &Path) -> Result<(), ArchiveError> {
    match fs::remove_dir_all(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(ArchiveError::io(path)(error)),
        _ => Ok(()),
    }
}

/// Moves a folder to a place where nothing is.
pub fn rename_folder(from: &Path, to: &Path) -> Result<(), ArchiveError> {
    fs::rename(from, to).map_err(ArchiveError::io(from))?;
    let folder = to.parent().unwrap_or(Path::new("."));
    sync_folder(folder).map_err(ArchiveError::io(folder))
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

/// A rename is only as lasting as the folder that holds it; some systems cannot sync folders, and need not.
fn sync_folder(folder: &Path) -> std::io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}
