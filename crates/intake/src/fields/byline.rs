//! Bylines: "By Jane Doe", "By JANE DOE and JOHN ROE, Staff Writer", "Jane Doe, Reuters".

mod casing;
mod people;

use super::{
    agency::{agency, is_role},
    date_line::date_line,
};
use crate::words::{Words, words};
pub(crate) use casing::recased;
use people::{PAIRS, people};

/// What a byline tells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Byline {
    /// A name each.
    pub(crate) authors: Vec<String>,
    /// The agency they write for.
    pub(crate) agency: Option<String>,
    /// What stands in the line beside them, such as a date.
    pub(crate) rest: Vec<String>,
}

/// The longest line that is looked at.
const LONGEST: usize = 160;

/// How a byline begins.
const OPENINGS: Words = words!(
    "by|analysis by|written by|story by|words by|text by|report by|reported by|posted by|published by|article by|compiled by|\
     edited by",
);

/// The byline that a line is.
pub(crate) fn parse(line: &str) -> Option<Byline> {
    if line.len() > LONGEST {
        return None;
    }
    let line = line.trim();
    let line = if people::ends_in_suffix(line) { line } else { line.trim_end_matches('.') };
    match opened(line) {
        Some(rest) => signed(rest),
        None => dated(line).or_else(|| unsigned(line)),
    }
}

/// A line that begins with the date: "Posted on June 18, 2023 by Jane Doe".
fn dated(line: &str) -> Option<Byline> {
    let (date, names) = line.rsplit_once(" by ")?;
    date_line(date)?;
    let byline = signed(names)?;
    Some(Byline { rest: [vec![date.to_owned()], byline.rest].concat(), ..byline })
}

/// What follows the opening of a byline.
fn opened(line: &str) -> Option<&str> {
    let plain = OPENINGS.0.iter().find_map(|opening| {
        let start = line.get(..opening.len())?;
        let rest = &line[opening.len()..];
        let ends = rest.starts_with([' ', ':', '\u{a0}']);
        (ends && start.eq_ignore_ascii_case(opening)).then(|| rest.trim_start_matches([':', ' ', '\u{a0}']))
    });
    plain.or_else(|| foreign(line)).or_else(|| described(line))
}

/// How a byline begins in other languages; a name in small letters begins with none of these.
const FOREIGN: Words = words!("von|Von|VON|par|Par|PAR|por|Por|POR|di");

/// The names behind such a beginning, the first of which must be whole, since headlines begin so too.
fn foreign(line: &str) -> Option<&str> {
    let (opening, rest) = line.split_once([' ', '\u{a0}'])?;
    let first = rest.split([',', ';', '|', '•', '·', '—', '–', '&']).next()?.trim();
    let first = PAIRS.iter().find_map(|and| first.split_once(and)).map_or(first, |(first, _)| first);
    // "Par Jeanne Dupont (envoyée spéciale)"
    let bare = |text: &'_ str| {
        text.trim_end().strip_suffix(')').map_or(text.len(), |text| text.rfind(" (").unwrap_or(text.len()))
    };
    let (rest, first) = (&rest[..bare(rest)], first.split(" (").next().unwrap_or(first));
    let sure = FOREIGN.contains(opening) && rest.starts_with(char::is_uppercase) && is_full_name(first);
    sure.then_some(rest)
}

/// What a byline may call the piece: "A Herald investigation by Jane Doe".
const KINDS: Words =
    words!("analysis|column|commentary|essay|interview|investigation|profile|report|review|story");

/// The names in a byline that first says what the piece is.
fn described(line: &str) -> Option<&str> {
    let (piece, names) = line.rsplit_once(" by ")?;
    let kind = piece.trim_end_matches(',').rsplit(' ').next()?;
    let sure = piece.split(' ').count() <= 5 && KINDS.contains_in_any_case(kind) && is_full_name(names);
    sure.then_some(names)
}

/// A line after "By": names first, then whatever else.
fn signed(rest: &str) -> Option<Byline> {
    let mut byline = Byline::default();
    // "By JANE DOE; Special to The Herald"; other lists have their people so.
    let (rest, behind) = match rest.split_once("; ") {
        Some((first, behind)) if !is_full_name(behind.split(';').next().unwrap_or_default().trim()) => {
            (first, Some(behind))
        }
        _ => (rest, None),
    };
    let mut sections = rest
        .split(['|', '•', '·'])
        .flat_map(|part| part.split(" - "))
        .flat_map(|part| part.split(" – "))
        .flat_map(|part| part.split(" — "));
    let (first, date) = undated(sections.next()?.trim());
    for part in people(first) {
        if let Some(agency) = agency(&part) {
            byline.agency.get_or_insert_with(|| agency.to_owned());
        } else if is_name(&part) && !is_role(&part) {
            byline.authors.push(part);
        } else if !is_role(&part) {
            if byline.authors.is_empty() {
                return None;
            }
            byline.rest.push(part);
        }
    }
    byline.rest.extend(date.map(ToOwned::to_owned));
    byline.rest.extend(behind.map(ToOwned::to_owned));
    byline.rest.extend(sections.map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()));
    Some(byline)
}

/// The names of a byline, and the date behind them: "Jane Doe on June 18, 2023".
fn undated(text: &str) -> (&str, Option<&str>) {
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return (text, None);
    }
    let dated = text.match_indices(' ').find_map(|(at, _)| {
        let date = text[at + 1..].strip_prefix("on ").unwrap_or(&text[at + 1..]);
        date_line(date).map(|_| (text[..at].trim_end_matches([',', ' ']), Some(date)))
    });
    dated.unwrap_or((text, None))
}

/// A line without "By": one name and an agency or a role, or a name and the day.
fn unsigned(line: &str) -> Option<Byline> {
    let mut parts = line.split(['|', '•', '·']).map(str::trim);
    let first = parts.next().filter(|first| is_full_name(first));
    let rest: Vec<String> = parts.map(ToOwned::to_owned).collect();
    match first {
        // "Jane Doe | The Harbour Herald | 18 June 2023"
        Some(first) if rest.iter().any(|part| date_line(part).is_some()) => {
            Some(Byline { authors: vec![first.to_owned()], agency: None, rest })
        }
        _ => role_or_agency(line),
    }
}

/// A name and an agency or a role: "Jane Doe, Reuters".
fn role_or_agency(line: &str) -> Option<Byline> {
    let (name, what) = line.split_once([',', '|', '/'])?;
    let (name, what) = (name.trim(), what.trim());
    if !is_full_name(name) || what.len() > 40 {
        return None;
    }
    let agency = agency(what).map(ToOwned::to_owned);
    (agency.is_some() || is_role(what)).then(|| Byline {
        authors: vec![name.to_owned()],
        agency,
        rest: Vec::new(),
    })
}

/// The names in the value of a field for authors, which may be of any form.
pub(crate) fn names(value: &str) -> Vec<String> {
    if let Some(list) = listed(value) {
        return list.into_iter().flat_map(names).collect();
    }
    let value = opened(value).unwrap_or(value);
    let lists = value.split(';').map(str::trim);
    let is_list = value.contains(';');
    lists
        .flat_map(|list| match turned(list, is_list) {
            Some(name) => vec![name],
            None => people(list).into_iter().filter(|part| !is_role(part)).collect(),
        })
        .collect()
}

/// The values of a list as programs print it: `['Jane Doe', "John Roe"]`.
fn listed(value: &str) -> Option<Vec<&str>> {
    let mut rest = value.trim().strip_prefix('[')?.strip_suffix(']')?;
    let mut values = Vec::new();
    while let Some(at) = rest.find(['\'', '"']) {
        let (quote, behind) = rest[at..].split_at(1);
        let (value, behind) = behind.split_once(quote)?;
        values.push(value);
        rest = behind;
    }
    (!values.is_empty()).then_some(values)
}

/// A name as catalogues write it, "Doe, Jane", turned around; one that stands alone must be short, since two people may
/// be meant.
fn turned(name: &str, in_list: bool) -> Option<String> {
    let (last, first) = name.split_once(", ")?;
    let words = |part: &str| part.split(' ').count();
    let short = words(last) == 1
        && (words(first) == 1 || first.split_once(' ').is_some_and(|(_, middle)| middle.len() <= 2));
    let fits = if in_list { words(last) <= 3 && words(first) <= 3 } else { short };
    let sure = fits && is_name(last) && is_name(first) && !is_role(name) && agency(first).is_none();
    sure.then(|| format!("{first} {last}"))
}

/// Small words inside names.
const PARTICLES: Words =
    words!("al|ap|bin|bint|da|dal|de|del|della|den|der|di|do|dos|du|e|el|ibn|la|le|los|ten|ter|van|von|y|zu");

/// Whether a text has the form of a human name.
pub(crate) fn is_name(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    (1..=6).contains(&words.len())
        && words.iter().all(|word| is_name_word(word))
        && words.first().is_some_and(|word| !PARTICLES.contains(word) || words.len() > 1)
        && words.last().is_some_and(|word| !PARTICLES.contains(word))
}

/// Whether a text has the form of a name with two parts or more.
pub(crate) fn is_full_name(text: &str) -> bool {
    text.contains(' ') && is_name(text)
}

fn is_name_word(word: &str) -> bool {
    let letters = word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’' | '.'));
    let first = word.chars().next().is_some_and(char::is_uppercase);
    let inner = word.chars().nth(1).is_some_and(|c| matches!(c, '\'' | '’' | '-')) || word.starts_with("al-");
    letters && (first || inner || PARTICLES.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, authors: &[&str]) {
        let found = parse(line).unwrap_or_default();
        assert_eq!(found.authors, authors, "{line}");
    }

    #[test]
    fn signed_lines() {
        check("By Jane Doe", &["Jane Doe"]);
        check("BY JANE DOE", &["JANE DOE"]);
        check("by: Jane O’Doe", &["Jane O’Doe"]);
        check("Jane Doe | The Harbour Herald | 18/06/2023", &["Jane Doe"]);
        check("Jane Doe | Harbour | Boats", &[]);
        check("By Jane Doe and John Roe, Staff Writer", &["Jane Doe", "John Roe"]);
        check("By Jane Doe, John Roe & Ann van der Poe", &["Jane Doe", "John Roe", "Ann van der Poe"]);
        check("Written by Zoë al-Doe | Mumbai |", &["Zoë al-Doe"]);
        check("By Jane Doe in PARIS", &["Jane Doe"]);
        check("By Jane Doe in Paris, France and John Roe in Rome", &["Jane Doe", "John Roe"]);
        check("By Jane Doe and John Roe, Port Doe", &["Jane Doe", "John Roe"]);
        check("By JANE DOE; Special to The Harbour Herald", &["JANE DOE"]);
        check("By Jane Doe and John Roe, Jr.", &["Jane Doe", "John Roe Jr."]);
        check("Von Jane Doe und John Roe, Port Doe", &["Jane Doe", "John Roe"]);
        check("Par Jane Doe (Brest, envoyée spéciale)", &["Jane Doe"]);
        check("By Jane Doe.", &["Jane Doe"]);
        check("A Herald investigation by Jane Doe", &["Jane Doe"]);
        check("The Herald interview, by Jane Doe", &["Jane Doe"]);
        check("By Jane Doe, Ph.D., and John Roe, Jr.", &["Jane Doe", "John Roe Jr."]);
        check("By Jane Doe (Text) and John Roe (Photos)", &["Jane Doe", "John Roe"]);
        check("By Jane Doe with John Roe", &["Jane Doe", "John Roe"]);
        check("By Jane Doe / Port Doe", &["Jane Doe", "Port Doe"]);
        check("By Jane Doe / PARIS", &["Jane Doe"]);
        check("By JANE DOE Associated Press", &["JANE DOE"]);
        check("By Our Own Correspondent", &[]);
        check("Von Jane Doe und John Roe", &["Jane Doe", "John Roe"]);
        check("Par Jeanne Doe, envoyée spéciale", &["Jeanne Doe"]);
        check("Por Juana Doe — 5 de setembro de 2019", &["Juana Doe"]);
        check("di Anna Doe e Mario Roe", &["Anna Doe", "Mario Roe"]);
        check("Por José Doe y Roe", &["José Doe y Roe"]);
    }

    #[test]
    fn lines_with_an_agency() {
        let check = |line: &str, author: &str, agency: &str| {
            let found = parse(line).unwrap_or_default();
            assert_eq!(
                (found.authors.join(";").as_str(), found.agency.as_deref()),
                (author, Some(agency)),
                "{line}"
            );
        };
        check("Jane Doe, Reuters", "Jane Doe", "Reuters");
        check("By Jane Doe, Associated Press", "Jane Doe", "Associated Press");
        check("By AFP", "", "AFP");
    }

    #[test]
    fn what_stands_beside_the_name() {
        for line in [
            "By Jane Doe | June 18, 2023",
            "By Jane Doe, June 18, 2023",
            "Posted by Jane Doe on June 18, 2023",
            "June 18, 2023 by Jane Doe",
        ] {
            let found = parse(line).unwrap_or_default();
            assert_eq!(
                (found.authors, found.rest),
                (vec!["Jane Doe".to_owned()], vec!["June 18, 2023".to_owned()]),
                "{line}"
            );
        }
    }

    #[test]
    fn sentences_are_no_bylines() {
        for line in [
            "By the end of the year the harbour will be closed",
            "By claiming the seat they would become the largest party",
            "Harbour saved by Jane Doe",
            "In 2023 saved by Jane Doe",
            "June 2023 bought by the town",
            "The mayor rejects a report by the council",
            "Jane Doe, the mayor",
            "Buyers beware",
            "Von der Leyen",
            "Par Toutatis",
            "Por fin llega la paz",
            "Di Stefano Doe",
            "By",
        ] {
            assert_eq!(parse(line), None, "{line}");
        }
    }

    #[test]
    fn fields_for_authors() {
        let check = |value: &str, expected: &[&str]| assert_eq!(names(value), expected, "{value}");
        check("['Jane Doe', \"Pat O'Roe\"]", &["Jane Doe", "Pat O'Roe"]);
        check("Jane Doe", &["Jane Doe"]);
        check("By Jane Doe; John Roe", &["Jane Doe", "John Roe"]);
        check("jane_doe, Staff", &["jane_doe"]);
        check("Doe, Jane; van der Roe, John A.", &["Jane Doe", "John A. van der Roe"]);
        check("Doe, Jane", &["Jane Doe"]);
        check("Doe, Jane M.", &["Jane M. Doe"]);
        check("Jane Doe, John Roe", &["Jane Doe", "John Roe"]);
        check("Doe, Reuters", &["Doe", "Reuters"]);
        check("Par Jeanne Doe", &["Jeanne Doe"]);
    }
}
