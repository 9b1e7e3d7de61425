//! The names of a kind by the alphabet: put in order once for a commit and its corrections, and kept as numbers.
//!
//! A name is filed by its folded words, as it is compared: "The Harbour Office" under H, a person by the last word. So a
//! page of the list needs no name written out but its own.

use std::{cmp::Reverse, ops::Range};

use names::{Kind, key};

use super::{Counted, Entry, Listed, numbering::Slot};
use crate::{
    archive::ArchiveError,
    search::{Catalog, identities::Identities},
};

/// What is no letter stands in front.
const NO_LETTER: char = '#';

/// The order of all names of a kind.
pub(in crate::search) struct Alphabet {
    order: Vec<Slot>,
    /// The letters under which there are names, in their order, and where these stand.
    letters: Vec<(char, Range<usize>)>,
    /// Those letters that names of the list of the whole archive have.
    listed: Vec<char>,
}

impl Alphabet {
    /// Puts the names in order.
    pub(in crate::search) fn new(catalog: &Catalog, kind: Kind) -> Result<Self, ArchiveError> {
        let (numbering, everywhere) = (catalog.numbering(kind)?, catalog.everywhere(kind)?);
        let who = catalog.identities();
        let mut filed: Vec<(char, String, Reverse<u32>, Slot)> = Vec::new();
        for slot in numbering.slots(who) {
            let key = match numbering.entry(who, slot) {
                Entry::Identity(number) => key_of_identity(who, kind, number),
                Entry::Alone(_, key) => key,
            };
            let words = sort_key(kind, &key);
            filed.push((letter(&words), words, Reverse(everywhere.sums().get(slot).articles), slot));
        }
        filed.sort_unstable();
        let mut is_listed = vec![false; numbering.len()];
        for row in everywhere.listed() {
            is_listed[row.slot as usize] = true;
        }
        let mut made =
            Self { order: Vec::with_capacity(filed.len()), letters: Vec::new(), listed: Vec::new() };
        for (at, (letter, .., slot)) in filed.into_iter().enumerate() {
            made.order.push(slot);
            match made.letters.last_mut() {
                Some((last, range)) if *last == letter => range.end = at + 1,
                _ => made.letters.push((letter, at..at + 1)),
            }
            if is_listed[slot as usize] && made.listed.last() != Some(&letter) {
                made.listed.push(letter);
            }
        }
        Ok(made)
    }

    /// The letters under which the list of the whole archive has names.
    pub(super) fn letters(&self) -> &[char] {
        &self.listed
    }

    /// A part of some names in this order, of all letters or of one.
    pub(super) fn page(
        &self,
        counted: &Counted<'_>,
        letter: Option<char>,
        page: Range<usize>,
    ) -> Result<Listed, ArchiveError> {
        let of_letter = |letter| {
            let found = self.letters.iter().find(|(own, _)| *own == letter);
            found.map_or(0..0, |(_, range)| range.clone())
        };
        let range = letter.map_or(0..self.order.len(), of_letter);
        let mut is_there = vec![false; self.order.iter().max().map_or(0, |last| *last as usize + 1)];
        for row in counted.rows() {
            if let Some(is_there) = is_there.get_mut(row.slot as usize) {
                *is_there = true;
            }
        }
        let mut total = 0;
        let mut slots = Vec::new();
        for slot in self.order[range].iter().filter(|slot| is_there[**slot as usize]) {
            if page.contains(&total) {
                slots.push(*slot);
            }
            total += 1;
        }
        Ok(Listed { total, names: counted.rows_of(&slots)? })
    }
}

fn key_of_identity(who: &Identities, kind: Kind, number: u32) -> String {
    if let Some(name) = who.name_of(number) {
        return key::key_of(kind, name);
    }
    let variants = who.identity(number).map(|identity| identity.variants).unwrap_or_default();
    variants.into_iter().next().map(|variant| variant.key).unwrap_or_default()
}

/// What a name with a key is filed by: a person's last word comes first.
fn sort_key(kind: Kind, key: &str) -> String {
    match key.rsplit_once(' ') {
        Some((others, last)) if kind == Kind::Person => format!("{last} {others}"),
        _ => key.to_owned(),
    }
}

/// The letter under which a reader looks for what is filed by some folded words; `#` for what is no letter.
pub fn letter(words: &str) -> char {
    let first = words.chars().next().filter(|first| first.is_alphabetic());
    first.map_or(NO_LETTER, |first| first.to_uppercase().next().unwrap_or(first))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_filed_as_readers_look_for_them() {
        let check = |kind: Kind, name: &str, expected: (char, &str)| {
            let words = sort_key(kind, &key::key_of(kind, name));
            assert_eq!((letter(&words), words.as_str()), expected, "{name}");
        };
        check(Kind::Person, "President Zoë Lindqvist", ('L', "lindqvist zoe"));
        check(Kind::Person, "Madonna", ('M', "madonna"));
        check(Kind::Organization, "The Harbour Office", ('H', "harbour office"));
        check(Kind::Organization, "General Motors", ('G', "general motors"));
        check(Kind::Place, "10 Downing Street", ('#', "10 downing street"));
        check(Kind::Place, "Östersund", ('O', "ostersund"));
    }
}
