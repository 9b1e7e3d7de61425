//! Datelines: "PARIS, June 3 (Reuters) - ", "KINGSTON, Jamaica – ", "(AP) — ", "MANILA: ".
//!
//! A dateline tells where and for whom a story was written; it stands before the first sentence and is no part of it.
//! What is cut off here is no longer searched, so a doubtful one is left where it stands: a place in capitals is
//! enough, a place in small letters needs a date, an agency, a country or to be known.

use super::{
    agency::{agency, is_like_agency},
    places::is_city,
    printed_date::{Printed, parse as date},
};
use crate::words::{Words, words};

/// A dateline and what it tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Dateline<'a> {
    /// As printed, without the mark that ends it.
    pub(crate) text: &'a str,
    pub(crate) date: Option<Printed>,
    pub(crate) agency: Option<&'a str>,
    /// What follows it.
    pub(crate) rest: &'a str,
}

/// How far into a text a dateline can reach.
const LONGEST: usize = 90;
/// How much text must follow.
const SHORTEST_REST: usize = 20;

/// The dateline at the start of a paragraph.
pub(crate) fn prefix(text: &str) -> Option<Dateline<'_>> {
    let mut found = None;
    for end in ends(text) {
        let (head, rest) = (text[..end.start].trim_end(), text[end.after..].trim_start());
        let Some(origin) = Origin::read(head) else { continue };
        if rest.len() >= SHORTEST_REST && origin.is_certain(end.mark, rest) {
            found = Some(Dateline { text: head, date: origin.date, agency: origin.agency, rest });
        }
    }
    found
}

/// The dateline that a whole line is: "LONDON 1996-08-30".
pub(crate) fn line(text: &str) -> Option<Dateline<'_>> {
    let text = text.trim_end_matches([' ', '-', '–', '—', ':']);
    if text.len() > LONGEST {
        return None;
    }
    let origin = Origin::read(text)?;
    let dated = origin.date.and_then(Printed::whole).is_some();
    let sure = origin.place.is_some() && (dated && origin.in_capitals() || origin.agency.is_some());
    sure.then_some(Dateline { text, date: origin.date, agency: origin.agency, rest: "" })
}

/// Whether a line is a place as datelines print it, in capitals and with its state: "PORT DOE, Mich."
pub(crate) fn is_place(text: &str) -> bool {
    let origin = Origin {
        place: Some(text.trim_end_matches('.')).filter(|place| is_names(place)),
        date: None,
        agency: None,
    };
    origin.in_capitals() && origin.has_country() && text.contains(char::is_lowercase)
}

/// Where a dateline may end.
struct End {
    start: usize,
    after: usize,
    mark: Mark,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Dash,
    Colon,
    /// The bracket after an agency, with no other mark.
    Bracket,
}

fn ends(text: &str) -> impl Iterator<Item = End> {
    let marks = text.char_indices().take_while(|(at, _)| *at < LONGEST);
    marks.filter_map(move |(at, c)| {
        let rest = &text[at + c.len_utf8()..];
        let before = text[..at].chars().next_back();
        let spaced =
            rest.starts_with(' ') || before == Some(' ') || before == Some('.') || rest.starts_with('-');
        let mark = match c {
            '-' if spaced && before != Some('-') => Mark::Dash,
            '–' | '—' => Mark::Dash,
            ':' if rest.starts_with(' ') => Mark::Colon,
            ')' if rest.starts_with(' ') => Mark::Bracket,
            _ => return None,
        };
        let start = if mark == Mark::Bracket { at + 1 } else { at };
        let dashes = rest.len() - rest.trim_start_matches('-').len();
        Some(End { start, after: at + c.len_utf8() + dashes, mark })
    })
}

/// The parts of a dateline.
#[derive(Clone, Copy, Debug)]
struct Origin<'a> {
    place: Option<&'a str>,
    date: Option<Printed>,
    agency: Option<&'a str>,
}

impl<'a> Origin<'a> {
    /// The parts of a text that holds nothing but a place, a date and an agency.
    fn read(text: &'a str) -> Option<Self> {
        let text = text.trim_end_matches(['.', ',', ' ']);
        let mut origin = Self { place: None, date: None, agency: None };
        let mut place = text;
        if let Some((before, inside)) = bracketed(text) {
            origin.date = date(inside);
            origin.agency = (origin.date.is_none() && is_names(inside)).then_some(inside);
            if origin.date.is_none() && origin.agency.is_none() {
                return None;
            }
            place = before;
        }
        if let Some((before, printed)) = dated(place) {
            origin.date = Some(printed);
            place = before;
        }
        place = place.trim_matches([' ', ',', '-', '–', '—']);
        if agency(place).is_some() || is_like_agency(place) {
            origin.agency = Some(place);
        } else if !place.is_empty() {
            origin.place = Some(place).filter(|place| is_names(place));
            origin.place?;
        }
        (origin.place.is_some() || origin.agency.is_some()).then_some(origin)
    }

    fn in_capitals(&self) -> bool {
        let town = self.place.and_then(|place| place.split(',').next());
        town.is_some_and(|town| town.len() > 2 && !town.chars().any(char::is_lowercase))
    }

    /// Whether text, mark and what follows leave no doubt.
    fn is_certain(&self, mark: Mark, rest: &str) -> bool {
        let label = self.place.or(self.agency).is_some_and(is_label);
        let new_sentence = rest.starts_with(|c: char| !c.is_lowercase());
        let paper = self.place.is_none() && self.agency.is_some_and(|name| agency(name).is_none());
        if !rest.chars().any(char::is_lowercase) || label || paper && !(new_sentence && mark == Mark::Dash) {
            return false;
        }
        let known = self.place.is_none_or(|place| self.in_capitals() || is_city(place));
        match mark {
            Mark::Bracket => self.agency.is_some_and(|name| agency(name).is_some() || known) && new_sentence,
            Mark::Colon => {
                new_sentence && (known && self.place.is_none_or(|place| place.len() > 3) || self.is_dated())
            }
            Mark::Dash => {
                known || self.is_dated() || self.agency.is_some() || new_sentence && self.has_country()
            }
        }
    }

    fn is_dated(&self) -> bool {
        self.date.is_some()
    }

    /// Whether the place is a town with its country: "Colombo, Sri Lanka".
    fn has_country(&self) -> bool {
        self.place.is_some_and(|place| place.split(',').count() == 2)
    }
}

/// What stands before and in a bracket at the end of a text.
fn bracketed(text: &str) -> Option<(&str, &str)> {
    let (before, inside) = text.strip_suffix(')')?.rsplit_once('(')?;
    Some((before.trim_end(), inside.trim()))
}

/// A date at the end of a text, and what stands before it.
fn dated(text: &str) -> Option<(&str, Printed)> {
    if !text.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    let starts = std::iter::once(0).chain(text.match_indices(' ').map(|(at, _)| at + 1));
    starts.into_iter().find_map(|at| date(&text[at..]).map(|printed| (&text[..at], printed)))
}

/// Whether a text is nothing but a few words that begin with capitals, as places and agencies do.
fn is_names(text: &str) -> bool {
    let small = ["and", "de", "del", "la", "of", "the", "el", "al", "da", "do", "dos", "di", "y", "upon"];
    let words = || text.split([' ', ',', '/', '&']).filter(|word| !word.is_empty());
    let capital = |word: &str| {
        let letters = word.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '\'' | '’' | '-'));
        letters && (word.starts_with(char::is_uppercase) || small.contains(&word))
    };
    text.len() <= 50
        && (1..=6).contains(&words().count())
        && words().all(capital)
        && words().any(|word| word.starts_with(char::is_uppercase))
}

/// Words before a colon or dash that are headings rather than places.
const LABELS: Words = words!(
    "advertisement|alert|analysis|answer|background|breaking|breaking news|column|comment|correction|defenders|editorial|\
     exclusive|explained|explainer|fact check|feature|file|file photo|forwards|goalkeepers|important|interview|just in|letter|letters|\
     live|midfielders|news|note|obituary|opinion|photo|photos|podcast|profile|question|recap|report|review|sport|sports|\
     summary|update|updated|video|warning|watch",
);

fn is_label(place: &str) -> bool {
    LABELS.contains(&place.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, dateline: &str, rest: &str) {
        let found = prefix(text);
        let parts = found.as_ref().map(|found| (found.text, found.rest));
        assert_eq!(parts, (!dateline.is_empty()).then_some((dateline, rest)), "{text}");
    }

    #[test]
    fn places_in_capitals() {
        let rest = "The harbour was closed on Monday.";
        for dateline in [
            "PARIS, June 3 (Reuters)",
            "ST. PETERSBURG, Russia",
            "LA CORUNA",
            "PORT HARBOUR, July 25",
            "PARIS (AP)",
            "MARSABIT, KENYA, Jun 3 2022 (IPS)",
        ] {
            check(&format!("{dateline} - {rest}"), dateline, rest);
            check(&format!("{dateline} — {rest}"), dateline, rest);
            check(&format!("{dateline} --{rest}"), dateline, rest);
        }
        check(&format!("PORT HARBOUR: {rest}"), "PORT HARBOUR", rest);
        check(&format!("PORT HARBOUR, July 25: {rest}"), "PORT HARBOUR, July 25", rest);
        check(&format!("CAIRO- 24 July 2022: {rest}"), "CAIRO- 24 July 2022", rest);
        check(&format!("PORT HARBOUR (EFE) {rest}"), "PORT HARBOUR (EFE)", rest);
    }

    #[test]
    fn other_places_need_more() {
        let rest = "The harbour was closed on Monday.";
        check(
            &format!("Oyam & Gulu, Uganda , Jun 14 2022 (IPS) - {rest}"),
            "Oyam & Gulu, Uganda , Jun 14 2022 (IPS)",
            rest,
        );
        check(&format!("Colombo, Sri Lanka – {rest}"), "Colombo, Sri Lanka", rest);
        check(&format!("harbour News, 25 March - {rest}"), "harbour News, 25 March", rest);
        check(&format!("Harbour News / Port Press - {rest}"), "Harbour News / Port Press", rest);
        check(&format!("Cape Town - {rest}"), "Cape Town", rest);
        check(&format!("Muscat: {rest}"), "Muscat", rest);
        check(&format!("(Reuters) - {rest}"), "(Reuters)", rest);
    }

    #[test]
    fn sentences_are_left_alone() {
        for text in [
            "The mayor - a former sailor - closed the harbour on Monday.",
            "UPDATE: The harbour was closed on Monday, the mayor said.",
            "Breaking News - The harbour was closed on Monday, the mayor said.",
            "The Harbour News - a paper of the town - was closed on Monday.",
            "SOCCER - HARBOUR CITY NAME A NEW CAPTAIN FOR THE CUP",
            "Harbour: The council has decided to close it for the winter.",
            "The Harbour Commission (HC) has closed the harbour for the winter.",
            "Mayor Doe: We will close the harbour for the winter, whatever it costs.",
            "Well-known sailors met at the harbour on Monday, the mayor said.",
        ] {
            check(text, "", "");
        }
    }

    #[test]
    fn what_a_dateline_tells() {
        let found =
            prefix("PARIS, June 3 2023 (Reuters) - The harbour was closed on Monday.").expect("a dateline");
        assert_eq!(found.agency, Some("Reuters"));
        assert_eq!(found.date, date("June 3 2023"));
        assert_eq!(line("LA CORUNA, Spain 1996-08-31").and_then(|line| line.date), date("1996-08-31"));
        assert_eq!(line("MAYOR RESIGNS"), None);
    }
}
