//! Dates that are a span, or of which somebody was not sure: `May 5-6, 2019`, `June/July 1987`, `Spring 1987`, `[c. 1963]`.
//!
//! What is kept is the month or year in which all of the span lies.

use super::{Token, Tokens, tokens};
use crate::Date;

/// Words before a date that is about right, without the dot behind them.
const ABOUT: &[&str] = &["c", "ca", "circa", "about", "um", "vers"];

/// The seasons, and other words that a year may follow.
const SEASONS: &[&str] = &[
    "spring",
    "summer",
    "autumn",
    "fall",
    "winter",
    "christmas",
    "easter",
    "printemps",
    "été",
    "automne",
    "hiver",
    "frühling",
    "frühjahr",
    "sommer",
    "herbst",
    "primavera",
    "verano",
    "otoño",
    "invierno",
    "verão",
    "outono",
    "inverno",
    "estate",
    "autunno",
];

/// The month or year in which a span lies.
pub(super) fn parse(text: &str) -> Option<Date> {
    if text.len() > super::LONGEST {
        return None;
    }
    let bare = text.trim().trim_matches(['[', ']', '(', ')', '?', ' ']);
    let tokens = tokens(bare)?;
    let mut rest = Tokens(&tokens);
    let is_about = rest.attempt(|rest| rest.word(ABOUT)).is_some();
    rest.attempt(|rest| rest.mark(&['.']));
    if (is_about || bare != text.trim())
        && let Some(date) = rest.attempt(single)
    {
        return Some(date);
    }
    let span = rest.attempt(season).or_else(|| rest.attempt(months)).or_else(|| rest.attempt(days))?;
    rest.0.is_empty().then_some(span)
}

/// One date and nothing else.
fn single(rest: &mut Tokens<'_>) -> Option<Date> {
    let date = rest.day()?.whole()?;
    rest.0.is_empty().then_some(date)
}

/// `Spring 1987`, `Primavera de 1987`.
fn season(rest: &mut Tokens<'_>) -> Option<Date> {
    let Token::Word(word) = rest.next()? else { return None };
    SEASONS.contains(&word.to_lowercase().as_str()).then_some(())?;
    rest.skip_of();
    Date::new(rest.year()?, None, None, None)
}

/// `June-July 1987`, `June/July 1987`.
fn months(rest: &mut Tokens<'_>) -> Option<Date> {
    rest.month()?;
    rest.mark(HYPHENS)?;
    rest.month()?;
    rest.skip_of();
    Date::new(rest.year()?, None, None, None)
}

/// `May 5-6, 2019`, `5-6 May 2019`, `5-6 de mayo de 2019`.
fn days(rest: &mut Tokens<'_>) -> Option<Date> {
    let before = rest.attempt(Tokens::month);
    rest.number(1..=2).filter(|day| *day <= 31)?;
    rest.attempt(|rest| rest.mark(&['.']));
    rest.mark(HYPHENS)?;
    rest.number(1..=2).filter(|day| *day <= 31)?;
    rest.attempt(|rest| rest.mark(&['.']));
    rest.skip_of();
    let month = before.or_else(|| rest.attempt(Tokens::month))?;
    rest.skip_of();
    Date::new(rest.year()?, Some(month), None, None)
}

/// The marks between the ends of a span.
const HYPHENS: &[char] = &['-', '–', '—', '/', '&'];

impl Tokens<'_> {
    /// Passes over a comma and the words for "of".
    fn skip_of(&mut self) {
        self.attempt(|rest| rest.mark(&[',']));
        self.attempt(|rest| rest.word(&["of", "de", "del"]));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_and_doubts() {
        let check = |text: &str, expected: &str| {
            assert_eq!(parse(text).map(|date| date.to_string()).unwrap_or_default(), expected, "{text}");
        };
        check("Spring 1987", "1987");
        check("Été 1987", "1987");
        check("primavera de 1987", "1987");
        check("June-July 1987", "1987");
        check("giugno/luglio 1987", "1987");
        check("May 5-6, 2019", "2019-05");
        check("5–6 mai 2019", "2019-05");
        check("5./6. Mai 2019", "2019-05");
        check("5-6 de mayo de 2019", "2019-05");
        check("c. 1963", "1963");
        check("circa June 1963", "1963-06");
        check("[1987]", "1987");
        check("1987?", "1987");
        check("[ca. 1987?]", "1987");
        for text in ["Spring", "May 5-6", "1987", "42-43 May 2019", "Fall of 12", "c. 12", ""] {
            check(text, "");
        }
    }
}
