//! Answers questions about an archive.
//!
//! A question's text is parsed, resolved to one tree, looked up by the engine, and the same tree marks what it means in
//! each text that is shown.

pub mod association;
pub mod catalog;
pub mod completions;
pub mod corrections;
pub mod engine;
pub mod explain;
pub mod facets;
pub mod first;
pub mod identities;
pub mod intervals;
pub mod kin;
pub mod kwic;
pub mod listing;
pub mod matcher;
pub mod network;
pub(crate) mod once;
pub mod profile;
pub mod query;
pub mod quotes;
pub mod rank;
pub mod related;
pub mod relax;
pub mod resolve;
pub mod sample;
pub mod snippets;
pub mod suggest;
pub mod timeline;
pub mod versions;
pub mod why;

use ::names::Kind;
use intake::Article;
use resolve::{Filters, Names, Resolved};

use self::{
    engine::{Address, Page},
    explain::ScorePart,
    kin::Kin,
    matcher::{Document, Highlight},
    query::{Match, Query},
    rank::{Clues, Weights},
    snippets::Snippet,
};
use crate::archive::{ArchiveError, Reader, record::ArticleRecord, stream::StreamText, terms::Terms};

pub use self::catalog::Catalog;

/// In which order hits come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// Best first.
    #[default]
    Relevance,
    /// Latest date first, undated last.
    Newest,
    /// Earliest date first, undated last.
    Oldest,
}

/// A question.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// What was typed.
    pub text: String,
    /// What the articles must have beside it.
    pub filters: Filters,
    /// Whether all the words typed must be there, or any.
    pub match_mode: Match,
    /// In which order.
    pub sort: Sort,
    /// How many hits at most.
    pub limit: usize,
    /// How many are passed over first.
    pub offset: usize,
    /// What makes one article better than another.
    pub weights: Weights,
    /// Whether it is to be said what the question became and how each hit came by its score.
    pub explain: bool,
}

/// An article that answers a question.
#[derive(Clone, Debug)]
pub struct Hit {
    /// From 1.
    pub rank: usize,
    /// Higher is better; none if the sorting is by date.
    pub score: Option<f32>,
    /// The article.
    pub record: ArticleRecord,
    /// What its names are called, in the order in which they appear, each once.
    pub names: Vec<(Kind, String)>,
    /// One to three passages that show why.
    pub snippets: Vec<Snippet>,
    /// What of the headline matches: byte ranges into it.
    pub title_highlights: Vec<Highlight>,
    /// Its copies and versions.
    pub kin: Kin,
    /// What each part of the question adds to the score, if that was asked for.
    pub score_parts: Vec<ScorePart>,
}

/// The answer to a [`Request`].
#[derive(Clone, Debug)]
pub struct Answer<H = Hit> {
    /// How the question was understood.
    pub query: Query,
    /// How many articles match.
    pub total: u64,
    /// How many more would, if they had a date.
    pub undated: u64,
    /// A part of them: as they were found, or what was made of each.
    pub hits: Vec<H>,
    /// What the question became, line by line, if that was asked for.
    pub outline: Vec<String>,
}

/// A question with everything settled, ready to be looked up.
pub struct Prepared {
    /// How the question was understood.
    pub query: Query,
    /// The tree to look up.
    pub tree: Resolved,
}

impl Request {
    /// Parses and resolves the question.
    pub fn prepare(&self, names: &dyn Names, terms: &mut Terms) -> Prepared {
        let mut query = query::parse(&self.text);
        let resolution = resolve::resolve(&query, self.match_mode, &self.filters, names, terms);
        query.add_notes(resolution.notes);
        let tree = resolution.tree;
        let asks_nothing = tree == Resolved::All && !self.text.trim().is_empty();
        // Marks alone, "((" or "*", find nothing; all articles would be no answer to them.
        let tree = if asks_nothing { Resolved::Nothing } else { tree };
        Prepared { query, tree }
    }
}

/// Finds the articles that answer a question, with passages that show why.
///
/// Each hit becomes what the caller makes of it as soon as it is found: the texts of thousands would fill the memory.
pub fn search<H: From<Hit>>(catalog: &Catalog, request: &Request) -> Result<Answer<H>, ArchiveError> {
    let mut terms = Terms::default();
    let prepared = request.prepare(catalog, &mut terms);
    answer(catalog, request, prepared, &mut terms)
}

/// The articles that answer a question, each with its rank and without passages; and how many there are in all.
pub fn articles(
    catalog: &Catalog,
    request: &Request,
) -> Result<(u64, Vec<(usize, ArticleRecord)>), ArchiveError> {
    let reader = catalog.reader();
    let mut terms = Terms::default();
    let prepared = request.prepare(catalog, &mut terms);
    let Page { total, hits } = page(reader, request, &prepared, &mut terms)?;
    let ranked = (request.offset + 1..).zip(hits);
    let articles = ranked.map(|(rank, (_, at))| Ok((rank, reader.article(at)?)));
    Ok((total, articles.collect::<Result<_, ArchiveError>>()?))
}

/// A part of the articles that answer a question, in the order asked for.
fn page(
    reader: &Reader,
    request: &Request,
    Prepared { query, tree }: &Prepared,
    terms: &mut Terms,
) -> Result<Page, ArchiveError> {
    if request.sort == Sort::Relevance {
        let clues = Clues::of(query, reader, terms);
        return engine::best(reader, tree, &clues, &request.weights, request.limit, request.offset);
    }
    engine::page(reader, tree, request.sort, request.limit, request.offset)
}

/// The articles that a tree finds, with passages that show why.
fn answer<H: From<Hit>>(
    catalog: &Catalog,
    request: &Request,
    prepared: Prepared,
    terms: &mut Terms,
) -> Result<Answer<H>, ArchiveError> {
    let reader = catalog.reader();
    let page = page(reader, request, &prepared, terms)?;
    let Prepared { query, tree } = prepared;
    let ranked =
        page.hits.into_iter().enumerate().map(|(i, (score, at))| (request.offset + i + 1, score, at));
    let hits = hits(catalog, &tree, ranked, request.explain, terms)?;
    let outline = if request.explain { explain::outline(&tree) } else { Vec::new() };
    let undated = count_undated(catalog, &tree)?;
    Ok(Answer { query, total: page.total, undated, hits, outline })
}

/// Articles, each with its rank and score, and with passages that show where a tree matches in it; if it is to be explained,
/// with the parts of the score.
fn hits<H: From<Hit>>(
    catalog: &Catalog,
    tree: &Resolved,
    ranked: impl Iterator<Item = (usize, Option<f32>, Address)>,
    explain: bool,
    terms: &mut Terms,
) -> Result<Vec<H>, ArchiveError> {
    let reader = catalog.reader();
    let rarity = engine::rarity(reader, &tree.terms())?;
    let rarity_of = |term: &str| rarity.get(term).copied().unwrap_or(1.0);
    let mut hits: Vec<(usize, H)> = Vec::new();
    let mut ranked: Vec<_> = ranked.collect();
    // Records are unpacked block by block, and those of a long list share many.
    ranked.sort_unstable_by_key(|(_, _, at)| *at);
    for (rank, score, at) in ranked {
        let record = reader.article(at)?;
        let stream = StreamText::of(&record.article);
        let document = Document::of(&stream, &record);
        let highlights = matcher::highlights(tree, &document, terms);
        let snippets = snippets::snippets(&document, tree, &highlights, rarity_of);
        let title_highlights = in_title(&record.article, highlights);
        let kin = kin::of(reader, &record)?;
        let names = catalog.identities().called_in(&record);
        let score_parts = Vec::new();
        let mut hit = Hit { rank, score, record, names, snippets, title_highlights, kin, score_parts };
        if explain {
            hit.score_parts = explain::score_parts(reader, tree, &hit)?;
        }
        hits.push((rank, hit.into()));
    }
    hits.sort_unstable_by_key(|(rank, _)| *rank);
    Ok(hits.into_iter().map(|(_, hit)| hit).collect())
}

/// How many articles a date that is asked for leaves out because they have none.
fn count_undated(catalog: &Catalog, tree: &Resolved) -> Result<u64, ArchiveError> {
    let of_any_date = tree.clone().of_any_date();
    if of_any_date == *tree {
        return Ok(0);
    }
    engine::count_undated(catalog.reader(), &of_any_date)
}

fn in_title(article: &Article, mut highlights: Vec<Highlight>) -> Vec<Highlight> {
    let length = article.title.as_ref().map_or(0, String::len);
    highlights.retain(|highlight| highlight.range.end <= length);
    highlights
}
