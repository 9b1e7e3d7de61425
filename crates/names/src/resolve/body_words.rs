//! Words in the names of organizations and places that writers leave out, or that say what kind of body it
//! is.

use crate::{Kind, variants};

/// Words without a capital in most names, which acronyms may skip.
pub(super) const SMALL: &[&str] = &[
    "a", "al", "an", "and", "at", "da", "de", "del", "di", "du", "e", "for", "in", "la", "of", "on", "the",
    "to", "y",
];

/// Words left out of a comparison.
pub(super) const FILLERS: &[&str] = &["and", "the"];

/// "Ministry of Finance" is "Finance Ministry".
pub(super) const OFFICES: &[&str] = &["department", "dept", "ministry"];

/// Words that may be left out at the end, even before the full name was given: "Tencent Holdings".
#[rustfmt::skip]
const GENERIC: &[&str] = &[
    "ag", "agency", "airlines", "airways", "asa", "bhd", "brands", "co", "companies", "company", "corp",
    "corporation", "electronics", "enterprises", "foundation", "gmbh", "group", "holding", "holdings", "inc",
    "incorporated", "industries", "institute", "institution", "international", "limited", "llc", "llp", "ltd",
    "media", "motor", "motors", "movement", "network", "news", "nv", "partners", "party", "pharmaceuticals",
    "plc", "pte", "sa", "se", "spa", "systems", "technologies", "technology", "university",
];

/// Words of bodies that are part of another one: the "UN Security Council" is not the UN.
#[rustfmt::skip]
const PARTS: &[&str] = &[
    "academy", "agency", "assembly", "board", "branch", "bureau", "cabinet", "caucus", "center", "centre",
    "charter", "cloud", "command", "commission", "committee", "council", "court", "delegation", "department",
    "directorate", "division", "embassy", "fund", "headquarters", "institute", "mission", "office",
    "parliament", "program", "programme", "railway", "school", "secretariat", "section", "subcommittee",
    "summit", "team", "unit", "wing", "women", "youth",
];

/// Words that make another body of one that has the words behind them: "Liberal Democratic Party".
#[rustfmt::skip]
const OTHERS: &[&str] = &[
    "christian", "communist", "constitutional", "democratic", "east", "free", "general", "international",
    "liberal", "national", "new", "north", "people", "progressive", "social", "socialist", "south", "united",
    "west",
];

/// The one key of a short name that everybody knows and of what it is short for.
pub(super) fn known(kind: Kind, key: &str) -> Option<&'static str> {
    let first = *variants::known(kind, key)?.keys.first()?;
    // Other variants of long names are compared word by word: "EC Commission" has "EC" in it.
    let is_short = |key: &str| !key.contains(' ');
    (kind == Kind::Place || is_short(key) || is_short(first)).then_some(first)
}

/// Whether all words, joined by blanks, may be left out at the end of a name.
pub(super) fn are_generic(words: &str) -> bool {
    words.split(' ').all(|word| GENERIC.binary_search(&word).is_ok())
}

/// Whether words behind a name make it a part of what the name means.
pub(super) fn make_a_part(words: &str) -> bool {
    words.split(' ').any(|word| PARTS.binary_search(&word).is_ok())
}

/// Whether a word before a name makes it the name of something else.
pub(super) fn makes_another(word: &str) -> bool {
    OTHERS.binary_search(&word).is_ok()
}

/// Whether a word is one that acronyms may skip.
pub(super) fn is_small(word: &str) -> bool {
    SMALL.binary_search(&word).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted() {
        for list in [SMALL, FILLERS, OFFICES, GENERIC, PARTS, OTHERS] {
            assert!(list.is_sorted(), "{:?}", list.windows(2).find(|pair| pair[0] > pair[1]));
        }
    }
}
