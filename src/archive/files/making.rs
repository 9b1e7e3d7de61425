//! Folders that are being filled, and what is left of those that never were.

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
};

use tempfile::TempDir;

use super::{disk, remove, remove_folder};
use crate::archive::ArchiveError;

/// How the names of folders begin that are being filled.
const MAKING: &str = ".making-";
/// How the names of files begin that are being written.
const UNFINISHED: &str = ".tmp";
/// Letters and digits that follow.
const RANDOM: usize = 6;

/// A private folder that is removed with all in it, unless it is kept. As long as somebody fills it, it is locked.
pub(in crate::archive) struct Making {
    folder: TempDir,
    _held: Option<File>,
}

impl Making {
    /// Makes one in another folder.
    pub(in crate::archive) fn create(folder: &Path) -> Result<Self, ArchiveError> {
        let folder = disk::temporary_folder(folder, MAKING).map_err(ArchiveError::io(folder))?;
        // Where there are no locks on folders, nobody can tell that it is in use.
        let held = File::open(folder.path()).ok().filter(|held| held.try_lock().is_ok());
        Ok(Self { folder, _held: held })
    }

    /// Where it is.
    pub(in crate::archive) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// From now on nobody removes it, but under the name that it has.
    pub(in crate::archive) fn keep(self) -> PathBuf {
        self.folder.keep()
    }
}

/// Removes what writers that came to no end have left in a folder, but nothing that somebody is writing.
pub(in crate::archive) fn remove_unfinished(folder: &Path) -> Result<(), ArchiveError> {
    remove_abandoned(folder)?;
    for path in named(folder, UNFINISHED)? {
        if path.is_file() && !is_in_use(&path) {
            remove(&path)?;
        }
    }
    Ok(())
}

/// Whether a path is what a writer that came to no end may have left.
pub(in crate::archive) fn is_unfinished(path: &Path) -> bool {
    path.file_name().is_some_and(|name| is_of(&name.to_string_lossy(), UNFINISHED))
}

/// Removes folders that nobody fills any more, and nothing else: in the folder of somebody else files of other programs may
/// have names like those that are made up here.
pub(in crate::archive) fn remove_abandoned(folder: &Path) -> Result<(), ArchiveError> {
    for path in named(folder, MAKING)? {
        if path.is_dir() && !is_in_use(&path) {
            remove_folder(&path)?;
        }
    }
    Ok(())
}

/// What is in a folder under a name that is made up.
fn named(folder: &Path, beginning: &str) -> Result<Vec<PathBuf>, ArchiveError> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).map_err(ArchiveError::io(folder))? {
        let entry = entry.map_err(ArchiveError::io(folder))?;
        if is_of(&entry.file_name().to_string_lossy(), beginning) {
            found.push(entry.path());
        }
    }
    Ok(found)
}

/// Whether a name is one of those that are made up; a folder that the user has named may have others that begin so.
fn is_of(name: &str, beginning: &str) -> bool {
    let random = name.strip_prefix(beginning).unwrap_or_default();
    random.len() == RANDOM && random.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

fn is_in_use(path: &Path) -> bool {
    // Where there are no locks nobody can tell, and nothing is removed.
    File::open(path).is_ok_and(|file| file.try_lock().is_err())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_in_use_stays_and_what_was_left_goes() {
        let home = tempfile::tempdir().expect("a folder");
        let home = home.path();
        let making = Making::create(home).expect("made");
        let writing = disk::Temporary::create(home).expect("made");
        fs::create_dir(home.join(".making-f00Bar")).expect("made");
        for name in [".making-f00Bar/file", ".tmpf00Bar", "lock", ".tmp-notes", ".tmpdir"] {
            fs::write(home.join(name), name).expect("written");
        }
        remove_unfinished(home).expect("removed");
        assert!(making.path().is_dir() && writing.path().is_file());
        let kept: Vec<_> =
            fs::read_dir(home).expect("read").map(|entry| entry.expect("read").path()).collect();
        assert_eq!(kept.len(), 5, "{kept:?}");
        assert!(["lock", ".tmp-notes", ".tmpdir"].iter().all(|name| home.join(name).is_file()));
    }
}
