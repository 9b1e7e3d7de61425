//! How often each name of a kind stands in some articles, and the written forms of those that are asked for.
//!
//! Where most articles are meant, the few others are counted and taken from what is known of all: a frequent word costs no
//! more than a rare one.

use std::borrow::Cow;

use names::Kind;
use rustc_hash::{FxHashMap, FxHashSet};

use super::{
    Scope,
    by_number::ByNumber,
    counts::Counts,
    everywhere::Everywhere,
    meanings::Meaning,
    numbering::{Numbering, Slot},
    segment::{IN_ONE_ARTICLE, Sum, Way},
};
use crate::{
    archive::ArchiveError,
    search::{
        Catalog, engine,
        resolve::{NameSet, Resolved},
    },
};

/// A sieve of so many bits passes most entries over that are not asked for.
const SIEVE: usize = 13;

/// Names, counted.
pub(super) struct Tally<'c> {
    catalog: &'c Catalog,
    numbering: &'c Numbering,
    sums: Cow<'c, ByNumber<Sum>>,
    parts: Vec<Part<'c>>,
}

/// Counts that belong to the others, or are taken from them.
type Part<'c> = (Held<'c>, Way);

enum Held<'c> {
    Own(Counts),
    Kept(&'c Counts),
}

impl Held<'_> {
    fn counts(&self) -> &Counts {
        match self {
            Self::Own(counts) => counts,
            Self::Kept(counts) => counts,
        }
    }
}

impl<'c> Tally<'c> {
    /// The names of a kind in the articles of a scope: counted, or known if it is all articles.
    pub(super) fn of(catalog: &'c Catalog, kind: Kind, scope: &Scope<'_>) -> Result<Self, ArchiveError> {
        if scope.is_everything() {
            return Self::everywhere(catalog, kind, catalog.everywhere(kind)?);
        }
        let wanted = scope.wanted(catalog)?;
        let mut tally = match catalog.known_everywhere(kind) {
            Some(everywhere) if wanted.len() > everywhere.found().len() / 2 => {
                Self::of_most(catalog, kind, everywhere, &wanted)?
            }
            _ => {
                let numbering = catalog.numbering(kind)?;
                let mut sums = ByNumber::new(numbering.len(), wanted.len() * IN_ONE_ARTICLE);
                let counts = Counts::of(catalog, kind, &wanted, (&mut sums, Way::Added))?;
                let parts = vec![(Held::Own(counts), Way::Added)];
                Self { catalog, numbering, sums: Cow::Owned(sums), parts }
            }
        };
        for (number, articles) in by_alias(catalog, kind, scope.tree)? {
            let alone = Sum { articles, mentions: articles };
            tally.sums.to_mut().at(number).change(Way::Added, alone);
        }
        Ok(tally)
    }

    /// The names in all articles.
    pub(super) fn everywhere(
        catalog: &'c Catalog,
        kind: Kind,
        everywhere: &'c Everywhere,
    ) -> Result<Self, ArchiveError> {
        let parts = vec![(Held::Kept(everywhere.counts()), Way::Added)];
        let sums = Cow::Borrowed(everywhere.sums());
        Ok(Self { catalog, numbering: catalog.numbering(kind)?, sums, parts })
    }

    /// The names in most of all articles, and perhaps in copies and versions that do not count among all.
    fn of_most(
        catalog: &'c Catalog,
        kind: Kind,
        everywhere: &'c Everywhere,
        wanted: &engine::Found,
    ) -> Result<Self, ArchiveError> {
        let mut tally = Self::everywhere(catalog, kind, everywhere)?;
        let sums = tally.sums.to_mut();
        for (number, articles) in everywhere.by_alias() {
            sums.at(*number).change(Way::Taken, Sum { articles: *articles, mentions: *articles });
        }
        let (others, more) = (everywhere.found().without(wanted), wanted.without(everywhere.found()));
        for (found, way) in [(others, Way::Taken), (more, Way::Added)] {
            if !found.is_empty() {
                let counts = Counts::of(catalog, kind, &found, (&mut *sums, way))?;
                tally.parts.push((Held::Own(counts), way));
            }
        }
        Ok(tally)
    }

    /// What was counted for each entry, by its number.
    pub(super) fn sums(&self) -> &ByNumber<Sum> {
        &self.sums
    }

    /// Calls `take` with the number of every article of a scope and each entry that a name in it counts for.
    pub(super) fn each(
        &self,
        scope: &Scope<'_>,
        mut take: impl FnMut(u64, Slot),
    ) -> Result<(), ArchiveError> {
        let (who, numbering) = (self.catalog.identities(), self.numbering);
        let wanted = scope.wanted(self.catalog)?;
        let documents = |segment| wanted.in_segment(segment).to_vec();
        let segments = self.catalog.reader().segment_names_in(&numbering.kinds()[..1], documents)?;
        let mut take = |number: u64, meaning: Meaning| match meaning {
            Meaning::Nobody => {}
            Meaning::One(slot) => take(number, slot),
            Meaning::Split(split) => {
                let slot = numbering.in_article(who, split, number);
                if let Some(slot) = slot {
                    take(number, slot);
                }
            }
        };
        for (at, names) in segments.iter().enumerate() {
            let (own, mut strays) = (numbering.meanings(at, 0), numbering.strays(at).iter().peekable());
            names.each_article(names.articles(), 0, |article, forms, _| {
                let (number, document) = (names.article_number(article), names.document(article));
                for form in forms {
                    take(number, own.of(*form));
                }
                while let Some((stray, kind)) = strays.next_if(|(stray, _)| stray.document <= document) {
                    if stray.document == document {
                        take(number, numbering.meanings(at, *kind).of(u64::from(stray.form)));
                    }
                }
            });
        }
        Ok(())
    }

    /// The form that most articles have, of each of some entries.
    pub(super) fn most_used(&self, of: &FxHashSet<Slot>) -> Result<FxHashMap<Slot, String>, ArchiveError> {
        let mut forms: FxHashMap<Slot, FxHashMap<String, i64>> = FxHashMap::default();
        let split = self.split(of);
        let segments = self.catalog.reader().segment_names_in(self.numbering.kinds(), |_| Vec::new())?;
        for (at, names) in segments.iter().enumerate() {
            for kind in 0..self.numbering.kinds().len() {
                let mut counted = self.of_forms(at, kind, of);
                for ((_, _, form, slot), articles) in
                    split.iter().filter(|(key, _)| (key.0, key.1) == (at, kind))
                {
                    counted.push((*form as u64, *slot, *articles));
                }
                counted.sort_unstable();
                let mut wanted: Vec<u64> = counted.iter().map(|(form, ..)| *form).collect();
                wanted.dedup();
                let mut counted = counted.into_iter().peekable();
                names.each_form_of(kind, &wanted, |form, text| {
                    while let Some((_, slot, articles)) = counted.next_if(|(own, ..)| *own == form as u64) {
                        let forms = forms.entry(slot).or_default();
                        match forms.get_mut(text) {
                            Some(counted) => *counted += articles,
                            None => drop(forms.insert(text.to_owned(), articles)),
                        }
                    }
                })?;
            }
        }
        let most = |(slot, forms): (Slot, FxHashMap<String, i64>)| {
            let there = forms.into_iter().filter(|(_, articles)| *articles > 0);
            let most = there.max_by(|a, b| (a.1, &b.0).cmp(&(b.1, &a.0)));
            most.map(|(form, _)| (slot, form))
        };
        Ok(forms.into_iter().filter_map(most).collect())
    }

    /// The forms of a segment that always count for one of some entries: for whom, and how many articles have them.
    fn of_forms(&self, at: usize, kind: usize, of: &FxHashSet<Slot>) -> Vec<(u64, Slot, i64)> {
        // An archive has many forms, and few of them are of those that are asked for.
        let mut may_be = [false; 1 << SIEVE];
        for slot in of {
            may_be[*slot as usize % may_be.len()] = true;
        }
        let mut counted = Vec::new();
        self.numbering.meanings(at, kind).each_one(|form, slot| {
            if may_be[slot as usize % may_be.len()] && of.contains(&slot) {
                for (held, way) in &self.parts {
                    let articles = held.counts().forms[at][kind].get(form).articles;
                    counted.extend((articles > 0).then(|| (u64::from(form), slot, way.signed(articles))));
                }
            }
        });
        counted
    }

    /// In how many articles names that count for several count for one of some entries.
    fn split(&self, of: &FxHashSet<Slot>) -> FxHashMap<(usize, usize, usize, Slot), i64> {
        let mut split = FxHashMap::default();
        for (held, way) in &self.parts {
            for (key, articles) in held.counts().split.iter().filter(|(key, _)| of.contains(&key.3)) {
                *split.entry(*key).or_default() += way.signed(*articles);
            }
        }
        split
    }
}

/// In how many articles of a tree identities stand by an alias of the desk alone.
pub(super) fn by_alias(
    catalog: &Catalog,
    kind: Kind,
    tree: &Resolved,
) -> Result<Vec<(Slot, u32)>, ArchiveError> {
    let numbers = catalog.identities().with_aliases(kind).into_iter();
    numbers.map(|number| Ok((number, articles_by_alias(catalog, kind, number, tree)? as u32))).collect()
}

/// In how many articles of a tree an identity stands by an alias of the desk alone.
fn articles_by_alias(
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
