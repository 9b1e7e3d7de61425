//! Takes the list of people in a byline apart: "Jane Doe (Text), John Roe, Jr., and Ann Poe Associated Press".

use super::{is_full_name, is_role};
use crate::{
    fields::agency::{agency, is_like_agency},
    words::{Words, words},
};

/// The words for "and" in other languages, which also stand inside of names.
pub(super) const PAIRS: [&str; 5] = [" und ", " et ", " y ", " e ", " with "];

/// What belongs to the name before the comma.
const SUFFIXES: Words = words!("Jr|Jr.|JR|JR.|Sr|Sr.|SR|SR.|II|III|IV");

/// What somebody has learnt; no part of the name.
const DEGREES: Words = words!("PhD|Ph.D|Ph.D.|MD|M.D|M.D.|MBA|MSc|M.Sc.|RN|JD|J.D.|Esq|Esq.");

/// Whether the last word belongs to the name before it, with its point.
pub(super) fn ends_in_suffix(line: &str) -> bool {
    line.rsplit([' ', ',']).next().is_some_and(|word| SUFFIXES.contains(word))
}

/// The people that a text lists, and the agencies and other things among them.
pub(super) fn people(text: &str) -> Vec<String> {
    let single = text.split_once(" in ").filter(|(_, rest)| !rest.contains(" and "));
    let (text, place) = closed(single.map_or(text, |(names, _)| names));
    // "Jane Doe in Paris, France and John Roe in Rome"
    let parts = text
        .split(" and ")
        .map(|list| list.split(" in ").next().unwrap_or(list))
        .flat_map(|list| list.split([',', '&']))
        .flat_map(|part| part.split(" AND "))
        .flat_map(pair)
        .map(|part| unbracketed(part.trim().trim_start_matches("and ").trim()))
        .filter(|part| !part.is_empty());
    let mut people: Vec<String> = Vec::new();
    for part in parts {
        match people.last_mut() {
            Some(_) if DEGREES.contains(part) => {}
            Some(name) if SUFFIXES.contains(part) => {
                name.push(' ');
                name.push_str(part);
            }
            _ => match agency_behind(part) {
                Some((name, agency)) => people.extend([name.to_owned(), agency.to_owned()]),
                None => people.push(part.to_owned()),
            },
        }
    }
    // Behind the last of several names stands where they are, or for whom they write.
    people.extend(place.filter(|place| !is_full_name(place) || is_like_agency(place)).map(ToOwned::to_owned));
    people
}

/// A list of names up to the last of them, which "and" announces, and what stands behind it: "Jane Doe and John Roe, Port Doe".
fn closed(text: &str) -> (&str, Option<&str>) {
    let ands = [" and ", " AND ", " und ", " et ", " y "];
    let Some(last) = ands.iter().filter_map(|and| text.rfind(and).map(|at| at + and.len())).max() else {
        return (text, None);
    };
    let Some((name, rest)) = text[last..].split_once(',') else { return (text, None) };
    let rest = rest.trim();
    let first = rest.split([',', ' ']).next().unwrap_or_default();
    let is_of_name = SUFFIXES.contains(first) || DEGREES.contains(first);
    if rest.is_empty() || is_of_name || rest.contains([',', '&']) {
        return (text, None);
    }
    (&text[..last + name.len()], Some(rest))
}

/// Both of two whole names that a word for "and" or a slash joins, the first where a slash separates it from a place;
/// else the text as it stands.
fn pair(text: &str) -> impl Iterator<Item = &str> {
    let slashed = text.split_once(" / ").filter(|(one, _)| is_full_name(one) && !is_like_agency(one));
    let joined = || PAIRS.iter().find_map(|and| text.split_once(and));
    let whole = |(one, other): &(&str, &str)| is_full_name(one) && is_full_name(other);
    match slashed.or_else(|| joined().filter(whole)) {
        Some((one, other)) => [Some(one), Some(other).filter(|other| is_full_name(other))],
        None => [Some(text), None],
    }
    .into_iter()
    .flatten()
}

/// A name without what stands in brackets behind it: "Jane Doe (Text)".
fn unbracketed(text: &str) -> &str {
    text.strip_suffix(')').and_then(|text| text.rsplit_once(" (")).map_or(text, |(name, _)| name)
}

/// A whole name and the agency behind it: "JANE DOE Associated Press".
fn agency_behind(text: &str) -> Option<(&str, &str)> {
    let mut borders = text.match_indices(' ').map(|(at, _)| (&text[..at], &text[at + 1..]));
    // In a name of nothing but capitals the last could be a surname.
    let is_sure = |agency: &str| agency.contains(' ') || text.contains(char::is_lowercase);
    borders.find(|(name, behind)| is_full_name(name) && !is_role(name) && agency(behind).is_some_and(is_sure))
}
