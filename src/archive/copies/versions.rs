//! Versions: what stood at one url at different times.

use super::{address::is_of_one_article, alike::Sketch, corpus::Corpus};
use crate::archive::ArchiveError;

/// One sentence in so many must be the same in versions at a url that may be that of several articles.
const RELATED: usize = 4;

/// The articles that are versions of one, the newest last in each list.
pub(super) fn find(corpus: &Corpus<'_>) -> Result<Vec<Vec<u32>>, ArchiveError> {
    let mut addresses: Vec<(u64, u32)> =
        corpus.articles().filter_map(|article| Some((corpus.address(article)?, article))).collect();
    addresses.sort_unstable();
    let mut sets = Vec::new();
    for same in addresses.chunk_by(|a, b| a.0 == b.0).filter(|same| same.len() > 1) {
        let articles = same.iter().map(|(_, article)| *article).collect();
        let articles = by_age(corpus, articles)?;
        if is_of_one_article(same[0].0) { sets.push(articles) } else { split(corpus, articles, &mut sets) }
    }
    Ok(sets)
}

/// Oldest first. Where dates do not tell, names of files often do: those of crawls hold the day.
fn by_age(corpus: &Corpus<'_>, mut articles: Vec<u32>) -> Result<Vec<u32>, ArchiveError> {
    articles.sort_unstable_by_key(|article| corpus.revised(*article));
    let tied = articles.windows(2).any(|pair| corpus.revised(pair[0]) == corpus.revised(pair[1]));
    if tied {
        let mut keyed = Vec::with_capacity(articles.len());
        for article in articles {
            keyed.push((corpus.revised(article), corpus.place(article)?, corpus.number(article), article));
        }
        keyed.sort_unstable();
        articles = keyed.into_iter().map(|(.., article)| article).collect();
    }
    Ok(articles)
}

/// Takes apart what stands at one url and has nothing to do with each other, as on a page that is filled anew each day.
fn split(corpus: &Corpus<'_>, mut articles: Vec<u32>, sets: &mut Vec<Vec<u32>>) {
    let (mut newest, mut other) = (Sketch::default(), Sketch::default());
    while let Some(last) = articles.pop() {
        corpus.sketch(last, &mut newest);
        let (mut set, rest): (Vec<u32>, Vec<u32>) = articles.into_iter().partition(|article| {
            corpus.sketch(*article, &mut other);
            let same_headline = newest.headline != 0 && newest.headline == other.headline;
            let longer = newest.sentences.len().max(other.sentences.len());
            same_headline || newest.common(&other) * RELATED >= longer.max(1)
        });
        articles = rest;
        if !set.is_empty() {
            set.push(last);
            sets.push(set);
        }
    }
}
