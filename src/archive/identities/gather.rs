//! Collects the distinct names of a kind from the columns of the index.

use names::{Kind, key};
use rustc_hash::FxHashMap;

use crate::archive::{ArchiveError, Reader, columns::SegmentKey};

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

/// The names of a kind, and where their written forms stand.
pub(super) struct Names {
    /// By key.
    pub(super) facts: Vec<NameFacts>,
    /// Of each form of each segment the name that it is, by its number in `facts`.
    pub(super) forms: Vec<(SegmentKey, Vec<Option<u32>>)>,
}

/// All names of a kind.
pub(super) fn names(reader: &Reader, kind: Kind) -> Result<Names, ArchiveError> {
    let mut numbers: FxHashMap<String, u32> = FxHashMap::default();
    let mut counts: Vec<u64> = Vec::new();
    let mut forms: Vec<(SegmentKey, Vec<Option<u32>>)> = Vec::new();
    for segment in reader.segment_names(&[kind], |_| true)? {
        let mut articles = vec![0_u64; segment.forms(0)];
        for article in segment.articles() {
            segment.each_in(article, 0, |form, _| articles[form] += 1);
        }
        let mut own = vec![None; articles.len()];
        segment.each_form(
            0,
            |form| articles[form] > 0,
            |form, surface| {
                let number = match numbers.get(surface) {
                    Some(number) => *number,
                    None => {
                        counts.push(0);
                        *numbers.entry(surface.to_owned()).or_insert(counts.len() as u32 - 1)
                    }
                };
                counts[number as usize] += articles[form];
                own[form] = Some(number);
            },
        )?;
        forms.push((segment.key(), own));
    }
    let mut by_key: FxHashMap<String, (NameFacts, Vec<u32>)> = FxHashMap::default();
    for (surface, number) in numbers {
        let articles = counts[number as usize];
        let (facts, surfaces) = by_key.entry(key::key_of(kind, &surface)).or_default();
        surfaces.push(number);
        facts.articles += articles;
        if (articles, &surface) > (facts.surface_articles, &facts.surface) {
            (facts.surface_articles, facts.surface) = (articles, surface);
        }
    }
    by_key.remove("");
    let mut all: Vec<(String, (NameFacts, Vec<u32>))> = by_key.into_iter().collect();
    all.sort_unstable_by(|a, b| a.0.cmp(&b.0));
    let mut of_surface: Vec<Option<u32>> = vec![None; counts.len()];
    let mut facts = Vec::with_capacity(all.len());
    for (name, (key, (own, surfaces))) in all.into_iter().enumerate() {
        surfaces.into_iter().for_each(|surface| of_surface[surface as usize] = Some(name as u32));
        facts.push(NameFacts { key, ..own });
    }
    for form in forms.iter_mut().flat_map(|(_, forms)| forms) {
        *form = form.and_then(|surface| of_surface[surface as usize]);
    }
    Ok(Names { facts, forms })
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
