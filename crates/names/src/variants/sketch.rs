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

/// A name in a few numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sketch {
    /// The first given name, how it sounds, all given names in one word, and the surname, as hashes.
    first: u64,
    sound: u64,
    given: u64,
    surname: u64,
    /// Letters of the first given name: how many, the first, the last.
    letters: usize,
    ends: (Option<char>, Option<char>),
    has_short_form: bool,
}

impl Sketch {
    /// The sketch of a name.
    pub fn of(name: &PersonName) -> Self {
        let first = name.given.first().map_or("", String::as_str);
        Self {
            first: hash(first),
            sound: hash(&skeleton(first)),
            given: hash(&name.given.concat()),
            surname: hash(&name.surname.concat()),
            letters: first.chars().count(),
            ends: (first.chars().next(), first.chars().next_back()),
            has_short_form: short_names::has_any(first),
        }
    }

    /// False only where [`compare`](super::compare) finds that two names cannot be one.
    pub fn may_be_one(&self, other: &Self) -> bool {
        let shorter = self.letters.min(other.letters);
        let begin_alike = self.ends.0 == other.ends.0;
        self.first == other.first
            || self.sound == other.sound
            || self.given == other.given
            || begin_alike && (shorter == 1 || shorter >= VERY_LONG)
            || self.ends == other.ends && shorter >= LONG
            || self.has_short_form && other.has_short_form
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
            let mut other = other;
            if other.len() > slip && other.is_char_boundary(slip) && other.is_char_boundary(slip + 1) && slip > 0 {
                other.replace_range(slip..=slip, "e");
            }
            let (a, b) = surnames.split_once(' ').unwrap_or_default();
            let pair = (PersonName::parse(&format!("{given} {a}")), PersonName::parse(&format!("{other} {b}")));
            if let (Some(one), Some(two)) = pair {
                let may_be = Sketch::of(&one).may_be_one(&Sketch::of(&two));
                prop_assert!(may_be || compare(&one, &two).is_none(), "{one:?} {two:?}");
            }
        }
    }
}
