//! People's names taken apart and compared part by part.

use super::spelling::{distance_within, is_one_letter_off, skeleton};
use crate::{
    key::{is_letter, parts, push_bare},
    resolve::{gender, is_first_surname, short_names},
    titles,
};

/// Words behind a surname that belong to the person, or say what they are.
const SUFFIXES: &[&str] =
    &["cbe", "dds", "esq", "ii", "iii", "iv", "jr", "kbe", "mbe", "md", "obe", "phd", "qc", "sr"];

/// Small words with which a surname may begin.
#[rustfmt::skip]
const PARTICLES: &[&str] = &[
    "abu", "al", "ap", "ben", "bin", "bint", "da", "dal", "das", "de", "del", "della", "den", "der", "di", "do",
    "dos", "du", "el", "ibn", "la", "le", "san", "st", "ten", "ter", "van", "vom", "von", "zu", "zur",
];

/// Letters of the shortest word in which one wrong letter is a slip, if all else is the same.
pub(super) const LONG: usize = 6;

/// Articles before a surname that writers leave out: "al-Assad" is "Assad".
const ARTICLES: &[&str] = &["al", "el"];

/// A person's name of two words or more: "George W. Lund Jr.", "van der Berg, Anna", "Kim Jong-un".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonName {
    /// Given and middle names, folded; a single letter is an initial.
    pub given: Vec<String>,
    /// The surname's words, folded, particles in front.
    pub surname: Vec<String>,
    /// "jr", "iii" and the like.
    pub suffix: Option<String>,
    /// Whether the surname stands first, as in Chinese, Korean and Vietnamese names.
    pub surname_first: bool,
}

/// What may differ between two forms of one person's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Difference {
    /// One has a middle name or initial that the other leaves out.
    Middle,
    /// One has "Jr." or the like.
    Suffix,
    /// One writes an article or particle before the surname: "al-Assad".
    Particle,
    /// One has a short form of the given name: "Joe" for "Joseph".
    ShortForm,
    /// One has only the initial of the given name.
    Initial,
    /// The surname stands first in one, without a comma.
    Order,
    /// A word is spelled another way.
    Spelling,
}

/// A set of [`Difference`]s.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Differences(u8);

impl Differences {
    /// The set of these.
    pub fn of(list: &[Difference]) -> Self {
        let mut set = Self::default();
        for difference in list {
            set.add(*difference);
        }
        set
    }

    fn add(&mut self, difference: Difference) {
        self.0 |= 1 << difference as u8;
    }

    /// Whether it has this one.
    pub fn has(self, difference: Difference) -> bool {
        self.0 & (1 << difference as u8) != 0
    }

    /// Whether it has none but these.
    pub fn only(self, allowed: &[Difference]) -> bool {
        self.0 & !Self::of(allowed).0 == 0
    }

    /// Whether it has none.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// Whether a folded word is a given name that is hardly anything else.
pub fn is_given_name(word: &str) -> bool {
    gender::of_given_name(word).is_some()
}

impl PersonName {
    /// Takes a name apart; none if it is a single word, or just a surname with its particles.
    pub fn parse(name: &str) -> Option<Self> {
        if let Some(parsed) = Self::parse_inverted(name) {
            return Some(parsed);
        }
        let mut words = words(name);
        let suffix = take_suffix(&mut words);
        if words.len() < 2 || PARTICLES.contains(&words[0].as_str()) {
            return None;
        }
        if stands_first(&words) {
            let surname = vec![words.remove(0)];
            return Some(Self { given: vec![words.concat()], surname, suffix, surname_first: true });
        }
        let is_particle = |word: &String| PARTICLES.contains(&word.as_str());
        let is_definite = |word: &String| ARTICLES.contains(&word.as_str());
        let last = words.len() - 1;
        let particle = (1..last).find(|&at| is_particle(&words[at]));
        // "Ali Al-Salem Al-Sabah": of several names with articles the last is the surname, the others are ancestors.
        let article = (1..last).rfind(|&at| is_definite(&words[at]));
        let is_chain = particle.is_some_and(|at| is_definite(&words[at]));
        let surname_at = if is_chain { article } else { particle }.unwrap_or(last);
        let surname = words.split_off(surname_at);
        Some(Self { given: words, surname, suffix, surname_first: false })
    }

    /// "Blinken, Antony J." and "Lund, George, Jr."
    fn parse_inverted(name: &str) -> Option<Self> {
        let (surname, given) = name.split_once(',')?;
        let (surname, mut given) = (words(surname), words(given));
        let suffix = take_suffix(&mut given);
        let is_name = (1..=4).contains(&surname.len())
            && (1..=4).contains(&given.len())
            && !given.iter().all(|word| is_suffix(word));
        is_name.then_some(Self { given, surname, suffix, surname_first: false })
    }

    /// The surname as it is compared: without articles, particles run together.
    pub fn surname_key(&self) -> String {
        let article = usize::from(self.surname.len() > 1 && ARTICLES.contains(&self.surname[0].as_str()));
        self.surname[article..].concat()
    }

    /// The surname without any particle: "von Lund" is "lund".
    pub fn bare_surname(&self) -> String {
        let is_particle = |word: &&String| PARTICLES.contains(&word.as_str());
        let particles = self.surname.iter().take_while(is_particle).count();
        self.surname[particles.min(self.surname.len().saturating_sub(1))..].concat()
    }

    /// The word by which an article that has nothing else means the person.
    pub fn last_word(&self) -> &str {
        self.surname.last().map_or("", String::as_str)
    }

    /// Whether the given name is an initial.
    pub fn has_initial(&self) -> bool {
        self.given.first().is_some_and(|word| is_letter(word))
    }
}

/// The words of a name, folded, without titles; unlike in a key, initials stay apart.
fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for (_, part) in parts(name) {
        let mut word = String::with_capacity(part.len());
        push_bare(part, &mut word);
        // "JK" and "J.R.R" before a surname are initials.
        if is_letters(part, name) {
            words.extend(word.chars().map(String::from));
        } else if !word.is_empty() {
            words.push(word);
        }
    }
    let titles = titles::leading(|at| words.get(at).map(String::as_str));
    words.drain(..titles);
    words
}

/// Whether two capitals in a name that is not all in capitals stand for given names.
fn is_letters(part: &str, name: &str) -> bool {
    part.len() == 2
        && part.bytes().all(|b| b.is_ascii_uppercase())
        && name.bytes().any(|b| b.is_ascii_lowercase())
        && name.trim_start().starts_with(part)
}

fn take_suffix(words: &mut Vec<String>) -> Option<String> {
    let mut suffix = None;
    while words.len() > 1 && words.last().is_some_and(|word| is_suffix(word)) {
        suffix = words.pop();
    }
    suffix
}

/// Whether a folded word stands behind surnames.
pub(super) fn is_suffix(word: &str) -> bool {
    SUFFIXES.binary_search(&word).is_ok()
}

fn stands_first(words: &[String]) -> bool {
    let is_surname = |word: &String| is_first_surname(word);
    let (first, rest) = (&words[0], &words[1..]);
    is_surname(first)
        && rest.len() <= 2
        && !rest.iter().any(|word| is_letter(word))
        && (rest.len() == 2 || !rest.last().is_some_and(is_surname))
}

/// In what two names differ, if they can be one person's.
pub fn compare(a: &PersonName, b: &PersonName) -> Option<Differences> {
    let mut differences = Differences::default();
    // Given names first: they tell most relatives and strangers apart, at little cost.
    if a.surname_first == b.surname_first {
        compare_given(&a.given, &b.given, &mut differences)?;
    } else if a.given.concat() == b.given.concat() {
        differences.add(Difference::Order);
    } else {
        return None;
    }
    if a.surname != b.surname {
        let (key_a, key_b) = (a.surname_key(), b.surname_key());
        let is_spelling = key_a != key_b && a.bare_surname() != b.bare_surname();
        let is_slip = || a.given == b.given && !a.has_initial() && is_slip(&key_a, &key_b);
        if is_spelling && !is_misspelt(&key_a, &key_b) && !is_slip() {
            return None;
        }
        differences.add(if is_spelling { Difference::Spelling } else { Difference::Particle });
    }
    match (&a.suffix, &b.suffix) {
        (Some(a), Some(b)) if a != b => return None,
        (None, Some(_)) | (Some(_), None) => differences.add(Difference::Suffix),
        _ => {}
    }
    Some(differences)
}

fn compare_given(a: &[String], b: &[String], differences: &mut Differences) -> Option<()> {
    let ((first_a, middle_a), (first_b, middle_b)) = (a.split_first()?, b.split_first()?);
    if first_a != first_b {
        if is_initial_of(first_a, first_b) || is_initial_of(first_b, first_a) {
            differences.add(Difference::Initial);
        } else if short_names::are_one(first_a, first_b) {
            differences.add(Difference::ShortForm);
        } else if is_misspelt(first_a, first_b)
            || !middle_a.is_empty() && middle_a == middle_b && is_slip(first_a, first_b)
        {
            differences.add(Difference::Spelling);
        } else {
            return None;
        }
    }
    if middle_a.is_empty() != middle_b.is_empty() {
        differences.add(Difference::Middle);
        return Some(());
    }
    let fits = |(a, b): (&String, &String)| a == b || is_initial_of(a, b) || is_initial_of(b, a);
    if middle_a.len() == middle_b.len() {
        return middle_a.iter().zip(middle_b).all(fits).then_some(());
    }
    // "Ali Salem Ahmad Lund" leaves out one name of more; "George W." is never "George H. W.".
    let (few, many) =
        if middle_a.len() < middle_b.len() { (middle_a, middle_b) } else { (middle_b, middle_a) };
    let mut rest = many.iter();
    let is_part = few.iter().all(|word| !is_letter(word) && rest.any(|other| other == word));
    differences.add(Difference::Middle);
    is_part.then_some(())
}

fn is_initial_of(letter: &str, word: &str) -> bool {
    is_letter(letter) && word.starts_with(letter)
}

/// Whether two words are so near that they may be one, written another way.
fn is_misspelt(a: &str, b: &str) -> bool {
    let shorter = a.chars().count().min(b.chars().count());
    if shorter < 4 || a.chars().next() != b.chars().next() && skeleton(a) != skeleton(b) {
        return false;
    }
    // "Petrova" is not Petrov.
    if a.strip_suffix('a') == Some(b) || b.strip_suffix('a') == Some(a) {
        return false;
    }
    let bound = if shorter < 7 { 1 } else { 2 };
    let letters: Vec<char> = a.chars().collect();
    distance_within(&letters, b, bound).is_some() && (skeleton(a) == skeleton(b) || shorter >= 7)
}

/// Whether a letter is wrong inside of one of two words of some length that begin and end alike.
fn is_slip(a: &str, b: &str) -> bool {
    let ends = |word: &str| (word.chars().next(), word.chars().next_back());
    a.chars().count().min(b.chars().count()) >= LONG && ends(a) == ends(b) && is_one_letter_off(a, b)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str) -> PersonName {
        PersonName::parse(text).unwrap_or_else(|| panic!("{text} is no full name"))
    }

    #[test]
    fn lists_are_sorted() {
        assert!(SUFFIXES.is_sorted() && PARTICLES.is_sorted());
    }

    #[test]
    fn takes_names_apart() {
        let check = |text: &str, given: &str, surname: &str, suffix: Option<&str>| {
            let parsed = name(text);
            let joined = (parsed.given.join(" "), parsed.surname.join(" "), parsed.suffix.as_deref());
            assert_eq!(joined, (given.to_owned(), surname.to_owned(), suffix), "{text}");
        };
        check("Antony J. Blinken", "antony j", "blinken", None);
        check("Blinken, Antony J.", "antony j", "blinken", None);
        check("Prime Minister Aldo Ferré", "aldo", "ferre", None);
        check("George W. Lund, Jr.", "george w", "lund", Some("jr"));
        check("Lund, George, Jr.", "george", "lund", Some("jr"));
        check("J.K. Lund", "j k", "lund", None);
        check("JK Lund", "j k", "lund", None);
        check("Ursula von der Leyen", "ursula", "von der leyen", None);
        check("Bashar al-Assad", "bashar", "al assad", None);
        check("Kim Jong-un", "jongun", "kim", None);
        check("Xi Jinping", "jinping", "xi", None);
        check("Jinping Xi", "jinping", "xi", None);
        check("Lee A. Lund", "lee a", "lund", None);
    }

    #[test]
    fn single_words_and_bare_surnames_are_no_full_names() {
        for text in ["Blinken", "Mr. Blinken", "von der Leyen", "", "Jr.", ",", "al-Assad"] {
            assert_eq!(PersonName::parse(text), None, "{text}");
        }
    }

    #[test]
    fn names_the_differences() {
        use Difference::{Initial, Middle, Order, Particle, ShortForm, Spelling, Suffix};
        let check = |a: &str, b: &str, expected: Option<&[Difference]>| {
            for (a, b) in [(a, b), (b, a)] {
                let expected = expected.map(Differences::of);
                assert_eq!(compare(&name(a), &name(b)), expected, "{a} / {b}");
            }
        };
        check("Antony Blinken", "BLINKEN, Antony", Some(&[]));
        check("Antony Blinken", "Antony J. Blinken", Some(&[Middle]));
        check("Antony John Blinken", "Antony J. Blinken", Some(&[]));
        check("George W. Lund", "George H. W. Lund", None);
        check("George W. Lund", "George H. Lund", None);
        check("Joseph R. Biden Jr.", "Joe Biden", Some(&[Middle, Suffix, ShortForm]));
        check("Martin Lund Jr.", "Martin Lund Sr.", None);
        check("A. Blinken", "Antony Blinken", Some(&[Initial]));
        check("B. Blinken", "Antony Blinken", None);
        check("Bashar Assad", "Bashar al-Assad", Some(&[Particle]));
        check("Johan von Lund", "Johan Lund", Some(&[Particle]));
        check("Ali Al-Salem Al-Lund", "Ali Al-Lund", Some(&[Middle]));
        check("Ali Al-Hamad Al-Salem Al-Lund", "Ali Al-Hamad Al-Lund", Some(&[Middle]));
        check("Ali Hamad Al-Lund", "Salem Hamad Al-Lund", None);
        check("Marlin Fitzlund", "Marlin Fitlund", Some(&[Spelling]));
        check("Marlin Fitzlund", "Martin Fitlund", None);
        check("Marlin Fitzlund", "Martin Fitzlund", None);
        check("Georg Schultz", "Georg Shultz", Some(&[Spelling]));
        check("Jinping Xi", "Xi Jinping", Some(&[Order]));
        check("Kim Jong Un", "Kim Jong-un", Some(&[]));
        check("Volodymyr Zelensky", "Volodymyr Zelenskyy", Some(&[Spelling]));
        check("Anthony Blinken", "Antony Blinken", Some(&[Spelling]));
        check("Ana Lund", "Anna Lund", None);
        check("Maria Petrov", "Maria Petrova", None);
        check("Jane Lund", "John Lund", None);
    }

    proptest::proptest! {
        #[test]
        fn every_name_is_like_itself(text in "\\PC{0,30}") {
            if let Some(name) = PersonName::parse(&text) {
                proptest::prop_assert_eq!(compare(&name, &name), Some(Differences::default()));
            }
        }
    }
}
