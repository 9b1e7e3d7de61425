//! Who is who, as the user sees it: the identities that the archive's articles make, and the corrections of the desk
//! laid over them.
//!
//! Nothing is stored of the outcome, so a correction holds from the next question on.

mod called;
mod overlay;

use std::sync::OnceLock;

use names::{Kind, key};

use self::overlay::Overlay;
use crate::{
    archive::{
        id::ArticleId,
        identities::{Moved, Reason, Roll, Table},
    },
    desk::names::Corrections,
};

/// The identities of an archive.
pub struct Identities {
    table: Table,
    overlay: Overlay,
    /// The names that the archive counts as another kind than they were taken for, if the user says nothing of them; many
    /// questions are about no names, and a large archive has thousands of these.
    moved: OnceLock<Vec<Moved>>,
}

/// Whose a name is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Owner {
    /// Nobody's: the user does not want to see it.
    Nobody,
    /// That of the identity with this number.
    Identity(u32),
    /// Nothing was joined with it: it stands for itself.
    Itself,
}

/// Whose a name is, and in which articles it is somebody else's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ownership {
    /// In most articles.
    pub owner: Owner,
    /// Articles, by number and sorted, in which it is someone else's.
    pub elsewhere: Vec<(u64, Owner)>,
}

impl Ownership {
    /// Whose the name is in an article.
    pub fn in_article(&self, article: u64) -> Owner {
        let found = self.elsewhere.binary_search_by_key(&article, |(article, _)| *article);
        found.map_or(self.owner, |at| self.elsewhere[at].1)
    }
}

/// A name that belongs to an identity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variant {
    /// What the articles' names were taken for.
    pub kind: Kind,
    /// Its key (see `names::key`).
    pub key: String,
    /// As it is written.
    pub form: String,
    /// Why it belongs to the others.
    pub because: Because,
}

/// Why a name belongs to an identity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Because {
    /// The archive's articles say so; compared with which other name.
    Learnt(Reason, String),
    /// The user says so: file and line of the desk.
    Desk(&'static str, usize),
}

/// A person, organization or place of the archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// What it is.
    pub kind: Kind,
    /// How it is shown, if that is settled; else as most articles write it.
    pub name: Option<String>,
    /// Its names.
    pub variants: Vec<Variant>,
    /// Keys of bare surnames that mean it in some articles.
    pub bare: Vec<String>,
    /// Names of the desk that are looked for in the text, and whether that is so even where articles have the name.
    pub aliases: Vec<(String, bool)>,
    /// Its number in Wikidata.
    pub wikidata: Option<String>,
    /// Its number in VIAF.
    pub viaf: Option<String>,
}

impl Identities {
    /// The identities of a table with the user's corrections.
    pub fn new(table: Table, corrections: &Corrections) -> Self {
        let overlay = Overlay::new(&table, corrections);
        Self { table, overlay, moved: OnceLock::new() }
    }

    fn untouched_moved(&self) -> &[Moved] {
        self.moved.get_or_init(|| {
            let is_untouched =
                |one: &Moved| self.overlay.owner(one.taken, self.table.key_of_moved(*one)).is_none();
            self.table.moved().filter(is_untouched).collect()
        })
    }

    /// All names of a kind, if they are known as a commit has them.
    pub(super) fn roll(&self, kind: Kind, generation: u64) -> Option<Roll<'_>> {
        (self.table.generation() == Some(generation)).then(|| self.table.roll(kind))
    }

    /// The number of the identity that a name belongs to; none if it is nobody's or stands for itself.
    pub fn number_of(&self, kind: Kind, key: &str) -> Option<u32> {
        match self.owner(kind, key) {
            Owner::Identity(number) => Some(number),
            Owner::Nobody | Owner::Itself => None,
        }
    }

    /// Whose a name is, wherever nothing else is said of an article.
    pub fn owner(&self, kind: Kind, key: &str) -> Owner {
        self.overlay
            .owner(kind, key)
            .or_else(|| self.table.of_key(kind, key).map(Owner::Identity))
            .unwrap_or(Owner::Itself)
    }

    /// Whose a name is, article by article.
    pub fn ownership(&self, kind: Kind, key: &str) -> Ownership {
        let mut elsewhere: Vec<(u64, Owner)> = Vec::new();
        if self.table.is_assigned(kind, key) {
            let assigned = self.table.assigned(kind, key).into_iter();
            elsewhere.extend(assigned.map(|one| (one.article, self.overlay.owner_of_number(one.identity))));
        }
        for (article, owner) in self.overlay.assigned(kind, key) {
            match elsewhere.binary_search_by_key(article, |(article, _)| *article) {
                Ok(at) => elsewhere[at].1 = *owner,
                Err(at) => elsewhere.insert(at, (*article, *owner)),
            }
        }
        Ownership { owner: self.owner(kind, key), elsewhere }
    }

    /// Whether a name is not the same one's in all articles.
    pub fn is_split(&self, kind: Kind, key: &str) -> bool {
        self.table.is_assigned(kind, key) || !self.overlay.assigned(kind, key).is_empty()
    }

    /// Whether a name stands for itself, at least in some articles.
    pub fn may_stand_alone(&self, kind: Kind, key: &str) -> bool {
        self.owner(kind, key) == Owner::Itself || self.is_split(kind, key)
    }

    /// What an identity is.
    pub fn kind_of(&self, number: u32) -> Option<Kind> {
        let corrected = self.overlay.identity(number).map(|identity| identity.kind);
        corrected.or_else(|| self.table.heading(number).map(|(kind, _)| kind))
    }

    /// How an identity is shown, if that is settled.
    pub fn name_of(&self, number: u32) -> Option<&str> {
        match self.overlay.identity(number) {
            Some(identity) => identity.name.as_deref(),
            None => self.table.heading(number).map(|(_, name)| name),
        }
    }

    /// An identity by its number.
    pub fn identity(&self, number: u32) -> Option<Identity> {
        if let Some(identity) = self.overlay.identity(number) {
            return Some(identity.clone());
        }
        let identity = self.table.identity(number)?;
        let variants = identity.members.into_iter().map(|member| Variant {
            kind: member.kind,
            key: member.key,
            form: member.form,
            because: Because::Learnt(member.reason, member.like),
        });
        Some(Identity {
            kind: identity.kind,
            name: Some(identity.name),
            variants: variants.collect(),
            bare: identity.bare,
            aliases: Vec::new(),
            wikidata: None,
            viaf: None,
        })
    }

    /// Whether the user's corrections touch an identity.
    pub fn is_corrected(&self, number: u32) -> bool {
        self.overlay.identity(number).is_some()
    }

    /// The identities of a kind of which one name has all of these words; the last may be a beginning, if so asked.
    pub fn with_words(&self, kind: Kind, words: &[String], whole: bool) -> Vec<u32> {
        let Some((last, others)) = words.split_last() else { return Vec::new() };
        let mut numbers =
            self.table.with_word(kind, others.first().unwrap_or(last), whole || !others.is_empty());
        numbers.retain(|number| self.overlay.is_untouched(*number));
        numbers.extend(self.overlay.numbers(kind));
        numbers
            .retain(|number| self.identity(*number).is_some_and(|identity| identity.has_words(words, whole)));
        numbers
    }

    /// The kinds of which names were taken that are of this one.
    pub fn foreign_kinds(&self, kind: Kind) -> Vec<Kind> {
        let mut kinds = self.foreign_kinds_by_desk(kind);
        kinds.extend(self.moved().filter(|(_, to)| *to == kind).map(|(one, _)| one.taken));
        kinds.sort_unstable();
        kinds.dedup();
        kinds
    }

    /// Those of which the user says so.
    pub fn foreign_kinds_by_desk(&self, kind: Kind) -> Vec<Kind> {
        self.overlay.foreign_kinds(kind)
    }

    /// Whether a name that was taken for a kind counts as another.
    pub fn counts_otherwise(&self, kind: Kind, key: &str) -> bool {
        self.number_of(kind, key).and_then(|number| self.kind_of(number)).is_some_and(|own| own != kind)
    }

    /// The names that the archive counts as another kind than they were taken for, with that kind.
    pub fn moved(&self) -> impl Iterator<Item = (Moved, Kind)> {
        self.untouched_moved().iter().filter_map(|one| Some((*one, self.kind_of(one.identity)?)))
    }

    /// The identities of a kind that are looked for in the text.
    pub fn with_aliases(&self, kind: Kind) -> Vec<u32> {
        let has_aliases =
            |number: &u32| self.overlay.identity(*number).is_some_and(|who| !who.aliases.is_empty());
        self.overlay.numbers(kind).filter(has_aliases).collect()
    }

    /// The keys of names of a kind that count as something else and have one of some words.
    pub fn moved_keys(&self, kind: Kind, words: &[String]) -> Vec<String> {
        let has_one = |key: &str| key.split(' ').any(|own| words.iter().any(|word| word == own));
        let mut keys = self.overlay.moved_keys(kind);
        keys.retain(|key| has_one(key));
        let own = self
            .untouched_moved()
            .iter()
            .filter(|one| one.taken == kind)
            .map(|one| self.table.key_of_moved(*one));
        keys.extend(own.filter(|key| has_one(key)).map(str::to_owned));
        keys.sort_unstable();
        keys
    }

    /// Names in articles that the user gave to an identity: kind and key.
    pub fn assigned_to(&self, number: u32) -> Vec<(Kind, String)> {
        self.overlay.assigned_to(number)
    }

    /// How many identities there are: the table's, then those that the user's corrections touch.
    pub fn count(&self) -> u32 {
        self.overlay.end()
    }

    /// The keys of a kind's names of which the user's corrections say whose they are.
    pub fn corrected_keys(&self, kind: Kind) -> Vec<&str> {
        self.overlay.keys(kind)
    }

    /// Articles, by number and sorted, in which the user gave a name to somebody.
    pub fn assigned(&self, kind: Kind, key: &str) -> &[(u64, Owner)] {
        self.overlay.assigned(kind, key)
    }

    /// Whom a bare surname means in an article, by its row in the table.
    pub fn meant(&self, row: u32, article: u64) -> Option<Owner> {
        self.table.meant(row, article).map(|number| self.overlay.owner_of_number(number))
    }

    /// What the archive's articles make of names, without the desk.
    pub fn table(&self) -> &Table {
        &self.table
    }
}

impl Identity {
    /// Whether one of its names has all of these words; the last may be a beginning, if so asked.
    pub fn has_words(&self, words: &[String], whole: bool) -> bool {
        let has = |key: &str| has_words(&key.split(' '), words, whole);
        self.variants.iter().any(|variant| has(&variant.key))
            || self.aliases.iter().any(|(alias, _)| has(&key::key_of(self.kind, alias)))
            || self.name.as_ref().is_some_and(|name| has(&key::key_of(self.kind, name)))
    }

    /// Whether a name of a kind with a key is its own.
    pub fn has_key(&self, kind: Kind, key: &str) -> bool {
        self.variants.iter().any(|variant| variant.kind == kind && variant.key == key)
    }
}

/// Whether a name has all of some words; the last may be a beginning, if so asked.
pub(super) fn has_words<'n>(
    name: &(impl Iterator<Item = &'n str> + Clone),
    words: &[String],
    whole: bool,
) -> bool {
    let Some((last, others)) = words.split_last() else { return true };
    let is_last = |word: &str| if whole { word == last } else { word.starts_with(last.as_str()) };
    others.iter().all(|wanted| name.clone().any(|word| word == wanted)) && name.clone().any(is_last)
}

/// The number of an article by its id as written.
pub(super) fn article_number(id: &str) -> Option<u64> {
    id.parse::<ArticleId>().ok().map(ArticleId::number)
}

#[cfg(test)]
mod tests {
    use super::has_words;

    #[test]
    fn patterns_are_words_and_a_beginning() {
        let check = |name: &str, pattern: &str, whole: bool, expected: bool| {
            let words: Vec<String> = pattern.split_whitespace().map(str::to_owned).collect();
            assert_eq!(has_words(&name.split(' '), &words, whole), expected, "{name} / {pattern}");
        };
        check("antony blinken", "", false, true);
        check("antony blinken", "bli", false, true);
        check("antony blinken", "bli", true, false);
        check("antony blinken", "blinken ant", false, true);
        check("antony blinken", "bli antony", false, false);
        check("antony blinken", "inken", false, false);
    }
}
