//! A sample of the articles that answer a question, for studies that code articles by hand.
//!
//! Each article is given a number from its id and the seed alone, and the smallest are taken. So the same seed draws the
//! same articles from the same archive, however its index came about; a larger sample has the smaller one as its beginning,
//! and an article that is added later takes at most one place.

use super::{
    Answer, Catalog, Hit, Prepared, Request,
    engine::{Found, facets::smallest},
    hits,
};
use crate::archive::{ArchiveError, terms::Terms};

/// Draws `count` of the articles that answer `request`, in the order in which they are drawn.
pub fn sample<H: From<Hit>>(
    catalog: &Catalog,
    request: &Request,
    count: usize,
    seed: u64,
) -> Result<Answer<H>, ArchiveError> {
    let reader = catalog.reader();
    let mut terms = Terms::default();
    let Prepared { query, tree } = request.prepare(catalog, &mut terms);
    let found = Found::of(reader, &tree)?;
    let total = found.len() as u64;
    let drawn = smallest(reader, &found, count, move |number| lot(seed, number))?;
    let ranked = drawn.into_iter().enumerate().map(|(i, at)| (i + 1, None, at));
    let hits = hits(catalog, &tree, ranked, false, &mut terms)?;
    Ok(Answer { query, total, undated: 0, hits, outline: Vec::new() })
}

/// The lot that an article draws.
fn lot(seed: u64, number: u64) -> u64 {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&seed.to_le_bytes()).update(&number.to_le_bytes());
    let mut first = [0; 8];
    first.copy_from_slice(&hasher.finalize().as_bytes()[..8]);
    u64::from_le_bytes(first)
}
