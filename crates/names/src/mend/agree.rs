//! Lets the mentions of an article agree: what is a company in one sentence is nobody's name in the next.
//!
//! The tagger decides sentence by sentence. A company that bears its founder's name ("E. F. Lund Inc", later "E. F. Lund" or
//! "Lund") is a person to it where little else is said. But within one article a name is one thing, unless it is the surname of
//! somebody of whom the article speaks by the full name as well.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::{
    Kind, Mention,
    fold::fold_into,
    hash,
    resolve::gender,
    titles,
    tokens::{Border, Class, Token},
    variants::is_legal_form,
};

/// What stands for a legal form at the end of a company's name.
const LIKE_LEGAL_FORMS: [&str; 3] = ["group", "holding", "holdings"];

/// What a company does, between its name and its legal form: "Lund Technologies Inc" is also called Lund.
#[rustfmt::skip]
const TRADES: [&str; 22] = [
    "airlines", "airways", "bancorp", "communications", "electronics", "energy", "enterprises", "foods", "industries",
    "international", "laboratories", "motors", "oil", "petroleum", "pharmaceuticals", "products", "resources", "steel", "stores",
    "systems", "technologies", "technology",
];

/// What people do, and companies hardly: a body that bears the surname of somebody in the article and does so is that person.
const SPEAKING: [&str; 8] = ["added", "adds", "asked", "noted", "replied", "said", "says", "told"];

/// Mends the kinds of mentions.
pub(crate) fn mend(text: &str, tokens: &[Token], mentions: &mut [Mention]) {
    let has = |kind: Kind| mentions.iter().any(|mention| mention.kind == kind);
    if !has(Kind::Person) || !has(Kind::Organization) {
        return;
    }
    let mut uses = Uses::default();
    let mut folded = String::with_capacity(32);
    let mut seen = Vec::with_capacity(mentions.len());
    for mention in mentions.iter() {
        seen.push(uses.look(text, tokens, mention, &mut folded));
    }
    uses.find_surnames(&seen);
    let speaks = |mention: &Mention| {
        let next = tokens.get(mention.tokens.end as usize);
        next.is_some_and(|token| token.border < Border::Line && SPEAKING.contains(&token.of(text)))
    };
    let speakers = mentions.iter().zip(&seen).filter(|(mention, _)| speaks(mention));
    let speakers = speakers.filter_map(|(_, seen)| seen.as_ref().filter(|seen| uses.is_surname(seen)));
    let speakers: FxHashSet<u64> = speakers.map(|seen| seen.name).collect();
    for (mention, seen) in mentions.iter_mut().zip(&seen) {
        let Some(seen) = seen else { continue };
        match seen.kind {
            Kind::Person if uses.is_organization(seen) => mention.kind = Kind::Organization,
            Kind::Person if uses.is_before_namesake(seen) && !speaks(mention) => {
                mention.kind = Kind::Organization;
            }
            Kind::Organization if speakers.contains(&seen.name) => mention.kind = Kind::Person,
            _ => {}
        }
    }
}

/// A mention of a person or an organization.
struct Seen {
    kind: Kind,
    /// Its first token.
    at: u32,
    /// Whether the title of a human being stands with it.
    has_title: bool,
    /// Whether its last word is half of a double name: "Lund-Holm".
    is_double: bool,
    /// All words but titles and a legal form, as one.
    name: u64,
    /// Its words in [`Uses::words`].
    words: Range<usize>,
}

/// How often a name was taken for what.
#[derive(Default)]
struct Votes {
    person: u32,
    organization: u32,
    /// Whether it stands with a legal form.
    has_legal_form: bool,
    /// Whether it stands with the title or the given name of a human being.
    is_human: bool,
}

/// What the names of an article are used for.
#[derive(Default)]
struct Uses {
    /// The words of all mentions but titles, known by hashes of their folded letters.
    words: Vec<u64>,
    votes: FxHashMap<u64, Votes>,
    /// The words of names with a legal form, and the token with which the first of the names begins.
    companies: FxHashMap<u64, u32>,
    /// The words of organizations of several words.
    bodies: FxHashSet<u64>,
    /// The words of people's full names by which they are called, and the token with which the first of the names begins.
    surnames: FxHashMap<u64, u32>,
}

impl Uses {
    /// Looks at a mention; none of a place.
    fn look(&mut self, text: &str, tokens: &[Token], mention: &Mention, folded: &mut String) -> Option<Seen> {
        let own = tokens.get(mention.tokens.start as usize..mention.tokens.end as usize)?;
        if mention.kind == Kind::Place {
            return None;
        }
        let is_person = mention.kind == Kind::Person;
        let first = self.words.len();
        let (mut all, mut name) = (0, 0);
        let (mut has_legal_form, mut is_human) = (false, false);
        for token in own.iter().filter(|token| token.class == Class::Word) {
            folded.clear();
            fold_into(token.of(text), folded);
            let word = folded.trim_end_matches('.');
            let is_first = self.words.len() == first;
            if is_person && is_first && titles::is_title(word) {
                is_human = true;
                continue;
            }
            is_human |= is_person && is_first && own.len() > 1 && gender::of_given_name(word).is_some();
            let hash = hash::bytes(word.as_bytes());
            self.words.push(hash);
            all = hash::mix(all, hash);
            let is_form = !is_person && (is_legal_form(word) || LIKE_LEGAL_FORMS.contains(&word));
            // What stands before a legal form is the name, if nothing follows: "Lund and Co", but not "Lund Group Hospital".
            if is_first || is_person || !is_form && word != "and" && !TRADES.contains(&word) {
                (name, has_legal_form) = (all, false);
            } else {
                has_legal_form |= is_form;
            }
        }
        if !has_legal_form {
            name = all;
        }
        let words = first..self.words.len();
        if words.is_empty() {
            return None;
        }
        let has_title = is_person && (is_human || gender::before(text, tokens, mention).is_some());
        let votes = self.votes.entry(name).or_default();
        if is_person {
            votes.person += 1;
            votes.is_human |= has_title;
        } else {
            votes.organization += 1;
            votes.has_legal_form |= has_legal_form;
        }
        if !is_person && words.len() > 1 {
            self.bodies.extend(&self.words[words.clone()]);
        }
        if has_legal_form {
            for word in &self.words[words.clone()] {
                self.companies.entry(*word).or_insert(mention.tokens.start);
            }
        }
        let is_double = own.len() > 2 && matches!(own[own.len() - 2].of(text), "-" | "‐" | "‑");
        Some(Seen { kind: mention.kind, at: mention.tokens.start, has_title, is_double, name, words })
    }

    fn find_surnames(&mut self, seen: &[Option<Seen>]) {
        let people = seen.iter().flatten().filter(|seen| seen.kind == Kind::Person && seen.words.len() > 1);
        let people: Vec<&Seen> = people.filter(|seen| !self.is_organization(seen)).collect();
        for seen in people {
            let words = &self.words[seen.words.clone()];
            // Nobody is called by half of a double name.
            let last = if seen.is_double { words.len().saturating_sub(2) } else { words.len() };
            for word in &words[..last] {
                self.surnames.entry(*word).or_insert(seen.at);
            }
        }
    }

    /// Whether what was taken for an organization is the surname of somebody, and a part of no other organization.
    fn is_surname(&self, seen: &Seen) -> bool {
        let [word] = &self.words[seen.words.clone()] else { return false };
        let votes = self.votes.get(&seen.name);
        seen.kind == Kind::Organization
            && self.surnames.contains_key(word)
            && !self.bodies.contains(word)
            && votes.is_some_and(|votes| !votes.has_legal_form)
    }

    /// Whether a surname is that of a company which the article has named, and of nobody whom it has named yet.
    fn is_before_namesake(&self, seen: &Seen) -> bool {
        let [word] = &self.words[seen.words.clone()] else { return false };
        let company = self.companies.get(word).is_some_and(|at| *at < seen.at);
        company && self.surnames.get(word).is_some_and(|at| seen.at < *at) && !seen.has_title
    }

    /// Whether what was taken for a person is an organization.
    fn is_organization(&self, seen: &Seen) -> bool {
        let Some(votes) = self.votes.get(&seen.name).filter(|votes| !votes.is_human) else { return false };
        let is_company = votes.has_legal_form;
        let Some((last, others)) = self.words[seen.words.clone()].split_last() else { return false };
        if others.is_empty() {
            return !self.surnames.contains_key(last)
                && (is_company || self.companies.contains_key(last) || votes.organization > votes.person);
        }
        // Of somebody whose company bears the full name an article says the surname.
        let alone = self.votes.get(&hash::mix(0, *last)).map_or(0, |votes| votes.person);
        votes.organization > votes.person || is_company && (alone == 0 || votes.organization >= alone)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::marked;

    /// What becomes of the mentions that are marked in a text (see [`marked`]), a letter each.
    #[track_caller]
    fn check(text: &str, expected: &str) {
        let (text, tokens, mut mentions) = marked::read(text);
        mend(&text, &tokens, &mut mentions);
        let letter = |mention: &Mention| if mention.kind == Kind::Person { 'p' } else { 'o' };
        assert_eq!(mentions.iter().map(letter).collect::<String>(), expected, "{text}");
    }

    #[test]
    fn a_company_is_no_person() {
        check("<o E. F. Lund Group Inc> rose. <p E. F. Lund> said so, and <p Lund> fell.", "ooo");
        check("<o Lund and Co> rose. <p Lund> fell.", "oo");
        check("<o Holm Lund Ltd> rose. <p Holm> fell.", "oo");
        check("<o Holm Lund Inc> rose. <p Holm Lund> fell. At <p Holm Lund> they rose.", "ooo");
        check("<o Holm Lund Technologies Inc> rose. <p Holm Lund> fell.", "oo");
        check("<o Holm Technologies> rose. <p Holm> fell.", "op");
        check("<p Kimsted> fell. <o Kimsted> rose, and <o KIMSTED> rose.", "ooo");
        check("<p Kimsted> fell. <o Kimsted> rose.", "po");
    }

    #[test]
    fn a_surname_that_speaks_is_no_company() {
        check("<p Ann Lund> came. <o Lund> told a paper so. <o Lund> left.", "ppp");
        check("<p Ann Lund> came. <o Lund> fell.", "po");
        check("<p Ann Lund> of <o Lund Brothers> came. <o Lund> said so.", "poo");
        check("<p Ann Lund> of <o Lund Inc> came. <o Lund> said so.", "poo");
        check("<p Ann Holm> came. <o Lund> said so.", "po");
    }

    #[test]
    fn a_founder_is_no_company() {
        check("<p Thami Lund>, head of <o Thami Lund Holdings>. <p Lund> saw <p Lund>.", "popp");
        check("<p Ann Lund> of <o Lund Inc>. <p Lund> smiled.", "pop");
        check("Mr <p Lund> of <o Lund Inc> said <p Lund>.", "pop");
        check("<p Ann Lund> of <o Ann Lund Inc> smiled.", "po");
        check("<p Lund> of the <o Lund Group Hospital> smiled.", "po");
        check("<p Lund> of <o Holm Inc> smiled.", "po");
        check("<o Lund Inc> grew. <p Lund> is big. <p Zoe Lund> left. <p Lund> is old.", "oopp");
        check("<o Lund Inc> grew. <p Lund> said. <p Zoe Lund> left.", "opp");
        check("<o Lund Inc> grew. Mr <p Lund> is big. <p Zoe Lund> left.", "opp");
        check("<o Lund Inc> grew. <p Lund> is big. <p Zoe Lund-Holm> left.", "oop");
    }
}
