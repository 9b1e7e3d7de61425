//! Where an archive's files lie.

use std::path::{Path, PathBuf};

use super::{ArchiveError, boilerplate, commit, copies, dates, directory::META, files, identities};

/// The folder in an archive that holds all that the program keeps.
pub const FOLDER: &str = ".morgue";

/// A folder of article files, and the place of its index and desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Archive {
    root: PathBuf,
    home: PathBuf,
}

/// The files of an index as they were at some time: another commit has another stamp.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexStamp([files::Stamp; 5]);

impl Archive {
    /// The archive of the folder `root`. Its index and desk lie in `root/.morgue`, or in `home` if that is given, for
    /// folders that cannot be written to.
    pub fn new(root: &Path, home: Option<&Path>) -> Result<Self, ArchiveError> {
        let root = root.canonicalize().map_err(ArchiveError::io(root))?;
        let home = match home {
            Some(home) => std::path::absolute(home).map_err(ArchiveError::io(home))?,
            None => root.join(FOLDER),
        };
        Ok(Self { root, home })
    }

    /// The archive that a user means by a folder: whoever names the folder of index and desk itself means the archive that
    /// it belongs to, and not a folder of articles.
    pub fn at(folder: &Path, home: Option<&Path>) -> Result<Self, ArchiveError> {
        let own = Self::new(folder, home)?;
        if home.is_some() {
            return Ok(own);
        }
        if let Some(root) = own.root.parent().filter(|_| own.root.ends_with(FOLDER)) {
            return Self::new(root, None);
        }
        match Self::of_home(&own.root)? {
            Some(archive) if archive.is_indexed() => Ok(archive),
            _ => Ok(own),
        }
    }

    /// An archive of the same folder, with its index and desk elsewhere.
    pub(super) fn in_home(&self, home: &Path) -> Self {
        Self { root: self.root.clone(), home: home.to_owned() }
    }

    /// The archive whose index lies in `home`, a folder outside of it that remembers it.
    pub fn of_home(home: &Path) -> Result<Option<Self>, ArchiveError> {
        let Some(root) = remembered(home)? else { return Ok(None) };
        let home = std::path::absolute(home).map_err(ArchiveError::io(home))?;
        // A backup answers also where the folder that it was made of is not.
        Ok(Some(Self { root: root.canonicalize().unwrap_or(root), home }))
    }

    /// The nearest archive that `start` lies in, as git finds a repository.
    pub fn find(start: &Path) -> Option<Self> {
        let start = start.canonicalize().ok()?;
        let root = start.ancestors().find(|folder| folder.join(FOLDER).is_dir())?;
        Some(Self { root: root.to_owned(), home: root.join(FOLDER) })
    }

    /// The folder of article files.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The folder with index and desk.
    pub fn home(&self) -> &Path {
        &self.home
    }

    /// Whether there is an index to search.
    pub fn is_indexed(&self) -> bool {
        has_commit(&self.index())
    }

    /// What tells cheaply whether the index is still the one that was opened.
    pub fn stamp(&self) -> IndexStamp {
        let index = self.index();
        // Each table is settled behind the commit that it belongs to.
        let names = [META, identities::FILE, copies::FILE, boilerplate::FILE, dates::FILE];
        IndexStamp(names.map(|name| files::stamp(&index.join(name))))
    }

    /// The folder of what belongs to the user: settings, corrections.
    pub fn desk(&self) -> PathBuf {
        self.home.join("desk")
    }

    /// The derived half: disposable. Where its place could not be taken by a new one in one step, and a run was stopped
    /// between the two that it took, the old one is where it waits to be removed.
    pub(super) fn index(&self) -> PathBuf {
        let (place, aside) = (self.index_place(), self.index_out_of_use());
        if !has_commit(&place) && has_commit(&aside) { aside } else { place }
    }

    /// Where the index belongs.
    pub(super) fn index_place(&self) -> PathBuf {
        self.home.join("index")
    }

    /// Where a new index grows before it takes the place of the old one.
    pub(super) fn index_in_the_making(&self) -> PathBuf {
        self.home.join("index.new")
    }

    /// Where an old index waits to be removed.
    pub(super) fn index_out_of_use(&self) -> PathBuf {
        self.home.join("index.old")
    }

    /// Where a desk waits while another takes its place.
    pub(super) fn desk_out_of_use(&self) -> PathBuf {
        self.home.join("desk.old")
    }

    /// A place for a desk that is kept: `desk.1`, or the next that is free.
    pub(super) fn desk_beside(&self) -> PathBuf {
        let mut number = 1;
        loop {
            let path = self.home.join(format!("desk.{number}"));
            if !path.exists() {
                return path;
            }
            number += 1;
        }
    }

    pub(super) fn lock(&self) -> PathBuf {
        self.home.join("lock")
    }

    pub(super) fn desk_lock(&self) -> PathBuf {
        self.home.join("desk.lock")
    }

    /// Puts in order what runs left that came to no end; whoever calls it holds the lock. Nothing of it is lost that was
    /// ever told to be there.
    pub(super) fn clear_up(&self) -> Result<(), ArchiveError> {
        if self.index() != self.index_place() {
            files::put_back(&self.index(), &self.index_place())?;
        }
        if self.desk_out_of_use().exists() {
            let place = if self.desk().exists() { self.desk_beside() } else { self.desk() };
            files::rename_folder(&self.desk_out_of_use(), &place)?;
        }
        files::remove_folder(&self.index_in_the_making())?;
        files::remove_folder(&self.index_out_of_use())?;
        commit::remove_orphans(&self.index_place())?;
        for folder in [self.home.clone(), self.index_place(), self.desk()] {
            if folder.is_dir() {
                files::remove_unfinished(&folder)?;
            }
        }
        Ok(())
    }

    /// Whether the folder of article files is there and can be looked into.
    pub(super) fn check_root(&self) -> Result<(), ArchiveError> {
        if !self.root.is_dir() {
            return Err(ArchiveError::NoRoot { root: self.root.clone(), is_empty: false });
        }
        std::fs::read_dir(&self.root).map(drop).map_err(ArchiveError::io(&self.root))
    }

    /// Refuses a folder for index and desk that is somebody's for something else: what is in the way would be removed.
    fn refuse_foreign_home(&self) -> Result<(), ArchiveError> {
        if self.home == self.root.join(FOLDER) || !self.home.exists() {
            return Ok(());
        }
        match remembered(&self.home)? {
            Some(root) if root != self.root && root.is_dir() => {
                Err(ArchiveError::OtherArchive { home: self.home.clone(), root })
            }
            Some(_) => Ok(()),
            // A run that was killed before it had said whose the folder is may have left a file.
            None if files::list(&self.home)?.iter().all(|path| files::is_unfinished(path)) => Ok(()),
            None => Err(ArchiveError::NotOurs(self.home.clone())),
        }
    }

    /// Makes the folders, and remembers the root if the index lies outside of it.
    pub(super) fn prepare(&self) -> Result<(), ArchiveError> {
        self.refuse_backup()?;
        self.refuse_foreign_home()?;
        // An index elsewhere is as private as the folder that it is of.
        files::create_folder_like(&self.home, &self.root)?;
        if self.home != self.root.join(FOLDER) {
            let (file, root) =
                (self.home.join("root"), [self.root.as_os_str().as_encoded_bytes(), b"\n"].concat());
            if files::read_bytes(&file)?.as_deref() != Some(root.as_slice()) {
                files::write(&file, &root)?;
            }
        }
        Ok(())
    }
}

/// The folder of article files that an index elsewhere remembers: the one line of a file beside it.
fn remembered(home: &Path) -> Result<Option<PathBuf>, ArchiveError> {
    let Some(mut root) = files::read_bytes(&home.join("root"))? else { return Ok(None) };
    if root.ends_with(b"\n") {
        root.pop();
    }
    Ok(Some(path_of_bytes(root)).filter(|root| root.is_absolute()))
}

/// The path that bytes are, also if they are no UTF-8.
#[cfg(unix)]
fn path_of_bytes(bytes: Vec<u8>) -> PathBuf {
    use std::os::unix::ffi::OsStringExt;
    std::ffi::OsString::from_vec(bytes).into()
}

#[cfg(not(unix))]
fn path_of_bytes(bytes: Vec<u8>) -> PathBuf {
    String::from_utf8_lossy(&bytes).into_owned().into()
}

/// Whether a folder has an index with a commit in it.
fn has_commit(folder: &Path) -> bool {
    folder.join(META).is_file()
}
