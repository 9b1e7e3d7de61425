//! A guess at the order of each source while a run reads its articles: where it is right, which is nearly always after the
//! first few of them, an article need not be made anew when everything is known.

use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
};

use intake::Article;

use super::{
    table::{DayOrders, Votes},
    writer::Writer,
};

/// What the sources show as far as is known; shared by all threads of a run.
pub(in crate::archive) struct Guess {
    before: DayOrders,
    seen: Mutex<BTreeMap<String, Votes>>,
}

impl Guess {
    /// Begins with what was known after the last run, and the settings of this one.
    pub(in crate::archive) fn new(before: DayOrders) -> Self {
        Self { before, seen: Mutex::default() }
    }

    /// Reads the dates of a new article as its source seems to write them.
    pub(in crate::archive) fn apply(&self, article: &mut Article, path: &str) {
        let Some(shown) = article.numeric.as_ref().map(|numeric| numeric.shown) else { return };
        let writer = Writer::of(article, path);
        let Some(key) = writer.key.as_deref() else { return self.before.apply(article, path) };
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(shown) = shown {
            seen.entry(key.to_owned()).or_default().add(shown);
            return;
        }
        let votes = seen.get(key).copied().unwrap_or_default().with(self.before.votes(&writer));
        drop(seen);
        let decided = self.before.decide(votes, &writer);
        article.read_dates(decided.map(|(order, _)| order));
    }
}
