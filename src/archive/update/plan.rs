//! Compares the folder with the ledger: what is new, changed, gone, left alone.

use std::{
    io::ErrorKind,
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
    time::SystemTime,
};

use intake::walk::{self, Entry};
use rustc_hash::{FxHashMap, FxHashSet};

use super::{
    Observer, Options, Progress, Summary,
    heeded::Again,
    spool::{Spool, SpoolWriter, Todo},
};
use crate::archive::{
    Archive, ArchiveError, Reader, archive_path, file_system_path,
    id::content_hash,
    ledger::{Ledger, Seen},
    record::FileRecord,
};

/// Every so many files the observer hears of the walk.
const NEWS_EVERY: u64 = 512;

/// What a run has to do.
pub(super) struct Plan {
    spool: Spool,
    files: u64,
    ledger_bytes: u64,
    gone: Mutex<Gone>,
}

/// The files that are not where the ledger has them.
#[derive(Default)]
struct Gone {
    paths: Vec<Option<String>>,
    by_content: FxHashMap<(u64, u64), Vec<usize>>,
    /// How many of a size have not turned up elsewhere.
    by_size: FxHashMap<u64, usize>,
}

/// Makes a [`Plan`].
pub(super) struct Planner<'p> {
    pub(super) archive: &'p Archive,
    pub(super) options: &'p Options,
    pub(super) start: PathBuf,
    pub(super) reader: Option<&'p Reader>,
    pub(super) ledger: Ledger,
    pub(super) again: Again,
}

impl Planner<'_> {
    pub(super) fn plan(mut self, observer: &dyn Observer, spool: &Path) -> Result<Plan, ArchiveError> {
        let mut todo = SpoolWriter::create(spool)?;
        let limited = self.limited()?;
        let troubled = self.troubled()?;
        let starts = match &troubled {
            None => vec![self.start.clone()],
            Some(files) => files.iter().map(|file| self.path_on_disk(file)).collect(),
        };
        let (archive, rules) = (self.archive, &self.options.rules_now);
        let walk = starts
            .iter()
            .filter(|start| start.exists())
            .flat_map(|start| walk::walk(archive.root(), start, rules))
            // An index inside of the folder is none of its files.
            .filter(|entry| !matches!(entry, Entry::File(file) if file.path.starts_with(archive.home())));
        let mut files = 0;
        let mut unreadable = Vec::new();
        for entry in walk {
            if observer.cancelled() {
                break;
            }
            files += 1;
            if files % NEWS_EVERY == 0 {
                observer.progress(Progress::Looking { files });
            }
            match entry {
                Entry::File(file) => self.compare(&file, &limited, &mut todo)?,
                Entry::Unreadable { path, detail } => {
                    unreadable.push(path.clone());
                    self.note_unreadable(&path, detail, &mut todo)?;
                }
            }
        }
        let gone = match troubled {
            _ if observer.cancelled() => Gone::default(),
            None => self.find_gone(&unreadable)?,
            Some(files) => self.keep_gone(files.into_iter().map(Ok), &unreadable)?,
        };
        let ledger_bytes = self.ledger.bytes();
        Ok(Plan { spool: todo.finish()?, files, ledger_bytes, gone: Mutex::new(gone) })
    }

    /// The files with problems, if the run is to read just those.
    fn troubled(&self) -> Result<Option<Vec<FileRecord>>, ArchiveError> {
        if !self.options.retry {
            return Ok(None);
        }
        Ok(Some(self.reader.map_or(Ok(Vec::new()), Reader::troubled_files)?))
    }

    fn path_on_disk(&self, file: &FileRecord) -> PathBuf {
        self.archive.root().join(file_system_path(&file.path))
    }

    fn path_in_archive(&self, path: &Path) -> String {
        archive_path(path.strip_prefix(self.archive.root()).unwrap_or(path))
    }

    /// The files that a limit has kept out, if limits have changed since.
    fn limited(&self) -> Result<FxHashSet<String>, ArchiveError> {
        let Some(reader) = self.reader.filter(|_| self.again.limited) else {
            return Ok(FxHashSet::default());
        };
        let mut files = reader.troubled_files()?;
        files.retain(|file| file.problems.iter().any(|problem| problem.kind.is_limit()));
        Ok(files.into_iter().map(|file| file.path).collect())
    }

    fn compare(
        &mut self,
        file: &walk::File,
        limited: &FxHashSet<String>,
        todo: &mut SpoolWriter,
    ) -> Result<(), ArchiveError> {
        let path = self.path_in_archive(&file.path);
        let modified = nanoseconds(file.modified);
        let known = match self.ledger.see(&path, file.size, modified) {
            Seen::Unchanged(_) if !self.options.retry && !limited.contains(&path) => return Ok(()),
            Seen::New => None,
            Seen::Unchanged(at) | Seen::Changed(at) => Some((at.segment_ord, at.doc_id)),
        };
        let again = self.options.retry || self.again.is_any();
        todo.push(&Todo { path, size: file.size, modified, known, again, unreadable: None })
    }

    /// A folder that cannot be looked into is a problem; what the ledger has below it stays.
    fn note_unreadable(
        &mut self,
        path: &Path,
        detail: String,
        todo: &mut SpoolWriter,
    ) -> Result<(), ArchiveError> {
        let path = self.path_in_archive(path);
        let known = match self.ledger.see(&path, 0, 0) {
            Seen::Changed(at) => Some((at.segment_ord, at.doc_id)),
            Seen::New | Seen::Unchanged(_) => None,
        };
        todo.push(&Todo { path, size: 0, modified: 0, known, again: false, unreadable: Some(detail) })
    }

    fn find_gone(&self, unreadable: &[PathBuf]) -> Result<Gone, ArchiveError> {
        let Some(reader) = self.reader else { return Ok(Gone::default()) };
        self.keep_gone(self.ledger.unseen().map(|row| reader.file_at(row.address())), unreadable)
    }

    /// Those of the files below the start that are gone.
    fn keep_gone(
        &self,
        files: impl IntoIterator<Item = Result<FileRecord, ArchiveError>>,
        unreadable: &[PathBuf],
    ) -> Result<Gone, ArchiveError> {
        let mut gone = Gone::default();
        for file in files {
            let file = file?;
            let path = self.path_on_disk(&file);
            if path.starts_with(&self.start) && self.is_gone(&path, unreadable) {
                gone.push(file);
            }
        }
        Ok(gone)
    }

    /// A file is gone if it does not exist any more or the settings leave it out; what only this run leaves out, or what
    /// cannot be looked at now, is not.
    fn is_gone(&self, path: &Path, unreadable: &[PathBuf]) -> bool {
        if unreadable.iter().any(|folder| path.starts_with(folder) && path != folder) {
            return false;
        }
        if path.starts_with(self.archive.home()) {
            return true;
        }
        match path.symlink_metadata() {
            // A folder stands in the ledger only as long as it cannot be looked into.
            Ok(there) if there.is_dir() => true,
            Ok(_) => walk::explain(self.archive.root(), path, &self.options.rules).is_some(),
            Err(error) => matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory),
        }
    }
}

impl Gone {
    fn push(&mut self, file: FileRecord) {
        if file.content != 0 {
            self.by_content.entry((file.content, file.size)).or_default().push(self.paths.len());
            *self.by_size.entry(file.size).or_default() += 1;
        }
        self.paths.push(Some(file.path));
    }
}

impl Plan {
    /// The plan of a run that reads nothing.
    pub(super) fn nothing(spool: &Path) -> Result<Self, ArchiveError> {
        let spool = SpoolWriter::create(spool)?.finish()?;
        Ok(Self { spool, files: 0, ledger_bytes: 0, gone: Mutex::default() })
    }

    pub(super) fn describe(&self, summary: &mut Summary) {
        summary.files = self.files;
        summary.files_read = self.spool.count();
        summary.files_gone = self.gone_paths().len() as u64;
    }

    /// How many files the folder has, as far as it was walked.
    pub(super) fn files(&self) -> u64 {
        self.files
    }

    pub(super) fn files_to_read(&self) -> u64 {
        self.spool.count()
    }

    pub(super) fn ledger_bytes(&self) -> u64 {
        self.ledger_bytes
    }

    pub(super) fn next(&self) -> Result<Option<Todo>, ArchiveError> {
        self.spool.next()
    }

    /// Whether a file of this size may be one that vanished elsewhere.
    pub(super) fn may_have_moved(&self, size: u64) -> bool {
        let gone = self.gone.lock().unwrap_or_else(PoisonError::into_inner);
        gone.by_size.get(&size).is_some_and(|count| *count > 0)
    }

    /// The path at which a file of this content vanished; it counts as moved from now on.
    pub(super) fn claim_moved(&self, content: u64, size: u64) -> Option<String> {
        let mut gone = self.gone.lock().unwrap_or_else(PoisonError::into_inner);
        let at = gone.by_content.get_mut(&(content, size))?.pop()?;
        if let Some(count) = gone.by_size.get_mut(&size) {
            *count -= 1;
        }
        gone.paths[at].take()
    }

    /// Reads the files that may be ones that vanished elsewhere, without indexing them; how many are.
    pub(super) fn find_moved(&self, root: &Path) -> Result<u64, ArchiveError> {
        let mut moved = 0;
        while let Some(todo) = self.next()? {
            if todo.known.is_none() && todo.unreadable.is_none() && self.may_have_moved(todo.size) {
                let path = root.join(file_system_path(&todo.path));
                // One that cannot be read will be a problem of the run.
                let content = std::fs::File::open(&path).and_then(|mut file| content_hash(&mut file));
                let Ok(content) = content else { continue };
                moved += u64::from(self.claim_moved(content, todo.size).is_some());
            }
        }
        Ok(moved)
    }

    /// The files that are gone and have not turned up elsewhere.
    pub(super) fn gone_paths(&self) -> Vec<String> {
        let gone = self.gone.lock().unwrap_or_else(PoisonError::into_inner);
        gone.paths.iter().flatten().cloned().collect()
    }
}

/// Nanoseconds since 1970; before that they are negative.
pub(in crate::archive) fn nanoseconds(time: Option<SystemTime>) -> i64 {
    let Some(time) = time else { return 0 };
    match time.duration_since(SystemTime::UNIX_EPOCH) {
        Ok(after) => after.as_nanos() as i64,
        Err(before) => -(before.duration().as_nanos() as i64),
    }
}
