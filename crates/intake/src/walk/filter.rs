//! Decides of one path whether a rule leaves it out; the walk and its explanation both ask here.

use std::{
    fs::FileType,
    path::{Path, PathBuf},
};

use ignore::{
    Match,
    gitignore::{Gitignore, GitignoreBuilder},
};

use super::{LeftOut, Rules, neighbours};

/// A pattern that cannot be understood.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the pattern `{pattern}` cannot be understood: {reason}")]
pub struct BadPattern {
    /// The pattern as it is written.
    pub pattern: String,
    /// What is wrong with it.
    pub reason: String,
}

/// What lies at a path, as far as the rules tell it apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    File,
    Folder,
    Link,
    Special,
}

impl From<FileType> for Kind {
    fn from(file_type: FileType) -> Self {
        if file_type.is_dir() {
            Self::Folder
        } else if file_type.is_file() {
            Self::File
        } else if file_type.is_symlink() {
            Self::Link
        } else {
            Self::Special
        }
    }
}

/// The rules that hold in the whole folder, ready to be asked.
#[derive(Debug)]
pub(super) struct Filter {
    root: PathBuf,
    include: Gitignore,
    exclude: Gitignore,
}

impl Filter {
    pub(super) fn new(root: &Path, rules: &Rules) -> Self {
        let root = root.to_owned();
        Self {
            root,
            include: compile(&rules.include, "include"),
            exclude: compile(&rules.exclude, "exclude"),
        }
    }

    /// Why the entry at `below` (relative to the root) is left out, if the folders above it are not.
    ///
    /// `ignores` are the ignore files of the folders above it, the outermost first.
    pub(super) fn left_out(&self, below: &Path, kind: Kind, ignores: &[Gitignore]) -> Option<LeftOut> {
        if let Some(name) = below.file_name().map(|name| name.to_string_lossy())
            && name.starts_with('.')
            // The folders of a mailbox are hidden in it: `.Press.2019`.
            && !(kind == Kind::Folder && neighbours::is_mailbox(&self.root.join(below)))
        {
            return Some(LeftOut::Hidden { name: name.into_owned() });
        }
        let folder = kind == Kind::Folder;
        ignored(&self.exclude, below, folder).or_else(|| innermost(ignores, below, folder)).or(match kind {
            Kind::Link => Some(LeftOut::Link),
            Kind::Special => Some(LeftOut::Special),
            Kind::File if !self.includes(below) => Some(LeftOut::NotIncluded),
            Kind::Folder | Kind::File => neighbours::left_out(&self.root.join(below), kind),
        })
    }

    /// Whether an include pattern matches the file or a folder above it.
    fn includes(&self, below: &Path) -> bool {
        if self.include.is_empty() {
            return true;
        }
        let decided =
            below.ancestors().enumerate().find_map(|(up, path)| match self.include.matched(path, up > 0) {
                Match::Ignore(_) => Some(true),
                Match::Whitelist(_) => Some(false),
                Match::None => None,
            });
        decided.unwrap_or(false)
    }
}

/// What the innermost ignore file that mentions the path says of it.
fn innermost(ignores: &[Gitignore], below: &Path, folder: bool) -> Option<LeftOut> {
    let file = ignores.iter().rev().find(|file| !file.matched(below, folder).is_none())?;
    ignored(file, below, folder)
}

fn ignored(patterns: &Gitignore, below: &Path, folder: bool) -> Option<LeftOut> {
    let Match::Ignore(glob) = patterns.matched(below, folder) else { return None };
    let origin = glob.from().map(|from| from.to_string_lossy().into_owned()).unwrap_or_default();
    Some(LeftOut::Pattern { pattern: glob.original().to_owned(), origin })
}

fn compile(patterns: &[String], setting: &str) -> Gitignore {
    let mut builder = GitignoreBuilder::new("");
    for pattern in patterns.iter().filter(|pattern| check_one(pattern).is_ok()) {
        // A pattern that was just checked is added without an error.
        let _ = builder.add_line(Some(setting.into()), pattern);
    }
    builder.build().unwrap_or_else(|_| Gitignore::empty())
}

/// Says which pattern cannot be understood.
pub(super) fn check(patterns: &[String]) -> Result<(), BadPattern> {
    patterns.iter().try_for_each(|pattern| check_one(pattern))
}

pub(super) fn check_one(pattern: &str) -> Result<(), BadPattern> {
    let mut builder = GitignoreBuilder::new("");
    builder.add_line(None, pattern).and_then(|builder| builder.build()).map(drop).map_err(|error| {
        BadPattern {
            pattern: pattern.to_owned(),
            reason: match error {
                ignore::Error::Glob { err, .. } => err,
                other => other.to_string(),
            },
        }
    })
}
