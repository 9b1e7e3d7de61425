//! By which rules the words of an article lose their endings: those of its language.
//!
//! The rules are Snowball's. They are chosen by the code that stands in an article's record, so that whoever reads the
//! record again, to mark what matches in it, chooses the same.

use std::borrow::Cow;

use frostem::{Algorithm, Stemmer};

/// The rules of a language, or none: then a word is only folded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Stemming(Option<Algorithm>);

/// Words that lose their ends before a vowel.
const FRENCH: [&str; 15] =
    ["c", "d", "j", "jusqu", "l", "lorsqu", "m", "n", "presqu", "puisqu", "qu", "quelqu", "quoiqu", "s", "t"];
const ITALIAN: [&str; 36] = [
    "agl", "alcun", "all", "altr", "anch", "bell", "buon", "c", "ciascun", "coll", "com", "cos", "d", "dagl",
    "dall", "degl", "dell", "dov", "gl", "grand", "l", "m", "mezz", "n", "neanch", "negl", "nell", "nessun",
    "quell", "quest", "s", "sant", "sull", "t", "un", "v",
];
const CATALAN: [&str; 6] = ["d", "l", "m", "n", "s", "t"];

impl Stemming {
    /// The rules for English, and for articles whose language is not known.
    pub const ENGLISH: Self = Self(Some(Algorithm::English));

    /// The rules for an article with this ISO 639-1 code, or without one.
    pub fn of(language: Option<&str>) -> Self {
        match language {
            None | Some("en") => Self::ENGLISH,
            Some("nb" | "nn") => Self(Some(Algorithm::Norwegian)),
            Some(code) => Self(Algorithm::from_name(code).ok()),
        }
    }

    /// Whether stems begin as their words do: what is taken off stands at the end.
    pub fn keeps_beginnings(self) -> bool {
        self == Self::ENGLISH
    }

    /// Whether accents tell the rules something that they do not need in English.
    pub(super) fn needs_accents(self) -> bool {
        self.0.is_some() && self != Self::ENGLISH
    }

    /// Whether what stands before an apostrophe, in small letters and without accents, is another word than what stands behind
    /// it: "l'acqua" is "acqua".
    pub(super) fn elides(self, before: &str) -> bool {
        let words: &[&str] = match self.0 {
            Some(Algorithm::French) => &FRENCH,
            Some(Algorithm::Italian) => &ITALIAN,
            Some(Algorithm::Catalan) => &CATALAN,
            _ => &[],
        };
        words.contains(&before)
    }

    /// Whether an English word is one of those whose end is cut short: other languages know no such ends, and would take
    /// them for words.
    pub(super) fn is_contraction(word: &str) -> bool {
        let end = word.rsplit_once(['\'', '’']);
        end.is_some_and(|(before, end)| {
            ["ve", "ll", "re", "m"].contains(&end) || end == "t" && before.ends_with('n') && before.len() > 1
        })
    }

    /// A word in lower case without its ending. Letters are stemmed; what holds digits or points is kept.
    pub(super) fn stem(self, word: &str) -> Cow<'_, str> {
        match self.0 {
            Some(algorithm) if word.chars().all(|c| c.is_alphabetic() || c == '\'' || is_mark(c)) => {
                Stemmer::new(algorithm).stem(word)
            }
            _ => Cow::Borrowed(word),
        }
    }
}

/// The marks of the scripts of India, Arabic and others, which are parts of words and no letters.
fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_has_its_rules() {
        let check = |language: Option<&str>, word: &str, expected: &str| {
            assert_eq!(Stemming::of(language).stem(word), expected, "{language:?} {word}");
        };
        check(None, "elections", "elect");
        check(Some("en"), "running", "run");
        check(Some("de"), "häuser", "haus");
        check(Some("fr"), "élections", "élect");
        check(Some("es"), "ciudades", "ciudad");
        check(Some("nb"), "husene", "hus");
        check(Some("zh"), "running", "running");
        check(Some("de"), "g20", "g20");
    }
}
