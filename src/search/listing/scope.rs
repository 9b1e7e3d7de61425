//! The articles in which names are counted.

use std::{borrow::Cow, sync::OnceLock};

use names::{Kind, key};

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
pub(in crate::search) struct Scope<'t> {
    pub(super) tree: &'t Resolved,
    /// Looked up when they are first needed: what is counted in all articles is known without.
    found: OnceLock<Found>,
    /// Of these only the ones in this list, sorted.
    within: Option<Vec<Address>>,
}

impl<'t> Scope<'t> {
    /// The articles of a tree.
    pub(in crate::search) fn of(tree: &'t Resolved) -> Self {
        Self { tree, found: OnceLock::new(), within: None }
    }

    /// Whether it is all articles.
    pub(in crate::search) fn is_everything(&self) -> bool {
        *self.tree == Resolved::All && self.within.is_none()
    }

    /// All that the tree finds.
    pub(in crate::search) fn found(&self, catalog: &Catalog) -> Result<&Found, ArchiveError> {
        if let Some(found) = self.found.get() {
            return Ok(found);
        }
        let found = Found::of(catalog.reader(), self.tree)?;
        Ok(self.found.get_or_init(|| found))
    }

    /// The same without those that are not in the list.
    pub(super) fn wanted(&self, catalog: &Catalog) -> Result<Cow<'_, Found>, ArchiveError> {
        let found = self.found(catalog)?;
        let Some(within) = &self.within else { return Ok(Cow::Borrowed(found)) };
        let wanted = found.among(within).into_iter().map(|(_, at)| at);
        Ok(Cow::Owned(Found::of_articles(catalog.reader(), wanted)))
    }

    /// Those of the articles in which one of some entries stands.
    pub(super) fn within(
        &self,
        catalog: &Catalog,
        entries: impl Iterator<Item = Entry>,
    ) -> Result<Self, ArchiveError> {
        let mut within = Vec::new();
        for entry in entries {
            within.extend(self.articles_of(catalog, &entry)?);
        }
        within.sort_unstable();
        within.dedup();
        Ok(Self { tree: self.tree, found: self.found.clone(), within: Some(within) })
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
                if articles.binary_search(&article).is_ok() == listed {
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
        Ok(self.wanted(catalog)?.among(&found).into_iter().map(|(_, at)| at).collect())
    }
}
