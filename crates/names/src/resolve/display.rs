//! Chooses how a name is shown: its fullest form, cleaned.

use rustc_hash::FxHashSet;

use super::{
    acronyms,
    forms::{Form, Forms},
};
use crate::Kind;

/// Words that keep no capital inside a name.
const SMALL: [&str; 9] = ["AND", "AT", "DE", "FOR", "IN", "OF", "ON", "THE", "TO"];

/// Acronyms that could be read as words, and are known where all of an article is in capitals.
#[rustfmt::skip]
const ACRONYMS: &[&str] = &[
    "AFL", "ANC", "CIA", "CIO", "EC", "EEC", "EPA", "EU", "FBI", "FDA", "FIFA", "GATT", "IAEA", "IBM", "ICC", "ILO", "IMF", "IOC",
    "IRA", "IRS", "NASA", "NATO", "OAS", "OAU", "OECD", "OPEC", "PLO", "SEATO", "UAE", "UEFA", "UK", "UN", "UNO", "US", "USA", "USAF",
    "USDA", "USSR",
];

/// Chooses among the forms of a name, given with how often each stands in the article.
pub(super) fn canonical(forms: &Forms, used: &[(u32, u32)], is_shouting: bool) -> String {
    fullest(forms, used).map_or_else(String::new, |form| clean(forms, form, is_shouting))
}

/// The fullest of the forms of a name.
pub(super) fn fullest(forms: &Forms, used: &[(u32, u32)]) -> Option<u32> {
    let fullest = used.iter().max_by_key(|&&(form, count)| {
        let surface = forms.list[form as usize].surface;
        let words = forms.words(form).iter().filter(|word| forms.spelled(word) != "the").count();
        let is_name = !acronyms::has_exchange(surface);
        (is_name, words, has_small_letters(surface), count, surface.len(), std::cmp::Reverse(form))
    });
    fullest.map(|&(form, _)| form)
}

/// Whether a surface text is not all in capitals.
pub(super) fn has_small_letters(surface: &str) -> bool {
    surface.chars().any(char::is_lowercase)
}

/// A form's text without titles and article, on one line, and not in capitals that say nothing.
fn clean(forms: &Forms, form: u32, is_shouting: bool) -> String {
    let Form { kind, surface, has_titles, .. } = forms.list[form as usize];
    let mut bare = match kind {
        Kind::Person if has_titles => {
            &surface[forms.words(form).first().map_or(0, |word| word.at as usize)..]
        }
        Kind::Person => surface,
        Kind::Organization | Kind::Place => without_article(surface),
    };
    if bare.is_empty() {
        bare = surface;
    }
    let is_capital = !has_small_letters(bare);
    let is_alone = !bare.trim().contains(char::is_whitespace);
    let mut clean = String::with_capacity(bare.len());
    for word in bare.split_whitespace() {
        if !clean.is_empty() {
            clean.push(' ');
        }
        if is_capital && !clean.is_empty() && SMALL.contains(&word) {
            clean.push_str(&word.to_lowercase());
        } else if is_capital && !is_acronym(word, is_alone, kind, is_shouting) {
            push_recased(word, &mut clean);
        } else {
            clean.push_str(word);
        }
    }
    clean
}

/// The surface texts of a name's forms, as one reads them.
pub(super) fn distinct(forms: &Forms, used: &[(u32, u32)]) -> Vec<String> {
    let surfaces = used.iter().map(|&(form, _)| forms.list[form as usize].surface);
    let mut distinct: Vec<String> = surfaces.clone().map(on_one_line).collect();
    if !surfaces.eq(&distinct) {
        let mut seen = FxHashSet::default();
        distinct.retain(|surface| seen.insert(surface.clone()));
    }
    distinct
}

/// A surface text with one blank between its words.
fn on_one_line(surface: &str) -> String {
    let mut line = String::with_capacity(surface.len());
    for word in surface.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// "the World Bank" and "The World Bank" are the World Bank, but The Economist and The Hague keep their
/// article.
fn without_article(surface: &str) -> &str {
    match surface.split_once(char::is_whitespace) {
        Some(("the", rest)) => rest.trim_start(),
        Some(("The" | "THE", rest)) if rest.trim().contains(char::is_whitespace) => rest.trim_start(),
        _ => surface,
    }
}

/// Whether a word in capitals has them of its own: "NATO" has, unless the whole article is in capitals and
/// the word could be read.
fn is_acronym(word: &str, is_alone: bool, kind: Kind, is_shouting: bool) -> bool {
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    let is_spoken = word.contains(['A', 'E', 'I', 'O', 'U', 'Y']) || !word.is_ascii() || kind == Kind::Person;
    let longest = match kind {
        Kind::Person if is_shouting || !is_alone => 1,
        Kind::Person => 4,
        Kind::Place | Kind::Organization if is_shouting && !is_alone => 1,
        Kind::Place => 3,
        Kind::Organization if is_shouting || !is_alone => 3,
        Kind::Organization => usize::MAX,
    };
    let is_known = kind != Kind::Person && ACRONYMS.binary_search(&word).is_ok();
    letters <= longest || is_known || !is_spoken || word.chars().skip(1).any(|c| c == '.') || is_numeral(word)
}

fn is_numeral(word: &str) -> bool {
    matches!(word, "II" | "III" | "IV" | "VI" | "VII" | "VIII")
}

/// Appends a word in capitals with only the first letter of each of its parts as a capital.
fn push_recased(word: &str, out: &mut String) {
    let mut is_first = true;
    for (at, c) in word.char_indices() {
        if is_first {
            out.push(c);
        } else {
            out.extend(c.to_lowercase());
        }
        let is_possessive = at > 1 && matches!(c, '\'' | '’');
        is_first = !c.is_alphabetic() && !is_possessive;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_that_say_nothing() {
        let cases = [
            ("LUND", "Lund"),
            ("O'BRIEN", "O'Brien"),
            ("LUND'S", "Lund's"),
            ("AL-ASSAD", "Al-Assad"),
            ("JR.", "Jr."),
            ("ÉMILE", "Émile"),
        ];
        for (word, expected) in cases {
            let mut out = String::new();
            push_recased(word, &mut out);
            assert_eq!(out, expected, "{word}");
        }
    }

    #[test]
    fn acronyms_keep_their_capitals() {
        assert!(ACRONYMS.is_sorted());
        let check = |word: &str, is_alone: bool, kind: Kind, is_shouting: bool, expected: bool| {
            assert_eq!(is_acronym(word, is_alone, kind, is_shouting), expected, "{word} {kind:?}");
        };
        let body = Kind::Organization;
        check("NATO", true, body, true, true);
        check("LUND", true, body, true, false);
        check("LUND", true, body, false, true);
        check("UN", false, body, true, true);
        check("LAO", false, body, true, false);
        check("LAO", false, body, false, true);
        check("NBC", false, body, true, true);
        check("NAM", false, Kind::Place, true, false);
        check("USA", true, Kind::Place, true, true);
        check("ILO", true, Kind::Person, true, false);
    }

    #[test]
    fn articles() {
        let cases = [
            ("the World Bank", "World Bank"),
            ("The World Bank", "World Bank"),
            ("The Hague", "The Hague"),
            ("the", "the"),
            ("Theatre", "Theatre"),
        ];
        for (surface, expected) in cases {
            assert_eq!(without_article(surface), expected);
        }
    }
}
