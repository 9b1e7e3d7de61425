//! A publication date with its precision.

use std::{fmt, str::FromStr};

use chrono::{Datelike, Days, Months, NaiveDate, NaiveDateTime, NaiveTime, Timelike};
use serde::{Deserialize, Serialize};

/// How much of a [`Date`] is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Precision {
    /// The year.
    Year,
    /// The year and month.
    Month,
    /// The day.
    Day,
    /// The minute.
    Minute,
}

/// A local date as printed, never guessed beyond its precision.
///
/// It is written and parsed as `2023`, `2023-06`, `2023-06-18` or `2023-06-18T14:05`, and sorts by its first moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "Stored", into = "Stored")]
pub struct Date {
    start: NaiveDateTime,
    precision: Precision,
}

/// What is stored of a date: minutes since 1970 and the precision.
type Stored = (i64, Precision);

/// A text or stored value that is no date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a date: write 2023, 2023-06, 2023-06-18 or 2023-06-18T14:05")]
pub struct NotADate;

impl Date {
    /// A date of the years 1 to 9999, as precise as the parts that are given; `None` if there is no such day.
    ///
    /// A part without the one before it (a day without its month) is no date either. Seconds are dropped.
    pub fn new(year: i32, month: Option<u32>, day: Option<u32>, time: Option<NaiveTime>) -> Option<Self> {
        let precision = match (month, day, time) {
            (None, None, None) => Precision::Year,
            (Some(_), None, None) => Precision::Month,
            (Some(_), Some(_), None) => Precision::Day,
            (Some(_), Some(_), Some(_)) => Precision::Minute,
            _ => return None,
        };
        if !(1..=9999).contains(&year) {
            return None;
        }
        let day = NaiveDate::from_ymd_opt(year, month.unwrap_or(1), day.unwrap_or(1))?;
        let time = time.unwrap_or(NaiveTime::MIN);
        let start = day.and_hms_opt(time.hour(), time.minute(), 0)?;
        Some(Self { start, precision })
    }

    /// A whole day; `None` outside the years 1 to 9999.
    pub fn from_day(day: NaiveDate) -> Option<Self> {
        Self::new(day.year(), Some(day.month()), Some(day.day()), None)
    }

    /// The same day with the time of day, if the day is known.
    #[must_use]
    pub fn at(self, time: NaiveTime) -> Self {
        let start = self.first_day().and_hms_opt(time.hour(), time.minute(), 0);
        match start.filter(|_| self.precision >= Precision::Day) {
            Some(start) => Self { start, precision: Precision::Minute },
            None => self,
        }
    }

    /// How much of it is known.
    pub fn precision(self) -> Precision {
        self.precision
    }

    /// The first moment it allows.
    pub fn start(self) -> NaiveDateTime {
        self.start
    }

    /// The first day it allows.
    pub fn first_day(self) -> NaiveDate {
        self.start.date()
    }

    /// The last day it allows.
    pub fn last_day(self) -> NaiveDate {
        let first = self.first_day();
        let next = match self.precision {
            Precision::Year => first.checked_add_months(Months::new(12)),
            Precision::Month => first.checked_add_months(Months::new(1)),
            Precision::Day | Precision::Minute => return first,
        };
        next.and_then(|day| day.checked_sub_days(Days::new(1))).unwrap_or(first)
    }

    /// The year.
    pub fn year(self) -> i32 {
        self.start.year()
    }

    /// The month, if known.
    pub fn month(self) -> Option<u32> {
        (self.precision >= Precision::Month).then(|| self.start.month())
    }

    /// Whether `other` says nothing that this date rules out: its days lie within the span of this one.
    pub fn allows(self, other: Self) -> bool {
        self.first_day() <= other.first_day() && other.last_day() <= self.last_day()
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (day, time) = (self.start.date(), self.start.time());
        write!(f, "{:04}", day.year())?;
        if self.precision >= Precision::Month {
            write!(f, "-{:02}", day.month())?;
        }
        if self.precision >= Precision::Day {
            write!(f, "-{:02}", day.day())?;
        }
        if self.precision >= Precision::Minute {
            write!(f, "T{:02}:{:02}", time.hour(), time.minute())?;
        }
        Ok(())
    }
}

impl FromStr for Date {
    type Err = NotADate;

    /// Parses exactly the forms that are displayed.
    fn from_str(text: &str) -> Result<Self, NotADate> {
        parse(text).ok_or(NotADate)
    }
}

fn parse(text: &str) -> Option<Date> {
    let (day, time) = match text.split_once('T') {
        Some((day, time)) => (day, Some(time)),
        None => (text, None),
    };
    let mut parts = day.split('-');
    let year = digits(parts.next()?, 4)?;
    let month = parts.next().map(|part| digits(part, 2).ok_or(NotADate)).transpose().ok()?;
    let day = parts.next().map(|part| digits(part, 2).ok_or(NotADate)).transpose().ok()?;
    if parts.next().is_some() {
        return None;
    }
    let time = match time.map(|time| time.split_once(':')) {
        None => None,
        Some(clock) => {
            let (hour, minute) = clock?;
            Some(NaiveTime::from_hms_opt(digits(hour, 2)?, digits(minute, 2)?, 0)?)
        }
    };
    Date::new(i32::try_from(year).ok()?, month, day, time)
}

/// A number of exactly `width` ASCII digits.
fn digits(text: &str, width: usize) -> Option<u32> {
    (text.len() == width && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok())?
}

impl From<Date> for Stored {
    fn from(date: Date) -> Self {
        (date.start.and_utc().timestamp() / 60, date.precision)
    }
}

impl TryFrom<Stored> for Date {
    type Error = NotADate;

    fn try_from((minutes, precision): Stored) -> Result<Self, NotADate> {
        let seconds = minutes.checked_mul(60).ok_or(NotADate)?;
        let start = chrono::DateTime::from_timestamp(seconds, 0).ok_or(NotADate)?.naive_utc();
        let (month, day) = (start.month(), start.day());
        let known = |least: Precision| precision >= least;
        Date::new(
            start.year(),
            known(Precision::Month).then_some(month),
            known(Precision::Day).then_some(day),
            known(Precision::Minute).then(|| start.time()),
        )
        .ok_or(NotADate)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_written_as_it_is_parsed() {
        for text in ["2023", "0987-12", "2023-06-18", "2024-02-29", "2023-06-18T14:05", "9999-12-31T23:59"] {
            assert_eq!(text.parse::<Date>().map(|date| date.to_string()), Ok(text.to_owned()));
        }
    }

    #[test]
    fn what_no_calendar_has_is_refused() {
        for text in
            ["", "23", "2023-13", "2023-6-18", "2023-02-29", "2023-06-18T25:00", "2023-06T10:00", "+023"]
        {
            assert_eq!(text.parse::<Date>(), Err(NotADate), "{text}");
        }
        assert_eq!(Date::new(0, None, None, None), None);
        assert_eq!(Date::new(2023, None, Some(3), None), None);
    }

    #[test]
    fn spans_what_it_allows() {
        let check = |text: &str, first: &str, last: &str| {
            let date: Date = text.parse().expect(text);
            assert_eq!(
                (date.first_day().to_string(), date.last_day().to_string()),
                (first.into(), last.into())
            );
        };
        check("2023", "2023-01-01", "2023-12-31");
        check("2024-02", "2024-02-01", "2024-02-29");
        check("2023-06-18T23:59", "2023-06-18", "2023-06-18");
        check("9999", "9999-01-01", "9999-12-31");
    }

    #[test]
    fn survives_storing() {
        for text in ["1850", "1963-01", "1963-01-04", "2023-06-18T14:05"] {
            let date: Date = text.parse().expect(text);
            assert_eq!(Date::try_from(Stored::from(date)), Ok(date));
        }
        assert_eq!(Date::try_from((i64::MAX, Precision::Day)), Err(NotADate));
    }

    #[test]
    fn sorts_by_its_first_moment() {
        let mut dates: Vec<Date> =
            ["2023-06-18", "2023", "2022-12-31", "2023-06"].map(|t| t.parse().expect(t)).into();
        dates.sort();
        let written: Vec<_> = dates.iter().map(Date::to_string).collect();
        assert_eq!(written, ["2022-12-31", "2023", "2023-06", "2023-06-18"]);
    }
}
