//! Articles picked otherwise than by rank: the first, a sample, those related to another.

use serde::Serialize;

use super::{HitView, SCHEMA, hit::remarks};
use crate::{
    archive::record::ArticleRecord,
    search::{Answer, Request, first::First, related::Related},
};

/// The object of `morgue first --format json`.
#[derive(Clone, Debug, Serialize)]
pub struct FirstView {
    /// [`SCHEMA`].
    pub schema: u32,
    /// The question as typed.
    pub query: String,
    /// As understood.
    pub reading: String,
    /// What was read differently from what was typed.
    pub notes: Vec<String>,
    /// Articles that match.
    pub total: u64,
    /// Those without a date, which are not looked at.
    pub undated: u64,
    /// Articles of the archive that are surely earlier than the first hit.
    pub before: u64,
    /// The day on which the archive begins.
    pub archive_from: Option<String>,
    /// The earliest articles that match.
    pub hits: Vec<HitView>,
}

/// The object of `morgue sample --format json`.
#[derive(Clone, Debug, Serialize)]
pub struct SampleView {
    /// [`SCHEMA`].
    pub schema: u32,
    /// The question as typed.
    pub query: String,
    /// As understood.
    pub reading: String,
    /// What was read differently from what was typed.
    pub notes: Vec<String>,
    /// Articles that match.
    pub total: u64,
    /// By what was drawn.
    pub seed: u64,
    /// What was drawn, in that order.
    pub hits: Vec<HitView>,
}

/// The object of `morgue related --format json`.
#[derive(Clone, Debug, Serialize)]
pub struct RelatedView {
    /// [`SCHEMA`].
    pub schema: u32,
    /// The id of the article that the others are related to.
    pub id: String,
    /// Its headline.
    pub title: Option<String>,
    /// Words by which they were found, the most telling first.
    pub words: Vec<String>,
    /// How many that repeat the article were passed over.
    pub copies: u64,
    /// How many hits were passed over.
    pub offset: usize,
    /// How many hits were asked for at most.
    pub limit: usize,
    /// The most similar first.
    pub hits: Vec<HitView>,
}

impl FirstView {
    /// The view of the first articles.
    pub fn new(request: &Request, first: First) -> Self {
        Self {
            schema: SCHEMA,
            query: request.text.clone(),
            reading: first.answer.query.reading(),
            notes: remarks(&request.text, &first.answer.query.notes),
            total: first.answer.total,
            undated: first.undated,
            before: first.before,
            archive_from: first.archive_from.map(|day| day.to_string()),
            hits: first.answer.hits.into_iter().map(HitView::from).collect(),
        }
    }
}

impl SampleView {
    /// The view of a sample.
    pub fn new(request: &Request, seed: u64, answer: Answer<HitView>) -> Self {
        Self {
            schema: SCHEMA,
            query: request.text.clone(),
            reading: answer.query.reading(),
            notes: remarks(&request.text, &answer.query.notes),
            total: answer.total,
            seed,
            hits: answer.hits,
        }
    }
}

impl RelatedView {
    /// The view of articles related to one.
    pub fn new(record: &ArticleRecord, related: Related<HitView>, limit: usize, offset: usize) -> Self {
        Self {
            schema: SCHEMA,
            id: record.id.to_string(),
            title: record.article.title.clone(),
            words: related.words,
            copies: related.copies,
            offset,
            limit,
            hits: related.hits,
        }
    }
}
