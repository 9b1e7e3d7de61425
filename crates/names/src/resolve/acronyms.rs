//! Acronyms and what they stand for.

use super::{
    bodies::Pair,
    body_words as lists,
    forms::{Form, Forms},
};
use crate::{Kind, Mention};

/// The longest acronym, in letters.
const LONGEST: usize = 10;

/// Agencies whose name in parentheses says where an article comes from: "PARIS (AFP)".
const AGENCIES: &[&str] =
    &["afp", "ansa", "ap", "apa", "dpa", "efe", "ips", "pti", "reuters", "tass", "upi", "xinhua"];

/// The ways to make an acronym of a name: of all its words ("BOG" for Bank of Ghana), without the small ones
/// ("DPP" for Democratic Party for the People), and only up to the first small one ("CDP" for Constitutional
/// Democratic Party of Japan).
#[derive(Default)]
pub(super) struct Initials {
    all: String,
    of_large: String,
    of_start: String,
}

impl Initials {
    /// The initials of a form.
    pub(super) fn of(forms: &Forms, form: u32) -> Self {
        let mut initials = Self::default();
        let mut in_start = true;
        for word in forms.words(form) {
            let spelled = forms.spelled(word);
            let Some(letter) = spelled.chars().next() else { continue };
            let is_small = lists::is_small(spelled) && !word.is_capital;
            in_start &= !is_small;
            initials.all.push(letter);
            if !is_small {
                initials.of_large.push(letter);
            }
            if in_start {
                initials.of_start.push(letter);
            }
        }
        initials
    }

    /// Those of two letters or more.
    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        let three = [&self.all, &self.of_large, &self.of_start];
        three.into_iter().map(String::as_str).filter(|initials| initials.len() > 1)
    }
}

/// Whether a form is one short word with more capitals than small letters, two at least.
pub(super) fn is_acronym(forms: &Forms, form: u32) -> bool {
    let surface = forms.list[form as usize].surface;
    let capitals = surface.chars().filter(|c| c.is_uppercase()).count();
    let small = surface.chars().filter(|c| c.is_lowercase()).count();
    forms.words(form).len() == 1 && capitals >= 2 && capitals >= small && capitals + small <= LONGEST
}

/// Finds where the article itself says what is short for what: "World Health Organization (WHO)".
pub(super) fn in_parentheses(text: &str, mentions: &[Mention], forms: &Forms) -> Vec<Pair> {
    let mut pairs = Vec::new();
    for (pair, number) in mentions.windows(2).zip(1..) {
        if pair.iter().all(|mention| mention.kind == Kind::Organization)
            && is_parenthesis(text, &pair[0], &pair[1])
        {
            let (before, inside) = (forms.of_mention[number - 1], forms.of_mention[number]);
            if is_short_for(forms, inside, before) || is_introduced(forms, before, inside, number as u32) {
                pairs.push(Pair { short: inside, full: before });
            } else if is_short_for(forms, before, inside) {
                pairs.push(Pair { short: before, full: inside });
            }
        }
    }
    pairs
}

/// Whether `inside` stands in parentheses right behind `before`, or between angle brackets, as agencies have the sign of
/// a company: "Exeter Corp <EXT>".
fn is_parenthesis(text: &str, before: &Mention, inside: &Mention) -> bool {
    let between = text.get(before.range.end as usize..inside.range.start as usize).unwrap_or("");
    let behind = text.get(inside.range.end as usize..).unwrap_or("");
    let opening = between.trim_start_matches(['.', '"', '”', '’']).trim_start();
    matches!(opening, "(" | "[" | "<" | "(\"" | "(“" | "(the ")
        && behind.trim_start_matches(['"', '”', ',']).starts_with([')', ']', '>'])
}

/// Whether the letters of one word stand in the words of a fuller form, in order, the first as an initial.
fn is_short_for(forms: &Forms, short: u32, full: u32) -> bool {
    let ([short], [_, _, ..]) = (forms.words(short), forms.words(full)) else { return false };
    let initial = forms.spelled(short).chars().next();
    let mut letters = forms.spelled(short).chars().peekable();
    let words = forms.words(full).iter().map(|word| forms.spelled(word));
    for c in words.skip_while(|word| word.chars().next() != initial).flat_map(str::chars) {
        letters.next_if_eq(&c);
    }
    letters.peek().is_none()
}

/// Whether a word that nothing explains is put in parentheses behind a name, in order to be used later:
/// "Reporters Without Borders (RSF)".
fn is_introduced(forms: &Forms, full: u32, short: u32, number: u32) -> bool {
    let Form { first, count, .. } = forms.list[short as usize];
    let ([word], [_, _, ..]) = (forms.words(short), forms.words(full)) else { return false };
    !AGENCIES.contains(&forms.spelled(word)) && first == number && (count > 1 || is_acronym(forms, short))
}
