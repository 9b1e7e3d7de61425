//! Dates as people write them in a query: `2023-06`, `2023-06..2023-09`, `yesterday`, `last month`, `90d`.

use chrono::{Datelike, Days, Months, NaiveDate};
use intake::Date;

/// First and last day of a time; an end that is open has none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Span {
    /// First day.
    pub since: Option<NaiveDate>,
    /// Last day.
    pub until: Option<NaiveDate>,
}

/// How a time is written, for whoever wrote none.
pub const WRITTEN: &str = "2023, 2023-06, 2023-06-18, yesterday, \"last month\" or 90d";

/// Why a text is no time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoTime {
    /// It is written as none.
    NotADate,
    /// It depends on what day it is, which is not known.
    NoToday,
}

/// The time that a text means on a day: a date, two with `..` between them, or one that is counted from today.
pub fn span(text: &str, today: Option<NaiveDate>) -> Result<Span, NoTime> {
    let text = text.trim().to_lowercase();
    let Some((first, last)) = text.split_once("..") else {
        let (since, until) = one(&text, today)?;
        return Ok(Span { since: Some(since), until: Some(until) });
    };
    let (first, last) = (first.trim(), last.trim());
    if first.is_empty() && last.is_empty() {
        return Err(NoTime::NotADate);
    }
    let since = if first.is_empty() { None } else { Some(one(first, today)?.0) };
    let until = if last.is_empty() { None } else { Some(one(last, today)?.1) };
    Ok(Span { since, until })
}

fn one(text: &str, today: Option<NaiveDate>) -> Result<(NaiveDate, NaiveDate), NoTime> {
    if let Ok(date) = text.parse::<Date>() {
        return Ok((date.first_day(), date.last_day()));
    }
    let relative = Relative::parse(text).ok_or(NoTime::NotADate)?;
    let today = today.ok_or(NoTime::NoToday)?;
    relative.on(today).ok_or(NoTime::NotADate)
}

/// A unit of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    Day,
    Week,
    Month,
    Year,
}

/// A time counted from today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Relative {
    /// The day, week, month or year so many before the present one.
    Calendar(u32, Unit),
    /// From so many units ago until today.
    Past(u32, Unit),
}

impl Relative {
    fn parse(text: &str) -> Option<Self> {
        let words: Vec<&str> = text.split([' ', '-', '_']).filter(|word| !word.is_empty()).collect();
        match words.as_slice() {
            ["today"] => Some(Self::Calendar(0, Unit::Day)),
            ["yesterday"] => Some(Self::Calendar(1, Unit::Day)),
            ["this", unit] => Some(Self::Calendar(0, Unit::named(unit)?)),
            ["last", unit] => Some(Self::Calendar(1, Unit::named(unit)?)),
            ["last" | "past", count, unit] => Some(Self::Past(count.parse().ok()?, Unit::named(unit)?)),
            [short] => {
                let at = short.find(|c: char| !c.is_ascii_digit())?;
                Some(Self::Past(short[..at].parse().ok()?, Unit::named(&short[at..])?))
            }
            _ => None,
        }
    }

    /// First and last day, if there are such days.
    fn on(self, today: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
        match self {
            Self::Past(count, unit) => Some((back(today, count, unit)?, today)),
            Self::Calendar(count, unit) => {
                let first = match unit {
                    Unit::Day => today,
                    Unit::Week => {
                        today.checked_sub_days(Days::new(today.weekday().num_days_from_monday().into()))?
                    }
                    Unit::Month => today.with_day(1)?,
                    Unit::Year => today.with_ordinal(1)?,
                };
                let first = back(first, count, unit)?;
                Some((first, forward(first, unit)?.pred_opt()?))
            }
        }
    }
}

impl Unit {
    fn named(word: &str) -> Option<Self> {
        match word {
            "d" | "day" | "days" => Some(Self::Day),
            "w" | "week" | "weeks" => Some(Self::Week),
            "m" | "month" | "months" => Some(Self::Month),
            "y" | "year" | "years" => Some(Self::Year),
            _ => None,
        }
    }
}

fn back(day: NaiveDate, count: u32, unit: Unit) -> Option<NaiveDate> {
    match unit {
        Unit::Day => day.checked_sub_days(Days::new(count.into())),
        Unit::Week => day.checked_sub_days(Days::new(u64::from(count) * 7)),
        Unit::Month => day.checked_sub_months(Months::new(count)),
        Unit::Year => day.checked_sub_months(Months::new(count.checked_mul(12)?)),
    }
}

fn forward(day: NaiveDate, unit: Unit) -> Option<NaiveDate> {
    match unit {
        Unit::Day => day.checked_add_days(Days::new(1)),
        Unit::Week => day.checked_add_days(Days::new(7)),
        Unit::Month => day.checked_add_months(Months::new(1)),
        Unit::Year => day.checked_add_months(Months::new(12)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let day = |day: Option<NaiveDate>| day.map_or(String::new(), |day| day.to_string());
        let shown = match span(text, NaiveDate::from_ymd_opt(2024, 3, 31)) {
            Ok(span) => format!("{}..{}", day(span.since), day(span.until)),
            Err(why) => format!("{why:?}"),
        };
        assert_eq!(shown, expected, "{text}");
    }

    #[test]
    fn dates_and_spans() {
        check("2023", "2023-01-01..2023-12-31");
        check("2024-02", "2024-02-01..2024-02-29");
        check("2023-06..2023-09", "2023-06-01..2023-09-30");
        check("2023-06-18..", "2023-06-18..");
        check("..2023", "..2023-12-31");
        check("..", "NotADate");
        check("June", "NotADate");
        check("2023-13", "NotADate");
    }

    #[test]
    fn times_counted_from_today() {
        check("today", "2024-03-31..2024-03-31");
        check("Yesterday", "2024-03-30..2024-03-30");
        check("last month", "2024-02-01..2024-02-29");
        check("last week", "2024-03-18..2024-03-24");
        check("this-year", "2024-01-01..2024-12-31");
        check("90d", "2024-01-01..2024-03-31");
        check("last 2 months", "2024-01-31..2024-03-31");
        check("2023..today", "2023-01-01..2024-03-31");
        check("1m", "2024-02-29..2024-03-31");
        check("99999999y", "NotADate");
        assert_eq!(span("90d", None), Err(NoTime::NoToday));
    }
}
