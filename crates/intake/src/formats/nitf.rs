//! NITF, the IPTC's News Industry Text Format: one story, as agencies and archives of newspapers send it.

use super::xml::{self, Around, Element, Made, blocks, root};
use crate::{
    Format, Problem, Sink, SubjectKind,
    detect::Head,
    fields::{Place, key::Key},
    layout::squeeze,
    read::Input,
    record::Record,
};

/// The row of the table.
pub(super) const FORMAT: Format = Format {
    name: "nitf",
    version: 5,
    about: "IPTC NITF, a story of an agency or newspaper in XML",
    suffixes: &["nitf"],
    claims,
    read,
};

fn claims(head: &Head<'_>) -> bool {
    root(head.text()).is_some_and(|root| root.name == "nitf")
}

fn read(input: &mut Input<'_>, sink: &mut dyn Sink) -> Result<(), Problem> {
    xml::read(input, sink, &["nitf"], |element, _: &Around<'_>| {
        let mut record = Record::default();
        take(&mut record, element);
        Made::Record(Box::new(record))
    })
}

/// Takes the fields and the text of a story.
pub(super) fn take(record: &mut Record, nitf: &Element) {
    let body = nitf.at("body");
    if let Some(hedline) = body.and_then(|body| body.at("body.head/hedline")) {
        record.take(Key::Title, &hedline.text_at("hl1"));
    }
    record.take(Key::Title, &nitf.text_at("head/title"));
    if let Some(head) = nitf.at("head") {
        take_head(record, head);
    }
    record.take(Key::Language, nitf.attribute("xml:lang"));
    record.take(Key::Language, body.map_or("", |body| body.attribute("xml:lang")));
    if let Some(head) = body.and_then(|body| body.at("body.head")) {
        take_body_head(record, head);
    }
    if let Some(content) = body.and_then(|body| body.at("body.content")) {
        take_content(record, content);
        for (name, kind) in SUBJECTS {
            content.below(name).into_iter().for_each(|named| add_subject(record, *kind, named));
        }
    }
}

/// The elements that name subjects, in the text and in the list of what is identified in it.
const SUBJECTS: &[(&str, SubjectKind)] =
    &[("person", SubjectKind::Person), ("org", SubjectKind::Organization), ("location", SubjectKind::Place)];

fn take_head(record: &mut Record, head: &Element) {
    if let Some(data) = head.at("docdata") {
        take_document_data(record, data);
    }
    for data in head.all("pubdata") {
        record.fields.add_date(Place::Field, data.attribute("date.publication"));
        record.take(Key::Source, data.attribute("name"));
        record.take(Key::Section, data.attribute("position.section"));
        record.take(Key::Url, data.attribute("ex-ref"));
    }
    let meta = |name: &str| {
        let found = head.all("meta").find(|meta| meta.attribute("name") == name);
        found.map_or("", |meta| meta.attribute("content"))
    };
    // The archive of a large newspaper is written so.
    let day = ["publication_year", "publication_month", "publication_day_of_month"].map(meta);
    if !day[0].is_empty() {
        record.fields.add_date(Place::Field, &day.join("-"));
    }
    record.take(Key::Section, meta("online_sections").split(';').next().unwrap_or_default());
    record.take(Key::Section, meta("dsk"));
    record.take(Key::Source, head.at("docdata/doc.copyright").map_or("", |owner| owner.attribute("holder")));
    record.take(Key::Keyword, meta("keywords"));
    for change in head.all("revision-history") {
        record.fields.add_date(Place::Updated, change.attribute("norm"));
    }
    for subject in head.below("tobject.subject") {
        // Each is finer than the one before; the code stands for them where they are not written.
        let parts =
            ["type", "matter", "detail"].map(|part| subject.attribute(&format!("tobject.subject.{part}")));
        for part in parts {
            record.add_keyword(part);
        }
        if parts.iter().all(|part| part.is_empty()) {
            record.add_keyword(subject.attribute("tobject.subject.refnum"));
        }
    }
}

fn take_document_data(record: &mut Record, data: &Element) {
    record.set_id(data.at("doc-id").map_or("", |id| id.attribute("id-string")));
    for name in ["date.issue", "date.release"] {
        record.fields.add_date(Place::Field, data.at(name).map_or("", |date| date.attribute("norm")));
    }
    for content in data.all("identified-content") {
        for (name, kind) in SUBJECTS {
            content.all(name).for_each(|named| add_subject(record, *kind, named));
        }
        for classifier in content.all("classifier") {
            let text = classifier.text();
            let word = if text.trim().is_empty() { classifier.attribute("value") } else { &text };
            // Some are a path through a tree of subjects: "Top/News/Business".
            record.add_keyword(word.trim().rsplit('/').next().unwrap_or_default());
        }
    }
    for event in data.all("evloc") {
        let place = ["city", "county-dist", "state-prov"].map(|part| event.attribute(part));
        record.add_subject(
            SubjectKind::Place,
            place.into_iter().find(|part| !part.is_empty()).unwrap_or_default(),
        );
    }
    for keyword in data.all("key-list").flat_map(|list| list.all("keyword")) {
        record.add_keyword(keyword.attribute("key"));
    }
}

fn take_body_head(record: &mut Record, head: &Element) {
    // An item around the story may have said who wrote it.
    let is_signed = !record.fields.authors.is_empty();
    for byline in head.all("byline").filter(|_| !is_signed) {
        let people: Vec<&Element> = byline.all("person").collect();
        for person in &people {
            record.take(Key::Author, &person_name(person));
        }
        if people.is_empty() && byline.attribute("class") != "normalized_byline" {
            record.take(Key::Author, &without(byline, "byttl"));
        }
    }
    record.take(Key::Source, &head.text_at("distributor"));
    if let Some(dateline) = head.at("dateline") {
        record.take(Key::Dateline, &squeeze(&dateline.text()).replace(" ,", ","));
        let date = dateline.at("story.date").map_or("", |date| date.attribute("norm"));
        record.fields.add_date(Place::Dateline, date);
    }
    if let Some(summary) = head.at("abstract") {
        record.take(Key::Summary, &summary.text());
    }
}

/// The text of an element without that of those with a name.
fn without(element: &Element, name: &str) -> String {
    let mut rest = element.clone();
    rest.remove(name);
    rest.text()
}

/// Takes the text; where a block of it is said to be the full one, the others repeat its beginning.
fn take_content(record: &mut Record, content: &Element) {
    match content.all("block").find(|block| block.attribute("class") == "full_text") {
        Some(full) => record.add_body(blocks(full)),
        None => record.add_body(blocks(content)),
    }
}

/// The name of a person without what else is said of them.
fn person_name(person: &Element) -> String {
    let parts = ["name.given", "name.family"].map(|part| person.text_at(part).trim().to_owned());
    let name = parts.join(" ");
    if name.trim().is_empty() { without(person, "function") } else { name }
}

/// The name of a place: that in words, else the first of its parts, which stand from the smallest to the largest.
fn place_name(place: &Element) -> String {
    let name = place.own_text();
    if name.contains(char::is_alphabetic) {
        return name;
    }
    let parts = ["sublocation", "city", "state", "region", "country"];
    let part = place.elements().find(|part| parts.contains(&part.name.as_str()));
    part.map(Element::text).unwrap_or_default()
}

fn add_subject(record: &mut Record, kind: SubjectKind, named: &Element) {
    let name = match kind {
        SubjectKind::Person => person_name(named),
        SubjectKind::Organization => without(named, "alt-code"),
        SubjectKind::Place => place_name(named),
    };
    let name = if name.trim().is_empty() { named.attribute("value").to_owned() } else { name };
    record.add_subject(kind, &name);
}
