//! A whole article: as the archive has it, and as intake reads it from a file.

use intake::{Article, Cut, Notice, Precision, Problem};
use names::Kind;
use serde::Serialize;

use super::{ArticleRefView, SCHEMA, canonical, dates::DateReadingView, hit::HighlightView, of_kind};
use crate::{
    archive::{
        ArchiveError,
        boilerplate::Recurring,
        dates::DayOrders,
        record::{ArticleRecord, StoredName},
        stream::StreamText,
        terms::Terms,
    },
    search::{
        Catalog, Request,
        kin::{self, Kin},
        matcher::{self, Document, Highlight},
        versions,
    },
};

/// How much of a text stands for a missing headline, in characters.
const OPENING: usize = 80;

/// Copies that are named at most.
const COPIES: usize = 100;

/// An article of the archive: the object of `morgue show --format json`.
#[derive(Clone, Debug, Serialize)]
pub struct ArticleView {
    /// [`SCHEMA`].
    pub schema: u32,
    /// The article's id.
    pub id: String,
    /// What the file says of it, and its names and text.
    #[serde(flatten)]
    pub parsed: ParsedView,
    /// What it says of its own mistakes.
    pub notice: Option<Notice>,
    /// The other articles that are copies of the same text, the oldest first; a hundred at most.
    pub copies: Vec<ArticleRefView>,
    /// How many versions there are of it, itself among them; 0 without others.
    pub versions: u64,
    /// The id of its newest version, if that is another one.
    pub newest: Option<String>,
    /// What matches in the headline; byte offsets into it.
    pub title_highlights: Vec<HighlightView>,
    /// What matches in the body; byte offsets into it.
    pub highlights: Vec<HighlightView>,
}

/// What intake makes of a file: a line of `morgue parse --format jsonl`.
#[derive(Clone, Debug, Serialize)]
pub struct ParsedView {
    /// Path of its file.
    pub path: String,
    /// Its place in a file of several.
    pub member: Option<String>,
    /// The headline.
    pub title: Option<String>,
    /// Byline.
    pub authors: Vec<String>,
    /// Where it was written and by which agency, as printed.
    pub dateline: Option<String>,
    /// ISO 8601, as precise as is known.
    pub date: Option<String>,
    /// How precise.
    pub date_precision: Option<Precision>,
    /// When it was changed last; ISO 8601, as precise as is known.
    pub modified: Option<String>,
    /// How the date was read, if it was in doubt and this was asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_reading: Option<DateReadingView>,
    /// Paper, agency or site.
    pub source: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// The section of the paper.
    pub section: Option<String>,
    /// What its own metadata says that it is about.
    pub keywords: Vec<String>,
    /// ISO 639-1 code.
    pub language: Option<String>,
    /// People in it.
    pub people: Vec<String>,
    /// Organizations in it.
    pub organizations: Vec<String>,
    /// Places in it.
    pub places: Vec<String>,
    /// Names that the file's own metadata lists as subjects.
    pub subjects: Vec<String>,
    /// The story, without cut paragraphs; a blank line between paragraphs.
    pub body: String,
    /// The paragraphs that were cut, with the rule that cut them.
    pub cut: Vec<CutView>,
}

/// A paragraph that is no part of the story.
#[derive(Clone, Debug, Serialize)]
pub struct CutView {
    /// The rule that cut it.
    pub rule: Cut,
    /// Its text.
    pub text: String,
    /// Of a paragraph that recurs: in how many articles of the source it stands …
    #[serde(skip_serializing_if = "Option::is_none")]
    pub articles: Option<u64>,
    /// … and how many the source has.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of: Option<u64>,
    /// How many paragraphs of the story precede it.
    #[serde(skip)]
    pub after: usize,
}

/// A file that gives no article: a line of `morgue parse --format jsonl`.
#[derive(Clone, Debug, Serialize)]
pub struct UnparsedView {
    /// Its path.
    pub path: String,
    /// What is wrong with it.
    pub problem: String,
}

impl UnparsedView {
    /// The view of a file's problem.
    pub fn new(path: &str, problem: &Problem) -> Self {
        Self { path: path.to_owned(), problem: problem.detail.clone() }
    }
}

impl ParsedView {
    /// The view of an article and its names.
    pub fn new(path: &str, article: &Article, names: &[StoredName]) -> Self {
        Self {
            path: path.to_owned(),
            member: article.member.clone(),
            title: article.title.clone(),
            authors: article.authors.clone(),
            dateline: article.dateline.clone(),
            date: article.date.map(|date| date.to_string()),
            date_precision: article.date.map(intake::Date::precision),
            modified: article.modified.map(|date| date.to_string()),
            date_reading: None,
            source: article.source.clone(),
            url: article.url.clone(),
            section: article.section.clone(),
            keywords: article.keywords.clone(),
            language: article.language.clone(),
            people: canonical(names, Kind::Person),
            organizations: canonical(names, Kind::Organization),
            places: canonical(names, Kind::Place),
            subjects: names.iter().filter(|name| name.listed).map(|name| name.canonical.clone()).collect(),
            body: article.body(),
            cut: cut_paragraphs(article),
        }
    }
}

fn cut_paragraphs(article: &Article) -> Vec<CutView> {
    let mut after = 0;
    let mut cut = Vec::new();
    for paragraph in &article.paragraphs {
        match paragraph.cut {
            Some(rule) => cut.push(CutView { after, ..CutView::new(rule, paragraph.text.clone()) }),
            None => after += 1,
        }
    }
    cut
}

impl CutView {
    /// The view of a paragraph that a rule cut.
    pub fn new(rule: Cut, text: String) -> Self {
        Self { rule, text, articles: None, of: None, after: 0 }
    }

    /// Adds how often it recurs in its source.
    pub fn explain(&mut self, source: Option<&str>, recurring: &Recurring) {
        if self.rule == Cut::Recurring
            && let Some(found) = recurring.recurrence(source, &self.text)
        {
            (self.articles, self.of) = (Some(found.articles), Some(found.of));
        }
    }
}

impl ParsedView {
    /// Adds how often the paragraphs that were cut recur in the source.
    pub fn explain(&mut self, recurring: &Recurring) {
        let source = self.source.as_deref();
        self.cut.iter_mut().for_each(|cut| cut.explain(source, recurring));
    }

    /// Calls its people, organizations and places as the archive does.
    fn call(&mut self, names: &[(Kind, String)]) {
        self.people = of_kind(names, Kind::Person);
        self.organizations = of_kind(names, Kind::Organization);
        self.places = of_kind(names, Kind::Place);
    }

    /// Adds how the date was read.
    pub fn explain_date(&mut self, article: &Article, orders: &DayOrders) {
        self.date_reading = DateReadingView::of(article, &self.path, orders);
    }
}

impl ArticleView {
    /// The view of an article with its copies and versions, with what a question, if there is one, matches in it, and
    /// with how often its paragraphs recur in the source.
    pub fn whole(
        catalog: &Catalog,
        record: &ArticleRecord,
        request: Option<&Request>,
        recurring: &Recurring,
    ) -> Result<Self, ArchiveError> {
        let reader = catalog.reader();
        let mut copies = Vec::new();
        for id in kin::copies(reader, record.id)?.into_iter().take(COPIES) {
            copies.extend(versions::article(reader, id)?);
        }
        let highlights = request.map(|request| highlights(catalog, record, request)).unwrap_or_default();
        let mut view = Self::new(record, &highlights).with_kin(&kin::of(reader, record)?, &copies);
        view.parsed.explain(recurring);
        view.parsed.call(&catalog.identities().called_in(record));
        Ok(view)
    }

    /// Adds its copies and versions.
    #[must_use]
    pub fn with_kin(mut self, kin: &Kin, copies: &[ArticleRecord]) -> Self {
        self.copies = copies.iter().map(ArticleRefView::from).collect();
        self.versions = kin.versions;
        self.newest = kin.newest.map(|newest| newest.to_string());
        self
    }

    /// The view of an article with what matches in it: ranges of its stream (headline, blank line, body).
    pub fn new(record: &ArticleRecord, highlights: &[Highlight]) -> Self {
        let body_at = StreamText::of(&record.article).body_at;
        let (title, body): (Vec<&Highlight>, Vec<&Highlight>) =
            highlights.iter().partition(|highlight| highlight.range.start < body_at);
        let in_body = |highlight: &Highlight| HighlightView {
            start: highlight.range.start - body_at,
            end: highlight.range.end - body_at,
            how: super::hit::how(highlight.how),
        };
        Self {
            schema: SCHEMA,
            id: record.id.to_string(),
            parsed: ParsedView::new(&record.path, &record.article, &record.names),
            notice: record.article.notice(),
            copies: Vec::new(),
            versions: 0,
            newest: None,
            title_highlights: title.into_iter().map(HighlightView::from).collect(),
            highlights: body.into_iter().map(in_body).collect(),
        }
    }
}

/// What a question matches in an article.
fn highlights(catalog: &Catalog, record: &ArticleRecord, request: &Request) -> Vec<Highlight> {
    let mut terms = Terms::default();
    let tree = request.prepare(catalog, &mut terms).tree;
    let stream = StreamText::of(&record.article);
    let document = Document::of(&stream, record);
    matcher::highlights(&tree, &document, &mut terms)
}

/// The start of a text without a headline, for lists; nothing of one that has a headline.
pub(super) fn opening_of_untitled(article: &Article) -> String {
    if article.title.is_some() { String::new() } else { opening(article) }
}

/// The start of an article's text, for lists.
pub(super) fn opening(article: &Article) -> String {
    let first = article.paragraphs.iter().find(|paragraph| paragraph.cut.is_none());
    let text = first.map_or("", |paragraph| paragraph.text.as_str());
    match text.char_indices().nth(OPENING) {
        None => text.to_owned(),
        Some((end, _)) => {
            let end = text[..end].rfind(' ').unwrap_or(end);
            format!("{}…", text[..end].trim_end_matches([',', ';', ':', '–', '-', ' ']))
        }
    }
}
