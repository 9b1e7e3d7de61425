//! Dates as papers print them.
//!
//! A text is a date only if nothing else stands in it. Day and month that could be exchanged (06/07/2023) are kept in
//! both readings. The clock's time is taken as printed, whatever the time zone: it is the local one.

mod clock;
mod compact;
mod numbers;
#[cfg(test)]
mod tests;
mod tokens;
mod vague;
mod words;

use chrono::{NaiveTime, Weekday};

use crate::{Date, DayOrder, Precision};
pub(crate) use numbers::Numbers;
use tokens::{Token, Tokens, tokens};
pub(crate) use words::month;

/// What a printed date tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Printed {
    /// A date with its year.
    Whole(Date),
    /// The same in numbers, of which either may be the day.
    Numbers(Numbers),
    /// A day of a year that is not said.
    Day {
        /// 1 to 12.
        month: u32,
        /// 1 to 31.
        day: u32,
    },
}

impl Printed {
    /// What is certain of a date with its year.
    pub(crate) fn whole(self) -> Option<Date> {
        match self {
            Self::Whole(date) => Some(date),
            Self::Numbers(numbers) => numbers.read(None),
            Self::Day { .. } => None,
        }
    }

    /// The same, where day and month stand in an order.
    pub(crate) fn read(self, order: Option<DayOrder>) -> Option<Date> {
        match self {
            Self::Numbers(numbers) => numbers.read(order),
            other => other.whole(),
        }
    }
}

/// The longest text that is looked at.
const LONGEST: usize = 80;

/// The date that a text is.
pub(crate) fn parse(text: &str) -> Option<Printed> {
    if text.len() > LONGEST || !text.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    let text = text.trim();
    if let Some(date) = compact::parse(text) {
        return Some(Printed::Whole(date));
    }
    let tokens = tokens(text)?;
    let mut rest = Tokens(&tokens);
    if let Some(printed) = dated(&mut rest, None) {
        return Some(printed);
    }
    let mut rest = Tokens(&tokens);
    let clock = rest.clock()?;
    rest.skip_zone();
    dated(&mut rest, Some(clock))
}

/// The date that the value of a field is, which may also be a stamp of time, digits alone, or a span of days or months.
///
/// A program that keeps days as moments writes midnight, to the second, behind each of them.
pub(crate) fn parse_field(text: &str) -> Option<Printed> {
    let found =
        parse(text).or_else(|| compact::in_field(text).or_else(|| vague::parse(text)).map(Printed::Whole));
    match found {
        Some(Printed::Whole(date)) if text.contains("00:00:00") || text.contains("T000000") => {
            Date::from_day(date.first_day()).map(Printed::Whole)
        }
        found => found,
    }
}

/// The date that all of the tokens are; `early` is the time, if it stood first.
fn dated(rest: &mut Tokens<'_>, early: Option<NaiveTime>) -> Option<Printed> {
    rest.skip_links();
    let weekday = rest.attempt(Tokens::weekday);
    rest.skip_links();
    let mut printed = rest.attempt(Tokens::day)?;
    rest.skip_links();
    let weekday = weekday.or_else(|| rest.attempt(Tokens::bracketed_weekday));
    if let (Printed::Numbers(numbers), Some(weekday)) = (printed, weekday) {
        printed = Printed::Numbers(numbers.on(weekday));
    }
    rest.skip_links();
    let is_day = matches!(printed, Printed::Whole(date) if date.precision() == Precision::Day);
    let hour = |rest: &mut Tokens<'_>| if is_day { rest.attempt(Tokens::hour) } else { None };
    let clock = early.or_else(|| rest.attempt(Tokens::clock)).or_else(|| hour(rest));
    if clock.is_none() {
        rest.attempt(Tokens::end_of_day);
    }
    rest.skip_zone();
    if let (Printed::Day { month, day }, Some(year)) = (printed, rest.attempt(Tokens::year)) {
        printed = Printed::Whole(Date::new(year, Some(month), Some(day), None)?);
    }
    rest.skip_zone();
    rest.0.is_empty().then(|| with_clock(printed, clock))
}

fn with_clock(printed: Printed, clock: Option<NaiveTime>) -> Printed {
    match (printed, clock) {
        (Printed::Whole(date), Some(clock)) => Printed::Whole(date.at(clock)),
        (Printed::Numbers(numbers), Some(clock)) => Printed::Numbers(numbers.at(clock)),
        _ => printed,
    }
}

impl Tokens<'_> {
    fn weekday(&mut self) -> Option<Weekday> {
        let Token::Word(word) = self.next()? else { return None };
        // "mar, 5 mar" is a Tuesday in March.
        let is_tuesday = || word.eq_ignore_ascii_case("mar") && self.is_before_day();
        let day = words::weekday(word).or_else(|| is_tuesday().then_some(Weekday::Tue))?;
        self.attempt(|rest| rest.mark(&['-']).and_then(|_| rest.word(&["feira"])));
        self.attempt(|rest| rest.mark(&['.']));
        self.attempt(|rest| rest.mark(&[',']));
        Some(day)
    }

    /// Whether a day and the word for its month follow.
    fn is_before_day(&self) -> bool {
        let mut ahead = *self;
        ahead.attempt(|rest| rest.mark(&['.']));
        ahead.attempt(|rest| rest.mark(&[',']));
        ahead.attempt(Self::day_first).is_some()
    }

    fn bracketed_weekday(&mut self) -> Option<Weekday> {
        self.attempt(|rest| rest.mark(&['(']));
        let day = self.weekday()?;
        self.attempt(|rest| rest.mark(&[')']));
        Some(day)
    }

    /// Any form of a day, a month or a year.
    fn day(&mut self) -> Option<Printed> {
        self.attempt(Self::year_first)
            .or_else(|| self.attempt(Self::day_first))
            .or_else(|| self.attempt(Self::month_first))
            .or_else(|| self.attempt(Self::numbers))
            .or_else(|| self.attempt(Self::year).and_then(|year| whole(year, None, None)))
    }

    /// `2023-06-18`, `2023/6/18`, `2023-06`.
    fn year_first(&mut self) -> Option<Printed> {
        let year = self.year()?;
        let mark = self.mark(&['-', '/', '.'])?;
        let month = self.number(1..=2)?;
        let day = self.attempt(|rest| rest.mark(&[mark]).and_then(|_| rest.number(1..=2)));
        if day.is_none() && mark != '-' {
            return None;
        }
        whole(year, Some(month), day)
    }

    /// `18 June 2023`, `18th of June, 2023`, `18-Jun-2023`, `18 June`.
    fn day_first(&mut self) -> Option<Printed> {
        let day = self.number(1..=2)?;
        self.attempt(|rest| rest.word(&["st", "nd", "rd", "th", "er", "ᵉʳ", "º", "ª"]));
        self.attempt(|rest| rest.mark(&['-', '.', ',', '°', '/']));
        self.attempt(|rest| rest.word(&["of", "de", "di"]));
        let month = self.month()?;
        if let Some(year) = self.attempt(Self::short_year) {
            return whole(year, Some(month), Some(day));
        }
        self.with_year(month, day)
    }

    /// `June 18, 2023`, `Jun. 18th 2023`, `June 2023`, `June 18`.
    fn month_first(&mut self) -> Option<Printed> {
        let month = self.month()?;
        if let Some(year) = self.year_behind(&[',', '-', '/']) {
            return whole(year, Some(month), None);
        }
        let day = self.number(1..=2)?;
        self.attempt(|rest| rest.word(&["st", "nd", "rd", "th"]));
        if let Some(year) = self.attempt(Self::year_of_two_digits) {
            return whole(year, Some(month), Some(day));
        }
        self.with_year(month, day)
    }

    /// A day and month, with the year if it follows.
    fn with_year(&mut self, month: u32, day: u32) -> Option<Printed> {
        match self.year_behind(&[',', '-', '.', '/']) {
            Some(year) => whole(year, Some(month), Some(day)),
            // The year stands only for what days there are: 2000 has them all.
            None => Date::new(2000, Some(month), Some(day), None).map(|_| Printed::Day { month, day }),
        }
    }

    /// `18/06/2023` or `06/18/2023`.
    fn numbers(&mut self) -> Option<Printed> {
        let a = self.number(1..=2)?;
        let mark = self.mark(&['/', '.', '-'])?;
        let b = self.number(1..=2)?;
        self.mark(&[mark])?;
        let year =
            self.attempt(Self::year).or_else(|| self.attempt(Self::short_year).filter(|_| mark != '-'))?;
        Numbers::printed(year, a, b, mark == '.')
    }

    /// The year behind one of some marks and a word for "of", if these are there.
    fn year_behind(&mut self, marks: &[char]) -> Option<i32> {
        self.attempt(|rest| {
            rest.attempt(|rest| rest.mark(marks));
            rest.attempt(|rest| rest.word(&["de", "del"]));
            rest.year()
        })
    }

    fn year(&mut self) -> Option<i32> {
        let year = self.number(4..=4)?;
        (1500..=2199).contains(&year).then_some(year as i32)
    }

    /// A year of two digits, those of a time left aside; RFC 2822 counts them from 1950 to 2049.
    fn short_year(&mut self) -> Option<i32> {
        self.attempt(|rest| rest.mark(&['-', '\'', '’', '/']));
        let year = self.number(2..=2)? as i32;
        let is_time = matches!(
            self.0.first(),
            Some(Token::Mark(':' | '.') | Token::Word("h" | "am" | "pm" | "AM" | "PM"))
        );
        (!is_time).then_some(if year < 50 { 2000 + year } else { 1900 + year })
    }

    /// The year behind a month and day: `'19`, or `, 87`, which is no day.
    fn year_of_two_digits(&mut self) -> Option<i32> {
        let mark = self.mark(&['\'', '’', ','])?;
        let year = self.short_year()?;
        (mark != ',' || year > 1931 && year < 2000).then_some(year)
    }

    fn month(&mut self) -> Option<u32> {
        let Token::Word(word) = self.next()? else { return None };
        self.attempt(|rest| rest.mark(&['.']));
        month(word)
    }
}

fn whole(year: i32, month: Option<u32>, day: Option<u32>) -> Option<Printed> {
    Date::new(year, month, day, None).map(Printed::Whole)
}
