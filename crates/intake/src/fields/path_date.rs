//! Dates in the addresses of pages and the paths of files.
//!
//! Only what can hardly be anything else counts: a year and month as neighbouring parts of a path, a date with dashes,
//! eight digits that make a day of a plausible year. A lone year is as often a topic ("elections-2024") as a date.

use crate::{BETWEEN, Date, fields::url};

/// The date that an address has in its path or query.
pub(crate) fn in_url(address: &str) -> Option<Date> {
    let rest = url::after_host(address)?;
    let path = rest.split(['?', '#']).next().unwrap_or(rest);
    in_parts(path).or_else(|| rest.split(['/', '?', '&', '=', '#']).find_map(in_name))
}

/// The date that the path of a file has in its name or folders.
pub(crate) fn in_path(path: &str) -> Option<Date> {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    let name = name.split_once(BETWEEN).map_or(name, |(_, member)| member);
    let folders = in_parts(path);
    match (in_name(name), folders) {
        (Some(name), Some(folders)) if name.allows(folders) => Some(folders),
        (Some(name), _) => Some(name),
        (None, folders) => folders,
    }
}

/// A date whose year, month and perhaps day are neighbouring parts of a path.
fn in_parts(path: &str) -> Option<Date> {
    let parts: Vec<Option<Number>> = path.split(['/', '\\']).map(|part| number(stem(part))).collect();
    let at = |index: usize| parts.get(index).copied().flatten();
    (0..parts.len()).find_map(|first| {
        let (a, b, c) = (at(first)?, at(first + 1)?, at(first + 2));
        let (year_first, year_last) = (year(a), c.and_then(year));
        if let (Some(year), Some(month)) = (year_first, month(b)) {
            let day = c.and_then(|day| Date::new(year, Some(month), Some(short(day)?), None));
            return day.or_else(|| Date::new(year, Some(month), None, None));
        }
        let (day, month) = (short(a)?, month(b)?);
        Date::new(year_last?, Some(month), Some(day), None)
    })
}

/// The name of a file without its suffix, where that is a number.
fn stem(part: &str) -> &str {
    part.split_once('.').map_or(part, |(stem, _)| stem)
}

/// A date within a name: `2023-06-18`, `2023_06`, `20230618`, or a longer number that begins with a day.
fn in_name(name: &str) -> Option<Date> {
    let bytes = name.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let end = at + bytes[at..].iter().take_while(|b| b.is_ascii_digit()).count();
        if let Some(date) = dashed(&name[at..]).or_else(|| run(&name[at..end])) {
            return Some(date);
        }
        at = end;
    }
    None
}

/// Eight digits, or twelve to fourteen as in a stamp of time or a day's running number.
fn run(digits: &str) -> Option<Date> {
    if !matches!(digits.len(), 8 | 12..=14) {
        return None;
    }
    let part = |from: usize, to: usize| number(digits.get(from..to)?);
    Date::new(year(part(0, 4)?)?, Some(month(part(4, 6)?)?), Some(short(part(6, 8)?)?), None)
}

/// A date with one and the same mark between its parts, at the start of the text.
fn dashed(text: &str) -> Option<Date> {
    let mark = text.get(4..5).filter(|mark| ["-", "_", "."].contains(mark))?;
    let mut parts = text.splitn(4, mark);
    let year = year(number(parts.next()?)?)?;
    let month = month(number(leading(parts.next()?, 2)?)?)?;
    let day = parts.next().and_then(|part| short(number(leading(part, 2)?)?));
    day.and_then(|day| Date::new(year, Some(month), Some(day), None))
        .or_else(|| Date::new(year, Some(month), None, None))
}

/// The digits at the start of a text, if there are no more than `most`.
fn leading(text: &str, most: usize) -> Option<&str> {
    let count = text.bytes().take_while(u8::is_ascii_digit).count();
    (1..=most).contains(&count).then(|| &text[..count])
}

/// A number and how many digits it is written with.
#[derive(Clone, Copy)]
struct Number {
    value: u32,
    width: usize,
}

fn number(text: &str) -> Option<Number> {
    let digits = (1..=4).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| Some(Number { value: text.parse().ok()?, width: text.len() }))?
}

/// The years from which there are newspapers, and some to come.
fn year(number: Number) -> Option<i32> {
    (number.width == 4 && (1600..=2099).contains(&number.value)).then_some(number.value as i32)
}

fn month(number: Number) -> Option<u32> {
    short(number).filter(|month| (1..=12).contains(month))
}

fn short(number: Number) -> Option<u32> {
    (number.width <= 2).then_some(number.value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        let check = |url: &str, expected: &str| {
            assert_eq!(in_url(url).map(|date| date.to_string()).unwrap_or_default(), expected, "{url}");
        };
        check("https://example.org/2022/07/18/harbour-plan", "2022-07-18");
        check("https://example.org/news/2022/6/8/harbour", "2022-06-08");
        check("https://example.org/2022/07/harbour-plan/", "2022-07");
        check("https://example.org/article/27/07/2022/harbour", "2022-07-27");
        check("https://example.org/news/2022-07-31/harbour/101281360", "2022-07-31");
        check("https://example.org/stories/202207260395.html", "2022-07-26");
        check("https://example.org/view.php?ud=20220717000234&np=9", "2022-07-17");
        check("https://example.org/20220718/c.html", "2022-07-18");
        check("https://example.org/elections-2024/results", "");
        check("https://example.org/2022/harbour", "");
        check("https://example.org/news/3082061", "");
        check("https://example.org/articleshow/92962226.cms", "");
        check("https://example.org/archives/2022/07/22/2003782199", "2022-07-22");
    }

    #[test]
    fn paths_of_files() {
        let check = |path: &str, expected: &str| {
            assert_eq!(in_path(path).map(|date| date.to_string()).unwrap_or_default(), expected, "{path}");
        };
        check("time/001_1963-01-04.txt", "1963-01-04");
        check("20230618.txt", "2023-06-18");
        check("2023_06_18 harbour.md", "2023-06-18");
        check("1996.06.18.txt", "1996-06-18");
        check("notes/2023-06.txt", "2023-06");
        check("2003/07/0000123.txt", "2003-07");
        check("1996.zip!/1996/06/18.xml", "1996-06-18");
        check("2019/harbour.txt", "");
        check("2023-02-30.txt", "2023-02");
        check("12345678.txt", "");
        check("Zoë-2023-06-18-é.txt", "2023-06-18");
    }
}
