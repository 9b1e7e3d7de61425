//! NewsML-G2, in which agencies send items of news: one, or many in an item set.
//!
//! Of its items only news items hold stories; packages, concepts and plans are counted and named.

use super::{
    nitf,
    xml::{self, Around, Element, Made, blocks, root},
};
use crate::{
    Format, Problem, Sink, SubjectKind,
    detect::Head,
    fields::{Place, key::Key},
    read::Input,
    record::{Record, text_blocks},
};

/// The row of the table.
pub(super) const FORMAT: Format = Format {
    name: "newsml-g2",
    version: 1,
    about: "IPTC NewsML-G2: news items, alone or in item sets",
    suffixes: &["newsml"],
    claims,
    read,
};

/// The kinds of items, each of which can also be a file by itself.
const ITEMS: &[&str] =
    &["newsItem", "packageItem", "conceptItem", "knowledgeItem", "planningItem", "catalogItem", "hopItem"];

fn claims(head: &Head<'_>) -> bool {
    root(head.bytes).is_some_and(|root| {
        root.name == "newsMessage" || root.name == "itemSet" || ITEMS.contains(&root.name.as_str())
    })
}

fn read(input: &mut Input<'_>, sink: &mut dyn Sink) -> Result<(), Problem> {
    xml::read(input, sink, ITEMS, make)
}

fn make(item: &Element, _: &Around<'_>) -> Made {
    if item.name != "newsItem" {
        return Made::Other(item.name.clone());
    }
    let class = item.at("itemMeta/itemClass").map_or("", |class| class.attribute("qcode"));
    let class = class.rsplit(':').next().unwrap_or_default();
    let mut record = Record::default();
    take_text(&mut record, item);
    if !matches!(class, "" | "text" | "composite") && !record.has_body() {
        return Made::Other(class.to_owned());
    }
    record.set_id(item.attribute("guid"));
    if let Some(meta) = item.at("contentMeta") {
        take_content_meta(&mut record, meta);
    }
    if let Some(meta) = item.at("itemMeta") {
        take_item_meta(&mut record, meta);
    }
    take_subjects(&mut record, item);
    record.take(Key::Language, item.attribute("xml:lang"));
    Made::Record(Box::new(record))
}

/// Takes the text in whichever of the vocabularies it is; other renditions than text are left.
fn take_text(record: &mut Record, item: &Element) {
    let Some(set) = item.at("contentSet") else { return };
    for content in set.all("inlineXML") {
        match content.at("nitf") {
            Some(story) => nitf::take(record, story),
            None => record.add_body(blocks(content.at("html/body").unwrap_or(content))),
        }
    }
    for data in set.all("inlineData") {
        if data.attribute("encoding").is_empty() {
            record.add_body(text_blocks(&data.text()));
        }
    }
}

fn take_content_meta(record: &mut Record, meta: &Element) {
    let mut headlines: Vec<&Element> = meta.all("headline").collect();
    // The main one is that without a role, or with the role of the main one.
    headlines
        .sort_by_key(|headline| !matches!(headline.attribute("role").rsplit(':').next(), Some("" | "main")));
    for headline in &headlines {
        record.take(Key::Title, &headline.text());
    }
    if meta.at("by").is_some() {
        record.take(Key::Author, &meta.text_at("by"));
    } else {
        meta.all("creator").for_each(|creator| record.take(Key::Author, &creator.text_at("name")));
    }
    let dateline = meta.text_at("dateline");
    record.take(
        Key::Dateline,
        if dateline.is_empty() { String::new() } else { dateline }.trim_end_matches(['-', ' ']),
    );
    meta.all("located").for_each(|place| record.take(Key::Dateline, &place.text_at("name")));
    meta.all("infoSource").for_each(|source| record.take(Key::Source, &name(source)));
    let language = meta.at("language").map_or("", |language| language.attribute("tag"));
    record.take(Key::Language, language);
    for description in meta.all("description") {
        record.take(Key::Summary, &description.text());
    }
    record.fields.add_date(Place::Created, &meta.text_at("contentCreated"));
    record.fields.add_date(Place::Updated, &meta.text_at("contentModified"));
}

fn take_item_meta(record: &mut Record, meta: &Element) {
    record.take(Key::Title, &meta.text_at("title"));
    // The first version is what was published; the date of this one tells of the last change.
    let first = meta.text_at("firstCreated");
    let date = if first.is_empty() { meta.text_at("versionCreated") } else { first };
    record.fields.add_date(Place::Field, &date);
    record.fields.add_date(Place::Updated, &meta.text_at("versionCreated"));
    if let Some(provider) = meta.at("provider") {
        record.take(Key::Source, &name(provider));
    }
    for link in meta.all("link") {
        record.take(Key::Url, link.attribute("href"));
    }
}

/// Takes the people, organizations and places among the subjects, whose kind an assertion elsewhere may tell.
fn take_subjects(record: &mut Record, item: &Element) {
    let meta = item.at("contentMeta");
    for subject in meta.iter().flat_map(|meta| meta.all("subject")) {
        let code = subject.attribute("qcode");
        let assertion =
            item.all("assert").find(|assert| !code.is_empty() && assert.attribute("qcode") == code);
        let stated =
            assertion.and_then(|assert| assert.at("type")).map_or("", |kind| kind.attribute("qcode"));
        let kind = [subject.attribute("type"), stated].into_iter().find_map(kind);
        let label = name(subject);
        let label = if label.is_empty() { assertion.map(name).unwrap_or_default() } else { label };
        if let Some(kind) = kind {
            record.add_subject(kind, &label);
        }
    }
    for assert in item.all("assert") {
        let details = [
            ("personDetails", SubjectKind::Person),
            ("organisationDetails", SubjectKind::Organization),
            ("geoAreaDetails", SubjectKind::Place),
        ];
        if let Some((_, kind)) = details.iter().find(|(name, _)| assert.at(name).is_some()) {
            record.add_subject(*kind, &name(assert));
        }
    }
}

/// The kind of subject of a concept type such as "cpnat:person".
fn kind(code: &str) -> Option<SubjectKind> {
    match code.rsplit(':').next().unwrap_or_default().to_ascii_lowercase().as_str() {
        "person" => Some(SubjectKind::Person),
        "organisation" | "organization" => Some(SubjectKind::Organization),
        "geoarea" | "poi" | "place" | "location" => Some(SubjectKind::Place),
        _ => None,
    }
}

/// What a concept is called.
fn name(concept: &Element) -> String {
    let name = concept.text_at("name");
    if name.trim().is_empty() { concept.attribute("literal").to_owned() } else { name }
}
