//! Names with their counts, of which only those that are shown are written out.
//!
//! An archive has names by the hundred thousand, and a page fifty. So the order is made from counts, and only names that
//! stand on a page, or have as many articles and mentions as its first or last, are looked up.

use names::{Kind, variants::PersonName};
use rustc_hash::{FxHashMap, FxHashSet};

use super::{
    Entry, NameCount, Scope,
    tally::{Forms, Tally},
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
    rows: Vec<Row>,
    forms: Forms,
}

/// A name without its written form.
#[derive(Clone, Debug)]
pub(in crate::search) struct Row {
    /// Whom it counts for.
    pub(in crate::search) entry: Entry,
    /// In how many articles it stands.
    pub(in crate::search) articles: u64,
    mentions: u64,
    /// Its number in `forms`.
    number: u32,
    /// Whether a form of it has a comma: the surname may stand first.
    has_comma: bool,
}

impl<'c> Counted<'c> {
    /// All names of a kind.
    pub(in crate::search) fn of(
        catalog: &'c Catalog,
        kind: Kind,
        scope: &Scope<'_>,
    ) -> Result<Self, ArchiveError> {
        Self::only(catalog, kind, scope, None)
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
        Self::only(catalog, kind, &scope, Some(entries))
    }

    fn only(
        catalog: &'c Catalog,
        kind: Kind,
        scope: &Scope<'_>,
        only: Option<&FxHashSet<Entry>>,
    ) -> Result<Self, ArchiveError> {
        let (entries, sums, forms) = Tally::count(catalog, kind, scope, only)?.finish();
        let row = |(entry, number): (Entry, u32)| {
            let sum = sums[number as usize];
            let (articles, mentions, has_comma) = (sum.articles, sum.mentions, sum.has_comma);
            // A name may mean somebody else in all of these articles.
            (articles > 0).then_some(Row { entry, articles, mentions, number, has_comma })
        };
        let rows = entries.into_iter().filter_map(row).collect();
        Ok(Self { catalog, kind, rows, forms })
    }

    /// How many names there are.
    pub(in crate::search) fn len(&self) -> usize {
        self.rows.len()
    }

    /// Leaves out names that are not wanted.
    pub(in crate::search) fn retain(&mut self, wanted: impl FnMut(&Row) -> bool) {
        self.rows.retain(wanted);
    }

    /// Leaves out the bare surnames of people who have at least so many times as many articles of the list.
    pub(in crate::search) fn leave_out_surnames(&mut self, times: u64) -> Result<(), ArchiveError> {
        let mut bearers: FxHashMap<String, u64> = FxHashMap::default();
        let bare = self.rows.iter().filter_map(|row| row.entry.bare_surname());
        bearers.extend(bare.map(|surname| (surname.to_owned(), 0)));
        if bearers.is_empty() {
            return Ok(());
        }
        let may_bear = |row: &&Row| match &row.entry {
            Entry::Identity(_) => true,
            Entry::Alone(_, key) => {
                key.contains(' ') && key.split(' ').any(|word| bearers.contains_key(word))
            }
        };
        let with_form = |row: &&Row| row.has_comma || matches!(row.entry, Entry::Identity(_));
        let may_bear: Vec<&Row> = self.rows.iter().filter(may_bear).collect();
        let names = self.names(may_bear.iter().copied().filter(with_form))?;
        for row in may_bear {
            let name = match (names.get(&row.number), &row.entry) {
                (Some(name), _) => PersonName::parse(name),
                (None, Entry::Alone(_, key)) => PersonName::parse(key),
                (None, Entry::Identity(_)) => None,
            };
            if let Some(bearers) = name.and_then(|name| bearers.get_mut(name.last_word())) {
                *bearers += row.articles;
            }
        }
        self.rows.retain(|row| {
            let bearers = row.entry.bare_surname().and_then(|surname| bearers.get(surname));
            bearers.is_none_or(|articles| *articles < times * row.articles)
        });
        Ok(())
    }

    /// A part of the list, written out.
    pub(in crate::search) fn page(
        mut self,
        offset: usize,
        limit: usize,
    ) -> Result<Vec<NameCount>, ArchiveError> {
        let rank = |row: &Row| (std::cmp::Reverse(row.articles), std::cmp::Reverse(row.mentions));
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
        let mut names = self.names(self.rows[from..to].iter())?;
        let kind = self.kind;
        let count = |Row { entry, articles, mentions, number, .. }: Row| {
            let name = names.remove(&number).unwrap_or_default();
            NameCount { name, kind, articles, mentions, entry }
        };
        let mut counts: Vec<NameCount> = self.rows.drain(from..to).map(count).collect();
        counts.sort_unstable_by(|a, b| {
            (b.articles, b.mentions).cmp(&(a.articles, a.mentions)).then_with(|| a.name.cmp(&b.name))
        });
        Ok(counts.drain(start - from..end - from).collect())
    }

    /// The whole list.
    pub(in crate::search) fn all(self) -> Result<Vec<NameCount>, ArchiveError> {
        self.page(0, usize::MAX)
    }

    /// The names of rows as they are shown: as settled, else as most articles write them.
    fn names<'r>(&self, rows: impl Iterator<Item = &'r Row>) -> Result<FxHashMap<u32, String>, ArchiveError> {
        let mut names: FxHashMap<u32, String> = FxHashMap::default();
        let mut written: FxHashSet<u32> = FxHashSet::default();
        for row in rows {
            let settled = match row.entry {
                Entry::Identity(number) => self.catalog.identities().name_of(number),
                Entry::Alone(..) => None,
            };
            match settled {
                Some(name) => drop(names.insert(row.number, name.to_owned())),
                None => drop(written.insert(row.number)),
            }
        }
        if !written.is_empty() {
            names.extend(self.forms.most_used(&written)?);
        }
        Ok(names)
    }
}
