//! Names that complete what is being typed.

use names::Kind;
use serde::Serialize;

use super::SCHEMA;
use crate::search::completions::Completion;

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
    pub kind: Kind,
    /// In how many articles it stands.
    pub articles: u64,
}

impl SuggestView {
    /// The view of what completes a text.
    pub fn new(text: &str, found: &[&Completion]) -> Self {
        let view = |found: &&Completion| SuggestionView {
            name: found.name.clone(),
            kind: found.kind,
            articles: found.articles,
        };
        Self { schema: SCHEMA, text: text.to_owned(), names: found.iter().map(view).collect() }
    }
}
