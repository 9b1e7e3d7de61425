//! Bounds the bytes that wait to be indexed, and gives the engine its share of the cores.
//!
//! The search engine bounds its queue by the number of documents, which says nothing about memory: one article can be
//! four kilobytes or forty megabytes. What goes in is counted here, and taken off when its terms are read.
//!
//! There are as many workers as cores, and the engine's threads beside them. Left to the system, each thread gets the
//! same share, the engine falls behind, and the queue is full when a segment is written out, the very time at which all
//! would wait for it. So as many workers as the engine has threads rest while much waits: the engine has cores of its
//! own then, and the queue has room for what is read while it writes.

use std::{
    sync::{
        Condvar, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use super::update::Options;

/// How long a writer waits before it looks again; only matters if the engine has stopped taking documents.
const PATIENCE: Duration = Duration::from_secs(2);

/// A worker rests when more than this part of the capacity waits, counted in sixteenths...
const MUCH: u64 = 4;
/// ...until no more than this waits.
const LITTLE: u64 = 1;

/// Bytes on their way into the index.
#[derive(Debug)]
pub(super) struct Flow {
    capacity: u64,
    /// How many workers may rest at a time.
    may_rest: usize,
    state: Mutex<State>,
    added: AtomicU64,
    /// Told when there may be room for a worker that waits for it.
    room: Condvar,
    /// Told when little waits.
    little: Condvar,
}

#[derive(Debug, Default)]
struct State {
    waiting: u64,
    resting: usize,
    blocked: usize,
}

impl Flow {
    /// The queue of a run.
    pub(super) fn of(options: &Options) -> Self {
        Self {
            capacity: options.memory / 8,
            may_rest: options.engine_threads().min(options.threads.saturating_sub(1)),
            state: Mutex::default(),
            added: AtomicU64::new(0),
            room: Condvar::new(),
            little: Condvar::new(),
        }
    }

    /// Adds bytes, after waiting for room. A document larger than the whole capacity passes when nothing else waits; and
    /// nobody waits for ever, since an engine that has failed says so at the next call.
    pub(super) fn add(&self, bytes: u64) {
        let mut state = self.lock();
        state.blocked += 1;
        let full = |state: &mut State| state.waiting > 0 && state.waiting + bytes > self.capacity;
        state = wait_while(&self.room, state, full);
        state.blocked -= 1;
        state.waiting += bytes;
        self.added.fetch_add(bytes, Ordering::Relaxed);
        if state.waiting > self.part(MUCH) && state.resting < self.may_rest {
            state.resting += 1;
            let much = |state: &mut State| state.waiting > self.part(LITTLE);
            wait_while(&self.little, state, much).resting -= 1;
        }
    }

    fn part(&self, sixteenths: u64) -> u64 {
        self.capacity / 16 * sixteenths
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Bytes that came since this was asked the last time, as it is before each commit.
    pub(super) fn added_since_commit(&self) -> u64 {
        self.added.swap(0, Ordering::Relaxed)
    }

    /// Takes bytes off.
    pub(super) fn take(&self, bytes: u64) {
        let mut state = self.lock();
        state.waiting = state.waiting.saturating_sub(bytes);
        if state.blocked > 0 {
            self.room.notify_all();
        }
        if state.resting > 0 && state.waiting <= self.part(LITTLE) {
            self.little.notify_all();
        }
    }
}

/// Waits, but not for ever.
fn wait_while<'s>(
    told: &Condvar,
    state: MutexGuard<'s, State>,
    condition: impl FnMut(&mut State) -> bool,
) -> MutexGuard<'s, State> {
    told.wait_timeout_while(state, PATIENCE, condition).unwrap_or_else(PoisonError::into_inner).0
}

#[cfg(test)]
mod tests {
    use std::{thread, time::Instant};

    use super::*;

    #[test]
    fn one_of_two_workers_rests_while_much_waits() {
        let flow = Flow::of(&Options { threads: 2, ..Options::default() });
        let much = flow.part(MUCH) + 1;
        thread::scope(|scope| {
            let resting = scope.spawn(|| {
                let started = Instant::now();
                flow.add(much);
                started.elapsed()
            });
            while flow.lock().resting == 0 {
                thread::yield_now();
            }
            flow.add(1);
            assert!(!resting.is_finished(), "much waits still");
            flow.take(much - flow.part(LITTLE));
            assert!(!resting.is_finished(), "more than little waits");
            flow.take(1);
            assert!(resting.join().expect("a time") < PATIENCE, "it was told, and did not lose its patience");
        });
        assert_eq!(flow.lock().resting, 0);
    }

    #[test]
    fn a_single_worker_never_rests() {
        let flow = Flow::of(&Options { threads: 1, ..Options::default() });
        flow.add(flow.capacity);
        assert_eq!(flow.lock().waiting, flow.capacity);
    }
}
