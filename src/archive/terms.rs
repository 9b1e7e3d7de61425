//! What a token is called in the index.
//!
//! The writer, the query and the highlighter all take their terms from here, so that a word found is a word
//! marked. A token has a main term, by which a query asks for it, and further terms for its parts, so that "4.5m"
//! is found by "4.5" and "nº123" by "123".

mod known;
mod stream;
mod table;

use names::{
    fold::{fold, fold_into},
    tokens::{Class, Token},
};
use unicode_normalization::UnicodeNormalization;

pub(super) use known::ask;
pub use known::{Terms, TokenTerms};
pub use stream::TermStream;
pub(super) use stream::{JUMP, NEXT, SAME, distance};

use super::stemming::Stemming;

/// Longest term in bytes; longer ones are cut, so that a broken file cannot fill the dictionary with noise.
const LONGEST_TERM: usize = 200;

/// The terms of one token, as they are made.
#[derive(Debug, Default)]
struct Made {
    /// Folded and stemmed: the term by which a query asks.
    main: String,
    /// Stemmed with its accents and then folded, where that is another term: a query asks for either, since some endings
    /// are only known by their accents, and some readers type none.
    accented: Option<String>,
    /// Terms of its parts, at the same position.
    parts: Vec<String>,
}

/// Whether a token takes a position in the index: a word that is no possessive "'s".
pub fn is_indexed(token: &Token, surface: &str) -> bool {
    token.class == Class::Word && !matches!(surface, "'s" | "’s" | "'S" | "’S")
}

fn terms_of(stemming: Stemming, surface: &str) -> Made {
    let folded = fold(surface);
    let whole = clip(folded.trim_matches(['.', '\'']));
    let mut parts: Vec<String> = Vec::new();
    if whole.bytes().any(|b| !b.is_ascii_alphabetic()) {
        parts.extend(runs(whole).map(|run| stemming.stem(run).into_owned()));
        let joined: String = whole.chars().filter(|c| c.is_alphanumeric()).collect();
        parts.push(stemming.stem(&joined).into_owned());
        parts.extend(number(whole).map(str::to_owned));
    }
    let main = stemming.stem(without_elision(stemming, whole)).into_owned();
    let accented = accented(stemming, surface).filter(|term| *term != main && !term.is_empty());
    parts.sort_unstable();
    parts.dedup();
    parts.retain(|part| *part != main && accented.as_ref() != Some(part) && !part.is_empty());
    Made { main, accented, parts }
}

/// The folded stem of a word with its accents; none if it has none, or they tell nothing.
fn accented(stemming: Stemming, surface: &str) -> Option<String> {
    if surface.is_ascii() || !stemming.needs_accents() {
        return None;
    }
    let plain = |c: char| if c == '’' { '\'' } else { c };
    let lower: String = surface.to_lowercase().nfc().map(plain).collect();
    let word = without_elision(stemming, clip(lower.trim_matches(['.', '\''])));
    Some(fold(&stemming.stem(word)))
}

/// What of a word stands behind its apostrophe, in languages where that is a word of its own: "l'acqua" is "acqua", and
/// "O'Brien" is one word there, too.
fn without_elision(stemming: Stemming, word: &str) -> &str {
    match word.rsplit_once('\'') {
        Some((before, behind)) if stemming.elides(before) => behind,
        _ => word,
    }
}

/// The runs of letters and the runs of digits in a word: "covid19" has "covid" and "19".
fn runs(word: &str) -> impl Iterator<Item = &str> {
    let class = |c: char| if c.is_numeric() { 2 } else { u8::from(c.is_alphabetic()) };
    let mut rest = word;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|c| class(c) == 0);
        let first = class(rest.chars().next()?);
        let end = rest.find(|c| class(c) != first).unwrap_or(rest.len());
        let (run, tail) = rest.split_at(end);
        rest = tail;
        Some(run)
    })
}

/// The leading number of a word such as "4.5m".
fn number(word: &str) -> Option<&str> {
    let end = word.find(|c: char| !(c.is_ascii_digit() || c == '.' || c == ','))?;
    let number = word[..end].trim_end_matches(['.', ',']);
    number.contains(['.', ',']).then_some(number)
}

fn clip(word: &str) -> &str {
    let mut end = word.len().min(LONGEST_TERM);
    while !word.is_char_boundary(end) {
        end -= 1;
    }
    &word[..end]
}

/// The folded words of a field's value that a query can ask for: "The Ellery Packet" has "the", "ellery", "packet".
pub fn slot_words(value: &str) -> Vec<String> {
    let mut folded = String::with_capacity(value.len());
    fold_into(value, &mut folded);
    folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_have_a_main_term_and_parts() {
        let mut terms = Terms::default();
        let mut check = |surface: &str, main: &str, parts: &[&str]| {
            let got = terms.of(Stemming::ENGLISH, surface);
            assert_eq!(got.main(), main);
            assert_eq!(got.asked().count(), 1);
            assert_eq!(got.all().skip(1).collect::<Vec<_>>(), parts);
        };
        check("Running", "run", &[]);
        check("Élysée", "elyse", &[]);
        check("4.5m", "4.5m", &["4", "4.5", "45m", "5", "m"]);
        check("1,000", "1,000", &["000", "1", "1000"]);
        check("nº123", "no123", &["123", "no"]);
        check("U.S.", "u.s", &["s", "u", "us"]);
        check("O’Rourke", "o'rourk", &["o", "orourk", "rourk"]);
        check("2023", "2023", &[]);
    }

    #[test]
    fn words_of_other_languages_are_found_with_and_without_accents() {
        let mut terms = Terms::default();
        let mut check = |language: &str, typed: &str, written: &str, is_found: bool| {
            let stemming = Stemming::of(Some(language));
            let asked: Vec<String> = terms.asked(stemming, typed).map(str::to_owned).collect();
            let found = terms.of(stemming, written).all().any(|term| asked.iter().any(|asked| asked == term));
            assert_eq!(found, is_found, "{language}: {typed} {written}");
        };
        check("de", "Haus", "Häuser", true);
        check("de", "hauser", "Häuser", true);
        check("de", "Straße", "Strassen", true);
        check("de", "Haus", "Hausmeister", false);
        check("fr", "élection", "élections", true);
        check("fr", "election", "l’élection", true);
        check("fr", "l'élection", "élections", true);
        check("fr", "votée", "votées", true);
        check("fr", "votees", "votées", true);
        check("fr", "élection", "e\u{301}lections", true);
        check("fr", "qu'Anne", "Anne", true);
        check("fr", "O'Brien", "Brien", false);
        check("fr", "don't", "t", false);
        check("it", "acqua", "dell'acqua", true);
        check("es", "vecino", "vecinas", true);
        check("ru", "порт", "порту", true);
        check("ru", "порте", "портом", true);
        check("pt", "cidade", "cidades", true);
        check("zh", "Running", "running", true);
        check("zh", "run", "running", false);
    }
}
