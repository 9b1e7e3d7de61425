//! The distinct words met so far, each looked at once.
//!
//! Everything that can be said of a word alone (its form, its entry in the lexicon) is kept under a small
//! number, so that texts become lists of numbers and the tagger can keep sums of weights by word.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use super::shape::{self, Caps};
use crate::{
    ask, hash,
    lexicon::{Entry, Lexicon, list, phrase_step, word_hash},
};

/// The number of a word in [`Words`].
pub type WordId = u32;

/// The word that stands before the start and behind the end of every line.
pub const PAD: WordId = 0;

/// Stands for no word at places that a token does not have; it has no keys.
pub const NO_WORD: WordId = WordId::MAX;

/// What a word can do inside a name when it is not written with a capital.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// It has a capital.
    Capital,
    /// It joins the capitals to its sides to one run: "of", "de", "-", "&".
    Glue,
    /// It was seen inside names in training, but more often outside.
    Inner,
    /// It may be a name by itself: "tokyo" in a hasty letter.
    Small,
    /// It is not part of names.
    Other,
}

/// Words and marks that join capitals to a run.
const GLUE: &[&str] = &[
    "-", "&", ".", "'", "’", "/", "–", "'s", "’s", "of", "de", "la", "del", "al", "el", "bin", "ibn", "van",
    "der", "von", "den", "di", "da", "do", "dos", "das", "du", "des", "le", "ul", "ur", "ter", "bint",
];

/// A distinct word, in one line of the processor's cache.
#[derive(Clone, Copy, Debug)]
#[repr(align(64))]
pub struct Word {
    /// The hash of its characters.
    pub(crate) hash: u64,
    /// The hash of its normal form, digits made 0.
    pub(crate) lower_hash: u64,
    /// The number of its normal form.
    pub(crate) lower: WordId,
    /// What the lexicon says of it.
    pub(crate) entry: Entry,
    /// The hash of its outline.
    pub(crate) outline: u32,
    /// The hash of its last three characters.
    pub(crate) suffix: u32,
    /// Its first character, as a capital.
    pub(crate) initial: u32,
    /// For two to six capitals: the hash that [`initials`] gives for them, else 0.
    pub(crate) acronym: u32,
    pub(crate) caps: Caps,
    pub(crate) role: Role,
    pub(crate) is_hyphen: bool,
    /// Whether it is frequent but never inside a name.
    pub(crate) is_common: bool,
    /// Whether it is in no name when it is the only capital far and near.
    pub(crate) is_never_alone: bool,
    /// Whether it begins or ends names without a capital: "al", "province".
    pub(crate) is_edge: bool,
    /// Whether the name of a known organization begins with it.
    pub(crate) begins_body: bool,
}

/// The distinct words met so far.
#[derive(Debug)]
pub struct Words<'m> {
    lexicon: Lexicon<'m>,
    list: Vec<Word>,
    /// Open addressing: hashes with numbers plus one, 0 where free; the length is a power of two.
    table: Vec<(u64, u32)>,
    buffer: String,
}

impl<'m> Words<'m> {
    /// No words but [`PAD`].
    pub fn new(lexicon: Lexicon<'m>) -> Self {
        let mut words =
            Self { lexicon, list: Vec::new(), table: vec![(0, 0); 1 << 12], buffer: String::new() };
        words.intern("");
        words
    }

    /// Forgets all words but [`PAD`].
    pub fn clear(&mut self) {
        self.list.clear();
        self.table.fill((0, 0));
        self.intern("");
    }

    /// How many words are known; their numbers are below it.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Never: [`PAD`] is always there.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The word with this number, which must have come from [`Words::intern`].
    pub fn get(&self, id: WordId) -> &Word {
        &self.list[id as usize]
    }

    /// Asks for the memory of words that will be looked at.
    pub(crate) fn ask_for(&self, ids: &[WordId]) {
        ask::numbers(ids.iter().map(|id| self.get(*id).hash));
    }

    /// Where the lexicon has the vector of a word.
    pub fn vector(&self, id: WordId) -> Option<u32> {
        self.list.get(id as usize)?.entry.vector
    }

    pub(crate) fn lexicon(&self) -> Lexicon<'m> {
        self.lexicon
    }

    /// The number of a word.
    pub fn intern(&mut self, text: &str) -> WordId {
        let hash = word_hash(text);
        self.number(text, hash)
    }

    /// The number of a word with its [`word_hash`].
    pub(crate) fn number(&mut self, text: &str, hash: u64) -> WordId {
        let slot = self.slot(hash);
        match self.table[slot].1.checked_sub(1) {
            Some(id) => id,
            None => self.add(text, hash),
        }
    }

    /// Where the word with this hash stands in the table, or would.
    fn slot(&self, hash: u64) -> usize {
        let mask = self.table.len() - 1;
        let mut slot = hash as usize & mask;
        loop {
            let (own, id) = self.table[slot];
            if own == hash || id == 0 {
                return slot;
            }
            slot = (slot + 1) & mask;
        }
    }

    #[cold]
    fn add(&mut self, text: &str, hash: u64) -> WordId {
        let mut form = std::mem::take(&mut self.buffer);
        shape::normal_form(text, &mut form);
        let own = form == text;
        let lower = if own { None } else { Some(self.intern(&form)) };
        let id = self.list.len() as WordId;
        let word = self.look_at(text, hash, &mut form, lower.unwrap_or(id));
        self.buffer = form;
        self.list.push(word);
        if self.list.len() * 2 > self.table.len() {
            self.grow();
        } else {
            let slot = self.slot(hash);
            self.table[slot] = (hash, id + 1);
        }
        id
    }

    fn grow(&mut self) {
        let length = self.table.len() * 2;
        self.table = vec![(0, 0); length];
        for id in 0..self.list.len() {
            let hash = self.list[id].hash;
            let slot = self.slot(hash);
            self.table[slot] = (hash, id as u32 + 1);
        }
    }

    /// Everything there is to say of a word whose normal form is `form`, which is used up.
    fn look_at(&self, text: &str, hash: u64, form: &mut String, lower: WordId) -> Word {
        let caps = Caps::of(text);
        let (entry, begins_body) = match self.list.get(lower as usize) {
            Some(lower) => (lower.entry, lower.begins_body),
            None => (self.look_up(form), self.begins_body(form)),
        };
        let suffix = hash::short(hash::bytes(last_chars(form, 3).as_bytes()));
        let role = role(caps, form, entry);
        let lower_hash = without_digits(form);
        shape::outline(text, form);
        Word {
            hash,
            lower_hash,
            lower,
            entry,
            outline: hash::short(word_hash(form)),
            suffix,
            initial: text.chars().next().map_or(0, |c| c.to_uppercase().next().unwrap_or(c) as u32),
            acronym: acronym(text, caps),
            caps,
            role,
            is_common: entry.lists & list::COMMON != 0,
            is_never_alone: entry.lists & list::NEVER_ALONE != 0,
            is_edge: entry.lists & list::EDGE != 0 && role != Role::Small,
            is_hyphen: matches!(text, "-" | "‐" | "‑"),
            begins_body,
        }
    }

    fn begins_body(&self, form: &str) -> bool {
        let phrase = phrase_step(0, word_hash(form));
        self.lexicon.is_body(phrase) || self.lexicon.begins_body(phrase)
    }

    /// The entry of a normal form; if there is none, that of the form without accents.
    fn look_up(&self, form: &str) -> Entry {
        let found = self.lexicon.find(word_hash(form)).or_else(|| {
            let plain = || form.nfd().filter(|c| !is_combining_mark(*c)).collect::<String>();
            if form.is_ascii() { None } else { self.lexicon.find(word_hash(&plain())) }
        });
        found.unwrap_or_default()
    }
}

/// The hash of the normal form with its digits made 0, so that all years are one word.
fn without_digits(form: &str) -> u64 {
    if form.bytes().any(|b| b.is_ascii_digit()) {
        word_hash(&form.replace(|c: char| c.is_ascii_digit(), "0"))
    } else {
        word_hash(form)
    }
}

fn role(caps: Caps, form: &str, entry: Entry) -> Role {
    if caps.is_capital() {
        Role::Capital
    } else if form.len() <= 4 && GLUE.contains(&form) {
        Role::Glue
    } else if entry.lists & list::INNER != 0 {
        Role::Inner
    } else if entry.lists & list::EDGE != 0 {
        Role::Small
    } else {
        Role::Other
    }
}

/// The last `count` characters of a word.
pub(crate) fn last_chars(word: &str, count: usize) -> &str {
    let start = word.char_indices().rev().nth(count.saturating_sub(1)).map_or(0, |(at, _)| at);
    &word[start..]
}

/// The first `count` characters of a word.
pub(crate) fn first_chars(word: &str, count: usize) -> &str {
    let end = word.char_indices().nth(count).map_or(word.len(), |(at, _)| at);
    &word[..end]
}

/// The hash of a row of initials with one more; that of none is 0.
pub(crate) fn initials(before: u32, letter: u32) -> u32 {
    hash::short(hash::mix(u64::from(before), u64::from(letter)))
}

fn acronym(text: &str, caps: Caps) -> u32 {
    let letters = || text.chars().filter(|c| c.is_alphabetic());
    if caps == Caps::All && (2..=6).contains(&letters().count()) {
        letters().fold(0, |hash, c| initials(hash, c as u32))
    } else {
        0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::NewWord;

    fn lexicon() -> Vec<u8> {
        let word = NewWord { text: "muller".to_owned(), lists: list::SURNAME, vector: None };
        Lexicon::write(&[word], &[], &[], &[])
    }

    #[test]
    fn a_word_keeps_its_number() {
        let bytes = lexicon();
        let mut words = Words::new(Lexicon::read(&bytes).expect("complete").0);
        let ids: Vec<WordId> = (0..2000).map(|n| words.intern(&format!("Word{n}"))).collect();
        for (n, id) in ids.iter().enumerate() {
            assert_eq!(words.intern(&format!("Word{n}")), *id);
        }
        assert_eq!(words.intern(""), PAD);
        words.clear();
        assert_eq!(words.len(), 1);
    }

    #[test]
    fn forms_are_joined_by_their_normal_form() {
        let bytes = lexicon();
        let mut words = Words::new(Lexicon::read(&bytes).expect("complete").0);
        let (a, b) = (words.intern("MÜLLER"), words.intern("Müller"));
        assert_ne!(a, b);
        assert_eq!(words.get(a).lower, words.get(b).lower);
        assert_eq!(words.get(a).entry.lists, list::SURNAME);
    }

    #[test]
    fn acronyms_match_initials() {
        let of = |text: &str| acronym(text, Caps::of(text));
        let expected = "WHO".chars().fold(0, |hash, c| initials(hash, c as u32));
        assert_eq!(of("WHO"), expected);
        assert_eq!(of("W.H.O."), expected);
        assert_eq!(of("Who"), 0);
    }

    #[test]
    fn ends_of_words() {
        assert_eq!(last_chars("šešelj", 3), "elj");
        assert_eq!(last_chars("ab", 3), "ab");
        assert_eq!(first_chars("šešelj", 2), "še");
        assert_eq!(first_chars("", 2), "");
    }
}
