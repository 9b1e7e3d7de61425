//! What makes one article better than another.
//!
//! The base is BM25 (Robertson & Zaragoza 2009) over headline and body together; a word in the headline counts once more
//! there, against the headlines' own statistics. A second pass over the best of these looks at what BM25 is blind to:
//! where in an article the words stand. News tells the most important first, so a word in its opening counts more; words
//! that were typed side by side count more where they stand side by side, and most of all where they are a name there.
//! The weights are fitted by `cargo bench --bench ranking`; `docs/ranking.md` has the figures.

use names::{Kind, key};

use super::{query::Query, resolve};
use crate::archive::{Reader, terms::Terms};

/// How much a word's score in the headline adds to its score in the whole text.
pub const TITLE_WEIGHT: f32 = 0.6;

/// Articles that the second pass looks at. Pages beyond keep the order of the first pass.
pub const DEPTH: usize = 200;

/// [`Weights::fresh`] where newer articles are wanted first.
pub const FRESH: f32 = 0.5;

/// Most words in a name that is looked for in a query.
const LONGEST_NAME: usize = 4;

/// Most words of a query that the second pass looks at: beyond that it is somebody's whole paragraph.
const MOST_WORDS: usize = 40;

/// Robertson's inverse document frequency: what a word tells that stands in so many of so many articles.
pub fn rarity(articles: f32, frequency: f32) -> f32 {
    (1.0 + (articles - frequency + 0.5).max(0.5) / (frequency + 0.5)).ln()
}

/// How much each thing counts that the second pass looks at, in units of the rarity of the words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Weights {
    /// A word in the headline or in the first [`Self::opening_words`] of the body.
    pub opening: f32,
    /// How many words are an article's opening.
    pub opening_words: u32,
    /// Two words of the query that stand side by side in it and in the article.
    pub adjacent: f32,
    /// A name of the query that the article has as that name.
    pub name: f32,
    /// A headline that is just the words of the query.
    pub headline: f32,
    /// How far words that most articles have lose their weight: 0 not at all, 1 to nothing.
    pub common: f32,
    /// How much more an article of today counts than one of long ago, as a share of its score; 0 unless it was asked for.
    pub fresh: f32,
}

impl Default for Weights {
    fn default() -> Self {
        Self {
            opening: 0.5,
            opening_words: 40,
            adjacent: 0.4,
            name: 0.15,
            headline: 3.0,
            common: 0.8,
            fresh: 0.0,
        }
    }
}

/// What the second pass looks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Clues {
    /// Main terms of each word typed, several where the archive has several languages; in their order, repetitions too.
    pub terms: Vec<Vec<String>>,
    /// Names among the words: what each is taken for, and its key.
    pub names: Vec<(Kind, String)>,
}

impl Clues {
    /// What a query gives to look for in an archive.
    pub fn of(query: &Query, reader: &Reader, terms: &mut Terms) -> Self {
        let words = query.words();
        let split = words.iter().take(MOST_WORDS).flat_map(|word| resolve::words_in(word));
        // A reader that cannot say what stands in it fails in the first pass.
        let stems = split.map(|word| reader.stems(word, terms).unwrap_or_default());
        Self { terms: stems.filter(|stems| !stems.is_empty()).collect(), names: names_among(&words, reader) }
    }
}

/// The names of the archive that words in a row of a query spell, the longest at each place.
fn names_among(words: &[&str], reader: &Reader) -> Vec<(Kind, String)> {
    let words: Vec<&str> = words.iter().take(MOST_WORDS).flat_map(|word| word.split_whitespace()).collect();
    let mut names = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let longest = (2..=LONGEST_NAME.min(words.len() - at)).rev().find_map(|length| {
            let text = words[at..at + length].join(" ");
            let kinds = Kind::ALL;
            let known: Vec<(Kind, String)> = kinds
                .into_iter()
                .map(|kind| (kind, key::key_of(kind, &text)))
                .filter(|(kind, key)| key.contains(' ') && reader.has_name(*kind, key))
                .collect();
            (!known.is_empty()).then_some((length, known))
        });
        match longest {
            Some((length, known)) => {
                names.extend(known);
                at += length;
            }
            None => at += 1,
        }
    }
    names
}
