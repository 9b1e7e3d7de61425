//! Knows what is nobody's name, though it was taken for one: pronouns, days, bare titles, legal forms, the party and
//! state behind a politician ("R-Ohio"), words of tables ("Oper shr"), addresses and markup.
//!
//! A tagger that is right in most places still finds "Sen" or "Inc" in a headline now and then, and over many articles
//! that adds up to an entry near the top of a list.

use super::{display::has_small_letters, forms::Forms};
use crate::{Kind, titles};

/// Words for somebody whom the text names elsewhere.
#[rustfmt::skip]
const PRONOUNS: &[&str] = &[
    "he", "her", "hers", "herself", "him", "himself", "his", "i", "it", "its", "me", "mine", "my", "our", "ours",
    "she", "somebody", "someone", "that", "their", "theirs", "them", "they", "this", "those", "we", "who", "whom",
    "you", "your",
];

/// Days and months that are hardly anybody's name.
#[rustfmt::skip]
const TIMES: &[&str] = &[
    "december", "february", "friday", "january", "july", "monday", "november", "october", "saturday", "september",
    "sunday", "thursday", "today", "tomorrow", "tuesday", "wednesday", "yesterday",
];

/// Titles that are surnames, too: they name nobody only behind "the".
#[rustfmt::skip]
const ALSO_SURNAMES: &[&str] = &[
    "bishop", "cardinal", "chancellor", "chief", "dame", "father", "judge", "justice", "king", "lord", "major", "pope",
    "prince", "queen", "speaker",
];

/// What somebody is of a party: "Texas Democrat" says of whom, and names nobody.
const OF_PARTIES: &[&str] = &["democrat", "democrats", "republican", "republicans"];

/// Shortened titles, which end no name: "Nevada Sen" is a state and a title.
#[rustfmt::skip]
const SHORT_TITLES: &[&str] = &[
    "capt", "gov", "hon", "lieut", "maj", "messrs", "mlle", "mme", "mr", "mrs", "ms", "rep", "reps", "sen", "sens",
    "sgt",
];

/// Legal forms that are no word of a language and no acronym of anybody.
#[rustfmt::skip]
const LEGAL_FORMS: &[&str] = &[
    "bhd", "co", "company", "corp", "corporation", "cos", "gmbh", "inc", "incorporated", "limited", "llc", "llp",
    "ltd", "plc", "pte", "pty",
];

/// Words of the tables in which agencies give the earnings of companies.
#[rustfmt::skip]
const TABLE_WORDS: &[&str] = &[
    "avg", "bln", "cts", "dlrs", "mln", "mth", "mths", "net", "oper", "pct", "qtly", "qtr", "qtrs", "revs", "shr", "shrs", "vs", "wks",
    "yr", "yrs",
];

/// Abbreviations of what is no body of people: measures, offices, terms of trade.
#[rustfmt::skip]
const THINGS: &[&str] = &[
    "ceo", "cfo", "cpi", "fifo", "fob", "frn", "gdp", "gmt", "gnp", "hiv", "ipo", "libor", "lifo", "lng", "lpg", "otc", "ppi", "tv",
    "usd", "vat", "wpi",
];

/// States as they stand behind a party, folded: "D-Calif.", "R-TX".
#[rustfmt::skip]
const STATES: &[&str] = &[
    "ak", "al", "ala", "alaska", "ar", "ariz", "ark", "az", "ca", "cal", "calif", "co", "colo", "conn", "ct", "de",
    "del", "fl", "fla", "ga", "hawaii", "hi", "ia", "id", "idaho", "il", "ill", "in", "ind", "iowa", "kan", "ks", "ky",
    "la", "ma", "maine", "mass", "md", "me", "mi", "mich", "minn", "miss", "mn", "mo", "mont", "ms", "mt", "nc", "nd",
    "ne", "neb", "nev", "nh", "nj", "nm", "nv", "ny", "oh", "ohio", "ok", "okla", "or", "ore", "pa", "ri", "sc", "sd",
    "tenn", "tex", "texas", "tn", "tx", "ut", "utah", "va", "vt", "wa", "wash", "wi", "wis", "wv", "wva", "wy", "wyo",
];

/// Whether a form, the fullest of its name, is nobody's; `before` is what stands before its first mention.
pub(super) fn is_nobody(forms: &Forms, form: u32, before: &str) -> bool {
    let (kind, surface) = (forms.list[form as usize].kind, forms.list[form as usize].surface.trim());
    let words: Vec<&str> = forms.words(form).iter().map(|word| forms.spelled(word)).collect();
    let all = |list: &[&str]| !words.is_empty() && words.iter().all(|word| list.binary_search(word).is_ok());
    // "IT" and "WHO" are bodies.
    let is_word = kind == Kind::Person || has_small_letters(surface);
    is_markup(kind, surface)
        || is_party_and_state(&words, surface)
        || is_word && words.len() == 1 && all(PRONOUNS)
        || words.len() == 1 && all(TIMES)
        || (words.len() > 1 || has_small_letters(surface)) && all(TABLE_WORDS)
        || match kind {
            Kind::Person => {
                let is_of_party = words.last().is_some_and(|last| OF_PARTIES.contains(last));
                is_bare_title(&words, before) || is_letter(&words) || is_of_party
            }
            // Of single letters X alone is a company.
            Kind::Organization => {
                let is_letter = is_letter(&words) && words != ["x"];
                let is_thing = words.len() == 1 && all(THINGS);
                is_letter || is_thing || all(LEGAL_FORMS) || is_abbreviation(surface) || all(SHORT_TITLES)
            }
            Kind::Place => all(SHORT_TITLES),
        }
}

/// Whether a text is an address or has signs that no name has.
fn is_markup(kind: Kind, surface: &str) -> bool {
    // Nearly all names have none of the signs by which the rest is known.
    if !surface.bytes().any(|byte| byte.is_ascii_punctuation() && !matches!(byte, b'-' | b'\'' | b',')) {
        return false;
    }
    let has = |text: &str| surface.contains(text);
    surface.contains(['@', '<', '>', '{', '}', '[', ']', '=', '|', '\\', '_', '#'])
        || has("://")
        || has("www.")
        || has("&lt;")
        || has("&gt;")
        || has("&amp;")
        || kind == Kind::Person && (has(".com") || has(".org"))
}

fn is_party_and_state(words: &[&str], surface: &str) -> bool {
    let is_party = surface.starts_with("D-") || surface.starts_with("R-");
    is_party
        && words.split_first().is_some_and(|(party, state)| {
            matches!(*party, "d" | "r") && STATES.binary_search(&state.concat().as_str()).is_ok()
        })
}

/// Whether nothing but a title stands there, or a title is the end of it.
fn is_bare_title(words: &[&str], before: &str) -> bool {
    let Some(last) = words.last() else { return true };
    let is_title =
        |word: &&str| titles::is_title(word) || titles::may_precede(word) || SHORT_TITLES.contains(word);
    let is_surname = ALSO_SURNAMES.binary_search(last).is_ok();
    let is_behind_the = before.ends_with("the ") || before.ends_with("The ");
    if is_surname && !is_behind_the {
        return false;
    }
    SHORT_TITLES.binary_search(last).is_ok() || words.iter().all(is_title) && (titles::is_title(last))
}

fn is_letter(words: &[&str]) -> bool {
    matches!(words, [word] if word.chars().count() == 1 && word.is_ascii())
}

/// Whether a single word is an abbreviation of a table, "Shr": small letters without a vowel.
fn is_abbreviation(surface: &str) -> bool {
    let mut letters = surface.trim_end_matches('.').chars();
    letters.next().is_some_and(char::is_uppercase)
        && letters.clone().count() > 0
        && letters.all(|c| c.is_ascii_lowercase() && !"aeiouy".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Mention;

    #[test]
    fn lists_are_sorted() {
        for list in [PRONOUNS, TIMES, ALSO_SURNAMES, SHORT_TITLES, LEGAL_FORMS, TABLE_WORDS, THINGS, STATES] {
            assert!(list.is_sorted(), "{:?}", list.windows(2).find(|pair| pair[0] > pair[1]));
        }
    }

    #[test]
    fn tells_names_from_what_is_none() {
        use Kind::{Organization, Person, Place};
        let cases = [
            (Person, "", "He", true),
            (Person, "", "Mr", true),
            (Person, "", "President", true),
            (Person, "", "Sen.", true),
            (Person, "", "Nevada Sen", true),
            (Person, "", "Texas Democrat", true),
            (Person, "", "Prime Minister", true),
            (Person, "the ", "King", true),
            (Person, "", "King", false),
            (Person, "", "Monday", true),
            (Person, "", "R-Minn.", true),
            (Person, "", "D-NY", true),
            (Person, "", "R-W.Va.", true),
            (Person, "", "D-Lund", false),
            (Person, "", "@annlund", true),
            (Person, "", "X", true),
            (Person, "", "Ng", false),
            (Person, "", "Ann Lund", false),
            (Person, "", "May", false),
            (Organization, "", "Inc", true),
            (Organization, "", "Co Inc", true),
            (Organization, "", "Lund Inc", false),
            (Organization, "", "Shr", true),
            (Organization, "", "Oper", true),
            (Organization, "", "OPER NET", true),
            (Organization, "", "NET", false),
            (Organization, "", "GNP", true),
            (Organization, "", "TV Lund", false),
            (Organization, "", "P", true),
            (Organization, "", "X", false),
            (Organization, "", "WHO", false),
            (Organization, "", "BBC", false),
            (Organization, "", "https://lund.example", true),
            (Organization, "", "lund.com", false),
            (Place, "", "Mme", true),
            (Place, "", "Lund", false),
            (Place, "", "<b>", true),
        ];
        for (kind, before, surface, expected) in cases {
            let range = 0..surface.len() as u32;
            let mentions = [Mention { kind, range, tokens: 0..1 }];
            let forms = Forms::new(surface, &mentions);
            assert_eq!(is_nobody(&forms, 0, before), expected, "{surface}");
        }
    }
}
