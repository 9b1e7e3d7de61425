//! Joins the names of organizations of which one has a slip of the pen: "Futures Trading Commmission".
//!
//! One letter is little evidence, since "Nigerien" is no misspelt "Nigerian". So the odd word must be one that no other
//! name has, in a long name that is rare beside the other one, and all other words must be the same.

use names::variants::is_one_letter_off;
use rustc_hash::FxHashMap;

use super::{Reason, gather::Names, groups::Groups};
use crate::archive::{
    ArchiveError,
    spill::{Sorter, Spill},
};

/// Letters of the shortest word that can be taken for a misspelt one.
const LONG: usize = 6;

/// How many times more articles must have the right spelling of a word that no other name has either.
const RARER: u64 = 3;

/// How many names at most may have the same words beside the odd one; more are a family, "Bank of …".
const FAMILY: usize = 12;

/// Two names with the words in which they differ.
struct Pair<'n> {
    a: u32,
    b: u32,
    /// That of the rarer name.
    odd: &'n str,
    right: &'n str,
}

/// Joins what differs in one letter.
pub(super) fn join(names: &Names, groups: &mut Groups, spill: &Spill) -> Result<(), ArchiveError> {
    let mut families = Sorter::new(spill);
    for number in 0..names.len() {
        let words: Vec<&str> = names.key(number).split(' ').collect();
        let long = |(_, word): &(usize, &&str)| words.len() > 1 && word.len() >= LONG - 1;
        for (at, _) in words.iter().enumerate().filter(long) {
            families.push_number(&[&(at as u32).to_be_bytes(), without(&words, at).as_bytes()], number)?;
        }
    }
    let mut pairs: Vec<Pair<'_>> = Vec::new();
    families.finish()?.each_group(|key, family| {
        if (2..=FAMILY).contains(&family.len()) {
            let at = u32::from_be_bytes(key[..4].try_into().unwrap_or_default()) as usize;
            for (i, a) in family.iter().enumerate() {
                pairs.extend(family[i + 1..].iter().filter_map(|b| slip(names, at, *a, *b)));
            }
        }
        Ok(())
    })?;
    let spread = spread(names, &pairs);
    for pair in &pairs {
        if is_nowhere_else(names, &spread, pair) {
            groups.join(pair.a, pair.b, Reason::Spelling);
        }
    }
    Ok(())
}

/// In how many names each word of some pairs stands.
fn spread<'n>(names: &Names, pairs: &[Pair<'n>]) -> FxHashMap<&'n str, u32> {
    let mut spread: FxHashMap<&str, u32> =
        pairs.iter().flat_map(|pair| [(pair.odd, 0), (pair.right, 0)]).collect();
    for word in (0..names.len()).flat_map(|name| names.key(name).split(' ')) {
        if let Some(count) = spread.get_mut(word) {
            *count += 1;
        }
    }
    spread
}

fn without(words: &[&str], at: usize) -> String {
    let others = words.iter().enumerate().filter(|(number, _)| *number != at).map(|(_, word)| *word);
    others.collect::<Vec<_>>().join(" ")
}

/// Two names if the word at `at` may be a slip in the rarer one.
fn slip(names: &Names, at: usize, a: u32, b: u32) -> Option<Pair<'_>> {
    let (rare, frequent) = if names.articles(a) < names.articles(b) { (a, b) } else { (b, a) };
    let word = |name: u32| names.key(name).split(' ').nth(at).unwrap_or_default();
    let (odd, right) = (word(rare), word(frequent));
    let may_be = odd.len().max(right.len()) >= LONG
        && odd.chars().all(char::is_alphabetic)
        && names.articles(frequent) > names.articles(rare)
        && is_one_letter_off(odd, right);
    may_be.then_some(Pair { a, b, odd, right })
}

/// Whether no other name has the odd word, and the right one is known.
fn is_nowhere_else(names: &Names, spread: &FxHashMap<&str, u32>, pair: &Pair<'_>) -> bool {
    let of = |word: &str| spread.get(word).copied().unwrap_or(0);
    let (a, b) = (names.articles(pair.a), names.articles(pair.b));
    of(pair.odd) == 1 && (of(pair.right) > 1 || a.max(b) >= RARER * a.min(b))
}

#[cfg(test)]
mod tests {
    use names::Kind;

    use super::*;

    #[test]
    fn a_slip_is_a_word_that_no_other_name_has() {
        let names = [
            ("fish trading commission", 9),
            ("fish trading commmission", 1),
            ("harbour commission", 2),
            ("nigerian navy", 9),
            ("nigerien navy", 2),
            ("nigerien police", 2),
            ("port bank", 9),
            ("post bank", 1),
        ];
        let folder = tempfile::tempdir().expect("a folder");
        let spill = Spill::in_index(folder.path()).expect("room");
        let mut groups = Groups::default();
        join(&Names::of(Kind::Organization, &names), &mut groups, &spill).expect("joined");
        assert_eq!(groups.root(0), groups.root(1));
        assert_ne!(groups.root(3), groups.root(4), "both words are known");
        assert_ne!(groups.root(6), groups.root(7), "short words");
    }
}
