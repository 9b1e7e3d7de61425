//! Compares the full names of people, and says what each word is in them.

use super::{
    forms::{Forms, Word},
    short_names,
};
use crate::key;

/// The shortest word in which one wrong letter is a misspelling.
const LONG: usize = 6;

/// The longest article or particle that is joined to a surname by a hyphen: "Al-", "Ben-", "Ould-".
const SHORT_HALF: usize = 3;

/// Words behind a surname.
const SUFFIXES: [&str; 5] = ["ii", "iii", "iv", "jr", "sr"];

/// Those that a son has and his father has not.
const JUNIOR: [&str; 2] = ["jr", "sr"];

/// Words between a name and the father's.
const PATRONYMIC: [&str; 4] = ["ben", "bin", "bint", "ibn"];

/// Articles at the beginning of Arabic names of families: who has one leaves no given name of several out.
const ARTICLES: [&str; 2] = ["al-", "el-"];

/// Surnames that stand first where they are common.
#[rustfmt::skip]
const FIRST_SURNAMES: &[&str] = &[
    "ahn", "bae", "bai", "bui", "cai", "cao", "chan", "chang", "chen", "cheng", "cheung", "cho", "choi",
    "chung", "cui", "dai", "dang", "deng", "ding", "dong", "du", "duan", "duong", "fan", "fang", "feng", "fu",
    "gao", "gu", "guo", "han", "hao", "he", "ho", "hoang", "hong", "hou", "hsieh", "hu", "huang", "hwang",
    "jeong", "jia", "jiang", "jin", "jung", "kang", "kim", "ko", "kong", "kwon", "lai", "lam", "lau", "le",
    "lee", "lei", "leung", "li", "liang", "liao", "lim", "lin", "liu", "long", "lu", "luo", "lyu", "ma",
    "mao", "meng", "moon", "ng", "ngo", "nguyen", "oh", "pan", "park", "peng", "pham", "qian", "qin", "qiu",
    "ren", "seo", "shao", "shen", "shi", "shin", "song", "suh", "sun", "tam", "tan", "tang", "tian", "tran",
    "tsai", "vo", "wan", "wang", "wei", "wen", "wong", "wu", "xi", "xia", "xiao", "xie", "xiong", "xu", "xue",
    "yan", "yang", "yao", "ye", "yi", "yin", "yoo", "yoon", "yu", "yuan", "zeng", "zhang", "zhao", "zheng",
    "zhong", "zhou", "zhu", "zou",
];

/// What a word is in a person's name; the later, the more it stands alone for the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Role {
    /// All that the article has.
    Alone,
    Middle,
    First,
    Surname,
}

/// What the word at `at` is in the full name that is a form.
pub(super) fn role(forms: &Forms, form: u32, at: usize) -> Role {
    let words = forms.words(form);
    let is_suffix = |word: &Word| SUFFIXES.contains(&forms.spelled(word));
    let last = words.iter().rposition(|word| !is_suffix(word)).unwrap_or(0);
    // "Lund-Holm" is called neither Lund nor Holm.
    if at == last && at > 1 && is_second_half(forms.list[form as usize].surface, &words[at - 1], &words[at]) {
        Role::Middle
    } else if at == last {
        Role::Surname
    } else if at > 0 {
        Role::Middle
    } else if is_first_surname(forms.spelled(&words[0])) {
        Role::Surname
    } else {
        Role::First
    }
}

/// Whether a hyphen joins a word of a surface text to the one before it, which is no article or the like: "al-Lund".
fn is_second_half(surface: &str, before: &Word, word: &Word) -> bool {
    let whole = surface.get(before.at as usize..word.at as usize).unwrap_or_default();
    let half = whole.trim_end_matches(['-', '‐', '‑']);
    half.len() < whole.len() && half.starts_with(char::is_uppercase) && half.chars().count() > SHORT_HALF
}

/// Whether a folded word is a surname that stands first where it is common.
pub(crate) fn is_first_surname(word: &str) -> bool {
    FIRST_SURNAMES.binary_search(&word).is_ok()
}

/// Whether a word is an initial.
pub(super) fn is_initial(forms: &Forms, word: &Word) -> bool {
    key::is_letter(forms.spelled(word))
}

/// Whether the words of the shorter name stand in the longer one, in order. Middle initials are complete:
/// George W. is not George H. W.
pub(super) fn fits(forms: &Forms, shorter: &[Word], longer: &[Word]) -> bool {
    let is_complete = shorter.iter().skip(1).any(|word| is_initial(forms, word));
    let mut next = 0;
    shorter.iter().enumerate().all(|(number, word)| {
        let is_word = |&at: &usize| are_one(forms, word, &longer[at], number == 0 && at == 0);
        let found = (next..longer.len()).find(is_word);
        let is_gap = number > 0 && found > Some(next);
        next = found.map_or(next, |found| found + 1);
        found.is_some() && !(is_gap && is_complete)
    })
}

/// Whether two names, of which the longer has all words of the shorter, are those of two people all the same: what the longer
/// has in front is a given name of its own, as of somebody's child, or it has "Jr." behind. `is_kin` is whether the article
/// speaks of either as of a relative.
pub(super) fn are_relatives(forms: &Forms, shorter: &[Word], longer: &[Word], is_kin: bool) -> bool {
    let spelled = |words: &[Word], at: usize| words.get(at).map(|word| forms.spelled(word).to_owned());
    let is_junior = |words: &[Word]| words.last().is_some_and(|word| JUNIOR.contains(&forms.spelled(word)));
    if is_junior(longer) != is_junior(shorter) {
        return true;
    }
    let in_front = longer.iter().position(|word| are_one(forms, &shorter[0], word, false)).unwrap_or(0);
    if in_front == 0 || are_one(forms, &shorter[0], &longer[0], true) {
        return false;
    }
    let is_son_of = spelled(longer, in_front - 1).is_some_and(|word| PATRONYMIC.contains(&word.as_str()));
    let is_arab = shorter.len() > 2
        && shorter[1..]
            .iter()
            .any(|word| ARTICLES.iter().any(|article| forms.spelled(word).starts_with(article)));
    is_son_of || is_arab || is_kin && in_front == 1
}

/// Whether two words may be the same part of one name; given names have short forms.
fn are_one(forms: &Forms, a: &Word, b: &Word, are_given: bool) -> bool {
    let is_initial_of = |a: &str, b: &str| key::is_letter(a) && b.starts_with(a);
    let (spelled_a, spelled_b) = (forms.spelled(a), forms.spelled(b));
    a.id == b.id
        || is_initial_of(spelled_a, spelled_b)
        || is_initial_of(spelled_b, spelled_a)
        || are_given && short_names::are_one(spelled_a, spelled_b)
}

/// Whether two full names differ in just one letter of the last word.
pub(super) fn is_misspelt(forms: &Forms, a: &[Word], b: &[Word]) -> bool {
    let (Some((last_a, rest_a)), Some((last_b, rest_b))) = (a.split_last(), b.split_last()) else {
        return false;
    };
    rest_a.iter().map(|word| word.id).eq(rest_b.iter().map(|word| word.id))
        && differ_in_one_letter(forms.spelled(last_a), forms.spelled(last_b))
}

/// Whether a single word is a surname with one letter wrong within it: "Petrova" is not "Petrov".
pub(super) fn is_misspelt_surname(word: &str, surname: &str) -> bool {
    word.as_bytes().get(..3) == surname.as_bytes().get(..3)
        && !word.starts_with(surname)
        && !surname.starts_with(word)
        && differ_in_one_letter(word, surname)
}

/// Whether two long words differ in just one letter: another, one more or one less.
fn differ_in_one_letter(a: &str, b: &str) -> bool {
    let (short, long) =
        if a.len() < b.len() { (a.as_bytes(), b.as_bytes()) } else { (b.as_bytes(), a.as_bytes()) };
    if short.len() < LONG || long.len() - short.len() > 1 {
        return false;
    }
    let start = short.iter().zip(long).take_while(|(a, b)| a == b).count();
    let end = short.iter().rev().zip(long.iter().rev()).take_while(|(a, b)| a == b).count();
    start + end + 1 >= long.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn list_is_sorted() {
        assert!(FIRST_SURNAMES.is_sorted());
    }

    #[test]
    fn misspellings() {
        let cases = [
            ("lundgren", "lundgern", false),
            ("lundgren", "lundgrin", true),
            ("lundgren", "lundgrren", true),
            ("lundgren", "lundgrn", true),
            ("petrov", "petrova", false),
            ("lund", "land", false),
            ("lundgren", "mundgren", false),
        ];
        for (word, surname, expected) in cases {
            assert_eq!(is_misspelt_surname(word, surname), expected, "{word} {surname}");
            assert_eq!(is_misspelt_surname(surname, word), expected, "{surname} {word}");
        }
    }
}
