//! Several questions over time on one chart, beside what the archive holds of that time.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{Unit, day_of};
use crate::{
    archive::{ArchiveError, terms::Terms},
    search::{
        Catalog, Request,
        engine::{
            Found,
            facets::{DaySpan, day_spans},
        },
        query::Query,
        resolve::Resolved,
    },
};

/// A month with fewer than one of so many articles of a usual month of the archive may be a gap.
const GAP: u64 = 4;

/// So many articles must be missing in a row: an archive of two articles a month has months without any.
const MISSING: u64 = 8;

/// Questions over time.
#[derive(Clone, Debug)]
pub struct Chart {
    /// The length of each period.
    pub unit: Unit,
    /// From the first period with an article that matches to the last, or all of the time that was asked for.
    pub periods: Vec<Period>,
    /// A question each.
    pub series: Vec<Series>,
    /// The months of that time in which the archive has next to nothing.
    pub gaps: Vec<NaiveDate>,
}

/// A period of a chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// Its first day.
    pub start: NaiveDate,
    /// How many articles the archive has of it, whatever they say.
    pub all: u64,
    /// Whether some month of it is a gap of the archive.
    pub gap: bool,
}

/// A question of a chart.
#[derive(Clone, Debug)]
pub struct Series {
    /// How it was understood.
    pub query: Query,
    /// What was typed.
    pub text: String,
    /// Articles that match in each period.
    pub articles: Vec<u64>,
    /// Articles that match.
    pub total: u64,
    /// Those without a date.
    pub undated: u64,
    /// Those whose date is less precise than a period: they stand in none.
    pub imprecise: u64,
}

/// One value to draw.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bar {
    /// Articles that match.
    pub articles: u64,
    /// Their share of all articles of the period, from 0 to 1; 0 where there are none.
    pub share: f64,
}

impl Chart {
    /// What a series has in a period.
    pub fn bar(&self, series: usize, period: usize) -> Bar {
        let articles = self.series[series].articles[period];
        let all = self.periods[period].all;
        Bar { articles, share: if all == 0 { 0.0 } else { articles as f64 / all as f64 } }
    }
}

/// The questions over time, a period each `by`, or of a length that fits.
pub fn chart(catalog: &Catalog, requests: &[Request], by: Option<Unit>) -> Result<Chart, ArchiveError> {
    let mut found = Vec::with_capacity(requests.len());
    for request in requests {
        found.push(over_time(catalog, request)?);
    }
    let all = day_spans(catalog.reader(), &Found::of(catalog.reader(), &Resolved::All)?)?;
    let ends = found.iter().filter_map(|found| found.ends(&all)).reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)));
    let Some((first, last)) = ends else {
        let series = found.into_iter().map(|found| found.series).collect();
        return Ok(Chart { unit: by.unwrap_or(Unit::Month), periods: Vec::new(), series, gaps: Vec::new() });
    };
    let unit = by.unwrap_or_else(|| Unit::for_span(last - first + 1));
    let (first, last) = (day_of(first), day_of(last));
    let spans: Vec<(NaiveDate, NaiveDate)> = unit.periods(first, last).collect();
    let mut gaps = gaps(&all);
    gaps.retain(|month| spans.first().zip(spans.last()).is_some_and(|(a, b)| overlaps(*month, (a.0, b.1))));
    let (in_archive, _) = by_period(&all, &spans);
    let period = |(span, all): (&(NaiveDate, NaiveDate), u64)| Period {
        start: span.0,
        all,
        gap: gaps.iter().any(|month| overlaps(*month, *span)),
    };
    let periods = spans.iter().zip(in_archive).map(period).collect();
    let series = found.into_iter().map(|found| {
        let (articles, imprecise) = by_period(&found.days, &spans);
        Series { articles, imprecise, ..found.series }
    });
    Ok(Chart { unit, periods, series: series.collect(), gaps })
}

/// The articles of one question over time.
struct OverTime {
    series: Series,
    days: BTreeMap<DaySpan, u64>,
    /// First and last day of the time that the question asks for, as far as it has such.
    asked: (Option<i64>, Option<i64>),
}

impl OverTime {
    /// First and last day to show. Of the time that is asked for, the part of which the archive has articles at all is
    /// shown whole: that nothing was written in it is an answer too.
    fn ends(&self, all: &BTreeMap<DaySpan, u64>) -> Option<(i64, i64)> {
        let (first, last) = ends(&self.days)?;
        let (begins, ends) = ends(all)?;
        let (since, until) = self.asked;
        let first = since.map_or(first, |since| first.min(since.max(begins)));
        let last = until.map_or(last, |until| last.max(until.min(ends)));
        Some((first, last))
    }
}

fn over_time(catalog: &Catalog, request: &Request) -> Result<OverTime, ArchiveError> {
    let prepared = request.prepare(catalog, &mut Terms::default());
    let found = Found::of(catalog.reader(), &prepared.tree)?;
    let total = found.len() as u64;
    let days = day_spans(catalog.reader(), &found)?;
    let dated: u64 = days.values().sum();
    let series = Series {
        query: prepared.query,
        text: request.text.clone(),
        articles: Vec::new(),
        total,
        undated: total.saturating_sub(dated),
        imprecise: 0,
    };
    Ok(OverTime { series, days, asked: asked(&prepared.tree) })
}

/// First and last day of the time that all articles of a tree must be of.
fn asked(tree: &Resolved) -> (Option<i64>, Option<i64>) {
    let day = |day: NaiveDate| i64::from(day.to_epoch_days());
    match tree {
        Resolved::Dates { since, until } => (since.map(day), until.map(day)),
        Resolved::And(parts) => {
            parts.iter().map(asked).fold((None, None), |(first, last), (since, until)| {
                (first.max(since), [last, until].into_iter().flatten().min())
            })
        }
        _ => (None, None),
    }
}

/// The first and the last day that dates allow.
pub(super) fn ends(days: &BTreeMap<DaySpan, u64>) -> Option<(i64, i64)> {
    days.first_key_value().map(|(span, _)| span.0).zip(days.keys().map(|span| span.1).max())
}

/// Articles in each period, and those that may belong to more than one.
pub(super) fn by_period(
    days: &BTreeMap<DaySpan, u64>,
    periods: &[(NaiveDate, NaiveDate)],
) -> (Vec<u64>, u64) {
    let (mut counts, mut imprecise) = (vec![0; periods.len()], 0);
    for ((from, to), articles) in days {
        let from = day_of(*from);
        let at = periods.partition_point(|(_, end)| *end <= from);
        match periods.get(at) {
            Some((start, end)) if *start <= from && day_of(*to) < *end => counts[at] += articles,
            Some(_) => imprecise += articles,
            None => {}
        }
    }
    (counts, imprecise)
}

fn overlaps(month: NaiveDate, (start, end): (NaiveDate, NaiveDate)) -> bool {
    month < end && Unit::Month.next(month).is_none_or(|next| start < next)
}

/// The months between the archive's first and last of which it has far fewer articles than of a usual month.
fn gaps(all: &BTreeMap<DaySpan, u64>) -> Vec<NaiveDate> {
    let days = || all.keys().map(|(from, _)| *from);
    let Some((first, last)) = days().min().zip(days().max()) else { return Vec::new() };
    let months: Vec<(NaiveDate, NaiveDate)> = Unit::Month.periods(day_of(first), day_of(last)).collect();
    let (counts, _) = by_period(all, &months);
    let mut sorted: Vec<u64> = counts.iter().copied().filter(|articles| *articles > 0).collect();
    sorted.sort_unstable();
    let usual = sorted.get(sorted.len() / 2).copied().unwrap_or(0);
    // The first and the last month may be begun only.
    let inner: Vec<usize> = (1..months.len().saturating_sub(1)).collect();
    let is_low = |at: usize| counts[at] == 0 || counts[at] * GAP < usual;
    let runs = inner.chunk_by(|a, b| is_low(*a) == is_low(*b));
    let gaps = runs.filter(|run| is_low(run[0]) && run.len() as u64 * usual >= MISSING);
    gaps.flatten().map(|at| months[*at].0).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(list: &[(&str, &str, u64)]) -> BTreeMap<DaySpan, u64> {
        let day = |text: &str| i64::from(text.parse::<NaiveDate>().expect("a day").to_epoch_days());
        list.iter().map(|(from, to, articles)| ((day(from), day(to)), *articles)).collect()
    }

    #[test]
    fn a_vague_date_stands_in_no_shorter_period() {
        let days = days(&[("2020-01-01", "2020-12-31", 3), ("2020-02-05", "2020-02-05", 2)]);
        let in_periods = |unit: Unit| {
            let (first, last) = ("2020-01-01".parse().unwrap(), "2020-03-01".parse().unwrap());
            by_period(&days, &unit.periods(first, last).collect::<Vec<_>>())
        };
        assert_eq!(in_periods(Unit::Month), (vec![0, 2, 0], 3));
        assert_eq!(in_periods(Unit::Year), (vec![5], 0));
    }

    #[test]
    fn months_with_next_to_nothing_are_gaps() {
        let day = |month: u32, articles| {
            let text = format!("2021-{month:02}-10");
            (text.clone(), text, articles)
        };
        let list = [day(1, 1), day(2, 40), day(3, 50), day(5, 9), day(6, 60), day(7, 1)];
        let list: Vec<_> =
            list.iter().map(|(from, to, articles)| (from.as_str(), to.as_str(), *articles)).collect();
        let months: Vec<String> = gaps(&days(&list)).iter().map(NaiveDate::to_string).collect();
        assert_eq!(months, ["2021-04-01", "2021-05-01"]);
        let sparse = [day(1, 1), day(3, 2), day(6, 1)];
        let list: Vec<_> =
            sparse.iter().map(|(from, to, articles)| (from.as_str(), to.as_str(), *articles)).collect();
        assert!(gaps(&self::days(&list)).is_empty());
        assert!(gaps(&BTreeMap::new()).is_empty());
    }
}
