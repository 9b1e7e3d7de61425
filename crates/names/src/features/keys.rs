//! The templates of the keys: each describes one thing about a token.
//!
//! A key is a hash of its template's number and a value. Templates are numbered here and nowhere else: those
//! of [`Words::keys`] by the place of the word, 64 to a place, those of [`Analysis::keys`] from 1000 on. A
//! change makes models of before unusable, which [`fingerprint`](super::fingerprint) finds.

use super::{
    Analysis, PLACES, REACH, WINDOW,
    runs::Run,
    shape::{Caps, normal_form},
    words::{NO_WORD, Word, WordId, Words, first_chars, last_chars},
};
use crate::{hash, lexicon::list, tokens::Border};

/// The bits of lists of names.
const NAMED: u16 = 0x3ff;

/// The bits that say nothing about the training texts: lists of names and the rank in frequency.
const KNOWN: u16 = (NAMED & !list::INNER) | 0x7 << list::RANK_SHIFT;

/// The key of a value under a template.
fn key(template: u64, value: u64) -> u32 {
    hash::short(hash::mix(template.wrapping_mul(0x9e37_79b9_7f4a_7c15), value))
}

fn pair(a: u64, b: u64) -> u64 {
    hash::mix(a, b)
}

/// Counts that are told apart: 0, 1, 2, 3 to 5, more.
fn bucket(count: u16) -> u64 {
    match count {
        0..=2 => u64::from(count),
        3..=5 => 3,
        _ => 4,
    }
}

impl Words<'_> {
    /// The keys of a word at a place of a token (see [`Analysis::places`]); `text` is that token.
    pub fn keys(&self, id: WordId, place: usize, text: &str, emit: &mut impl FnMut(u32)) {
        if id == NO_WORD {
            return;
        }
        let word = self.get(id);
        let base = 64 * place as u64;
        emit(key(base, word.lower_hash));
        let distance = place.abs_diff(REACH);
        let levels = if distance <= 2 { 0..4 } else { 1..3 };
        for level in levels {
            emit(key(base + 1 + level as u64, u64::from(word.entry.clusters[level])));
        }
        if distance <= 2 {
            emit(key(base + 5, u64::from(word.outline)));
            emit(key(base + 6, u64::from(word.entry.lists & NAMED)));
        }
        if distance <= 1 {
            emit(key(base + 7, u64::from(word.suffix)));
            emit(key(base + 8, word.hash));
            emit(key(base + 9, u64::from(word.entry.lists >> list::RANK_SHIFT)));
        }
        if distance == 0 {
            Self::own_keys(word, text, base, emit);
        }
    }

    /// What only the word itself is asked for: its parts and each of its lists.
    fn own_keys(word: &Word, text: &str, base: u64, emit: &mut impl FnMut(u32)) {
        let mut form = String::new();
        normal_form(text, &mut form);
        for count in 1..=5 {
            let (first, last) = (first_chars(&form, count), last_chars(&form, count));
            if first.len() < form.len() {
                emit(key(base + 10 + count as u64, hash::bytes(first.as_bytes())));
                emit(key(base + 20 + count as u64, hash::bytes(last.as_bytes())));
            }
        }
        for bit in 0..10 {
            if word.entry.lists & (1 << bit) != 0 {
                emit(key(base + 30, bit));
            }
        }
        emit(key(base + 31, pair(word.caps as u64, text.chars().count().min(8) as u64)));
        emit(key(base + 32, u64::from(word.entry.vector.is_some())));
    }
}

impl Analysis {
    /// The keys of a token that depend on more than one word.
    pub fn keys(&self, token: u32, places: &[WordId; PLACES], words: &Words, emit: &mut impl FnMut(u32)) {
        let window = std::array::from_fn(|n| words.get(places[n]));
        Self::pair_keys(&window, emit);
        self.joint_keys(token, &window, emit);
        self.line_keys(token, &window, emit);
        self.run_keys(token, places, words, emit);
        self.use_keys(token, words, emit);
    }

    fn pair_keys(window: &[&Word; WINDOW], emit: &mut impl FnMut(u32)) {
        let lower = |n: usize| window[n].lower_hash;
        let outline = |n: usize| u64::from(window[n].outline);
        emit(key(1000, pair(lower(REACH - 1), lower(REACH))));
        emit(key(1001, pair(lower(REACH), lower(REACH + 1))));
        emit(key(1002, pair(lower(REACH - 1), lower(REACH + 1))));
        emit(key(1003, pair(lower(REACH - 2), lower(REACH - 1))));
        emit(key(1004, pair(lower(REACH + 1), lower(REACH + 2))));
        emit(key(1005, pair(outline(REACH - 1), outline(REACH))));
        emit(key(1006, pair(outline(REACH), outline(REACH + 1))));
        let three = pair(pair(outline(REACH - 1), outline(REACH)), outline(REACH + 1));
        emit(key(1007, three));
        let caps = window.iter().fold(0, |code, word| code * 8 + word.caps as u64);
        emit(key(1008, caps));
    }

    /// Where blanks are missing, as in "Yu-na".
    fn joint_keys(&self, token: u32, window: &[&Word; WINDOW], emit: &mut impl FnMut(u32)) {
        let at = token as usize;
        let joined = |at: usize| u64::from(self.joined.get(at).copied().unwrap_or(false));
        let joints = (at.saturating_sub(1)..at + 3).fold(0, |bits, at| bits * 2 + joined(at));
        let outline = |n: usize| u64::from(window[n].outline);
        emit(key(1080, joints));
        emit(key(1081, pair(joints, pair(outline(REACH - 1), outline(REACH + 1)))));
        emit(key(1082, pair(joints, outline(REACH))));
    }

    fn line_keys(&self, token: u32, window: &[&Word; WINDOW], emit: &mut impl FnMut(u32)) {
        let line = self.lines[self.line_of[token as usize] as usize];
        let border = self.borders[token as usize];
        let length = u64::from((line.end - line.start).min(40) / 4);
        let place = u64::from((token - line.start).min(4));
        emit(key(1010, pair(u64::from(line.upper), place)));
        emit(key(1011, pair(u64::from(line.upper), length)));
        emit(key(1012, pair(border as u64, window[REACH].caps as u64)));
        if line.upper {
            emit(key(1013, u64::from(window[REACH].entry.clusters[1])));
            emit(key(1014, u64::from(window[REACH].entry.lists & NAMED)));
        }
        if token == line.start {
            let first = window[REACH + 1];
            emit(key(1015, pair(first.lower_hash, u64::from(window[REACH + 2].outline))));
        }
        let phrase = u64::from(self.phrase[token as usize]);
        if phrase > 0 {
            emit(key(1016, phrase));
        }
        let body = self.body[token as usize] as u64;
        if body > 0 {
            let word = window[REACH];
            emit(key(1018, body));
            emit(key(1090, pair(body, word.caps as u64)));
            emit(key(1091, pair(body, u64::from(word.entry.lists & NAMED))));
            emit(key(1092, pair(body, u64::from(word.entry.clusters[1]))));
        }
        if border >= Border::Line {
            emit(key(1017, u64::from(window[REACH].outline)));
        }
    }

    /// Where the token stands in its run of capitals, and what begins, ends and surrounds the run.
    fn run_keys(&self, token: u32, places: &[WordId; PLACES], words: &Words, emit: &mut impl FnMut(u32)) {
        let Some(run) = self.runs.get(self.run_of[token as usize] as usize) else { return };
        let (from_start, from_end) = (token - run.start, run.end - 1 - token);
        emit(key(1020, pair(u64::from(from_start.min(5)), u64::from(from_end.min(5)))));
        emit(key(1021, u64::from(run.len().min(8))));
        let [first, last, before, behind] = std::array::from_fn(|n| words.get(places[WINDOW + n]));
        emit(key(1050, pair(last.lower_hash, u64::from(from_end.min(3)))));
        emit(key(1051, pair(first.lower_hash, u64::from(from_start.min(3)))));
        let place = u64::from(from_start.min(2) * 4 + from_end.min(2));
        let body = self.body[token as usize] as u64;
        if body > 0 {
            emit(key(1093, pair(body, place)));
        }
        emit(key(1057, pair(place, u64::from(last.entry.lists & KNOWN))));
        emit(key(1052, pair(before.lower_hash, behind.lower_hash)));
        emit(key(1053, pair(u64::from(before.entry.clusters[2]), u64::from(behind.entry.clusters[2]))));
        emit(key(1054, pair(u64::from(run.len().min(4)), u64::from(behind.entry.clusters[2]))));
        emit(key(1055, pair(u64::from(run.len().min(4)), u64::from(before.entry.clusters[2]))));
        if run.has_acronym {
            emit(key(1056, u64::from(from_start.min(2))));
        }
    }

    /// What the token's word does elsewhere in the text.
    fn use_keys(&self, token: u32, words: &Words, emit: &mut impl FnMut(u32)) {
        let word = words.get(self.ids[token as usize]);
        if word.caps < Caps::Lower {
            return;
        }
        let uses = self.uses(word.lower);
        let line = self.lines[self.line_of[token as usize] as usize];
        let here = u64::from(line.upper) * 4 + self.borders[token as usize] as u64;
        let case = pair(word.caps as u64, here);
        emit(key(1060, pair(case, bucket(uses.lower) * 8 + bucket(uses.middle))));
        emit(key(1061, pair(word.caps as u64, bucket(uses.lower))));
        emit(key(1062, pair(word.caps as u64, bucket(uses.middle))));
        emit(key(1063, bucket(uses.capital)));
        if uses.is_acronym {
            emit(key(1064, word.caps as u64));
        }
        self.longer_run_keys(token, words, emit);
    }

    fn longer_run_keys(&self, token: u32, words: &Words, emit: &mut impl FnMut(u32)) {
        let own = self.runs.get(self.run_of[token as usize] as usize).map_or(0, Run::len);
        let Some((run, place)) = self.longer_run(token, words) else {
            emit(key(1070, u64::from(own.min(3))));
            return;
        };
        let lengths = u64::from(own.min(4) * 8 + run.len().min(6));
        let from_end = run.len() - 1 - place;
        let place = u64::from(place.min(2) * 4 + from_end.min(2));
        emit(key(1071, pair(lengths, place)));
        let word = |at: u32| words.get(self.ids[at as usize]);
        let (first, last) = (word(run.start), word(run.end - 1));
        emit(key(1074, pair(place, u64::from(first.entry.clusters[2]))));
        emit(key(1075, pair(place, u64::from(last.entry.clusters[2]))));
        emit(key(1076, pair(place, u64::from(first.entry.lists & NAMED))));
    }
}
