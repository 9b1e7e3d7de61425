//! Lists the files of a folder, without those that a rule leaves out.
//!
//! It stands beside the formats because what is walked, what is read and what is a problem must be said in the same
//! words. Files are handed out one at a time, so that ten million of them cost no memory, and [`explain`] asks the
//! very rules that [`walk`] obeys.

mod filter;
mod ignore_file;
mod neighbours;
mod walker;

use std::{
    fs,
    path::{Path, PathBuf},
    time::SystemTime,
};

pub use filter::BadPattern;
use filter::{Filter, Kind};
use walker::Walker;

/// What is left out, beside hidden files and `.morgue`.
#[derive(Clone, Debug, Default)]
pub struct Rules {
    /// Patterns in gitignore syntax, relative to the root; if any, only files that match one are walked.
    pub include: Vec<String>,
    /// Patterns in gitignore syntax, relative to the root, of files and folders that are left out.
    pub exclude: Vec<String>,
    /// Whether symbolic links are followed, never in a loop.
    pub follow: bool,
}

impl Rules {
    /// Says which of the patterns cannot be understood; walking passes over such a pattern.
    pub fn check(&self) -> Result<(), BadPattern> {
        filter::check(&self.include)?;
        filter::check(&self.exclude)
    }
}

/// A file that was found.
#[derive(Clone, Debug)]
pub struct File {
    /// Where it lies.
    pub path: PathBuf,
    /// Bytes.
    pub size: u64,
    /// When it was last written.
    pub modified: Option<SystemTime>,
}

/// What lies at one place of the folder.
#[derive(Debug)]
pub enum Entry {
    /// A file to read.
    File(File),
    /// Something that could not be looked at: a folder without permission, say.
    Unreadable {
        /// Where it lies.
        path: PathBuf,
        /// What happened.
        detail: String,
    },
}

/// Why a path is not walked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LeftOut {
    /// It, or a folder above it, is hidden.
    Hidden {
        /// The part of the path that begins with a dot.
        name: String,
    },
    /// A line of an ignore file or a setting names it.
    Pattern {
        /// The pattern as it is written.
        pattern: String,
        /// Where it is written: "2019/.morgueignore:3", or "exclude" for the setting.
        origin: String,
    },
    /// No include pattern matches it.
    NotIncluded,
    /// It is a link, and links are not followed.
    Link,
    /// It is no regular file (a pipe, a device).
    Special,
    /// It is the folder with the pictures, styles and frames of a page that a browser saved.
    PartOfPage {
        /// The name of the page beside the folder.
        page: String,
    },
    /// A mail server keeps it beside the messages of a mailbox.
    OfMailbox,
}

/// The files under `start` (the root or a folder or file in it), in the order of their names.
pub fn walk(root: &Path, start: &Path, rules: &Rules) -> impl Iterator<Item = Entry> + Send + use<> {
    let left_out = start != root && explain(root, start, rules).is_some();
    (!left_out).then(|| Walker::new(root, start, rules)).into_iter().flatten()
}

/// Why `path` under `root` is not walked, or `None` if it is.
pub fn explain(root: &Path, path: &Path, rules: &Rules) -> Option<LeftOut> {
    let filter = Filter::new(root, rules);
    let relative = path.strip_prefix(root).unwrap_or(path);
    let mut ignores = Vec::new();
    let mut at = root.to_owned();
    let mut below = PathBuf::new();
    for part in relative.components() {
        ignores.extend(ignore_file::load(&at, &below).ok().flatten());
        at.push(part);
        below.push(part);
        if let Some(reason) = filter.left_out(&below, kind(&at, rules.follow), &ignores) {
            return Some(reason);
        }
    }
    None
}

/// What lies at a path; what is gone counts as the file that it was.
fn kind(path: &Path, follow: bool) -> Kind {
    let metadata = if follow { fs::metadata(path) } else { fs::symlink_metadata(path) };
    metadata.map_or(Kind::File, |metadata| Kind::from(metadata.file_type()))
}

#[cfg(test)]
mod tests;
