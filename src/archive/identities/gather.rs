//! Collects the distinct names of a kind from the columns of the index.

use names::{Kind, key};
use rustc_hash::FxHashMap;

use crate::archive::{ArchiveError, Reader};

/// A name that articles have, whatever its case and accents.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct NameFacts {
    /// Its key (see `names::key`).
    pub(super) key: String,
    /// The written form that most articles have.
    pub(super) surface: String,
    /// How many articles have that form.
    pub(super) surface_articles: u64,
    /// How many articles have the name.
    pub(super) articles: u64,
}

/// A short form that articles use for a name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Variant {
    /// Key of the short form.
    pub(super) form: String,
    /// Key of the name.
    pub(super) name: String,
    /// In how many articles.
    pub(super) articles: u64,
}

/// All names of a kind, by key.
pub(super) fn names(reader: &Reader, kind: Kind) -> Result<Vec<NameFacts>, ArchiveError> {
    let mut numbers: FxHashMap<String, usize> = FxHashMap::default();
    let mut counts: Vec<u64> = Vec::new();
    let known = |surface: &str| {
        let next = numbers.len();
        *numbers.entry(surface.to_owned()).or_insert(next)
    };
    reader.each_name(
        kind,
        |_| true,
        known,
        |_, number, _| {
            counts.resize(counts.len().max(number + 1), 0);
            counts[*number] += 1;
        },
    )?;
    let mut by_key: FxHashMap<String, NameFacts> = FxHashMap::default();
    for (surface, number) in numbers {
        let articles = counts.get(number).copied().unwrap_or(0);
        let facts = by_key.entry(key::key_of(kind, &surface)).or_default();
        facts.articles += articles;
        if (articles, &surface) > (facts.surface_articles, &facts.surface) {
            (facts.surface_articles, facts.surface) = (articles, surface);
        }
    }
    by_key.remove("");
    let mut all: Vec<NameFacts> = by_key.into_iter().map(|(key, facts)| NameFacts { key, ..facts }).collect();
    all.sort_unstable_by(|a, b| a.key.cmp(&b.key));
    Ok(all)
}

/// All other forms that articles use for names of a kind, by form.
pub(super) fn variants(reader: &Reader, kind: Kind) -> Result<Vec<Variant>, ArchiveError> {
    let mut pairs: FxHashMap<(String, String), u64> = FxHashMap::default();
    reader.count_variants(kind, |name, form, articles| {
        *pairs.entry((form.to_owned(), name.to_owned())).or_default() += articles;
    })?;
    let variants = pairs.into_iter().map(|((form, name), articles)| Variant { form, name, articles });
    let mut variants: Vec<Variant> = variants.collect();
    variants.sort_unstable();
    Ok(variants)
}
