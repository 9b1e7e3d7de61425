//! Dates that programs write: `19960618`, `19960618T140533Z`, `2023-W24-7`, `2023-169`, `960618`, seconds since 1970.

use chrono::{DateTime, NaiveDate, NaiveTime, Weekday};

use crate::Date;

/// A date in one of the forms of ISO 8601 that no paper prints.
pub(super) fn parse(text: &str) -> Option<Date> {
    basic(text).or_else(|| week(text)).or_else(|| ordinal(text))
}

/// `19960618`, `199606181405`, `19960618T1405+0200`.
fn basic(text: &str) -> Option<Date> {
    let (digits, rest) = split_digits(text);
    let (day, clock, rest) = match digits.len() {
        8 => {
            let (clock, rest) = match rest.strip_prefix(['T', 't', ' ']).map(split_digits) {
                Some((clock, rest)) if matches!(clock.len(), 2 | 4 | 6) => (clock, rest),
                _ => ("", rest),
            };
            (digits, clock, rest)
        }
        12 | 14 => (&digits[..8], &digits[8..], rest),
        _ => return None,
    };
    let date = NaiveDate::parse_from_str(day, "%Y%m%d").ok().filter(|_| is_year(day))?;
    let date = Date::from_day(date)?;
    if !is_zone(rest) {
        return None;
    }
    let part = |from: usize| clock.get(from..from + 2).and_then(|part| part.parse().ok());
    match part(0) {
        Some(hour) => Some(date.at(NaiveTime::from_hms_opt(hour, part(2).unwrap_or(0), 0)?)),
        None => Some(date),
    }
}

/// Whether what follows a date is a fraction of a second, a time zone or nothing.
fn is_zone(text: &str) -> bool {
    let text = text.trim().trim_start_matches(['.', ',']);
    let text = split_digits(text).1;
    let text = text.trim_start_matches(['Z', 'z', '+', '-']);
    text.len() <= 5 && text.bytes().all(|b| b.is_ascii_digit() || b == b':')
}

/// `2023-W24-7`, `2023W247`, either with the time behind, and `2023-W24` as its month where the whole week lies in one.
fn week(text: &str) -> Option<Date> {
    let (year, rest) = text.split_once(['W', 'w'])?;
    let year = number(year.trim_end_matches('-'), 4).filter(|_| is_year(year))?;
    let week = number(rest.get(..2)?, 2)?;
    let day = |day: Weekday| NaiveDate::from_isoywd_opt(year as i32, week, day);
    let rest = rest[2..].trim_start_matches('-');
    if rest.is_empty() {
        let month = |date: Option<Date>| Some((date?.year(), date?.month()?));
        let (first, last) = (day(Weekday::Mon)?, day(Weekday::Sun)?);
        let (first, last) = (month(Date::from_day(first))?, month(Date::from_day(last))?);
        return (first == last).then(|| Date::new(first.0, Some(first.1), None, None))?;
    }
    let (weekday, clock) = rest.split_once(['T', 't']).unwrap_or((rest, ""));
    let weekday = Weekday::try_from(u8::try_from(number(weekday, 1)?).ok()?.checked_sub(1)?).ok()?;
    let date = Date::from_day(day(weekday)?)?;
    let digits: String = clock.chars().filter(|c| *c != ':').take_while(char::is_ascii_digit).collect();
    let part = |from: usize| digits.get(from..from + 2).and_then(|part| part.parse().ok());
    match (part(0), clock) {
        (_, "") => Some(date),
        (Some(hour), _) => Some(date.at(NaiveTime::from_hms_opt(hour, part(2).unwrap_or(0), 0)?)),
        (None, _) => None,
    }
}

/// `2023-169`.
fn ordinal(text: &str) -> Option<Date> {
    let (year, day) = text.split_once('-')?;
    let year = number(year, 4).filter(|_| is_year(year))?;
    Date::from_day(NaiveDate::from_yo_opt(year as i32, number(day, 3)?)?)
}

/// What only in a field of its own is a date: `/Date(1687097133000)/`, seconds since 1970, `2023169`, `960618`, `199606`.
pub(super) fn in_field(text: &str) -> Option<Date> {
    let text = text.trim();
    let wrapped = |start: &str, end: &str| text.strip_prefix(start)?.strip_suffix(end);
    if let Some(stamped) = wrapped("/Date(", ")/").or_else(|| wrapped("Date(", ")")) {
        // The zone behind it says how a reader there would print it.
        return stamp(stamped.split_once('+').map_or(stamped, |(stamp, _)| stamp));
    }
    stamp(text).or_else(|| joined_ordinal(text)).or_else(|| six_digits(text))
}

/// `2023169`: the 169th day of a year.
fn joined_ordinal(text: &str) -> Option<Date> {
    let day = number(text, 7).filter(|_| is_year(text))?;
    Date::from_day(NaiveDate::from_yo_opt((day / 1000) as i32, day % 1000)?)
}

/// `960618` or `199606`, if it can only be one of the two.
fn six_digits(text: &str) -> Option<Date> {
    let digits = number(text, 6)?;
    let month = Date::new((digits / 100) as i32, Some(digits % 100), None, None).filter(|_| is_year(text));
    let year = (digits / 10000) as i32;
    let year = if year < 50 { 2000 + year } else { 1900 + year };
    match (month, Date::new(year, Some(digits / 100 % 100), Some(digits % 100), None)) {
        (Some(date), None) | (None, Some(date)) => Some(date),
        _ => None,
    }
}

/// Seconds since 1970 or thousandths or millionths of them, as databases count time; what was before has a minus.
fn stamp(text: &str) -> Option<Date> {
    let (sign, text) = text.strip_prefix('-').map_or((1, text), |text| (-1, text));
    let (digits, fraction) = split_digits(text);
    let fraction = fraction.strip_prefix('.').unwrap_or(fraction);
    if !fraction.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let parts = match digits.len() {
        9 | 10 => 1,
        12 if sign < 0 => 1000,
        13 => 1000,
        16 => 1_000_000,
        _ => return None,
    };
    let seconds = (sign * digits.parse::<i64>().ok()?).div_euclid(parts);
    let moment = DateTime::from_timestamp(seconds, 0)?.naive_utc();
    Some(Date::from_day(moment.date())?.at(moment.time()))
}

fn split_digits(text: &str) -> (&str, &str) {
    text.split_at(text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len()))
}

/// Whether a date begins with a year that there are newspapers of.
fn is_year(text: &str) -> bool {
    text.get(..4).and_then(|year| year.parse().ok()).is_some_and(|year: u32| (1600..=2199).contains(&year))
}

fn number(text: &str, width: usize) -> Option<u32> {
    (text.len() == width && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_programs() {
        let check = |text: &str, expected: &str| {
            assert_eq!(parse(text).map(|date| date.to_string()).unwrap_or_default(), expected, "{text}");
        };
        check("19960618", "1996-06-18");
        check("19960618T1405", "1996-06-18T14:05");
        check("19960618T140533Z", "1996-06-18T14:05");
        check("19960618T140533.123+0200", "1996-06-18T14:05");
        check("20230618T140533+02:00", "2023-06-18T14:05");
        check("20230618140533", "2023-06-18T14:05");
        check("202306181405", "2023-06-18T14:05");
        check("2023-W24-7", "2023-06-18");
        check("2023W247", "2023-06-18");
        check("2023-W24", "2023-06");
        check("2023-169", "2023-06-18");
        check("2023-W24-7T14:05:33Z", "2023-06-18T14:05");
        check("2023W247T1405", "2023-06-18T14:05");
        for text in
            ["12345678", "19961318", "20230618x", "2023-999", "2023-W99-1", "1996061", "", "W", "2023-W24-é"]
        {
            check(text, "");
        }
    }

    #[test]
    fn forms_of_fields() {
        let check = |text: &str, expected: &str| {
            assert_eq!(in_field(text).map(|date| date.to_string()).unwrap_or_default(), expected, "{text}");
        };
        check("1687097133", "2023-06-18T14:05");
        check("1687097133.25", "2023-06-18T14:05");
        check("1687097133123", "2023-06-18T14:05");
        check("1687097133123456", "2023-06-18T14:05");
        check("-1567693800", "1920-04-28T09:30");
        check("/Date(1687097133000+0200)/", "2023-06-18T14:05");
        check("2023169", "2023-06-18");
        check("960618", "1996-06-18");
        check("199606", "1996-06");
        check("202306", "2023-06");
        for text in ["12345", "1687097133 x", "200106", "1687097133-5", "999999", "-", "Date()"] {
            check(text, "");
        }
    }
}
