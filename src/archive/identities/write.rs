//! Writes identities down: numbers them, and makes the sections of the table but for the roll.

use std::cmp::Reverse;

use names::Kind;
use rustc_hash::{FxHashMap, FxHashSet};

use super::{
    Doubt,
    assign::Bare,
    layout::{Maker, Section},
    settle::Joined,
    witness::Witness,
};
use crate::archive::{
    ArchiveError,
    spill::{Sorter, Spill},
};

/// What is written, and the numbers of identities: in the order of kind and key.
pub(super) struct Writing<'j, 'n> {
    pub(super) joined: &'j [Joined<'n>; 3],
    witness: &'j Witness<'n>,
    /// Kind and root of each identity.
    pub(super) identities: Vec<(Kind, u32)>,
    /// For each kind the identities of roots.
    numbers: [FxHashMap<u32, u32>; 3],
    /// For each kind the names that belong to identities, ascending.
    members: [Vec<u32>; 3],
}

impl<'j, 'n> Writing<'j, 'n> {
    pub(super) fn new(joined: &'j [Joined<'n>; 3], witness: &'j Witness<'n>) -> Self {
        let mut writing = Self {
            joined,
            witness,
            identities: Vec::new(),
            numbers: Default::default(),
            members: Default::default(),
        };
        for joined in joined {
            writing.number(joined);
        }
        writing
    }

    /// Gives a number to every group of two names or more, and to everyone whom a bare surname means.
    fn number(&mut self, joined: &Joined<'_>) {
        let (groups, kind) = (&joined.groups, joined.names.kind);
        let mut roots: FxHashSet<u32> = groups.joined().map(|name| groups.root(name)).collect();
        for (_, articles) in joined.bare.iter().flat_map(Bare::each) {
            roots.extend(articles.map(|(_, root)| groups.root(root)));
        }
        let first = |root: u32| (groups.members(root).min().unwrap_or(root), root);
        let mut roots: Vec<(u32, u32)> = roots.into_iter().map(first).collect();
        roots.sort_unstable();
        for (_, root) in roots {
            self.numbers[kind as usize].insert(root, self.identities.len() as u32);
            self.identities.push((kind, root));
        }
        let members = (0..joined.names.len()).filter(|name| self.identity_of(joined, *name).is_some());
        self.members[kind as usize] = members.collect();
    }

    /// The identity that a name belongs to.
    pub(super) fn identity_of(&self, joined: &Joined<'_>, name: u32) -> Option<u32> {
        self.numbers[joined.names.kind as usize].get(&joined.groups.root(name)).copied()
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
        for (number, (kind, root)) in (0..).zip(&self.identities) {
            let joined = &self.joined[*kind as usize];
            let mut members: Vec<u32> = joined.groups.members(*root).collect();
            members.sort_unstable_by_key(|name| (Reverse(joined.names.articles(*name)), *name));
            let rows = members.iter().filter_map(|name| self.row_of(*kind, *name));
            let members = push_list(maker, rows)?;
            let own = std::iter::from_fn(|| bare_rows.next_if(|(identity, _)| *identity == number));
            let bare = push_list(maker, own.map(|(_, row)| row))?;
            let [start, end] = maker.text(joined.shown(*root))?;
            let row = [*kind as u32, start, end, members[0], members[1], bare[0], bare[1]];
            maker.push(Section::Identities, &row)?;
        }
        self.write_words(maker, spill)?;
        self.joined.iter().flat_map(|joined| &joined.doubts).try_for_each(|doubt| write_doubt(doubt, maker))
    }

    /// The names of identities, in the order of their keys.
    fn write_members(&self, joined: &Joined<'_>, maker: &mut Maker) -> Result<(), ArchiveError> {
        let (names, kind) = (joined.names, joined.names.kind);
        for &name in &self.members[kind as usize] {
            let (reason, like) = joined.groups.because(name);
            let like = self.row_of(kind, like).unwrap_or_default();
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
            let kind = [joined.names.kind as u8];
            for &name in &self.members[joined.names.kind as usize] {
                let Some(identity) = self.identity_of(joined, name) else { continue };
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
