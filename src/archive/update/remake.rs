//! Makes articles anew whose recurring paragraphs are others than they were made with.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
    sync::atomic::{AtomicUsize, Ordering},
    thread,
};

use super::{Observer, Shared, Stage, session::Session};
use crate::archive::{
    ArchiveError, Reader,
    boilerplate::{self, Recurring},
    id::ArticleId,
    schema, sealed,
};

impl Shared<'_> {
    /// Learns what recurs in the articles of the last commit, and makes anew those that this changes; all of it appears
    /// in one commit. An archive that has not changed costs nothing. False if the run was ended before all was done.
    pub(super) fn settle_boilerplate(
        &self,
        folder: &Path,
        session: &mut Session,
        observer: &dyn Observer,
    ) -> Result<bool, ArchiveError> {
        self.clock.time(Stage::Committing, || session.commit())?;
        let reader = Reader::open_in(folder)?;
        if Recurring::open_in(folder)?.generation() == Some(reader.generation()) {
            return Ok(true);
        }
        let learn = || {
            let recurring = boilerplate::learn(&reader)?;
            boilerplate::stale(&reader, &recurring).map(|stale| (recurring, stale))
        };
        let (recurring, stale) = self.clock.time(Stage::Boilerplate, learn)?;
        let next = AtomicUsize::new(0);
        let remake = || {
            thread::scope(|scope| {
                let work = || self.remake(&reader, &recurring, &stale, &next, session, observer);
                let workers: Vec<_> = (0..self.options.threads.max(1)).map(|_| scope.spawn(work)).collect();
                for worker in workers {
                    worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
                }
                Ok::<_, ArchiveError>(())
            })
        };
        self.clock.time(Stage::Boilerplate, remake)?;
        self.clock.time(Stage::Committing, || session.commit())?;
        if observer.cancelled() {
            // The next run goes on.
            return Ok(false);
        }
        sealed::write(folder, boilerplate::FILE, recurring.write(session.generation())?)?;
        Ok(true)
    }

    /// Makes article after article, as long as there are any.
    fn remake(
        &self,
        reader: &Reader,
        recurring: &Recurring,
        stale: &[ArticleId],
        next: &AtomicUsize,
        session: &Session,
        observer: &dyn Observer,
    ) -> Result<(), ArchiveError> {
        let mut analyzer = self.analyzer();
        while let Some(id) = stale.get(next.fetch_add(1, Ordering::Relaxed)) {
            if observer.cancelled() {
                break;
            }
            let Some(at) = reader.address_of(*id)? else { continue };
            let mut record = reader.article(at)?;
            recurring.apply(&mut record.article);
            let analysis = catch_unwind(AssertUnwindSafe(|| analyzer.analyze(&record.article)));
            let Ok(mut analysis) = analysis else {
                // It stays as it was made before.
                analyzer = self.analyzer();
                continue;
            };
            record.names = std::mem::take(&mut analysis.names);
            self.flow.add(schema::bytes_on_the_way(&analysis));
            session.remove_article(*id);
            session.add(schema::article_document(&session.fields, &record, &analysis)?)?;
        }
        Ok(())
    }
}
