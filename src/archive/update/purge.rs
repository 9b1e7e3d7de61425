//! Removes articles for good.
//!
//! What a run takes out stays in the files of the index until the engine happens to merge them, and in tables that were
//! made with it. Here all of these are made anew. The list that keeps the articles away is written first: whatever happens
//! after that, no run brings them back, and the same command again does the rest.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex, atomic::AtomicBool},
};

use super::{
    Observer, Options, Progress, Shared, counts::Counts, plan::Plan, session::Session, stages::Clock,
};
use crate::{
    archive::{
        Archive, ArchiveError, Reader,
        boilerplate::{Guess, Recurring},
        copies,
        dates::{self, DayOrders},
        flow::Flow,
        id::ArticleId,
        identities,
        lock::WriteLock,
        record::{ArticleRecord, FileRecord},
        schema,
    },
    desk::Purged,
};

impl Archive {
    /// Removes articles from the index and from all that was made with them, and keeps them away from now on. The user's
    /// own files are not touched.
    pub fn purge(&self, articles: &[ArticleRecord], observer: &dyn Observer) -> Result<(), ArchiveError> {
        self.prepare()?;
        let _lock = WriteLock::take(self)?;
        Purged::add(self, articles)?;
        observer.progress(Progress::Finishing);
        self.clear_up()?;
        let folder = self.index();
        let day_order = DayOrders::open_in(&folder)?;
        let options = Options { day_order: day_order.setting(), ..Options::default() };
        let reader = Reader::open(self)?;
        let flow = Arc::new(Flow::of(&options));
        let mut session = Session::open(&folder, &options, 0, &flow)?;
        session.merge_nothing();
        take_out(&reader, &session, articles)?;
        let shared = Shared {
            archive: self,
            options: &options,
            reader: Some(&reader),
            old: None,
            plan: Plan::nothing(self.home())?,
            flow,
            counts: Counts::default(),
            large: Mutex::new(()),
            commit_is_due: AtomicBool::new(false),
            guess: Guess::new(Recurring::open_in(&folder)?),
            day_order: dates::Guess::new(day_order),
            purged: Purged::load(self)?,
            clock: Clock::default(),
        };
        shared.settle_sources(&folder, &mut session, observer)?;
        session.sweep()?;
        copies::bring_up_to_date(&folder)?;
        identities::bring_up_to_date(&folder)
    }
}

/// Takes articles out, and out of the account of their files; a file of which nothing else is known is forgotten.
fn take_out(reader: &Reader, session: &Session, articles: &[ArticleRecord]) -> Result<(), ArchiveError> {
    let mut of_file: BTreeMap<&str, BTreeSet<ArticleId>> = BTreeMap::new();
    for article in articles {
        session.remove_article(article.id)?;
        of_file.entry(&article.path).or_default().insert(article.id);
    }
    for (path, gone) in of_file {
        let Some(file) = reader.file(path)? else { continue };
        let mut left = 0;
        reader.each_article_of(path, |article| left += u32::from(!gone.contains(&article.id)))?;
        session.remove_entry(path)?;
        if left > 0 || !file.problems.is_empty() {
            session.add(schema::file_document(&session.fields, &FileRecord { articles: left, ..file })?)?;
        }
    }
    Ok(())
}
