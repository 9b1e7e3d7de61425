//! Settles what is typed for the running text: words, phrases and patterns become terms and where they stand.

use std::{borrow::Cow, sync::Arc};

use names::{
    fold::fold,
    tokens::{Token, tokenize},
};
use rustc_hash::FxHashMap;

use super::{Leaf, Meant, Names, Pattern, Region, Resolved, Span, Stream, TermSet, Way};
use crate::{
    archive::terms::{Terms, is_indexed},
    search::query::{Mode, NoteKind, is_wild},
};

/// Most words that one pattern stands for.
const MOST_WORDS: usize = 10_000;

/// Most words that all patterns of a query stand for.
const MOST_WORDS_IN_ALL: usize = 20_000;

/// Most patterns of a query; each is a walk through the dictionary.
const MOST_PATTERNS: usize = 64;

/// Letters in which `*` and `?` go through the splitter as parts of words; nobody writes news in runes.
const STANDS_FOR: [(char, char); 2] = [('*', '\u{16A0}'), ('?', '\u{16A1}')];

/// What is typed for the text, and how.
#[derive(Clone, Copy)]
pub(super) struct Typed<'q> {
    pub(super) text: &'q str,
    pub(super) mode: Mode,
    /// How many letters may differ in each word.
    pub(super) changes: u8,
    /// How many other words may stand among the words.
    pub(super) room: u32,
}

/// Makes terms of texts.
pub(super) struct Texts<'t> {
    names: &'t dyn Names,
    terms: &'t mut Terms,
    tokens: Vec<Token>,
    known: FxHashMap<Pattern, Arc<TermSet>>,
    /// How many patterns were looked up.
    patterns: usize,
    /// How many words patterns may still stand for.
    left: usize,
    /// What is to be said of the last text.
    pub(super) notes: Vec<NoteKind>,
}

impl<'t> Texts<'t> {
    pub(super) fn new(names: &'t dyn Names, terms: &'t mut Terms) -> Self {
        let (tokens, known, notes) = (Vec::new(), FxHashMap::default(), Vec::new());
        Self { names, terms, tokens, known, patterns: 0, left: MOST_WORDS_IN_ALL, notes }
    }

    /// Typed text is split as the articles are, so that "COVID-19" is two words one behind the other. `None` if it has
    /// no word that the index could have.
    pub(super) fn text(&mut self, typed: Typed<'_>, region: Region) -> Option<Resolved> {
        let words = self.split(typed.text);
        let is_plain = |word: &String| typed.mode == Mode::Stem && typed.changes == 0 && !is_wild(word);
        if typed.room == 0 && region != Region::Lede && words.iter().all(is_plain) {
            return self.plain(&words, region);
        }
        let mut parts: Vec<Span> = words.iter().filter_map(|word| self.word(word, typed)).collect();
        let span = match parts.len() {
            0 => return None,
            1 => parts.remove(0),
            _ => Span::Phrase { parts, room: typed.room },
        };
        Some(Resolved::Span(span.within(region)))
    }

    /// Words by their stems: terms one behind the other, unless the archive's languages have several for one of them.
    fn plain(&mut self, words: &[String], region: Region) -> Option<Resolved> {
        let stems = words.iter().map(|word| (word, self.names.stems(word, self.terms)));
        let stems: Vec<(&String, Vec<String>)> = stems.filter(|(_, stems)| !stems.is_empty()).collect();
        if stems.is_empty() {
            return None;
        }
        if stems.iter().all(|(_, stems)| stems.len() == 1) {
            let terms = stems.into_iter().flat_map(|(_, stems)| stems).collect();
            return Some(Resolved::Words { terms, region });
        }
        let mut parts: Vec<Span> =
            stems.into_iter().map(|(word, stems)| Span::of_stems(word, stems)).collect();
        let span = if parts.len() == 1 { parts.remove(0) } else { Span::Phrase { parts, room: 0 } };
        Some(Resolved::Span(span.within(region)))
    }

    /// Any word that an expression describes.
    pub(super) fn regex(&mut self, source: &str, region: Region) -> Resolved {
        let set = self.meant(Pattern::Regex(source.to_owned()), Way::Regex, &format!("/{source}/"));
        Resolved::Span(Span::Leaf(Leaf::Terms(set)).within(region))
    }

    /// The words of a text, wildcards in them.
    fn split(&mut self, text: &str) -> Vec<String> {
        let text = if is_wild(text) { Cow::Owned(swap(text, false)) } else { Cow::Borrowed(text) };
        tokenize(&text, &mut self.tokens);
        let surfaces = self.tokens.iter().map(|token| (token, token.of(&text)));
        let indexed = surfaces.filter(|(token, surface)| is_indexed(token, surface));
        let words = indexed.map(|(_, surface)| swap(surface, true));
        words.filter(|word| word.contains(char::is_alphanumeric)).collect()
    }

    fn word(&mut self, word: &str, typed: Typed<'_>) -> Option<Span> {
        let letters = || fold(word).trim_matches(['.', '\'']).to_owned();
        let set = match (typed.mode, typed.changes, is_wild(word)) {
            (Mode::Case, _, true) => self.meant(Pattern::WildAsWritten(word.to_owned()), Way::Wildcard, word),
            (_, _, true) => self.meant(Pattern::Wild(letters()), Way::Wildcard, word),
            (Mode::Case, ..) => Arc::new(TermSet {
                stream: Stream::Written,
                terms: as_written(word),
                way: Way::Exact,
                typed: word.to_owned(),
                articles: 0,
            }),
            (_, 1.., _) => self.meant(Pattern::Fuzzy(letters(), typed.changes), Way::Fuzzy, word),
            (Mode::Exact, ..) => self.meant(Pattern::Letters(letters()), Way::Exact, word),
            (Mode::Stem, ..) => {
                let stems = self.names.stems(word, self.terms);
                return (!stems.is_empty()).then(|| Span::of_stems(word, stems));
            }
        };
        Some(Span::Leaf(Leaf::Terms(set)))
    }

    /// The words that a pattern means; each pattern is looked up once.
    fn meant(&mut self, pattern: Pattern, way: Way, typed: &str) -> Arc<TermSet> {
        if let Some(set) = self.known.get(&pattern) {
            return Arc::clone(set);
        }
        // The forms of a word as it is typed are few, and lie side by side.
        let is_word = matches!(pattern, Pattern::Letters(_));
        self.patterns += usize::from(!is_word);
        let has_room = is_word || self.patterns <= MOST_PATTERNS;
        let most = if has_room { self.left.min(MOST_WORDS) } else { 0 };
        let meant = match most {
            0 => Some(Meant { more: true, ..Meant::default() }),
            most => self.names.words_like(&pattern, most),
        };
        if meant.is_none() {
            self.notes.push(NoteKind::BadPattern);
        }
        let Meant { mut words, articles, more } = meant.unwrap_or_default();
        if more {
            self.notes.push(NoteKind::TooManyWords);
        }
        words.sort_unstable();
        self.left -= words.len().min(self.left);
        let typed = typed.to_owned();
        let set = Arc::new(TermSet { stream: Stream::Written, terms: words, way, typed, articles });
        self.known.insert(pattern, Arc::clone(&set));
        set
    }
}

/// A word as it may be written: which apostrophe it has is a matter of the keyboard.
fn as_written(word: &str) -> Vec<String> {
    let mut forms = vec![word.replace('’', "'"), word.replace('\'', "’")];
    forms.sort_unstable();
    forms.dedup();
    forms
}

/// Puts letters in the place of wildcards, or wildcards back in theirs.
fn swap(text: &str, back: bool) -> String {
    let swapped = |c: char| {
        let pair = STANDS_FOR.iter().map(|(mark, letter)| if back { (letter, mark) } else { (mark, letter) });
        pair.into_iter().find(|(from, _)| **from == c).map_or(c, |(_, to)| *to)
    };
    text.chars().map(swapped).collect()
}
