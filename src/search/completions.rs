//! The names and sources of an archive, ready to complete what is being typed.
//!
//! They are counted once for a commit and kept: a person types faster than all names can be counted.

use names::{Kind, key};

use super::{
    Catalog, Request,
    facets::{Dimension, ValueField, facets},
    listing::{self, Listed, NameCount},
};
use crate::archive::{ArchiveError, terms::Terms};

/// How many names of a kind are kept, those with most articles: the memory that completions take is bounded.
const KEPT: usize = 100_000;

/// The names of an archive, and its sources.
pub struct Completions {
    /// Of each kind, most articles first; then the sources.
    lists: [Vec<Completion>; 4],
}

/// What a completion is the name of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Named {
    /// A person, an organization or a place.
    Name(Kind),
    /// Where articles were published.
    Source,
}

/// A name that can complete what was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// As it is shown.
    pub name: String,
    /// What it names.
    pub named: Named,
    /// In how many articles it stands.
    pub articles: u64,
    /// Its folded words, a blank before each.
    words: String,
}

impl Completions {
    /// Counts the names of an archive.
    pub fn new(catalog: &Catalog) -> Result<Self, ArchiveError> {
        let mut made = Self { lists: [const { Vec::new() }; 4] };
        let listed = listing::of_each_kind(catalog, KEPT)?;
        for (at, (kind, Listed { names, .. })) in Kind::ALL.into_iter().zip(listed).enumerate() {
            let made_of = |name: NameCount| Completion::new(name.name, Named::Name(kind), name.articles);
            made.lists[at] = names.into_iter().map(made_of).collect();
        }
        let tree = Request::default().prepare(catalog, &mut Terms::default()).tree;
        let counted = facets(catalog, &tree, &[Dimension::Values(ValueField::Source)], KEPT)?;
        let sources = counted.into_iter().flat_map(|facet| facet.values);
        made.lists[3] =
            sources.map(|(source, articles)| Completion::new(source, Named::Source, articles)).collect();
        Ok(made)
    }

    /// The `limit` names with most articles that have all words of a text, of which each may be the beginning of one; of
    /// all sorts, or of one.
    pub fn find(&self, text: &str, named: Option<Named>, limit: usize) -> Vec<&Completion> {
        let wanted: Vec<String> = key::words(text).into_iter().map(|word| format!(" {word}")).collect();
        if wanted.is_empty() {
            return Vec::new();
        }
        let fits = |name: &&Completion| {
            named.is_none_or(|named| name.named == named)
                && wanted.iter().all(|word| name.words.contains(word.as_str()))
        };
        let mut found: Vec<&Completion> =
            self.lists.iter().flat_map(|names| names.iter().filter(fits).take(limit)).collect();
        found.sort_by(|a, b| b.articles.cmp(&a.articles).then_with(|| a.name.cmp(&b.name)));
        found.truncate(limit);
        found
    }
}

impl Completion {
    fn new(name: String, named: Named, articles: u64) -> Self {
        let words = key::words(&name).iter().fold(String::new(), |all, word| all + " " + word);
        Self { name, named, articles, words }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_complete_what_is_typed() {
        let names = |named, names: &[(&str, u64)]| {
            names
                .iter()
                .map(|(name, articles)| Completion::new((*name).to_owned(), named, *articles))
                .collect()
        };
        let organization = Named::Name(Kind::Organization);
        let people =
            names(Named::Name(Kind::Person), &[("Zoë Lindqvist", 9), ("Lin Meihua", 7), ("Ola Berglin", 5)]);
        let completions = Completions {
            lists: [
                people,
                names(organization, &[("Linden Press", 8)]),
                Vec::new(),
                names(Named::Source, &[("The Linden Echo", 1)]),
            ],
        };
        let check = |text: &str, named: Option<Named>, expected: &[&str]| {
            let found: Vec<&str> =
                completions.find(text, named, 3).iter().map(|found| found.name.as_str()).collect();
            assert_eq!(found, expected, "{text}");
        };
        check("lin", None, &["Zoë Lindqvist", "Linden Press", "Lin Meihua"]);
        check("lin", Some(Named::Source), &["The Linden Echo"]);
        check("lin", Some(organization), &["Linden Press"]);
        check("lin m", None, &["Lin Meihua"]);
        check("ZOE", None, &["Zoë Lindqvist"]);
        check(" ", None, &[]);
        check("nobody", None, &[]);
    }
}
