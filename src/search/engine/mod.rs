//! Finds articles in the index: the resolved tree becomes the engine's query, and its answer a list of addresses.
//!
//! Of this room and `archive` alone the engine underneath is known.

mod articles;
mod compile;
mod dense;
mod expand;
pub mod facets;
mod folding;
mod found;
mod groups;
mod listed;
mod lists;
mod occurrences;
mod pruned;
mod refine;
pub mod related;
mod span;
mod spread;
mod together;

use std::sync::Arc;

use rustc_hash::FxHashMap;
use tantivy::{
    DocAddress, Order, Term,
    collector::{
        Collector, Count, TopDocs,
        sort_key::{SortBySimilarityScore, SortByStaticFastValue},
    },
    query::Query,
};

use self::groups::{Best, By, Folded};
pub use self::{
    expand::{each_word, words_like},
    found::Found,
    occurrences::occurrences,
};
use super::{
    Sort,
    rank::{self, Clues, DEPTH, Weights},
    resolve::Resolved,
};
use crate::archive::{
    ArchiveError, Reader,
    both::both,
    copies::Copies,
    id::ArticleId,
    schema::{DATED, FROM, NUMBER},
};

/// Where an article lies in the commit that a reader sees.
pub type Address = DocAddress;

/// To count the articles with a word that so many have takes longer than to start a thread.
const COUNTED_BESIDE: u64 = 20_000;

/// So many articles have a score sooner than those are found that need one.
const SCORED_AT_ONCE: f64 = 3_000.0;

/// A part of the articles that match.
pub struct Page {
    /// How many match in all.
    pub total: u64,
    /// Score, if the sorting has one, and address.
    pub hits: Vec<(Option<f32>, DocAddress)>,
}

/// The articles that match, sorted; `limit` of them after the first `offset`.
pub fn page(
    reader: &Reader,
    query: &Resolved,
    sort: Sort,
    limit: usize,
    offset: usize,
) -> Result<Page, ArchiveError> {
    let compiled = compile::compile(query, reader)?;
    if limit == 0 {
        return Ok(Page { total: count_compiled(reader, &*compiled)?, hits: Vec::new() });
    }
    let articles = reader.articles()? as usize;
    if let Some(copies) = reader.folded()? {
        let (limit, offset) = (limit.min(articles), offset.min(articles));
        return folded_page(reader, &*compiled, by(sort), copies, limit, offset);
    }
    let top = TopDocs::with_limit(limit.min(articles.max(1))).and_offset(offset.min(articles));
    let by_id = (SortByStaticFastValue::<u64>::for_field(NUMBER), Order::Asc);
    let by_date = SortByStaticFastValue::<i64>::for_field(FROM);
    let (total, hits) = match sort {
        Sort::Relevance => {
            let best = top.order_by(((SortBySimilarityScore, Order::Desc), by_id));
            let (total, hits) = spread::search(reader, &*compiled, &(Count, best))?;
            (total, hits.into_iter().map(|((score, _), at)| (Some(score), at)).collect())
        }
        Sort::Newest | Sort::Oldest => {
            let order = if sort == Sort::Newest { Order::Desc } else { Order::Asc };
            let first = top.order_by(((by_date, order), by_id));
            let (total, hits) = spread::search(reader, &*compiled, &(Count, first))?;
            (total, hits.into_iter().map(|(_, at)| (None, at)).collect())
        }
    };
    Ok(Page { total: total as u64, hits })
}

/// A page on which a group of copies stands once.
fn folded_page(
    reader: &Reader,
    query: &dyn Query,
    by: By,
    copies: &Arc<Copies>,
    limit: usize,
    offset: usize,
) -> Result<Page, ArchiveError> {
    let by_id = (SortByStaticFastValue::<u64>::for_field(NUMBER), Order::Asc);
    let by_date = SortByStaticFastValue::<i64>::for_field(FROM);
    let top = TopDocs::with_limit((offset + limit).max(1));
    let copies = Arc::clone(copies);
    let mut hits: Vec<Best> = Vec::new();
    let (total, groups) = if by == By::Score {
        let inner = top.order_by(((SortBySimilarityScore, Order::Desc), by_id));
        let collector = Folded { inner, by, copies, keeps_members: false };
        let fold = spread::search(reader, query, &collector)?;
        let key = |((score, id), at)| Best { key: by.key(score, None, id), score, at };
        let total = fold.total();
        hits.extend(collector.inner.merge_fruits(fold.rest)?.into_iter().map(key));
        (total, fold.groups)
    } else {
        let order = if by == By::Newest { Order::Desc } else { Order::Asc };
        let inner = top.order_by(((by_date, order), by_id));
        let collector = Folded { inner, by, copies, keeps_members: false };
        let fold = spread::search(reader, query, &collector)?;
        let key = |((date, id), at)| Best { key: by.key(0.0, date, id), score: 0.0, at };
        let total = fold.total();
        hits.extend(collector.inner.merge_fruits(fold.rest)?.into_iter().map(key));
        (total, fold.groups)
    };
    hits.extend(groups.into_values());
    hits.sort_unstable_by_key(|hit| hit.key);
    let page = hits.into_iter().skip(offset).take(limit);
    let score = |hit: &Best| (by == By::Score).then_some(hit.score);
    Ok(Page { total, hits: page.map(|hit| (score(&hit), hit.at)).collect() })
}

fn by(sort: Sort) -> By {
    match sort {
        Sort::Relevance => By::Score,
        Sort::Newest => By::Newest,
        Sort::Oldest => By::Oldest,
    }
}

fn count_compiled(reader: &Reader, query: &dyn Query) -> Result<u64, ArchiveError> {
    let Some(copies) = reader.folded()? else { return Ok(spread::search(reader, query, &Count)? as u64) };
    let folded = Folded { inner: Count, by: By::Oldest, copies: Arc::clone(copies), keeps_members: false };
    Ok(spread::search(reader, query, &folded)?.total())
}

/// The articles that match, best first, by both passes of ranking; `limit` of them after the first `offset`.
pub fn best(
    reader: &Reader,
    query: &Resolved,
    clues: &Clues,
    weights: &Weights,
    limit: usize,
    offset: usize,
) -> Result<Page, ArchiveError> {
    if limit == 0 {
        return page(reader, query, Sort::Relevance, 0, 0);
    }
    let wanted = offset.saturating_add(limit).max(DEPTH);
    let (total, mut hits) = match pruned::words(query) {
        Some(words) => pruned_page(reader, query, &words, wanted)?,
        None => scored_page(reader, query, wanted)?,
    };
    let depth = hits.len().min(DEPTH);
    refine::refine(reader, clues, weights, &mut hits[..depth])?;
    let hits = hits.into_iter().skip(offset).take(limit).map(|(score, at)| (Some(score), at)).collect();
    Ok(Page { total, hits })
}

/// How many articles match, and the best of them, each with its score.
fn scored_page(
    reader: &Reader,
    query: &Resolved,
    most: usize,
) -> Result<(u64, Vec<(f32, DocAddress)>), ArchiveError> {
    let Page { total, hits } = page(reader, query, Sort::Relevance, most, 0)?;
    Ok((total, hits.into_iter().map(|(score, at)| (score.unwrap_or(0.0), at)).collect()))
}

/// How many articles have all of some words, and the best of them. They are counted beside, on another core and in another
/// way, if there may be so many that it takes as long as finding the best.
fn pruned_page(
    reader: &Reader,
    query: &Resolved,
    words: &[&str],
    most: usize,
) -> Result<(u64, Vec<(f32, DocAddress)>), ArchiveError> {
    let frequencies = words.iter().map(|word| frequency(reader, word)).collect::<Result<Vec<_>, _>>()?;
    let articles = reader.articles()?.max(1) as f64;
    let expected = frequencies.iter().fold(articles, |all, frequency| all * (*frequency as f64 / articles));
    if expected < SCORED_AT_ONCE {
        return scored_page(reader, query, most);
    }
    let rarest = frequencies.into_iter().min().unwrap_or(0);
    if rarest < COUNTED_BESIDE {
        return Ok((count(reader, query)?, pruned::best(reader, words, most)?));
    }
    let (total, best) = both(|| dense::count(reader, words), || pruned::best(reader, words, most));
    Ok((total?, best?))
}

/// How many articles match.
pub fn count(reader: &Reader, query: &Resolved) -> Result<u64, ArchiveError> {
    Ok(page(reader, query, Sort::Relevance, 0, 0)?.total)
}

/// Whether the article with an id matches.
pub fn finds(reader: &Reader, query: &Resolved, id: ArticleId) -> Result<bool, ArchiveError> {
    let compiled = compile::with_id(compile::compile(query, reader)?, reader.fields(), id);
    Ok(reader.searcher().search(&*compiled, &Count)? > 0)
}

/// The score of the article with an id; none if it does not match.
pub fn score(reader: &Reader, query: &Resolved, id: ArticleId) -> Result<Option<f32>, ArchiveError> {
    let compiled = compile::with_id(compile::compile(query, reader)?, reader.fields(), id);
    let best = TopDocs::with_limit(1).order_by_score();
    Ok(reader.searcher().search(&*compiled, &best)?.first().map(|(score, _)| *score))
}

/// How many of the articles that match have no date.
pub fn count_undated(reader: &Reader, query: &Resolved) -> Result<u64, ArchiveError> {
    let compiled = compile::without_flag(compile::compile(query, reader)?, reader.fields(), DATED);
    count_compiled(reader, &*compiled)
}

/// All articles that match; of a group of copies the oldest.
pub fn all(reader: &Reader, query: &Resolved) -> Result<Vec<DocAddress>, ArchiveError> {
    Ok(Found::of(reader, query)?.articles().collect())
}

/// The rarity of each term in headlines and bodies (see [`rank::rarity`]).
pub fn rarity(reader: &Reader, terms: &[String]) -> Result<FxHashMap<String, f32>, ArchiveError> {
    let articles = reader.articles()? as f32;
    let rarity = |term: &String| Ok((term.clone(), rank::rarity(articles, frequency(reader, term)? as f32)));
    terms.iter().map(rarity).collect()
}

/// In how many articles a term stands, those counted that were taken out and not yet swept away.
pub fn frequency(reader: &Reader, term: &str) -> Result<u64, ArchiveError> {
    Ok(reader.searcher().doc_freq(&Term::from_field_text(reader.fields().text, term))?)
}
