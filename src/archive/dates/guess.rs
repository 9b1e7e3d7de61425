//! A guess at the order of each source while a run reads its articles: where it is right, which is nearly always after the
//! first few of them, an article need not be made anew when everything is known.

use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
};

use intake::Article;

use super::table::{DayOrders, Votes};

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
    pub(in crate::archive) fn apply(&self, article: &mut Article) {
        let Some(numeric) = &article.numeric else { return };
        let Some(source) = article.source.as_deref() else { return self.before.apply(article) };
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(shown) = numeric.shown {
            seen.entry(source.to_owned()).or_default().add(shown);
            return;
        }
        let votes = seen.get(source).copied().unwrap_or_default().with(self.before.votes(Some(source)));
        drop(seen);
        article.read_dates(self.before.decide(votes).map(|(order, _)| order));
    }
}
