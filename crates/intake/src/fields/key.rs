//! The names of fields: those before a colon at the top of a text, and those of front matter.

/// What a named field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Key {
    Title,
    Author,
    Date,
    /// When the file or note was made, which may be later than the article.
    Created,
    Updated,
    Source,
    Url,
    Section,
    Dateline,
    Language,
    Person,
    Organization,
    Place,
    /// Known as a field, of no use here.
    Other,
}

/// The names that clippers, note programs and databases give to fields; in lower case, without marks.
const KEYS: &[(&str, Key)] = &[
    ("title", Key::Title),
    ("headline", Key::Title),
    ("author", Key::Author),
    ("authors", Key::Author),
    ("byline", Key::Author),
    ("by", Key::Author),
    ("creator", Key::Author),
    ("writer", Key::Author),
    ("date", Key::Date),
    ("published", Key::Date),
    ("publishedat", Key::Date),
    ("publishedon", Key::Date),
    ("publisheddate", Key::Date),
    ("datepublished", Key::Date),
    ("publicationdate", Key::Date),
    ("publishdate", Key::Date),
    ("pubdate", Key::Date),
    ("loaddate", Key::Created),
    ("created", Key::Created),
    ("datecreated", Key::Created),
    ("updated", Key::Updated),
    ("modified", Key::Updated),
    ("datemodified", Key::Updated),
    ("lastmod", Key::Updated),
    ("lastupdated", Key::Updated),
    ("source", Key::Source),
    ("publication", Key::Source),
    ("publisher", Key::Source),
    ("newspaper", Key::Source),
    ("paper", Key::Source),
    ("site", Key::Source),
    ("sitename", Key::Source),
    ("website", Key::Source),
    ("url", Key::Url),
    ("link", Key::Url),
    ("sourceurl", Key::Url),
    ("canonical", Key::Url),
    ("canonicalurl", Key::Url),
    ("permalink", Key::Url),
    ("section", Key::Section),
    ("category", Key::Section),
    ("categories", Key::Section),
    ("dateline", Key::Dateline),
    ("language", Key::Language),
    ("lang", Key::Language),
    ("people", Key::Person),
    ("persons", Key::Person),
    ("person", Key::Person),
    ("organizations", Key::Organization),
    ("organisations", Key::Organization),
    ("organization", Key::Organization),
    ("organisation", Key::Organization),
    ("orgs", Key::Organization),
    ("companies", Key::Organization),
    ("company", Key::Organization),
    ("places", Key::Place),
    ("place", Key::Place),
    ("locations", Key::Place),
    ("location", Key::Place),
    ("geographic", Key::Place),
    ("length", Key::Other),
    ("edition", Key::Other),
    ("page", Key::Other),
    ("pages", Key::Other),
    ("wordcount", Key::Other),
    ("copyright", Key::Other),
    ("keywords", Key::Other),
];

/// The field that a name stands for.
pub(crate) fn key(name: &str) -> Option<Key> {
    let name: String = name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    KEYS.iter().find(|(known, _)| *known == name).map(|(_, key)| *key)
}

/// The field and value of a line such as "Source: Harbour Herald".
pub(crate) fn field_line(line: &str) -> Option<(Key, &str)> {
    let (name, value) = line.split_once(':')?;
    let short = name.len() <= 20 && name.split_whitespace().count() <= 2 && !value.starts_with("//");
    let key = if short { key(name)? } else { return None };
    Some((key, value.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_with_a_known_name() {
        let check =
            |line: &str, expected: Option<(Key, &str)>| assert_eq!(field_line(line), expected, "{line}");
        check("Title: Harbour closes: what now?", Some((Key::Title, "Harbour closes: what now?")));
        check("Publication date: 1998", Some((Key::Date, "1998")));
        check("URL:https://example.org", Some((Key::Url, "https://example.org")));
        check("LENGTH: 512 words", Some((Key::Other, "512 words")));
        check("Mayor: I will stay", None);
        check("https://example.org", None);
    }
}
