//! What a reader sees at the top of a page: headline, byline, date; and how the values of a page are made plain.

use super::{
    content::letters,
    text::squeezed,
    tree::{Id, ROOT, Tree},
};
use crate::fields::{Fields, Place, byline, date_line::date_line, printed_date};

/// The longest byline, in bytes.
const LONGEST_BYLINE: usize = 160;
/// How many bylines are looked at.
const MOST_BYLINES: usize = 30;

/// A value without markup and character references, which some programs leave in it.
pub(super) fn plain(text: &str) -> String {
    if !text.contains(['<', '&']) {
        return squeezed(text);
    }
    let tree = super::parse::parse(text);
    squeezed(&tree.whole_text(ROOT))
}

/// The headline on the page that is one of those that the page says it has.
pub(super) fn headline(tree: &Tree, said: &[String]) -> Option<String> {
    let said: Vec<String> =
        said.iter().map(|title| letters(title)).filter(|title| !title.is_empty()).collect();
    let mut best: Option<(usize, String)> = None;
    for id in tree.descendants(ROOT).filter(|&id| tree.name(id) == "h1") {
        let text = squeezed(&tree.whole_text(id));
        let bare = letters(&text);
        if bare.chars().count() < 8 {
            continue;
        }
        let agreed = said
            .iter()
            .filter(|title| {
                title.contains(&bare) || bare.contains(title.as_str()) && title.len() * 2 > bare.len()
            })
            .count();
        if agreed > 0 && best.as_ref().is_none_or(|(most, _)| agreed > *most) {
            best = Some((agreed, text));
        }
    }
    best.map(|(_, text)| text)
}

/// A page's title without the name of the site behind or before it.
pub(super) fn without_site(title: &str, site: Option<&str>) -> String {
    let site = site.map(letters).unwrap_or_default();
    for mark in [" | ", " - ", " – ", " — ", " :: ", " » ", " · ", " • "] {
        if let Some((head, tail)) = title.rsplit_once(mark) {
            let named = !site.is_empty() && letters(tail) == site;
            if named || mark != " - " && tail.split(' ').count() <= 4 && head.split(' ').count() >= 4 {
                return head.trim().to_owned();
            }
        }
    }
    title.to_owned()
}

/// Adds a date in any of the forms that pages have, if it is one.
pub(super) fn add_date(fields: &mut Fields, place: Place, text: &str) {
    let before = fields.dates.len();
    fields.add_date(place, text);
    if fields.dates.len() == before
        && let Ok(moment) = chrono::DateTime::parse_from_rfc3339(text.trim())
            .or_else(|_| chrono::DateTime::parse_from_rfc2822(text.trim()))
    {
        fields.add_date(place, &moment.format("%Y-%m-%dT%H:%M").to_string());
    }
    // A number of seconds or of thousandths since 1970.
    if fields.dates.len() == before
        && let Ok(number) = text.trim().parse::<i64>()
        && number > 100_000_000
    {
        let seconds = if number > 100_000_000_000 { number / 1000 } else { number };
        if let Some(moment) = chrono::DateTime::from_timestamp(seconds, 0) {
            fields.add_date(place, &moment.format("%Y-%m-%dT%H:%M").to_string());
        }
    }
}

/// Adds the date that is seen on the page: a `<time>`, or an element that is named as one.
pub(super) fn date(tree: &Tree, fields: &mut Fields) {
    let before = fields.dates.len();
    for id in tree.descendants(ROOT) {
        let text = if tree.name(id) == "time" {
            let stamp = tree.attribute(id, "datetime").map(ToOwned::to_owned);
            stamp.filter(|stamp| !stamp.trim().is_empty()).unwrap_or_else(|| tree.whole_text(id))
        } else if is_named(
            tree,
            id,
            &["date", "time", "timestamp", "published", "pubdate", "posted", "dateline"],
        ) {
            tree.whole_text(id)
        } else {
            continue;
        };
        add_seen(fields, &squeezed(&text));
        if fields.dates.len() > before {
            return;
        }
    }
}

/// Adds a date that has a few words before it: "Posted on June 18, 2023".
fn add_seen(fields: &mut Fields, text: &str) {
    if text.len() > LONGEST_BYLINE {
        return;
    }
    if let Some(dated) = date_line(text) {
        fields.dates.push(dated);
        return;
    }
    let starts = std::iter::once(0).chain(text.match_indices(' ').map(|(at, _)| at + 1)).take(6);
    for start in starts {
        let rest = &text[start..];
        if let Some(date) = printed_date::parse(rest) {
            fields.dates.push((Place::Line, date));
            return;
        }
    }
    add_date(fields, Place::Line, text);
}

/// Whether a word of an element's names is one of these.
fn is_named(tree: &Tree, id: Id, names: &[&str]) -> bool {
    ["class", "id", "itemprop"].iter().filter_map(|attribute| tree.attribute(id, attribute)).any(|value| {
        value
            .split(|c: char| !c.is_alphabetic())
            .any(|word| names.iter().any(|name| word.eq_ignore_ascii_case(name)))
    })
}

/// The people that a list of values names: a value may be a name, a list of names, an address, the name of the site.
pub(super) fn people(values: &[String], site: Option<&str>) -> Vec<String> {
    let site = site.map(letters).unwrap_or_default();
    let mut names: Vec<String> = Vec::new();
    for value in values {
        if value.contains("://") || value.contains('@') || value.starts_with('/') {
            continue;
        }
        let value = plain(value);
        for name in byline::names(&value) {
            let bare = letters(&name);
            let known = bare.is_empty() || bare == site || names.iter().any(|other| letters(other) == bare);
            if !known && !is_nobody(&bare) {
                names.push(capitalised(&name));
            }
        }
    }
    names
}

/// Names that programs give to writers who have none.
fn is_nobody(letters: &str) -> bool {
    matches!(
        letters,
        "admin"
            | "administrator"
            | "editor"
            | "staff"
            | "author"
            | "guest"
            | "unknown"
            | "none"
            | "null"
            | "user"
            | "webmaster"
            | "redaktion"
            | "redaccion"
            | "anonymous"
    )
}

/// A name that is written in capitals alone, as names are written.
fn capitalised(name: &str) -> String {
    let shouted = name.contains(' ') && name.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
    if !shouted {
        return name.to_owned();
    }
    let mut start = true;
    name.chars()
        .flat_map(|c| {
            let first = std::mem::replace(&mut start, !c.is_alphabetic());
            if first { c.to_string() } else { c.to_lowercase().to_string() }.chars().collect::<Vec<_>>()
        })
        .collect()
}

/// The names in what is marked as the byline.
pub(super) fn authors(tree: &Tree, site: Option<&str>) -> Vec<String> {
    let by_link = tree.descendants(ROOT).filter(|&id| {
        tree.attribute(id, "rel").is_some_and(|rel| rel.split(' ').any(|word| word == "author"))
    });
    let by_name = tree
        .descendants(ROOT)
        .filter(|&id| is_named(tree, id, &["byline", "author", "authors", "contributor", "writer"]));
    for id in by_link.take(MOST_BYLINES).chain(by_name.take(MOST_BYLINES)) {
        let text = squeezed(&tree.whole_text(id));
        if text.is_empty() || text.len() > LONGEST_BYLINE {
            continue;
        }
        let parsed = byline::parse(&text).map(|byline| byline.authors).unwrap_or_default();
        let names = if parsed.is_empty() && byline::is_full_name(&text) { vec![text] } else { parsed };
        let names = people(&names, site);
        if !names.is_empty() {
            return names;
        }
    }
    Vec::new()
}
