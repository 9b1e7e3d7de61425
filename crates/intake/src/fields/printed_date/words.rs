//! The words of dates in English, French, German, Spanish, Portuguese and Italian; months in Dutch, Swedish, Polish and Czech as well.

use chrono::Weekday;

/// The names of the months in English, of which the first letters are enough.
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The names and usual short forms in the other languages, without accents.
const FOREIGN_MONTHS: [&[&str]; 12] = [
    &[
        "janvier", "janv", "januar", "janner", "enero", "ene", "janeiro", "gennaio", "gen", "januari",
        "stycznia", "ledna",
    ],
    &[
        "fevrier",
        "fevr",
        "fev",
        "februar",
        "feber",
        "febrero",
        "fevereiro",
        "febbraio",
        "februari",
        "lutego",
        "unora",
    ],
    &["mars", "marz", "maerz", "mrz", "marzo", "marco", "maart", "mrt", "marca", "brezna"],
    &["avril", "avr", "abril", "abr", "aprile", "kwietnia", "dubna"],
    &["mai", "mayo", "maio", "maggio", "mag", "mei", "maj", "maja", "kvetna"],
    &["juin", "juni", "junio", "junho", "giugno", "giu", "czerwca", "cervna"],
    &["juillet", "juil", "juli", "julio", "julho", "luglio", "lug", "lipca", "cervence"],
    &["aout", "agosto", "ago", "augustus", "augusti", "sierpnia", "srpna"],
    &["septembre", "septiembre", "setiembre", "setembro", "settembre", "set", "wrzesnia", "zari"],
    &["octobre", "oktober", "okt", "octubre", "outubro", "out", "ottobre", "ott", "pazdziernika", "rijna"],
    &["novembre", "noviembre", "novembro", "listopada", "listopadu"],
    &[
        "decembre",
        "dezember",
        "dez",
        "diciembre",
        "dic",
        "dezembro",
        "dicembre",
        "desember",
        "grudnia",
        "prosince",
    ],
];

const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// The days in the other languages, without accents, Monday first; "mar" is missing, since it is a month.
const FOREIGN_WEEKDAYS: [&[&str]; 7] = [
    &["lundi", "lun", "montag", "mo", "lunes", "segunda", "lunedi"],
    &["mardi", "dienstag", "di", "martes", "terca", "martedi"],
    &["mercredi", "mer", "mittwoch", "mi", "miercoles", "mie", "quarta", "mercoledi"],
    &["jeudi", "jeu", "donnerstag", "do", "jueves", "jue", "quinta", "giovedi", "gio"],
    &["vendredi", "ven", "freitag", "fr", "viernes", "vie", "sexta", "venerdi"],
    &["samedi", "sam", "samstag", "sonnabend", "sa", "sabado", "sab", "sabato"],
    &["dimanche", "dim", "sonntag", "so", "domingo", "dom", "domenica"],
];

/// The number of a month from its name.
pub(crate) fn month(word: &str) -> Option<u32> {
    let word = folded(word);
    let english = MONTHS.iter().position(|name| abbreviates(&word, name));
    let at = english.or_else(|| FOREIGN_MONTHS.iter().position(|names| names.contains(&word.as_str())))?;
    Some(at as u32 + 1)
}

/// The day of the week that a word is the name of.
pub(super) fn weekday(word: &str) -> Option<Weekday> {
    let word = folded(word);
    let english = WEEKDAYS.iter().position(|name| abbreviates(&word, name));
    let at = english.or_else(|| FOREIGN_WEEKDAYS.iter().position(|names| names.contains(&word.as_str())))?;
    Weekday::try_from(at as u8).ok()
}

/// A word in small letters without the accents that the names of months and days have.
fn folded(word: &str) -> String {
    let fold = |c: char| match c {
        'á' | 'à' | 'â' | 'ä' => 'a',
        'é' | 'è' | 'ê' | 'ě' => 'e',
        'ì' | 'í' => 'i',
        'û' | 'ü' | 'ú' => 'u',
        'ç' | 'č' => 'c',
        'ś' | 'š' => 's',
        'ź' | 'ž' => 'z',
        'ř' => 'r',
        'ň' => 'n',
        _ => c,
    };
    word.chars().flat_map(char::to_lowercase).map(fold).collect()
}

/// Whether a word is a name or its first three to five letters.
fn abbreviates(word: &str, name: &str) -> bool {
    matches!(word.len(), 3..=5) && name.starts_with(word) || word == name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_of_six_languages() {
        let check = |words: &str, expected: u32| {
            for word in words.split(' ') {
                assert_eq!(month(word), Some(expected), "{word}");
            }
        };
        check("January jan Janvier Januar enero janeiro gennaio", 1);
        check("février FÉVR Febbraio", 2);
        check("March mars März MÄRZ marzo março", 3);
        check("août August agosto", 8);
        check("Sept septiembre setembro settembre set", 9);
        check("décembre Dezember diciembre dezembro dicembre", 12);
        for word in ["jui", "ma", "harbour", "marching", ""] {
            assert_eq!(month(word), None, "{word}");
        }
    }

    #[test]
    fn days_of_the_week() {
        let check = |words: [&str; 3], day: Weekday| {
            for word in words {
                assert_eq!(weekday(word), Some(day), "{word}");
            }
        };
        check(["Sun", "dimanche", "So"], Weekday::Sun);
        check(["Wednesday", "Miércoles", "Mittwoch"], Weekday::Wed);
        check(["Tues", "Terça", "mardi"], Weekday::Tue);
        check(["venerdì", "Fri", "Freitag"], Weekday::Fri);
        assert!(["mar", "Sundays", "harbour"].into_iter().all(|word| weekday(word).is_none()));
    }
}
