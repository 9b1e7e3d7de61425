//! What could not be read.

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
    /// The problems, by path.
    pub problems: Vec<ProblemView>,
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
    /// The problems of files.
    pub fn new(files: Vec<FileRecord>) -> Self {
        let problems: Vec<ProblemView> = files.into_iter().flat_map(of_file).collect();
        Self { schema: SCHEMA, total: problems.len(), problems }
    }
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
