//! Makes articles anew whose recurring paragraphs are others than they were made with, or the order of day and month in
//! their dates, or what finds names.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
    sync::atomic::{AtomicUsize, Ordering},
    thread,
};

use intake::DayOrder;

use super::{Observer, Progress, Shared, Stage, session::Session};
use crate::archive::{
    ArchiveError, Reader,
    boilerplate::{self, Recurring},
    dates::{self, DayOrders},
    id::ArticleId,
    named,
    record::ArticleRecord,
    schema, sealed,
};

/// Every so many articles the observer hears of it.
const NEWS_EVERY: usize = 256;

/// What only all articles of a source can tell of one of them.
struct Learnt {
    recurring: Recurring,
    day_orders: DayOrders,
}

impl Learnt {
    /// Learns it from a commit; with the articles that were made with another opinion, besides those that are stale for
    /// another reason.
    fn of(
        reader: &Reader,
        setting: Option<DayOrder>,
        mut stale: Vec<ArticleId>,
    ) -> Result<(Self, Vec<ArticleId>), ArchiveError> {
        let learnt =
            Self { recurring: boilerplate::learn(reader)?, day_orders: dates::learn(reader, setting)? };
        stale.extend(boilerplate::stale(reader, &learnt.recurring)?);
        stale.extend(dates::stale(reader, &learnt.day_orders)?);
        stale.sort_unstable();
        stale.dedup();
        Ok((learnt, stale))
    }

    fn apply(&self, record: &mut ArticleRecord) {
        self.recurring.apply(&mut record.article);
        self.day_orders.apply(&mut record.article, &record.path);
    }

    fn write(&self, folder: &Path, generation: u64) -> Result<(), ArchiveError> {
        sealed::write(folder, boilerplate::FILE, self.recurring.write(generation)?)?;
        sealed::write(folder, dates::FILE, self.day_orders.write(generation)?)
    }
}

impl Shared<'_> {
    /// Learns what the articles of the last commit tell of their sources, and makes anew those that this changes; all of
    /// it appears in one commit. An archive that has not changed costs nothing. False if the run was ended before all was
    /// done.
    pub(super) fn settle_sources(
        &self,
        folder: &Path,
        session: &mut Session,
        observer: &dyn Observer,
    ) -> Result<bool, ArchiveError> {
        self.clock.time(Stage::Committing, || session.commit())?;
        let reader = Reader::open_in(folder)?;
        let (generation, setting) = (reader.generation(), self.options.day_order);
        let misnamed = if self.options.names { named::stale(&reader)? } else { Vec::new() };
        if misnamed.is_empty()
            && Recurring::open_in(folder)?.generation() == Some(generation)
            && DayOrders::open_in(folder)?.is_of(generation, setting)
        {
            return Ok(true);
        }
        self.counts.named_again.store(misnamed.len() as u64, Ordering::Relaxed);
        let (learnt, stale) =
            self.clock.time(Stage::Boilerplate, || Learnt::of(&reader, setting, misnamed))?;
        let next = AtomicUsize::new(0);
        let remake = || {
            thread::scope(|scope| {
                let work = || self.remake(&reader, &learnt, &stale, &next, session, observer);
                let workers: Vec<_> = (0..self.options.threads.max(1)).map(|_| scope.spawn(work)).collect();
                for worker in workers {
                    worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
                }
                Ok::<_, ArchiveError>(())
            })
        };
        self.clock.time(Stage::Boilerplate, remake)?;
        observer.progress(Progress::Finishing);
        self.clock.time(Stage::Committing, || session.commit())?;
        if observer.cancelled() {
            // The next run goes on.
            return Ok(false);
        }
        learnt.write(folder, session.generation())?;
        Ok(true)
    }

    /// Makes article after article, as long as there are any.
    fn remake(
        &self,
        reader: &Reader,
        learnt: &Learnt,
        stale: &[ArticleId],
        next: &AtomicUsize,
        session: &Session,
        observer: &dyn Observer,
    ) -> Result<(), ArchiveError> {
        let mut analyzer = self.analyzer();
        loop {
            let done = next.fetch_add(1, Ordering::Relaxed);
            let Some(id) = stale.get(done).filter(|_| !observer.cancelled()) else { break };
            if done.is_multiple_of(NEWS_EVERY) {
                observer.progress(Progress::Renewing { articles: done as u64, of: stale.len() as u64 });
            }
            let Some(at) = reader.address_of(*id)? else { continue };
            let mut record = reader.article(at)?;
            learnt.apply(&mut record);
            let analysis = catch_unwind(AssertUnwindSafe(|| analyzer.analyze(&record.article)));
            let Ok(mut analysis) = analysis else {
                // It stays as it was made before.
                analyzer = self.analyzer();
                continue;
            };
            record.names = std::mem::take(&mut analysis.names);
            record.finder = analysis.finder;
            self.flow.add(schema::bytes_on_the_way(&analysis));
            session.remove_article(*id)?;
            session.add(schema::article_document(&session.fields, &record, &analysis)?)?;
        }
        Ok(())
    }
}
