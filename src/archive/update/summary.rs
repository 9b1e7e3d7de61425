//! What a run did, as its account has it.

use std::{collections::BTreeMap, time::Duration};

use super::Stage;
use crate::archive::Languages;

/// What a run did, or would do.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Summary {
    /// Files found.
    pub files: u64,
    /// Files that were read, or would be.
    pub files_read: u64,
    /// Files that had to be read and were not, because the run was ended early.
    pub files_left: u64,
    /// Files that are not there any more, or are left out now.
    pub files_gone: u64,
    /// Files that were found under a new path.
    pub files_moved: u64,
    /// Articles that are new.
    pub added: u64,
    /// Articles whose file has changed, and which kept their ids.
    pub changed: u64,
    /// Articles that are gone.
    pub removed: u64,
    /// Articles that stay as they were.
    pub unchanged: u64,
    /// Articles that were left out because they were removed for good.
    pub kept_away: u64,
    /// Articles whose names were found again, by a better model or better rules.
    pub named_again: u64,
    /// Files with problems, earlier ones included.
    pub problems: u64,
    /// Files that no format claims, by suffix.
    pub skipped: BTreeMap<String, u64>,
    /// Bytes read.
    pub bytes: u64,
    /// How long it took.
    pub elapsed: Duration,
    /// How long each stage took, in the order of [`Stage::ALL`].
    pub stages: [Duration; Stage::ALL.len()],
    /// The languages of the articles, earlier ones included.
    pub languages: Languages,
    /// Bytes of the index.
    pub index_bytes: u64,
    /// Whether it was ended early.
    pub cancelled: bool,
    /// The format of the index that was there, if that is an older one and the index is made anew for that reason.
    pub outdated: Option<u32>,
}
