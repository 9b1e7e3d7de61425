//! The names in all articles: counted once for a commit and kept.
//!
//! Most lists are of the whole archive, and everybody's companions are compared with how often they stand in all of it.

use std::sync::Arc;

use names::Kind;

use super::{
    Counted, FAR_MORE, Row, Scope,
    by_number::ByNumber,
    counts::Counts,
    numbering::Slot,
    segment::{Sum, Way},
    tally::{self, Tally},
};
use crate::{
    archive::ArchiveError,
    search::{Catalog, engine::Found, resolve::Resolved},
};

/// The names of a kind in all articles.
pub(in crate::search) struct Everywhere {
    found: Arc<Found>,
    counts: Counts,
    sums: ByNumber<Sum>,
    /// What of the sums aliases of the desk add.
    by_alias: Vec<(Slot, u32)>,
    /// The list of them, most articles first, then most mentions.
    listed: Vec<Row>,
}

impl Everywhere {
    /// Counts them.
    pub(in crate::search) fn new(catalog: &Catalog, kind: Kind) -> Result<Self, ArchiveError> {
        let found = catalog.all()?;
        let mut sums = ByNumber::new(catalog.numbering(kind)?.len(), usize::MAX);
        let counts = Counts::of(catalog, kind, &found, (&mut sums, Way::Added))?;
        let by_alias = tally::by_alias(catalog, kind, &Resolved::All)?;
        for (number, articles) in &by_alias {
            sums.at(*number).change(Way::Added, Sum { articles: *articles, mentions: *articles });
        }
        let mut made = Self { found, counts, sums, by_alias, listed: Vec::new() };
        let mut counted = Counted::of_tally(catalog, kind, Tally::everywhere(catalog, kind, &made)?)?;
        counted.leave_out_surnames(FAR_MORE);
        let mut listed = counted.rows().to_vec();
        listed.sort_unstable_by_key(Row::rank);
        made.listed = listed;
        Ok(made)
    }

    /// The articles.
    pub(super) fn found(&self) -> &Found {
        &self.found
    }

    /// What was counted of forms.
    pub(super) fn counts(&self) -> &Counts {
        &self.counts
    }

    /// What was counted for each entry, by its number.
    pub(super) fn sums(&self) -> &ByNumber<Sum> {
        &self.sums
    }

    /// What of that aliases of the desk add.
    pub(super) fn by_alias(&self) -> &[(Slot, u32)] {
        &self.by_alias
    }

    /// The list, most articles first, then most mentions.
    pub(super) fn listed(&self) -> &[Row] {
        &self.listed
    }
}

/// In how many of some articles names stand, for comparison with how many they share with another.
pub(in crate::search) enum Totals<'c> {
    /// Of the whole archive.
    Everywhere(&'c Everywhere),
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
        if scope.is_everything() {
            return Ok(Self::Everywhere(catalog.everywhere(kind)?));
        }
        Ok(Self::Somewhere(Counted::of(catalog, kind, scope)?))
    }

    /// In how many of the articles a name stands, by its number.
    pub(in crate::search) fn articles(&self, slot: Slot) -> u64 {
        match self {
            Self::Everywhere(everywhere) => u64::from(everywhere.sums.get(slot).articles),
            Self::Somewhere(counted) => counted.articles(slot),
        }
    }
}
