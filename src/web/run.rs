//! A run of the index that was started from a page, and how it goes.

use std::{
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    thread::{self, JoinHandle},
};

use super::trouble::Trouble;
use crate::{
    archive::{
        Archive, ArchiveError,
        update::{Observer, Progress},
    },
    desk::Settings,
    view::{RunView, SummaryView},
};

/// The run in hand or the last one; there is one at a time.
#[derive(Default)]
pub(super) struct Runs {
    run: Mutex<Option<Run>>,
}

struct Run {
    watched: Arc<Watched>,
    thread: Option<JoinHandle<()>>,
}

/// What a run and those who watch it share.
#[derive(Default)]
struct Watched {
    state: Mutex<State>,
    stop: AtomicBool,
}

#[derive(Clone, Default)]
enum State {
    #[default]
    Starting,
    Going(Progress),
    Done(Box<SummaryView>),
    Failed(String),
}

impl Watched {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Observer for Watched {
    fn progress(&self, progress: Progress) {
        *self.state() = State::Going(progress);
    }

    fn cancelled(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }
}

impl Runs {
    /// Starts a run, unless one goes on.
    pub(super) fn start(&self, archive: &Archive) -> Result<(), Trouble> {
        let options = Settings::load(archive)?.run();
        let mut run = self.run();
        if run.as_ref().is_some_and(Run::goes_on) {
            return Ok(());
        }
        let watched = Arc::new(Watched::default());
        let (observer, archive) = (Arc::clone(&watched), archive.clone());
        let work = move || {
            let ended = archive.update(&options, &*observer);
            *observer.state() = match ended {
                Ok(summary) => State::Done(Box::new(SummaryView::new(&summary, false))),
                Err(error) => State::Failed(Trouble::from(error).detail),
            };
        };
        let thread = thread::Builder::new().name("run".to_owned()).spawn(work);
        let thread = thread.map_err(|source| ArchiveError::Io { path: "a new thread".into(), source })?;
        *run = Some(Run { watched, thread: Some(thread) });
        Ok(())
    }

    /// Ends the run after the files in hand.
    pub(super) fn stop(&self) {
        if let Some(run) = &*self.run() {
            run.watched.stop.store(true, Ordering::Relaxed);
        }
    }

    /// Ends the run and waits for that.
    pub(super) fn end(&self) {
        self.stop();
        let thread = self.run().as_mut().and_then(|run| run.thread.take());
        if let Some(thread) = thread {
            // A run that failed has said so on its page.
            let _ = thread.join();
        }
    }

    /// How it goes.
    pub(super) fn view(&self) -> RunView {
        let run = self.run();
        let Some(run) = &*run else { return RunView::default() };
        let ends = run.watched.cancelled();
        let state = run.watched.state().clone();
        match state {
            State::Starting => RunView { goes_on: run.goes_on(), ends, ..RunView::default() },
            State::Going(progress) if run.goes_on() => RunView { ends, ..RunView::from(progress) },
            State::Going(_) => RunView { failed: Some("the run broke off".to_owned()), ..RunView::default() },
            State::Done(summary) => RunView { summary: Some(*summary), ..RunView::default() },
            State::Failed(why) => RunView { failed: Some(why), ..RunView::default() },
        }
    }

    fn run(&self) -> MutexGuard<'_, Option<Run>> {
        self.run.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Run {
    fn goes_on(&self) -> bool {
        self.thread.as_ref().is_some_and(|thread| !thread.is_finished())
    }
}
