//! Keywords in context.

use serde::Serialize;

use super::{
    SCHEMA,
    hit::{how, remarks},
};
use crate::{
    archive::record::ArticleRecord,
    search::{
        Request,
        kwic::{Line, Totals},
    },
};

/// Places that match: the object of `morgue kwic --format json`.
#[derive(Clone, Debug, Serialize)]
pub struct KwicView {
    /// [`SCHEMA`].
    pub schema: u32,
    /// The question as typed.
    pub query: String,
    /// As understood.
    pub reading: String,
    /// What was read differently from what was typed.
    pub notes: Vec<String>,
    /// Articles that match.
    pub articles: u64,
    /// Places that match in these, all of them.
    pub matches: u64,
    /// The lines asked for.
    pub lines: Vec<LineView>,
}

/// One place that matches: a line or a row.
#[derive(Clone, Debug, Serialize)]
pub struct LineView {
    /// [`SCHEMA`].
    pub schema: u32,
    /// The article's id.
    pub id: String,
    /// Path of its file in the archive.
    pub path: String,
    /// Its place in a file of several.
    pub member: Option<String>,
    /// The headline.
    pub title: Option<String>,
    /// ISO 8601, as precise as is known.
    pub date: Option<String>,
    /// Paper, agency or site.
    pub source: Option<String>,
    /// `title` or `body`.
    pub field: &'static str,
    /// Byte of the field at which the match begins.
    pub start: usize,
    /// Byte behind it.
    pub end: usize,
    /// As in a highlight.
    pub how: &'static str,
    /// Text before the match, with one blank for any white space.
    pub left: String,
    /// The match.
    pub keyword: String,
    /// Text behind it.
    pub right: String,
}

impl KwicView {
    /// The view of what was gone through, with some of its lines.
    pub fn new(request: &Request, totals: &Totals, lines: Vec<LineView>) -> Self {
        Self {
            schema: SCHEMA,
            query: request.text.clone(),
            reading: totals.query.reading(),
            notes: remarks(&request.text, &totals.query.notes),
            articles: totals.articles,
            matches: totals.matches,
            lines,
        }
    }
}

impl LineView {
    /// The view of a place in an article.
    pub fn new(record: &ArticleRecord, line: Line) -> Self {
        let article = &record.article;
        Self {
            schema: SCHEMA,
            id: record.id.to_string(),
            path: record.path.clone(),
            member: article.member.clone(),
            title: article.title.clone(),
            date: article.date.map(|date| date.to_string()),
            source: article.source.clone(),
            field: if line.in_title { "title" } else { "body" },
            start: line.range.start,
            end: line.range.end,
            how: how(line.how),
            left: line.left,
            keyword: line.keyword,
            right: line.right,
        }
    }
}
