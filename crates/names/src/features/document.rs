//! Looks at a whole text: lines, runs of capitals, what each word does elsewhere in it, which tokens to
//! decide.
//!
//! The tagger decides only for *open* tokens: those with a capital, small words known from inside names next
//! to one, and names that are written small. Most tokens of a text are closed and cost next to nothing. What a word does elsewhere in its
//! text tells much about it (Krishnan & Manning 2006; Ratinov & Roth 2009).

use std::ops::Range;

use super::{
    PLACES, REACH, WINDOW,
    runs::{InBody, Run},
    shape::Caps,
    uses::Uses,
    words::{NO_WORD, PAD, Role, Word, WordId, Words},
};
use crate::{
    ask,
    lexicon::{DIMENSIONS, word_hash},
    tokens::{Border, Token},
};

/// Vectors whose memory is asked for together.
const TOGETHER: usize = 64;

/// No run, or no other thing that is counted.
pub(crate) const NONE: u32 = u32::MAX;

/// A line of tokens.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Line {
    pub(crate) start: u32,
    pub(crate) end: u32,
    /// Whether it is written in capitals.
    pub(crate) upper: bool,
}

/// A text as the tagger sees it. The buffers are kept from text to text.
#[derive(Debug, Default)]
pub struct Analysis {
    /// The hashes of the tokens, made before any is looked up so that look-ups do not wait for each other.
    hashes: Vec<u64>,
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
    /// For each token: where it stands in the name of a known organization.
    pub(crate) body: Vec<InBody>,
    pub(super) uses: Vec<Uses>,
    /// For each word, the number of the text it was last seen in and its index in `uses`.
    pub(super) seen: Vec<(u32, u32)>,
    pub(super) text_number: u32,
    /// The initials of the words of capitals, and their words.
    pub(super) acronyms: Vec<(u32, WordId)>,
    spans: Vec<Range<u32>>,
    /// The vectors that the topic is the mean of.
    ranks: Vec<u32>,
    topic: Vec<f32>,
}

impl Analysis {
    /// Looks at a text.
    pub fn analyse(&mut self, text: &str, tokens: &[Token], words: &mut Words) {
        self.hashes.clear();
        self.hashes.extend(tokens.iter().map(|t| word_hash(t.of(text))));
        self.ids.clear();
        self.ids.extend(tokens.iter().zip(&self.hashes).map(|(t, hash)| words.number(t.of(text), *hash)));
        words.ask_for(&self.ids);
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
        self.find_bodies(words);
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

    /// The words that describe a token: its window; the first and last word of its run, the word before and
    /// behind the run, the next to those; the first and last word of the longest run with the token's word.
    /// Those that it does not have are [`NO_WORD`].
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

    pub(super) fn role(&self, at: usize, words: &Words) -> Role {
        words.get(self.ids[at]).role
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
        let word = words.get(self.ids[at]);
        match word.role {
            Role::Capital => !self.is_surely_no_name(at, word),
            Role::Small => true,
            Role::Other => self.is_in_body(at) || self.halves_a_name(at, words),
            Role::Glue | Role::Inner if self.is_in_body(at) => true,
            Role::Glue | Role::Inner => {
                let [left, right] = [-1, 1].map(|step| self.reaches_capital(at, step, words));
                left && right || word.is_edge && (left || right) || self.halves_a_name(at, words)
            }
        }
    }

    /// Whether a token is part of the name of a known organization.
    fn is_in_body(&self, at: usize) -> bool {
        self.body[at] != InBody::No
    }

    /// Whether a word with a capital is one that the training texts have in no name where it stands alone or,
    /// in lines of capitals, anywhere.
    fn is_surely_no_name(&self, at: usize, word: &Word) -> bool {
        if self.lines[self.line_of[at] as usize].upper {
            return word.is_common;
        }
        let is_alone = || self.runs.get(self.run_of[at] as usize).is_some_and(|run| run.len() == 1);
        word.caps == Caps::Initial && word.is_never_alone && is_alone()
    }

    /// Whether a token is the hyphen or the small second half of a word like "Yu-na".
    fn halves_a_name(&self, at: usize, words: &Words) -> bool {
        let is_hyphen = |at: usize| {
            at > 0
                && words.get(self.ids[at]).is_hyphen
                && self.joined[at]
                && self.role(at - 1, words) == Role::Capital
        };
        is_hyphen(at) && self.joined.get(at + 1) == Some(&true)
            || at > 0 && self.joined[at] && is_hyphen(at - 1)
    }

    /// Whether a capital stands to one side of a token, in its sentence, with at most two glue or inner words
    /// between them.
    fn reaches_capital(&self, at: usize, step: isize, words: &Words) -> bool {
        let mut at = at;
        for _ in 0..3 {
            let border = if step < 0 { at } else { at + 1 };
            // A piece of a long text may begin in the middle of a sentence.
            if step < 0 && at == 0 {
                return false;
            }
            if self.borders.get(border).is_none_or(|border| *border != Border::None) {
                return false;
            }
            at = at.wrapping_add_signed(step);
            match self.role(at, words) {
                Role::Capital => return true,
                Role::Glue | Role::Inner => {}
                Role::Small | Role::Other => return false,
            }
        }
        false
    }

    fn find_topic(&mut self, words: &Words) {
        let ranks = self.ids.iter().filter_map(|id| {
            let word = words.get(*id);
            word.entry.vector.filter(|_| word.caps == Caps::Lower)
        });
        self.ranks.clear();
        self.ranks.extend(ranks);
        let lexicon = words.lexicon();
        let mut sum = [0_i32; DIMENSIONS];
        for ranks in self.ranks.chunks(TOGETHER) {
            let vectors = || ranks.iter().filter_map(|rank| lexicon.vector(*rank));
            ask::both_ends(vectors());
            for vector in vectors() {
                for (sum, value) in sum.iter_mut().zip(vector) {
                    *sum += i32::from(*value as i8);
                }
            }
        }
        let scale = 1.0 / (self.ranks.len().max(1) as f32);
        self.topic.clear();
        self.topic.extend(sum.iter().map(|sum| *sum as f32 * scale));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        lexicon::{Lexicon, NewWord, list},
        tokens::tokenize,
    };

    /// The text analysed with a small lexicon, with what `show` makes of it.
    fn check(text: &str, expected: &[&str], show: fn(&Analysis, &Words, u32) -> bool) {
        let word = |text: &str, lists| NewWord { text: text.to_owned(), lists, vector: None };
        let words = [
            word("and", list::INNER),
            word("the", list::INNER),
            word("was", list::COMMON),
            word("it", list::NEVER_ALONE),
            word("province", list::INNER | list::EDGE),
            word("tokyo", list::CITY_LARGE | list::EDGE),
        ];
        let phrases = [vec!["new".to_owned(), "york".to_owned()]];
        let bodies = [["doctors", "without", "walls"].map(str::to_owned).to_vec()];
        let bytes = Lexicon::write(&words, &[], &phrases, &bodies);
        let mut words = Words::new(Lexicon::read(&bytes).expect("whole").0);
        let (mut analysis, mut tokens) = (Analysis::default(), Vec::new());
        tokenize(text, &mut tokens);
        analysis.analyse(text, &tokens, &mut words);
        let shown: Vec<&str> = (0..tokens.len() as u32)
            .filter(|token| show(&analysis, &words, *token))
            .map(|token| tokens[token as usize].of(text))
            .collect();
        assert_eq!(shown, expected, "{text}");
    }

    #[test]
    fn open_tokens() {
        let check = |text, expected: &[&str]| {
            check(text, expected, |analysis, _, token| {
                analysis.spans().iter().any(|span| span.contains(&token))
            });
        };
        check("he met Ann Lee and left", &["Ann", "Lee"]);
        check("Ann and Bob. And the Lees", &["Ann", "and", "Bob", "And", "the", "Lees"]);
        check("in Oslo province now", &["Oslo", "province"]);
        check("It is in Oslo. It It", &["Oslo", "It", "It"]);
        check("Bank of the West said", &["Bank", "of", "the", "West"]);
        check("Cho Yu-na won, and-so", &["Cho", "Yu", "-", "na"]);
        check("to tokyo province", &["tokyo"]);
        check("IT WAS OSLO", &["IT", "OSLO"]);
        check("It Was so", &["It", "Was"]);
        check("the Doctors without Walls", &["Doctors", "without", "Walls"]);
        check("the Doctors without hope", &["Doctors"]);
    }

    #[test]
    fn spans_end_with_lines() {
        let bytes = Lexicon::write(&[], &[], &[], &[]);
        let mut words = Words::new(Lexicon::read(&bytes).expect("whole").0);
        let (mut analysis, mut tokens) = (Analysis::default(), Vec::new());
        let text = "Ann Lee\nOslo\nso";
        tokenize(text, &mut tokens);
        analysis.analyse(text, &tokens, &mut words);
        assert_eq!(analysis.spans(), [0..2, 2..3]);
        assert_eq!(analysis.window(2), [PAD, PAD, PAD, analysis.ids[2], PAD, PAD, PAD]);
    }

    #[test]
    fn runs_join_capitals_with_glue() {
        let in_long_run = |analysis: &Analysis, _: &Words, token: u32| {
            analysis.runs.get(analysis.run_of[token as usize] as usize).is_some_and(|run| run.len() > 2)
        };
        check("the Bank of England and Oslo", &["Bank", "of", "England"], in_long_run);
        check("Ann. Bob Lee of Oslo", &["Bob", "Lee", "of", "Oslo"], in_long_run);
        check("Ann Lee so Bob", &[], in_long_run);
    }

    #[test]
    fn words_know_the_longest_run_with_them() {
        let longer =
            |analysis: &Analysis, words: &Words, token: u32| analysis.longer_run(token, words).is_some();
        check("Ann Lee said LEE met Ann Lee", &["LEE"], longer);
    }

    #[test]
    fn acronyms_find_their_runs() {
        let is_acronym = |analysis: &Analysis, words: &Words, token: u32| {
            analysis.uses(words.get(analysis.ids[token as usize]).lower).is_acronym
        };
        check("the Bank of Oslo (BO), the BBC", &["BO"], is_acronym);
        check("the Bank of Oslo (BoO) or B.O.O. so", &["B.O.O."], is_acronym);
    }

    #[test]
    fn places_of_several_words_are_known() {
        check("in New York City", &["New", "York"], |analysis, _, token| analysis.phrase[token as usize] > 0);
    }
}
