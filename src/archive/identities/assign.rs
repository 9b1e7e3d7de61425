//! Gives the articles that have only a surname to the person they mean: the one of that surname about whom their
//! source writes at that time, if there is exactly one; where their source never has the surname in a full name, the one
//! whom everybody else means.

use names::variants::PersonName;
use rustc_hash::{FxHashMap, FxHashSet};

use super::{
    gather::Names,
    groups::Groups,
    kinds::Moves,
    witness::{Occasion, Witness},
};
use crate::archive::{
    ArchiveError,
    spill::{Numbers, Sorted, Sorter, Spill},
};

/// Beside somebody with this many articles in a source, a name with a single one is no candidate: most of those are
/// slips, "Overrides Lund" in a headline.
const WELL_KNOWN: u32 = 3;
/// Nor is a name with this many times fewer articles.
const NEGLIGIBLE: u32 = 20;

/// How far from an article, in minutes, its source must have had the full name.
const AT_THAT_TIME: i64 = 90 * 24 * 60;

/// Beyond that time a source must have the full name often, and nobody else of the surname within so many minutes.
const AROUND_THAT_TIME: i64 = 400 * 24 * 60;

/// Surnames that more people of an archive have are common: there a single article is too little.
const COMMON: usize = 8;
/// How many articles of that time must have a full name with a common surname.
const OFTEN: usize = 3;

/// The articles of bare surnames and whom they mean.
pub(super) struct Bare {
    /// Numbers of the names that are bare surnames, ascending, and how many articles each means somebody in.
    pub(super) names: Vec<(u32, u32)>,
    /// Of all of these, one behind the other: ranks of articles, ascending, each with the root of the group that is meant.
    articles: Numbers,
}

impl Bare {
    /// The names, each with its articles and whom they mean.
    pub(super) fn each(&self) -> impl Iterator<Item = (u32, impl Iterator<Item = (u32, u32)>)> {
        let mut from = 0;
        self.names.iter().map(move |(name, count)| {
            let part = from..from + *count as usize;
            from = part.end;
            (*name, part.map(|at| (self.articles.get(at * 2), self.articles.get(at * 2 + 1))))
        })
    }
}

/// The source of all articles where it does not matter; that of none is 0, too.
const EVERY_SOURCE: u32 = 0;

/// A full name in an article.
#[derive(Clone, Copy)]
struct Sighting {
    source: u32,
    minute: Option<i64>,
    root: u32,
}

/// Full names by source and time.
struct Sightings {
    list: Vec<Sighting>,
    /// For each the first one behind it that is of someone else.
    next_other: Vec<u32>,
}

/// Where and when the people of a surname stand.
struct Surname {
    by_source: Sightings,
    /// The same as if all articles had one source.
    everywhere: Sightings,
    /// The articles with any of the people, by rank.
    articles: FxHashSet<u32>,
    /// How many of a person's sightings are enough.
    enough: usize,
}

/// Gives the articles of bare surnames to people.
pub(super) fn assign(
    names: &Names,
    moves: &Moves,
    groups: &Groups,
    witness: &Witness<'_>,
    spill: &Spill,
) -> Result<Bare, ArchiveError> {
    let (mut bare, mut articles) = (Vec::new(), spill.file()?);
    people_by_surname(names, moves, spill)?.each_group(|surname, people| {
        let Some(number) = std::str::from_utf8(surname).ok().and_then(|surname| names.find(surname)) else {
            return Ok(());
        };
        if PersonName::parse(names.surface(number)).is_some() || moves.of(names.kind, number).is_some() {
            return Ok(());
        }
        let surname = Surname::new(people, groups, witness);
        let mut count = 0;
        for place in witness.places(number).iter() {
            if let Some(root) = surname.means(place, witness) {
                articles.push_number(place)?;
                articles.push_number(root)?;
                count += 1;
            }
        }
        if count > 0 {
            bare.push((number, count));
        }
        Ok(())
    })?;
    Ok(Bare { names: bare, articles: Numbers::of(articles)? })
}

/// The full names that a surname can be short for.
fn people_by_surname(names: &Names, moves: &Moves, spill: &Spill) -> Result<Sorted, ArchiveError> {
    let mut sorter = Sorter::new(spill);
    for number in moves.staying(names) {
        let Some(name) = PersonName::parse(names.surface(number)) else { continue };
        let (last, whole) = (name.last_word(), name.surname.join(" "));
        if whole != last {
            sorter.push_number(&[whole.as_bytes()], number)?;
        }
        sorter.push_number(&[last.as_bytes()], number)?;
    }
    sorter.finish()
}

impl Surname {
    fn new(people: &[u32], groups: &Groups, witness: &Witness<'_>) -> Self {
        let (mut sightings, mut articles) = (Vec::new(), FxHashSet::default());
        for &person in people {
            let root = groups.root(person);
            for place in witness.places(person).iter() {
                let Occasion { source, minute } = witness.occasion(place);
                sightings.push(Sighting { source, minute, root });
                articles.insert(place);
            }
        }
        let everywhere = sightings.iter().map(|seen| Sighting { source: EVERY_SOURCE, ..*seen }).collect();
        let bearers: FxHashSet<u32> = people.iter().map(|person| groups.root(*person)).collect();
        let enough = if bearers.len() >= COMMON { OFTEN } else { 1 };
        let (by_source, everywhere) = (Sightings::new(sightings), Sightings::new(everywhere));
        Self { by_source, everywhere, articles, enough }
    }

    /// Whom the surname alone means in an article, if it can be just one person.
    fn means(&self, place: u32, witness: &Witness<'_>) -> Option<u32> {
        // Beside a full name of the surname it means somebody else, or its article would have told.
        if self.articles.contains(&place) {
            return None;
        }
        let Occasion { source, minute } = witness.occasion(place);
        if self.by_source.has(source) {
            return self.by_source.only_one(source, minute, self.enough);
        }
        let is_common = self.enough > 1;
        if is_common { None } else { self.everywhere.only_one(EVERY_SOURCE, minute, OFTEN) }
    }
}

impl Sightings {
    fn new(mut list: Vec<Sighting>) -> Self {
        drop_negligible(&mut list);
        list.sort_unstable_by_key(|seen| (seen.source, seen.minute, seen.root));
        let mut next_other = vec![list.len() as u32; list.len()];
        for at in (1..list.len()).rev() {
            let is_same = list[at - 1].root == list[at].root;
            next_other[at - 1] = if is_same { next_other[at] } else { at as u32 };
        }
        Self { list, next_other }
    }

    /// Whether a source has anybody of the surname.
    fn has(&self, source: u32) -> bool {
        self.list.binary_search_by_key(&source, |seen| seen.source).is_ok()
    }

    /// The one about whom a source writes at a time; without a time, whom it ever wrote about.
    fn only_one(&self, source: u32, minute: Option<i64>, enough: usize) -> Option<u32> {
        let behind =
            |limit: (u32, Option<i64>)| self.list.partition_point(|seen| (seen.source, seen.minute) < limit);
        let Some(minute) = minute else {
            let end = self.list.partition_point(|seen| seen.source <= source);
            return self.only(behind((source, None)), end, enough);
        };
        let within =
            |time| (behind((source, Some(minute - time))), behind((source, Some(minute + time + 1))));
        let (from, to) = within(AT_THAT_TIME);
        if from < to {
            return self.only(from, to, enough);
        }
        let (from, to) = within(AROUND_THAT_TIME);
        self.only(from, to, OFTEN)
    }

    /// The person of a span of sightings, if they are enough and all of one.
    fn only(&self, from: usize, to: usize, enough: usize) -> Option<u32> {
        let is_one = to >= from + enough && self.next_other[from] as usize >= to;
        is_one.then(|| self.list[from].root)
    }
}

/// Takes out the people about whom a source hardly writes beside another one of the surname.
fn drop_negligible(sightings: &mut Vec<Sighting>) {
    let mut counts: FxHashMap<(u32, u32), u32> = FxHashMap::default();
    let mut most: FxHashMap<u32, u32> = FxHashMap::default();
    for seen in sightings.iter() {
        let count = counts.entry((seen.source, seen.root)).or_default();
        *count += 1;
        let most = most.entry(seen.source).or_default();
        *most = (*most).max(*count);
    }
    sightings.retain(|seen| {
        let (count, most) = (counts[&(seen.source, seen.root)], most[&seen.source]);
        let is_slip = count == 1 && most >= WELL_KNOWN;
        !is_slip && count * NEGLIGIBLE > most
    });
}
