//! Which people are compared: families, of names that may be one person's.

use names::variants::{PersonName, skeleton};

use crate::archive::{
    ArchiveError,
    spill::{Sorted, Sorter, Spill, number_at},
};

/// More people with one given name whose surnames begin alike are not compared: slips are rare.
const LARGE_CROWD: usize = 60;

/// What the keys of names are for; also the order in which they are worked off.
const SURNAME: u8 = b'a';
const SOUND: u8 = b'b';
const CROWD: u8 = b'c';
const ORDER: u8 = b'd';

/// Stands between two parts of a key, and is less than all that names have.
const BETWEEN: &[u8] = &[1];

/// Takes names and sorts them by what could bring them into a family.
pub(super) struct Keys<'s> {
    spill: &'s Spill,
    sorter: Sorter<'s>,
}

impl<'s> Keys<'s> {
    pub(super) fn new(spill: &'s Spill) -> Self {
        Self { spill, sorter: Sorter::new(spill) }
    }

    /// Adds a name, by its number.
    pub(super) fn add(&mut self, number: u32, name: &PersonName) -> Result<(), ArchiveError> {
        let surname = name.surname_key();
        let mut push = |tag: u8, parts: [&str; 2], end: &[u8]| {
            self.sorter.push_number(&[&[tag], parts[0].as_bytes(), BETWEEN, parts[1].as_bytes(), end], number)
        };
        push(SURNAME, [&surname, &name.given[0]], &[])?;
        push(SOUND, [&skeleton(&name.bare_surname()), ""], &[])?;
        let start: String = surname.chars().take(2).collect();
        push(CROWD, [&name.given.join(" "), &start], &[])?;
        if is_reversible(name) {
            let (given, own) = (name.given[0].as_str(), name.surname[0].as_str());
            let is_turned = given > own;
            let parts = if is_turned { [own, given] } else { [given, own] };
            push(ORDER, parts, &[1 + u8::from(is_turned)])?;
        }
        Ok(())
    }

    /// The families, for [`each_batch`]. `given` becomes the number of different given names that go with each name's
    /// surname, up to 255.
    pub(super) fn finish(self, given: &mut [u8]) -> Result<Sorted, ArchiveError> {
        let mut families = Sorter::new(self.spill);
        let mut add = |family: &[u32]| {
            let numbers: Vec<u8> = family.iter().flat_map(|number| number.to_be_bytes()).collect();
            families.push(&[&numbers])
        };
        let mut surname = Surname::default();
        let mut turned: (Vec<u8>, u32) = Default::default();
        self.sorter.finish()?.each_group(|key, numbers| {
            match key[0] {
                SURNAME => surname.add(key, numbers, given),
                SOUND if numbers.len() > 1 => add(numbers)?,
                CROWD if (2..=LARGE_CROWD).contains(&numbers.len()) => add(numbers)?,
                ORDER => {
                    let (Some((side, stem)), Some(last)) = (key.split_last(), numbers.last()) else {
                        return Ok(());
                    };
                    // The name in one order comes right before the one in the other.
                    if *side > 1 && turned.0 == stem {
                        add(&[turned.1.min(*last), turned.1.max(*last)])?;
                    }
                    turned = (stem.to_vec(), *last);
                }
                _ => {}
            }
            Ok(())
        })?;
        surname.end(given);
        families.finish()
    }
}

/// A surname, while its given names come by.
#[derive(Default)]
struct Surname {
    key: Vec<u8>,
    given: u8,
    people: Vec<u32>,
}

impl Surname {
    fn add(&mut self, key: &[u8], people: &[u32], given: &mut [u8]) {
        let end = key.iter().position(|byte| [*byte] == BETWEEN).unwrap_or(key.len());
        if self.key != key[..end] {
            self.end(given);
            self.key.clear();
            self.key.extend_from_slice(&key[..end]);
        }
        self.given = self.given.saturating_add(1);
        self.people.extend_from_slice(people);
    }

    fn end(&mut self, given: &mut [u8]) {
        for person in self.people.drain(..) {
            given[person as usize] = self.given;
        }
        self.given = 0;
    }
}

/// So many names are in a batch of families at least, but for the last.
const BATCH: usize = 1 << 14;

/// Calls `take` with all families in batches, in the order of their first names.
pub(super) fn each_batch(mut families: Sorted, mut take: impl FnMut(&[Vec<u32>])) {
    let (mut batch, mut size): (Vec<Vec<u32>>, usize) = Default::default();
    while let Some(record) = families.next() {
        batch.push((0..record.len()).step_by(4).map(|at| number_at(record, at)).collect());
        size += record.len() / 4;
        if size >= BATCH {
            take(&batch);
            batch.clear();
            size = 0;
        }
    }
    take(&batch);
}

/// Whether a name of two words could have its surname first.
pub(super) fn is_reversible(name: &PersonName) -> bool {
    name.given.len() == 1 && name.surname.len() == 1 && !name.has_initial()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn families_sound_alike_or_begin_alike_or_are_turned() {
        let names =
            ["Ann Lund", "Ann Lunt", "Bob Lund", "Chris Berg", "Lund Ann", "Ann Lund Jr.", "Dora Vik"];
        let folder = tempfile::tempdir().expect("a folder");
        let spill = Spill::in_index(folder.path()).expect("room");
        let mut keys = Keys::new(&spill);
        for (number, name) in (0..).zip(names) {
            keys.add(number, &PersonName::parse(name).expect(name)).expect("taken");
        }
        let mut given = vec![0; names.len()];
        let families = keys.finish(&mut given).expect("sorted");
        let mut found = Vec::new();
        each_batch(families, |families| {
            let written =
                |family: &Vec<u32>| family.iter().map(|name| names[*name as usize]).collect::<Vec<_>>();
            found.extend(families.iter().map(written));
        });
        let expected = [
            vec!["Ann Lund", "Ann Lunt", "Bob Lund", "Ann Lund Jr."],
            vec!["Ann Lund", "Ann Lunt", "Ann Lund Jr."],
            vec!["Lund Ann", "Ann Lund Jr."],
        ];
        assert_eq!(found, expected);
        assert_eq!(given, [2, 1, 2, 1, 1, 2, 1]);
    }
}
