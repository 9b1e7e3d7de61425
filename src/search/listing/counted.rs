//! Names with their counts, of which only those that are shown are written out.
//!
//! An archive has names by the hundred thousand, and a page fifty. So the order is made from counts, and only names that
//! stand on a page, or have as many articles and mentions as its first or last, are looked up.

use std::cmp::Reverse;

use names::Kind;
use rustc_hash::{FxHashMap, FxHashSet};

use super::{
    Entry, NameCount, Scope,
    numbering::{Numbering, Slot},
    tally::{Sum, Tally},
};
use crate::{
    archive::ArchiveError,
    search::{Catalog, identities::has_words},
};

/// Among more entries with the words asked for all articles are gone through, and not those of each.
const LOOKED_UP: usize = 5000;

/// The names of a kind in some articles.
pub(in crate::search) struct Counted<'c> {
    catalog: &'c Catalog,
    kind: Kind,
    numbering: &'c Numbering,
    tally: Tally<'c>,
    rows: Vec<Row>,
}

/// A name without its written form.
#[derive(Clone, Copy, Debug)]
pub(in crate::search) struct Row {
    /// Whom it counts for, by a number that holds for the kind while the archive is open.
    pub(in crate::search) slot: Slot,
    /// In how many articles it stands.
    pub(in crate::search) articles: u64,
    mentions: u64,
}

impl<'c> Counted<'c> {
    /// All names of a kind.
    pub(in crate::search) fn of(
        catalog: &'c Catalog,
        kind: Kind,
        scope: &Scope<'_>,
    ) -> Result<Self, ArchiveError> {
        let (numbering, tally) = (catalog.numbering(kind)?, Tally::count(catalog, kind, scope)?);
        let row = |(slot, sum): (Slot, Sum)| Row {
            slot,
            articles: u64::from(sum.articles),
            mentions: u64::from(sum.mentions),
        };
        // A name may mean somebody else in all of these articles.
        let rows = tally.sums().each().filter(|(_, sum)| sum.articles > 0).map(row).collect();
        Ok(Self { catalog, kind, numbering, tally, rows })
    }

    /// Those that have all `wanted` words, of which the last may be the beginning of one.
    pub(in crate::search) fn with_words(
        catalog: &'c Catalog,
        kind: Kind,
        scope: Scope<'_>,
        wanted: &[String],
    ) -> Result<Self, ArchiveError> {
        let identities = catalog.identities();
        let mut entries: FxHashSet<Entry> =
            identities.with_words(kind, wanted, false).into_iter().map(Entry::Identity).collect();
        catalog.reader().each_key(kind, |key| {
            let is_new = has_words(&key.split(' '), wanted, false);
            if is_new && identities.may_stand_alone(kind, key) {
                entries.insert(Entry::Alone(kind, key.to_owned()));
            }
        })?;
        Self::of_entries(catalog, kind, scope, &entries)
    }

    /// Just some names.
    pub(in crate::search) fn of_entries(
        catalog: &'c Catalog,
        kind: Kind,
        scope: Scope<'_>,
        entries: &FxHashSet<Entry>,
    ) -> Result<Self, ArchiveError> {
        let scope = if entries.len() > LOOKED_UP { scope } else { scope.within(catalog, entries)? };
        let mut counted = Self::of(catalog, kind, &scope)?;
        let slot = |entry| counted.numbering.slot(catalog.identities(), entry);
        let slots: FxHashSet<Slot> = entries.iter().filter_map(slot).collect();
        counted.retain(|row| slots.contains(&row.slot));
        Ok(counted)
    }

    /// The names without their written forms.
    pub(in crate::search) fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// How many names there are.
    pub(in crate::search) fn len(&self) -> usize {
        self.rows.len()
    }

    /// The number of an entry, whether it stands in the articles or not; none if the archive has no such name.
    pub(in crate::search) fn slot(&self, entry: &Entry) -> Option<Slot> {
        self.numbering.slot(self.catalog.identities(), entry)
    }

    /// In how many of the articles an entry stands by its number, in the list or left out of it.
    pub(super) fn articles(&self, slot: Slot) -> u64 {
        u64::from(self.tally.sums().get(slot).articles)
    }

    /// Leaves out names that are not wanted.
    pub(in crate::search) fn retain(&mut self, wanted: impl FnMut(&Row) -> bool) {
        self.rows.retain(wanted);
    }

    /// Calls `take` with the number of every article and each name of the kind in it, in the list or left out of it.
    pub(in crate::search) fn each_place(&self, take: impl FnMut(u64, Slot)) {
        self.tally.each(take);
    }

    /// Leaves out the bare surnames of people who have at least so many times as many articles of the list.
    pub(in crate::search) fn leave_out_surnames(&mut self, times: u64) {
        let numbering = self.numbering;
        let mut bearers: FxHashMap<Slot, u64> = FxHashMap::default();
        bearers.extend(self.rows.iter().filter(|row| numbering.is_bare(row.slot)).map(|row| (row.slot, 0)));
        if bearers.is_empty() {
            return;
        }
        for row in self.rows.iter().filter(|row| !numbering.is_bare(row.slot)) {
            let surname = numbering.surname(row.slot);
            if let Some(bearers) = surname.and_then(|surname| bearers.get_mut(&surname)) {
                *bearers += row.articles;
            }
        }
        self.rows
            .retain(|row| bearers.get(&row.slot).is_none_or(|articles| *articles < times * row.articles));
    }

    /// A part of the list, written out.
    pub(in crate::search) fn page(
        &mut self,
        offset: usize,
        limit: usize,
    ) -> Result<Vec<NameCount>, ArchiveError> {
        let rank = |row: &Row| (Reverse(row.articles), Reverse(row.mentions));
        self.rows.sort_unstable_by_key(rank);
        let start = offset.min(self.rows.len());
        let end = offset.saturating_add(limit).min(self.rows.len());
        if start == end {
            return Ok(Vec::new());
        }
        // Equals of the first and the last are ordered by their names.
        let (first, last) = (rank(&self.rows[start]), rank(&self.rows[end - 1]));
        let from = self.rows.partition_point(|row| rank(row) < first);
        let to = self.rows.partition_point(|row| rank(row) <= last);
        let mut counts = self.write_out(&self.rows[from..to])?;
        counts.sort_unstable_by(|a, b| {
            (b.articles, b.mentions).cmp(&(a.articles, a.mentions)).then_with(|| a.name.cmp(&b.name))
        });
        Ok(counts.drain(start - from..end - from).collect())
    }

    /// The whole list.
    pub(in crate::search) fn all(&mut self) -> Result<Vec<NameCount>, ArchiveError> {
        self.page(0, usize::MAX)
    }

    /// Some of the list, written out, in no order.
    pub(in crate::search) fn written(
        &self,
        wanted: impl FnMut(&&Row) -> bool,
    ) -> Result<Vec<NameCount>, ArchiveError> {
        let rows: Vec<Row> = self.rows.iter().filter(wanted).copied().collect();
        self.write_out(&rows)
    }

    fn write_out(&self, rows: &[Row]) -> Result<Vec<NameCount>, ArchiveError> {
        let mut names = self.names(rows)?;
        let who = self.catalog.identities();
        let count = |Row { slot, articles, mentions }: &Row| NameCount {
            name: names.remove(slot).unwrap_or_default(),
            kind: self.kind,
            articles: *articles,
            mentions: *mentions,
            entry: self.numbering.entry(who, *slot),
        };
        Ok(rows.iter().map(count).collect())
    }

    /// The names of rows as they are shown: as settled, else as most articles write them.
    fn names(&self, rows: &[Row]) -> Result<FxHashMap<Slot, String>, ArchiveError> {
        let who = self.catalog.identities();
        let mut names: FxHashMap<Slot, String> = FxHashMap::default();
        let mut written: FxHashSet<Slot> = FxHashSet::default();
        for Row { slot, .. } in rows {
            let settled = match self.numbering.entry(who, *slot) {
                Entry::Identity(number) => who.name_of(number),
                Entry::Alone(..) => None,
            };
            match settled {
                Some(name) => drop(names.insert(*slot, name.to_owned())),
                None => drop(written.insert(*slot)),
            }
        }
        if !written.is_empty() {
            names.extend(self.tally.most_used(&written)?);
        }
        Ok(names)
    }
}
