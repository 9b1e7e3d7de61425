//! Makes the table: joins the names of each kind, gives bare surnames to people, writes all of it down.

use std::{cmp::Reverse, path::Path};

use names::{
    Kind, key,
    variants::{PersonName, known},
};
use rustc_hash::{FxHashMap, FxHashSet};

use super::{
    Doubt, FILE,
    assign::{self, Bare},
    bodies, gather,
    gather::{NameFacts, Names},
    groups::Groups,
    layout::{Maker, Section},
    people::People,
    roll,
    witness::Witness,
};
use crate::archive::{ArchiveError, Reader, columns::SegmentKey, sealed};

/// A form that this many times fewer articles have than another is not the one that readers know.
const RECOGNISED: u64 = 5;

/// Makes the table of the articles that `reader` sees, in the folder of its index.
pub(in crate::archive) fn settle(reader: &Reader, folder: &Path) -> Result<(), ArchiveError> {
    let witness = Witness::new(reader)?;
    let places = gather::names(reader, Kind::Place)?;
    // "Milwaukee, Wis." is Milwaukee, too.
    let town = |name: &NameFacts| Some(key::key_of(Kind::Place, name.surface.split_once(',')?.0));
    let towns = places.facts.iter().filter_map(town);
    let place_keys: FxHashSet<String> =
        places.facts.iter().map(|name| name.key.clone()).chain(towns).collect();
    let joined = [
        join_people(reader, &witness)?,
        join_bodies(reader, Kind::Organization, gather::names(reader, Kind::Organization)?, &place_keys)?,
        join_bodies(reader, Kind::Place, places, &place_keys)?,
    ];
    let mut maker = Maker::default();
    let mut writing = Writing::default();
    for joined in &joined {
        writing.number(joined);
    }
    writing.write(&joined, &mut maker);
    roll::write(&joined, &writing, &mut maker);
    sealed::write(folder, FILE, maker.finish(reader.generation()))
}

/// The names of a kind, joined.
pub(super) struct Joined {
    pub(super) kind: Kind,
    pub(super) facts: Vec<NameFacts>,
    pub(super) forms: Vec<(SegmentKey, Vec<Option<u32>>)>,
    parsed: Vec<Option<PersonName>>,
    groups: Groups,
    bare: Vec<Bare>,
    doubts: Vec<Doubt>,
}

fn join_people(reader: &Reader, witness: &Witness<'_>) -> Result<Joined, ArchiveError> {
    let kind = Kind::Person;
    let Names { facts, forms } = gather::names(reader, kind)?;
    let variants = gather::variants(reader, kind)?;
    let (groups, parsed, doubts) = People::new(&facts, &variants, witness).join()?;
    let bare = assign::assign(&facts, &parsed, &groups, witness)?;
    Ok(Joined { kind, facts, forms, parsed, groups, bare, doubts })
}

fn join_bodies(
    reader: &Reader,
    kind: Kind,
    names: Names,
    places: &FxHashSet<String>,
) -> Result<Joined, ArchiveError> {
    let Names { facts, forms } = names;
    let variants = gather::variants(reader, kind)?;
    let groups = bodies::join(kind, &facts, &variants, places);
    Ok(Joined { kind, facts, forms, parsed: Vec::new(), groups, bare: Vec::new(), doubts: Vec::new() })
}

impl Joined {
    /// The name that stands for a group in lists.
    pub(super) fn shown(&self, root: u32) -> &str {
        let members = self.groups.members(root);
        let key = |name: u32| self.facts[name as usize].key.as_str();
        if let Some(known) = members.iter().find_map(|name| known(self.kind, key(*name))) {
            return known.name;
        }
        let most = members.iter().map(|name| self.facts[*name as usize].articles).max().unwrap_or(0);
        let best = members.iter().max_by_key(|name| {
            let facts = &self.facts[**name as usize];
            let is_short = match self.parsed.get(**name as usize) {
                Some(parsed) => {
                    parsed.as_ref().is_none_or(|name| name.has_initial() || facts.surface.contains(','))
                }
                None => !facts.key.contains(' ') && facts.surface.chars().all(char::is_uppercase),
            };
            // A full name is shown rather than an acronym, if it is not too rare for that.
            let is_whole = !is_short && facts.articles * RECOGNISED >= most;
            (is_whole, facts.articles, facts.surface.len(), Reverse(&facts.surface))
        });
        best.map_or("", |name| &self.facts[*name as usize].surface)
    }
}

/// Numbers what is written: identities in the order of kind and key.
#[derive(Default)]
pub(super) struct Writing {
    /// Kind and root of each identity.
    pub(super) identities: Vec<(Kind, u32)>,
    numbers: FxHashMap<(Kind, u32), u32>,
}

impl Writing {
    /// Gives a number to every group of two names or more, and to everyone whom a bare surname means.
    fn number(&mut self, joined: &Joined) {
        let groups = &joined.groups;
        let mut meant: Vec<u32> =
            joined.bare.iter().flat_map(|bare| bare.articles.iter().map(|(_, root)| *root)).collect();
        meant.extend(
            (0..joined.facts.len() as u32)
                .filter(|name| groups.members(*name).len() > 1)
                .map(|name| groups.root(name)),
        );
        meant.sort_unstable();
        meant.dedup();
        let first = |root: &u32| groups.members(*root).iter().copied().min();
        meant.sort_unstable_by_key(first);
        for root in meant {
            self.numbers.insert((joined.kind, root), self.identities.len() as u32);
            self.identities.push((joined.kind, root));
        }
    }

    /// The identity that a name belongs to.
    pub(super) fn identity_of(&self, joined: &Joined, name: u32) -> Option<u32> {
        self.numbers.get(&(joined.kind, joined.groups.root(name))).copied()
    }

    fn write(&self, joined: &[Joined], maker: &mut Maker) {
        let mut member_rows: FxHashMap<(Kind, u32), u32> = FxHashMap::default();
        for one in joined {
            self.write_members(one, maker, &mut member_rows);
        }
        let mut bare_rows: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
        for one in joined {
            self.write_bare(one, maker, &mut bare_rows);
        }
        for (number, (kind, root)) in self.identities.iter().enumerate() {
            let Some(one) = joined.iter().find(|joined| joined.kind == *kind) else { continue };
            let mut members = one.groups.members(*root).to_vec();
            members.sort_unstable_by_key(|name| (Reverse(one.facts[*name as usize].articles), *name));
            let rows = members.iter().filter_map(|name| member_rows.get(&(*kind, *name)).copied());
            let members = push_list(maker, rows);
            let bare = bare_rows.remove(&(number as u32)).unwrap_or_default();
            let bare = push_list(maker, bare.into_iter());
            let [start, end] = maker.text(one.shown(*root));
            let row = [*kind as u32, start, end, members[0], members[1], bare[0], bare[1]];
            maker.push(Section::Identities, &row);
        }
        self.write_words(joined, maker);
        joined.iter().flat_map(|joined| &joined.doubts).for_each(|doubt| write_doubt(doubt, maker));
    }

    /// The names of identities, in the order of their keys.
    fn write_members(&self, joined: &Joined, maker: &mut Maker, rows: &mut FxHashMap<(Kind, u32), u32>) {
        let number = |name: u32| self.identity_of(joined, name);
        let names: Vec<u32> = (0..joined.facts.len() as u32).filter(|name| number(*name).is_some()).collect();
        let first = maker.len(Section::Members);
        rows.extend(names.iter().zip(first..).map(|(name, row)| ((joined.kind, *name), row)));
        for name in names {
            let facts = &joined.facts[name as usize];
            let (reason, like) = joined.groups.because(name);
            let like = rows.get(&(joined.kind, like)).copied().unwrap_or_default();
            let ([key, key_end], [form, form_end]) = (maker.text(&facts.key), maker.text(&facts.surface));
            let identity = number(name).unwrap_or_default();
            let articles = u32::try_from(facts.articles).unwrap_or(u32::MAX);
            let row =
                [joined.kind as u32, key, key_end, identity, reason as u32, like, articles, form, form_end];
            maker.push(Section::Members, &row);
        }
    }

    fn write_bare(&self, joined: &Joined, maker: &mut Maker, of_identity: &mut FxHashMap<u32, Vec<u32>>) {
        for bare in &joined.bare {
            let row = maker.len(Section::Bare);
            let first = maker.len(Section::Articles);
            for (article, root) in &bare.articles {
                let Some(identity) = self.numbers.get(&(joined.kind, *root)).copied() else { continue };
                maker.push(Section::Articles, &[*article as u32, (*article >> 32) as u32, identity]);
                let rows = of_identity.entry(identity).or_default();
                if rows.last() != Some(&row) {
                    rows.push(row);
                }
            }
            let [key, key_end] = maker.text(&joined.facts[bare.name as usize].key);
            let end = maker.len(Section::Articles);
            maker.push(Section::Bare, &[joined.kind as u32, key, key_end, first, end, bare.name]);
        }
    }

    fn write_words(&self, joined: &[Joined], maker: &mut Maker) {
        let mut words: Vec<(u32, &str, u32)> = Vec::new();
        for one in joined {
            for (name, facts) in one.facts.iter().enumerate() {
                let Some(identity) = self.identity_of(one, name as u32) else { continue };
                words.extend(facts.key.split(' ').map(|word| (one.kind as u32, word, identity)));
            }
        }
        words.sort_unstable();
        words.dedup();
        for same in words.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
            let [from, to] = push_list(maker, same.iter().map(|(_, _, identity)| *identity));
            let [start, end] = maker.text(same[0].1);
            maker.push(Section::Words, &[same[0].0, start, end, from, to]);
        }
    }
}

fn push_list(maker: &mut Maker, numbers: impl Iterator<Item = u32>) -> [u32; 2] {
    let first = maker.len(Section::Lists);
    numbers.for_each(|number| maker.push(Section::Lists, &[number]));
    [first, maker.len(Section::Lists)]
}

fn write_doubt(doubt: &Doubt, maker: &mut Maker) {
    let ([a, a_end], [b, b_end]) = (maker.text(&doubt.a), maker.text(&doubt.b));
    let (likeness, weight) = (doubt.likeness.to_bits(), doubt.weight.to_bits());
    let row = [doubt.kind as u32, a, a_end, b, b_end, doubt.reason as u32, likeness, weight];
    maker.push(Section::Doubts, &row);
}
