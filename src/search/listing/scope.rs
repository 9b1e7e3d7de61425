//! The articles in which names are counted.

use std::sync::Arc;

use names::{Kind, key};
use rustc_hash::FxHashSet;

use super::Entry;
use crate::{
    archive::ArchiveError,
    search::{
        Catalog,
        engine::{Address, Found},
        identities::Owner,
        resolve::Resolved,
    },
};

/// The articles that a tree finds, of a group of copies one.
#[derive(Clone)]
pub(in crate::search) struct Scope<'t> {
    pub(super) tree: &'t Resolved,
    found: Arc<Found>,
    /// Of these only the ones in this list, sorted.
    within: Option<Vec<Address>>,
}

impl<'t> Scope<'t> {
    /// The articles of a tree.
    pub(in crate::search) fn of(catalog: &Catalog, tree: &'t Resolved) -> Result<Self, ArchiveError> {
        Ok(Self { tree, found: Arc::new(Found::of(catalog.reader(), tree)?), within: None })
    }

    /// All that the tree finds.
    pub(in crate::search) fn found(&self) -> &Found {
        &self.found
    }

    /// Whether an article is among them.
    fn has(&self, at: Address) -> bool {
        self.found.has(at) && self.within.as_ref().is_none_or(|within| within.binary_search(&at).is_ok())
    }

    /// Those of a segment of the index, in their order.
    pub(super) fn in_segment(&self, segment: u32) -> Vec<u32> {
        let Some(within) = &self.within else { return self.found.in_segment(segment).to_vec() };
        let own = within.iter().filter(|at| at.segment_ord == segment && self.found.has(**at));
        own.map(|at| at.doc_id).collect()
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

    /// The articles in which a name stands, by all that counts for the same.
    pub(in crate::search) fn articles_named(
        &self,
        catalog: &Catalog,
        kind: Kind,
        name: &str,
    ) -> Result<Vec<Address>, ArchiveError> {
        let key = key::key_of(kind, name);
        match catalog.identities().owner(kind, &key) {
            Owner::Nobody => Ok(Vec::new()),
            Owner::Identity(number) => self.articles_of(catalog, &Entry::Identity(number)),
            Owner::Itself => self.articles_of(catalog, &Entry::Alone(kind, key)),
        }
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
