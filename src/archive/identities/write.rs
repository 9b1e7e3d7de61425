//! Writes identities down: numbers them, and makes the sections of the table but for the roll.

use std::cmp::Reverse;

use names::{Kind, key};
use rustc_hash::{FxHashMap, FxHashSet};

use super::{
    Doubt, Reason,
    assign::Bare,
    kinds::Moves,
    layout::{Maker, Section},
    settle::Joined,
    witness::Witness,
};
use crate::archive::{
    ArchiveError,
    spill::{Sorter, Spill},
};

/// Whose an identity is.
#[derive(Clone, Copy)]
pub(super) enum Head {
    /// That of a group, by its root.
    Group(u32),
    /// That of a single name, which was taken for this kind.
    Single(Kind, u32),
}

/// What is written, and the numbers of identities: in the order of kind and key.
pub(super) struct Writing<'j, 'n> {
    pub(super) joined: &'j [Joined<'n>; 3],
    pub(super) moves: &'j Moves,
    witness: &'j Witness<'n>,
    /// The identities, each with its kind.
    pub(super) identities: Vec<(Kind, Head)>,
    /// For each kind the identities of roots.
    numbers: [FxHashMap<u32, u32>; 3],
    /// For each kind the identities of names that were taken for it and are alone in another.
    single: [FxHashMap<u32, u32>; 3],
    /// For each kind and root the names that were taken for another.
    arrived: [FxHashMap<u32, Vec<(Kind, u32)>>; 3],
    /// For each kind the names that belong to identities, ascending.
    members: [Vec<u32>; 3],
}

impl<'j, 'n> Writing<'j, 'n> {
    pub(super) fn new(joined: &'j [Joined<'n>; 3], moves: &'j Moves, witness: &'j Witness<'n>) -> Self {
        let mut writing = Self {
            joined,
            moves,
            witness,
            identities: Vec::new(),
            numbers: Default::default(),
            single: Default::default(),
            arrived: Default::default(),
            members: Default::default(),
        };
        for taken in Kind::ALL {
            for (name, to) in moves.from(taken) {
                if let Some(with) = to.with {
                    let root = joined[to.kind as usize].groups.root(with);
                    writing.arrived[to.kind as usize].entry(root).or_default().push((taken, name));
                }
            }
        }
        for joined in joined {
            writing.number(joined);
        }
        for joined in joined {
            let is_member = |name: &u32| writing.identity_of(joined, *name).is_some();
            let members = (0..joined.names.len()).filter(is_member).collect();
            writing.members[joined.names.kind as usize] = members;
        }
        writing
    }

    /// Gives a number to every group of two names or more, to everyone whom a bare surname means, and to what has names
    /// that were taken for something else.
    fn number(&mut self, joined: &Joined<'_>) {
        let (groups, kind) = (&joined.groups, joined.names.kind);
        let stays = |name: &u32| self.moves.of(kind, *name).is_none();
        let mut roots: FxHashSet<u32> = groups.joined().filter(stays).map(|name| groups.root(name)).collect();
        roots.extend(self.arrived[kind as usize].keys());
        for (_, articles) in joined.bare.iter().flat_map(Bare::each) {
            roots.extend(articles.map(|(_, root)| groups.root(root)));
        }
        let first = |root: u32| (groups.members(root).min().unwrap_or(root), root);
        let mut roots: Vec<(u32, u32)> = roots.into_iter().map(first).collect();
        roots.sort_unstable();
        for (_, root) in roots {
            self.numbers[kind as usize].insert(root, self.identities.len() as u32);
            self.identities.push((kind, Head::Group(root)));
        }
        for taken in Kind::ALL {
            for (name, to) in self.moves.from(taken) {
                if to.kind == kind && to.with.is_none() {
                    self.single[taken as usize].insert(name, self.identities.len() as u32);
                    self.identities.push((kind, Head::Single(taken, name)));
                }
            }
        }
    }

    /// The identity that a name belongs to.
    pub(super) fn identity_of(&self, joined: &Joined<'_>, name: u32) -> Option<u32> {
        let kind = joined.names.kind;
        let of_root = |kind: Kind, name: u32| {
            let root = self.joined[kind as usize].groups.root(name);
            self.numbers[kind as usize].get(&root).copied()
        };
        match self.moves.of(kind, name) {
            None => of_root(kind, name),
            Some(to) => match to.with {
                Some(with) => of_root(to.kind, with),
                None => self.single[kind as usize].get(&name).copied(),
            },
        }
    }

    /// How an identity is shown.
    pub(super) fn shown(&self, kind: Kind, head: Head) -> &'j str {
        match head {
            Head::Group(root) => self.joined[kind as usize].shown(root, self.moves),
            Head::Single(taken, name) => self.joined[taken as usize].names.surface(name),
        }
    }

    /// The names of an identity, most articles first, each with what it was taken for.
    fn names_of(&self, kind: Kind, head: Head) -> Vec<(Kind, u32)> {
        let Head::Group(root) = head else {
            return match head {
                Head::Single(taken, name) => vec![(taken, name)],
                Head::Group(_) => Vec::new(),
            };
        };
        let own = self.joined[kind as usize].members(root, self.moves).map(|name| (kind, name));
        let mut names: Vec<(Kind, u32)> = own.collect();
        names.extend(self.arrived[kind as usize].get(&root).into_iter().flatten());
        names.sort_unstable_by_key(|(taken, name)| {
            (Reverse(self.joined[*taken as usize].names.articles(*name)), *taken as usize, *name)
        });
        names
    }

    /// The row of a name that belongs to an identity.
    fn row_of(&self, kind: Kind, name: u32) -> Option<u32> {
        let before: usize = self.members[..kind as usize].iter().map(Vec::len).sum();
        let own = self.members[kind as usize].binary_search(&name).ok()?;
        Some((before + own) as u32)
    }

    pub(super) fn write(&self, maker: &mut Maker, spill: &Spill) -> Result<(), ArchiveError> {
        self.joined.iter().try_for_each(|joined| self.write_members(joined, maker))?;
        let mut bare_rows = Vec::new();
        for joined in self.joined {
            self.write_bare(joined, maker, &mut bare_rows)?;
        }
        bare_rows.sort_unstable();
        let mut bare_rows = bare_rows.into_iter().peekable();
        for (number, (kind, head)) in (0..).zip(&self.identities) {
            let members = self.names_of(*kind, *head);
            let rows = members.iter().filter_map(|(taken, name)| self.row_of(*taken, *name));
            let members = push_list(maker, rows)?;
            let own = std::iter::from_fn(|| bare_rows.next_if(|(identity, _)| *identity == number));
            let bare = push_list(maker, own.map(|(_, row)| row))?;
            let [start, end] = maker.text(self.shown(*kind, *head))?;
            let row = [*kind as u32, start, end, members[0], members[1], bare[0], bare[1]];
            maker.push(Section::Identities, &row)?;
        }
        self.write_words(maker, spill)?;
        self.write_moved(maker)?;
        self.joined.iter().flat_map(|joined| &joined.doubts).try_for_each(|doubt| write_doubt(doubt, maker))
    }

    /// The names of identities, in the order of their keys.
    fn write_members(&self, joined: &Joined<'_>, maker: &mut Maker) -> Result<(), ArchiveError> {
        let (names, kind) = (joined.names, joined.names.kind);
        for &name in &self.members[kind as usize] {
            let (reason, like) = match self.moves.of(kind, name) {
                None => {
                    let (reason, like) = joined.groups.because(name);
                    (reason, self.row_of(kind, like))
                }
                Some(to) => {
                    let like = to.with.map_or((kind, name), |with| (to.kind, with));
                    (Reason::Kind, self.row_of(like.0, like.1))
                }
            };
            let like = like.unwrap_or_default();
            let ([key, key_end], [form, form_end]) =
                (maker.text(names.key(name))?, maker.text(names.surface(name))?);
            let identity = self.identity_of(joined, name).unwrap_or_default();
            let articles = u32::try_from(names.articles(name)).unwrap_or(u32::MAX);
            let row =
                [kind as u32, key, key_end, identity, reason as u32, like, articles, form, form_end, name];
            maker.push(Section::Members, &row)?;
        }
        Ok(())
    }

    /// Bare surnames; `rows` becomes identities, each with the rows that mean it.
    fn write_bare(
        &self,
        joined: &Joined<'_>,
        maker: &mut Maker,
        rows: &mut Vec<(u32, u32)>,
    ) -> Result<(), ArchiveError> {
        for (name, articles) in joined.bare.iter().flat_map(Bare::each) {
            let row = maker.len(Section::Bare);
            let first = maker.len(Section::Articles);
            let mut meant = Vec::new();
            for (rank, root) in articles {
                let Some(identity) = self.identity_of(joined, root) else { continue };
                let article = self.witness.number(rank);
                maker.push(Section::Articles, &[article as u32, (article >> 32) as u32, identity])?;
                meant.push(identity);
            }
            meant.sort_unstable();
            meant.dedup();
            rows.extend(meant.into_iter().map(|identity| (identity, row)));
            let [key, key_end] = maker.text(joined.names.key(name))?;
            let end = maker.len(Section::Articles);
            maker.push(Section::Bare, &[joined.names.kind as u32, key, key_end, first, end, name])?;
        }
        Ok(())
    }

    fn write_words(&self, maker: &mut Maker, spill: &Spill) -> Result<(), ArchiveError> {
        let mut words = Sorter::new(spill);
        for joined in self.joined {
            let own = joined.names.kind;
            for &name in &self.members[own as usize] {
                let Some(identity) = self.identity_of(joined, name) else { continue };
                let kind = [self.moves.of(own, name).map_or(own, |to| to.kind) as u8];
                for word in joined.names.key(name).split(' ') {
                    words.push_number(&[&kind, word.as_bytes()], identity)?;
                }
            }
        }
        words.finish()?.each_group(|key, identities| {
            let mut identities = identities.to_vec();
            identities.dedup();
            let [from, to] = push_list(maker, identities.into_iter())?;
            let [start, end] = maker.text(std::str::from_utf8(&key[1..]).unwrap_or_default())?;
            maker.push(Section::Words, &[u32::from(key[0]), start, end, from, to])
        })
    }
}

impl Writing<'_, '_> {
    /// The names that were taken for something else, in the order of what they are and their keys there.
    fn write_moved(&self, maker: &mut Maker) -> Result<(), ArchiveError> {
        let mut moved: Vec<(u32, String, u32, u32, u32)> = Vec::new();
        for joined in self.joined {
            let taken = joined.names.kind;
            for (name, to) in self.moves.from(taken) {
                let Some(identity) = self.identity_of(joined, name) else { continue };
                let key = key::key_of(to.kind, joined.names.surface(name));
                moved.push((to.kind as u32, key, identity, taken as u32, name));
            }
        }
        moved.sort_unstable();
        for (kind, key, identity, taken, name) in moved {
            let [start, end] = maker.text(&key)?;
            maker.push(Section::Moved, &[kind, start, end, identity, taken, name])?;
        }
        Ok(())
    }
}

fn push_list(maker: &mut Maker, numbers: impl Iterator<Item = u32>) -> Result<[u32; 2], ArchiveError> {
    let first = maker.len(Section::Lists);
    for number in numbers {
        maker.push(Section::Lists, &[number])?;
    }
    Ok([first, maker.len(Section::Lists)])
}

fn write_doubt(doubt: &Doubt, maker: &mut Maker) -> Result<(), ArchiveError> {
    let ([a, a_end], [b, b_end]) = (maker.text(&doubt.a)?, maker.text(&doubt.b)?);
    let (likeness, weight) = (doubt.likeness.to_bits(), doubt.weight.to_bits());
    let row = [doubt.kind as u32, a, a_end, b, b_end, doubt.reason as u32, likeness, weight];
    maker.push(Section::Doubts, &row)
}
