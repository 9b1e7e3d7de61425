//! The iterator behind [`walk`](super::walk): one pass over the folder, the ignore files of the open folders at hand.

use std::{
    collections::VecDeque,
    path::{Path, PathBuf},
};

use ignore::gitignore::Gitignore;
use walkdir::{DirEntry, WalkDir};

use super::{
    Entry, File, Rules,
    filter::{Filter, Kind},
    ignore_file,
};

/// Walks a folder in the order of names.
#[derive(Debug)]
pub(super) struct Walker {
    root: PathBuf,
    filter: Filter,
    inner: walkdir::IntoIter,
    /// The ignore files of the folders from the root down to the one that is open.
    ignores: Vec<Gitignore>,
    /// For each open folder below the start, how many ignore files lie above it.
    depths: Vec<usize>,
    /// How many ignore files lie above the start.
    above: usize,
    /// What was found on the way and is not yet handed out.
    waiting: VecDeque<Entry>,
}

impl Walker {
    pub(super) fn new(root: &Path, start: &Path, rules: &Rules) -> Self {
        let inner = WalkDir::new(start).follow_links(rules.follow).sort_by_file_name().into_iter();
        let mut walker = Self {
            root: root.to_owned(),
            filter: Filter::new(root, rules),
            inner,
            ignores: Vec::new(),
            depths: Vec::new(),
            above: 0,
            waiting: VecDeque::new(),
        };
        let mut folder = root.to_owned();
        for part in start.strip_prefix(root).unwrap_or(Path::new("")).components() {
            walker.open(&folder);
            folder.push(part);
        }
        walker.above = walker.ignores.len();
        walker
    }

    /// Makes the ignore file of a folder hold from here on.
    fn open(&mut self, folder: &Path) {
        match ignore_file::load(folder, self.below(folder)) {
            Ok(file) => self.ignores.extend(file),
            Err((path, error)) => {
                self.waiting.push_back(Entry::Unreadable { path, detail: error.to_string() });
            }
        }
    }

    fn below<'a>(&self, path: &'a Path) -> &'a Path {
        path.strip_prefix(&self.root).unwrap_or(path)
    }

    /// Forgets the ignore files of the folders that the walk has left.
    fn close(&mut self, depth: usize) {
        self.depths.truncate(depth);
        self.ignores.truncate(self.depths.last().copied().unwrap_or(self.above));
    }

    /// Looks at what the walk met; what is to be handed out waits.
    fn meet(&mut self, entry: &DirEntry) {
        self.close(entry.depth());
        // The start was named by the user: it is followed if it is a link.
        let kind =
            if entry.depth() == 0 { super::kind(entry.path(), true) } else { entry.file_type().into() };
        let below = self.below(entry.path());
        if entry.depth() > 0 && self.filter.left_out(below, kind, &self.ignores).is_some() {
            if kind == Kind::Folder {
                self.inner.skip_current_dir();
            }
            return;
        }
        match kind {
            Kind::Folder => {
                self.open(entry.path());
                self.depths.push(self.ignores.len());
            }
            Kind::File => self.waiting.push_back(file(entry)),
            Kind::Link | Kind::Special => {}
        }
    }

    fn fail(&mut self, error: &walkdir::Error) {
        if error.loop_ancestor().is_some() {
            return;
        }
        let path = error.path().unwrap_or(&self.root).to_owned();
        let detail = error.io_error().map_or_else(|| error.to_string(), ToString::to_string);
        self.waiting.push_back(Entry::Unreadable { path, detail });
    }
}

impl Iterator for Walker {
    type Item = Entry;

    fn next(&mut self) -> Option<Entry> {
        loop {
            if let Some(entry) = self.waiting.pop_front() {
                return Some(entry);
            }
            match self.inner.next()? {
                Ok(entry) => self.meet(&entry),
                Err(error) => self.fail(&error),
            }
        }
    }
}

fn file(entry: &DirEntry) -> Entry {
    match entry.metadata() {
        Ok(metadata) => Entry::File(File {
            path: entry.path().to_owned(),
            size: metadata.len(),
            modified: metadata.modified().ok(),
        }),
        Err(error) => Entry::Unreadable { path: entry.path().to_owned(), detail: error.to_string() },
    }
}
