//! The roll: every name of the archive by number, whose it is, and which forms of the index are written forms of it.
//!
//! To count names needs no text then: a form of a segment is a number, its name another one, the identity a third. Names
//! that are alone are here, too, so that the roll is larger than all else in the table; it is read where it lies.

use std::hash::{BuildHasher, BuildHasherDefault};

use memchr::memmem;
use names::{Kind, variants::PersonName};
use rustc_hash::{FxHashMap, FxHasher};

use super::{
    Table,
    gather::{self, Names},
    layout::{Layout, Maker, Section},
    settle::Joined,
    write::Writing,
};
use crate::archive::{ArchiveError, Reader, columns::SegmentKey, sorted};

/// Stands for no name.
const NONE: u32 = gather::NONE;
/// Marks a number as that of an identity.
const IDENTITY: u32 = 1 << 31;

/// Whose a name is, as the archive's articles alone have it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bearer {
    /// It belongs to the identity with this number.
    Identity(u32),
    /// It was joined with no other. The number of the name that is its bare surname: its own if it is nothing else.
    Alone(Option<u32>),
}

/// Where a form stands that counts as another kind than it was taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stray {
    /// The document in its segment.
    pub document: u32,
    /// The form, by its number in the segment.
    pub form: u32,
    /// How often the article has it.
    pub mentions: u32,
}

/// Adds the roll to a table.
pub(super) fn write(
    reader: &Reader,
    writing: &Writing<'_, '_>,
    maker: &mut Maker,
) -> Result<(), ArchiveError> {
    let surnames = Surnames::of(writing.joined[Kind::Person as usize].names);
    for joined in writing.joined {
        write_names(joined, writing, &surnames, maker)?;
        let kind = joined.names.kind;
        let columns =
            if writing.moves.is_empty(kind) { Vec::new() } else { reader.segment_names(&[kind])? };
        for (at, (SegmentKey(segment), forms)) in joined.names.forms.iter().enumerate() {
            let first = maker.len(Section::Forms);
            forms.iter().try_for_each(|name| maker.push(Section::Forms, &[*name]))?;
            let [a, b, c, d] = *segment;
            let end = maker.len(Section::Forms);
            let strays = maker.len(Section::Strays);
            if let Some(names) = columns.get(at) {
                let is_stray = |form: u32| writing.moves.of(kind, forms[form as usize]).is_some();
                for Stray { document, form, mentions } in names.strays(0, is_stray) {
                    maker.push(Section::Strays, &[document, form, mentions])?;
                }
            }
            let last = maker.len(Section::Strays);
            maker.push(Section::Segments, &[kind as u32, a, b, c, d, first, end, strays, last])?;
        }
    }
    for (kind, head) in &writing.identities {
        let surname = if *kind == Kind::Person { surnames.find(writing.shown(*kind, *head)) } else { None };
        maker.push(Section::Surnames, &[surname.unwrap_or(NONE)])?;
    }
    Ok(())
}

fn write_names(
    joined: &Joined<'_>,
    writing: &Writing<'_, '_>,
    surnames: &Surnames<'_>,
    maker: &mut Maker,
) -> Result<(), ArchiveError> {
    let names = joined.names;
    let first = maker.len(Section::Names);
    let [start, _] = maker.text("")?;
    for name in 0..names.len() {
        let key = names.key(name);
        let [_, end] = maker.text(key)?;
        let bearer = match writing.identity_of(joined, name) {
            Some(identity) => IDENTITY | identity,
            None if names.kind != Kind::Person => NONE,
            None if !key.contains(' ') => name,
            None => {
                // The key has the words in their order, and a comma says that the surname comes first.
                let surface = names.surface(name);
                surnames.find(if surface.contains(',') { surface } else { key }).unwrap_or(NONE)
            }
        };
        maker.push(Section::Names, &[end, bearer])?;
    }
    maker.push(Section::Kinds, &[first, maker.len(Section::Names), start])
}

/// The names that are nothing but a surname, by hashes of their keys.
struct Surnames<'n> {
    names: &'n Names,
    by_hash: FxHashMap<u64, u32>,
}

impl<'n> Surnames<'n> {
    fn of(names: &'n Names) -> Self {
        let bare = (0..names.len()).filter(|name| !names.key(*name).contains(' '));
        Self { names, by_hash: bare.map(|name| (hash(names.key(name)), name)).collect() }
    }

    /// The surname of a person.
    fn find(&self, name: &str) -> Option<u32> {
        let parsed = PersonName::parse(name)?;
        let word = parsed.last_word();
        let found = self.by_hash.get(&hash(word)).copied()?;
        // Two surnames may have one hash.
        if self.names.key(found) == word { Some(found) } else { self.names.find(word) }
    }
}

fn hash(word: &str) -> u64 {
    BuildHasherDefault::<FxHasher>::default().hash_one(word)
}

/// The names of a kind on the roll.
#[derive(Clone, Copy)]
pub struct Roll<'t> {
    table: &'t Table,
    kind: Kind,
    first: u32,
    end: u32,
    start: u32,
}

impl Table {
    /// The names of a kind.
    pub fn roll(&self, kind: Kind) -> Roll<'_> {
        let [first, end, start] = match &self.layout {
            Some(layout) => layout.row::<3>(Section::Kinds, kind as u32),
            None => [0; 3],
        };
        let all = self.layout.as_ref().map_or(0, |layout| layout.len(Section::Names));
        // A damaged table may say any number; what is read from it must not lead out of anything.
        let first = first.min(all);
        Roll { table: self, kind, first, end: end.clamp(first, all), start }
    }

    /// The segments of the index whose forms it has.
    pub(in crate::archive) fn segments(&self) -> impl Iterator<Item = SegmentKey> {
        let rows = 0..self.layout.as_ref().map_or(0, |layout| layout.len(Section::Segments));
        rows.filter_map(|row| {
            let [_, a, b, c, d, ..] = self.layout.as_ref()?.row::<9>(Section::Segments, row);
            Some(SegmentKey([a, b, c, d]))
        })
    }

    /// The name that is the bare surname of an identity.
    pub fn surname(&self, identity: u32) -> Option<u32> {
        let [name] = self.layout.as_ref()?.row::<1>(Section::Surnames, identity);
        (name < self.roll(Kind::Person).count()).then_some(name)
    }

    /// Whom the name of a row of [`Roll::bare`] means in an article; none if that is not said.
    pub fn meant(&self, row: u32, article: u64) -> Option<u32> {
        let layout = self.layout.as_ref()?;
        let [.., first, end, _] = layout.row::<6>(Section::Bare, row);
        let end = end.min(layout.len(Section::Articles));
        let number = |row: u32| {
            let [low, high, _] = layout.row::<3>(Section::Articles, row);
            u64::from(high) << 32 | u64::from(low)
        };
        let at = sorted::first(first as usize..end as usize, |row| number(row as u32) < article) as u32;
        let [.., identity] = layout.row::<3>(Section::Articles, at);
        (at < end && number(at) == article && self.all().contains(&identity)).then_some(identity)
    }
}

impl<'t> Roll<'t> {
    /// How many names there are.
    pub fn count(&self) -> u32 {
        self.end.saturating_sub(self.first)
    }

    /// The key of a name, by its number.
    pub fn key(&self, name: u32) -> &'t str {
        self.layout().map_or("", |layout| self.key_in(layout, name))
    }

    /// The number of the name that has a key.
    pub fn number(&self, key: &str) -> Option<u32> {
        let layout = self.layout()?;
        let count = self.count();
        let name = sorted::first(0..count as usize, |name| self.key_in(layout, name as u32) < key) as u32;
        (name < count && self.key_in(layout, name) == key).then_some(name)
    }

    /// The keys that have all of some words, in their order. The texts of all keys lie one behind the other and are gone
    /// through as one, which takes a hundredth of the time of a walk through a dictionary of them.
    pub fn with_words(&self, words: &[String]) -> Vec<&'t str> {
        let mut found: Vec<&str> = Vec::new();
        let longest = words.iter().max_by_key(|word| word.len()).filter(|word| !word.is_empty());
        let (Some(layout), Some(longest), Some(last)) = (self.layout(), longest, self.count().checked_sub(1))
        else {
            return found;
        };
        let texts = layout.text([self.start, self.end_in(layout, last)]).as_bytes();
        let mut passed = 0;
        for at in memmem::find_iter(texts, longest.as_bytes()) {
            if at < passed {
                continue;
            }
            let name = self.name_at(layout, self.start.saturating_add(at as u32));
            // A damaged table may end before it begins.
            passed = self.end_in(layout, name).saturating_sub(self.start) as usize;
            let key = self.key_in(layout, name);
            if words.iter().all(|word| key.split(' ').any(|own| own == word)) {
                found.push(key);
            }
        }
        found
    }

    /// The name in whose key a byte of the texts lies.
    fn name_at(&self, layout: &Layout<tantivy::directory::OwnedBytes>, byte: u32) -> u32 {
        let last = self.count().saturating_sub(1) as usize;
        sorted::first(0..last, |name| self.end_in(layout, name as u32) <= byte) as u32
    }

    /// Whose the names are, in the order of their numbers.
    pub fn bearers(&self) -> impl Iterator<Item = Bearer> + 't {
        let (layout, first) = (self.layout(), self.first);
        let (identities, names) = (self.table.all(), self.count());
        (first..self.end).map(move |row| {
            let [_, bearer] = layout.map_or([0, NONE], |layout| layout.row::<2>(Section::Names, row));
            match bearer {
                identity if identity & IDENTITY != 0 && identities.contains(&(identity & !IDENTITY)) => {
                    Bearer::Identity(identity & !IDENTITY)
                }
                surname => Bearer::Alone((surname < names).then_some(surname)),
            }
        })
    }

    /// The names that mean somebody in some articles: a row for [`Table::meant`], and the name.
    pub fn bare(&self) -> impl Iterator<Item = (u32, u32)> + 't {
        let (layout, kind) = (self.layout(), self.kind as u32);
        let rows = 0..layout.map_or(0, |layout| layout.len(Section::Bare));
        rows.filter_map(move |row| {
            let [of, .., name] = layout?.row::<6>(Section::Bare, row);
            (of == kind).then_some((row, name))
        })
    }

    /// Of each form of a segment the name that it is; none if the table is older than the segment.
    pub fn forms(&self, segment: SegmentKey) -> Option<impl Iterator<Item = Option<u32>> + use<'t>> {
        let layout = self.layout()?;
        let [first, end, ..] = self.segment(segment)?;
        let names = self.count();
        Some((first..end.min(layout.len(Section::Forms))).map(move |row| {
            let [name] = layout.row::<1>(Section::Forms, row);
            (name < names).then_some(name)
        }))
    }

    /// The name that each form of a segment is, by the form's number; none if the table is older than the segment.
    pub fn name_of_form(&self, segment: SegmentKey) -> Option<impl Fn(u32) -> Option<u32> + use<'t>> {
        let layout = self.layout()?;
        let [first, end, ..] = self.segment(segment)?;
        let (end, names) = (end.min(layout.len(Section::Forms)), self.count());
        Some(move |form: u32| {
            let row = first.checked_add(form).filter(|row| *row < end)?;
            let [name] = layout.row::<1>(Section::Forms, row);
            (name < names).then_some(name)
        })
    }

    /// Where forms of a segment stand that count as another kind, in the order of its documents; none if the table is older
    /// than the segment.
    pub fn strays(&self, segment: SegmentKey) -> Option<impl Iterator<Item = Stray> + use<'t>> {
        let layout = self.layout()?;
        let [.., first, end] = self.segment(segment)?;
        Some((first..end.min(layout.len(Section::Strays))).map(move |row| {
            let [document, form, mentions] = layout.row::<3>(Section::Strays, row);
            Stray { document, form, mentions }
        }))
    }

    /// Where what belongs to a segment begins and ends: its forms, and those of them that count as another kind.
    fn segment(&self, segment: SegmentKey) -> Option<[u32; 4]> {
        let layout = self.layout()?;
        (0..layout.len(Section::Segments)).find_map(|row| {
            let [kind, a, b, c, d, own @ ..] = layout.row::<9>(Section::Segments, row);
            (kind == self.kind as u32 && segment == SegmentKey([a, b, c, d])).then_some(own)
        })
    }

    fn layout(&self) -> Option<&'t Layout<tantivy::directory::OwnedBytes>> {
        self.table.layout.as_ref()
    }

    fn key_in(&self, layout: &'t Layout<tantivy::directory::OwnedBytes>, name: u32) -> &'t str {
        let start = if name == 0 { self.start } else { self.end_in(layout, name - 1) };
        layout.text([start, self.end_in(layout, name)])
    }

    /// Behind which byte the key of a name ends.
    fn end_in(&self, layout: &Layout<tantivy::directory::OwnedBytes>, name: u32) -> u32 {
        layout.row::<2>(Section::Names, self.first + name)[0]
    }
}
