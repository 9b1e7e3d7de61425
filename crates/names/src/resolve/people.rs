//! Joins the mentions of people.
//!
//! Full names first: each joins the fullest name that has all of its words, or starts a person. Then the text
//! is read from its start, and a single word ("Blinken", "Mr. Blinken", "Xi") goes to the person who was last
//! introduced by a full name that has it. Someone who is introduced shortly after another of that surname is
//! a relative in passing ("his son, Hunter Biden"): the bare surname still means the other.

use std::{cmp::Reverse, mem};

use super::{
    Entities,
    forms::Forms,
    full_names::{self, Role},
    gender::{self, Gender},
    kin::{self, Kin},
    offices::{self, Office},
};
use crate::{Kind, Mention, tokens::Token};

/// How many people with one word in their names are looked at; more make the word useless.
const LOOKED_AT: usize = 32;

/// Among how many people a misspelt surname is looked for.
const SEARCHED: usize = 128;

/// How many bytes after a person someone else of that surname is introduced in passing.
const SHORTLY: u32 = 1200;

/// How a person was introduced so far; the later, the more likely a single word means them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Standing {
    /// Not at all.
    Unnamed,
    /// By full name, once, shortly after another person with the surname.
    Beside,
    /// By full name.
    Named,
}

/// A person whose name has a word.
#[derive(Clone, Copy)]
struct Candidate {
    person: u32,
    role: Role,
    standing: Standing,
}

struct Person {
    /// The number in all entities.
    entity: u32,
    /// The fullest form, if there is one of more than one word.
    head: Option<u32>,
    gender: Option<Gender>,
    /// The offices that stand before the full name.
    offices: Vec<Office>,
    /// The number of the first mention.
    first: u32,
    /// Where in the text the last mention so far begins.
    last: u32,
}

struct People<'a> {
    forms: &'a Forms<'a>,
    list: Vec<Person>,
    /// The person of each form that is a full name.
    of_form: Vec<Option<u32>>,
    /// What is said of those who have a form as of relatives of others.
    kin: Vec<Option<Kin>>,
    /// The people of each word; when the text is read, the last named one is last.
    of_word: Vec<Vec<Candidate>>,
}

/// Gives each mention of a person its entity.
pub(super) fn join(
    text: &str,
    tokens: &[Token],
    mentions: &[Mention],
    forms: &Forms,
    entities: &mut Entities,
) {
    let mut people = People::new(forms);
    people.note_kin(text, tokens, mentions);
    people.join_full_names(entities);
    people.order_candidates();
    people.note_offices(text, tokens, mentions);
    for (number, mention) in mentions.iter().enumerate().filter(|(_, mention)| mention.kind == Kind::Person) {
        let form = forms.of_mention[number];
        let gender = forms.list[form as usize].gender.or_else(|| gender::before(text, tokens, mention));
        let person = if let Some(person) = people.of_form[form as usize] {
            people.name(person, form, mention.range.start)
        } else {
            let office = offices::before(text, tokens, mention);
            people.recognise(form, gender, office, entities)
        };
        entities.assign(number, people.learn(person, gender, mention.range.start));
    }
}

impl<'a> People<'a> {
    fn new(forms: &'a Forms<'a>) -> Self {
        let mut of_word = Vec::new();
        of_word.resize_with(forms.distinct_words(), Vec::new);
        let count = forms.list.len();
        Self { forms, list: Vec::new(), of_form: vec![None; count], kin: vec![None; count], of_word }
    }

    /// Notes who is named as one of a family, by full names.
    fn note_kin(&mut self, text: &str, tokens: &[Token], mentions: &[Mention]) {
        for (number, mention) in mentions.iter().enumerate() {
            let number = self.forms.of_mention[number];
            let is_full = mention.kind == Kind::Person && self.forms.words(number).len() > 1;
            let form = number as usize;
            if is_full && self.kin[form].is_none() {
                self.kin[form] = kin::around(text, tokens, mention);
            }
        }
    }

    /// Finds the person of every form that is not a single word, the longest first.
    fn join_full_names(&mut self, entities: &mut Entities) {
        let forms = self.forms;
        let mut full: Vec<u32> =
            forms.of_kind(Kind::Person).filter(|&form| forms.words(form).len() != 1).collect();
        full.sort_unstable_by_key(|&form| {
            let words = forms.words(form);
            let initials = words.iter().filter(|word| full_names::is_initial(forms, word)).count();
            (Reverse(words.len()), initials, form)
        });
        for form in full {
            let person = self.same_name(form).unwrap_or_else(|| self.add_full(form, entities));
            self.of_form[form as usize] = Some(person);
            let first = &mut self.list[person as usize].first;
            *first = forms.list[form as usize].first.min(*first);
        }
    }

    /// The person whose fullest form has all words of `form`, or one letter else; of several the one
    /// mentioned last before it.
    fn same_name(&self, form: u32) -> Option<u32> {
        let words = self.forms.words(form);
        let known =
            words.iter().rev().find(|word| !full_names::is_initial(self.forms, word)).or(words.first())?;
        let with = |word: u32| self.of_word[word as usize].iter().map(|candidate| candidate.person);
        let head =
            |person: u32| self.list[person as usize].head.map_or(&[][..], |head| self.forms.words(head));
        let now = self.forms.list[form as usize].first;
        let is_other = |person: u32| {
            let kin = |form: Option<u32>| form.is_some_and(|form| self.kin[form as usize].is_some());
            let is_kin = kin(Some(form)) || kin(self.list[person as usize].head);
            full_names::are_relatives(self.forms, words, head(person), is_kin)
        };
        with(known.id)
            .filter(|&person| full_names::fits(self.forms, words, head(person)) && !is_other(person))
            .max_by_key(|&person| last_before(self.list[person as usize].first, now))
            .or_else(|| {
                with(words[0].id).find(|&person| full_names::is_misspelt(self.forms, words, head(person)))
            })
    }

    /// Adds a person with a full name.
    fn add_full(&mut self, form: u32, entities: &mut Entities) -> u32 {
        let words = self.forms.words(form);
        let gender = words.first().and_then(|word| gender::of_given_name(self.forms.spelled(word)));
        let gender = gender.or_else(|| self.kin[form as usize].and_then(|kin| kin.gender));
        let person = self.add(form, Some(form), gender, entities);
        for (at, word) in words.iter().enumerate() {
            let role = full_names::role(self.forms, form, at);
            self.add_candidate(word.id, Candidate { person, role, standing: Standing::Unnamed });
        }
        person
    }

    /// Adds a person of whom the article has a single word, if so much.
    fn add_single(&mut self, form: u32, entities: &mut Entities) -> u32 {
        let person = self.add(form, None, None, entities);
        for word in self.forms.words(form) {
            self.add_candidate(word.id, Candidate { person, role: Role::Alone, standing: Standing::Named });
        }
        person
    }

    fn add(&mut self, form: u32, head: Option<u32>, gender: Option<Gender>, entities: &mut Entities) -> u32 {
        let first = self.forms.list[form as usize].first;
        self.list.push(Person { entity: entities.add(), head, gender, offices: Vec::new(), first, last: 0 });
        self.list.len() as u32 - 1
    }

    fn add_candidate(&mut self, word: u32, candidate: Candidate) {
        let candidates = &mut self.of_word[word as usize];
        if candidates.len() == LOOKED_AT {
            candidates.remove(0);
        }
        candidates.push(candidate);
    }

    /// Before the text is read, the person who will be named first is taken for the one meant.
    fn order_candidates(&mut self) {
        for candidates in &mut self.of_word {
            candidates.sort_by_key(|candidate| Reverse(self.list[candidate.person as usize].first));
        }
    }

    /// Notes the offices before full names, wherever they stand: who comes first is called by less.
    fn note_offices(&mut self, text: &str, tokens: &[Token], mentions: &[Mention]) {
        for (number, mention) in
            mentions.iter().enumerate().filter(|(_, mention)| mention.kind == Kind::Person)
        {
            let form = self.forms.of_mention[number];
            if let Some(person) = self.of_form[form as usize]
                && let Some(office) = offices::before(text, tokens, mention)
            {
                let own = &mut self.list[person as usize].offices;
                if !own.contains(&office) {
                    own.push(office);
                }
            }
        }
    }

    /// A full name is read at `at`.
    fn name(&mut self, person: u32, form: u32, at: u32) -> u32 {
        let words = self.forms.words(form);
        for (number, word) in words.iter().enumerate() {
            let mut candidates = mem::take(&mut self.of_word[word.id as usize]);
            let known = candidates.iter().position(|candidate| candidate.person == person);
            let candidate = known.map_or_else(
                || Candidate {
                    person,
                    role: full_names::role(self.forms, form, number),
                    standing: Standing::Unnamed,
                },
                |known| candidates.remove(known),
            );
            let standing = self.standing(candidate, &candidates, at);
            self.of_word[word.id as usize] = candidates;
            self.add_candidate(word.id, Candidate { standing, ..candidate });
        }
        person
    }

    /// How a person stands among others with the same word who is named at `at`.
    fn standing(&self, candidate: Candidate, others: &[Candidate], at: u32) -> Standing {
        let is_near = |other: &Candidate| {
            let last = self.list[other.person as usize].last;
            other.role == Role::Surname
                && other.standing > Standing::Unnamed
                && at.saturating_sub(last) < SHORTLY
        };
        let is_new = candidate.role == Role::Surname && candidate.standing == Standing::Unnamed;
        if is_new && others.iter().any(is_near) { Standing::Beside } else { Standing::Named }
    }

    /// A single word is read: whom does it mean?
    fn recognise(
        &mut self,
        form: u32,
        gender: Option<Gender>,
        office: Option<Office>,
        entities: &mut Entities,
    ) -> u32 {
        let offices = |candidate: &Candidate| &*self.list[candidate.person as usize].offices;
        let word = self.forms.words(form).first();
        let candidates = word.map_or(&[][..], |word| &self.of_word[word.id as usize]);
        let best = candidates
            .iter()
            .filter(|candidate| !contradict(gender, self.list[candidate.person as usize].gender))
            .filter(|candidate| !office.is_some_and(|office| office.is_none_of(offices(candidate))))
            .max_by_key(|candidate| {
                let is_in_office = office.is_some_and(|office| offices(candidate).contains(&office));
                (is_in_office, candidate.standing > Standing::Unnamed, candidate.role, candidate.standing)
            });
        match best {
            Some(candidate) => candidate.person,
            None => self.misspelt_surname(form).unwrap_or_else(|| self.add_single(form, entities)),
        }
    }

    /// The person whose surname is misspelt in a word that nobody else has.
    fn misspelt_surname(&mut self, form: u32) -> Option<u32> {
        let forms = self.forms;
        let word = forms.words(form).first().filter(|word| self.of_word[word.id as usize].is_empty())?;
        let is_meant = |person: &Person| {
            let surname = person.head.and_then(|head| forms.words(head).last());
            surname.is_some_and(|surname| {
                full_names::is_misspelt_surname(forms.spelled(word), forms.spelled(surname))
            })
        };
        let person = self.list.iter().take(SEARCHED).position(is_meant)? as u32;
        self.add_candidate(word.id, Candidate { person, role: Role::Surname, standing: Standing::Named });
        Some(person)
    }

    /// Keeps what a mention at `at` says of a person; gives the person's entity.
    fn learn(&mut self, person: u32, gender: Option<Gender>, at: u32) -> u32 {
        let person = &mut self.list[person as usize];
        person.gender = gender.or(person.gender);
        person.last = at;
        person.entity
    }
}

/// Orders mentions by how well they explain a later one at `now`: the last before it, else the first behind
/// it.
fn last_before(mention: u32, now: u32) -> (bool, i64) {
    if mention <= now { (true, i64::from(mention)) } else { (false, -i64::from(mention)) }
}

fn contradict(a: Option<Gender>, b: Option<Gender>) -> bool {
    a.is_some() && b.is_some() && a != b
}
