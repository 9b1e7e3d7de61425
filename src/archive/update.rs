//! A run: brings the index up to date with the folder.
//!
//! First the folder is walked and compared with the ledger (`plan`); what must be read goes to a spool file, so that
//! ten million paths cost no memory. Then workers read, parse and analyse (`worker`) while this thread commits from
//! time to time (`session`). A reader always sees the last whole commit, and a run that is killed loses only what came
//! after it.

mod aside;
mod before;
mod counts;
mod engine;
mod found;
mod heeded;
mod merging;
mod observer;
mod options;
mod plan;
mod purge;
mod remake;
mod room;
mod session;
mod spool;
mod stages;
mod summary;
#[cfg(all(test, unix))]
mod tests;
mod turn;
mod worker;

use std::{
    path::Path,
    sync::{
        Arc, Mutex, PoisonError, RwLock,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use self::{
    counts::Counts,
    found::Found,
    heeded::{Again, Heeded},
    plan::{Plan, Planner},
    stages::Clock,
    worker::Worker,
};
pub(super) use self::{heeded::FILE as SETTINGS, plan::nanoseconds, session::Session};
pub use self::{
    observer::{Observer, Progress, Unobserved},
    options::{DEFAULT_MEMORY, LEAST_MEMORY, Options},
    stages::Stage,
    summary::Summary,
};
use super::{
    Archive, ArchiveError, Reader,
    boilerplate::{Guess, Recurring},
    copies,
    dates::{self, DayOrders},
    files,
    flow::Flow,
    identities,
    ledger::Ledger,
    lock::WriteLock,
    stream::Analyzer,
};
use crate::desk::Purged;

impl Archive {
    /// Brings the index up to date.
    pub fn update(&self, options: &Options, observer: &dyn Observer) -> Result<Summary, ArchiveError> {
        let started = Instant::now();
        options.rules.check()?;
        options.rules_now.check()?;
        if options.memory < LEAST_MEMORY {
            return Err(ArchiveError::Memory { given: options.memory, least: LEAST_MEMORY });
        }
        self.check_root()?;
        let mut summary = if options.dry_run {
            self.rehearse(options, observer)?
        } else {
            self.prepare()?;
            let _lock = WriteLock::take(self)?;
            self.run(options, observer).inspect_err(|_| {
                // On a full disk the room is needed of what it leaves. What cannot be removed the next run tries again.
                let _ = self.clear_up();
            })?
        };
        summary.elapsed = started.elapsed();
        Ok(summary)
    }

    fn rehearse(&self, options: &Options, observer: &dyn Observer) -> Result<Summary, ArchiveError> {
        let found = self.found(options)?;
        let options = &*self.as_far_as_it_goes(options, &found);
        let reader = found.reader();
        let plan = self.plan(options, reader, observer, &std::env::temp_dir())?;
        let mut summary = Summary { outdated: found.outdated(), ..Summary::default() };
        plan.describe(&mut summary);
        summary.files_moved = plan.find_moved(self.root())?;
        summary.files_gone -= summary.files_moved;
        for path in plan.gone_paths() {
            summary.removed += count_articles(reader, &path)?;
        }
        Ok(summary)
    }

    fn run(&self, options: &Options, observer: &dyn Observer) -> Result<Summary, ArchiveError> {
        self.clear_up()?;
        files::create_folder(&self.desk())?;
        let found = self.found(options)?;
        let options = &*self.as_far_as_it_goes(options, &found);
        let reader = found.reader();
        let anew = reader.is_none();
        room::for_run(self, anew)?;
        let folder = if anew { self.index_in_the_making() } else { self.index() };
        files::create_cache_folder(&folder)?;
        self.tell(&found, observer);
        let old = if anew && self.is_indexed() { Reader::open(self).ok() } else { None };
        let clock = Clock::default();
        let plan = clock.time(Stage::Looking, || self.plan(options, reader, observer, self.home()))?;
        let mut summary = Summary { outdated: found.outdated(), ..Summary::default() };
        plan.describe(&mut summary);
        // A first index appears with its first commit; a new one beside an old one only when it is whole.
        let replaces_old = anew && self.is_indexed();
        if anew && !replaces_old {
            files::remove_folder(&self.index())?;
            files::rename_folder(&folder, &self.index())?;
        }
        let folder = if replaces_old { folder } else { self.index() };
        let flow = Arc::new(Flow::of(options));
        let session = Session::open(&folder, options, plan.ledger_bytes(), &flow)?;
        let shared = Shared {
            archive: self,
            options,
            reader,
            old: old.as_ref(),
            plan,
            flow,
            counts: Counts::default(),
            large: Mutex::new(()),
            commit_is_due: AtomicBool::new(false),
            guess: Guess::new(Recurring::open_in(&folder)?),
            day_order: dates::Guess::new(DayOrders::open_in(&folder)?.with_setting(options.day_order)),
            purged: Purged::load(self)?,
            clock,
        };
        summary.cancelled = shared.work(&folder, session, observer)?;
        if !summary.cancelled {
            settle_tables(&folder, options, &shared.clock)?;
        }
        shared.counts.describe(&mut summary);
        summary.stages = shared.clock.spent();
        drop(shared);
        drop(old);
        match (replaces_old, summary.cancelled) {
            (true, false) => self.replace_index()?,
            (true, true) => files::remove_folder(&folder)?,
            (false, _) => {}
        }
        self.describe_index(&mut summary)?;
        Ok(summary)
    }

    /// Tells what whoever waits for a run should know before it begins.
    fn tell(&self, found: &Found, observer: &dyn Observer) {
        if let Some(file_system) = files::shared(self.home()) {
            observer.progress(Progress::SharedDisk { file_system });
        }
        if let Some(format) = found.outdated() {
            observer.progress(Progress::Outdated { format });
        }
    }

    fn replace_index(&self) -> Result<(), ArchiveError> {
        files::replace_folder(&self.index_in_the_making(), &self.index_place(), &self.index_out_of_use())?;
        files::remove_folder(&self.index_out_of_use())
    }

    fn describe_index(&self, summary: &mut Summary) -> Result<(), ArchiveError> {
        let reader = Reader::open(self)?;
        let status = reader.status()?;
        summary.unchanged = status.articles.saturating_sub(summary.added + summary.changed);
        summary.problems = status.problems;
        summary.index_bytes = status.index_bytes;
        summary.languages = status.languages;
        for file in reader.skipped_files()? {
            *summary.skipped.entry(suffix(&file.path)).or_default() += 1;
        }
        Ok(())
    }

    fn plan(
        &self,
        options: &Options,
        reader: Option<&Reader>,
        observer: &dyn Observer,
        spool_folder: &Path,
    ) -> Result<Plan, ArchiveError> {
        let start = match &options.start {
            None => self.root().to_owned(),
            Some(start) => start.canonicalize().map_err(ArchiveError::io(start))?,
        };
        if !start.starts_with(self.root()) {
            return Err(ArchiveError::Outside { start, root: self.root().to_owned() });
        }
        let again = match reader {
            Some(_) => Heeded::of(&options.limits).changes(&self.index())?,
            None => Again::default(),
        };
        let ledger = match reader {
            Some(reader) => Ledger::load(reader.searcher(), again.records)?,
            None => Ledger::default(),
        };
        let may_be_away = !self.home().starts_with(self.root()) && ledger.bytes() > 0 && !options.retry;
        let is_whole = start == self.root();
        let plan =
            Planner { archive: self, options, start, reader, ledger, again }.plan(observer, spool_folder)?;
        if may_be_away && is_whole && plan.files() == 0 && !observer.cancelled() {
            return Err(ArchiveError::NoRoot { root: self.root().to_owned(), is_empty: true });
        }
        Ok(plan)
    }
}

/// Makes the tables that are of all articles, and notes by which settings these were read.
fn settle_tables(folder: &Path, options: &Options, clock: &Clock) -> Result<(), ArchiveError> {
    clock.time(Stage::Copies, || copies::bring_up_to_date(folder))?;
    clock.time(Stage::Identities, || identities::bring_up_to_date(folder))?;
    if options.start.is_none() && !options.retry {
        Heeded::of(&options.limits).write(folder)?;
    }
    Ok(())
}

/// The suffix of a path, with its dot; "(none)" if it has none.
fn suffix(path: &str) -> String {
    let suffix = Path::new(path).extension().map(|suffix| suffix.to_string_lossy().to_lowercase());
    suffix.map_or("(none)".to_owned(), |suffix| format!(".{suffix}"))
}

/// How many articles a file has in the index.
fn count_articles(reader: Option<&Reader>, path: &str) -> Result<u64, ArchiveError> {
    reader.map_or(Ok(0), |reader| Ok(reader.articles_of(path)?.len() as u64))
}

/// What all threads of a run share.
struct Shared<'r> {
    archive: &'r Archive,
    options: &'r Options,
    reader: Option<&'r Reader>,
    /// The index whose place the new one takes, of which only ids are wanted.
    old: Option<&'r Reader>,
    plan: Plan,
    flow: Arc<Flow>,
    counts: Counts,
    /// Held while a large text is in hand.
    large: Mutex<()>,
    /// Set when a commit waits: workers in the middle of a long file give way to it.
    commit_is_due: AtomicBool,
    /// What recurs in each source, as far as is known.
    guess: Guess,
    /// In which order each source writes day and month, as far as is known.
    day_order: dates::Guess,
    /// What must not come back. No front end is asked for it, so that none can forget it.
    purged: Purged,
    /// How long each stage takes.
    clock: Clock,
}

/// Says of a worker that it has come to its end, however it did; where one panics the others stop.
struct Leaving<'l> {
    running: &'l AtomicUsize,
    stop: &'l AtomicBool,
}

impl Drop for Leaving<'_> {
    fn drop(&mut self) {
        if thread::panicking() {
            self.stop.store(true, Ordering::Relaxed);
        }
        self.running.fetch_sub(1, Ordering::Release);
    }
}

impl Shared<'_> {
    /// Does the plan; true if it was ended early.
    fn work(&self, folder: &Path, session: Session, observer: &dyn Observer) -> Result<bool, ArchiveError> {
        let session = RwLock::new(session);
        let stop = AtomicBool::new(false);
        let running = AtomicUsize::new(self.options.threads.max(1));
        let read = || {
            thread::scope(|scope| {
                let worker = || {
                    let _leaving = Leaving { running: &running, stop: &stop };
                    let result = Worker::new(self, &session).run(&stop);
                    if result.is_err() {
                        stop.store(true, Ordering::Relaxed);
                    }
                    result
                };
                let workers: Vec<_> = (0..self.options.threads.max(1)).map(|_| scope.spawn(worker)).collect();
                let supervised = self.supervise(&session, &stop, &running, observer);
                for worker in workers {
                    // Whatever a file can provoke is caught where the file is read.
                    worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
                }
                supervised
            })
        };
        self.clock.time(Stage::Reading, read)?;
        observer.progress(Progress::Finishing);
        let mut cancelled = observer.cancelled();
        let mut session = session.into_inner().unwrap_or_else(PoisonError::into_inner);
        if !cancelled {
            self.remove_gone(&session)?;
            cancelled = !self.settle_sources(folder, &mut session, observer)?;
        }
        self.clock.time(Stage::Committing, || session.commit())?;
        self.clock.time(Stage::Merging, || session.finish())?;
        Ok(cancelled)
    }

    /// Commits at intervals and tells how it goes, until the workers are done.
    fn supervise(
        &self,
        session: &RwLock<Session>,
        stop: &AtomicBool,
        running: &AtomicUsize,
        observer: &dyn Observer,
    ) -> Result<(), ArchiveError> {
        let mut committed = Instant::now();
        let mut pause = Duration::from_millis(1);
        while running.load(Ordering::Acquire) > 0 {
            thread::sleep(pause);
            pause = (pause * 2).min(Duration::from_millis(50));
            observer.progress(self.progress());
            if observer.cancelled() {
                stop.store(true, Ordering::Relaxed);
            }
            if committed.elapsed() >= self.options.commit_every {
                let result = self.clock.time(Stage::Committing, || self.commit_beside(session));
                if result.is_err() {
                    stop.store(true, Ordering::Relaxed);
                }
                result?;
                committed = Instant::now();
            }
        }
        Ok(())
    }

    /// Commits what is there when no file is in the middle; workers wait for that, and go on while it is written.
    fn commit_beside(&self, session: &RwLock<Session>) -> Result<(), ArchiveError> {
        self.commit_is_due.store(true, Ordering::Relaxed);
        let mut held = session.write().unwrap_or_else(PoisonError::into_inner);
        self.commit_is_due.store(false, Ordering::Relaxed);
        let is_begun = held.begin_commit();
        drop(held);
        if is_begun { session.read().unwrap_or_else(PoisonError::into_inner).end_commit() } else { Ok(()) }
    }

    fn analyzer(&self) -> Analyzer {
        if self.options.names { Analyzer::default() } else { Analyzer::without_names() }
    }

    fn progress(&self) -> Progress {
        Progress::Reading {
            files: self.counts.files_done.load(Ordering::Relaxed),
            of: self.plan.files_to_read(),
            articles: self.counts.added.load(Ordering::Relaxed) + self.counts.changed.load(Ordering::Relaxed),
        }
    }

    /// Takes the files out that are gone and did not turn up under a new path.
    fn remove_gone(&self, session: &Session) -> Result<(), ArchiveError> {
        for path in self.plan.gone_paths() {
            let articles = count_articles(self.reader, &path)?;
            self.counts.removed.fetch_add(articles, Ordering::Relaxed);
            session.remove_file(&path)?;
        }
        Ok(())
    }
}
