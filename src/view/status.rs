//! What an archive holds.

use std::collections::BTreeMap;

use intake::Date;
use serde::Serialize;

use super::SCHEMA;
use crate::archive::{Archive, Languages, Status};

/// Totals: the object of `morgue status --format json`.
#[derive(Clone, Debug, Serialize)]
pub struct StatusView {
    /// [`SCHEMA`].
    pub schema: u32,
    /// The archive's folder.
    pub archive: String,
    /// Articles.
    pub articles: u64,
    /// Articles with a date.
    pub dated: u64,
    /// How many articles there are of each language that is known, by its ISO 639-1 code.
    pub languages: BTreeMap<String, u64>,
    /// The same of the languages in which no names are looked for.
    pub without_names: BTreeMap<String, u64>,
    /// Files, those skipped included.
    pub files: u64,
    /// Files that no format claims.
    pub skipped: u64,
    /// Files with problems.
    pub problems: u64,
    /// Different people.
    pub people: usize,
    /// Different organizations.
    pub organizations: usize,
    /// Different places.
    pub places: usize,
    /// Date of the earliest article.
    pub first_date: Option<String>,
    /// Date of the latest article.
    pub last_date: Option<String>,
    /// Bytes of the index.
    pub index_bytes: u64,
    /// Bytes of the articles' texts.
    pub text_bytes: u64,
    /// Rises with every change of the index.
    pub generation: u64,
}

impl StatusView {
    /// The view of an archive's totals; `names` counts people, organizations and places.
    pub fn new(archive: &Archive, status: &Status, names: [usize; 3], dates: Option<(Date, Date)>) -> Self {
        let [people, organizations, places] = names;
        Self {
            schema: SCHEMA,
            archive: archive.root().display().to_string(),
            articles: status.articles,
            dated: status.dated,
            languages: status.languages.articles.clone(),
            without_names: without_names(&status.languages),
            files: status.files,
            skipped: status.skipped,
            problems: status.problems,
            people,
            organizations,
            places,
            first_date: dates.map(|(first, _)| first.to_string()),
            last_date: dates.map(|(_, last)| last.to_string()),
            index_bytes: status.index_bytes,
            text_bytes: status.text_bytes,
            generation: status.generation,
        }
    }
}

/// How many articles there are of each language in which no names are looked for.
pub(super) fn without_names(languages: &Languages) -> BTreeMap<String, u64> {
    languages.without_names().map(|(code, articles)| (code.to_owned(), articles)).collect()
}
