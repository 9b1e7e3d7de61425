//! The roll: every name of the archive by number, whose it is, and which forms of the index are written forms of it.
//!
//! To count names needs no text then: a form of a segment is a number, its name another one, the identity a third. Names
//! that are alone are here, too, so that the roll is larger than all else in the table; it is packed as tightly as it can be
//! read where it lies.

use std::hash::{BuildHasher, BuildHasherDefault};

use memchr::memmem;
use names::{Kind, variants::PersonName};
use rustc_hash::{FxHashMap, FxHasher};

use super::{
    Table,
    gather::{self, Names},
    layout::{Layout, Maker, Section, bits_for},
    table::lower_bound,
    write::Writing,
};
use crate::archive::{ArchiveError, Reader, columns::SegmentKey, sorted};

/// Stands for no name.
const NONE: u32 = gather::NONE;
/// Names of which the place of one key is stored.
const BLOCK: u32 = 16;
/// Stands behind every key, in which it does not occur.
const BEHIND_KEY: u8 = b'\n';

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
    let people = writing.joined[Kind::Person as usize].names;
    let surnames = Surnames::of(people);
    for joined in writing.joined {
        let names = joined.names;
        write_keys(names, maker)?;
        // One more than the names stands for none.
        let (none, bits) = (names.len(), bits_for(names.len()));
        let is_any_moved = !writing.moves.is_empty(names.kind);
        let columns = if is_any_moved { reader.segment_names(&[names.kind])? } else { Vec::new() };
        for (at, (SegmentKey(segment), forms)) in names.forms.iter().enumerate() {
            let numbers = forms.iter().map(|name| (*name).min(none));
            let start = maker.pack(Section::Forms, bits, numbers)?;
            let [a, b, c, d] = *segment;
            let first = maker.len(Section::Strays);
            if let Some(columns) = columns.get(at) {
                let is_stray = |form: u32| writing.moves.of(names.kind, forms[form as usize]).is_some();
                for Stray { document, form, mentions } in columns.strays(0, is_stray) {
                    maker.push(Section::Strays, &[document, form, mentions])?;
                }
            }
            let (count, end) = (forms.len() as u32, maker.len(Section::Strays));
            maker.push(Section::Segments, &[names.kind as u32, a, b, c, d, start, count, first, end])?;
        }
    }
    write_bearers(people, &surnames, maker)?;
    for (kind, head) in &writing.identities {
        let surname = if *kind == Kind::Person { surnames.find(writing.shown(*kind, *head)) } else { None };
        maker.push(Section::Surnames, &[surname.unwrap_or(NONE)])?;
    }
    Ok(())
}

fn write_keys(names: &Names, maker: &mut Maker) -> Result<(), ArchiveError> {
    let first = maker.len(Section::Keys);
    let [start, mut end] = maker.text("")?;
    for name in 0..names.len() {
        if name % BLOCK == 0 {
            maker.push(Section::Keys, &[end])?;
        }
        maker.text(names.key(name))?;
        [_, end] = maker.text("\n")?;
    }
    maker.push(Section::Kinds, &[names.len(), start, end, first])
}

/// Of every person the name that is the bare surname: its own if it is nothing else.
fn write_bearers(people: &Names, surnames: &Surnames<'_>, maker: &mut Maker) -> Result<(), ArchiveError> {
    let bearer = |name: u32| {
        let key = people.key(name);
        if !key.contains(' ') {
            return name;
        }
        // The key has the words in their order, and a comma says that the surname comes first.
        let surface = people.surface(name);
        surnames.find(if surface.contains(',') { surface } else { key }).unwrap_or(people.len())
    };
    maker.pack(Section::Bearers, bits_for(people.len()), (0..people.len()).map(bearer))?;
    Ok(())
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
    count: u32,
    /// Their keys, one behind the other; to look whether all is UTF-8 would take longer than most questions.
    keys: &'t [u8],
    /// Where these begin in the heap, and the first row of the places of keys.
    start: u32,
    first: u32,
}

impl Table {
    /// The names of a kind.
    pub fn roll(&self, kind: Kind) -> Roll<'_> {
        let Some(layout) = &self.layout else {
            return Roll { table: self, kind, count: 0, keys: &[], start: 0, first: 0 };
        };
        let [count, start, end, first] = layout.row::<4>(Section::Kinds, kind as u32);
        let keys = layout.bytes([start, end]);
        // A damaged table may say any number; every key has a byte behind it.
        Roll { table: self, kind, count: count.min(keys.len() as u32), keys, start, first }
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
        self.count
    }

    /// The key of a name, by its number.
    pub fn key(&self, name: u32) -> &'t str {
        self.keys_from(name / BLOCK).nth((name % BLOCK) as usize).unwrap_or_default()
    }

    /// The keys of all names, in the order of their numbers.
    pub fn keys(&self) -> impl Iterator<Item = &'t str> + use<'t> {
        // A damaged table may have fewer.
        keys_in(self.keys).chain(std::iter::repeat("")).take(self.count as usize)
    }

    /// The number of the name that has a key.
    pub fn number(&self, key: &str) -> Option<u32> {
        let blocks = self.count.div_ceil(BLOCK) as usize;
        let is_before = |block: usize| self.keys_from(block as u32).next().is_some_and(|first| first <= key);
        let block = sorted::first(0..blocks, is_before).checked_sub(1)? as u32;
        let at = self.keys_from(block).take(BLOCK as usize).position(|own| own == key)? as u32;
        Some(block * BLOCK + at).filter(|name| *name < self.count)
    }

    /// The keys from that of the first name of a block on.
    fn keys_from(&self, block: u32) -> impl Iterator<Item = &'t str> + use<'t> {
        let place = self
            .layout()
            .map_or(0, |layout| layout.row::<1>(Section::Keys, self.first.saturating_add(block))[0]);
        let rest = place.checked_sub(self.start).and_then(|place| self.keys.get(place as usize..));
        keys_in(rest.unwrap_or_default())
    }

    /// The keys that have all of some words, in their order. The texts of all keys lie one behind the other and are gone
    /// through as one, which takes a hundredth of the time of a walk through a dictionary of them.
    pub fn with_words(&self, words: &[String]) -> Vec<&'t str> {
        let mut found: Vec<&str> = Vec::new();
        let longest = words.iter().max_by_key(|word| word.len()).filter(|word| !word.is_empty());
        let Some(longest) = longest else { return found };
        let mut passed = 0;
        for at in memmem::find_iter(self.keys, longest.as_bytes()) {
            if at < passed {
                continue;
            }
            let start = memchr::memrchr(BEHIND_KEY, &self.keys[..at]).map_or(0, |before| before + 1);
            let key = keys_in(&self.keys[start..]).next().unwrap_or_default();
            passed = start + key.len();
            if words.iter().all(|word| key.split(' ').any(|own| own == word)) {
                found.push(key);
            }
        }
        found
    }

    /// Whose the names are, in the order of their numbers.
    pub fn bearers(&self) -> impl Iterator<Item = Bearer> + 't {
        let (roll, bits) = (*self, bits_for(self.count));
        let rows = roll.layout().map_or(0..0, |layout| {
            lower_bound(layout, Section::Members, roll.kind, "")..layout.len(Section::Members)
        });
        let mut members = rows.map_while(move |row| roll.member(row)).peekable();
        let identities = self.table.all();
        (0..self.count).map(move |name| {
            let member = members.next_if(|(member, _)| *member == name);
            match member.map(|(_, identity)| identity).filter(|identity| identities.contains(identity)) {
                Some(identity) => Bearer::Identity(identity),
                None if roll.kind != Kind::Person => Bearer::Alone(None),
                None => {
                    let layout = roll.layout();
                    let surname = layout.and_then(|layout| layout.packed(Section::Bearers, 0, bits, name));
                    Bearer::Alone(surname.filter(|surname| *surname < roll.count))
                }
            }
        })
    }

    /// The name of a row of members of this kind, and its identity.
    fn member(&self, row: u32) -> Option<(u32, u32)> {
        let [kind, _, _, identity, .., name] = self.layout()?.row::<10>(Section::Members, row);
        (kind == self.kind as u32).then_some((name, identity))
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
        let [_, forms, ..] = self.segment(segment)?;
        let name = self.name_of_form(segment)?;
        // A damaged table may have fewer.
        Some((0..forms).map_while(name))
    }

    /// The name that each form of a segment is, by the form's number; none if the table is older than the segment. The
    /// function gives nothing for a form that is not there, and no name for one that no article has.
    pub fn name_of_form(&self, segment: SegmentKey) -> Option<impl Fn(u32) -> Option<Option<u32>> + use<'t>> {
        let layout = self.layout()?;
        let [start, ..] = self.segment(segment)?;
        let (names, bits) = (self.count, bits_for(self.count));
        Some(move |form: u32| {
            let name = layout.packed(Section::Forms, start, bits, form)?;
            Some((name < names).then_some(name))
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

    /// What the table has of a segment: where its forms begin and how many there are, first and end of its strays.
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
}

/// The keys that stand one behind the other.
fn keys_in(mut rest: &[u8]) -> impl Iterator<Item = &str> {
    std::iter::from_fn(move || {
        let (key, behind) = rest.split_at_checked(memchr::memchr(BEHIND_KEY, rest)?)?;
        rest = behind.get(1..)?;
        Some(std::str::from_utf8(key).unwrap_or_default())
    })
}
