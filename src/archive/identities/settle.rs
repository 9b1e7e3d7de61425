//! Makes the table: joins the names of each kind, gives bare surnames to people, has all of it written down.
//!
//! There are as many names of people as of all else, and neither needs the other: they are settled side by side.

use std::{cmp::Reverse, path::Path};

use names::{
    Kind, key,
    variants::{PersonName, known},
};
use rustc_hash::FxHashSet;

use super::{
    Doubt, FILE,
    assign::{self, Bare},
    bodies, gather,
    gather::Names,
    groups::Groups,
    kinds::Moves,
    layout::Maker,
    people::People,
    roll,
    witness::Witness,
    write::Writing,
};
use crate::archive::{ArchiveError, Reader, both::both, sealed, spill::Spill};

/// A form that this many times fewer articles have than another is not the one that readers know.
const RECOGNISED: u64 = 5;

/// Makes the table of the articles that `reader` sees, in the folder of its index.
pub(in crate::archive) fn settle(reader: &Reader, folder: &Path) -> Result<(), ArchiveError> {
    let spill = Spill::in_index(folder)?;
    let gather = |kind| gather::names(reader, kind, &spill);
    let (people, bodies) = both(
        || gather(Kind::Person),
        || Ok::<_, ArchiveError>((gather(Kind::Organization)?, gather(Kind::Place)?)),
    );
    let (organizations, places) = bodies?;
    let names = [people?, organizations, places];
    let witness = Witness::new(reader, &names, &spill)?;
    let moves = Moves::find(reader, &names, &witness)?;
    let [people, organizations, places] = &names;
    let towns = towns(places);
    let as_place = |key: &str| {
        let found = places.find(key).map_or(0, |place| places.articles(place));
        if towns.contains(key) { u64::MAX } else { found }
    };
    let bodies = |names| {
        let variants = gather::variants(reader, names, &spill)?;
        let groups = bodies::join(names, &variants, &as_place, &witness, &spill)?;
        Ok::<_, ArchiveError>(Joined { names, groups, bare: None, doubts: Vec::new() })
    };
    let (people, bodies) = both(
        || join_people(reader, people, &moves, &witness, &spill),
        || Ok::<_, ArchiveError>((bodies(organizations)?, bodies(places)?)),
    );
    let (organizations, places) = bodies?;
    let joined = [people?, organizations, places];
    let mut maker = Maker::new(&spill)?;
    let writing = Writing::new(&joined, &moves, &witness);
    writing.write(&mut maker, &spill)?;
    roll::write(reader, &writing, &mut maker)?;
    sealed::write_parts(folder, FILE, maker.finish(reader.generation())?)
}

/// "Milwaukee, Wis." is Milwaukee, too: the keys of what stands before commas.
fn towns(places: &Names) -> FxHashSet<String> {
    let town = |name| Some(key::key_of(Kind::Place, places.surface(name).split_once(',')?.0));
    (0..places.len()).filter_map(town).collect()
}

/// The names of a kind, joined.
pub(super) struct Joined<'n> {
    pub(super) names: &'n Names,
    pub(super) groups: Groups,
    pub(super) bare: Option<Bare>,
    pub(super) doubts: Vec<Doubt>,
}

fn join_people<'n>(
    reader: &Reader,
    names: &'n Names,
    moves: &Moves,
    witness: &Witness<'n>,
    spill: &Spill,
) -> Result<Joined<'n>, ArchiveError> {
    let variants = gather::variants(reader, names, spill)?;
    let (groups, doubts) = People::new(names, moves, &variants, witness).join(spill)?;
    let bare = Some(assign::assign(names, moves, &groups, witness, spill)?);
    Ok(Joined { names, groups, bare, doubts })
}

impl Joined<'_> {
    /// The names of a group that count as what they were taken for.
    pub(super) fn members<'m>(&'m self, root: u32, moves: &'m Moves) -> impl Iterator<Item = u32> + 'm {
        self.groups.members(root).filter(|name| moves.of(self.names.kind, *name).is_none())
    }

    /// The name that stands for a group in lists.
    pub(super) fn shown(&self, root: u32, moves: &Moves) -> &str {
        let (names, members) = (self.names, || self.members(root, moves));
        if let Some(known) = members().find_map(|name| known(names.kind, names.key(name)))
            // By a name that no article has nobody would find it.
            && members().any(|name| names.key(name) == key::key_of(names.kind, known.name))
        {
            return known.name;
        }
        let most = members().map(|name| names.articles(name)).max().unwrap_or(0);
        let best = members().max_by_key(|name| {
            let (surface, articles) = (names.surface(*name), names.articles(*name));
            let is_short = if names.kind == Kind::Person {
                let parsed = PersonName::parse(surface);
                parsed.is_none_or(|name| name.has_initial() || surface.contains(','))
            } else {
                !names.key(*name).contains(' ') && surface.chars().all(char::is_uppercase)
            };
            // A full name is shown rather than an acronym, if it is not too rare for that.
            let is_whole = !is_short && articles * RECOGNISED >= most;
            (is_whole, articles, surface.len(), Reverse(surface))
        });
        best.map_or("", |name| names.surface(name))
    }
}
