//! A person's name in the parts by which libraries and citation programs file it, as written.

use super::people::{PersonName, is_suffix};
use crate::{
    key::{parts, push_bare},
    titles,
};

/// Words of bylines that are nobody's name: "Packet Staff", "Our Correspondent", "Press Association".
#[rustfmt::skip]
const NO_PERSON: &[&str] = &[
    "agencies", "agency", "and", "association", "board", "broadcasting", "bureau", "by", "chronicle", "committee",
    "contributor", "contributors", "correspondent", "correspondents", "council", "daily", "department", "desk",
    "editor", "editorial", "editors", "foundation", "from", "gazette", "group", "herald", "inc", "institute",
    "journal", "ltd", "magazine", "media", "network", "news", "newspaper", "newsroom", "observer", "office",
    "online", "our", "post", "press", "radio", "reporter", "reporters", "service", "services", "society", "staff",
    "team", "telegraph", "television", "the", "times", "tribune", "university", "weekly", "wire", "writer",
    "writers",
];

/// A person's name taken apart; every part is a piece of what was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parted<'n> {
    /// Given and middle names, without titles.
    pub given: &'n str,
    /// The surname with its particles.
    pub surname: &'n str,
    /// "Jr." and the like.
    pub suffix: Option<&'n str>,
}

/// Takes a name in its usual order apart; none if it is one word, or has a word that no person's name has.
pub fn parted(name: &str) -> Option<Parted<'_>> {
    let parsed = PersonName::parse(name).filter(|_| !name.chars().any(|c| c.is_ascii_digit()))?;
    let name = name.trim();
    let start = name.as_ptr().addr();
    let pieces: Vec<(usize, &str)> =
        name.split_whitespace().map(|piece| (piece.as_ptr().addr() - start, piece)).collect();
    let words: Vec<String> = pieces.iter().map(|(_, piece)| bare(piece)).collect();
    if words.iter().any(|word| NO_PERSON.binary_search(&word.as_str()).is_ok()) {
        return None;
    }
    let first = titles::leading(|at| words.get(at).map(String::as_str));
    let suffixes = words.iter().rev().take_while(|word| is_suffix(word)).count();
    let end = words.len().saturating_sub(suffixes).max(1);
    let at = |piece: usize| pieces.get(piece).map_or(name.len(), |&(at, _)| at);
    let part = |from, to| Some(name.get(at(from)..at(to))?.trim_end_matches([' ', ',']));
    let (given, surname) = if parsed.surname_first {
        (part(first + 1, end), part(first, first + 1))
    } else {
        let mut wanted = parsed.surname.len();
        let mut surname_at = end;
        while wanted > 0 && surname_at > first {
            surname_at -= 1;
            wanted = wanted.saturating_sub(parts(pieces[surname_at].1).count());
        }
        (part(first, surname_at), part(surname_at, end))
    };
    let (given, surname) = (given?, surname?);
    let is_inverted = pieces[..end - 1].iter().any(|(_, piece)| piece.contains(','));
    let suffix = (suffixes > 0).then(|| &name[at(end)..]);
    (!is_inverted && !given.is_empty() && !surname.is_empty()).then_some(Parted { given, surname, suffix })
}

/// A word folded, without the marks about it.
fn bare(piece: &str) -> String {
    let mut word = String::with_capacity(piece.len());
    parts(piece).for_each(|(_, part)| push_bare(part, &mut word));
    word
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted() {
        assert!(NO_PERSON.is_sorted());
    }

    #[test]
    fn takes_names_apart_as_written() {
        let check = |name: &str, expected: &str| {
            let parts = parted(name).map(|parts| {
                let suffix = parts.suffix.map(|suffix| format!(" | {suffix}"));
                format!("{} | {}{}", parts.given, parts.surname, suffix.unwrap_or_default())
            });
            assert_eq!(parts.as_deref().unwrap_or_default(), expected, "{name}");
        };
        check("Ann Lund", "Ann | Lund");
        check("ANN  LUND", "ANN | LUND");
        check("Mary Smith-Lund", "Mary | Smith-Lund");
        check("Ursula von der Lund", "Ursula | von der Lund");
        check("Bashar al-Lund", "Bashar | al-Lund");
        check("Dr. J. R. O'Lund, Jr.", "J. R. | O'Lund | Jr.");
        check("George Lund III", "George | Lund | III");
        check("Kim Jong-un", "Jong-un | Kim");
        check("Jos\u{e9} Mart\u{ed}", "Jos\u{e9} | Mart\u{ed}");
        check("Lund", "");
        check("Packet Staff", "");
        check("Our Correspondent", "");
        check("Press Association", "");
        check("Lund, Ann", "");
        check("Lund24 Ellery", "");
        check("", "");
    }

    proptest::proptest! {
        #[test]
        fn parts_are_pieces_of_the_name(name in "\\PC{0,24}") {
            if let Some(parts) = parted(&name) {
                proptest::prop_assert!(name.contains(parts.given) && name.contains(parts.surname));
            }
        }
    }
}
