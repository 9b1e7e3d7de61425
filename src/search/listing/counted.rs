//! Names with their counts, of which only those that are shown are written out.
//!
//! An archive has names by the hundred thousand, and a page fifty. So the order is made from counts, and only names that
//! stand on a page, or have as many articles and mentions as its first or last, are looked up.

use std::{borrow::Cow, cmp::Reverse};

use names::Kind;
use rustc_hash::{FxHashMap, FxHashSet};

use super::{
    Entry, FAR_MORE, NameCount, Scope,
    by_number::ByNumber,
    numbering::{Numbering, Slot},
    segment::Sum,
    tally::Tally,
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
    /// The list as it is kept for all articles is in order.
    rows: Cow<'c, [Row]>,
}

/// A name without its written form.
#[derive(Clone, Copy, Debug)]
pub(in crate::search) struct Row {
    /// Whom it counts for, by a number that holds for the kind while the archive is open.
    pub(in crate::search) slot: Slot,
    articles: u32,
    mentions: u32,
}

impl Row {
    fn of(slot: Slot, sum: Sum) -> Self {
        Self { slot, articles: sum.articles, mentions: sum.mentions }
    }

    /// In how many articles it stands.
    pub(in crate::search) fn articles(&self) -> u64 {
        u64::from(self.articles)
    }

    /// Its place in a list: the lower comes first.
    pub(super) fn rank(&self) -> (Reverse<u32>, Reverse<u32>) {
        (Reverse(self.articles), Reverse(self.mentions))
    }
}

impl<'c> Counted<'c> {
    /// All names of a kind.
    pub(in crate::search) fn of(
        catalog: &'c Catalog,
        kind: Kind,
        scope: &Scope<'_>,
    ) -> Result<Self, ArchiveError> {
        let tally = Tally::of(catalog, kind, scope)?;
        Self::of_tally(catalog, kind, tally)
    }

    /// What was counted, as a list.
    pub(super) fn of_tally(catalog: &'c Catalog, kind: Kind, tally: Tally<'c>) -> Result<Self, ArchiveError> {
        // A name may mean somebody else in all of these articles.
        let mut rows = Vec::new();
        tally.sums().each(|slot, sum| rows.extend((sum.articles > 0).then(|| Row::of(slot, sum))));
        Ok(Self { catalog, kind, numbering: catalog.numbering(kind)?, tally, rows: Cow::Owned(rows) })
    }

    /// The names for a list without a pattern: a surname that nothing gives to somebody is left out where people of that
    /// name have far more articles.
    pub(in crate::search) fn for_list(
        catalog: &'c Catalog,
        kind: Kind,
        scope: &Scope<'_>,
    ) -> Result<Self, ArchiveError> {
        if scope.is_everything() {
            let everywhere = catalog.everywhere(kind)?;
            let tally = Tally::everywhere(catalog, kind, everywhere)?;
            let rows = Cow::Borrowed(everywhere.listed());
            return Ok(Self { catalog, kind, numbering: catalog.numbering(kind)?, tally, rows });
        }
        let mut counted = Self::of(catalog, kind, scope)?;
        counted.leave_out_surnames(FAR_MORE);
        Ok(counted)
    }

    /// Those that have all `wanted` words, of which the last may be the beginning of one.
    pub(in crate::search) fn with_words(
        catalog: &'c Catalog,
        kind: Kind,
        scope: &Scope<'_>,
        wanted: &[String],
    ) -> Result<Self, ArchiveError> {
        let who = catalog.identities();
        let mut slots = who.with_words(kind, wanted, false);
        let is_wanted =
            |key: &str| has_words(&key.split(' '), wanted, false) && who.may_stand_alone(kind, key);
        let alone = catalog.numbering(kind)?.alone(who).filter(|(_, key)| is_wanted(key));
        slots.extend(alone.map(|(slot, _)| slot));
        slots.sort_unstable();
        slots.dedup();
        Self::of_slots(catalog, kind, scope, &slots)
    }

    /// Just one name.
    pub(in crate::search) fn of_entry(
        catalog: &'c Catalog,
        kind: Kind,
        scope: &Scope<'_>,
        entry: &Entry,
    ) -> Result<Self, ArchiveError> {
        let slot = catalog.numbering(kind)?.slot(catalog.identities(), entry);
        Self::of_slots(catalog, kind, scope, slot.as_slice())
    }

    fn of_slots(
        catalog: &'c Catalog,
        kind: Kind,
        scope: &Scope<'_>,
        slots: &[Slot],
    ) -> Result<Self, ArchiveError> {
        let numbering = catalog.numbering(kind)?;
        let tally = if slots.len() > LOOKED_UP || scope.is_everything() {
            Tally::of(catalog, kind, scope)?
        } else {
            let entries = slots.iter().map(|slot| numbering.entry(catalog.identities(), *slot));
            Tally::of(catalog, kind, &scope.within(catalog, entries)?)?
        };
        let rows = slots.iter().map(|slot| Row::of(*slot, tally.sums().get(*slot)));
        let rows = rows.filter(|row| row.articles > 0).collect();
        Ok(Self { catalog, kind, numbering, tally, rows })
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
        self.rows.to_mut().retain(wanted);
    }

    /// Calls `take` with the number of every article of a scope and each name of the kind in it, in the list or left out
    /// of it.
    pub(in crate::search) fn each_place(
        &self,
        scope: &Scope<'_>,
        take: impl FnMut(u64, Slot),
    ) -> Result<(), ArchiveError> {
        self.tally.each(scope, take)
    }

    /// Leaves out the bare surnames of people who have at least so many times as many articles of the list.
    pub(in crate::search) fn leave_out_surnames(&mut self, times: u64) {
        let numbering = self.numbering;
        if self.kind != Kind::Person {
            return;
        }
        let mut bearers: ByNumber<u64> = ByNumber::new(numbering.len(), self.rows.len());
        for row in self.rows.iter().filter(|row| !numbering.is_bare(row.slot)) {
            if let Some(surname) = numbering.surname(row.slot) {
                *bearers.at(surname) += row.articles();
            }
        }
        let is_wanted =
            |row: &Row| !numbering.is_bare(row.slot) || bearers.get(row.slot) < times * row.articles();
        self.rows.to_mut().retain(is_wanted);
    }

    /// A part of the list, written out.
    pub(in crate::search) fn page(
        &mut self,
        offset: usize,
        limit: usize,
    ) -> Result<Vec<NameCount>, ArchiveError> {
        let start = offset.min(self.rows.len());
        let end = offset.saturating_add(limit).min(self.rows.len());
        if start == end {
            return Ok(Vec::new());
        }
        if let Cow::Owned(rows) = &mut self.rows {
            put_first(rows, end);
        }
        // Equals of the first and the last are ordered by their names.
        let (first, last) = (self.rows[start].rank(), self.rows[end - 1].rank());
        let from = self.rows[..end].partition_point(|row| row.rank() < first);
        let to = end + self.rows[end..].iter().take_while(|row| row.rank() <= last).count();
        let mut counts = self.write_out(&self.rows[from..to])?;
        counts.sort_unstable_by(|a, b| {
            (b.articles, b.mentions).cmp(&(a.articles, a.mentions)).then_with(|| a.name.cmp(&b.name))
        });
        Ok(counts.drain(start - from..end - from).collect())
    }

    /// Some of the list, written out in the order of their numbers' places.
    pub(super) fn rows_of(&self, slots: &[Slot]) -> Result<Vec<NameCount>, ArchiveError> {
        let row = |slot: &Slot| Row::of(*slot, self.tally.sums().get(*slot));
        self.write_out(&slots.iter().map(row).collect::<Vec<_>>())
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
            articles: u64::from(*articles),
            mentions: u64::from(*mentions),
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

/// Puts the first `count` of a list to its front in their order, and their equals behind them.
fn put_first(rows: &mut [Row], count: usize) {
    if count < rows.len() {
        let (_, last, behind) = rows.select_nth_unstable_by_key(count - 1, Row::rank);
        let last = last.rank();
        let mut equals = 0;
        for at in 0..behind.len() {
            if behind[at].rank() == last {
                behind.swap(at, equals);
                equals += 1;
            }
        }
    }
    rows[..count].sort_unstable_by_key(Row::rank);
}
