//! Counts the names of a kind in some articles, and writes out those that are asked for.
//!
//! Articles are gone through once; each name is a number that says whom it counts for.

use std::ops::Range;

use names::Kind;
use rustc_hash::{FxHashMap, FxHashSet};

use super::{
    Scope,
    by_number::ByNumber,
    numbering::{Meaning, Numbering, Slot},
};
use crate::{
    archive::{ArchiveError, both::both, columns::SegmentNames},
    search::{
        Catalog, engine,
        resolve::{NameSet, Resolved},
    },
};

/// About so many names of a kind stand in an article.
const IN_ONE_ARTICLE: usize = 8;

/// From so many articles on a second thread is worth its start.
const SIDE_BY_SIDE: usize = 5000;

/// What was counted for one entry.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sum {
    pub(super) articles: u32,
    pub(super) mentions: u32,
    /// The article counted last, so that two names of one entry in it count once.
    last: u32,
}

/// Names, counted.
pub(super) struct Tally<'c> {
    catalog: &'c Catalog,
    numbering: &'c Numbering,
    segments: Vec<SegmentNames>,
    counts: Counts,
}

/// What was counted in some segments, one after the other.
struct Counts {
    /// Of each segment and kind how often each form counts for the one whose it is in most articles.
    forms: Vec<Vec<ByNumber<u32>>>,
    /// The same for names that count for several: segment, kind, form, and for whom.
    split: FxHashMap<(usize, usize, usize, Slot), u32>,
    sums: ByNumber<Sum>,
}

impl<'c> Tally<'c> {
    /// Counts the names of a kind in the articles of a scope, of many in two parts of the segments side by side.
    pub(super) fn count(catalog: &'c Catalog, kind: Kind, scope: &Scope<'_>) -> Result<Self, ArchiveError> {
        let numbering = catalog.numbering(kind)?;
        let segments =
            catalog.reader().segment_names_in(numbering.kinds(), |segment| scope.in_segment(segment))?;
        let count = |range: Range<usize>| {
            let articles = segments[range.clone()].iter().map(|names| names.articles().len()).sum();
            let mut counts = Counts::none(numbering, articles);
            let mut before = 0;
            for at in range {
                counts.count_segment((catalog, numbering), at, &segments[at], before);
                before += segments[at].articles().len() as u32;
            }
            counts
        };
        let all = 0..segments.len();
        let mut counts = if scope.found().len() < SIDE_BY_SIDE {
            count(all)
        } else {
            let middle = middle(&segments);
            let (mut counts, others) = both(|| count(0..middle), || count(middle..all.end));
            counts.add(others);
            counts
        };
        for number in catalog.identities().with_aliases(kind) {
            let alone = articles_by_alias(catalog, kind, number, scope.tree)? as u32;
            let sum = counts.sums.at(number);
            (sum.articles, sum.mentions) = (sum.articles + alone, sum.mentions + alone);
        }
        Ok(Self { catalog, numbering, segments, counts })
    }

    /// What was counted for each entry, by its number.
    pub(super) fn sums(&self) -> &ByNumber<Sum> {
        &self.counts.sums
    }

    /// Calls `take` with the number of every article and each entry that a name in it counts for.
    pub(super) fn each(&self, mut take: impl FnMut(u64, Slot)) {
        let who = self.catalog.identities();
        for (at, names) in self.segments.iter().enumerate() {
            for article in names.articles() {
                let number = names.article_number(article);
                for kind in 0..self.numbering.kinds().len() {
                    names.each_in(article, kind, |form, _| match self.numbering.meaning(at, kind, form) {
                        Meaning::Nobody => {}
                        Meaning::One(slot) => take(number, slot),
                        Meaning::Split(split) => {
                            self.numbering.in_article(who, split, number).into_iter().for_each(|slot| {
                                take(number, slot);
                            });
                        }
                    });
                }
            }
        }
    }

    /// The form that most articles have, of each of some entries.
    pub(super) fn most_used(&self, of: &FxHashSet<Slot>) -> Result<FxHashMap<Slot, String>, ArchiveError> {
        let mut forms: FxHashMap<Slot, FxHashMap<String, u32>> = FxHashMap::default();
        let mut split: FxHashMap<(usize, usize, usize), Vec<(Slot, u32)>> = FxHashMap::default();
        for ((at, kind, form, slot), articles) in
            self.counts.split.iter().filter(|(key, _)| of.contains(&key.3))
        {
            split.entry((*at, *kind, *form)).or_default().push((*slot, *articles));
        }
        for (at, names) in self.segments.iter().enumerate() {
            for (kind, counts) in self.counts.forms[at].iter().enumerate() {
                let one = |form: u32| match self.numbering.meaning(at, kind, form as usize) {
                    Meaning::One(slot) if of.contains(&slot) => Some(slot),
                    _ => None,
                };
                let ones = counts.each().filter(|(form, articles)| *articles > 0 && one(*form).is_some());
                let several = split.keys().filter(|(own, of, _)| (*own, *of) == (at, kind));
                let mut wanted: Vec<u64> = ones.map(|(form, _)| u64::from(form)).collect();
                wanted.extend(several.map(|(_, _, form)| *form as u64));
                wanted.sort_unstable();
                wanted.dedup();
                names.each_form_of(kind, &wanted, |form, text| {
                    let several = split.get(&(at, kind, form)).into_iter().flatten().copied();
                    let own = counts.get(form as u32);
                    let own = one(form as u32).filter(|_| own > 0).map(|slot| (slot, own));
                    for (slot, articles) in own.into_iter().chain(several) {
                        let forms = forms.entry(slot).or_default();
                        match forms.get_mut(text) {
                            Some(counted) => *counted += articles,
                            None => drop(forms.insert(text.to_owned(), articles)),
                        }
                    }
                })?;
            }
        }
        let most = |(slot, forms): (Slot, FxHashMap<String, u32>)| {
            let most = forms.into_iter().max_by(|a, b| (a.1, &b.0).cmp(&(b.1, &a.0)));
            most.map(|(form, _)| (slot, form))
        };
        Ok(forms.into_iter().filter_map(most).collect())
    }
}

impl Counts {
    /// Nothing yet of so many articles.
    fn none(numbering: &Numbering, articles: usize) -> Self {
        let sums = ByNumber::new(numbering.len(), articles * IN_ONE_ARTICLE);
        Self { forms: Vec::new(), split: FxHashMap::default(), sums }
    }

    /// Adds what was counted in segments behind these.
    fn add(&mut self, others: Self) {
        self.forms.extend(others.forms);
        self.split.extend(others.split);
        for (slot, other) in others.sums.each().filter(|(_, other)| other.articles > 0) {
            let sum = self.sums.at(slot);
            sum.articles += other.articles;
            sum.mentions += other.mentions;
        }
    }

    /// Counts in a segment, before which so many articles were gone through.
    fn count_segment(
        &mut self,
        (catalog, numbering): (&Catalog, &Numbering),
        at: usize,
        names: &SegmentNames,
        before: u32,
    ) {
        let who = catalog.identities();
        let kinds = 0..numbering.kinds().len();
        let about = names.articles().len() * IN_ONE_ARTICLE;
        let mut forms: Vec<ByNumber<u32>> =
            kinds.clone().map(|kind| ByNumber::new(names.forms(kind), about)).collect();
        for (article, number) in names.articles().zip(before + 1..) {
            for kind in kinds.clone() {
                names.each_in(article, kind, |form, mentions| {
                    let slot = match numbering.meaning(at, kind, form) {
                        Meaning::Nobody => return,
                        Meaning::One(slot) => {
                            *forms[kind].at(form as u32) += 1;
                            slot
                        }
                        Meaning::Split(split) => {
                            let article = names.article_number(article);
                            let Some(slot) = numbering.in_article(who, split, article) else { return };
                            *self.split.entry((at, kind, form, slot)).or_default() += 1;
                            slot
                        }
                    };
                    let sum = self.sums.at(slot);
                    sum.articles += u32::from(sum.last != number);
                    sum.mentions += mentions as u32;
                    sum.last = number;
                });
            }
        }
        self.forms.push(forms);
    }
}

/// The segment from which on there are as many articles as before it, nearly.
fn middle(segments: &[SegmentNames]) -> usize {
    let all: usize = segments.iter().map(|names| names.articles().len()).sum();
    let mut before = 0;
    segments
        .iter()
        .take_while(|names| {
            let own = names.articles().len();
            before += own;
            // A segment that the middle lies in belongs to where most of it lies.
            2 * before <= all + own
        })
        .count()
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
