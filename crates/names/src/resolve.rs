//! Joins the mentions of one article into names.
//!
//! Kinds never mix: a company and the man it is called after are two names. [`people`] are told apart mention
//! by mention, since one surname can mean two of them; a form of an organization or a place ([`bodies`])
//! means the same wherever it stands in the article.

mod acronyms;
mod bodies;
mod body_words;
mod display;
mod forms;
mod full_names;
pub(crate) mod gender;
mod kin;
mod nobody;
mod offices;
mod people;
pub(crate) mod short_names;
#[cfg(test)]
mod tests;

use std::cmp::Reverse;

use forms::Forms;
pub(crate) use full_names::is_first_surname;

use crate::{Kind, Mention, Name, tokens::Token};

/// The names that `mentions` of `text` belong to, in the order of their first mention; each mention in one at most: what
/// is nobody's name, a pronoun or a bare title, is left out.
pub fn resolve(text: &str, tokens: &[Token], mentions: &[Mention]) -> Vec<Name> {
    let forms = Forms::new(text, mentions);
    let mut entities = Entities { of_mention: vec![0; mentions.len()], count: 0 };
    people::join(text, tokens, mentions, &forms, &mut entities);
    for kind in [Kind::Organization, Kind::Place] {
        bodies::join(text, mentions, kind, &forms, &mut entities);
    }
    names(text, mentions, &forms, &entities)
}

/// Which mentions belong together; its numbers say nothing of order.
struct Entities {
    of_mention: Vec<u32>,
    count: u32,
}

impl Entities {
    fn add(&mut self) -> u32 {
        self.count += 1;
        self.count - 1
    }

    fn assign(&mut self, mention: usize, entity: u32) {
        self.of_mention[mention] = entity;
    }

    /// The mentions of each entity, in the order of the first ones.
    fn groups(&self) -> Vec<Vec<u32>> {
        let mut groups: Vec<Vec<u32>> = Vec::with_capacity(self.count as usize);
        let mut of_entity = vec![None; self.count as usize];
        for (mention, &entity) in self.of_mention.iter().enumerate() {
            let group = *of_entity[entity as usize].get_or_insert_with(|| {
                groups.push(Vec::new());
                groups.len() - 1
            });
            groups[group].push(mention as u32);
        }
        groups
    }
}

fn names(text: &str, mentions: &[Mention], forms: &Forms, entities: &Entities) -> Vec<Name> {
    let is_shouting = !forms.list.iter().any(|form| display::has_small_letters(form.surface));
    let name = |numbers: Vec<u32>| {
        let used = used_forms(forms, &numbers);
        let before = text.get(..mentions[numbers[0] as usize].range.start as usize).unwrap_or_default();
        if nobody::is_nobody(forms, display::fullest(forms, &used)?, before) {
            return None;
        }
        Some(Name {
            kind: forms.list[used[0].0 as usize].kind,
            canonical: display::canonical(forms, &used, is_shouting),
            forms: display::distinct(forms, &used),
            mentions: numbers,
        })
    };
    entities.groups().into_iter().filter_map(name).collect()
}

/// The forms of some mentions with their counts, most frequent first.
fn used_forms(forms: &Forms, mentions: &[u32]) -> Vec<(u32, u32)> {
    let mut all: Vec<u32> = mentions.iter().map(|&mention| forms.of_mention[mention as usize]).collect();
    all.sort_unstable();
    let mut used: Vec<(u32, u32)> =
        all.chunk_by(|a, b| a == b).map(|same| (same[0], same.len() as u32)).collect();
    used.sort_unstable_by_key(|&(form, count)| (Reverse(count), form));
    used
}
