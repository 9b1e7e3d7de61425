//! How a run goes about it: what it is about, what it may use, how often it commits.

use std::{path::PathBuf, thread, time::Duration};

use intake::{DayOrder, Limits, walk::Rules};

/// The smallest memory bound: the engine's own minimum, twice over, and room for buffers.
pub const LEAST_MEMORY: u64 = 64_000_000;

/// The memory bound if none is given.
pub const DEFAULT_MEMORY: u64 = 512_000_000;

/// How a run goes about it.
#[derive(Clone, Debug)]
pub struct Options {
    /// The folder or file in the archive to update; all of it if none.
    pub start: Option<PathBuf>,
    /// What the settings leave out.
    pub rules: Rules,
    /// What this run leaves out; files that these rules leave out, and `rules` do not, stay in the index.
    pub rules_now: Rules,
    /// Start over instead of updating.
    pub rebuild: bool,
    /// Read the files that had problems, and only those, whether they have changed or not.
    pub retry: bool,
    /// Only say what would be done.
    pub dry_run: bool,
    /// Bound of buffers and queues, in bytes.
    pub memory: u64,
    /// How many threads read and analyse.
    pub threads: usize,
    /// Time between commits.
    pub commit_every: Duration,
    /// What a file may cost.
    pub limits: Limits,
    /// How dates in numbers are read of which neither the article nor its source shows the order.
    pub day_order: Option<DayOrder>,
    /// Whether people, organizations and places are found; without them the index answers by words alone.
    pub names: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            start: None,
            rules: Rules::default(),
            rules_now: Rules::default(),
            rebuild: false,
            retry: false,
            dry_run: false,
            memory: DEFAULT_MEMORY,
            threads: thread::available_parallelism().map_or(2, usize::from),
            commit_every: Duration::from_secs(30),
            limits: Limits::default(),
            day_order: None,
            names: true,
        }
    }
}

impl Options {
    /// How many threads of the engine take what the others have analysed.
    pub(in crate::archive) fn engine_threads(&self) -> usize {
        (self.threads / 2).clamp(1, 4)
    }
}
