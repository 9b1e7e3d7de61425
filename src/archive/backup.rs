//! Copies of index and desk, and the way back.
//!
//! A backup is a folder laid out like `.morgue/`, so that every command that reads opens it where it lies
//! (`--index BACKUP`); a mark in it keeps commands from writing to it. While it is made runs may go on: the files of one
//! commit are held by hard links, which takes a moment whatever their size, and are copied from these, at leisure.
//! Where there are no hard links they are copied at once, again if a run swept one of them away meanwhile.

use std::{
    io::ErrorKind,
    path::{Path, PathBuf},
    thread,
    time::Duration,
};

use tantivy::{Index, directory::MmapDirectory};

use super::{
    Archive, ArchiveError, Reader, boilerplate, copies,
    damage::{damaged, segment_files},
    dates,
    directory::{META, ReadingDirectory},
    files::{self, Making},
    identities,
    lock::WriteLock,
    update::SETTINGS,
};
use crate::desk::Purged;

/// The mark in a backup, with what it is for whoever finds it.
const MARK: &str = "backup";
const MARK_TEXT: &str = "A backup of an archive, made by morgue. To search it where it is: morgue --index THIS-FOLDER search …\n\
    To put it back: morgue restore THIS-FOLDER\n";

/// How often a commit is tried to be held while a run replaces it.
const TRIES: usize = 50;
/// Time between two tries.
const PAUSE: Duration = Duration::from_millis(20);

/// What a backup or restoring it came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Copied {
    /// Articles in the copy.
    pub articles: u64,
    /// Bytes of the index.
    pub bytes: u64,
    /// Articles that were removed for good since the backup was made, and were removed again.
    pub purged: u64,
    /// Whether its index is of an older format: the next run makes it anew.
    pub outdated: bool,
    /// Where the desk lies that was there before.
    pub old_desk: Option<PathBuf>,
}

impl Archive {
    /// Whether this is a backup, which is only read.
    pub fn is_backup(&self) -> bool {
        self.home().join(MARK).is_file()
    }

    /// Fails if this is a backup.
    pub fn refuse_backup(&self) -> Result<(), ArchiveError> {
        if self.is_backup() { Err(ArchiveError::Backup(self.home().to_owned())) } else { Ok(()) }
    }

    /// Copies index and desk into a folder that does not exist yet.
    pub fn back_up(&self, to: &Path) -> Result<Copied, ArchiveError> {
        let to = std::path::absolute(to).map_err(ArchiveError::io(to))?;
        let parent = to.parent().unwrap_or(Path::new("/"));
        let inside = parent.canonicalize().map_err(ArchiveError::io(parent))?;
        if inside.starts_with(self.root()) || inside.starts_with(self.home()) {
            return Err(ArchiveError::InsideOfArchive(to));
        }
        if to.exists() {
            return Err(ArchiveError::Exists(to));
        }
        if !self.is_indexed() {
            return Err(ArchiveError::NotIndexed(self.root().to_owned()));
        }
        // Of a backup that was killed.
        files::remove_abandoned(parent)?;
        let making = Making::create(parent)?;
        copy_index(&self.index(), &making.path().join("index"))?;
        copy_folder(&self.desk(), &making.path().join("desk"))?;
        files::write(&making.path().join("root"), format!("{}\n", self.root().display()).as_bytes())?;
        files::write(&making.path().join(MARK), MARK_TEXT.as_bytes())?;
        let copied = check(&making.path().join("index"))?;
        files::rename_folder(making.path(), &to)?;
        making.keep();
        Ok(copied)
    }

    /// Puts a backup in the place of index and desk. What is there is replaced only if `replaces`; the desk that was
    /// there is kept beside it.
    pub fn restore(&self, from: &Path, replaces: bool) -> Result<Copied, ArchiveError> {
        self.refuse_backup()?;
        if !from.join(MARK).is_file() || !from.join("index").join(META).is_file() {
            return Err(ArchiveError::NoBackup(from.to_owned()));
        }
        if !replaces && (self.is_indexed() || !files::list(&self.desk())?.is_empty()) {
            return Err(ArchiveError::Exists(self.home().to_owned()));
        }
        self.prepare()?;
        let lock = WriteLock::take(self)?;
        self.clear_up()?;
        let making = Making::create(self.home())?;
        let (index, desk) = (making.path().join("index"), making.path().join("desk"));
        // Nobody writes to a backup: nothing need be held while it is copied.
        files::create_cache_folder(&index)?;
        copy_commit(&from.join("index"), None, &index)?;
        copy_folder(&from.join("desk"), &desk)?;
        let copied = check(&index)?;
        // All of it before it takes its place: whatever happens then, nothing comes back that was removed for good.
        Purged::load(self)?.add_to(&desk)?;
        let purged = if copied.outdated { 0 } else { self.in_home(making.path()).purge_listed()? };
        share(&index, self.home())?;
        share(&desk, self.home())?;
        let mut old_desk = None;
        if files::replace_folder(&desk, &self.desk(), &self.desk_out_of_use())? {
            let beside = self.desk_beside();
            files::rename_folder(&self.desk_out_of_use(), &beside)?;
            old_desk = Some(beside);
        }
        files::replace_folder(&index, &self.index_place(), &self.index_out_of_use())?;
        files::remove_folder(&self.index_out_of_use())?;
        drop(lock);
        Ok(Copied { purged, old_desk, ..copied })
    }

    /// Removes what the list says must not be there, after an older index came back; how many articles.
    fn purge_listed(&self) -> Result<u64, ArchiveError> {
        let purged = Purged::load(self)?;
        if purged.is_empty() {
            return Ok(0);
        }
        let mut listed = Vec::new();
        Reader::open(self)?.each_held::<ArchiveError>(|held| {
            if let super::Held::Article(record) = held
                && purged.has(&record.path, &record.article)
            {
                listed.push(*record);
            }
            Ok(())
        })?;
        if !listed.is_empty() {
            self.purge(&listed, &super::update::Unobserved)?;
        }
        Ok(listed.len() as u64)
    }
}

/// Gives a folder that was made in private, and the files in it, the permissions of the archive.
fn share(folder: &Path, home: &Path) -> Result<(), ArchiveError> {
    files::follow(folder, home)?;
    files::list(folder)?.iter().try_for_each(|file| files::follow(file, folder))
}

/// What a copy holds, once every file of it has been compared with its checksum.
fn check(index: &Path) -> Result<Copied, ArchiveError> {
    match damaged(index) {
        Ok(damage) => damage.into_iter().next().map_or(Ok(()), |one| Err(ArchiveError::Damaged(one.path)))?,
        // The files can be read again, the desk that lies beside it cannot.
        Err(ArchiveError::OtherFormat { found, expected, .. }) if found < expected => {
            return Ok(Copied { outdated: true, bytes: files::folder_bytes(index), ..Copied::default() });
        }
        Err(error) => return Err(error),
    }
    let status = Reader::open_in(index)?.status()?;
    Ok(Copied { articles: status.articles, bytes: status.index_bytes, ..Copied::default() })
}

/// Copies a commit of an index, whatever a writer does meanwhile.
fn copy_index(from: &Path, to: &Path) -> Result<(), ArchiveError> {
    let beside = from.parent().unwrap_or(from);
    let mut tries = 0;
    loop {
        files::remove_folder(to)?;
        files::create_cache_folder(to)?;
        // A folder that cannot be written to holds no links; nobody else writes there then.
        let held = Making::create(beside).ok();
        match copy_commit(from, held.as_ref().map(Making::path), to) {
            Err(error) if is_swept(&error) && tries < TRIES => tries += 1,
            Err(error) if is_swept(&error) && !from.join(META).is_file() => {
                return Err(ArchiveError::NotIndexed(beside.to_owned()));
            }
            result => return result,
        }
        thread::sleep(PAUSE);
    }
}

/// Whether a file is gone that was there a moment ago: a run has replaced the commit, or the whole index.
fn is_swept(error: &ArchiveError) -> bool {
    match error {
        ArchiveError::Io { source, .. } => source.kind() == ErrorKind::NotFound,
        ArchiveError::Engine(_) => true,
        _ => false,
    }
}

/// Copies the last commit, unless another takes its place while its files are got hold of.
fn copy_commit(from: &Path, held: Option<&Path>, to: &Path) -> Result<(), ArchiveError> {
    let meta_of = |folder: &Path| files::read_bytes(&folder.join(META));
    let gone = || ArchiveError::io(from.join(META))(ErrorKind::NotFound.into());
    let meta = meta_of(from)?.ok_or_else(gone)?;
    let tables =
        [identities::FILE, copies::FILE, boilerplate::FILE, dates::FILE, SETTINGS].map(PathBuf::from);
    let tables = tables.into_iter().filter(|table| from.join(table).is_file());
    let segments = Index::open(ReadingDirectory(MmapDirectory::open(from)?))?.searchable_segment_metas()?;
    let of_commit: Vec<PathBuf> = segments.iter().flat_map(segment_files).collect();
    let take = |name: &PathBuf, copies: &mut Vec<(PathBuf, PathBuf)>| -> Result<(), ArchiveError> {
        let linked = held.map(|held| held.join(name));
        let linked = linked.filter(|link| files::link(&from.join(name), link).is_ok());
        match linked {
            Some(link) => copies.push((link, to.join(name))),
            None => files::copy(&from.join(name), &to.join(name))?,
        }
        Ok(())
    };
    let mut copies = Vec::new();
    tables.chain(of_commit).try_for_each(|name| take(&name, &mut copies))?;
    // A table may be older than the commit that it is read with, but not newer, and not of another index.
    if meta_of(from)?.as_ref() != Some(&meta) {
        return Err(gone());
    }
    for (link, copy) in &copies {
        files::copy(link, copy)?;
    }
    files::write(&to.join(META), &meta)
}

fn copy_folder(from: &Path, to: &Path) -> Result<(), ArchiveError> {
    files::create_folder(to)?;
    for file in files::list(from)? {
        files::copy(&file, &to.join(file.file_name().unwrap_or_default()))?;
    }
    files::sync_folder(to)
}
