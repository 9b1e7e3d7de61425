//! The answer to a search.

use intake::{Notice, Precision};
use names::Kind;
use serde::Serialize;

use super::{FacetView, SCHEMA, of_kind};
use crate::search::{
    Answer, Hit, Request,
    explain::ScorePart,
    matcher::{Highlight, How},
    query::Note,
    snippets::Snippet,
};

/// A search's answer: the object of `--format json`.
#[derive(Clone, Debug, Serialize)]
pub struct ResultsView {
    /// [`SCHEMA`].
    pub schema: u32,
    /// The question as typed.
    pub query: String,
    /// The question as understood.
    pub reading: String,
    /// What was read differently from what was typed.
    pub notes: Vec<String>,
    /// How many articles match.
    pub total: u64,
    /// How many more would match if they had a date.
    pub undated: u64,
    /// How many hits were passed over.
    pub offset: usize,
    /// How many hits were asked for at most.
    pub limit: usize,
    /// What all articles that match have in common, if asked for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub facets: Vec<FacetView>,
    /// What the question became, line by line, each indented below what it belongs to; only where it is explained.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tree: Vec<String>,
    /// The hits.
    pub hits: Vec<HitView>,
}

/// A hit: a line of `--format jsonl`.
#[derive(Clone, Debug, Serialize)]
pub struct HitView {
    /// [`SCHEMA`].
    pub schema: u32,
    /// From 1.
    pub rank: usize,
    /// Higher is better; null if sorted by date.
    pub score: Option<f32>,
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
    /// How precise.
    pub date_precision: Option<Precision>,
    /// Paper, agency or site.
    pub source: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// Byline.
    pub authors: Vec<String>,
    /// People in it.
    pub people: Vec<String>,
    /// Organizations in it.
    pub organizations: Vec<String>,
    /// Places in it.
    pub places: Vec<String>,
    /// Passages that show why it matches.
    pub snippets: Vec<SnippetView>,
    /// What of the headline matches; byte offsets into it.
    pub title_highlights: Vec<HighlightView>,
    /// How many other articles are copies of the same text.
    pub copies: u64,
    /// The sources of the copies, but for its own.
    pub copy_sources: Vec<String>,
    /// How many versions there are of it, itself among them; 0 without others.
    pub versions: u64,
    /// The id of its newest version, if that is another one.
    pub newest: Option<String>,
    /// What it says of its own mistakes.
    pub notice: Option<Notice>,
    /// What each part of the question adds to the score; only where it is explained.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub score_parts: Vec<ScorePartView>,
    /// The start of the text, for lists, where there is no headline.
    #[serde(skip)]
    pub opening: String,
}

/// What a part of a question adds to a score.
#[derive(Clone, Debug, Serialize)]
pub struct ScorePartView {
    /// The part.
    pub part: String,
    /// What it adds.
    pub score: f32,
}

/// A passage.
#[derive(Clone, Debug, Serialize)]
pub struct SnippetView {
    /// Its text.
    pub text: String,
    /// "title" or "body".
    pub field: &'static str,
    /// What in it matches; byte offsets into its text.
    pub highlights: Vec<HighlightView>,
    /// Whether text of its paragraph precedes it.
    #[serde(skip)]
    pub cut_before: bool,
    /// Whether text of its paragraph follows it.
    #[serde(skip)]
    pub cut_after: bool,
}

/// What matches, and how.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct HighlightView {
    /// UTF-8 byte offset of its first byte.
    pub start: usize,
    /// UTF-8 byte offset behind its last byte.
    pub end: usize,
    /// "word", "phrase", "near", "exact", "wildcard", "fuzzy", "regex", "person", "organization" or "place".
    pub how: &'static str,
}

impl ResultsView {
    /// The view of an answer.
    pub fn new(request: &Request, answer: Answer<HitView>) -> Self {
        Self {
            schema: SCHEMA,
            query: request.text.clone(),
            reading: answer.query.reading(),
            notes: remarks(&request.text, &answer.query.notes),
            total: answer.total,
            undated: answer.undated,
            offset: request.offset,
            limit: request.limit,
            facets: Vec::new(),
            tree: answer.outline,
            hits: answer.hits,
        }
    }
}

impl From<Hit> for HitView {
    fn from(hit: Hit) -> Self {
        let (record, kin) = (hit.record, hit.kin);
        let article = record.article;
        let notice = article.notice();
        let opening = match &article.title {
            Some(_) => String::new(),
            None => super::article::opening(&article),
        };
        Self {
            schema: SCHEMA,
            rank: hit.rank,
            score: hit.score,
            id: record.id.to_string(),
            path: record.path,
            member: article.member,
            title: article.title,
            date: article.date.map(|date| date.to_string()),
            date_precision: article.date.map(intake::Date::precision),
            source: article.source,
            url: article.url,
            authors: article.authors,
            people: of_kind(&hit.names, Kind::Person),
            organizations: of_kind(&hit.names, Kind::Organization),
            places: of_kind(&hit.names, Kind::Place),
            snippets: hit.snippets.into_iter().map(SnippetView::from).collect(),
            title_highlights: hit.title_highlights.iter().map(HighlightView::from).collect(),
            copies: kin.copies,
            copy_sources: kin.sources,
            versions: kin.versions,
            newest: kin.newest.map(|newest| newest.to_string()),
            notice,
            score_parts: hit
                .score_parts
                .into_iter()
                .map(|ScorePart { part, score }| ScorePartView { part, score })
                .collect(),
            opening,
        }
    }
}

impl From<Snippet> for SnippetView {
    fn from(snippet: Snippet) -> Self {
        Self {
            field: snippet.field.name(),
            highlights: snippet.highlights.iter().map(HighlightView::from).collect(),
            cut_before: snippet.cut_before,
            cut_after: snippet.cut_after,
            text: snippet.text,
        }
    }
}

impl From<&Highlight> for HighlightView {
    fn from(highlight: &Highlight) -> Self {
        Self { start: highlight.range.start, end: highlight.range.end, how: how(highlight.how) }
    }
}

/// How something matches, in a word.
pub(super) fn how(how: How) -> &'static str {
    match how {
        How::Word => "word",
        How::Phrase => "phrase",
        How::Near => "near",
        How::Exact => "exact",
        How::Wildcard => "wildcard",
        How::Fuzzy => "fuzzy",
        How::Regex => "regex",
        How::Name(Kind::Person) => "person",
        How::Name(Kind::Organization) => "organization",
        How::Name(Kind::Place) => "place",
    }
}

/// The notes on a query.
pub fn remarks(text: &str, notes: &[Note]) -> Vec<String> {
    notes.iter().map(|note| remark(text, note)).collect()
}

/// A note on a query, with the text that it is about.
fn remark(text: &str, note: &Note) -> String {
    let message = note.kind.message();
    match text.get(note.span.clone()).unwrap_or_default() {
        "" => message.to_owned(),
        place => format!("{place}: {message}"),
    }
}
