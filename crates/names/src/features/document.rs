//! Looks at a whole text: lines, runs of capitals, what each word does elsewhere in it, which tokens to decide.
//!
//! The tagger decides only for *open* tokens: those with a capital, and small words known from inside names next
//! to one. Most tokens of a text are closed and cost next to nothing. What a word does elsewhere in its text tells
//! much about it (Krishnan & Manning 2006; Ratinov & Roth 2009).

use std::ops::Range;

use super::{
    PLACES, REACH, WINDOW,
    shape::Caps,
    words::{NO_WORD, PAD, Role, WordId, Words, initials},
};
use crate::{
    lexicon::{DIMENSIONS, phrase_step},
    tokens::{Border, Token},
};

/// No run, or no other thing that is counted.
pub(crate) const NONE: u32 = u32::MAX;

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

/// A line of tokens.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Line {
    pub(crate) start: u32,
    pub(crate) end: u32,
    /// Whether it is written in capitals.
    pub(crate) upper: bool,
}

/// What a word, in whatever case, does in a text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Uses {
    /// How often it stands without a capital.
    pub(crate) lower: u16,
    /// How often it has one in the middle of a sentence, in lines that are not all capitals.
    pub(crate) middle: u16,
    /// How often it has one.
    pub(crate) capital: u16,
    /// The longest run that it is in, and where.
    pub(crate) run: u32,
    pub(crate) place: u32,
    /// Whether it is written as an acronym and a run has its initials.
    pub(crate) is_acronym: bool,
}

const UNUSED: Uses = Uses { lower: 0, middle: 0, capital: 0, run: NONE, place: 0, is_acronym: false };

/// A text as the tagger sees it. The buffers are kept from text to text.
#[derive(Debug, Default)]
pub struct Analysis {
    pub(crate) ids: Vec<WordId>,
    pub(crate) borders: Vec<Border>,
    /// Whether no blank stands between a token and the one before it.
    pub(crate) joined: Vec<bool>,
    pub(crate) lines: Vec<Line>,
    /// The line of each token.
    pub(crate) line_of: Vec<u32>,
    pub(crate) runs: Vec<Run>,
    /// The run of each token, or [`NONE`].
    pub(crate) run_of: Vec<u32>,
    /// For each token: 0, or 1 to 3 for the first, inner, last word of a place's name of several words.
    pub(crate) phrase: Vec<u8>,
    uses: Vec<Uses>,
    /// For each word, the number of the text it was last seen in and its index in `uses`.
    seen: Vec<(u32, u32)>,
    text_number: u32,
    acronyms: Vec<(u32, WordId)>,
    spans: Vec<Range<u32>>,
    topic: Vec<f32>,
}

impl Analysis {
    /// Looks at a text.
    pub fn analyse(&mut self, text: &str, tokens: &[Token], words: &mut Words) {
        self.ids.clear();
        self.ids.extend(tokens.iter().map(|t| words.intern(t.of(text))));
        self.borders.clear();
        self.borders.extend(tokens.iter().map(|t| t.border));
        self.joined.clear();
        self.joined.extend(tokens.first().map(|_| false));
        self.joined.extend(tokens.windows(2).map(|pair| pair[0].end == pair[1].start));
        self.find_lines(words);
        self.find_runs(words);
        self.find_uses(words);
        self.match_acronyms(words);
        self.find_phrases(words);
        self.find_spans(words);
        self.find_topic(words);
    }

    /// The stretches of tokens to decide for, in order; none crosses a line.
    pub fn spans(&self) -> &[Range<u32>] {
        &self.spans
    }

    /// The word of a token, in any case: a small number, the same for equal words.
    pub fn group(&self, token: u32, words: &Words) -> u32 {
        self.uses_index(words.get(self.ids[token as usize]).lower)
    }

    /// One more than the largest [`Analysis::group`].
    pub fn groups(&self) -> usize {
        self.uses.len()
    }

    /// The words that describe a token: its window; the first and last word of its run, the word before and behind
    /// the run, the next to those; the first and last word of the longest run with the token's word. Those that it
    /// does not have are [`NO_WORD`].
    pub fn places(&self, token: u32, words: &Words) -> [WordId; PLACES] {
        let mut places = [NO_WORD; PLACES];
        places[..WINDOW].copy_from_slice(&self.window(token));
        if let Some(run) = self.runs.get(self.run_of[token as usize] as usize) {
            let line = self.lines[self.line_of[token as usize] as usize];
            let (start, end) = (i64::from(run.start), i64::from(run.end));
            for (n, at) in [start, end - 1, start - 1, end, start - 2, end + 1].into_iter().enumerate() {
                places[WINDOW + n] = self.word_in(line, at);
            }
        }
        if let Some((run, _)) = self.longer_run(token, words) {
            places[PLACES - 2] = self.ids[run.start as usize];
            places[PLACES - 1] = self.ids[run.end as usize - 1];
        }
        places
    }

    /// The longest run with the word of a token, if it is longer than the token's own, and the word's place in it.
    pub(crate) fn longer_run(&self, token: u32, words: &Words) -> Option<(Run, u32)> {
        let word = words.get(self.ids[token as usize]);
        if word.caps < Caps::Lower {
            return None;
        }
        let uses = self.uses(word.lower);
        let longest = self.runs.get(uses.run as usize)?;
        let own = self.runs.get(self.run_of[token as usize] as usize).map_or(0, Run::len);
        (longest.len() > own).then_some((*longest, uses.place))
    }

    /// The words around a token; beyond its line stands [`PAD`].
    pub(crate) fn window(&self, token: u32) -> [WordId; WINDOW] {
        let line = self.lines[self.line_of[token as usize] as usize];
        std::array::from_fn(|n| self.word_in(line, i64::from(token) + n as i64 - REACH as i64))
    }

    /// The mean of the vectors of the text's words written small, in units of the vectors' bytes.
    pub fn topic(&self) -> &[f32] {
        &self.topic
    }

    pub(crate) fn word_in(&self, line: Line, token: i64) -> WordId {
        if (i64::from(line.start)..i64::from(line.end)).contains(&token) {
            self.ids[token as usize]
        } else {
            PAD
        }
    }

    pub(crate) fn uses(&self, lower: WordId) -> Uses {
        self.uses.get(self.uses_index(lower) as usize).copied().unwrap_or(UNUSED)
    }

    fn uses_index(&self, lower: WordId) -> u32 {
        match self.seen.get(lower as usize) {
            Some((text, index)) if *text == self.text_number => *index,
            _ => NONE,
        }
    }

    fn uses_mut(&mut self, lower: WordId) -> &mut Uses {
        let seen = &mut self.seen[lower as usize];
        if seen.0 != self.text_number {
            *seen = (self.text_number, self.uses.len() as u32);
            self.uses.push(UNUSED);
        }
        &mut self.uses[seen.1 as usize]
    }

    fn find_lines(&mut self, words: &Words) {
        self.lines.clear();
        self.line_of.clear();
        let (mut start, count) = (0, self.ids.len());
        for at in 1..=count {
            if at < count && self.borders[at] < Border::Line {
                continue;
            }
            let (mut lower, mut upper) = (0, 0);
            for id in &self.ids[start..at] {
                match words.get(*id).caps {
                    Caps::Lower => lower += 1,
                    Caps::All => upper += 1,
                    _ => {}
                }
            }
            self.line_of.resize(at, self.lines.len() as u32);
            let upper = upper >= 2 && lower * 4 < upper;
            self.lines.push(Line { start: start as u32, end: at as u32, upper });
            start = at;
        }
    }

    fn role(&self, at: usize, words: &Words) -> Role {
        words.get(self.ids[at]).role
    }

    /// Runs of capitals, joined by at most two pieces of glue, inside a sentence.
    fn find_runs(&mut self, words: &Words) {
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

    fn find_uses(&mut self, words: &Words) {
        self.text_number = self.text_number.wrapping_add(1);
        self.uses.clear();
        self.acronyms.clear();
        self.seen.resize(words.len(), (0, 0));
        for at in 0..self.ids.len() {
            let word = *words.get(self.ids[at]);
            if word.caps < Caps::Lower {
                continue;
            }
            let run = self.run_of[at];
            let upper = self.lines[self.line_of[at] as usize].upper;
            let first = self.borders[at] != Border::None;
            if word.acronym != 0 && !upper {
                self.acronyms.push((word.acronym, word.lower));
            }
            let uses = self.uses_mut(word.lower);
            if run == NONE || !word.caps.is_capital() {
                uses.lower = uses.lower.saturating_add(1);
                continue;
            }
            uses.capital = uses.capital.saturating_add(1);
            uses.middle = uses.middle.saturating_add(u16::from(!upper && !first));
            self.note_longest(at, run, word.lower);
        }
    }

    /// Keeps the longest run that a word is in; the first one of equals.
    fn note_longest(&mut self, at: usize, run: u32, lower: WordId) {
        let length = |run: u32| self.runs.get(run as usize).map_or(0, Run::len);
        let known = self.uses(lower).run;
        if length(run) > length(known) {
            let place = at as u32 - self.runs[run as usize].start;
            let uses = self.uses_mut(lower);
            (uses.run, uses.place) = (run, place);
        }
    }

    fn match_acronyms(&mut self, words: &Words) {
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

    /// Marks names of places of two to four words.
    fn find_phrases(&mut self, words: &Words) {
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

    fn find_spans(&mut self, words: &Words) {
        self.spans.clear();
        for at in 0..self.ids.len() {
            if !self.is_open(at, words) {
                continue;
            }
            let at = at as u32;
            match self.spans.last_mut() {
                Some(last) if last.end == at && self.borders[at as usize] < Border::Line => last.end += 1,
                _ => self.spans.push(at..at + 1),
            }
        }
    }

    fn is_open(&self, at: usize, words: &Words) -> bool {
        match self.role(at, words) {
            Role::Capital => {
                !(words.get(self.ids[at]).is_common && self.lines[self.line_of[at] as usize].upper)
            }
            Role::Other => self.follows_hyphen(at, words),
            Role::Glue | Role::Inner => self.near_capital(at, words) || self.follows_hyphen(at, words),
        }
    }

    /// Whether a token is the small second half of a word like "Yu-na".
    fn follows_hyphen(&self, at: usize, words: &Words) -> bool {
        let Some(capital) = at.checked_sub(2) else { return false };
        self.joined[at]
            && self.joined[at - 1]
            && words.get(self.ids[at - 1]).is_hyphen
            && self.role(capital, words) == Role::Capital
    }

    /// Whether a capital stands next to a token, in its line, with at most one glue or inner word between them.
    fn near_capital(&self, at: usize, words: &Words) -> bool {
        let line = self.lines[self.line_of[at] as usize];
        let role = |token: i64| words.get(self.word_in(line, token)).role;
        let at = at as i64;
        [-1, 1].into_iter().any(|step| match role(at + step) {
            Role::Capital => true,
            Role::Glue | Role::Inner => role(at + 2 * step) == Role::Capital,
            Role::Other => false,
        })
    }

    fn find_topic(&mut self, words: &Words) {
        let mut sum = [0_i32; DIMENSIONS];
        let mut count = 0;
        for id in &self.ids {
            let word = words.get(*id);
            let Some(vector) = word.entry.vector.filter(|_| word.caps == Caps::Lower) else { continue };
            let Some(vector) = words.lexicon().vector(vector) else { continue };
            for (sum, value) in sum.iter_mut().zip(vector) {
                *sum += i32::from(*value as i8);
            }
            count += 1;
        }
        let scale = 1.0 / (count.max(1) as f32);
        self.topic.clear();
        self.topic.extend(sum.iter().map(|sum| *sum as f32 * scale));
    }
}
