//! Questions over time.

use chrono::{Datelike, NaiveDate};
use serde::Serialize;

use super::{SCHEMA, hit::remarks};
use crate::search::timeline::{Chart, Series, Unit};

/// Questions over time: the object of `morgue timeline --format json`.
#[derive(Clone, Debug, Serialize)]
pub struct ChartView {
    /// [`SCHEMA`].
    pub schema: u32,
    /// `day`, `week`, `month` or `year`.
    pub unit: &'static str,
    /// The questions.
    pub queries: Vec<SeriesView>,
    /// The months of that time of which the archive has next to nothing, as `2020-02`.
    pub gaps: Vec<String>,
    /// From the first period with an article that matches to the last.
    pub periods: Vec<ChartPeriodView>,
}

/// A question of a chart.
#[derive(Clone, Debug, Serialize)]
pub struct SeriesView {
    /// As typed.
    pub query: String,
    /// As understood.
    pub reading: String,
    /// What was read differently from what was typed.
    pub notes: Vec<String>,
    /// Articles that match.
    pub total: u64,
    /// Those without a date.
    pub undated: u64,
    /// Those whose date is less precise than a period; they stand in none.
    pub imprecise: u64,
}

/// A period of a chart.
#[derive(Clone, Debug, Serialize)]
pub struct ChartPeriodView {
    /// Its first day.
    pub start: String,
    /// How it is called: `2020-02-03`, `2020-02` or `2020`.
    #[serde(skip)]
    pub label: String,
    /// Articles of the archive, whatever they say.
    pub all: u64,
    /// Whether a month of it is a gap of the archive.
    pub gap: bool,
    /// Articles that match, a number a question.
    pub articles: Vec<u64>,
    /// Their share of all articles of the period, from 0 to 1.
    pub shares: Vec<f64>,
}

impl ChartPeriodView {
    /// How high each question's mark is: its articles, or their share.
    pub fn heights(&self, relative: bool) -> Vec<f64> {
        if relative {
            return self.shares.clone();
        }
        self.articles.iter().map(|articles| *articles as f64).collect()
    }
}

/// A question in a period: a line or a row.
#[derive(Clone, Debug, Serialize)]
pub struct ChartRow {
    /// [`SCHEMA`].
    pub schema: u32,
    /// The question as typed.
    pub query: String,
    /// First day of the period.
    pub start: String,
    /// Articles that match.
    pub articles: u64,
    /// Articles of the archive in that period.
    pub all: u64,
    /// The share, from 0 to 1.
    pub share: f64,
    /// Whether a month of the period is a gap of the archive.
    pub gap: bool,
}

impl ChartView {
    /// The view of a chart.
    pub fn new(chart: &Chart) -> Self {
        let period = |(at, period): (usize, &crate::search::timeline::Period)| {
            let bars = (0..chart.series.len()).map(|series| chart.bar(series, at));
            let (articles, shares) = bars.map(|bar| (bar.articles, bar.share)).unzip();
            ChartPeriodView {
                start: period.start.to_string(),
                label: label(chart.unit, period.start),
                all: period.all,
                gap: period.gap,
                articles,
                shares,
            }
        };
        Self {
            schema: SCHEMA,
            unit: chart.unit.as_str(),
            queries: chart.series.iter().map(SeriesView::from).collect(),
            gaps: chart.gaps.iter().map(|month| label(Unit::Month, *month)).collect(),
            periods: chart.periods.iter().enumerate().map(period).collect(),
        }
    }

    /// A row for each question and period.
    pub fn rows(&self) -> Vec<ChartRow> {
        let row = |series: usize, query: &SeriesView, period: &ChartPeriodView| ChartRow {
            schema: SCHEMA,
            query: query.query.clone(),
            start: period.start.clone(),
            articles: period.articles[series],
            all: period.all,
            share: period.shares[series],
            gap: period.gap,
        };
        let queries = self.queries.iter().enumerate();
        queries
            .flat_map(|(at, query)| self.periods.iter().map(move |period| row(at, query, period)))
            .collect()
    }
}

impl From<&Series> for SeriesView {
    fn from(series: &Series) -> Self {
        Self {
            query: series.text.clone(),
            reading: series.query.reading(),
            notes: remarks(&series.text, &series.query.notes),
            total: series.total,
            undated: series.undated,
            imprecise: series.imprecise,
        }
    }
}

/// How a period is called.
fn label(unit: Unit, start: NaiveDate) -> String {
    match unit {
        Unit::Day | Unit::Week => start.to_string(),
        Unit::Month => start.format("%Y-%m").to_string(),
        Unit::Year => start.year().to_string(),
        Unit::Decade => format!("{}s", start.year()),
    }
}
