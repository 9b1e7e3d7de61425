//! The values of these papers: dates, sources, topics, and the notes that FBIS puts before a text.

use chrono::NaiveDate;

use crate::{
    Date,
    fields::printed_date::{self, Printed},
    layout::squeeze,
};

/// A topic without its code: "TENDER OFFERS, MERGERS (TNM)", "P9611  Administration of Economic Programs.", "MKTS  Sales.";
/// none if it is nothing else.
pub(super) fn topic(text: &str) -> Option<&str> {
    let is_capitals = |code: &str| code.bytes().all(|b| b.is_ascii_uppercase());
    let is_code = |code: &str| code.len() <= 3 && is_capitals(code);
    let text = text.trim_end_matches('.');
    let text = match text.strip_suffix(')').and_then(|text| text.rsplit_once(" (")) {
        Some((topic, code)) if is_code(code) => topic,
        _ => text,
    };
    let leads = |code: &str, topic: &str| {
        code.contains(|c: char| c.is_ascii_digit())
            || code.len() == 4 && is_capitals(code) && topic.chars().any(char::is_lowercase)
    };
    let text = match text.split_once(' ') {
        Some((code, topic)) if leads(code, topic) => topic,
        _ => text,
    };
    (!is_code(text)).then_some(text)
}

/// A text of FBIS without the lines that say what kind it is, and the last of these.
pub(super) fn without_head(text: &str) -> (&str, &str) {
    let mut rest = text.trim_start();
    while ["Language:", "Article Type:"].iter().any(|label| rest.starts_with(label)) {
        rest = rest.split_once('\n').map_or("", |(_, after)| after).trim_start();
    }
    // Above the text may stand what kind of article it is, in brackets.
    match rest.split_once("[Text]") {
        Some((note, text)) if note.trim().is_empty() || is_note(note.trim()) => (note, text.trim_start()),
        _ => ("", rest),
    }
}

/// Whether a text is short and in brackets.
fn is_note(text: &str) -> bool {
    text.len() <= 300 && text.starts_with('[') && text.ends_with(']')
}

/// The paper in "WALL STREET JOURNAL (J), PAGE B1".
pub(super) fn source(text: &str) -> &str {
    text.trim().split(['(', ',', ';']).next().unwrap_or_default().trim()
}

/// A date as these papers write it: `920511`, `03/24/87`, or printed, with the edition behind it.
pub(super) fn date(text: &str) -> Option<Printed> {
    let text = squeeze(text);
    let text = text.trim_start_matches(['=', ' ']);
    if text.len() == 6 && text.bytes().all(|b| b.is_ascii_digit()) {
        return digits(text, "%y%m%d").map(Printed::Whole);
    }
    let first = text.split(' ').next().unwrap_or_default();
    if let [_, _, year] = first.split('/').collect::<Vec<_>>()[..] {
        let form = if year.len() == 2 { "%m/%d/%y" } else { "%m/%d/%Y" };
        return digits(first, form).map(Printed::Whole);
    }
    let ends = text.char_indices().filter(|(_, c)| *c == ',').map(|(at, _)| at);
    let mut ends: Vec<usize> = ends.chain([text.len()]).collect();
    ends.reverse();
    ends.into_iter().take(8).find_map(|end| printed_date::parse(&text[..end]))
}

/// The day that digits in a known order are; years of two digits are those from 1969 to 2068.
fn digits(text: &str, form: &str) -> Option<Date> {
    Date::from_day(NaiveDate::parse_from_str(text, form).ok()?)
}

/// The day in an id: `AP880212-0001`, `LA010189-0001`, `AFP_ENG_19940512.0001`.
pub(super) fn id_date(id: &str) -> Option<Date> {
    let start = id.find(|c: char| c.is_ascii_digit())?;
    let number = id[start..].split(|c: char| !c.is_ascii_digit()).next()?;
    match number.len() {
        8 => digits(number, "%Y%m%d"),
        6 if &id[..start] == "LA" => digits(number, "%m%d%y"),
        6 => digits(number, "%y%m%d"),
        _ => None,
    }
}
