//! What a run has done so far.

use std::sync::atomic::{AtomicU64, Ordering};

use super::Summary;

/// Counts that all threads add to.
#[derive(Debug, Default)]
pub(super) struct Counts {
    pub(super) files_done: AtomicU64,
    pub(super) files_moved: AtomicU64,
    pub(super) added: AtomicU64,
    pub(super) changed: AtomicU64,
    pub(super) removed: AtomicU64,
    pub(super) kept_away: AtomicU64,
    pub(super) named_again: AtomicU64,
    pub(super) bytes: AtomicU64,
}

impl Counts {
    /// Adds them to a summary that has what was planned.
    pub(super) fn describe(&self, summary: &mut Summary) {
        let done = self.files_done.load(Ordering::Relaxed);
        summary.files_left = summary.files_read.saturating_sub(done);
        summary.files_read = done;
        summary.files_moved = self.files_moved.load(Ordering::Relaxed);
        summary.files_gone -= summary.files_moved.min(summary.files_gone);
        summary.added = self.added.load(Ordering::Relaxed);
        summary.changed = self.changed.load(Ordering::Relaxed);
        summary.removed = self.removed.load(Ordering::Relaxed);
        summary.kept_away = self.kept_away.load(Ordering::Relaxed);
        summary.named_again = self.named_again.load(Ordering::Relaxed);
        summary.bytes = self.bytes.load(Ordering::Relaxed);
    }
}
