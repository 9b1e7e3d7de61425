//! Counts the names of a kind by the numbers that their forms have in the index, and writes out those that are asked for.
//!
//! A form is looked at once a segment: whom it counts for. Its articles are then a number, unless another form counts
//! for the same one or some of its articles mean somebody else: only these are gone through article by article.

use names::{Kind, key};
use rustc_hash::{FxHashMap, FxHashSet};

use super::{Entry, Scope};
use crate::{
    archive::{
        ArchiveError,
        columns::{FormCount, SegmentNames},
    },
    search::{
        Catalog, engine,
        identities::Owner,
        resolve::{NameSet, Resolved},
    },
};

/// What was counted for one entry.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sum {
    pub(super) articles: u64,
    pub(super) mentions: u64,
    /// Whether a form of it has a comma.
    pub(super) has_comma: bool,
    /// The segment counted last, so that two forms of one entry in it are noticed.
    segment: u32,
}

/// Whom a form counts for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Meaning {
    Nobody,
    /// The entry with this number.
    One(u32),
    /// It depends on the article: the number of a [`Split`].
    Split(u32),
}

/// A form that does not count for the same one in all articles.
struct Split {
    most: Option<u32>,
    /// By the articles' numbers, sorted.
    elsewhere: Vec<(u64, Option<u32>)>,
    /// In how many articles it counted for each.
    counted: FxHashMap<u32, u64>,
}

/// The forms of a segment, once they are counted.
struct Segment {
    names: SegmentNames,
    counts: Vec<FormCount>,
    meanings: Vec<Meaning>,
}

/// Names while they are counted.
pub(super) struct Tally<'c, 'o> {
    catalog: &'c Catalog,
    kind: Kind,
    /// The only entries to be counted.
    only: Option<&'o FxHashSet<Entry>>,
    sums: Vec<Sum>,
    alone: FxHashMap<String, u32>,
    identities: FxHashMap<u32, u32>,
    splits: Vec<Split>,
    segments: Vec<Segment>,
    /// Identities and articles that were counted by names taken for another kind.
    of_other_kinds: FxHashSet<(u32, u64)>,
}

impl<'c, 'o> Tally<'c, 'o> {
    /// Counts the names of a kind in the articles of a scope, or only some of them.
    pub(super) fn count(
        catalog: &'c Catalog,
        kind: Kind,
        scope: &Scope<'_>,
        only: Option<&'o FxHashSet<Entry>>,
    ) -> Result<Self, ArchiveError> {
        let mut tally = Self {
            catalog,
            kind,
            only,
            sums: Vec::new(),
            alone: FxHashMap::default(),
            identities: FxHashMap::default(),
            splits: Vec::new(),
            segments: Vec::new(),
            of_other_kinds: FxHashSet::default(),
        };
        let foreign = catalog.identities().foreign_kinds(kind);
        let is_mixed = !foreign.is_empty();
        for of in foreign.into_iter().chain([kind]) {
            for names in catalog.reader().segment_names(of, |at| scope.has(at))? {
                tally.count_segment(of, names, is_mixed)?;
            }
        }
        tally.add_aliases(scope.tree)?;
        Ok(tally)
    }

    /// The entries with their numbers, and the written forms to be looked up.
    pub(super) fn finish(self) -> (Vec<(Entry, u32)>, Vec<Sum>, Forms) {
        let kind = self.kind;
        let mut entries: Vec<(Entry, u32)> =
            self.identities.into_iter().map(|(number, at)| (Entry::Identity(number), at)).collect();
        entries.extend(self.alone.into_iter().map(|(key, at)| (Entry::Alone(kind, key), at)));
        (entries, self.sums, Forms { segments: self.segments, splits: self.splits })
    }

    fn count_segment(&mut self, of: Kind, names: SegmentNames, is_mixed: bool) -> Result<(), ArchiveError> {
        let counts = names.count();
        let (meanings, mut crowded) = self.meanings(of, &names, &counts)?;
        if is_mixed {
            crowded.extend(self.identities.values());
        }
        for (meaning, count) in meanings.iter().zip(&counts) {
            if let Meaning::One(entry) = meaning
                && !crowded.contains(entry)
            {
                let sum = &mut self.sums[*entry as usize];
                sum.articles += u64::from(count.names);
                sum.mentions += u64::from(count.mentions);
            }
        }
        let has_splits = meanings.iter().any(|meaning| matches!(meaning, Meaning::Split(_)));
        if has_splits || !crowded.is_empty() {
            self.go_through(of, &names, &meanings, &crowded);
        }
        self.segments.push(Segment { names, counts, meanings });
        Ok(())
    }

    /// Whom each form of a segment counts for, and the entries whose articles have to be gone through.
    fn meanings(
        &mut self,
        of: Kind,
        names: &SegmentNames,
        counts: &[FormCount],
    ) -> Result<(Vec<Meaning>, FxHashSet<u32>), ArchiveError> {
        let mut meanings = vec![Meaning::Nobody; counts.len()];
        let mut crowded: FxHashSet<u32> = FxHashSet::default();
        let segment = self.segments.len() as u32 + 1;
        let take = |form: usize, text: &str| {
            meanings[form] = self.meaning(of, &key::key_of(of, text));
            match meanings[form] {
                Meaning::Nobody => {}
                Meaning::One(entry) => {
                    let sum = &mut self.sums[entry as usize];
                    if sum.segment == segment || counts[form].is_twice {
                        crowded.insert(entry);
                    }
                    sum.segment = segment;
                    sum.has_comma |= text.contains(',');
                }
                Meaning::Split(at) => {
                    let split = &self.splits[at as usize];
                    crowded.extend(split.most);
                    crowded.extend(split.elsewhere.iter().filter_map(|(_, entry)| *entry));
                }
            }
        };
        names.each_form(|form| counts[form].names > 0, take)?;
        Ok((meanings, crowded))
    }

    /// Counts the forms that cannot be counted by their numbers alone.
    fn go_through(&mut self, of: Kind, names: &SegmentNames, meanings: &[Meaning], crowded: &FxHashSet<u32>) {
        let identities = self.catalog.identities();
        let corrected: FxHashMap<u32, bool> = (self.identities.iter())
            .map(|(number, entry)| (*entry, of != self.kind && identities.is_corrected(*number)))
            .collect();
        let mut last: FxHashMap<u32, u64> = FxHashMap::default();
        names.each(|article, form, mentions| {
            let entry = match meanings[form] {
                Meaning::Nobody => return,
                Meaning::One(entry) if !crowded.contains(&entry) => return,
                Meaning::One(entry) => entry,
                Meaning::Split(at) => {
                    let split = &mut self.splits[at as usize];
                    let other = split.elsewhere.binary_search_by_key(&article, |(article, _)| *article);
                    let Some(entry) = other.map_or(split.most, |at| split.elsewhere[at].1) else { return };
                    *split.counted.entry(entry).or_default() += 1;
                    entry
                }
            };
            let is_counted = match corrected.get(&entry) {
                Some(true) => !self.of_other_kinds.insert((entry, article)),
                Some(false) => self.of_other_kinds.contains(&(entry, article)),
                None => false,
            };
            let sum = &mut self.sums[entry as usize];
            sum.articles += u64::from(!is_counted && last.insert(entry, article) != Some(article));
            sum.mentions += mentions;
        });
    }

    /// Whom the names of a kind with a key count for.
    fn meaning(&mut self, of: Kind, key: &str) -> Meaning {
        if of == self.kind
            && let Some(entry) = self.alone.get(key)
        {
            let identities = self.catalog.identities();
            // The same key in an earlier segment; it may still be somebody else's in some articles.
            if !identities.is_split(of, key) {
                return Meaning::One(*entry);
            }
        }
        let ownership = self.catalog.identities().ownership(of, key);
        let most = self.entry(of, key, ownership.owner);
        if ownership.elsewhere.is_empty() {
            return most.map_or(Meaning::Nobody, Meaning::One);
        }
        let elsewhere = ownership.elsewhere.into_iter();
        let elsewhere = elsewhere.map(|(article, owner)| (article, self.entry(of, key, owner))).collect();
        self.splits.push(Split { most, elsewhere, counted: FxHashMap::default() });
        Meaning::Split(self.splits.len() as u32 - 1)
    }

    /// The number of an entry; none if it does not count here.
    fn entry(&mut self, of: Kind, key: &str, owner: Owner) -> Option<u32> {
        let next = self.sums.len() as u32;
        let entry = match owner {
            Owner::Nobody => return None,
            // What was taken for another kind stands in this list only if the user has moved it here.
            Owner::Itself if of != self.kind => return None,
            Owner::Itself => {
                if self.only.is_some_and(|only| !only.contains(&Entry::Alone(of, key.to_owned()))) {
                    return None;
                }
                match self.alone.get(key) {
                    Some(known) => *known,
                    None => *self.alone.entry(key.to_owned()).or_insert(next),
                }
            }
            Owner::Identity(number) => {
                let is_wanted = self.only.is_none_or(|only| only.contains(&Entry::Identity(number)));
                if !is_wanted || self.catalog.identities().kind_of(number) != Some(self.kind) {
                    return None;
                }
                *self.identities.entry(number).or_insert(next)
            }
        };
        if entry == next {
            self.sums.push(Sum::default());
        }
        Some(entry)
    }

    /// Adds the articles in which an identity stands by an alias of the desk alone.
    fn add_aliases(&mut self, tree: &Resolved) -> Result<(), ArchiveError> {
        for number in self.catalog.identities().with_aliases(self.kind) {
            let articles = articles_by_alias(self.catalog, self.kind, number, tree)?;
            if articles > 0
                && let Some(entry) = self.entry(self.kind, "", Owner::Identity(number))
            {
                let sum = &mut self.sums[entry as usize];
                (sum.articles, sum.mentions) = (sum.articles + articles, sum.mentions + articles);
            }
        }
        Ok(())
    }
}

/// In how many articles of a tree an identity stands by an alias of the desk alone.
pub(super) fn articles_by_alias(
    catalog: &Catalog,
    kind: Kind,
    number: u32,
    tree: &Resolved,
) -> Result<u64, ArchiveError> {
    let Some(names) = catalog.names_of(number).filter(|names| !names.phrases.is_empty()) else {
        return Ok(0);
    };
    let phrases = NameSet { phrases: names.phrases.clone(), ..NameSet::new(kind) };
    let tagged = NameSet { phrases: Vec::new(), ..names };
    let without = Resolved::Not(Box::new(Resolved::Name(tagged)));
    let alone = Resolved::And(vec![tree.clone(), Resolved::Name(phrases), without]);
    engine::count(catalog.reader(), &alone)
}

/// The written forms of the entries that were counted, still in the index.
pub(super) struct Forms {
    segments: Vec<Segment>,
    splits: Vec<Split>,
}

impl Forms {
    /// The form that most articles have, of each of some entries.
    pub(super) fn most_used(&self, of: &FxHashSet<u32>) -> Result<FxHashMap<u32, String>, ArchiveError> {
        let mut forms: FxHashMap<u32, FxHashMap<String, u64>> = FxHashMap::default();
        let mut note = |entry: u32, text: &str, articles: u64| {
            let forms = forms.entry(entry).or_default();
            match forms.get_mut(text) {
                Some(counted) => *counted += articles,
                None => drop(forms.insert(text.to_owned(), articles)),
            }
        };
        for Segment { names, counts, meanings } in &self.segments {
            let is_wanted = |form: usize| match meanings[form] {
                Meaning::Nobody => false,
                Meaning::One(entry) => of.contains(&entry),
                Meaning::Split(at) => self.splits[at as usize].counted.keys().any(|entry| of.contains(entry)),
            };
            names.each_form(is_wanted, |form, text| match meanings[form] {
                Meaning::Nobody => {}
                Meaning::One(entry) => note(entry, text, u64::from(counts[form].names)),
                Meaning::Split(at) => {
                    let counted = self.splits[at as usize].counted.iter();
                    counted
                        .filter(|(entry, _)| of.contains(entry))
                        .for_each(|(entry, n)| note(*entry, text, *n));
                }
            })?;
        }
        let most = |(entry, forms): (u32, FxHashMap<String, u64>)| {
            let most = forms.into_iter().max_by(|a, b| (a.1, &b.0).cmp(&(b.1, &a.0)));
            most.map(|(form, _)| (entry, form))
        };
        Ok(forms.into_iter().filter_map(most).collect())
    }
}
