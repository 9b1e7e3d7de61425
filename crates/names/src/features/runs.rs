//! Runs of capitals ("Bank of New York"), their initials, and names of places of several words inside them.
//!
//! A run is what a reader sees at once as one name, long before it is known to be one.

use super::{
    Analysis,
    document::NONE,
    shape::Caps,
    words::{Role, Words, initials},
};
use crate::{lexicon::phrase_step, tokens::Border};

/// Words of the longest name of an organization that is looked for.
const LONGEST_BODY: usize = 8;

/// Where a token stands in the name of an organization that the lexicon knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum InBody {
    /// In none.
    No,
    First,
    Inside,
    Last,
    /// It is all of it.
    Whole,
}

/// A run of capitals and what joins them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Run {
    pub(crate) start: u32,
    pub(crate) end: u32,
    /// The hash of the initials of its capitals, and of all its words.
    initials: [u32; 2],
    /// Whether its initials stand in the text as an acronym.
    pub(crate) has_acronym: bool,
}

impl Run {
    pub(crate) fn len(&self) -> u32 {
        self.end - self.start
    }
}

impl Analysis {
    /// Runs of capitals, joined by at most two pieces of glue, inside a sentence.
    pub(super) fn find_runs(&mut self, words: &Words) {
        self.runs.clear();
        self.run_of.clear();
        self.run_of.resize(self.ids.len(), NONE);
        let mut at = 0;
        while at < self.ids.len() {
            if self.role(at, words) != Role::Capital {
                at += 1;
                continue;
            }
            let end = self.run_end(at, words);
            self.run_of[at..end].fill(self.runs.len() as u32);
            let run = self.new_run(at, end, words);
            self.runs.push(run);
            at = end;
        }
    }

    fn run_end(&self, start: usize, words: &Words) -> usize {
        let (mut end, mut at) = (start + 1, start + 1);
        while at < self.ids.len() && at - end <= 2 && self.borders[at] == Border::None {
            match self.role(at, words) {
                Role::Capital => end = at + 1,
                Role::Glue => {}
                _ => break,
            }
            at += 1;
        }
        end
    }

    fn new_run(&self, start: usize, end: usize, words: &Words) -> Run {
        let (mut capitals, mut all) = (0, 0);
        for id in &self.ids[start..end] {
            let word = words.get(*id);
            if word.role == Role::Capital {
                capitals = initials(capitals, word.initial);
            }
            if word.caps >= Caps::Lower {
                all = initials(all, word.initial);
            }
        }
        Run { start: start as u32, end: end as u32, initials: [capitals, all], has_acronym: false }
    }

    pub(super) fn match_acronyms(&mut self, words: &Words) {
        if self.acronyms.is_empty() {
            return;
        }
        self.acronyms.sort_unstable();
        self.acronyms.dedup();
        let acronyms = std::mem::take(&mut self.acronyms);
        for run in 0..self.runs.len() {
            let Run { initials, start, end, .. } = self.runs[run];
            if end - start < 2 {
                continue;
            }
            for (hash, lower) in &acronyms {
                if initials.contains(hash) && words.get(self.ids[start as usize]).lower != *lower {
                    self.runs[run].has_acronym = true;
                    self.uses_mut(*lower).is_acronym = true;
                }
            }
        }
        self.acronyms = acronyms;
    }

    /// Marks names of organizations of up to [`LONGEST_BODY`] words, the longest from the left.
    pub(super) fn find_bodies(&mut self, words: &Words) {
        self.body.clear();
        self.body.resize(self.ids.len(), InBody::No);
        let mut at = 0;
        while at < self.ids.len() {
            let length = self.body_at(at, words);
            if length == 1 {
                self.body[at] = InBody::Whole;
            } else if length > 1 {
                self.body[at..at + length].fill(InBody::Inside);
                (self.body[at], self.body[at + length - 1]) = (InBody::First, InBody::Last);
            }
            at += length.max(1);
        }
    }

    /// How many words the longest name of an organization has that begins with a capital here.
    fn body_at(&self, at: usize, words: &Words) -> usize {
        if self.role(at, words) != Role::Capital || !words.get(self.ids[at]).begins_body {
            return 0;
        }
        let (lexicon, mut phrase, mut length) = (words.lexicon(), 0, 0);
        for (n, id) in self.ids[at..].iter().take(LONGEST_BODY).enumerate() {
            if n > 0 && (self.borders[at + n] != Border::None || !lexicon.begins_body(phrase)) {
                break;
            }
            phrase = phrase_step(phrase, words.get(words.get(*id).lower).hash);
            if lexicon.is_body(phrase) {
                length = n + 1;
            }
        }
        length
    }

    /// Marks names of places of two to four words.
    pub(super) fn find_phrases(&mut self, words: &Words) {
        self.phrase.clear();
        self.phrase.resize(self.ids.len(), 0);
        for run in &self.runs {
            let mut at = run.start as usize;
            while at + 1 < run.end as usize {
                let mut phrase = 0;
                let mut found = 0;
                for (n, id) in self.ids[at..run.end as usize].iter().take(4).enumerate() {
                    let word = words.get(*id);
                    phrase = phrase_step(phrase, words.get(word.lower).hash);
                    if n > 0 && words.lexicon().is_phrase(phrase) {
                        found = n;
                    }
                }
                if found > 0 {
                    self.phrase[at..=at + found].fill(2);
                    (self.phrase[at], self.phrase[at + found]) = (1, 3);
                }
                at += found + 1;
            }
        }
    }
}
