//! The one place that creates, renames and syncs files of `.morgue/`.
//!
//! Everything goes through here, so that what a crash can leave behind is decided once.

use std::{
    fs::{self, File},
    io::{BufWriter, ErrorKind, Write},
    ops::Deref,
    path::{Path, PathBuf},
    time::SystemTime,
};

use super::ArchiveError;

/// The mark by which backup programs know a folder that can be made again (bford.info/cachedir).
const CACHE_TAG: &str = "Signature: 8a477f597d28d172789f06886806bc55\n\
    # This folder is an index made by morgue. It can be made again.\n";

/// How the names of folders begin that are being filled.
const MAKING: &str = ".making-";
/// How the names of files begin that are being written, ours and the engine's.
const UNFINISHED: &str = ".tmp";

/// Makes a folder and those above it; a new one has the permissions of the one that it is in.
pub fn create_folder(path: &Path) -> Result<(), ArchiveError> {
    create_folder_like(path, path.parent().unwrap_or(path))
}

/// Makes a folder and those above it; a new one has the permissions of another.
pub fn create_folder_like(path: &Path, like: &Path) -> Result<(), ArchiveError> {
    let is_new = !path.exists();
    fs::create_dir_all(path).map_err(ArchiveError::io(path))?;
    if is_new { follow(path, like) } else { Ok(()) }
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

/// [`write`] of what is in parts, one behind the other.
pub fn write_parts<P: Deref<Target = [u8]>>(path: &Path, parts: &[P]) -> Result<(), ArchiveError> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let in_folder = || -> std::io::Result<()> {
        let mut file = tempfile::NamedTempFile::new_in(folder)?;
        parts.iter().try_for_each(|part| file.write_all(part))?;
        file.as_file().sync_all()?;
        file.persist(path)?;
        sync_folder(folder)
    };
    in_folder().map_err(ArchiveError::io(path))?;
    // Until here it was private, as temporary files are.
    follow(path, folder)
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

/// Size and time of the last change of a file; none if there is no such file.
pub type Stamp = Option<(u64, SystemTime)>;

/// What tells cheaply whether a file is still the one that was read.
pub fn stamp(path: &Path) -> Stamp {
    let metadata = fs::metadata(path).ok()?;
    Some((metadata.len(), metadata.modified().ok()?))
}

/// Makes a file that is not there yet.
pub fn create(path: &Path) -> Result<File, ArchiveError> {
    File::create_new(path).map_err(ArchiveError::io(path))
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

/// Removes a file; it may be absent.
pub fn remove(path: &Path) -> Result<(), ArchiveError> {
    match fs::remove_file(path) {
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
/// whole, and an old one stays until then.
pub struct Appearing {
    file: BufWriter<tempfile::NamedTempFile>,
    path: PathBuf,
}

impl Appearing {
    /// Begins to write the file at `path`.
    pub fn create(path: &Path) -> Result<Self, ArchiveError> {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let file = tempfile::NamedTempFile::new_in(folder).map_err(ArchiveError::io(path))?;
        Ok(Self { file: BufWriter::with_capacity(1 << 16, file), path: path.to_owned() })
    }

    /// Puts it into its place.
    pub fn finish(self) -> Result<(), ArchiveError> {
        let path = self.path.clone();
        let placed = || -> std::io::Result<()> {
            let file = self.file.into_inner().map_err(std::io::IntoInnerError::into_error)?;
            file.as_file().sync_all()?;
            file.persist(&self.path)?;
            Ok(())
        };
        placed().map_err(ArchiveError::io(path))
    }
}

impl Write for Appearing {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.file.flush()
    }
}

/// A private folder that is removed with all in it, unless it is kept.
pub fn temporary_folder(folder: &Path) -> Result<tempfile::TempDir, ArchiveError> {
    tempfile::Builder::new().prefix(MAKING).tempdir_in(folder).map_err(ArchiveError::io(folder))
}

/// Removes what writers that came to no end have left in a folder.
pub fn remove_unfinished(folder: &Path) -> Result<(), ArchiveError> {
    for entry in fs::read_dir(folder).map_err(ArchiveError::io(folder))? {
        let path = entry.map_err(ArchiveError::io(folder))?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if name.starts_with(MAKING) {
            remove_folder(&path)?;
        } else if name.starts_with(UNFINISHED) && path.is_file() {
            fs::remove_file(&path).map_err(ArchiveError::io(&path))?;
        }
    }
    Ok(())
}

/// Gives a file a second name on the same file system.
pub fn link(from: &Path, to: &Path) -> Result<(), ArchiveError> {
    fs::hard_link(from, to).map_err(ArchiveError::io(to))
}

/// Copies a file, with its permissions, and waits until it lies on the disk.
pub fn copy(from: &Path, to: &Path) -> Result<(), ArchiveError> {
    fs::copy(from, to).map_err(ArchiveError::io(from))?;
    let synced = File::open(to).and_then(|file| file.sync_all());
    synced.map_err(ArchiveError::io(to))
}

/// Gives a file or folder the permissions of a folder, which are the user's own say in who may read what is there, but
/// never takes the owner's. Systems without such permissions inherit them by themselves.
pub fn follow(path: &Path, folder: &Path) -> Result<(), ArchiveError> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let of_folder = fs::metadata(folder).map_err(ArchiveError::io(folder))?.permissions().mode();
        let is_folder = fs::metadata(path).map_err(ArchiveError::io(path))?.is_dir();
        let mode = if is_folder { of_folder & 0o2777 | 0o700 } else { of_folder & 0o666 | 0o600 };
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).map_err(ArchiveError::io(path))?;
    }
    #[cfg(not(unix))]
    let _ = (path, folder);
    Ok(())
}
