//! Organizations and places compared by the words that are left when legal forms and spellings are evened out.

use crate::{Kind, key::words_of};

/// Words at the end of a company's name that say its legal form.
#[rustfmt::skip]
const LEGAL_FORMS: &[&str] = &[
    "ab", "ag", "as", "asa", "berhad", "bhd", "bv", "co", "company", "corp", "corporation", "gmbh", "inc",
    "incorporated", "kg", "kgaa", "kk", "limited", "llc", "llp", "lp", "ltd", "ltda", "nv", "oy", "oyj", "plc",
    "pte", "pty", "sa", "sab", "sarl", "se", "spa", "srl",
];

/// Words that name nobody alone: "General Corp." is not every "General".
#[rustfmt::skip]
const EMPTY: &[&str] = &[
    "american", "bank", "central", "first", "general", "group", "holding", "holdings", "international", "national",
    "new", "state", "the", "trust", "united", "us", "world",
];

/// Shortened and British words, and what they are evened out to.
#[rustfmt::skip]
const EVEN: &[(&str, &str)] = &[
    ("assn", "association"), ("assoc", "association"), ("bros", "brothers"), ("centre", "center"),
    ("cos", "companies"), ("defence", "defense"), ("dept", "department"), ("govt", "government"),
    ("inst", "institute"), ("int'l", "international"), ("intl", "international"), ("labour", "labor"),
    ("mfg", "manufacturing"), ("mgmt", "management"), ("natl", "national"), ("organisation", "organization"),
    ("programme", "program"), ("theatre", "theater"), ("univ", "university"),
];

/// Words that acronyms skip.
const SMALL: &[&str] = &["a", "and", "at", "de", "des", "du", "for", "in", "la", "of", "on", "the", "to"];

/// Whose body it is, in full and as it is shortened before other words: "United Nations Security Council".
#[rustfmt::skip]
const OWNERS: &[(&[&str], &str)] = &[
    (&["european", "community"], "ec"), (&["european", "union"], "eu"), (&["united", "kingdom"], "uk"),
    (&["united", "nations"], "un"), (&["united", "states"], "us"),
];

/// The words of an organization's or place's name that are compared across articles, joined by blanks: those of
/// [`evened`], without its legal form.
pub fn core(kind: Kind, name: &str) -> String {
    let mut words = words_of(kind, name);
    if kind == Kind::Organization {
        drop_legal_form(&mut words);
        even_out(&mut words);
    }
    words.join(" ")
}

/// The words of an organization's or place's name, joined by blanks: folded, without "the", evened out in spelling;
/// "Ministry of Finance" is "finance ministry" and "United Nations Charter" is "un charter".
pub fn evened(kind: Kind, name: &str) -> String {
    let mut words = words_of(kind, name);
    if kind == Kind::Organization {
        even_out(&mut words);
    }
    words.join(" ")
}

fn even_out(words: &mut Vec<String>) {
    for word in &mut *words {
        if let Ok(at) = EVEN.binary_search_by_key(&word.as_str(), |(written, _)| written) {
            EVEN[at].1.clone_into(word);
        }
    }
    if let [office, of, rest @ ..] = words.as_slice()
        && matches!(office.as_str(), "ministry" | "department")
        && of == "of"
        && !rest.is_empty()
    {
        *words = rest.iter().chain([office]).cloned().collect();
    }
    let owner = OWNERS
        .iter()
        .find(|(full, _)| words.len() > full.len() && words.iter().zip(*full).all(|(word, own)| word == own));
    if let Some((full, short)) = owner {
        words.splice(..full.len(), [(*short).to_owned()]);
    }
}

fn drop_legal_form(words: &mut Vec<String>) {
    let mut left = words.len();
    while left > 1 && is_legal_form(&words[left - 1]) {
        left -= 1;
    }
    let names_somebody = left > 1 || !EMPTY.contains(&words.first().map_or("", String::as_str));
    if names_somebody {
        words.truncate(left);
    }
    // "Lund Holm and Co" is "Lund Holm Inc"; "Lund and Co" may be of another Lund.
    if words.len() > 2 && words.last().is_some_and(|last| last == "and") {
        words.pop();
    }
}

/// Whether a folded word says what a company is in law.
pub fn is_legal_form(word: &str) -> bool {
    LEGAL_FORMS.binary_search(&word).is_ok()
}

/// Whether a key of one word is made of the initials of the words of a longer key, small words counted or not.
pub fn is_acronym_of(short: &str, full: &str) -> bool {
    let words: Vec<&str> = full.split(' ').collect();
    if short.contains(' ') || short.len() < 2 || words.len() < 2 {
        return false;
    }
    let initials = |words: &mut dyn Iterator<Item = &&str>| -> String {
        words.filter_map(|word| word.chars().next()).collect()
    };
    initials(&mut words.iter()) == short
        || initials(&mut words.iter().filter(|word| !SMALL.contains(word))) == short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted() {
        assert!(LEGAL_FORMS.is_sorted() && EMPTY.is_sorted() && EVEN.is_sorted() && SMALL.is_sorted());
    }

    #[test]
    fn evens_out_what_writers_do_as_they_please() {
        let cases = [
            ("Gannet Estates Inc.", "gannet estates"),
            ("Gannet Estates", "gannet estates"),
            ("The Gannet Estates Company, Ltd.", "gannet estates"),
            ("General Corp.", "general corp"),
            ("Ministry of Defence", "defense ministry"),
            ("Defense Ministry", "defense ministry"),
            ("World Fish Organisation", "world fish organization"),
            ("Lund & Co.", "lund"),
            ("S.A.", "sa"),
            ("United Nations Fish Council", "un fish council"),
            ("United Nations", "united nations"),
            ("U.S. Fish Board", "us fish board"),
            ("Ministry of International Trade and Industry", "international trade industry ministry"),
            ("Ellery Packet Co. Holdings", "ellery packet co holdings"),
        ];
        for (name, expected) in cases {
            assert_eq!(core(Kind::Organization, name), expected, "{name}");
        }
        assert_eq!(core(Kind::Place, "The Harbour Centre"), "harbour centre");
    }

    #[test]
    fn acronyms_are_initials() {
        let check = |short: &str, full: &str, expected: bool| {
            assert_eq!(is_acronym_of(short, full), expected, "{short} {full}");
        };
        check("pehb", "port ellery harbour board", true);
        check("opec", "organization of the petroleum exporting countries", true);
        check("dpp", "democratic party for the people", true);
        check("peb", "port ellery harbour board", false);
        check("p", "port", false);
    }
}
