//! Where the time of a run goes: what is to be made faster is measured first.

use std::{
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

/// A part of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The folder is walked and compared with the ledger.
    Looking,
    /// Files are read, analysed and indexed, by all threads at once, commits in between included.
    Reading,
    /// Commits, those while files are read included.
    Committing,
    /// What recurs in each source is counted, and articles are made anew for it.
    Boilerplate,
    /// The engine's merges that were not done before.
    Merging,
    /// Copies are joined.
    Copies,
    /// Names of different articles are joined.
    Identities,
}

impl Stage {
    /// Each of them.
    pub const ALL: [Self; 7] = [
        Self::Looking,
        Self::Reading,
        Self::Committing,
        Self::Boilerplate,
        Self::Merging,
        Self::Copies,
        Self::Identities,
    ];
}

/// Adds up how long each stage takes.
#[derive(Default)]
pub(super) struct Clock(Mutex<[Duration; Stage::ALL.len()]>);

impl Clock {
    /// Does something that belongs to a stage.
    pub(super) fn time<T>(&self, stage: Stage, work: impl FnOnce() -> T) -> T {
        let started = Instant::now();
        let done = work();
        self.0.lock().unwrap_or_else(PoisonError::into_inner)[stage as usize] += started.elapsed();
        done
    }

    /// How long each took so far.
    pub(super) fn spent(&self) -> [Duration; Stage::ALL.len()] {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
