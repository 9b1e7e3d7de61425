//! The names that a question means: which of an article's names count, and in which articles.

use names::{Kind, key};

use super::{Meant, Pattern};
use crate::archive::{record::StoredName, stemming::Stemming, terms::Terms};

/// What a name was taken for, and its key (see `names::key`).
pub type NameKey = (Kind, String);

/// Names of people, organizations or places, in some articles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameSet {
    /// What is asked for.
    pub kind: Kind,
    /// The words asked for, folded: by them articles are ranked, and other spellings are looked for.
    pub words: Vec<String>,
    /// Whether every name of the kind counts that has all the words in one of its forms.
    pub by_words: bool,
    /// Keys of names of the kind that count as something else, which `by_words` does not mean.
    pub moved: Vec<String>,
    /// Names that count, each with the articles, by number and sorted, in which it does not.
    pub keys: Vec<(NameKey, Vec<u64>)>,
    /// Names that count in just these articles, sorted.
    pub only: Vec<(NameKey, Vec<u64>)>,
    /// Main terms that mean the same where they stand one behind the other.
    pub phrases: Vec<Vec<String>>,
}

/// Who knows which names a text means.
pub trait Names {
    /// The names that `text` means; none if it has no words.
    fn names(&self, kind: Kind, text: &str) -> Option<NameSet>;

    /// The one whom lists call just so, by all names; none if it has no words.
    fn exactly(&self, kind: Kind, text: &str) -> Option<NameSet> {
        self.names(kind, text)
    }

    /// Names of which every mention counts, in place of some that are only known by words; `None` if
    /// nothing better is known.
    fn in_text(&self, names: &NameSet) -> Option<NameSet> {
        let _ = names;
        None
    }

    /// The main terms (see `archive::terms`) that a word means in the archive's languages, sorted, each once.
    fn stems(&self, word: &str, terms: &mut Terms) -> Vec<String> {
        terms.asked(Stemming::ENGLISH, word).map(str::to_owned).collect()
    }

    /// The `most` most frequent words of the archive that a pattern means; `None` if it is none that can be looked for.
    fn words_like(&self, pattern: &Pattern, most: usize) -> Option<Meant> {
        let _ = (pattern, most);
        Some(Meant::default())
    }
}

/// Knows no identities: a text means every name that has its words.
pub struct ByWords;

impl Names for ByWords {
    fn names(&self, kind: Kind, text: &str) -> Option<NameSet> {
        let words = key::words_of(kind, text);
        (!words.is_empty()).then(|| NameSet::by_words(kind, words))
    }
}

impl NameSet {
    /// No names yet.
    pub fn new(kind: Kind) -> Self {
        let (words, moved, phrases) = (Vec::new(), Vec::new(), Vec::new());
        Self { kind, words, by_words: false, moved, keys: Vec::new(), only: Vec::new(), phrases }
    }

    /// Every name that has all of these words.
    pub fn by_words(kind: Kind, words: Vec<String>) -> Self {
        Self { words, by_words: true, ..Self::new(kind) }
    }

    /// Whether a name of an article counts.
    pub fn has(&self, name: &StoredName, article: u64) -> bool {
        let is_key = |key: &NameKey, own: &str| key.0 == name.kind && key.1 == own;
        let own = key::key_of(name.kind, &name.canonical);
        let listed = |articles: &[u64]| articles.binary_search(&article).is_ok();
        self.keys.iter().any(|(key, except)| is_key(key, &own) && !listed(except))
            || self.only.iter().any(|(key, only)| is_key(key, &own) && listed(only))
            || self.by_words
                && name.is_called(self.kind, &self.words)
                && self.moved.binary_search(&own).is_err()
    }
}
