//! What the model knows of single words, whatever the text: vectors, clusters, lists.
//!
//! The vectors are GloVe (Pennington, Socher & Manning 2014), the clusters k-means over them on four levels
//! (as Brown clusters are used by Ratinov & Roth 2009), the lists places and people's names. All of it lies
//! in the model's bytes and is read in place.

use crate::{hash, index::Index};

/// Numbers in a word's vector.
pub const DIMENSIONS: usize = 50;

/// Levels of clusters, from the finest.
pub const LEVELS: usize = 4;

/// Lists that a word can be in; a bit each in [`Entry::lists`].
pub mod list {
    /// A given name.
    pub const GIVEN: u16 = 1;
    /// One of the five thousand commonest surnames.
    pub const SURNAME_COMMON: u16 = 1 << 1;
    /// A less common surname.
    pub const SURNAME: u16 = 1 << 2;
    /// A city of 100,000 people or more.
    pub const CITY_LARGE: u16 = 1 << 3;
    /// A city of 5,000 people or more.
    pub const CITY: u16 = 1 << 4;
    /// A smaller town.
    pub const TOWN: u16 = 1 << 5;
    /// A country or continent.
    pub const COUNTRY: u16 = 1 << 6;
    /// A state or county.
    pub const REGION: u16 = 1 << 7;
    /// A word of a place's name of several words.
    pub const PLACE_PART: u16 = 1 << 8;
    /// Written small, seen inside names in the training texts: "of", "-", "de".
    pub const INNER: u16 = 1 << 9;
    /// Frequent in the training texts, but never inside a name.
    pub const COMMON: u16 = 1 << 10;
    /// In the training texts often the only capital far and near, but then hardly ever a name: "The", "March".
    pub const NEVER_ALONE: u16 = 1 << 11;
    /// Written small, seen at the start or end of names in the training texts: "al", "province"; if it is not
    /// [`INNER`], a name by itself though written small: "tokyo".
    pub const EDGE: u16 = 1 << 12;
    /// The lowest of the bits that hold the logarithm of the word's rank in frequency.
    pub const RANK_SHIFT: u32 = 13;
}

/// What the lexicon says of a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// Where its vector stands; `None` for words that are only in lists.
    pub vector: Option<u32>,
    /// Its lists (see [`list`]) and, in the upper three bits, the logarithm of its rank in frequency.
    pub lists: u16,
    /// Its clusters plus one, from the finest level; 0 for words without a vector.
    pub clusters: [u16; LEVELS],
}

/// A view of the lexicon in the model's bytes.
#[derive(Clone, Copy, Debug)]
pub struct Lexicon<'m> {
    words: Index<'m>,
    /// Leaf cluster and lists of each word that has a vector.
    facts: &'m [[u8; 4]],
    vectors: &'m [[u8; DIMENSIONS]],
    listed: Index<'m>,
    /// Lists of each word without a vector.
    listed_facts: &'m [[u8; 2]],
    /// For each leaf cluster, its clusters on all levels.
    levels: &'m [[u8; 2 * LEVELS]],
    phrases: Index<'m>,
    /// Names of organizations, and what longer ones begin with (see [`start`]).
    bodies: Index<'m>,
}

/// A word for [`Lexicon::write`].
#[derive(Clone, Debug, Default)]
pub struct NewWord {
    /// The word, lower case.
    pub text: String,
    /// Its lists and rank bits.
    pub lists: u16,
    /// Leaf cluster and vector, if it has them.
    pub vector: Option<(u16, [i8; DIMENSIONS])>,
}

impl<'m> Lexicon<'m> {
    /// A lexicon that knows no word.
    pub(crate) fn empty() -> Self {
        let none = Index::empty();
        Self {
            words: none,
            facts: &[],
            vectors: &[],
            listed: none,
            listed_facts: &[],
            levels: &[],
            phrases: none,
            bodies: none,
        }
    }

    /// Reads a lexicon from the front of `bytes`; the rest follows it.
    pub fn read(bytes: &'m [u8]) -> Option<(Self, &'m [u8])> {
        let (counts, rest) = bytes.split_at_checked(20)?;
        let count = |n: usize| counts.as_chunks::<4>().0.get(n).map(|c| u32::from_le_bytes(*c) as usize);
        let (words, listed, leaves) = (count(0)?, count(1)?, count(2)?);
        let (phrases, bodies) = (count(3)?, count(4)?);
        let (word_index, rest) = Index::read(rest, words)?;
        let (facts, rest) = rest.split_at_checked(4 * words)?;
        let (vectors, rest) = rest.split_at_checked(DIMENSIONS * words)?;
        let (listed_index, rest) = Index::read(rest, listed)?;
        let (listed_facts, rest) = rest.split_at_checked(2 * listed)?;
        let (levels, rest) = rest.split_at_checked(2 * LEVELS * leaves)?;
        let (phrases, rest) = Index::read(rest, phrases)?;
        let (bodies, rest) = Index::read(rest, bodies)?;
        let lexicon = Self {
            words: word_index,
            facts: facts.as_chunks().0,
            vectors: vectors.as_chunks().0,
            listed: listed_index,
            listed_facts: listed_facts.as_chunks().0,
            levels: levels.as_chunks().0,
            phrases,
            bodies,
        };
        Some((lexicon, rest))
    }

    /// The bytes of a lexicon; `levels` gives the clusters of each leaf, `places` names of places of several
    /// words, `bodies` names of organizations. Of two words with one key the first stays.
    pub fn write(
        words: &[NewWord],
        levels: &[[u16; LEVELS]],
        places: &[Vec<String>],
        bodies: &[Vec<String>],
    ) -> Vec<u8> {
        let sorted = |with: bool| {
            let mut list: Vec<(u32, &NewWord)> =
                words.iter().filter(|w| w.vector.is_some() == with).map(|w| (key(&w.text), w)).collect();
            list.sort_by_key(|(key, _)| *key);
            list.dedup_by_key(|(key, _)| *key);
            list
        };
        let (with, without) = (sorted(true), sorted(false));
        let phrase = |words: &[String]| words.iter().fold(0, |h, w| phrase_step(h, word_hash(w)));
        let phrases = distinct(places.iter().map(|place| phrase(place)));
        let starts = bodies.iter().flat_map(|body| (1..body.len()).map(|end| start(phrase(&body[..end]))));
        let bodies = distinct(bodies.iter().map(|body| phrase(body)).chain(starts));
        let mut out = Vec::new();
        for count in [with.len(), without.len(), levels.len(), phrases.len(), bodies.len()] {
            out.extend((count as u32).to_le_bytes());
        }
        let with = write_index(&with, &mut out);
        for word in &with {
            out.extend(word.vector.map_or(0, |(leaf, _)| leaf).to_le_bytes());
            out.extend(word.lists.to_le_bytes());
        }
        out.extend(
            with.iter().filter_map(|word| word.vector).flat_map(|(_, vector)| vector.map(|v| v as u8)),
        );
        let without = write_index(&without, &mut out);
        out.extend(without.iter().flat_map(|word| word.lists.to_le_bytes()));
        out.extend(levels.iter().flatten().flat_map(|cluster| cluster.to_le_bytes()));
        Index::write(&phrases, &mut out);
        Index::write(&bodies, &mut out);
        out
    }

    /// What is known of the word (lower case, apostrophes straight) with this [`word_hash`].
    pub(crate) fn find(&self, word: u64) -> Option<Entry> {
        let key = hash::short(word);
        if let Some(rank) = self.words.find(key) {
            let [a, b, c, d] = *self.facts.get(rank)?;
            let leaf = usize::from(u16::from_le_bytes([a, b]));
            let levels = self.levels.get(leaf)?.as_chunks::<2>().0;
            let clusters = std::array::from_fn(|n| u16::from_le_bytes(levels[n]) + 1);
            return Some(Entry { vector: Some(rank as u32), lists: u16::from_le_bytes([c, d]), clusters });
        }
        let rank = self.listed.find(key)?;
        let lists = u16::from_le_bytes(*self.listed_facts.get(rank)?);
        Some(Entry { vector: None, lists, clusters: [0; LEVELS] })
    }

    /// The vector at `rank`, as bytes that are `i8`.
    pub fn vector(&self, rank: u32) -> Option<&'m [u8; DIMENSIONS]> {
        self.vectors.get(rank as usize)
    }

    /// Whether the words joined by [`phrase_step`] are the name of an organization.
    pub(crate) fn is_body(&self, phrase: u64) -> bool {
        self.bodies.find(hash::short(phrase)).is_some()
    }

    /// Whether the name of an organization of more words begins with them.
    pub(crate) fn begins_body(&self, phrase: u64) -> bool {
        self.is_body(start(phrase))
    }

    /// Whether the words joined by [`phrase_step`] are the name of a place.
    pub(crate) fn is_phrase(&self, phrase: u64) -> bool {
        self.phrases.find(hash::short(phrase)).is_some()
    }
}

/// The hash of a lower-case word.
pub(crate) fn word_hash(word: &str) -> u64 {
    hash::bytes(word.as_bytes())
}

/// The hash of a phrase with one more word; that of no words is 0.
pub(crate) fn phrase_step(phrase: u64, word: u64) -> u64 {
    hash::mix(phrase, word)
}

/// The hash of a phrase as the beginning of longer ones.
fn start(phrase: u64) -> u64 {
    phrase_step(phrase, 0)
}

/// The keys of hashes, each once.
fn distinct(hashes: impl Iterator<Item = u64>) -> Vec<u32> {
    let mut keys: Vec<u32> = hashes.map(hash::short).collect();
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// Writes the index of words; gives them in the order of their places in it.
fn write_index<'w>(words: &[(u32, &'w NewWord)], out: &mut Vec<u8>) -> Vec<&'w NewWord> {
    let keys: Vec<u32> = words.iter().map(|(key, _)| *key).collect();
    Index::write(&keys, out).into_iter().map(|at| words[at].1).collect()
}

fn key(word: &str) -> u32 {
    hash::short(word_hash(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_was_written() {
        let word = |text: &str, lists, vector| NewWord { text: text.to_owned(), lists, vector };
        let words =
            [word("paris", list::CITY_LARGE, Some((1, [-3; DIMENSIONS]))), word("vaduz", list::CITY, None)];
        let levels = [[0, 0, 0, 0], [1, 0, 0, 0]];
        let phrases = [vec!["new".to_owned(), "york".to_owned()]];
        let bodies = [vec!["new".to_owned(), "york".to_owned(), "times".to_owned()], vec!["ibm".to_owned()]];
        let bytes = Lexicon::write(&words, &levels, &phrases, &bodies);
        let (lexicon, rest) = Lexicon::read(&bytes).expect("complete");
        assert!(rest.is_empty());
        let paris = lexicon.find(word_hash("paris")).expect("known");
        assert_eq!((paris.lists, paris.clusters), (list::CITY_LARGE, [2, 1, 1, 1]));
        assert_eq!(paris.vector.and_then(|v| lexicon.vector(v)), Some(&[253; DIMENSIONS]));
        let vaduz = lexicon.find(word_hash("vaduz")).expect("known");
        assert_eq!(vaduz, Entry { vector: None, lists: list::CITY, clusters: [0; LEVELS] });
        assert_eq!(lexicon.find(word_hash("berlin")), None);
        let phrase = |words: &[&str]| words.iter().fold(0, |h, w| phrase_step(h, word_hash(w)));
        assert!(lexicon.is_phrase(phrase(&["new", "york"])));
        assert!(!lexicon.is_phrase(phrase(&["york", "new"])));
        assert!(lexicon.is_body(phrase(&["new", "york", "times"])) && lexicon.is_body(phrase(&["ibm"])));
        assert!(lexicon.begins_body(phrase(&["new"])) && lexicon.begins_body(phrase(&["new", "york"])));
        assert!(!lexicon.is_body(phrase(&["new", "york"])) && !lexicon.begins_body(phrase(&["ibm"])));
    }

    #[test]
    fn cut_bytes_are_refused() {
        let bytes = Lexicon::write(&[], &[], &[], &[]);
        assert!(Lexicon::read(&bytes[..bytes.len() - 1]).is_none());
    }
}
