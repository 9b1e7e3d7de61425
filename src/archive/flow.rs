//! Bounds the bytes that wait to be indexed.
//!
//! The search engine bounds its queue by the number of documents, which says nothing about memory: one article can be
//! four kilobytes or forty megabytes. What goes in is counted here, and taken off when its terms are read.

use std::{
    sync::{
        Condvar, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

/// How long a writer waits before it looks again; only matters if the engine has stopped taking documents.
const PATIENCE: Duration = Duration::from_secs(2);

/// Bytes on their way into the index.
#[derive(Debug)]
pub(super) struct Flow {
    capacity: u64,
    waiting: Mutex<u64>,
    added: AtomicU64,
    taken: Condvar,
}

impl Flow {
    pub(super) fn new(capacity: u64) -> Self {
        Self { capacity, waiting: Mutex::new(0), added: AtomicU64::new(0), taken: Condvar::new() }
    }

    /// Adds bytes, after waiting for room. A document larger than the whole capacity passes when nothing else waits; and
    /// nobody waits for ever, since an engine that has failed says so at the next call.
    pub(super) fn add(&self, bytes: u64) {
        let waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let full = |waiting: &mut u64| *waiting > 0 && *waiting + bytes > self.capacity;
        let (mut waiting, _) =
            self.taken.wait_timeout_while(waiting, PATIENCE, full).unwrap_or_else(PoisonError::into_inner);
        *waiting += bytes;
        self.added.fetch_add(bytes, Ordering::Relaxed);
    }

    /// Bytes that came since this was asked the last time, as it is before each commit.
    pub(super) fn added_since_commit(&self) -> u64 {
        self.added.swap(0, Ordering::Relaxed)
    }

    /// Takes bytes off.
    pub(super) fn take(&self, bytes: u64) {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        *waiting = waiting.saturating_sub(bytes);
        self.taken.notify_all();
    }
}
