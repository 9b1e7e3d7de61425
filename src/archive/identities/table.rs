//! The table of identities as it is read: who a key is, who has a word in the name, whom an article's surname means.

use std::path::Path;

use names::Kind;
use tantivy::directory::OwnedBytes;

use super::{
    FILE, Reason,
    layout::{Layout, Section},
};
use crate::archive::{Archive, ArchiveError, sealed};

/// The identities of an archive, as its articles alone make them.
pub struct Table {
    pub(super) layout: Option<Layout<OwnedBytes>>,
}

/// Names that are one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// What it is.
    pub kind: Kind,
    /// How it is shown.
    pub name: String,
    /// Its names, most articles first.
    pub members: Vec<Member>,
    /// Keys of bare surnames that mean it in some articles (see [`Table::assigned`]).
    pub bare: Vec<String>,
}

/// A name of an identity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// What it was taken for: mostly what the identity is.
    pub kind: Kind,
    /// Its key (see `names::key`).
    pub key: String,
    /// As most articles write it.
    pub form: String,
    /// How many articles have it.
    pub articles: u64,
    /// Why it belongs to the others.
    pub reason: Reason,
    /// The form with which it was compared.
    pub like: String,
}

/// An article whose bare surname means somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Assigned {
    /// Its id as a number.
    pub article: u64,
    /// The number of the identity.
    pub identity: u32,
}

/// Two names that are perhaps one.
#[derive(Clone, Debug, PartialEq)]
pub struct Doubt {
    /// What they name.
    pub kind: Kind,
    /// One of them, as written.
    pub a: String,
    /// The other.
    pub b: String,
    /// In what they differ.
    pub reason: Reason,
    /// How alike the company is in which they stand, 0 to 1.
    pub likeness: f32,
    /// How much it matters; the greatest come first.
    pub weight: f32,
}

/// A name that was taken for another kind than it counts as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moved {
    /// What it was taken for.
    pub taken: Kind,
    /// Its number among the names of that kind (see [`super::Roll`]).
    pub name: u32,
    /// The number of the identity that it belongs to.
    pub identity: u32,
    row: u32,
}

impl Table {
    /// A table that joins nothing.
    pub fn empty() -> Self {
        Self { layout: None }
    }

    /// The table of an archive; an empty one if it has none, or one that this program cannot read: the next run makes
    /// it anew.
    pub fn open(archive: &Archive) -> Result<Self, ArchiveError> {
        Self::open_in(&archive.index())
    }

    pub(super) fn open_in(folder: &Path) -> Result<Self, ArchiveError> {
        Ok(Self { layout: sealed::open(folder, FILE)?.and_then(Layout::open) })
    }

    /// The generation of the commit that it was made for; none if there is no table.
    pub fn generation(&self) -> Option<u64> {
        self.layout.as_ref().map(|layout| layout.generation)
    }

    /// The number of the identity that a name of a kind belongs to, by its key; what was taken for another kind has a key
    /// in the one that it counts as, too.
    pub fn of_key(&self, kind: Kind, key: &str) -> Option<u32> {
        let layout = self.layout.as_ref()?;
        let identity = match find(layout, Section::Members, kind, key) {
            Some(row) => {
                let [_, _, _, identity, ..] = layout.row::<10>(Section::Members, row);
                identity
            }
            None => layout.row::<6>(Section::Moved, find(layout, Section::Moved, kind, key)?)[3],
        };
        self.all().contains(&identity).then_some(identity)
    }

    /// The names that were taken for another kind than they count as.
    pub fn moved(&self) -> impl Iterator<Item = Moved> {
        let rows = 0..self.layout.as_ref().map_or(0, |layout| layout.len(Section::Moved));
        let moved = rows.filter_map(|row| {
            let [_, _, _, identity, taken, name] = self.layout.as_ref()?.row::<6>(Section::Moved, row);
            Some(Moved { taken: Kind::numbered(taken), name, identity, row })
        });
        moved.filter(|one| self.all().contains(&one.identity) && one.name < self.roll(one.taken).count())
    }

    /// The key of a name that counts as another kind.
    pub fn key_of_moved(&self, moved: Moved) -> &str {
        self.layout.as_ref().map_or("", |layout| {
            let [_, start, end, ..] = layout.row::<6>(Section::Moved, moved.row);
            layout.text([start, end])
        })
    }

    /// The numbers of all identities of which a name begins a word with `word`, or is that word if `whole`.
    pub fn with_word(&self, kind: Kind, word: &str, whole: bool) -> Vec<u32> {
        let Some(layout) = &self.layout else { return Vec::new() };
        let first = lower_bound(layout, Section::Words, kind, word);
        let mut found = Vec::new();
        for row in first..layout.len(Section::Words) {
            let [of, start, end, from, to] = layout.row::<5>(Section::Words, row);
            let text = layout.text([start, end]);
            let fits = if whole { text == word } else { text.starts_with(word) };
            if of != kind as u32 || !fits {
                break;
            }
            found.extend(layout.list([from, to]).filter(|number| self.all().contains(number)));
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// What an identity is, and how it is shown.
    pub fn heading(&self, number: u32) -> Option<(Kind, &str)> {
        let layout = self.layout.as_ref()?;
        if number >= layout.len(Section::Identities) {
            return None;
        }
        let [kind, start, end, ..] = layout.row::<7>(Section::Identities, number);
        Some((Kind::numbered(kind), layout.text([start, end])))
    }

    /// An identity by its number.
    pub fn identity(&self, number: u32) -> Option<Identity> {
        let layout = self.layout.as_ref()?;
        if number >= layout.len(Section::Identities) {
            return None;
        }
        let [kind, start, end, members, members_end, bare, bare_end] =
            layout.row::<7>(Section::Identities, number);
        Some(Identity {
            kind: Kind::numbered(kind),
            name: layout.text([start, end]).to_owned(),
            members: layout.list([members, members_end]).map(|row| member(layout, row)).collect(),
            bare: layout
                .list([bare, bare_end])
                .map(|row| {
                    let [_, start, end, ..] = layout.row::<6>(Section::Bare, row);
                    layout.text([start, end]).to_owned()
                })
                .collect(),
        })
    }

    /// The articles of a bare surname that mean somebody, by id.
    pub fn assigned(&self, kind: Kind, key: &str) -> Vec<Assigned> {
        let Some(layout) = &self.layout else { return Vec::new() };
        let Some(row) = find(layout, Section::Bare, kind, key) else { return Vec::new() };
        let [.., from, to, _] = layout.row::<6>(Section::Bare, row);
        // A damaged table may say any number.
        (from..to.min(layout.len(Section::Articles)))
            .map(|row| {
                let [low, high, identity] = layout.row::<3>(Section::Articles, row);
                Assigned { article: u64::from(high) << 32 | u64::from(low), identity }
            })
            .filter(|assigned| self.all().contains(&assigned.identity))
            .collect()
    }

    /// Whether articles of a name may mean different identities.
    pub fn is_assigned(&self, kind: Kind, key: &str) -> bool {
        self.layout.as_ref().is_some_and(|layout| find(layout, Section::Bare, kind, key).is_some())
    }

    /// Every identity's number.
    pub fn all(&self) -> std::ops::Range<u32> {
        0..self.layout.as_ref().map_or(0, |layout| layout.len(Section::Identities))
    }

    /// Pairs of names that are perhaps one, the weightiest first.
    pub fn doubts(&self) -> Vec<Doubt> {
        let Some(layout) = &self.layout else { return Vec::new() };
        let text = |place: [u32; 2]| layout.text(place).to_owned();
        (0..layout.len(Section::Doubts))
            .map(|row| {
                let [kind, a, a_end, b, b_end, reason, likeness, weight] =
                    layout.row::<8>(Section::Doubts, row);
                Doubt {
                    kind: Kind::numbered(kind),
                    a: text([a, a_end]),
                    b: text([b, b_end]),
                    reason: Reason::of_number(reason),
                    likeness: f32::from_bits(likeness),
                    weight: f32::from_bits(weight),
                }
            })
            .collect()
    }
}

fn member(layout: &Layout<OwnedBytes>, row: u32) -> Member {
    let [kind, start, end, _, reason, like, articles, form, form_end, _] =
        layout.row::<10>(Section::Members, row);
    let [.., like_start, like_end, _] = layout.row::<10>(Section::Members, like);
    Member {
        kind: Kind::numbered(kind),
        key: layout.text([start, end]).to_owned(),
        form: layout.text([form, form_end]).to_owned(),
        articles: u64::from(articles),
        reason: Reason::of_number(reason),
        like: layout.text([like_start, like_end]).to_owned(),
    }
}

/// The row of a section whose first columns are a kind and a text.
fn find(layout: &Layout<OwnedBytes>, section: Section, kind: Kind, text: &str) -> Option<u32> {
    let row = lower_bound(layout, section, kind, text);
    let is_it = row < layout.len(section) && heading(layout, section, row) == (kind as u32, text);
    is_it.then_some(row)
}

pub(super) fn lower_bound(layout: &Layout<OwnedBytes>, section: Section, kind: Kind, text: &str) -> u32 {
    layout.first_row(section, |row| heading(layout, section, row) < (kind as u32, text))
}

fn heading(layout: &Layout<OwnedBytes>, section: Section, row: u32) -> (u32, &str) {
    let [kind, start, end] = match section {
        Section::Members => first_three(layout.row::<10>(section, row)),
        Section::Words => first_three(layout.row::<5>(section, row)),
        Section::Bare | Section::Moved => first_three(layout.row::<6>(section, row)),
        _ => [0; 3],
    };
    (kind, layout.text([start, end]))
}

fn first_three<const WIDTH: usize>(row: [u32; WIDTH]) -> [u32; 3] {
    [row[0], row[1], row[2]]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::archive::{columns::SegmentKey, identities::layout::Maker, spill::Spill};

    /// A table of two people, of whom one has a bare surname, and a doubt.
    fn sound() -> Vec<u8> {
        let folder = tempfile::tempdir().expect("a folder");
        let spill = Spill::in_index(folder.path()).expect("room");
        let mut maker = Maker::new(&spill).expect("room");
        fill(&mut maker).expect("written");
        let parts = maker.finish(9).expect("written");
        parts.iter().flat_map(|part| part.iter().copied()).collect()
    }

    fn fill(maker: &mut Maker) -> Result<(), ArchiveError> {
        let ([ann, ann_end], [bob, bob_end]) = (maker.text("ann lund")?, maker.text("bob lund")?);
        let [lund, lund_end] = maker.text("lund")?;
        maker.push(Section::Members, &[0, ann, ann_end, 0, 0, 0, 7, ann, ann_end, 0])?;
        maker.push(Section::Members, &[0, bob, bob_end, 1, 2, 1, 3, bob, bob_end, 1])?;
        (0..2).try_for_each(|number| maker.push(Section::Lists, &[number]))?;
        maker.push(Section::Identities, &[0, ann, ann_end, 0, 1, 0, 1])?;
        maker.push(Section::Identities, &[0, bob, bob_end, 1, 2, 0, 0])?;
        maker.push(Section::Words, &[0, lund, lund_end, 0, 2])?;
        maker.push(Section::Bare, &[0, lund, lund_end, 0, 2, 0])?;
        maker.push(Section::Articles, &[5, 0, 0])?;
        maker.push(Section::Articles, &[6, 0, 1])?;
        maker.push(Section::Doubts, &[0, ann, ann_end, bob, bob_end, 3, 0, 0])?;
        maker.push(Section::Moved, &[1, bob, bob_end, 1, 0, 1])?;
        maker.push(Section::Strays, &[4, 0, 2])?;
        let [start, end] = maker.text("ann lund\nbob lund\nlund\nlunda\n")?;
        maker.push(Section::Keys, &[start])?;
        maker.pack(Section::Bearers, 3, [3, 3, 3, 4])?;
        let forms = maker.pack(Section::Forms, 3, [1])?;
        maker.push(Section::Segments, &[0, 1, 2, 3, 4, forms, 1, 0, 1])?;
        maker.push(Section::Kinds, &[4, start, end, 0])
    }

    /// Asks for all that a table has; how many rows came.
    fn read(bytes: Vec<u8>) -> usize {
        let table = Table { layout: Layout::open(OwnedBytes::new(bytes)) };
        let identities: Vec<Identity> = table.all().filter_map(|number| table.identity(number)).collect();
        let members: usize = identities.iter().map(|one| one.members.len() + one.bare.len()).sum();
        let words = table.with_word(Kind::Person, "lund", true).len();
        let words = words + table.with_word(Kind::Person, "", false).len();
        let assigned = table.assigned(Kind::Person, "lund").len();
        let keys = table.of_key(Kind::Person, "ann lund").into_iter().count();
        let bare = usize::from(table.is_assigned(Kind::Person, "lund"));
        let on_roll = table.roll(Kind::Person).with_words(&["lund".to_owned()]).len();
        let moved = table.moved().count() + table.of_key(Kind::Organization, "bob lund").into_iter().count();
        let segment = SegmentKey([1, 2, 3, 4]);
        let strays = table.roll(Kind::Person).strays(segment).map_or(0, Iterator::count);
        let forms = table.roll(Kind::Person).forms(segment).map_or(0, Iterator::count);
        let on_roll = on_roll + moved + strays + forms;
        identities.len() + members + words + assigned + keys + bare + table.doubts().len() + on_roll
    }

    #[test]
    fn a_sound_table_is_read_as_written() {
        assert_eq!(read(sound()), 21);
        assert_eq!(read(Vec::new()), 0);
    }

    proptest! {
        #[test]
        fn a_damaged_table_gives_no_more_than_the_file_can_hold(
            cut in 0..400_usize,
            flips in prop::collection::vec((0..400_usize, 0..8_u32), 0..12),
        ) {
            let mut bytes = sound();
            bytes.truncate(cut.max(1).min(bytes.len()));
            for (at, bit) in flips {
                let length = bytes.len();
                bytes[at % length] ^= 1 << bit;
            }
            let rows = bytes.len() / 4;
            prop_assert!(read(bytes) <= 4 * rows * rows);
        }
    }
}
