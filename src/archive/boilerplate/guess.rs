//! A guess at what recurs, while a run reads its articles: where it is right, which is nearly always, an article need not
//! be made anew when everything is known.
//!
//! Paragraphs seen once are forgotten from time to time, so that the guess takes little memory (lossy counting: Manku &
//! Motwani, "Approximate frequency counts over data streams", 2002).

use std::sync::{Mutex, PoisonError};

use intake::{Article, Cut};
use rustc_hash::FxHashMap;

use super::{
    count::{LEAST, ONE_IN},
    paragraphs,
    table::Recurring,
};
use crate::archive::{copies::sentences::mix, id::first_64_bits};

/// Paragraphs that are remembered at most: some 50 MB.
const REMEMBERED: usize = 2_000_000;

/// What recurs as far as is known; shared by all threads of a run.
pub(in crate::archive) struct Guess {
    before: Recurring,
    seen: Mutex<Seen>,
}

#[derive(Default)]
struct Seen {
    /// Articles by source.
    sources: FxHashMap<u64, u64>,
    /// Articles by source and paragraph.
    paragraphs: FxHashMap<u64, u32>,
}

impl Guess {
    /// Begins with what recurred in the last run.
    pub(in crate::archive) fn new(before: Recurring) -> Self {
        Self { before, seen: Mutex::default() }
    }

    /// Cuts the paragraphs of a new article that seem to recur.
    pub(in crate::archive) fn apply(&self, article: &mut Article) {
        let source = article.source.clone().unwrap_or_default();
        let hash = first_64_bits(&blake3::hash(source.as_bytes()));
        let known = self.before.of_source(&source);
        let numbers: Vec<Option<u64>> = article
            .paragraphs
            .iter()
            .map(|paragraph| match paragraph.cut {
                None => Some(paragraphs::number(&paragraph.text)),
                Some(_) => None,
            })
            .collect();
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let articles = seen.enter(hash);
        let recurs: Vec<Option<bool>> = numbers
            .iter()
            .map(|number| {
                let number = (*number)?;
                let times = seen.note(mix(number ^ hash));
                let often = times >= LEAST && times * ONE_IN >= articles;
                Some(often || known.is_some_and(|known| known.contains_key(&number)))
            })
            .collect();
        drop(seen);
        if recurs.contains(&Some(false)) {
            for (paragraph, recurs) in article.paragraphs.iter_mut().zip(recurs) {
                if recurs == Some(true) {
                    paragraph.cut = Some(Cut::Recurring);
                }
            }
        }
    }
}

impl Seen {
    /// Counts an article of a source; how many there are.
    fn enter(&mut self, source: u64) -> u64 {
        let articles = self.sources.entry(source).or_default();
        *articles += 1;
        *articles
    }

    /// Counts a paragraph; how often it was seen.
    fn note(&mut self, paragraph: u64) -> u64 {
        if self.paragraphs.len() >= REMEMBERED {
            self.paragraphs.retain(|_, times| *times > 1);
            if self.paragraphs.len() >= REMEMBERED / 2 {
                self.paragraphs.clear();
            }
        }
        let times = self.paragraphs.entry(paragraph).or_default();
        *times += 1;
        u64::from(*times)
    }
}
