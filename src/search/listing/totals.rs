//! In how many articles names stand in all, for comparison with how many they share with another.
//!
//! Nobody's profile is about a part of the archive alone unless it is asked for so; what stands in all of it is counted
//! once for a commit and kept as a number a name.

use names::Kind;

use super::{Counted, Scope, numbering::Slot};
use crate::{
    archive::ArchiveError,
    search::{Catalog, resolve::Resolved},
};

/// The counts of a kind.
pub(in crate::search) enum Totals<'c> {
    /// Of the whole archive, by the numbers of the names.
    Everywhere(&'c [u32]),
    /// Of a part of it.
    Somewhere(Counted<'c>),
}

impl<'c> Totals<'c> {
    /// Those of some articles.
    pub(in crate::search) fn of(
        catalog: &'c Catalog,
        kind: Kind,
        scope: &Scope<'_>,
    ) -> Result<Self, ArchiveError> {
        if *scope.tree == Resolved::All {
            return Ok(Self::Everywhere(catalog.everywhere(kind)?));
        }
        Ok(Self::Somewhere(Counted::of(catalog, kind, scope)?))
    }

    /// In how many of the articles a name stands, by its number.
    pub(in crate::search) fn articles(&self, slot: Slot) -> u64 {
        match self {
            Self::Everywhere(counts) => counts.get(slot as usize).map_or(0, |articles| u64::from(*articles)),
            Self::Somewhere(counted) => counted.articles(slot),
        }
    }
}

/// In how many of all articles each name of a kind stands, by its number.
pub(in crate::search) fn everywhere(catalog: &Catalog, kind: Kind) -> Result<Vec<u32>, ArchiveError> {
    let counted = Counted::of(catalog, kind, &Scope::of(catalog, &Resolved::All)?)?;
    Ok((0..catalog.numbering(kind)?.len() as u32).map(|slot| counted.articles(slot) as u32).collect())
}
