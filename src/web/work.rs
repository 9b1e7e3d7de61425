//! Answers requests with plain code on a bounded pool, so that no number of requests can use up the machine.

use std::{sync::Arc, thread, time::Duration};

use tokio::{sync::Semaphore, task, time};

use super::trouble::Trouble;

/// Most threads of the pool; those that answer at once are fewer.
pub(super) const THREADS: usize = 64;

/// How long a request waits for its turn.
const WAIT: Duration = Duration::from_secs(10);

/// How long a request is worked on before its client is told that it takes too long.
const LONGEST: Duration = Duration::from_secs(60);

/// Bounds how many requests are answered at once.
pub(super) struct Work {
    places: Arc<Semaphore>,
}

impl Default for Work {
    fn default() -> Self {
        // One more than there are processors in either direction: some wait for the disk.
        let cores = thread::available_parallelism().map_or(2, usize::from);
        Self { places: Arc::new(Semaphore::new((2 * cores).min(THREADS))) }
    }
}

impl Work {
    /// Does it when there is room, or says that there is none.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        job: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Trouble> {
        let place = time::timeout(WAIT, Arc::clone(&self.places).acquire_owned()).await;
        let Ok(Ok(place)) = place else { return Err(Trouble::busy()) };
        let working = task::spawn_blocking(move || {
            // The place is free when the job has ended, even if its client was sent away before.
            let _place = place;
            job()
        });
        match time::timeout(LONGEST, working).await {
            Ok(Ok(done)) => Ok(done),
            Ok(Err(_)) => Err(Trouble::inside("the answer failed")),
            Err(_) => Err(Trouble::slow()),
        }
    }
}
