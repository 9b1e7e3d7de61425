//! The block of fields that note programs and clippers put before a text: YAML between `---`, TOML between `+++`, an
//! object of JSON.
//!
//! Such blocks are often written by hand and break easily (a colon in a headline is enough). The article is read all
//! the same: fields that stand alone in their lines are taken one by one, and the damage is a problem of the file.

use std::borrow::Cow;

use super::{
    Fields,
    key::{Key, field_line, key, record_key},
    value::Value,
};
use crate::{Problem, ProblemKind, formats::json, letters::letters};

/// Takes the front matter off a text: its fields, what follows it, and what was wrong with it.
pub(crate) fn take(text: &str) -> (Fields, &str, Option<Problem>) {
    let mut fields = Fields::default();
    if let Some((value, rest)) = json(text) {
        take_value(&value, &mut fields);
        return (fields, rest, None);
    }
    let Some(block) = split(text) else { return (fields, text, None) };
    let problem = match block.parse() {
        Ok(value) => {
            take_value(&value, &mut fields);
            None
        }
        Err(reason) => {
            for (key, value) in block.inner.lines().filter_map(|line| block.field(line)) {
                fields.take(key, &unlinked(unquoted(value)));
            }
            let detail = format!("its front matter is no {}: {reason}", block.language());
            Some(Problem::new(ProblemKind::Broken, detail))
        }
    };
    (fields, block.rest, problem)
}

/// An object of JSON that a text begins with, which has a field that is known, and what follows it.
fn json(text: &str) -> Option<(Value, &str)> {
    text.strip_prefix('{')?.trim_start_matches([' ', '\t', '\r']).strip_prefix('\n')?;
    let (value, rest) = json::first(text)?;
    let Value::Table(table) = &value else { return None };
    let is_known = table.iter().any(|(name, _)| key(name).is_some());
    (is_known && !rest.trim().is_empty()).then_some((value, rest))
}

/// Front matter and what follows it.
struct Block<'a> {
    inner: &'a str,
    toml: bool,
    rest: &'a str,
}

/// Splits the front matter off a text.
fn split(text: &str) -> Option<Block<'_>> {
    let (mark, toml) = if text.starts_with("---") { ("---", false) } else { ("+++", true) };
    let inner = text.strip_prefix(mark)?.trim_start_matches([' ', '\t']).strip_prefix('\n')?;
    let mut at = 0;
    for line in inner.split_inclusive('\n') {
        let end = line.trim_end();
        if end == mark || !toml && end == "..." {
            let block = Block { inner: &inner[..at], toml, rest: &inner[at + line.len()..] };
            // A text may also begin with a ruled line and have another one further down.
            return block.inner.lines().any(|line| line.contains([':', '='])).then_some(block);
        }
        at += line.len();
    }
    None
}

impl Block<'_> {
    fn language(&self) -> &'static str {
        if self.toml { "TOML" } else { "YAML" }
    }

    /// The field that a line is by itself.
    fn field<'l>(&self, line: &'l str) -> Option<(Key, &'l str)> {
        if !self.toml {
            return field_line(line);
        }
        let (name, value) = line.split_once('=')?;
        Some((key(name)?, value.trim()))
    }

    fn parse(&self) -> Result<Value, String> {
        if self.toml {
            return toml::from_str(self.inner).map_err(|error| first_line(error.message()));
        }
        serde_saphyr::from_str(self.inner).map_err(|error| first_line(&error.to_string()))
    }
}

fn first_line(text: &str) -> String {
    text.lines().next().unwrap_or_default().trim_end_matches(['.', ':', ' ']).to_owned()
}

fn take_value(value: &Value, fields: &mut Fields) {
    let Value::Table(table) = value else { return };
    let is_date = |name: &str| letters(name) == "date";
    // Beside the day of publication the date is the note's.
    let published = |(name, value): &(String, Value)| {
        !is_date(name) && key(name) == Some(Key::Date) && *value != Value::Nothing
    };
    let is_published = table.iter().any(published);
    for (name, value) in table {
        match key(name).or_else(|| clippers_key(&letters(name))).or_else(|| record_key(name)) {
            Some(Key::Date) if is_published && is_date(name) => take_field(Key::Created, value, fields),
            Some(Key::Keyword) => take_tags(value, fields),
            Some(key) => take_field(key, value, fields),
            None => {}
        }
    }
}

/// The names that clippers and services that keep pages to be read later give to fields; lines of a text do not begin
/// with them.
fn clippers_key(name: &str) -> Option<Key> {
    match name {
        "tags" | "tag" | "labels" | "topics" => Some(Key::Keyword),
        "saved" | "savedat" | "datesaved" | "clipped" | "dateclipped" | "added" | "dateadded" => {
            Some(Key::Created)
        }
        "publishedby" => Some(Key::Author),
        "domain" | "domainname" => Some(Key::Source),
        _ => None,
    }
}

fn take_field(key: Key, value: &Value, fields: &mut Fields) {
    match value {
        Value::Nothing => {}
        Value::Text(text) => fields.take(key, &unlinked(text)),
        Value::List(list) => list.iter().for_each(|item| take_field(key, item, fields)),
        Value::Table(table) => {
            let name = table.iter().find(|(name, _)| name.eq_ignore_ascii_case("name"));
            if let Some((_, value)) = name {
                take_field(key, value, fields);
            }
        }
    }
}

/// A tag such as `people/Jane-Doe` names a subject; others are keywords.
fn take_tags(value: &Value, fields: &mut Fields) {
    match value {
        Value::List(list) => list.iter().for_each(|item| take_tags(item, fields)),
        Value::Text(text) => {
            let subject = text.trim_start_matches('#').split_once('/');
            match subject.and_then(|(kind, name)| Some((key(kind)?, name))) {
                Some((key @ (Key::Person | Key::Organization | Key::Place), name)) => {
                    fields.take(key, &name.replace(['-', '_'], " "));
                }
                _ => fields.take(Key::Keyword, text),
            }
        }
        Value::Nothing | Value::Table(_) => {}
    }
}

/// A value without the quotation marks around it.
fn unquoted(text: &str) -> &str {
    let inside = |mark: char| text.strip_prefix(mark).and_then(|text| text.strip_suffix(mark));
    inside('"').or_else(|| inside('\'')).unwrap_or(text)
}

/// A value without the marks of links to other notes: `[[people/Jane Doe|Doe]], [[John Roe]]`.
fn unlinked(text: &str) -> Cow<'_, str> {
    if !text.contains("[[") {
        return Cow::Borrowed(text);
    }
    let (mut bare, mut rest) = (String::with_capacity(text.len()), text);
    while let Some((before, behind)) = rest.split_once("[[")
        && let Some((link, after)) = behind.split_once("]]")
    {
        bare.push_str(before);
        let note = link.split('|').next().unwrap_or(link);
        bare.push_str(note.rsplit('/').next().unwrap_or(note));
        rest = after;
    }
    Cow::Owned(bare + rest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Article;

    fn article(text: &str) -> (Article, String, Option<ProblemKind>) {
        let (fields, rest, problem) = take(text);
        (fields.settle(), rest.to_owned(), problem.map(|problem| problem.kind))
    }

    #[test]
    fn links_to_notes_are_names() {
        let check = |text: &str, expected: &str| assert_eq!(unlinked(text), expected);
        check("[[Jane Doe|Doe]], [[people/John Roe]]", "Jane Doe, John Roe");
        check("Jane [[Doe", "Jane [[Doe");
    }

    #[test]
    fn yaml_as_clippers_write_it() {
        let (article, rest, problem) = article(
            "---\ntitle: \"Harbour closes: what now?\"\nsource: https://www.example.org/2023/harbour\nauthor:\n  - \
             \"[[Jane Doe]]\"\n  - John Roe\npublished: 2023-06-18\ncreated: 2024-01-02\ntags:\n  - clippings\n  - \
             people/Ann-Poe\nplaces: [Port Doe]\nsection:\nrating: 3\n---\nThe mayor closed it.\n",
        );
        assert_eq!(article.title.as_deref(), Some("Harbour closes: what now?"));
        assert_eq!(article.authors, ["Jane Doe", "John Roe"]);
        assert_eq!(article.date.map(|date| date.to_string()).as_deref(), Some("2023-06-18"));
        assert_eq!(article.url.as_deref(), Some("https://www.example.org/2023/harbour"));
        assert_eq!(article.source.as_deref(), Some("example.org"));
        let subjects: Vec<_> = article.subjects.iter().map(|subject| subject.name.as_str()).collect();
        assert_eq!(subjects, ["Ann Poe", "Port Doe"]);
        assert_eq!(article.keywords, ["clippings"]);
        assert_eq!((rest.as_str(), problem), ("The mayor closed it.\n", None));
    }

    #[test]
    fn services_that_keep_pages() {
        let (article, ..) = article(
            "---\ntitle: Harbour closes\nsaved: 2024-01-02\npublished: 2023-06-18\nwebsite: www.example.org\nsource: \
             https://www.example.org/harbour\nauthors: [Jane Doe]\nlabels: [ships, local]\n---\nThe mayor closed it.\n",
        );
        assert_eq!(
            (article.authors, article.keywords),
            (vec!["Jane Doe".into()], vec!["ships".into(), "local".into()])
        );
        assert_eq!(article.date.map(|date| date.to_string()).as_deref(), Some("2023-06-18"));
        assert_eq!(article.source.as_deref(), Some("example.org"));
    }

    #[test]
    fn toml() {
        let (article, rest, problem) = article(
            "+++\ntitle = 'Harbour closes'\ndate = 2023-06-18T14:05:00Z\nauthors = ['Jane Doe']\nlanguage = 'en-GB'\n\
             [author]\nname = 'John Roe'\n+++\nText.",
        );
        assert_eq!(article.title.as_deref(), Some("Harbour closes"));
        assert_eq!(article.authors, ["John Roe", "Jane Doe"]);
        assert_eq!(article.language.as_deref(), Some("en"));
        assert_eq!(article.date.map(|date| date.to_string()).as_deref(), Some("2023-06-18T14:05"));
        assert_eq!((rest.as_str(), problem), ("Text.", None));
    }

    #[test]
    fn json() {
        let (article, rest, problem) =
            article("{\n  \"title\": \"Harbour closes\",\n  \"date\": \"2023-06-18\"\n}\n\nText.");
        assert_eq!(article.title.as_deref(), Some("Harbour closes"));
        assert_eq!(article.date.map(|date| date.to_string()).as_deref(), Some("2023-06-18"));
        assert_eq!((rest.trim(), problem), ("Text.", None));
    }

    #[test]
    fn the_day_of_publication_is_before_that_of_the_note() {
        let check = |fields: &str, expected: &str| {
            let (article, ..) = article(&format!("---\n{fields}\n---\nText."));
            assert_eq!(article.date.map(|date| date.to_string()).as_deref(), Some(expected), "{fields}");
        };
        check("date: 2024-11-02\npublished: 2023-06-18", "2023-06-18");
        check("date: 2023-06-18\npublished:", "2023-06-18");
        check("datetime: 2023-06-18", "2023-06-18");
    }

    #[test]
    fn broken_toml() {
        let (article, _, problem) =
            article("+++\ntitle = \"Harbour closes\"\ndate = 18 June 2023\n+++\nText.");
        assert_eq!(problem, Some(ProblemKind::Broken));
        assert_eq!(article.title.as_deref(), Some("Harbour closes"));
        assert_eq!(article.date.map(|date| date.to_string()).as_deref(), Some("2023-06-18"));
    }

    #[test]
    fn what_is_broken_is_read_as_far_as_it_goes() {
        let (article, rest, problem) =
            article("---\ntitle: Harbour: what now?\ndate: 2023-06-18\ntags: [a, b\n---\nText.");
        assert_eq!(problem, Some(ProblemKind::Broken));
        assert_eq!(article.title.as_deref(), Some("Harbour: what now?"));
        assert_eq!(article.date.map(|date| date.to_string()).as_deref(), Some("2023-06-18"));
        assert_eq!(rest, "Text.");
    }

    #[test]
    fn other_lines_are_text() {
        for text in [
            "---\nThe mayor closed it.\n---\nMore.",
            "---\ntitle: never closed",
            "--- title",
            "",
            "+++",
            "{\nThe mayor",
        ] {
            let (fields, rest, problem) = take(text);
            assert_eq!((rest, problem), (text, None));
            assert_eq!(fields.title, None);
        }
    }
}
