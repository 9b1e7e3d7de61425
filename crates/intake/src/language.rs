//! Tells the language of a story.

use whatlang::{Lang, detect};

use crate::words::{Words, words};

/// How much text is looked at: more tells no more and costs time.
const ENOUGH: usize = 700;

/// Words that every tenth word of an English text is at least, and that hardly occur in other languages.
const ENGLISH: Words =
    words!("the|and|to|that|with|his|from|by|said|has|are|this|which|have|were|it|they|who|would|had");

/// Abbreviations of English-speaking agencies, of which tables of results and short reports are made.
const OF_WIRES: Words = words!("bln|cts|dlr|dlrs|mln|mths|pct|qtly|qtr|revs|shr|shrs|stg|vs");

/// The ISO 639-1 code of the language that the paragraphs are written in, where that is clear.
pub(crate) fn language<'a>(paragraphs: impl Iterator<Item = &'a str>) -> Option<&'static str> {
    let mut text = String::with_capacity(ENOUGH);
    for paragraph in paragraphs {
        let most = ENOUGH - text.len();
        let end =
            (0..=paragraph.len().min(most)).rev().find(|&at| paragraph.is_char_boundary(at)).unwrap_or(0);
        text.push_str(&paragraph[..end]);
        if text.len() + 4 >= ENOUGH {
            break;
        }
        text.push(' ');
    }
    if is_english(&text) {
        return Some("en");
    }
    if is_table(&text) || is_of_wires(&text) {
        return None;
    }
    let info = detect(&text)?;
    if info.is_reliable() { code(info.lang()) } else { None }
}

/// A quick answer for the most frequent case, a hundred times faster than comparing letter statistics.
fn is_english(text: &str) -> bool {
    let (mut words, mut english, mut sure) = (0usize, 0usize, 0usize);
    for word in text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()) {
        words += 1;
        english += usize::from(ENGLISH.contains_in_any_case(word));
        sure += usize::from(word.eq_ignore_ascii_case("the") || word.eq_ignore_ascii_case("said"));
    }
    words >= 12 && english * 10 >= words && sure > 0
}

/// Whether every tenth word is an abbreviation of an agency's tables, and there are three.
fn is_of_wires(text: &str) -> bool {
    let words = || text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    let wires = words().filter(|word| OF_WIRES.contains_in_any_case(word)).count();
    wires >= 3 && wires * 10 >= words().count()
}

/// Whether there is a digit for every six letters or fewer: results, prices and scores are mostly abbreviations and names,
/// whose letters say nothing of the language.
fn is_table(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    digits * 6 > letters
}

/// What a language is called in English, by its ISO 639-1 code, if it is one that is recognised.
pub fn language_name(code: &str) -> Option<&'static str> {
    CODES.iter().find(|(_, known)| *known == code).map(|(lang, _)| lang.eng_name())
}

/// The two-letter code of a language by its name, in English or in itself, or by its code of three letters.
pub(crate) fn language_code(name: &str) -> Option<&'static str> {
    let name = name.trim().to_lowercase();
    let is_name = |lang: Lang| {
        lang.code() == name || lang.eng_name().to_lowercase() == name || lang.name().to_lowercase() == name
    };
    let found = CODES.iter().find(|(lang, _)| is_name(*lang)).map(|(_, code)| *code);
    found.or_else(|| LIBRARY.iter().find(|(known, _)| *known == name).map(|(_, code)| *code))
}

/// Codes of three letters that libraries write for languages that call themselves otherwise.
const LIBRARY: [(&str, &str); 9] = [
    ("chi", "zh"),
    ("cze", "cs"),
    ("dut", "nl"),
    ("fre", "fr"),
    ("ger", "de"),
    ("gre", "el"),
    ("per", "fa"),
    ("rum", "ro"),
    ("slo", "sk"),
];

/// The two-letter code of a language that has one.
fn code(lang: Lang) -> Option<&'static str> {
    CODES.iter().find(|(known, _)| *known == lang).map(|(_, code)| *code)
}

const CODES: &[(Lang, &str)] = &[
    (Lang::Afr, "af"),
    (Lang::Aka, "ak"),
    (Lang::Amh, "am"),
    (Lang::Ara, "ar"),
    (Lang::Aze, "az"),
    (Lang::Bel, "be"),
    (Lang::Ben, "bn"),
    (Lang::Bul, "bg"),
    (Lang::Cat, "ca"),
    (Lang::Ces, "cs"),
    (Lang::Cmn, "zh"),
    (Lang::Dan, "da"),
    (Lang::Deu, "de"),
    (Lang::Ell, "el"),
    (Lang::Eng, "en"),
    (Lang::Epo, "eo"),
    (Lang::Est, "et"),
    (Lang::Fin, "fi"),
    (Lang::Fra, "fr"),
    (Lang::Guj, "gu"),
    (Lang::Heb, "he"),
    (Lang::Hin, "hi"),
    (Lang::Hrv, "hr"),
    (Lang::Hun, "hu"),
    (Lang::Hye, "hy"),
    (Lang::Ind, "id"),
    (Lang::Ita, "it"),
    (Lang::Jav, "jv"),
    (Lang::Jpn, "ja"),
    (Lang::Kan, "kn"),
    (Lang::Kat, "ka"),
    (Lang::Khm, "km"),
    (Lang::Kor, "ko"),
    (Lang::Lat, "la"),
    (Lang::Lav, "lv"),
    (Lang::Lit, "lt"),
    (Lang::Mal, "ml"),
    (Lang::Mar, "mr"),
    (Lang::Mkd, "mk"),
    (Lang::Mya, "my"),
    (Lang::Nep, "ne"),
    (Lang::Nld, "nl"),
    (Lang::Nob, "nb"),
    (Lang::Ori, "or"),
    (Lang::Pan, "pa"),
    (Lang::Pes, "fa"),
    (Lang::Pol, "pl"),
    (Lang::Por, "pt"),
    (Lang::Ron, "ro"),
    (Lang::Rus, "ru"),
    (Lang::Sin, "si"),
    (Lang::Slk, "sk"),
    (Lang::Slv, "sl"),
    (Lang::Sna, "sn"),
    (Lang::Spa, "es"),
    (Lang::Srp, "sr"),
    (Lang::Swe, "sv"),
    (Lang::Tam, "ta"),
    (Lang::Tel, "te"),
    (Lang::Tgl, "tl"),
    (Lang::Tha, "th"),
    (Lang::Tuk, "tk"),
    (Lang::Tur, "tr"),
    (Lang::Ukr, "uk"),
    (Lang::Urd, "ur"),
    (Lang::Uzb, "uz"),
    (Lang::Vie, "vi"),
    (Lang::Yid, "yi"),
    (Lang::Zul, "zu"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages() {
        let check =
            |text: &str, expected: Option<&str>| assert_eq!(language(text.split('\n')), expected, "{text}");
        check(
            "The mayor closed the harbour on Monday, and nobody at the council knows why she did it that day.",
            Some("en"),
        );
        check(
            "THE MAYOR CLOSED THE HARBOUR ON MONDAY, AND NOBODY AT THE COUNCIL KNOWS WHY SHE DID IT THAT DAY.",
            Some("en"),
        );
        check(
            "Die Bürgermeisterin hat den Hafen am Montag geschlossen, und niemand im Rat weiß, warum sie das getan hat.\n\
             Im Frühling soll er wieder geöffnet werden, sagte eine Sprecherin der Stadt.",
            Some("de"),
        );
        check(
            "Мэр города закрыла порт в понедельник, и никто в совете не знает, почему она это сделала.",
            Some("ru"),
        );
        assert_eq!([language_name("de"), language_name("xx")], [Some("German"), None]);
        check(
            "Lund Corp said it plans to establish a plant in Holm, England, which is to open in May.",
            Some("en"),
        );
        check(
            "Shr profit cts vs loss\nNet profit mln vs loss\nRevs mln vs mln\nNote: full name Lund Holm",
            None,
        );
        check("", None);
        check("12 34 56", None);
        check("Rev. 12,400 vs 13,250\nNet loss 95,000 vs profit 541,000\nShare 54 cts vs 53 cts", None);
    }
}
