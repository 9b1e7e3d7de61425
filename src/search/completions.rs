//! The names of an archive, ready to complete what is being typed.
//!
//! They are counted once for a commit and kept: a person types faster than all names can be counted.

use names::{Kind, key};

use super::{
    Catalog, Request,
    listing::{self, Listed},
};
use crate::archive::ArchiveError;

/// How many names of a kind are kept, those with most articles: the memory that completions take is bounded.
const KEPT: usize = 100_000;

const KINDS: [Kind; 3] = [Kind::Person, Kind::Organization, Kind::Place];

/// The names of an archive.
pub struct Completions {
    /// Of each kind, most articles first.
    names: [Vec<Completion>; 3],
    totals: [usize; 3],
}

/// A name that can complete what was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// As it is shown.
    pub name: String,
    /// What it names.
    pub kind: Kind,
    /// In how many articles it stands.
    pub articles: u64,
    /// Its folded words, a blank before each.
    words: String,
}

impl Completions {
    /// Counts the names of an archive.
    pub fn new(catalog: &Catalog) -> Result<Self, ArchiveError> {
        let mut made = Self { names: [Vec::new(), Vec::new(), Vec::new()], totals: [0; 3] };
        for (at, kind) in KINDS.into_iter().enumerate() {
            let request = Request { limit: KEPT, ..Request::default() };
            let Listed { total, names } = listing::names(catalog, kind, &request, None)?;
            made.totals[at] = total;
            made.names[at] =
                names.into_iter().map(|count| Completion::new(count.name, kind, count.articles)).collect();
        }
        Ok(made)
    }

    /// How many people, organizations and places there are.
    pub fn totals(&self) -> [usize; 3] {
        self.totals
    }

    /// The `limit` names with most articles that have all words of a text, of which each may be the beginning of one.
    pub fn find(&self, text: &str, limit: usize) -> Vec<&Completion> {
        let wanted: Vec<String> = key::words(text).into_iter().map(|word| format!(" {word}")).collect();
        if wanted.is_empty() {
            return Vec::new();
        }
        let fits = |name: &&Completion| wanted.iter().all(|word| name.words.contains(word.as_str()));
        let mut found: Vec<&Completion> =
            self.names.iter().flat_map(|names| names.iter().filter(fits).take(limit)).collect();
        found.sort_by(|a, b| b.articles.cmp(&a.articles).then_with(|| a.name.cmp(&b.name)));
        found.truncate(limit);
        found
    }
}

impl Completion {
    fn new(name: String, kind: Kind, articles: u64) -> Self {
        let words = key::words(&name).iter().fold(String::new(), |all, word| all + " " + word);
        Self { name, kind, articles, words }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_complete_what_is_typed() {
        let names = |kind, names: &[(&str, u64)]| {
            names
                .iter()
                .map(|(name, articles)| Completion::new((*name).to_owned(), kind, *articles))
                .collect()
        };
        let people = names(Kind::Person, &[("Zoë Lindqvist", 9), ("Lin Meihua", 7), ("Ola Berglin", 5)]);
        let completions = Completions {
            names: [people, names(Kind::Organization, &[("Linden Press", 8)]), Vec::new()],
            totals: [3, 1, 0],
        };
        let check = |text: &str, expected: &[&str]| {
            let found: Vec<&str> =
                completions.find(text, 3).iter().map(|found| found.name.as_str()).collect();
            assert_eq!(found, expected, "{text}");
        };
        check("lin", &["Zoë Lindqvist", "Linden Press", "Lin Meihua"]);
        check("lin m", &["Lin Meihua"]);
        check("ZOE", &["Zoë Lindqvist"]);
        check(" ", &[]);
        check("nobody", &[]);
    }
}
