//! Remembers the terms of words, since a few words make up most of a text.
//!
//! A word and its terms lie side by side in one string, so that looking a word up touches few lines of memory. These are not
//! in the processor's caches for most words but the most frequent; for the words of a whole text they are asked for side by side.

use std::{hash::BuildHasher as _, hint::black_box};

use rustc_hash::{FxBuildHasher, FxHashMap};

use super::{Made, SAME, table::Table, terms_of};
use crate::archive::stemming::Stemming;

/// How many distinct words are kept with their terms, of all languages; news text has few that are frequent.
const MOST_WORDS: usize = 100_000;
/// How many bytes these may take: a broken file has words of any length.
const MOST_BYTES: usize = 32 << 20;

/// The terms of one token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TokenTerms<'t> {
    encoded: &'t str,
    main: usize,
    has_accented: bool,
}

impl<'t> TokenTerms<'t> {
    /// Folded and stemmed: the term by which a query asks.
    pub fn main(self) -> &'t str {
        &self.encoded[..self.main]
    }

    /// The terms by which a query asks: the main one, and that of the word with its accents where it is another.
    pub fn asked(self) -> impl Iterator<Item = &'t str> {
        self.all().take(1 + usize::from(self.has_accented))
    }

    /// All terms, the main one first, then those of its parts, which stand at the same position.
    pub fn all(self) -> impl Iterator<Item = &'t str> {
        self.encoded.split(SAME)
    }

    /// All terms as a [`TermStream`](super::TermStream) has them.
    pub(super) fn encoded(self) -> &'t str {
        self.encoded
    }
}

/// Where a word and its terms stand.
#[derive(Debug)]
struct Word {
    at: u32,
    surface: u32,
    encoded: u32,
    main: u16,
    has_accented: bool,
    /// The numbers of its terms begin here.
    numbers: u32,
}

/// Makes terms of tokens and remembers them.
#[derive(Default)]
pub struct Terms {
    /// By language, of which most archives have one.
    tables: Vec<(Stemming, Table)>,
    words: Vec<Word>,
    letters: String,
    /// The same number for the same term.
    numbers: Vec<u32>,
    number_of: FxHashMap<Box<str>, u32>,
    /// The hashes of the words of a text.
    hashes: Vec<u64>,
}

fn hash_of(surface: &str) -> u64 {
    FxBuildHasher.hash_one(surface)
}

/// Reads numbers that do not depend on each other, so that the processor gets them side by side.
pub(in crate::archive) fn ask(numbers: impl Iterator<Item = u32>) {
    black_box(numbers.fold(0, |all, number| all ^ number));
}

impl Terms {
    /// The terms of a token as it stands in a text of some language.
    pub fn of(&mut self, stemming: Stemming, surface: &str) -> TokenTerms<'_> {
        self.trim();
        let table = self.table(stemming);
        let word = self.word_in(table, hash_of(surface), surface);
        self.get(word)
    }

    /// The main term of a word.
    pub fn main(&mut self, stemming: Stemming, surface: &str) -> String {
        self.of(stemming, surface).main().to_owned()
    }

    /// The terms by which a word of a query asks in texts of some language; none if it is none that could be there.
    pub fn asked(&mut self, stemming: Stemming, surface: &str) -> impl Iterator<Item = &str> {
        self.of(stemming, surface).asked().filter(|term| !term.is_empty())
    }

    /// Forgets all words if there are too many; numbers of words are good until then.
    pub fn trim(&mut self) {
        if self.words.len() >= MOST_WORDS || self.letters.len() >= MOST_BYTES {
            *self = Self::default();
        }
    }

    /// Fills `words` with the numbers of the words of a text.
    pub fn words<'s>(
        &mut self,
        stemming: Stemming,
        surfaces: impl Iterator<Item = &'s str> + Clone,
        words: &mut Vec<u32>,
    ) {
        let table = self.table(stemming);
        let mut hashes = std::mem::take(&mut self.hashes);
        hashes.clear();
        hashes.extend(surfaces.clone().map(hash_of));
        let near = || hashes.iter().filter_map(|hash| self.tables[table].1.near(*hash));
        ask(near());
        ask(near().map(|word| self.words[word as usize].at));
        let letters = self.letters.as_bytes();
        ask(near()
            .filter_map(|word| letters.get(self.words[word as usize].at as usize))
            .map(|b| u32::from(*b)));
        words.clear();
        words.extend(surfaces.zip(&hashes).map(|(surface, hash)| self.word_in(table, *hash, surface)));
        self.hashes = hashes;
        ask(words.iter().map(|word| self.numbers[self.words[*word as usize].numbers as usize]));
    }

    fn table(&mut self, stemming: Stemming) -> usize {
        self.tables.iter().position(|(known, _)| *known == stemming).unwrap_or_else(|| {
            self.tables.push((stemming, Table::default()));
            self.tables.len() - 1
        })
    }

    fn word_in(&mut self, table: usize, hash: u64, surface: &str) -> u32 {
        let known = self.tables[table].1.find(hash, |word| self.surface(word) == surface);
        known.unwrap_or_else(|| self.add(table, hash, surface))
    }

    #[cold]
    fn add(&mut self, table: usize, hash: u64, surface: &str) -> u32 {
        let word = self.words.len() as u32;
        let (stemming, known) = &mut self.tables[table];
        known.add(hash, word, |word| hash_of(surface_of(&self.words, &self.letters, word)));
        let Made { main, accented, parts } = terms_of(*stemming, surface);
        let at = self.letters.len();
        self.letters.push_str(surface);
        self.letters.push_str(&main);
        let first_number = self.numbers.len() as u32;
        for (n, term) in std::iter::once(&main).chain(&accented).chain(&parts).enumerate() {
            if n > 0 {
                self.letters.push(SAME);
                self.letters.push_str(term);
            }
            let next = self.number_of.len() as u32;
            self.numbers.push(*self.number_of.entry(term.as_str().into()).or_insert(next));
        }
        self.words.push(Word {
            at: at as u32,
            surface: surface.len() as u32,
            encoded: (self.letters.len() - at - surface.len()) as u32,
            main: main.len() as u16,
            has_accented: accented.is_some(),
            numbers: first_number,
        });
        word
    }

    /// The terms of a word by its number.
    pub fn get(&self, word: u32) -> TokenTerms<'_> {
        let Word { at, surface, encoded, main, has_accented, .. } = &self.words[word as usize];
        let start = (at + surface) as usize;
        let encoded = &self.letters[start..start + *encoded as usize];
        TokenTerms { encoded, main: usize::from(*main), has_accented: *has_accented }
    }

    /// A word by its number, as it is written.
    pub fn surface(&self, word: u32) -> &str {
        surface_of(&self.words, &self.letters, word)
    }

    /// The numbers of a word's terms, in their order: equal ones for equal terms.
    pub fn numbers(&self, word: u32) -> &[u32] {
        let start = self.words[word as usize].numbers as usize;
        let end = self.words.get(word as usize + 1).map_or(self.numbers.len(), |next| next.numbers as usize);
        &self.numbers[start..end]
    }
}

fn surface_of<'l>(words: &[Word], letters: &'l str, word: u32) -> &'l str {
    let Word { at, surface, .. } = words[word as usize];
    &letters[at as usize..(at + surface) as usize]
}
