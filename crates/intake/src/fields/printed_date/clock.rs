//! Times of day as papers and programs print them.

use chrono::NaiveTime;

use super::tokens::{Token, Tokens};

impl Tokens<'_> {
    /// `14:05`, `2.05 pm`, `14:05:33.5`, `14h05`, `14 Uhr`, `5 p.m.`, `1405 EST`, `noon`.
    pub(super) fn clock(&mut self) -> Option<NaiveTime> {
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
    pub(super) fn hour(&mut self) -> Option<NaiveTime> {
        let hour = self.number(2..=2)?;
        matches!(self.0, [Token::Word("Z")] | [Token::Mark('+' | '-'), ..])
            .then(|| NaiveTime::from_hms_opt(hour, 0, 0))?
    }

    /// `24:00`, which is no time of the day that it ends.
    pub(super) fn end_of_day(&mut self) -> Option<()> {
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
