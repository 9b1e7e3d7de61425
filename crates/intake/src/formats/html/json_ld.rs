//! The article that a page describes in JSON-LD, in the words of schema.org.
//!
//! A page may hold several such scripts, each with one thing, a list of things or a graph of them that refer to each
//! other. Programs that write them make mistakes; those that are frequent (line ends inside strings, comments around
//! the whole) are forgiven.

use serde_json::{Map, Value};

use super::tree::{ROOT, Tree};

/// Sorts of things that are an article; any whose name ends in "Article" is too.
const ARTICLES: [&str; 8] = [
    "BlogPosting",
    "Report",
    "Review",
    "LiveBlogPosting",
    "SocialMediaPosting",
    "ClaimReview",
    "Recipe",
    "DiscussionForumPosting",
];
/// The most things of a page that are looked at.
const MOST: usize = 5000;

/// The article that the page is, and all other things of the page.
pub(super) struct JsonLd {
    things: Vec<Map<String, Value>>,
    article: Option<usize>,
}

impl JsonLd {
    /// Reads the scripts of a page.
    pub(super) fn new(tree: &Tree) -> Self {
        let mut things = Vec::new();
        for id in tree.descendants(ROOT).filter(|&id| tree.name(id) == "script") {
            let kind = tree.attribute(id, "type").unwrap_or_default();
            if kind.trim().to_ascii_lowercase().starts_with("application/ld+json")
                && let Some(value) = parse(&tree.whole_text(id))
            {
                gather(value, 0, &mut things);
            }
        }
        let article = things
            .iter()
            .position(|thing| {
                is_article(thing) && (thing.contains_key("headline") || thing.contains_key("name"))
            })
            .or_else(|| things.iter().position(is_article));
        Self { things, article }
    }

    /// A value of the article.
    pub(super) fn value(&self, name: &str) -> Option<&Value> {
        self.article.and_then(|at| self.things[at].get(name))
    }

    /// A text of the article.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        self.value(name).and_then(text)
    }

    /// The names that a value stands for: of one thing, of several, or of what it refers to.
    pub(super) fn names(&self, name: &str) -> Vec<String> {
        let mut names = Vec::new();
        if let Some(value) = self.value(name) {
            self.add_names(value, &mut names);
        }
        names
    }

    fn add_names(&self, value: &Value, names: &mut Vec<String>) {
        match value {
            Value::String(text) => names.push(text.clone()),
            Value::Array(list) => list.iter().for_each(|value| self.add_names(value, names)),
            Value::Object(thing) => {
                if let Some(name) = thing.get("name") {
                    names.extend(strings(name));
                } else if let Some(id) = thing.get("@id") {
                    let mut meant = self.things.iter().filter(|known| known.get("@id") == Some(id));
                    names.extend(meant.find_map(|known| known.get("name")).into_iter().flat_map(strings));
                }
            }
            _ => {}
        }
    }
}

/// The strings of a value that is one or a list of them.
pub(super) fn strings(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.clone()],
        Value::Array(list) => list.iter().filter_map(|value| text(value).map(ToOwned::to_owned)).collect(),
        _ => Vec::new(),
    }
}

fn text(value: &Value) -> Option<&str> {
    match value {
        Value::String(text) => Some(text.trim()).filter(|text| !text.is_empty()),
        Value::Array(list) => list.first().and_then(text),
        Value::Object(thing) => {
            thing.get("name").or(thing.get("@id")).or(thing.get("@value")).and_then(Value::as_str)
        }
        _ => None,
    }
}

fn is_article(thing: &Map<String, Value>) -> bool {
    let kinds = thing.get("@type").map(strings).unwrap_or_default();
    kinds.iter().any(|kind| {
        let kind = kind.rsplit(['/', ':']).next().unwrap_or(kind);
        kind.ends_with("Article") || ARTICLES.contains(&kind)
    })
}

/// Fields that hold things of their own, which nothing asks for where they stand.
const PARTS: [&str; 4] = ["@graph", "mainEntity", "hasPart", "itemReviewed"];
/// Fields that hold things, and are asked for as fields, too.
const SHARED: [&str; 3] = ["mainEntityOfPage", "author", "publisher"];
/// How deep things of that sort are looked for: each is kept once more at every level.
const DEEPEST_SHARED: usize = 3;

/// All things in a value, in their order. The parser bounds how deep they nest.
fn gather(value: Value, depth: usize, things: &mut Vec<Map<String, Value>>) {
    if things.len() >= MOST {
        return;
    }
    match value {
        Value::Array(list) => list.into_iter().for_each(|value| gather(value, depth, things)),
        Value::Object(mut thing) => {
            let mut inner: Vec<Value> = PARTS.into_iter().filter_map(|name| thing.remove(name)).collect();
            if depth < DEEPEST_SHARED {
                inner.extend(SHARED.into_iter().filter_map(|name| thing.get(name)).cloned());
            }
            things.push(thing);
            for value in inner {
                gather(value, depth + 1, things);
            }
        }
        _ => {}
    }
}

/// A script's value, if it can be understood.
fn parse(script: &str) -> Option<Value> {
    let script = script.trim();
    let bare = script.trim_start_matches("<!--").trim_start_matches("//").trim_start_matches("<![CDATA[");
    let bare = bare
        .trim_end_matches("-->")
        .trim_end_matches("]]>")
        .trim_end_matches("//")
        .trim()
        .trim_end_matches(';');
    let value = serde_json::from_str(bare).or_else(|_| serde_json::from_str(&repaired(bare)));
    value.ok().or_else(|| salvaged(bare))
}

/// Values that are still found where a script cannot be understood; they hold no quotation marks of their own.
const SIMPLE: [&str; 5] = ["@type", "datePublished", "dateModified", "articleSection", "inLanguage"];

/// What can be told of an article whose script is damaged, as by a quotation mark inside a text.
fn salvaged(script: &str) -> Option<Value> {
    let mut thing = Map::new();
    for name in SIMPLE {
        let quoted = format!("\"{name}\"");
        for (at, _) in script.match_indices(&quoted) {
            let value = script[at + quoted.len()..].trim_start().strip_prefix(':').map(str::trim_start);
            let value =
                value.and_then(|value| value.strip_prefix('"')).and_then(|value| value.split('"').next());
            if let Some(value) = value.filter(|value| name != "@type" || value.ends_with("Article")) {
                thing.entry(name).or_insert_with(|| Value::from(value));
            }
        }
    }
    thing.contains_key("@type").then_some(Value::Object(thing))
}

/// A script with its controls in strings escaped and without commas before closing brackets.
fn repaired(script: &str) -> String {
    let mut out = String::with_capacity(script.len() + 64);
    let mut quoted = false;
    let mut escaped = false;
    for c in script.chars() {
        if quoted {
            match c {
                _ if escaped => escaped = false,
                '\\' => escaped = true,
                '"' => quoted = false,
                _ => {}
            }
            match c {
                '\n' | '\r' | '\t' => out.push(' '),
                c if c.is_control() => {}
                c => out.push(c),
            }
            continue;
        }
        quoted = c == '"';
        if matches!(c, '}' | ']') && out.trim_end().ends_with(',') {
            let end = out.trim_end().len() - 1;
            out.truncate(end);
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::html::parse::parse as page;

    fn read(script: &str) -> JsonLd {
        JsonLd::new(&page(&format!("<script type='application/ld+json'>{script}</script>")))
    }

    #[test]
    fn an_article_alone_in_a_list_and_in_a_graph() {
        let article = r#"{"@type": "NewsArticle", "headline": "Harbour closes", "author": [{"name": "Jane Doe"}, "John Roe"]}"#;
        for script in [
            article.to_owned(),
            format!(r#"[{{"@type": "WebSite", "name": "Herald"}}, {article}]"#),
            format!(r#"{{"@context": "x", "@graph": [{{"@type": "Organization"}}, {article}]}}"#),
            format!("<!-- {article} -->"),
        ] {
            let ld = read(&script);
            assert_eq!(ld.text("headline"), Some("Harbour closes"), "{script}");
            assert_eq!(ld.names("author"), ["Jane Doe", "John Roe"], "{script}");
        }
    }

    #[test]
    fn what_refers_to_another_thing() {
        let ld = read(
            r##"{"@graph": [{"@type": ["Article"], "headline": "H", "author": {"@id": "#jane"}}, {"@id": "#jane", "@type": "Person", "name": "Jane Doe"}]}"##,
        );
        assert_eq!(ld.names("author"), ["Jane Doe"]);
    }

    #[test]
    fn frequent_mistakes_are_forgiven() {
        let ld = read(
            "{\"@type\": \"BlogPosting\", \"headline\": \"Harbour\ncloses\", \"keywords\": [\"a\", \"b\",],}",
        );
        assert_eq!(ld.text("headline"), Some("Harbour closes"));
        assert_eq!(ld.value("keywords").map(strings), Some(vec!["a".to_owned(), "b".to_owned()]));
    }

    #[test]
    fn dates_survive_a_damaged_script() {
        let ld = read(
            "{\"@type\": \"Article\", \"headline\": \"The \"Old\" Harbour\", \"datePublished\": \"2023-06-18\"}",
        );
        assert_eq!(ld.text("datePublished"), Some("2023-06-18"));
    }

    #[test]
    fn other_things_are_no_article() {
        assert!(read(r#"{"@type": "Organization", "name": "Herald"}"#).text("name").is_none());
        assert!(read("no json").text("name").is_none());
        assert!(read(&"[".repeat(100_000)).text("name").is_none());
    }
}
