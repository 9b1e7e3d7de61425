//! Dates as papers print them.
//!
//! A text is a date only if nothing else stands in it. Day and month that could be exchanged (06/07/2023) are kept in
//! both readings. The clock's time is taken as printed, whatever the time zone: it is the local one.

mod compact;
mod numbers;
mod tokens;
mod vague;
mod words;

use chrono::NaiveTime;

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
pub(crate) fn parse_field(text: &str) -> Option<Printed> {
    parse(text).or_else(|| compact::in_field(text).or_else(|| vague::parse(text)).map(Printed::Whole))
}

/// The date that all of the tokens are; `early` is the time, if it stood first.
fn dated(rest: &mut Tokens<'_>, early: Option<NaiveTime>) -> Option<Printed> {
    rest.skip_links();
    rest.attempt(Tokens::weekday);
    rest.skip_links();
    let mut printed = rest.attempt(Tokens::day)?;
    rest.skip_links();
    rest.attempt(Tokens::bracketed_weekday);
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
    fn weekday(&mut self) -> Option<()> {
        let Token::Word(word) = self.next()? else { return None };
        // "mar, 5 mar" is a Tuesday in March.
        let is_tuesday = || word.eq_ignore_ascii_case("mar") && self.is_before_day();
        (words::is_weekday(word) || is_tuesday()).then_some(())?;
        self.attempt(|rest| rest.mark(&['-']).and_then(|_| rest.word(&["feira"])));
        self.attempt(|rest| rest.mark(&['.']));
        self.attempt(|rest| rest.mark(&[',']));
        Some(())
    }

    /// Whether a day and the word for its month follow.
    fn is_before_day(&self) -> bool {
        let mut ahead = *self;
        ahead.attempt(|rest| rest.mark(&['.']));
        ahead.attempt(|rest| rest.mark(&[',']));
        ahead.attempt(Self::day_first).is_some()
    }

    fn bracketed_weekday(&mut self) -> Option<()> {
        self.attempt(|rest| rest.mark(&['(']));
        self.weekday()?;
        self.attempt(|rest| rest.mark(&[')']));
        Some(())
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
        let year = self.attempt(|rest| {
            rest.attempt(|rest| rest.mark(&[',', '-', '/']));
            rest.attempt(|rest| rest.word(&["de", "del"]));
            rest.year()
        });
        if let Some(year) = year {
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
        let year = self.attempt(|rest| {
            rest.attempt(|rest| rest.mark(&[',', '-', '.', '/']));
            rest.attempt(|rest| rest.word(&["de", "del"]));
            rest.year()
        });
        match year {
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
        Numbers::printed(year, a, b)
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

    /// `14:05`, `2.05 pm`, `14:05:33.5`, `14h05`, `14 Uhr`, `5 p.m.`, `1405 EST`, `noon`.
    fn clock(&mut self) -> Option<NaiveTime> {
        if let Some(noon) = self.attempt(Self::noon).or_else(|| self.attempt(Self::four_digits)) {
            return Some(noon);
        }
        let hour = self.number(1..=2)?;
        let mut minute = self.attempt(|rest| rest.mark(&[':', '.']).and_then(|_| rest.number(2..=2)));
        self.attempt(|rest| rest.mark(&[':']).and_then(|_| rest.number(2..=2)));
        self.attempt(|rest| rest.mark(&['.', ',']).and_then(|_| rest.number(1..=9)));
        if self.attempt(|rest| rest.word(&["h", "Uhr", "hs"])).is_some() {
            minute = minute.or_else(|| self.attempt(|rest| rest.number(2..=2))).or(Some(0));
        }
        let half = self.attempt(Self::half);
        if minute.is_none() && half.is_none() {
            return None;
        }
        let hour = match half {
            Some(_) if !(1..=12).contains(&hour) => return None,
            Some(afternoon) => hour % 12 + if afternoon { 12 } else { 0 },
            None => hour,
        };
        NaiveTime::from_hms_opt(hour, minute.unwrap_or(0), 0)
    }

    /// `14Z`, `14+02`: the hour of a program that writes no more.
    fn hour(&mut self) -> Option<NaiveTime> {
        let hour = self.number(2..=2)?;
        matches!(self.0, [Token::Word("Z")] | [Token::Mark('+' | '-'), ..])
            .then(|| NaiveTime::from_hms_opt(hour, 0, 0))?
    }

    /// `24:00`, which is no time of the day that it ends.
    fn end_of_day(&mut self) -> Option<()> {
        self.number(2..=2).filter(|hour| *hour == 24)?;
        self.mark(&[':'])?;
        self.number(2..=2).filter(|minute| *minute == 0)?;
        self.attempt(|rest| rest.mark(&[':']).and_then(|_| rest.number(2..=2)));
        Some(())
    }

    /// `noon`, `12 noon`.
    fn noon(&mut self) -> Option<NaiveTime> {
        self.attempt(|rest| rest.number(2..=2).filter(|hour| *hour == 12));
        self.word(&["noon", "midi", "mediodía"])?;
        NaiveTime::from_hms_opt(12, 0, 0)
    }

    /// `1405` before a time zone, as wires have it.
    fn four_digits(&mut self) -> Option<NaiveTime> {
        let clock = self.number(4..=4)?;
        let is_before_zone = match self.0.first()? {
            Token::Word(word) => word.len() <= 5 && word.bytes().all(|b| b.is_ascii_uppercase()),
            Token::Mark(mark) => matches!(mark, '+' | '-'),
            Token::Number { .. } => false,
        };
        NaiveTime::from_hms_opt(clock / 100, clock % 100, 0).filter(|_| is_before_zone)
    }

    /// Whether it is the afternoon: "pm", "A.M."
    fn half(&mut self) -> Option<bool> {
        let Token::Word(word) = self.next()? else { return None };
        let letter = match word.to_ascii_lowercase().as_str() {
            "am" | "pm" => return Some(!word.starts_with(['a', 'A'])),
            letter @ ("a" | "p") => letter == "p",
            _ => return None,
        };
        self.mark(&['.'])?;
        self.word(&["m"])?;
        self.attempt(|rest| rest.mark(&['.']));
        Some(letter)
    }
}

fn whole(year: i32, month: Option<u32>, day: Option<u32>) -> Option<Printed> {
    Date::new(year, month, day, None).map(Printed::Whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let found = match parse(text) {
            Some(Printed::Day { month, day }) => format!("{month}/{day}"),
            printed => printed.and_then(Printed::whole).map(|date| date.to_string()).unwrap_or_default(),
        };
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn days() {
        for text in [
            "2023-06-18",
            "2023/6/18",
            "18 June 2023",
            "18th of June, 2023",
            "18-JUN-2023",
            "18. June 2023",
            "June 18, 2023",
            "June 18th, 2023",
            "Jun. 18 2023",
            "Sunday, June 18, 2023",
            "Sun., 18 Jun 2023",
            "June 18, 2023 (Sunday)",
            "18/06/2023",
            "06/18/2023",
            "18.06.2023",
        ] {
            check(text, "2023-06-18");
        }
        for text in [
            "18 juin 2023",
            "dimanche 18 juin 2023",
            "le 18 juin 2023",
            "18. Juni 2023",
            "Sonntag, 18. Juni 2023",
            "18 de junio de 2023",
            "domingo, 18 de junho de 2023",
            "18 giugno 2023",
            "18 Jun 23",
            "18-Jun-23",
            "06/18/23",
            "18.06.23",
            "20230618",
            "2023-W24-7",
        ] {
            check(text, "2023-06-18");
        }
        check("1er août 2023", "2023-08-01");
        check("3 mars 1987", "1987-03-03");
        check("10 Mar 94", "1994-03-10");
        check("Segunda-feira, 19 de Junho de 2023", "2023-06-19");
        check("Sept 7, 1998", "1998-09-07");
        check("05/05/2023", "2023-05-05");
        check("1ᵉʳ mai 2023", "2023-05-01");
        check("Dienstag, den 5. März 2023", "2023-03-05");
        check("mar, 5 mar 2023", "2023-03-05");
        check("05/mar/2023", "2023-03-05");
        check("the 5th of September, 2023", "2023-09-05");
        check("Sep 5 '23", "2023-09-05");
        check("Sept. 5, 87", "1987-09-05");
        check("Thu, 26 Feb 1987 24:00:00 GMT", "1987-02-26");
    }

    #[test]
    fn times() {
        for text in [
            "2023-06-18T14:05",
            "2023-06-18T14:05:33Z",
            "2023-06-18T14:05:33.123+02:00",
            "2023-06-18 14:05",
            "Sun, 18 Jun 2023 14:05:33 +0000",
            "June 18, 2023 2:05 pm",
            "June 18, 2023 at 2.05 p.m. EDT",
            "June 18, 2023 | 14:05 IST",
            "14:05 GMT, 18 June 2023",
            "Sun Jun 18 14:05:33 2023",
            "Sun Jun 18 14:05:33 EST 2023",
            "Sun Jun 18 2023 14:05:33 GMT+0200 (Central European Summer Time)",
            "2023-06-18T14:05:33,123+02:00",
            "2023-06-18T14:05:33+02:00[Europe/Paris]",
            "18-JUN-2023 14:05:33.79",
            "18 Jun 23 14:05 GMT",
            "20230618T140533Z",
            "18 juin 2023 à 14h05",
            "18. Juni 2023, 14:05 Uhr",
            "18 giugno 2023 alle 14.05",
        ] {
            check(text, "2023-06-18T14:05");
        }
        check("June 18, 2023, 5 PM", "2023-06-18T17:00");
        check("June 18, 2023 12:30 a.m.", "2023-06-18T00:30");
        check("18 Jun 23 1405 PST", "2023-06-18T14:05");
        check("Sun, 18 Jun 2023 14:05:33 \"GMT\"", "2023-06-18T14:05");
        check("2023-06-18T14Z", "2023-06-18T14:00");
        check("noon, June 18, 2023", "2023-06-18T12:00");
        check("June 18, 2023 at 12 noon", "2023-06-18T12:00");
    }

    #[test]
    fn less_than_a_day() {
        check("2023-06", "2023-06");
        check("June 2023", "2023-06");
        check("Jun, 2023", "2023-06");
        check("Setembro/2023", "2023-09");
        check("1963", "1963");
        check("06/07/2023", "2023");
        check("25 March", "3/25");
        check("July 18", "7/18");
        check("Feb 29", "2/29");
    }

    #[test]
    fn numbers_in_either_order() {
        let check = |text: &str, day_first: &str, month_first: &str| {
            let Some(Printed::Numbers(numbers)) = parse(text) else { panic!("{text}") };
            let read = |order| numbers.read(Some(order)).map(|date| date.to_string()).unwrap_or_default();
            let found = (read(DayOrder::DayFirst), read(DayOrder::MonthFirst));
            assert_eq!(found, (day_first.to_owned(), month_first.to_owned()), "{text}");
            let shown = (day_first == month_first).then_some(if text.starts_with("18") {
                DayOrder::DayFirst
            } else {
                DayOrder::MonthFirst
            });
            assert_eq!(numbers.shown(), shown, "{text}");
        };
        check("03/04/2021", "2021-04-03", "2021-03-04");
        check("3.4.21", "2021-04-03", "2021-03-04");
        check("03/04/2021 14:05", "2021-04-03T14:05", "2021-03-04T14:05");
        check("18/06/2023", "2023-06-18", "2023-06-18");
        check("06/18/2023 2:05 pm", "2023-06-18T14:05", "2023-06-18T14:05");
    }

    #[test]
    fn other_dates_show_the_order() {
        let check = |text: &str, other: &str, expected: Option<DayOrder>| {
            let (Some(Printed::Numbers(numbers)), Some(other)) = (parse(text), parse(other)) else {
                panic!("{text}")
            };
            assert_eq!(numbers.shown_by(other), expected, "{text} {other:?}");
        };
        let (day_first, month_first) = (Some(DayOrder::DayFirst), Some(DayOrder::MonthFirst));
        check("03/04/2021", "2021-04-03", day_first);
        check("03/04/2021", "March 4, 2021", month_first);
        check("03/04/2021", "April 2", day_first);
        check("03/04/2021", "2021-04", day_first);
        check("03/04/2021", "2021", None);
        check("03/04/2021", "April 20", None);
        check("03/04/2021", "04/03/2021", None);
    }

    #[test]
    fn what_is_no_date() {
        for text in [
            "",
            "June",
            "Sunday",
            "June 31",
            "18 June 2023 was a Sunday",
            "Marchers 18, 2023",
            "2023-13-01",
            "4-1",
            "12:30",
            "May 5,000",
            "99999999999",
            "2003-02-11 2003 Harbour 0-2 Hillside",
        ] {
            check(text, "");
        }
    }
}
