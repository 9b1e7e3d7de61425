//! Other articles that are the same in some way: copies, and versions with what changed.

use intake::Notice;
use serde::Serialize;

use super::SCHEMA;
use crate::{archive::record::ArticleRecord, search::versions::Version};

/// Another article, in few words.
#[derive(Clone, Debug, Serialize)]
pub struct ArticleRefView {
    /// Its id.
    pub id: String,
    /// Path of its file.
    pub path: String,
    /// Its place in a file of several.
    pub member: Option<String>,
    /// Its headline.
    pub title: Option<String>,
    /// Its date.
    pub date: Option<String>,
    /// Its source.
    pub source: Option<String>,
    /// How its text begins, if it has no headline; for lists that people read.
    #[serde(skip)]
    pub opening: String,
}

impl ArticleRefView {
    /// What it is called in a list: its headline, else how it begins, else its path.
    pub fn called(&self) -> &str {
        let opening = if self.opening.is_empty() { &self.path } else { &self.opening };
        self.title.as_ref().unwrap_or(opening)
    }
}

/// The versions of an article: the object of `morgue show --versions --format json`.
#[derive(Clone, Debug, Serialize)]
pub struct VersionsView {
    /// [`SCHEMA`].
    pub schema: u32,
    /// The url that they share.
    pub url: Option<String>,
    /// Oldest first.
    pub versions: Vec<VersionView>,
}

/// One version.
#[derive(Clone, Debug, Serialize)]
pub struct VersionView {
    /// The article.
    #[serde(flatten)]
    pub article: ArticleRefView,
    /// When it was changed.
    pub modified: Option<String>,
    /// What it says of its own mistakes.
    pub notice: Option<Notice>,
    /// What changed from the one before, sentence by sentence.
    pub changes: Vec<SentenceChangeView>,
}

/// A sentence that came or went.
#[derive(Clone, Debug, Serialize)]
pub struct SentenceChangeView {
    /// `added` or `removed`.
    pub how: &'static str,
    /// The sentence.
    pub text: String,
}

impl From<&ArticleRecord> for ArticleRefView {
    fn from(record: &ArticleRecord) -> Self {
        let article = &record.article;
        Self {
            id: record.id.to_string(),
            path: record.path.clone(),
            member: article.member.clone(),
            title: article.title.clone(),
            date: article.date.map(|date| date.to_string()),
            source: article.source.clone(),
            opening: super::article::opening_of_untitled(article),
        }
    }
}

impl VersionsView {
    /// The view of versions, the oldest first.
    pub fn new(versions: Vec<Version>) -> Self {
        let url = versions.last().and_then(|version| version.record.article.url.clone());
        let view = |version: Version| VersionView {
            article: ArticleRefView::from(&version.record),
            modified: version.record.article.modified.map(|date| date.to_string()),
            notice: version.record.article.notice(),
            changes: version
                .changes
                .into_iter()
                .map(|change| SentenceChangeView {
                    how: if change.is_added { "added" } else { "removed" },
                    text: change.text,
                })
                .collect(),
        };
        Self { schema: SCHEMA, url, versions: versions.into_iter().map(view).collect() }
    }
}
