//! Finds the fields of an article in a JSON object, whoever wrote it.
//!
//! There are as many shapes as programs, but few names: a key is looked up as those of any record are, and a value may
//! be a text, a list, or an object that wraps the text (`{"rendered": …}`, `{"name": …}`). So IPTC ninjs, schema.org,
//! `WordPress`, JSON Feed and home-made exports are read by the same rules, and only what they have alone has its own.

use super::blocks;
use crate::{
    fields::{
        field_names::FieldNames,
        key::{Key, key, record_key},
        value::Value,
    },
    letters::letters,
    record::Record,
};

/// Names of objects whose values are fields of the article as much as those beside them.
const TRANSPARENT: &[&str] = &[
    "_source",
    "article",
    "attributes",
    "data",
    "document",
    "fields",
    "item",
    "meta",
    "metadata",
    "news",
    "node",
    "post",
    "properties",
    "record",
    "story",
    "values",
];

/// Names under which an object keeps what it is called.
const NAMES: &[&str] = &[
    "name",
    "original",
    "fullname",
    "displayname",
    "display_name",
    "literal",
    "label",
    "title",
    "webtitle",
    "value",
    "term",
    "text",
    "code",
];

/// Names of lists of subjects of several kinds.
const SUBJECTS: &[&str] = &[
    "about",
    "concepts",
    "entities",
    "keywords",
    "mentions",
    "namedentities",
    "subject",
    "subjects",
    "tags",
    "topics",
];

/// How deep objects are searched for fields.
const DEEPEST: usize = 5;

/// What an object is.
pub(super) enum Kind {
    Article,
    /// It says that it is something else, as in "it is a …".
    Other(String),
    Unknown,
}

/// What an object says that it is.
pub(super) fn kind(object: &Value) -> Kind {
    let types = |name: &str| match object.get(name) {
        Some(Value::Text(text)) => vec![text.as_str()],
        Some(Value::List(list)) => list.iter().filter_map(Value::text).collect(),
        _ => Vec::new(),
    };
    let schema = types("@type");
    let is_article = |name: &&str| {
        ["Article", "Posting", "Report", "Review", "CreativeWork"].iter().any(|kind| name.ends_with(kind))
            || name.contains("NewsArticle")
    };
    if schema.iter().any(is_article) {
        return Kind::Article;
    }
    if let Some(name) = schema.first() {
        return Kind::Other((*name).to_owned());
    }
    let media =
        ["picture", "audio", "video", "graphic", "composite", "attachment", "planning", "event", "package"];
    match types("type").into_iter().find(|kind| media.contains(kind)) {
        Some(kind) => Kind::Other(kind.to_owned()),
        None => Kind::Unknown,
    }
}

/// The record that an object is.
pub(super) fn record(object: &Value, names: &FieldNames) -> Record {
    let mut record = Record::default();
    if !names.is_empty() {
        take_mapped(&mut record, object, "", names, 0);
    }
    take_object(&mut record, object, 0);
    if record.fields.title.is_none()
        && let Some(name) = object.get("name").and_then(Value::text)
    {
        record.take(Key::Title, name);
    }
    if !record.has_body() && record.is_article() {
        take_unknown(&mut record, object, 0);
    }
    record
}

/// Offers the texts under names that nobody knows, one of which may be that of the article.
fn take_unknown(record: &mut Record, object: &Value, depth: usize) {
    let Value::Table(table) = object else { return };
    for (name, value) in table {
        match value {
            Value::Text(text) if record_key(name).is_none() => record.take_unknown(text),
            Value::Table(_) if depth < DEEPEST && is_transparent(name) => {
                take_unknown(record, value, depth + 1);
            }
            _ => {}
        }
    }
}

/// Whether the values of an object are fields of the article as much as those beside it.
fn is_transparent(name: &str) -> bool {
    TRANSPARENT.contains(&name.to_ascii_lowercase().as_str())
}

/// Takes the values that the owner of the archive has named; they count before all others.
fn take_mapped(record: &mut Record, value: &Value, path: &str, names: &FieldNames, depth: usize) {
    let Value::Table(table) = value else { return };
    for (name, value) in table {
        let path = format!("{path}.{name}");
        match names.key(&path) {
            Some(key) => take(record, key, value, 0),
            None if depth < DEEPEST => take_mapped(record, value, &path, names, depth + 1),
            None => {}
        }
    }
}

fn take_object(record: &mut Record, object: &Value, depth: usize) {
    let Value::Table(table) = object else { return };
    let mut values: Vec<(&String, &Value)> = table.iter().map(|(name, value)| (name, value)).collect();
    values.sort_by_cached_key(|(name, _)| turn(name));
    for (name, value) in values {
        let folded = letters(name);
        if is_numbers(value) && matches!(folded.as_str(), "categories" | "category" | "section" | "tags") {
            // Content systems write the numbers of their categories and tags.
            continue;
        }
        if folded == "credits" || folded == "taxonomy" {
            take_credits(record, value);
        } else if SUBJECTS.contains(&folded.as_str()) {
            take_subjects(record, value, 0);
        } else if name == "_embedded" || folded == "taxonomies" {
            take_embedded(record, value);
        } else if folded == "yoastheadjson" {
            take_head(record, value);
        } else if record_key(name) == Some(Key::Body) && has_headline(value) && depth < DEEPEST {
            // `{"content": {"webTitle": …, "text": …}}` is the article and not its text.
            take_object(record, value, depth + 1);
        } else if let Some(key) = record_key(name)
            && !(matches!(value, Value::Table(_)) && TRANSPARENT.contains(&name.as_str()))
        {
            take(record, key, value, 0);
        }
    }
    for (name, value) in table.iter().filter(|(name, _)| is_transparent(name)) {
        if depth < DEEPEST && !name.is_empty() {
            take_object(record, value, depth + 1);
        }
    }
}

/// Whether a value has a headline of its own.
fn has_headline(value: &Value) -> bool {
    matches!(value, Value::Table(table) if table.iter().any(|(name, value)| {
        record_key(name) == Some(Key::Title) && value.text().is_some_and(|title| title.contains(' '))
    }))
}

/// In which turn a value is taken; of two that could be one field the first counts.
fn turn(name: &str) -> u8 {
    match letters(name).as_str() {
        // In ninjs a title is a name for the desk, as is a slugline.
        "headline" | "headlines" => 0,
        // Who holds the rights tells the source where nothing else does.
        "copyrightholder" | "yoastheadjson" => 2,
        _ => 1,
    }
}

fn is_numbers(value: &Value) -> bool {
    match value {
        Value::Text(text) => !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()),
        Value::List(list) => !list.is_empty() && list.iter().all(is_numbers),
        _ => false,
    }
}

/// Takes a value of any shape as a field.
fn take(record: &mut Record, key: Key, value: &Value, depth: usize) {
    if depth > DEEPEST {
        return;
    }
    match (key, value) {
        (_, Value::Nothing) => {}
        (_, Value::Text(text)) => record.take(key, text),
        (Key::Body, Value::List(list)) => take_bodies(record, list),
        (_, Value::List(list)) => {
            let is_main = |item: &&Value| item.get("role").and_then(Value::text) == Some("main");
            let main = list.iter().filter(is_main);
            main.chain(list.iter().filter(|item| !is_main(item)))
                .for_each(|item| take(record, key, item, depth + 1));
        }
        (Key::Body | Key::Title | Key::Summary, Value::Table(_)) => {
            let inner = blocks::TEXTS.iter().chain(blocks::LISTS).find_map(|name| value.get(name));
            if let Some(value) = inner {
                take(record, key, value, depth + 1);
            }
        }
        (Key::Date | Key::Created | Key::Updated, Value::Table(_)) => {
            let names = ["$date", "$numberlong", "value", "rendered", "iso", "date", "#text"];
            if let Some(value) = names.iter().find_map(|name| value.get(name)) {
                take(record, key, value, depth + 1);
            }
        }
        (Key::Person, Value::Table(_)) if is_maker(value) => take(record, Key::Author, value, depth + 1),
        (Key::Url, Value::Table(_)) => {
            if let Some(value) = ["@id", "href", "url", "value"].iter().find_map(|name| value.get(name)) {
                take(record, key, value, depth + 1);
            }
        }
        (_, Value::Table(_)) => {
            if let Some(name) = name_of(value) {
                record.take(key, &name);
            }
        }
    }
}

/// Whether somebody in a list of people made the article and is no subject of it.
fn is_maker(person: &Value) -> bool {
    let relation = person.get("rel").and_then(Value::text).unwrap_or_default();
    matches!(relation.rsplit([':', '/']).next(), Some("author" | "byline" | "creator"))
}

/// What an object is called; some have a name for each language, some the parts of a name.
fn name_of(object: &Value) -> Option<String> {
    let text = |value: &Value| match value {
        Value::List(list) => {
            list.first().and_then(|first| first.text().map(ToOwned::to_owned).or_else(|| name_of(first)))
        }
        Value::Table(table) => table.first().and_then(|(_, name)| name.text()).map(ToOwned::to_owned),
        value => value.text().map(ToOwned::to_owned),
    };
    let parts = || {
        let given = ["givenname", "given_name", "firstname", "first_name"];
        let family = ["familyname", "family_name", "lastname", "last_name"];
        let part = |names: &[&str]| {
            names.iter().find_map(|name| object.get(name)).and_then(Value::text).unwrap_or("")
        };
        Some(format!("{} {}", part(&given), part(&family)))
    };
    let name = NAMES.iter().find_map(|name| object.get(name)).and_then(text).or_else(parts)?;
    Some(name).filter(|name| !name.trim().is_empty())
}

/// Takes a list as the text: its versions, if its items say what they are, else its paragraphs.
fn take_bodies(record: &mut Record, list: &[Value]) {
    let is_version = |item: &Value| item.get("contenttype").is_some() || item.get("role").is_some();
    if list.iter().any(is_version) {
        for item in list {
            take(record, Key::Body, item, 1);
        }
        return;
    }
    record.add_body(blocks::of_list(list));
}

/// Takes from a list of subjects those that say what kind they are of.
fn take_subjects(record: &mut Record, value: &Value, depth: usize) {
    match value {
        Value::List(list) if depth < 2 => list.iter().for_each(|item| take_subjects(record, item, depth + 1)),
        Value::Text(words) => record.take(Key::Keyword, words),
        Value::Table(table) => {
            let kinds =
                ["@type", "type", "entity_type", "entitytype", "kind", "category", "rel", "scheme", "name"];
            let kind = kinds.iter().find_map(|name| subject_kind(value.get(name)?.text()?));
            // The Times puts the kind where others have the name.
            let named_by_kind =
                value.get("name").and_then(Value::text).is_some_and(|name| subject_kind(name).is_some());
            let is_pair = kind.is_none() && value.get("name").is_some() && value.get("value").is_some();
            let name = if named_by_kind || is_pair {
                value.get("value").and_then(Value::text).map(ToOwned::to_owned)
            } else {
                name_of(value)
            };
            match (kind, name) {
                (Some(kind), Some(name)) => return record.take(kind, &name),
                // What is called something and of no kind is a topic.
                (None, Some(name)) => return record.add_keyword(&name),
                _ => {}
            }
            // A table of lists by kind: {"people": […], "places": […]}
            for (name, value) in table {
                if let Some(key @ (Key::Person | Key::Organization | Key::Place)) = key(name) {
                    take(record, key, value, 0);
                }
            }
        }
        _ => {}
    }
}

/// The field for subjects of a kind, by any of the words for it.
fn subject_kind(kind: &str) -> Option<Key> {
    let kind = letters(kind.rsplit(['/', ':', '#']).next().unwrap_or(kind));
    match kind.as_str() {
        "author" | "contributor" | "creator" => Some(Key::Author),
        "per" | "person" | "persons" | "people" | "persname" => Some(Key::Person),
        "org" | "orgs" | "corporation" | "company" | "newsmediaorganization" | "governmentorganization" => {
            Some(Key::Organization)
        }
        kind if kind.starts_with("organi") => Some(Key::Organization),
        "gpe" | "loc" | "location" | "locations" | "place" | "places" | "country" | "city" | "geoarea"
        | "glocations" | "administrativearea" => Some(Key::Place),
        _ => None,
    }
}

/// Takes what a much used extension of `WordPress` says in the head of the page.
fn take_head(record: &mut Record, value: &Value) {
    for (name, key) in [("author", Key::Author), ("og_site_name", Key::Source)] {
        if let Some(value) = value.get(name)
            && (key != Key::Author || record.fields.authors.is_empty())
        {
            take(record, key, value, 0);
        }
    }
}

/// Takes what Arc's content system says of who wrote an article, and what it is about.
fn take_credits(record: &mut Record, value: &Value) {
    for (name, key) in [("by", Key::Author), ("primary_section", Key::Section)] {
        if let Some(value) = value.get(name) {
            take(record, key, value, 0);
        }
    }
    if let Some(tags) = value.get("tags") {
        take_subjects(record, tags, 0);
    }
}

/// Takes what `WordPress` embeds: the author, and the terms of each taxonomy.
fn take_embedded(record: &mut Record, value: &Value) {
    if let Some(author) = value.get("author") {
        take(record, Key::Author, author, 0);
    }
    let Some(Value::List(taxonomies)) = value.get("wp:term") else { return };
    let terms = taxonomies.iter().flat_map(|terms| match terms {
        Value::List(terms) => terms.as_slice(),
        _ => &[],
    });
    for term in terms {
        if let (Some(taxonomy), Some(name)) = (term.get("taxonomy").and_then(Value::text), name_of(term)) {
            match key(taxonomy) {
                Some(Key::Section) if record.fields.section.is_some() => record.add_keyword(&name),
                Some(key @ (Key::Section | Key::Person | Key::Organization | Key::Place)) => {
                    record.take(key, &name);
                }
                _ if taxonomy == "post_tag" => record.add_keyword(&name),
                _ => {}
            }
        }
    }
}
