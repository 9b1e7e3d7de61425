//! Atom: an entry an article, with its full text where the feed has it.

use super::{
    rss::take_category,
    xml::{self, Around, Element, Made, blocks, root},
};
use crate::{
    Format, Problem, Sink,
    detect::Head,
    fields::key::Key,
    read::Input,
    record::{Record, text_blocks},
};

/// The row of the table.
pub(super) const FORMAT: Format = Format {
    name: "atom",
    version: 5,
    about: "Atom feeds, an entry an article",
    suffixes: &["atom"],
    claims,
    read,
};

fn claims(head: &Head<'_>) -> bool {
    root(head.text()).is_some_and(|root| {
        let is_atom =
            root.tag.contains("http://www.w3.org/2005/Atom") || root.tag.contains("http://purl.org/atom/ns");
        matches!(root.name.as_str(), "feed" | "entry") && is_atom
    })
}

fn read(input: &mut Input<'_>, sink: &mut dyn Sink) -> Result<(), Problem> {
    xml::read(input, sink, &["atom:entry"], make)
}

/// What an entry is in an export of Blogger, which has comments, templates and settings as entries too.
fn kind_of_blogger(entry: &Element) -> Option<String> {
    let named = entry.text_at("blogger:type").to_lowercase();
    if !named.is_empty() {
        return Some(named);
    }
    let mut kinds = entry.all("atom:category").map(|category| category.attribute("term"));
    kinds
        .find_map(|term| term.strip_prefix("http://schemas.google.com/blogger/2008/kind#"))
        .map(ToOwned::to_owned)
}

fn make(entry: &Element, around: &Around<'_>) -> Made {
    if let Some(kind) = kind_of_blogger(entry).filter(|kind| kind != "post" && kind != "page") {
        return Made::Other(kind);
    }
    let mut record = Record::default();
    record.set_id(&entry.text_at("atom:id"));
    record.take(Key::Title, &entry.text_at("atom:title"));
    entry.all("atom:author").for_each(|author| record.take(Key::Author, &author.text_at("atom:name")));
    entry.all("dc:creator").for_each(|author| record.take(Key::Author, &author.text()));
    if record.fields.authors.is_empty() {
        let all = around.all().filter(|(path, _)| *path == "atom:author/atom:name");
        all.for_each(|(_, name)| record.take(Key::Author, name));
    }
    // The older version of the standard has other names.
    for name in ["atom:published", "atom:issued", "dc:date", "atom:created"] {
        record.take(Key::Date, &entry.text_at(name));
    }
    for name in ["atom:updated", "atom:modified"] {
        record.take(Key::Updated, &entry.text_at(name));
    }
    let links = entry.all("atom:link").filter(|link| matches!(link.attribute("rel"), "" | "alternate"));
    let bases = [entry.attribute("xml:base"), around.get("atom:feed@xml:base")];
    let base = bases.into_iter().find(|base| !base.is_empty()).unwrap_or_default();
    links.for_each(|link| record.take(Key::Url, &absolute(base, link.attribute("href"))));
    record.take(Key::Source, &entry.text_at("atom:source/atom:title"));
    record.take(Key::Source, around.get("atom:title"));
    record.take(Key::Language, entry.attribute("xml:lang"));
    record.take(Key::Language, around.get("atom:feed@xml:lang"));
    entry.all("atom:content").for_each(|content| record.add_body(text(content)));
    for summary in entry.all("atom:summary") {
        record.take(Key::Summary, &summary.text());
    }
    entry.all("dc:subject").for_each(|words| record.take(Key::Keyword, &words.text()));
    for category in entry.all("atom:category") {
        let label = category.attribute("label");
        let name = if label.is_empty() { category.attribute("term") } else { label };
        let scheme = category.attribute("scheme");
        match scheme.strip_prefix("http://www.blogger.com/atom/ns") {
            Some(_) => record.add_keyword(name),
            None if scheme.ends_with("g/2005#kind") => {}
            None => take_category(&mut record, name, scheme),
        }
    }
    Made::Record(Box::new(record))
}

/// An address that may say only how it differs from a base.
fn absolute(base: &str, address: &str) -> String {
    let Some(host) = base.find("://").map(|at| at + 3).filter(|_| !address.contains("://")) else {
        return address.to_owned();
    };
    let end_of_host = base[host..].find('/').map_or(base.len(), |at| host + at);
    let folder = base[end_of_host..].rfind('/').map_or(base.len(), |at| end_of_host + at);
    let start = if address.starts_with('/') { &base[..end_of_host] } else { &base[..folder] };
    format!("{start}/{}", address.trim_start_matches('/'))
}

/// The text of a construct: marked up in place, escaped, or plain.
fn text(content: &Element) -> Vec<crate::block::Block<'static>> {
    if content.is_text() { text_blocks(&content.text()) } else { blocks(content) }
}
