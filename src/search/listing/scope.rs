//! The articles in which names are counted.

use std::sync::Arc;

use names::Kind;
use rustc_hash::FxHashSet;

use super::Entry;
use crate::{
    archive::{ArchiveError, copies::Copies},
    search::{
        Catalog,
        engine::{self, Address},
        resolve::Resolved,
    },
};

/// The articles that a tree finds, of a group of copies one.
pub(in crate::search) struct Scope<'t> {
    pub(super) tree: &'t Resolved,
    /// None if all match.
    matching: Option<FxHashSet<Address>>,
    folded: Option<Arc<Copies>>,
    /// Of these only the ones in this list, sorted.
    within: Option<Vec<Address>>,
}

impl<'t> Scope<'t> {
    /// The articles of a tree.
    pub(in crate::search) fn of(catalog: &Catalog, tree: &'t Resolved) -> Result<Self, ArchiveError> {
        let reader = catalog.reader();
        let matching = if *tree == Resolved::All { None } else { Some(engine::all(reader, tree)?) };
        Ok(Self { tree, matching, folded: reader.folded()?.cloned(), within: None })
    }

    /// Whether an article is among them.
    pub(in crate::search) fn has(&self, at: Address) -> bool {
        let matches = match &self.matching {
            Some(matching) => matching.contains(&at),
            None => self.folded.as_ref().is_none_or(|copies| !copies.is_passed_over(at)),
        };
        matches && self.within.as_ref().is_none_or(|within| within.binary_search(&at).is_ok())
    }

    /// Those of the articles in which one of some entries stands.
    pub(super) fn within(self, catalog: &Catalog, entries: &FxHashSet<Entry>) -> Result<Self, ArchiveError> {
        let mut within = Vec::new();
        for entry in entries {
            within.extend(self.articles_of(catalog, entry)?);
        }
        within.sort_unstable();
        within.dedup();
        Ok(Self { within: Some(within), ..self })
    }

    /// The articles in which an entry stands by a name that was found in them.
    pub(super) fn articles_of(&self, catalog: &Catalog, entry: &Entry) -> Result<Vec<Address>, ArchiveError> {
        let names = match entry {
            Entry::Identity(number) => catalog.names_of(*number),
            Entry::Alone(kind, key) => Some(catalog.names_alone(*kind, key)),
        };
        let Some(names) = names else { return Ok(Vec::new()) };
        let mut found = Vec::new();
        let mut add = |(kind, key): &(Kind, String), articles: &[u64], listed: bool| {
            let with_number = listed || !articles.is_empty();
            catalog.reader().each_article_with_key(*kind, key, with_number, |at, article| {
                if articles.binary_search(&article).is_ok() == listed && self.has(at) {
                    found.push(at);
                }
            })
        };
        for (key, others) in &names.keys {
            add(key, others, false)?;
        }
        for (key, own) in &names.only {
            add(key, own, true)?;
        }
        found.sort_unstable();
        found.dedup();
        Ok(found)
    }
}
