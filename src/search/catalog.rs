//! An archive as questions are put to it: its last commit, and who is who in it.

use std::sync::Arc;

use names::{Kind, key};

use super::{
    corrections,
    engine::{self, Found},
    identities::{Identities, Owner},
    listing::{Alphabet, Everywhere, Numbering},
    once::Once,
    resolve::{self, Meant, NameSet, Names, Pattern, Resolved},
};
use crate::{
    archive::{
        Archive, ArchiveError, Languages, Reader, identities::Table, stemming::Stemming, terms::Terms,
    },
    desk::names::{Corrections, NamesError},
};

/// The last whole commit with the identities and the user's corrections of the moment.
pub struct Catalog {
    reader: Reader,
    identities: Identities,
    /// Of people, organizations and places, once they are asked for.
    numberings: [Once<Numbering>; 3],
    /// All articles, of a group of copies one, once they are asked for.
    all: Once<Arc<Found>>,
    /// The names in all articles.
    everywhere: [Once<Everywhere>; 3],
    /// The same of their order by the alphabet.
    alphabets: [Once<Alphabet>; 3],
}

/// Among how many identities with the words asked for other names of theirs are looked up, too.
const LOOKED_UP: usize = 2000;

impl Catalog {
    /// Opens what there is of an archive.
    pub fn open(archive: &Archive) -> Result<Self, NamesError> {
        let corrections = Corrections::load(archive)?;
        Self::with(archive, &corrections).map_err(NamesError::from)
    }

    /// Opens an archive as it would be with other corrections.
    pub fn with(archive: &Archive, corrections: &Corrections) -> Result<Self, ArchiveError> {
        let mut reader = Reader::open(archive)?;
        reader.fold_copies(true);
        let corrections = corrections::of_articles_there(&reader, corrections)?;
        let identities = Identities::new(Table::open(archive)?, &corrections);
        Ok(Self {
            reader,
            identities,
            numberings: Default::default(),
            all: Once::default(),
            everywhere: Default::default(),
            alphabets: Default::default(),
        })
    }

    /// From now on every copy and version counts and is listed, and not one of each group.
    pub fn show_copies(&mut self) {
        self.reader.fold_copies(false);
    }

    /// The last whole commit.
    pub fn reader(&self) -> &Reader {
        &self.reader
    }

    /// Who is who.
    pub fn identities(&self) -> &Identities {
        &self.identities
    }

    /// The numbers by which names of a kind are counted.
    pub(super) fn numbering(&self, kind: Kind) -> Result<&Numbering, ArchiveError> {
        self.numberings[kind as usize].get(|| Numbering::new(&self.reader, &self.identities, kind))
    }

    /// The names of a kind in all articles.
    pub(super) fn everywhere(&self, kind: Kind) -> Result<&Everywhere, ArchiveError> {
        self.everywhere[kind as usize].get(|| Everywhere::new(self, kind))
    }

    /// The same, if somebody has asked for them before.
    pub(super) fn known_everywhere(&self, kind: Kind) -> Option<&Everywhere> {
        self.everywhere[kind as usize].made()
    }

    /// All articles, of a group of copies one.
    pub(super) fn all(&self) -> Result<Arc<Found>, ArchiveError> {
        self.all.get(|| Ok(Arc::new(Found::of(&self.reader, &Resolved::All)?))).cloned()
    }

    /// The names of a kind by the alphabet.
    pub(super) fn alphabet(&self, kind: Kind) -> Result<&Alphabet, ArchiveError> {
        self.alphabets[kind as usize].get(|| Alphabet::new(self, kind))
    }

    /// All names of an identity.
    pub fn names_of(&self, number: u32) -> Option<NameSet> {
        let identity = self.identities.identity(number)?;
        let mut set = NameSet::new(identity.kind);
        for variant in &identity.variants {
            self.add_key(&mut set, variant.kind, &variant.key, Owner::Identity(number));
        }
        for key in &identity.bare {
            self.add_articles(&mut set, Kind::Person, key, Owner::Identity(number));
        }
        for (kind, key) in self.identities.assigned_to(number) {
            if !identity.has_key(kind, &key) {
                self.add_articles(&mut set, kind, &key, Owner::Identity(number));
            }
        }
        let mut terms = Terms::default();
        for (alias, always) in &identity.aliases {
            // What counts as another kind than it was taken for is found by what it was taken for.
            let is_found = Kind::ALL.into_iter().any(|kind| {
                let key = key::key_of(kind, alias);
                (kind == identity.kind || identity.has_key(kind, &key)) && self.reader.has_name(kind, &key)
            });
            if *always || !is_found {
                self.add_phrases(&mut set, alias, &mut terms);
            }
        }
        set.words = key::words_of(identity.kind, identity.name.as_deref().unwrap_or_default());
        Some(set)
    }

    /// Adds a name as it stands in texts of each language of the archive.
    fn add_phrases(&self, set: &mut NameSet, alias: &str, terms: &mut Terms) {
        let stemmings = self.reader.languages().map_or(&[Stemming::ENGLISH][..], Languages::stemmings);
        for stemming in stemmings {
            let phrase = resolve::phrase(alias, *stemming, terms);
            set.phrases.extend(phrase.filter(|phrase| !set.phrases.contains(phrase)));
        }
    }

    /// The names that have a key and were joined with no other.
    pub fn names_alone(&self, kind: Kind, key: &str) -> NameSet {
        let mut set = NameSet::new(kind);
        self.add_key(&mut set, kind, key, Owner::Itself);
        set.words = key.split(' ').map(str::to_owned).collect();
        set
    }

    /// Adds a key's articles, without those that are another's.
    fn add_key(&self, set: &mut NameSet, kind: Kind, key: &str, owner: Owner) {
        let elsewhere = self.identities.ownership(kind, key).elsewhere;
        let others = elsewhere.iter().filter(|(_, other)| *other != owner).map(|(article, _)| *article);
        set.keys.push(((kind, key.to_owned()), others.collect()));
    }

    /// Adds just the articles of a key that are an owner's.
    fn add_articles(&self, set: &mut NameSet, kind: Kind, key: &str, owner: Owner) {
        let elsewhere = self.identities.ownership(kind, key).elsewhere;
        let own = elsewhere.iter().filter(|(_, other)| *other == owner).map(|(article, _)| *article);
        set.only.push(((kind, key.to_owned()), own.collect()));
    }

    /// The names that have all of these words, and those that were joined with them.
    fn names_with_words(&self, kind: Kind, words: Vec<String>) -> NameSet {
        let mut set = NameSet::by_words(kind, words);
        let mut numbers = self.identities.with_words(kind, &set.words, true);
        numbers.truncate(LOOKED_UP);
        for number in numbers {
            if let Some(names) = self.names_of(number) {
                set.keys.extend(names.keys);
                set.only.extend(names.only);
                set.phrases.extend(names.phrases);
            }
        }
        // What has none of the words is not meant anyway.
        set.moved = self.identities.moved_keys(kind, &set.words);
        if set.moved.is_empty() {
            return set;
        }
        // An article may have a name that is meant beside one that counts as something else: each is looked for by its key.
        self.in_text(&set).unwrap_or(set)
    }
}

impl Names for Catalog {
    /// A name of several words that the archive has means just that person, organization or place, by all its names;
    /// so does a single word that was joined with others, as "US" is. Any other words mean every name that has them.
    fn names(&self, kind: Kind, text: &str) -> Option<NameSet> {
        let words = key::words_of(kind, text);
        let key = words.join(" ");
        if words.is_empty() {
            return None;
        }
        match self.identities.owner(kind, &key) {
            Owner::Identity(number) => {
                let set = self.names_of(number)?;
                Some(NameSet { words, ..set })
            }
            Owner::Itself if words.len() > 1 && self.reader.has_name(kind, &key) => {
                Some(self.names_alone(kind, &key))
            }
            Owner::Nobody | Owner::Itself => Some(self.names_with_words(kind, words)),
        }
    }

    fn exactly(&self, kind: Kind, text: &str) -> Option<NameSet> {
        let key = key::key_of(kind, text);
        match self.identities.owner(kind, &key) {
            Owner::Identity(number) => self.names_of(number),
            Owner::Itself => (!key.is_empty()).then(|| self.names_alone(kind, &key)),
            Owner::Nobody => Some(NameSet::new(kind)),
        }
    }

    fn in_text(&self, names: &NameSet) -> Option<NameSet> {
        if !names.by_words {
            return None;
        }
        let roll = self.identities.roll(names.kind, self.reader.generation());
        let mut keys = self.reader.keys_with_words(names.kind, &names.words, roll).ok()?;
        keys.retain(|key| names.moved.binary_search(key).is_err());
        let is_new =
            |key: &String| !names.keys.iter().any(|((kind, own), _)| *kind == names.kind && own == key);
        keys.retain(is_new);
        let mut settled = NameSet { by_words: false, moved: Vec::new(), ..names.clone() };
        settled.keys.extend(keys.into_iter().map(|key| ((names.kind, key), Vec::new())));
        Some(settled)
    }

    fn stems(&self, word: &str, terms: &mut Terms) -> Vec<String> {
        // What is wrong with the index is said by whoever looks the terms up.
        let stems = self.reader.stems(word, terms);
        stems.unwrap_or_else(|_| terms.asked(Stemming::ENGLISH, word).map(str::to_owned).collect())
    }

    fn words_like(&self, pattern: &Pattern, most: usize) -> Option<Meant> {
        engine::words_like(&self.reader, pattern, most).ok()?
    }
}
