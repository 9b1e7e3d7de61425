//! NITF, the IPTC's News Industry Text Format: one story, as agencies and archives of newspapers send it.

use super::xml::{self, Around, Element, Made, blocks, root};
use crate::{
    Format, Problem, Sink, SubjectKind,
    detect::Head,
    fields::{Place, key::Key},
    read::Input,
    record::Record,
};

/// The row of the table.
pub(super) const FORMAT: Format = Format {
    name: "nitf",
    version: 1,
    about: "IPTC NITF, a story of an agency or newspaper in XML",
    suffixes: &["nitf"],
    claims,
    read,
};

fn claims(head: &Head<'_>) -> bool {
    root(head.bytes).is_some_and(|root| root.name == "nitf")
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
    record.set_id(head.at("docdata/doc-id").map_or("", |id| id.attribute("id-string")));
    for path in ["docdata/date.issue", "docdata/date.release"] {
        record.fields.add_date(Place::Field, head.at(path).map_or("", |date| date.attribute("norm")));
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
    if let Some(content) = head.at("docdata/identified-content") {
        for (name, kind) in SUBJECTS {
            content.all(name).for_each(|named| add_subject(record, *kind, named));
        }
    }
}

fn take_body_head(record: &mut Record, head: &Element) {
    for byline in head.all("byline") {
        let people: Vec<&Element> = byline.all("person").collect();
        for person in &people {
            record.take(Key::Author, &person.text());
        }
        if people.is_empty() && byline.attribute("class") != "normalized_byline" {
            record.take(Key::Author, &without(byline, "byttl"));
        }
    }
    record.take(Key::Source, &head.text_at("distributor"));
    if let Some(dateline) = head.at("dateline") {
        record.take(Key::Dateline, &dateline.text());
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

fn add_subject(record: &mut Record, kind: SubjectKind, named: &Element) {
    let name = match (kind, named.elements().next()) {
        // The parts of a place, from the smallest to the largest: the first names it.
        (SubjectKind::Place, Some(part)) => part.text(),
        _ => named.text(),
    };
    let name = if name.trim().is_empty() { named.attribute("value").to_owned() } else { name };
    record.add_subject(kind, &name);
}
