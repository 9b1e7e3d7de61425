//! What the articles of an answer have in common: who and what stands in them, where and when they were published.
//!
//! A facet counts over the whole answer, whatever part of it is shown; names count by identity, as in the lists of names.

use std::{cell::OnceCell, collections::BTreeMap};

use ::names::Kind;
use chrono::Datelike;

pub use super::engine::facets::ValueField;
use super::{
    Catalog,
    engine::{self, Found, facets::DaySpan},
    listing::{self, Listed, Scope},
    resolve::Resolved,
    timeline::{Timeline, day_of},
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
    Facets::of(catalog, tree)?.by(dimensions, limit)
}

/// The articles that facets are counted over, found once.
pub struct Facets<'c> {
    catalog: &'c Catalog,
    scope: Scope<'c>,
    /// How many have a date in each span, once that is asked for.
    spans: OnceCell<BTreeMap<DaySpan, u64>>,
}

impl<'c> Facets<'c> {
    /// Those of a tree.
    pub fn of(catalog: &'c Catalog, tree: &'c Resolved) -> Result<Self, ArchiveError> {
        Ok(Self { catalog, scope: Scope::of(tree), spans: OnceCell::new() })
    }

    /// Counts them by each dimension; of each the `limit` values with most articles, of years all.
    pub fn by(&self, dimensions: &[Dimension], limit: usize) -> Result<Vec<Facet>, ArchiveError> {
        let facet = |dimension: &Dimension| {
            let dimension = *dimension;
            let (total, values) = match dimension {
                Dimension::Names(kind) => names(self.catalog, kind, &self.scope, limit)?,
                Dimension::Values(field) => {
                    values_of(self.catalog, self.scope.found(self.catalog)?, field, limit)?
                }
                Dimension::Year => years(self.spans()?),
            };
            Ok(Facet { dimension, total, values })
        };
        dimensions.iter().map(facet).collect()
    }

    /// The articles over time, in periods that fit; none if no article has a date.
    pub fn timeline(&self) -> Result<Option<Timeline>, ArchiveError> {
        Ok(Timeline::of_spans(self.spans()?))
    }

    fn spans(&self) -> Result<&BTreeMap<DaySpan, u64>, ArchiveError> {
        if let Some(spans) = self.spans.get() {
            return Ok(spans);
        }
        let spans = engine::facets::day_spans(self.catalog.reader(), self.scope.found(self.catalog)?)?;
        Ok(self.spans.get_or_init(|| spans))
    }
}

fn names(
    catalog: &Catalog,
    kind: Kind,
    scope: &Scope<'_>,
    limit: usize,
) -> Result<(usize, Vec<(String, u64)>), ArchiveError> {
    let Listed { total, names } = listing::names_in(catalog, kind, scope, None, 0..limit)?;
    Ok((total, names.into_iter().map(|count| (count.name, count.articles)).collect()))
}

fn values_of(
    catalog: &Catalog,
    found: &Found,
    field: ValueField,
    limit: usize,
) -> Result<(usize, Vec<(String, u64)>), ArchiveError> {
    let counts = engine::facets::values(catalog.reader(), found, field)?;
    let mut counts: Vec<(String, u64)> = counts.into_iter().collect();
    let total = counts.len();
    counts.sort_unstable_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    counts.truncate(limit);
    Ok((total, counts))
}

fn years(spans: &BTreeMap<DaySpan, u64>) -> (usize, Vec<(String, u64)>) {
    let mut years: Vec<(String, u64)> = Vec::new();
    for ((from, _), articles) in spans {
        let year = day_of(*from).year().to_string();
        match years.last_mut() {
            Some((last, counted)) if *last == year => *counted += *articles,
            _ => years.push((year, *articles)),
        }
    }
    (years.len(), years)
}
