//! Articles over time, in periods that fit the span.

mod chart;

use std::collections::BTreeMap;

use chrono::{Datelike, Days, Months, NaiveDate};

pub use self::chart::{Bar, Chart, Period, Series, chart};
use super::engine::facets::DaySpan;

/// How many periods a timeline has at most, if they are not of ten years.
const MOST: i64 = 60;

/// The length of a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// A day.
    Day,
    /// From a Monday to a Sunday.
    Week,
    /// A calendar month.
    Month,
    /// A calendar year.
    Year,
    /// Ten years, from one that ends in 0.
    Decade,
}

/// How many articles there are in each period, from the first to the last with any.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timeline {
    /// The length of each period.
    pub unit: Unit,
    /// First day and articles of each period, those without articles among them.
    pub periods: Vec<(NaiveDate, u64)>,
}

impl Timeline {
    /// The timeline of articles by the spans that their dates allow, of which only those count that lie in one period.
    pub(super) fn of_spans(spans: &BTreeMap<DaySpan, u64>) -> Option<Self> {
        let (first, last) = chart::ends(spans)?;
        let unit = Unit::for_span(last - first + 1);
        let periods: Vec<(NaiveDate, NaiveDate)> = unit.periods(day_of(first), day_of(last)).collect();
        let (articles, _) = chart::by_period(spans, &periods);
        let periods = periods.into_iter().zip(articles).map(|((start, _), articles)| (start, articles));
        Some(Self { unit, periods: periods.collect() })
    }

    /// The timeline of articles by day; none without a day.
    pub fn new(days: &BTreeMap<NaiveDate, u64>) -> Option<Self> {
        let day = |day: &NaiveDate| day.signed_duration_since(day_of(0)).num_days();
        Self::of_spans(&days.iter().map(|(on, articles)| ((day(on), day(on)), *articles)).collect())
    }
}

/// The day that lies so many days after the first of 1970.
pub(super) fn day_of(days: i64) -> NaiveDate {
    let day = i32::try_from(days).ok().and_then(NaiveDate::from_epoch_days);
    day.unwrap_or(if days < 0 { NaiveDate::MIN } else { NaiveDate::MAX })
}

impl Unit {
    /// The periods from that of one day to that of another: first day of each, and first day after it.
    fn periods(self, first: NaiveDate, last: NaiveDate) -> impl Iterator<Item = (NaiveDate, NaiveDate)> {
        let after = move |start: NaiveDate| self.next(start).unwrap_or(NaiveDate::MAX);
        let starts = std::iter::successors(Some(self.start(first)), move |start| {
            self.next(*start).filter(|next| *next <= last)
        });
        starts.map(move |start| (start, after(start)))
    }

    fn for_span(days: i64) -> Self {
        match days {
            ..=MOST => Self::Day,
            days if days / 7 < MOST => Self::Week,
            days if days / 30 < MOST => Self::Month,
            days if days / 365 < MOST => Self::Year,
            _ => Self::Decade,
        }
    }

    /// The first day of the period of a day.
    fn start(self, day: NaiveDate) -> NaiveDate {
        let first_of = |year, month| NaiveDate::from_ymd_opt(year, month, 1).unwrap_or(day);
        match self {
            Self::Day => day,
            Self::Week => day - Days::new(u64::from(day.weekday().num_days_from_monday())),
            Self::Month => first_of(day.year(), day.month()),
            Self::Year => first_of(day.year(), 1),
            Self::Decade => first_of(day.year() - day.year().rem_euclid(10), 1),
        }
    }

    fn next(self, start: NaiveDate) -> Option<NaiveDate> {
        match self {
            Self::Day => start.succ_opt(),
            Self::Week => start.checked_add_days(Days::new(7)),
            Self::Month => start.checked_add_months(Months::new(1)),
            Self::Year => start.checked_add_months(Months::new(12)),
            Self::Decade => start.checked_add_months(Months::new(120)),
        }
    }

    /// "day", "week" …
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Year => "year",
            Self::Decade => "decade",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_fit_the_span() {
        let check = |days: &[&str], unit: Unit, expected: &[(&str, u64)]| {
            let day = |text: &str| text.parse::<NaiveDate>().expect("a day");
            let mut counts = BTreeMap::new();
            for text in days {
                *counts.entry(day(text)).or_default() += 1;
            }
            let periods = expected.iter().map(|(text, articles)| (day(text), *articles)).collect();
            assert_eq!(Timeline::new(&counts), Some(Timeline { unit, periods }), "{days:?}");
        };
        check(&["2023-06-18"], Unit::Day, &[("2023-06-18", 1)]);
        check(
            &["2023-06-18", "2023-06-20"],
            Unit::Day,
            &[("2023-06-18", 1), ("2023-06-19", 0), ("2023-06-20", 1)],
        );
        let (first, last) = ("2023-01-04", "2023-03-20");
        let timeline = Timeline::new(&[first, last].map(|text| (text.parse().expect("a day"), 1)).into());
        let timeline = timeline.expect("a timeline");
        assert_eq!((timeline.unit, timeline.periods.len()), (Unit::Week, 12));
        check(
            &["1801-02-03", "1899-01-01"],
            Unit::Decade,
            &[
                ("1800-01-01", 1),
                ("1810-01-01", 0),
                ("1820-01-01", 0),
                ("1830-01-01", 0),
                ("1840-01-01", 0),
                ("1850-01-01", 0),
                ("1860-01-01", 0),
                ("1870-01-01", 0),
                ("1880-01-01", 0),
                ("1890-01-01", 1),
            ],
        );
        assert_eq!(Timeline::new(&BTreeMap::new()), None);
    }
}
