//! What could not be read.

use std::{cmp::Reverse, collections::BTreeMap};

use intake::ProblemKind;
use serde::Serialize;

use super::SCHEMA;
use crate::archive::record::FileRecord;

/// A list of problems: the object of `morgue problems --format json`.
#[derive(Clone, Debug, Serialize)]
pub struct ProblemsView {
    /// [`SCHEMA`].
    pub schema: u32,
    /// How many there are.
    pub total: usize,
    /// How many of each sort, the most frequent first.
    pub kinds: Vec<ProblemKindView>,
    /// The problems, by path.
    pub problems: Vec<ProblemView>,
}

/// How often a sort of trouble was met.
#[derive(Clone, Debug, Serialize)]
pub struct ProblemKindView {
    /// What sort of trouble.
    pub kind: ProblemKind,
    /// Problems of this sort.
    pub problems: usize,
    /// Files that have them.
    pub files: usize,
    /// What can be done about them.
    pub advice: &'static str,
}

/// A problem of a file.
#[derive(Clone, Debug, Serialize)]
pub struct ProblemView {
    /// [`SCHEMA`].
    pub schema: u32,
    /// Path of the file in the archive.
    pub path: String,
    /// The member of the file, if it concerns just that.
    pub member: Option<String>,
    /// What sort of trouble.
    pub kind: ProblemKind,
    /// What happened and what to do.
    pub detail: String,
}

impl ProblemsView {
    /// The problems of files, sorted by path; only those of some sorts, if any is named.
    pub fn new(files: Vec<FileRecord>, kinds: &[ProblemKind]) -> Self {
        let mut problems: Vec<ProblemView> = files.into_iter().flat_map(of_file).collect();
        problems.retain(|problem| kinds.is_empty() || kinds.contains(&problem.kind));
        Self { schema: SCHEMA, total: problems.len(), kinds: count(&problems), problems }
    }

    /// The files that have problems, each once, by path.
    pub fn paths(&self) -> Vec<&str> {
        let mut paths: Vec<&str> = self.problems.iter().map(|problem| problem.path.as_str()).collect();
        paths.dedup();
        paths
    }
}

fn count(problems: &[ProblemView]) -> Vec<ProblemKindView> {
    let mut by_kind: BTreeMap<ProblemKind, (usize, usize, &str)> = BTreeMap::new();
    for problem in problems {
        let (count, files, last) = by_kind.entry(problem.kind).or_insert((0, 0, ""));
        *count += 1;
        *files += usize::from(*last != problem.path);
        *last = &problem.path;
    }
    let view = |(kind, (problems, files, _)): (ProblemKind, _)| ProblemKindView {
        kind,
        problems,
        files,
        advice: kind.advice(),
    };
    let mut kinds: Vec<ProblemKindView> = by_kind.into_iter().map(view).collect();
    kinds.sort_by_key(|kind| Reverse(kind.problems));
    kinds
}

fn of_file(file: FileRecord) -> impl Iterator<Item = ProblemView> {
    let path = file.path;
    file.problems.into_iter().map(move |problem| ProblemView {
        schema: SCHEMA,
        path: path.clone(),
        member: problem.member,
        kind: problem.kind,
        detail: problem.detail,
    })
}
