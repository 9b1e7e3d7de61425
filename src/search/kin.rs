//! The copies and versions of an article.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    archive::{ArchiveError, Reader, id::ArticleId, record::ArticleRecord},
    desk::is_same_text,
};

/// Of how many copies the sources are named.
const NAMED: usize = 200;

/// What else stands in the archive of an article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kin {
    /// How many other articles are copies of the same text.
    pub copies: u64,
    /// The sources of these, but for the article's own; sorted.
    pub sources: Vec<String>,
    /// The oldest of the copies, if that is another one.
    pub first: Option<ArticleId>,
    /// How many versions there are, itself among them; 0 without others.
    pub versions: u64,
    /// The newest version, if that is another one.
    pub newest: Option<ArticleId>,
}

/// The copies and versions of an article.
pub fn of(reader: &Reader, record: &ArticleRecord) -> Result<Kin, ArchiveError> {
    let mut kin = Kin::default();
    let others = copies(reader, record.id)?;
    kin.copies = others.len() as u64;
    kin.first = others.first().filter(|_| is_later_copy(reader, record.id)).copied();
    let mut sources = BTreeSet::new();
    for other in others.iter().take(NAMED) {
        sources.extend(reader.source_of(*other)?);
    }
    kin.sources =
        sources.into_iter().filter(|source| record.article.source.as_ref() != Some(source)).collect();
    let versions = versions(reader, record.id)?;
    kin.versions = versions.len() as u64;
    kin.newest = versions.last().filter(|newest| **newest != record.id).copied();
    Ok(kin)
}

fn is_later_copy(reader: &Reader, id: ArticleId) -> bool {
    let standing = reader.standing_of(id).ok().flatten();
    standing.and_then(|standing| standing.group).is_some_and(|(_, is_later)| is_later)
}

/// The other articles that are copies of an article's text, the oldest first.
pub fn copies(reader: &Reader, id: ArticleId) -> Result<Vec<ArticleId>, ArchiveError> {
    let Some((group, _)) = reader.standing_of(id)?.and_then(|standing| standing.group) else {
        return Ok(Vec::new());
    };
    let members = reader.copies()?.group(group);
    alive(reader, members.into_iter().filter(|member| *member != id))
}

/// The oldest of an article and its copies, if it has copies.
pub fn oldest_copy(reader: &Reader, id: ArticleId) -> Result<Option<ArticleId>, ArchiveError> {
    let Some((group, _)) = reader.standing_of(id)?.and_then(|standing| standing.group) else {
        return Ok(None);
    };
    let mut copies = reader.copies()?.group(group).into_iter();
    let mut first = None;
    while first.is_none() {
        let Some(copy) = copies.next() else { break };
        first = reader.address_of(copy)?.map(|_| copy);
    }
    // A group of which only one is left has no copies.
    Ok(first.filter(|first| *first != id || copies.any(|copy| copy != id)))
}

/// All versions of an article, itself among them, the newest last; none if there are no others.
pub fn versions(reader: &Reader, id: ArticleId) -> Result<Vec<ArticleId>, ArchiveError> {
    let Some((set, _)) = reader.standing_of(id)?.and_then(|standing| standing.set) else {
        return Ok(Vec::new());
    };
    let versions = alive(reader, reader.copies()?.versions(set).into_iter())?;
    Ok(if versions.len() > 1 { versions } else { Vec::new() })
}

/// All that goes when articles are removed for good: they themselves, what is or was at their urls, and the same words
/// elsewhere, since none of that may come back; with `near` also the other copies, which differ in some sentences.
pub fn bound(
    reader: &Reader,
    articles: Vec<ArticleRecord>,
    near: bool,
) -> Result<Vec<ArticleRecord>, ArchiveError> {
    let mut all: BTreeMap<u64, ArticleRecord> = BTreeMap::new();
    let mut waiting = articles;
    while let Some(record) = waiting.pop() {
        if all.contains_key(&record.id.number()) {
            continue;
        }
        for id in copies(reader, record.id)? {
            let copy = super::versions::article(reader, id)?;
            waiting.extend(copy.filter(|copy| near || is_same_text(&copy.article, &record.article)));
        }
        if let Some(url) = record.article.url.as_deref() {
            waiting.extend(reader.articles_with_url(url)?);
        }
        all.insert(record.id.number(), record);
    }
    Ok(all.into_values().collect())
}

/// Those that are still in the archive: the table can be older than the last commit.
fn alive(reader: &Reader, articles: impl Iterator<Item = ArticleId>) -> Result<Vec<ArticleId>, ArchiveError> {
    let mut alive = Vec::new();
    for article in articles {
        if reader.address_of(article)?.is_some() {
            alive.push(article);
        }
    }
    Ok(alive)
}
