//! RSS 0.9x, 1.0 and 2.0: an entry an article, with its full text where the feed has it.

use super::xml::{self, Around, Element, Made, root};
use crate::{
    Format, Problem, Sink,
    detect::Head,
    fields::key::{Key, key},
    letters::letters,
    read::Input,
    record::Record,
};

/// The row of the table.
pub(super) const FORMAT: Format = Format {
    name: "rss",
    version: 5,
    about: "RSS feeds 0.9x, 1.0 and 2.0, an entry an article",
    suffixes: &["rss", "rdf"],
    claims,
    read,
};

fn claims(head: &Head<'_>) -> bool {
    root(head.text()).is_some_and(|root| match root.name.as_str() {
        "rss" | "channel" => true,
        "RDF" => root.tag.contains("http://purl.org/rss/") || root.tag.contains("netscape.com/rdf"),
        _ => false,
    })
}

fn read(input: &mut Input<'_>, sink: &mut dyn Sink) -> Result<(), Problem> {
    xml::read(input, sink, &["item"], make)
}

fn make(item: &Element, around: &Around<'_>) -> Made {
    let mut record = record(item);
    record.take(Key::Source, channel(around, "title"));
    record.take(Key::Language, channel(around, "language"));
    record.take(Key::Language, channel(around, "dc:language"));
    Made::Record(Box::new(record))
}

/// A value of the feed as a whole, wherever its version puts it.
pub(super) fn channel<'a>(around: &'a Around<'_>, name: &str) -> &'a str {
    let inside = around.get(&format!("channel/{name}"));
    if inside.is_empty() { around.get(name) } else { inside }
}

/// What an entry says, without what the feed says of all.
pub(super) fn record(item: &Element) -> Record {
    let mut record = Record::default();
    for guid in item.all("guid") {
        record.set_id(&guid.text());
    }
    record.set_id(item.attribute("rdf:about"));
    record.set_id(&item.text_at("link"));
    for name in ["title", "dc:title", "media:title"] {
        record.take(Key::Title, &item.text_at(name));
    }
    for name in ["dc:creator", "author", "itunes:author"] {
        let names: Vec<String> = item.all(name).map(Element::text).collect();
        if record.fields.authors.is_empty() {
            for name in &names {
                record.take(Key::Author, name);
            }
        }
    }
    for name in ["pubDate", "dc:date", "dcterms:issued", "dcterms:created", "atom:published"] {
        record.take(Key::Date, &item.text_at(name));
    }
    for name in ["dcterms:modified", "atom:updated"] {
        record.take(Key::Updated, &item.text_at(name));
    }
    record.take(Key::Url, &item.text_at("link"));
    let guid = item.all("guid").find(|guid| guid.attribute("isPermaLink") != "false");
    record.take(Key::Url, &guid.map(Element::text).unwrap_or_default());
    record.take(Key::Source, &item.text_at("source"));
    for name in ["prism:publicationName", "dc:publisher"] {
        record.take(Key::Source, &item.text_at(name));
    }
    record.take(Key::Section, &item.text_at("prism:section"));
    record.take(Key::Language, &item.text_at("dc:language"));
    record.take(Key::Place, &item.text_at("dc:coverage"));
    for name in ["content:encoded", "xhtml:body", "body", "atom:content"] {
        record.take(Key::Body, &item.text_at(name));
    }
    let summaries = ["description", "dc:description", "atom:summary", "media:description"];
    let summary = summaries.into_iter().map(|name| item.text_at(name)).find(|text| !text.trim().is_empty());
    record.take(Key::Summary, &summary.unwrap_or_default());
    for name in ["dc:subject", "media:keywords", "itunes:keywords"] {
        item.all(name).for_each(|words| record.take(Key::Keyword, &words.text()));
    }
    for category in item.all("category") {
        take_category(&mut record, &category.text(), category.attribute("domain"));
    }
    record
}

/// Takes a category: a subject, if the list it is from says of what kind, else the section; the section has one name,
/// so that all after the first are keywords.
pub(super) fn take_category(record: &mut Record, name: &str, list: &str) {
    let kind = list.trim_end_matches('/').rsplit(['/', '#', ':']).next().unwrap_or_default();
    let kind = letters(kind);
    let field = match kind.as_str() {
        "nytper" => Key::Person,
        "nytorg" | "nytorgall" => Key::Organization,
        "nytgeo" => Key::Place,
        "nytdes" | "posttag" | "tag" | "tags" | "keyword" => Key::Keyword,
        // Lists of a content system's own.
        "navmenu" | "linkcategory" | "postformat" => Key::Other,
        "" => Key::Section,
        kind => match key(kind) {
            Some(key @ (Key::Person | Key::Organization | Key::Place | Key::Section | Key::Author)) => key,
            _ if list.starts_with("http") => Key::Section,
            _ => Key::Keyword,
        },
    };
    match field {
        Key::Section if record.fields.section.is_some() => record.add_keyword(name),
        Key::Keyword => record.add_keyword(name),
        field => record.take(field, name),
    }
}
