//! Names and sources that complete what is being typed.

use names::Kind;
use serde::Serialize;

use super::SCHEMA;
use crate::search::completions::{Completion, Named};

/// Completions: the object of `/api/v1/suggest`.
#[derive(Clone, Debug, Serialize)]
pub struct SuggestView {
    /// [`SCHEMA`].
    pub schema: u32,
    /// What was typed.
    pub text: String,
    /// The names, most articles first.
    pub names: Vec<SuggestionView>,
}

/// A name that completes a text.
#[derive(Clone, Debug, Serialize)]
pub struct SuggestionView {
    /// As it is shown.
    pub name: String,
    /// What it names.
    pub kind: SuggestionKind,
    /// In how many articles it stands.
    pub articles: u64,
}

/// What a suggestion is the name of: a kind of name, or `"source"`.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(untagged)]
pub enum SuggestionKind {
    /// A person, an organization or a place.
    Name(Kind),
    /// Something else, by its word.
    Other(&'static str),
}

impl From<Named> for SuggestionKind {
    fn from(named: Named) -> Self {
        match named {
            Named::Name(kind) => Self::Name(kind),
            Named::Source => Self::Other("source"),
        }
    }
}

impl SuggestView {
    /// The view of what completes a text.
    pub fn new(text: &str, found: &[&Completion]) -> Self {
        let view = |found: &&Completion| SuggestionView {
            name: found.name.clone(),
            kind: found.named.into(),
            articles: found.articles,
        };
        Self { schema: SCHEMA, text: text.to_owned(), names: found.iter().map(view).collect() }
    }
}
