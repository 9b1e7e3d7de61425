//! What a run did.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{SCHEMA, status::without_names};
use crate::archive::update::Summary;

/// A run's account: the object of `morgue index --format json`. No times stand in it, so that two runs compare.
#[derive(Clone, Debug, Serialize)]
pub struct SummaryView {
    /// [`SCHEMA`].
    pub schema: u32,
    /// Whether nothing was written.
    pub dry_run: bool,
    /// Whether it was ended early.
    pub cancelled: bool,
    /// Files found.
    pub files: u64,
    /// Files read.
    pub files_read: u64,
    /// Files that are still to be read, because the run was ended early.
    pub files_left: u64,
    /// Files gone.
    pub files_gone: u64,
    /// Files found under a new path.
    pub files_moved: u64,
    /// Articles that are new.
    pub added: u64,
    /// Articles read again, with their ids kept.
    pub changed: u64,
    /// Articles gone.
    pub removed: u64,
    /// Articles that stay as they were.
    pub unchanged: u64,
    /// How many articles there are of each language that is known, by its ISO 639-1 code.
    pub languages: BTreeMap<String, u64>,
    /// The same of the languages in which no names are looked for.
    pub without_names: BTreeMap<String, u64>,
    /// Articles that were left out because they were removed for good.
    pub kept_away: u64,
    /// Articles whose names were found again, by a better model or better rules.
    pub named_again: u64,
    /// Files with problems.
    pub problems: u64,
    /// Files that no format claims, by suffix.
    pub skipped: BTreeMap<String, u64>,
    /// Bytes read.
    pub bytes_read: u64,
    /// Bytes of the index.
    pub index_bytes: u64,
    /// The format of the index that was there, if it was an older one and all files are read again for that reason.
    pub outdated: Option<u32>,
    /// Seconds that it took.
    #[serde(skip)]
    pub seconds: f64,
}

impl SummaryView {
    /// The view of a run.
    pub fn new(summary: &Summary, dry_run: bool) -> Self {
        Self {
            schema: SCHEMA,
            dry_run,
            cancelled: summary.cancelled,
            files: summary.files,
            files_read: summary.files_read,
            files_left: summary.files_left,
            files_gone: summary.files_gone,
            files_moved: summary.files_moved,
            added: summary.added,
            changed: summary.changed,
            removed: summary.removed,
            unchanged: summary.unchanged,
            languages: summary.languages.articles.clone(),
            without_names: without_names(&summary.languages),
            kept_away: summary.kept_away,
            named_again: summary.named_again,
            problems: summary.problems,
            skipped: summary.skipped.clone(),
            bytes_read: summary.bytes,
            index_bytes: summary.index_bytes,
            outdated: summary.outdated,
            seconds: summary.elapsed.as_secs_f64(),
        }
    }
}
