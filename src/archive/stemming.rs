//! By which rules the words of an article lose their endings: those of its language.
//!
//! The rules are Snowball's. They are chosen by the code that stands in an article's record, so that whoever reads the
//! record again, to mark what matches in it, chooses the same.

use std::borrow::Cow;

use frostem::{Algorithm, Stemmer};

/// The rules of a language, or none: then a word is only folded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Stemming(Option<Algorithm>);

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

    /// Whether what stands before an apostrophe is another word: "l'acqua" is "acqua".
    pub(super) fn has_elisions(self) -> bool {
        matches!(self.0, Some(Algorithm::French | Algorithm::Italian | Algorithm::Catalan))
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
