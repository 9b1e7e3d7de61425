//! Joins the mentions of organizations, and those of places.
//!
//! Each form has one meaning in an article. Two forms are one name when their words are the same, when the
//! article says so in parentheses, or when one is a short form that fits a single fuller form: an acronym, or
//! a name without words at its end ("Inc.") or its start ("Federal Reserve").

use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use super::{
    Entities,
    acronyms::{self, Initials},
    body_words as lists, display,
    forms::{Form, Forms},
};
use crate::{Kind, Mention, variants::is_legal_form};

/// Names with more words than this have no short forms.
const LONGEST: usize = 12;

/// Bytes of the longest word of a headline in capitals that may be an acronym.
const LONGEST_LOUD: usize = 5;

/// How many mentions behind the headline are the beginning of the text.
const BEGINNING: u32 = 3;

/// Gives each mention of `kind` its entity.
pub(super) fn join(text: &str, mentions: &[Mention], kind: Kind, forms: &Forms, entities: &mut Entities) {
    let headline = text.find('\n').unwrap_or(0);
    let in_headline = mentions.iter().take_while(|mention| (mention.range.start as usize) < headline).count();
    let is_loud = !display::has_small_letters(&text[..headline]);
    let mut bodies = Bodies::new(kind, forms, in_headline as u32, is_loud);
    if kind == Kind::Organization {
        let mut pairs = acronyms::in_parentheses(text, mentions, forms);
        bodies.join_unambiguous(&mut pairs);
    }
    let mut pairs = bodies.short_forms();
    bodies.join_unambiguous(&mut pairs);
    for (number, _) in mentions.iter().enumerate().filter(|(_, mention)| mention.kind == kind) {
        let root = bodies.root(forms.of_mention[number]);
        let entity = *bodies.entities[root as usize].get_or_insert_with(|| entities.add());
        entities.assign(number, entity);
    }
}

/// A form that may be short for a fuller one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pair {
    pub(super) short: u32,
    pub(super) full: u32,
}

struct Bodies<'a> {
    kind: Kind,
    forms: &'a Forms<'a>,
    /// The forms of this kind, in the order of their first mention.
    of_kind: Vec<u32>,
    /// The keys of these forms.
    keys: Vec<String>,
    /// The first of the forms that have the same key as each.
    of_key: Vec<u32>,
    /// The last mention of the forms of a key, by the first of them.
    last_of_key: Vec<u32>,
    /// Whether all forms of a key look like acronyms, by the first of them.
    is_acronym: Vec<bool>,
    /// For each form one that means the same, in the end the same for all that do.
    parents: Vec<u32>,
    /// Whether a fuller form was found for the forms of a key, by the first of them.
    is_explained: Vec<bool>,
    /// The entity of each form that is its own parent.
    entities: Vec<Option<u32>>,
    /// Whether each word is a place by itself.
    is_place: Vec<bool>,
    /// How many mentions stand in the first line.
    in_headline: u32,
}

impl<'a> Bodies<'a> {
    /// All forms of a kind, those with equal keys joined.
    fn new(kind: Kind, forms: &'a Forms<'a>, in_headline: u32, is_loud: bool) -> Self {
        let count = forms.list.len();
        let of_kind: Vec<u32> = forms.of_kind(kind).collect();
        let keys: Vec<String> = of_kind.iter().map(|&form| key(forms, form, kind)).collect();
        let mut of_key: Vec<u32> = (0..count as u32).collect();
        let mut seen: FxHashMap<&str, u32> = FxHashMap::default();
        for (key, &form) in keys.iter().zip(&of_kind).filter(|(key, _)| !key.is_empty()) {
            of_key[form as usize] = *seen.entry(key).or_insert(form);
        }
        let (mut last_of_key, mut is_acronym) = (vec![0; count], vec![true; count]);
        for &form in &of_kind {
            let first = of_key[form as usize] as usize;
            last_of_key[first] = forms.list[form as usize].last.max(last_of_key[first]);
            let Form { surface, first: mention, .. } = forms.list[form as usize];
            let says_nothing = is_loud && mention < in_headline && surface.len() > LONGEST_LOUD;
            is_acronym[first] &= acronyms::is_acronym(forms, form) && !says_nothing;
        }
        let mut is_place = vec![false; forms.distinct_words()];
        for place in forms.of_kind(Kind::Place) {
            if let [word] = forms.words(place) {
                is_place[word.id as usize] = true;
            }
        }
        let (is_explained, entities) = (vec![false; count], vec![None; count]);
        let parents = of_key.clone();
        Self {
            kind,
            forms,
            of_kind,
            keys,
            of_key,
            last_of_key,
            is_acronym,
            parents,
            is_explained,
            entities,
            is_place,
            in_headline,
        }
    }

    fn root(&mut self, mut form: u32) -> u32 {
        while self.parents[form as usize] != form {
            let parent = self.parents[form as usize];
            self.parents[form as usize] = self.parents[parent as usize];
            form = parent;
        }
        form
    }

    /// Joins short forms that have one fuller form, longer ones first, since they may make one of two fuller ones.
    fn join_unambiguous(&mut self, pairs: &mut Vec<Pair>) {
        for pair in pairs.iter_mut() {
            pair.short = self.of_key[pair.short as usize];
        }
        pairs.retain(|pair| !self.is_explained[pair.short as usize]);
        pairs.sort_by_key(|pair| (Reverse(self.forms.words(pair.short).len()), pair.short));
        for same in pairs.chunk_by(|a, b| a.short == b.short) {
            let full = self.root(same[0].full);
            if same.iter().all(|pair| self.root(pair.full) == full) {
                let short = self.root(same[0].short);
                self.parents[short.max(full) as usize] = short.min(full);
                self.is_explained[same[0].short as usize] = true;
            }
        }
    }

    /// Finds forms whose key is a part of another one's, or its initials.
    fn short_forms(&self) -> Vec<Pair> {
        let forms = self.keys.iter().map(String::as_str).zip(self.of_kind.iter().copied());
        let by_key: FxHashMap<&str, u32> = forms.clone().rev().collect();
        let is_acronym = |short: &u32| self.is_acronym(*short);
        let mut pairs = Vec::new();
        for (key, full) in forms.filter(|(key, _)| (2..=LONGEST).contains(&key.split(' ').count())) {
            let initials = Initials::of(self.forms, full);
            let acronyms =
                initials.iter().filter_map(|initials| by_key.get(initials).copied()).filter(is_acronym);
            let letters = two_letters(key).and_then(|letters| by_key.get(letters.as_str()).copied());
            let parts = parts(key).filter_map(|(short, rest)| Some((*by_key.get(short)?, rest)));
            let parts = parts.filter(|&(short, rest)| self.may_leave_out(short, full, rest));
            let shorts = acronyms.chain(letters).chain(parts.map(|(short, _)| short));
            pairs.extend(shorts.filter(|short| *short != full).map(|short| Pair { short, full }));
        }
        pairs
    }

    /// Whether a fuller form may be used without the rest of its words.
    fn may_leave_out(&self, short: u32, full: u32, rest: Rest) -> bool {
        if self.kind == Kind::Place {
            return matches!(rest, Rest::Behind(_)) && self.is_before_comma(short, full);
        }
        let is_place = matches!(self.forms.words(short), [word] if self.is_place[word.id as usize]);
        let is_acronym = self.is_acronym(short);
        let first = |form: u32| self.forms.list[form as usize].first;
        let last = self.last_of_key[self.of_key[short as usize] as usize];
        // In a headline the short form comes first. Then the text begins with the full one, or the short one is used behind
        // it, too.
        let is_introduced = last > first(full) || first(full) < self.in_headline + BEGINNING;
        let comes_later = first(short) > first(full) || first(short) < self.in_headline && is_introduced;
        let may_follow = match rest {
            Rest::Behind(words) if lists::are_generic(words) => true,
            Rest::Behind(words) => comes_later && !is_acronym && !lists::make_a_part(words),
            Rest::Before(words) => {
                let last = words.rsplit(' ').next().unwrap_or(words);
                let makes_another = self.forms.words(short).len() > 1 && lists::makes_another(last);
                comes_later && !is_acronym && !lists::is_small(last) && !makes_another
            }
        };
        may_follow && !is_place
    }

    fn is_acronym(&self, form: u32) -> bool {
        self.is_acronym[self.of_key[form as usize] as usize]
    }

    /// Whether the words of `short` are those before a comma in `full`: "Paris, France".
    fn is_before_comma(&self, short: u32, full: u32) -> bool {
        let comma = self.forms.list[full as usize].surface.find(',');
        let before =
            |comma| self.forms.words(full).iter().take_while(|word| (word.at as usize) < comma).count();
        comma.map(before) == Some(self.forms.words(short).len())
    }
}

/// The words that a short form leaves out.
#[derive(Clone, Copy)]
enum Rest<'k> {
    Before(&'k str),
    Behind(&'k str),
}

/// All starts and ends of a key, with what is left out.
fn parts(key: &str) -> impl Iterator<Item = (&str, Rest<'_>)> {
    key.match_indices(' ').flat_map(|(at, _)| {
        let (start, end) = (&key[..at], &key[at + 1..]);
        [(start, Rest::Behind(end)), (end, Rest::Before(start))]
    })
}

/// The key of "P and W", which is short for "Paint and Wall Corp".
fn two_letters(key: &str) -> Option<String> {
    let mut words = key.split(' ').filter(|word| !is_legal_form(word));
    let (first, second) = (words.next()?, words.next()?);
    let letter = |word: &str| word.chars().next();
    words.next().is_none().then_some(format!("{} {}", letter(first)?, letter(second)?))
}

/// The words of a form that count in a comparison, in one order: "Ministry of Finance" is "finance ministry".
fn key(forms: &Forms, form: u32, kind: Kind) -> String {
    let words = forms.words(form);
    let spelled = |at: usize| words.get(at).map_or("", |word| forms.spelled(word));
    let is_office = words.len() > 2 && lists::OFFICES.contains(&spelled(0)) && spelled(1) == "of";
    let mut key = String::with_capacity(32);
    let mut push = |word: &str| {
        if !lists::FILLERS.contains(&word) {
            if !key.is_empty() {
                key.push(' ');
            }
            key.push_str(word);
        }
    };
    (if is_office { 2 } else { 0 }..words.len()).for_each(|at| push(spelled(at)));
    if is_office {
        push(spelled(0));
    }
    lists::known(kind, &key).map_or(key, str::to_owned)
}
