//! Whose quotes are asked for, and who of them said how much.

use names::Kind;
use rustc_hash::FxHashMap;

use super::Speaker;
use crate::{
    archive::{
        id::ArticleId,
        record::{ArticleRecord, StoredName},
    },
    search::{
        Catalog,
        identities::{Owner, Ownership},
        resolve::{NameSet, Names, Resolved},
    },
};

/// What can speak: places are no speakers.
const KINDS: [Kind; 2] = [Kind::Person, Kind::Organization];

/// A person or organization with how much of what they said was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpeakerCount {
    /// As the archive shows it.
    pub name: String,
    /// What it is.
    pub kind: Kind,
    /// Number of quotes.
    pub quotes: u64,
}

/// The names of those who are asked about; anybody, if nobody is named.
pub(super) struct Speakers<'c> {
    catalog: &'c Catalog,
    wanted: Option<Vec<NameSet>>,
    /// What is known of the names that spoke, by kind and canonical form in their article.
    known: FxHashMap<(Kind, String), Ownership>,
    counts: FxHashMap<(Kind, String), u64>,
}

impl<'c> Speakers<'c> {
    pub(super) fn new(catalog: &'c Catalog, speaker: Option<&str>) -> Self {
        let wanted = speaker.map(|text| sets(catalog, text));
        Self { catalog, wanted, known: FxHashMap::default(), counts: FxHashMap::default() }
    }

    /// The articles that have one of the names; none if any will do.
    pub(super) fn tree(&self) -> Option<Resolved> {
        let wanted = self.wanted.as_ref()?;
        Some(match &wanted[..] {
            [] => Resolved::Nothing,
            sets => Resolved::Or(sets.iter().cloned().map(Resolved::Name).collect()),
        })
    }

    /// Whether an article mentions one of them by a name: an alias of the desk that the tagger does not see says nothing.
    pub(super) fn may_speak_in(&self, record: &ArticleRecord) -> bool {
        record.names.iter().any(|name| !name.mentions.is_empty() && self.has(name, record.id))
    }

    /// Whether a name of an article is one of them.
    pub(super) fn has(&self, name: &StoredName, article: ArticleId) -> bool {
        let wanted = self.wanted.as_ref();
        wanted.is_none_or(|wanted| wanted.iter().any(|set| set.has(name, article.number())))
    }

    /// Counts a quote for the identity of a name of an article; none if it is nobody's.
    pub(super) fn count(&mut self, name: &StoredName, article: ArticleId) -> Option<Speaker> {
        let speaker = self.speaker(name, article)?;
        *self.counts.entry((speaker.kind, speaker.name.clone())).or_default() += 1;
        Some(speaker)
    }

    fn speaker(&mut self, name: &StoredName, article: ArticleId) -> Option<Speaker> {
        let identities = self.catalog.identities();
        let form = name.canonical.clone();
        let ownership = self.known.entry((name.kind, form.clone())).or_insert_with(|| {
            identities.ownership(name.kind, &names::key::key_of(name.kind, &name.canonical))
        });
        match ownership.in_article(article.number()) {
            Owner::Nobody => None,
            Owner::Itself => Some(Speaker { name: form.clone(), form, kind: name.kind }),
            Owner::Identity(number) => {
                let identity = identities.identity(number)?;
                let name = identity.name.unwrap_or_else(|| form.clone());
                Some(Speaker { name, form, kind: identity.kind })
            }
        }
    }

    /// Who said how much, most first.
    pub(super) fn into_counts(self) -> Vec<SpeakerCount> {
        let counts = self.counts.into_iter();
        let mut counts: Vec<SpeakerCount> =
            counts.map(|((kind, name), quotes)| SpeakerCount { name, kind, quotes }).collect();
        counts.sort_unstable_by(|a, b| {
            b.quotes.cmp(&a.quotes).then_with(|| (&a.name, a.kind).cmp(&(&b.name, b.kind)))
        });
        counts
    }
}

/// The people and the organizations that a text means.
pub fn sets(names: &dyn Names, text: &str) -> Vec<NameSet> {
    KINDS.iter().filter_map(|kind| names.names(*kind, text)).collect()
}
