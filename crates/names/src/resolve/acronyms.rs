//! Acronyms and what they stand for.

use rustc_hash::FxHashSet;

use super::{
    bodies::Pair,
    body_words as lists,
    forms::{Form, Forms},
};
use crate::{Kind, Mention, variants::is_legal_form};

/// The longest acronym, in letters.
const LONGEST: usize = 10;

/// Agencies whose name in parentheses says where an article comes from: "PARIS (AFP)".
const AGENCIES: &[&str] =
    &["afp", "ansa", "ap", "apa", "dpa", "efe", "ips", "pti", "reuters", "tass", "upi", "xinhua"];

/// The ways to make an acronym of a name: of all its words ("BOG" for Bank of Ghana), without the small ones
/// ("DPP" for Democratic Party for the People), without a legal form, too ("PW" for Paint and Wall Corp), and only up to
/// the first small one ("CDP" for Constitutional Democratic Party of Japan).
#[derive(Default)]
pub(super) struct Initials {
    all: String,
    of_large: String,
    of_name: String,
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
                if !is_legal_form(spelled) {
                    initials.of_name.clone_from(&initials.of_large);
                }
            }
            if in_start {
                initials.of_start.push(letter);
            }
        }
        initials
    }

    /// Those of two letters or more.
    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        let all = [&self.all, &self.of_large, &self.of_name, &self.of_start];
        all.into_iter().map(String::as_str).filter(|initials| initials.len() > 1)
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
    let mut signs: Vec<Pair> = Vec::new();
    for (pair, number) in mentions.windows(2).zip(1..) {
        if pair.iter().any(|mention| mention.kind != Kind::Organization) {
            continue;
        }
        let Some(opening) = parenthesis(text, &pair[0], &pair[1]) else { continue };
        let (before, inside) = (forms.of_mention[number - 1], forms.of_mention[number]);
        if is_short_for(forms, inside, before) || is_introduced(forms, before, inside, number as u32) {
            pairs.push(Pair { short: inside, full: before });
        } else if is_short_for(forms, before, inside) {
            pairs.push(Pair { short: before, full: inside });
        } else if opening == "<" && is_sign(forms.list[inside as usize].surface) {
            signs.push(Pair { short: inside, full: before });
        }
    }
    // A headline has the company in short: "EXETER <EXT>"; what the text says of the sign says more.
    let explained: FxHashSet<u32> = pairs.iter().map(|pair| pair.short).collect();
    pairs.extend(signs.into_iter().filter(|sign| !explained.contains(&sign.short)));
    pairs
}

/// What opens a parenthesis in which `inside` stands right behind `before`; angle brackets, too, in which agencies have
/// the sign of a company: "Exeter Corp <EXT>".
fn parenthesis<'t>(text: &'t str, before: &Mention, inside: &Mention) -> Option<&'t str> {
    let between = text.get(before.range.end as usize..inside.range.start as usize).unwrap_or("");
    let behind = text.get(inside.range.end as usize..).unwrap_or("");
    let opening = between.trim_start_matches(['.', '"', '”', '’']).trim_start();
    let is_open = matches!(opening, "(" | "[" | "<" | "(\"" | "(“" | "(the ");
    let is_closed = behind.trim_start_matches(['"', '”', ',']).starts_with([')', ']', '>']);
    (is_open && is_closed).then_some(opening)
}

/// Whether a text may be the sign of a company at an exchange: "EXT", "EXTG.F".
fn is_sign(surface: &str) -> bool {
    surface.len() <= LONGEST && surface.chars().all(|c| c.is_ascii_uppercase() || matches!(c, '.' | '-'))
}

/// Whether a text is such a sign with its exchange: "EXTG.F".
pub(super) fn has_exchange(surface: &str) -> bool {
    let Some((sign, exchange)) = surface.split_once('.') else { return false };
    let are_capitals = |text: &str| text.bytes().all(|byte| byte.is_ascii_uppercase());
    (2..LONGEST).contains(&sign.len())
        && (1..=2).contains(&exchange.len())
        && are_capitals(sign)
        && are_capitals(exchange)
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
