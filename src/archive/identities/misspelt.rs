//! Joins the names of organizations of which one has a slip of the pen: "Futures Trading Commmission".
//!
//! One letter is little evidence, since "Nigerien" is no misspelt "Nigerian". So the odd word must be one that no other
//! name has, in a long name that is rare beside the other one, and all other words must be the same.

use names::variants::is_one_letter_off;
use rustc_hash::FxHashMap;

use super::{Reason, gather::NameFacts, groups::Groups};

/// Letters of the shortest word that can be taken for a misspelt one.
const LONG: usize = 6;

/// How many times more articles must have the right spelling of a word that no other name has either.
const RARER: u64 = 3;

/// How many names at most may have the same words beside the odd one; more are a family, "Bank of …".
const FAMILY: usize = 12;

/// Joins what differs in one letter.
pub(super) fn join(facts: &[NameFacts], groups: &mut Groups) {
    let spread = spread(facts);
    let mut families: FxHashMap<(usize, String), Vec<u32>> = FxHashMap::default();
    for (number, name) in facts.iter().enumerate() {
        let words: Vec<&str> = name.key.split(' ').collect();
        for (at, _) in words.iter().enumerate().filter(|(_, word)| words.len() > 1 && word.len() >= LONG - 1)
        {
            families.entry((at, without(&words, at))).or_default().push(number as u32);
        }
    }
    let mut families: Vec<_> =
        families.into_iter().filter(|(_, family)| (2..=FAMILY).contains(&family.len())).collect();
    families.sort_unstable();
    for ((at, _), family) in &families {
        for (i, a) in family.iter().enumerate() {
            for b in &family[i + 1..] {
                if is_slip(facts, &spread, *at, *a, *b) {
                    groups.join(*a, *b, Reason::Spelling);
                }
            }
        }
    }
}

/// In how many names each word stands.
fn spread(facts: &[NameFacts]) -> FxHashMap<&str, u32> {
    let mut spread = FxHashMap::default();
    for word in facts.iter().flat_map(|name| name.key.split(' ')) {
        *spread.entry(word).or_default() += 1;
    }
    spread
}

fn without(words: &[&str], at: usize) -> String {
    let others = words.iter().enumerate().filter(|(number, _)| *number != at).map(|(_, word)| *word);
    others.collect::<Vec<_>>().join(" ")
}

/// Whether the word at `at` is a slip in the rarer one of two names.
fn is_slip(facts: &[NameFacts], spread: &FxHashMap<&str, u32>, at: usize, a: u32, b: u32) -> bool {
    let (a, b) = (&facts[a as usize], &facts[b as usize]);
    let (rare, frequent) = if a.articles < b.articles { (a, b) } else { (b, a) };
    let word = |name: &'_ NameFacts| name.key.split(' ').nth(at).unwrap_or_default().to_owned();
    let (odd, right) = (word(rare), word(frequent));
    let of = |word: &str| spread.get(word).copied().unwrap_or(0);
    odd.len().max(right.len()) >= LONG
        && odd.chars().all(char::is_alphabetic)
        && of(&odd) == 1
        && frequent.articles > rare.articles
        && (of(&right) > 1 || frequent.articles >= RARER * rare.articles)
        && is_one_letter_off(&odd, &right)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_a_word_that_no_other_name_has() {
        let facts: Vec<NameFacts> = [
            ("fish trading commission", 9),
            ("fish trading commmission", 1),
            ("harbour commission", 2),
            ("nigerian navy", 9),
            ("nigerien navy", 2),
            ("nigerien police", 2),
            ("port bank", 9),
            ("post bank", 1),
        ]
        .into_iter()
        .map(|(key, articles)| NameFacts { key: key.into(), articles, ..NameFacts::default() })
        .collect();
        let mut groups = Groups::new(facts.len());
        join(&facts, &mut groups);
        assert_eq!(groups.root(0), groups.root(1));
        assert_ne!(groups.root(3), groups.root(4), "both words are known");
        assert_ne!(groups.root(6), groups.root(7), "short words");
    }
}
