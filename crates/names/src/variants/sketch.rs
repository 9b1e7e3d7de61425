//! What can be told at once of two people's names: most of those with one surname have given names so different that
//! they need not be compared.

use std::hash::{Hash, Hasher};

use rustc_hash::FxHasher;

use super::{
    people::{LONG, PersonName},
    skeleton,
};
use crate::resolve::short_names;

/// Letters of words that may differ in two of them.
const VERY_LONG: usize = 7;
/// Letters of the shortest word that may be spelled another way at all.
const SPELLED: usize = 4;

/// A name in a few numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sketch {
    /// The first given name.
    first: Word,
    /// The surname as it is compared.
    key: Word,
    /// All given names in one word, the surname, and the surname without particles, as hashes.
    given: u64,
    surname: u64,
    bare: u64,
    has_short_form: bool,
}

/// A word in a few numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Word {
    hash: u64,
    sound: u64,
    /// A bit for each letter that it has.
    letters: u32,
    length: usize,
    ends: (Option<char>, Option<char>),
}

impl Word {
    fn of(word: &str) -> Self {
        Self {
            hash: hash(word),
            sound: hash(&skeleton(word)),
            letters: word.chars().fold(0, |set, letter| set | 1 << (letter as u32 % u32::BITS)),
            length: word.chars().count(),
            ends: (word.chars().next(), word.chars().next_back()),
        }
    }

    fn begins_like(&self, other: &Self) -> bool {
        self.ends.0 == other.ends.0
    }

    /// False only where words differ in more letters than this: one of these takes a letter away and adds one at most.
    fn differ_in(&self, other: &Self, most: u32) -> bool {
        (self.letters ^ other.letters).count_ones() <= 2 * most
            && self.length.abs_diff(other.length) <= most as usize
    }

    /// False only where two words are neither one nor spellings or slips of one.
    fn may_be(&self, other: &Self) -> bool {
        let shorter = self.length.min(other.length);
        let sounds_alike = self.sound == other.sound && shorter >= SPELLED;
        self.hash == other.hash
            || (sounds_alike || shorter >= VERY_LONG && self.begins_like(other)) && self.differ_in(other, 2)
            || shorter >= LONG && self.ends == other.ends && self.differ_in(other, 1)
    }
}

impl Sketch {
    /// The sketch of a name.
    pub fn of(name: &PersonName) -> Self {
        let first = name.given.first().map_or("", String::as_str);
        Self {
            first: Word::of(first),
            key: Word::of(&name.surname_key()),
            given: hash(&name.given.concat()),
            surname: hash(&name.surname.concat()),
            bare: hash(&name.bare_surname()),
            has_short_form: short_names::has_any(first),
        }
    }

    /// False only where [`compare`](super::compare) finds that two names cannot be one.
    pub fn may_be_one(&self, other: &Self) -> bool {
        let is_initial =
            || self.first.length.min(other.first.length) == 1 && self.first.begins_like(&other.first);
        let given_fit = self.first.may_be(&other.first)
            || self.given == other.given
            || self.has_short_form && other.has_short_form
            || is_initial();
        given_fit && (self.key.may_be(&other.key) || self.bare == other.bare)
    }

    /// False only where the given names of one are not the surname of the other.
    pub fn may_be_reversed(&self, other: &Self) -> bool {
        self.given == other.surname && self.surname == other.given
    }
}

fn hash(text: &str) -> u64 {
    let mut hasher = FxHasher::default();
    text.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::variants::compare;

    proptest! {
        #[test]
        fn nothing_that_compares_is_passed_over(
            given in "(J\\.|A|Bill|William|Mohamed|Mohammad|Alexandre|Alexander|Aleksandr|Xiaoping|Xiao|Jean)( (Ping|Marie|A\\.))?",
            other in "(J\\.|A|Bill|William|Mohamed|Mohammad|Alexandre|Alexander|Aleksandr|Xiaoping|Xiao|Jean)( (Ping|Marie|A\\.))?",
            surnames in "(Lund|Kim|Li) (Lund|Kim|Li)",
            slip in 0..8_usize,
        ) {
            let (a, b) = surnames.split_once(' ').unwrap_or_default();
            check(&format!("{given} {a}"), &format!("{} {b}", with_slip(&other, slip)))?;
        }

        #[test]
        fn no_spelling_of_a_surname_is_passed_over(
            surname in "(al |el |von |Van der )?(Assad|Zelensky|Zelenskyy|Gaddafi|Qadhafi|Schultz|Shultz|Lindqvist|Petrov|Petrova)",
            other in "(al |el |von |Van der )?(Assad|Zelensky|Zelenskyy|Gaddafi|Qadhafi|Schultz|Shultz|Lindqvist|Petrov|Petrova)",
            slips in (0..12_usize, 0..12_usize),
        ) {
            let other = with_slip(&with_slip(&other, slips.0), slips.1);
            check(&format!("Ann {surname}"), &format!("Ann {other}"))?;
        }
    }

    fn with_slip(word: &str, at: usize) -> String {
        let mut word = word.to_owned();
        if word.len() > at && word.is_char_boundary(at) && word.is_char_boundary(at + 1) && at > 0 {
            word.replace_range(at..=at, "e");
        }
        word
    }

    fn check(a: &str, b: &str) -> Result<(), TestCaseError> {
        if let Some((one, two)) = PersonName::parse(a).zip(PersonName::parse(b)) {
            let may_be = Sketch::of(&one).may_be_one(&Sketch::of(&two));
            prop_assert!(may_be || compare(&one, &two).is_none(), "{one:?} {two:?}");
        }
        Ok(())
    }
}
