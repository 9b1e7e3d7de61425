//! The dates of a page: in the many forms that programs write them, and as the reader sees them.

use super::{
    seen::{LONGEST_BYLINE, below_headline, is_named, spaced_text},
    text::squeezed,
    tree::{ROOT, Tree},
};
use crate::{
    Precision,
    fields::{
        Fields, Place, date_line,
        printed_date::{self, Printed},
    },
};

/// The first year that a page is dated with: the first newspapers are of it.
const EARLIEST: i32 = 1600;

/// Words of a name by which a part is a date.
const DATES: [&str; 8] =
    ["date", "time", "timestamp", "published", "pubdate", "posted", "dateline", "datetime"];

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
    // Programs write the first day of their calendar for no date.
    fields.dates.retain(|(_, date)| date.whole().is_none_or(|date| date.year() >= EARLIEST));
}

/// Adds the date that is seen on the page: a `<time>`, or an element that is named as one.
pub(super) fn seen(tree: &Tree, fields: &mut Fields) {
    let before = fields.dates.len();
    for id in tree.descendants(ROOT) {
        let text = if tree.name(id) == "time" {
            let stamp = tree.attribute(id, "datetime").map(ToOwned::to_owned);
            stamp.filter(|stamp| !stamp.trim().is_empty()).unwrap_or_else(|| tree.whole_text(id))
        } else if is_named(tree, id, &DATES) {
            spaced_text(tree, id)
        } else {
            continue;
        };
        add_seen(fields, &squeezed(&text));
        if fields.dates.len() > before {
            return;
        }
    }
    below(tree, fields);
}

/// Adds the date that stands below the headline without being marked as one.
fn below(tree: &Tree, fields: &mut Fields) {
    let before = fields.dates.len();
    let title = fields.title.clone().unwrap_or_default();
    for text in below_headline(tree, &title).filter_map(|id| tree.text(id)) {
        add_seen(fields, squeezed(text).trim_matches(|c: char| !c.is_alphanumeric()));
        if fields.dates.len() > before {
            return;
        }
    }
}

/// Puts the day that the reader sees in the place of the day before or after it.
///
/// Pages give the time of publication to programs as Greenwich has it, or with a wrong zone; a paper's date is the one
/// that it prints.
pub(super) fn localise(tree: &Tree, fields: &mut Fields) {
    let Some(at) = fields.dates.iter().position(|(place, _)| *place == Place::Field) else { return };
    let Some(said) = fields.dates[at].1.whole() else { return };
    if said.precision() < Precision::Minute {
        return;
    }
    let title = fields.title.clone().unwrap_or_default();
    let near = below_headline(tree, &title).filter_map(|id| tree.text(id)).map(squeezed);
    let marked = tree
        .descendants(ROOT)
        .filter(|&id| tree.name(id) == "time" || is_named(tree, id, &DATES))
        .map(|id| spaced_text(tree, id));
    for text in near.chain(marked.take(3)).filter(|text| text.len() <= LONGEST_BYLINE) {
        let mut found = Fields::default();
        add_seen(&mut found, text.trim_matches(|c: char| !c.is_alphanumeric()));
        if let Some(seen) = found.dates.first().and_then(|(_, date)| date.whole())
            && seen.precision() >= Precision::Day
        {
            let days = (seen.first_day() - said.first_day()).num_days();
            let updated = text.to_lowercase().contains("update");
            if days == -1 || days == 1 && !updated {
                fields.dates[at] = (Place::Field, Printed::Whole(seen));
            }
            return;
        }
    }
}

/// Adds a date that has a few words before it: "Posted on June 18, 2023".
fn add_seen(fields: &mut Fields, text: &str) {
    if text.len() > LONGEST_BYLINE {
        return;
    }
    let dated = date_line::dates(text);
    if !dated.is_empty() {
        fields.dates.extend(dated);
        return;
    }
    for part in text.split(['|', '•', '·']).flat_map(|part| part.split(" - ")) {
        let mut starts =
            std::iter::once(0).chain(part.match_indices([' ', '[', ':']).map(|(at, _)| at + 1)).take(6);
        if let Some(date) = starts.find_map(|start| printed_date::parse(&part[start..])) {
            fields.dates.push((Place::Line, date));
            return;
        }
    }
    add_date(fields, Place::Line, text);
}
