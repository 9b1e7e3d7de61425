//! The first time that something was written about, and what the archive holds before it: whether it could have been
//! written about earlier at all.

use chrono::NaiveDate;
use intake::Date;

use super::{
    Answer, Catalog, Request, Sort,
    engine::{self, Found},
    resolve::Resolved,
    search,
    timeline::day_of,
};
use crate::archive::{ArchiveError, terms::Terms};

/// The earliest articles that answer a question.
#[derive(Clone, Debug)]
pub struct First {
    /// These articles, the earliest first.
    pub answer: Answer,
    /// How many of all that match have no date.
    pub undated: u64,
    /// How many articles of the archive are surely earlier than the first of them.
    pub before: u64,
    /// The day on which the archive begins.
    pub archive_from: Option<NaiveDate>,
}

/// Finds the earliest articles that answer `request`; those without a date are left out.
pub fn first(catalog: &Catalog, request: &Request) -> Result<First, ArchiveError> {
    let reader = catalog.reader();
    let mut answer: Answer = search(catalog, &Request { sort: Sort::Oldest, ..request.clone() })?;
    let tree = request.prepare(catalog, &mut Terms::default()).tree;
    let undated = engine::count_undated(reader, &tree)?;
    answer.hits.retain(|hit| hit.record.article.date.is_some());
    let all = engine::facets::day_spans(reader, &Found::of(reader, &Resolved::All)?)?;
    let earliest = answer.hits.first().and_then(|hit| hit.record.article.date).map(Date::first_day);
    let is_before = |to: i64| earliest.is_some_and(|earliest| day_of(to) < earliest);
    let before = all.iter().filter(|((_, to), _)| is_before(*to)).map(|(_, articles)| articles).sum();
    let archive_from = all.first_key_value().map(|((from, _), _)| day_of(*from));
    Ok(First { answer, undated, before, archive_from })
}
