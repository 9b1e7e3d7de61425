//! What the articles of an answer have in common: who and what stands in them, where and when they were published.
//!
//! A facet counts over the whole answer, whatever part of it is shown; names count by identity, as in the lists of names.

use ::names::Kind;
use chrono::Datelike;

pub use super::engine::facets::ValueField;
use super::{
    Catalog, engine,
    listing::{self, Listed},
    resolve::Resolved,
    timeline::day_of,
};
use crate::archive::ArchiveError;

/// By what articles are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dimension {
    /// Names of a kind.
    Names(Kind),
    /// Values of a field.
    Values(ValueField),
    /// Years of publication.
    Year,
}

/// The counts of one dimension.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facet {
    /// By what.
    pub dimension: Dimension,
    /// How many values there are in all.
    pub total: usize,
    /// The values with most articles, these first; years in their order.
    pub values: Vec<(String, u64)>,
}

/// Counts the articles of a tree by each dimension; of each the `limit` values with most articles, of years all.
pub fn facets(
    catalog: &Catalog,
    tree: &Resolved,
    dimensions: &[Dimension],
    limit: usize,
) -> Result<Vec<Facet>, ArchiveError> {
    let facet = |dimension: &Dimension| {
        let dimension = *dimension;
        let (total, values) = match dimension {
            Dimension::Names(kind) => names(catalog, kind, tree, limit)?,
            Dimension::Values(field) => values_of(catalog, tree, field, limit)?,
            Dimension::Year => years(catalog, tree)?,
        };
        Ok(Facet { dimension, total, values })
    };
    dimensions.iter().map(facet).collect()
}

fn names(
    catalog: &Catalog,
    kind: Kind,
    tree: &Resolved,
    limit: usize,
) -> Result<(usize, Vec<(String, u64)>), ArchiveError> {
    let Listed { total, names } = listing::names_in(catalog, kind, tree, None, 0..limit)?;
    Ok((total, names.into_iter().map(|count| (count.name, count.articles)).collect()))
}

fn values_of(
    catalog: &Catalog,
    tree: &Resolved,
    field: ValueField,
    limit: usize,
) -> Result<(usize, Vec<(String, u64)>), ArchiveError> {
    let counts = engine::facets::values(catalog.reader(), tree, field)?;
    let mut counts: Vec<(String, u64)> = counts.into_iter().collect();
    let total = counts.len();
    counts.sort_unstable_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    counts.truncate(limit);
    Ok((total, counts))
}

fn years(catalog: &Catalog, tree: &Resolved) -> Result<(usize, Vec<(String, u64)>), ArchiveError> {
    let mut years: Vec<(String, u64)> = Vec::new();
    for ((from, _), articles) in engine::facets::day_spans(catalog.reader(), tree)? {
        let year = day_of(from).year().to_string();
        match years.last_mut() {
            Some((last, counted)) if *last == year => *counted += articles,
            _ => years.push((year, articles)),
        }
    }
    Ok((years.len(), years))
}
