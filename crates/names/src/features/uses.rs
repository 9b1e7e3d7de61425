//! What each word does in the whole of a text: how it is written, and the longest run of capitals that it is
//! in.

use super::{
    Analysis,
    document::NONE,
    runs::Run,
    shape::Caps,
    words::{WordId, Words},
};
use crate::{ask, tokens::Border};

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

pub(super) const UNUSED: Uses =
    Uses { lower: 0, middle: 0, capital: 0, run: NONE, place: 0, is_acronym: false };

impl Analysis {
    pub(crate) fn uses(&self, lower: WordId) -> Uses {
        self.uses.get(self.uses_index(lower) as usize).copied().unwrap_or(UNUSED)
    }

    pub(super) fn uses_index(&self, lower: WordId) -> u32 {
        match self.seen.get(lower as usize) {
            Some((text, index)) if *text == self.text_number => *index,
            _ => NONE,
        }
    }

    pub(super) fn uses_mut(&mut self, lower: WordId) -> &mut Uses {
        let seen = &mut self.seen[lower as usize];
        if seen.0 != self.text_number {
            *seen = (self.text_number, self.uses.len() as u32);
            self.uses.push(UNUSED);
        }
        &mut self.uses[seen.1 as usize]
    }

    /// The longest run with the word of a token, if it is longer than the token's own, and the word's place
    /// in it.
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

    pub(super) fn find_uses(&mut self, words: &Words) {
        self.text_number = self.text_number.wrapping_add(1);
        self.uses.clear();
        self.acronyms.clear();
        self.seen.resize(words.len(), (0, 0));
        ask::numbers(self.ids.iter().map(|id| self.seen[words.get(*id).lower as usize].0));
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
}
