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
    version: 5,
    about: "IPTC NewsML-G2: news items, alone or in item sets",
    suffixes: &["newsml"],
    claims,
    read,
};

/// The kinds of items, each of which can also be a file by itself.
const ITEMS: &[&str] =
    &["newsItem", "packageItem", "conceptItem", "knowledgeItem", "planningItem", "catalogItem", "hopItem"];

fn claims(head: &Head<'_>) -> bool {
    root(head.text()).is_some_and(|root| {
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
    let class =
        item.at("itemMeta/itemClass").map(|class| last(code(class, "qcode", "uri"))).unwrap_or_default();
    let mut record = Record::default();
    let concepts = Concepts { item, language: language(item) };
    // What the item says of itself counts more than what stands in a text of another vocabulary in it.
    if let Some(meta) = item.at("contentMeta") {
        take_lead(&mut record, meta, &concepts);
    }
    take_text(&mut record, item);
    if !matches!(class, "" | "text" | "composite") && !record.has_body() {
        return Made::Other(class.to_owned());
    }
    record.set_id(item.attribute("guid"));
    if let Some(meta) = item.at("contentMeta") {
        take_content_meta(&mut record, meta, &concepts);
    }
    if let Some(meta) = item.at("itemMeta") {
        take_item_meta(&mut record, meta, &concepts);
    }
    concepts.take_subjects(&mut record);
    record.take(Key::Language, item.attribute("xml:lang"));
    // Who holds the rights tells the source where nothing else does.
    if let Some(holder) = item.at("rightsInfo/copyrightHolder") {
        record.take(Key::Source, &concepts.name(holder));
    }
    Made::Record(Box::new(record))
}

/// The language that the item's content is in, as its code is written.
fn language(item: &Element) -> &str {
    let said = item.at("contentMeta/language").map_or("", |language| language.attribute("tag"));
    if said.is_empty() { item.attribute("xml:lang") } else { said }
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

/// Takes the headline and the byline.
fn take_lead(record: &mut Record, meta: &Element, concepts: &Concepts<'_>) {
    let mut headlines: Vec<&Element> = meta.all("headline").collect();
    // The main one is that without a role, or with the role of the main one.
    headlines
        .sort_by_key(|headline| !matches!(headline.attribute("role").rsplit(':').next(), Some("" | "main")));
    for headline in &headlines {
        record.take(Key::Title, &headline.text());
    }
    if meta.at("by").is_some() {
        meta.all("by").for_each(|by| record.take(Key::Author, &by.text()));
    } else {
        meta.all("creator").for_each(|creator| record.take(Key::Author, &concepts.name(creator)));
    }
}

fn take_content_meta(record: &mut Record, meta: &Element, concepts: &Concepts<'_>) {
    record.take(Key::Dateline, meta.text_at("dateline").trim_end_matches(['-', ' ']));
    meta.all("located").for_each(|place| record.take(Key::Dateline, &concepts.name(place)));
    meta.all("infoSource").for_each(|source| record.take(Key::Source, &concepts.name(source)));
    record.take(Key::Language, concepts.language);
    for description in meta.all("description") {
        record.take(Key::Summary, &description.text());
    }
    meta.all("keyword").for_each(|words| record.take(Key::Keyword, &words.text()));
    record.fields.add_date(Place::Created, &meta.text_at("contentCreated"));
    record.fields.add_date(Place::Updated, &meta.text_at("contentModified"));
}

fn take_item_meta(record: &mut Record, meta: &Element, concepts: &Concepts<'_>) {
    record.take(Key::Title, &meta.text_at("title"));
    // The first version is what was published; the date of this one tells of the last change.
    let first = meta.text_at("firstCreated");
    let date = if first.is_empty() { meta.text_at("versionCreated") } else { first };
    record.fields.add_date(Place::Field, &date);
    record.fields.add_date(Place::Updated, &meta.text_at("versionCreated"));
    if let Some(provider) = meta.at("provider") {
        record.take(Key::Source, &concepts.name(provider));
    }
    for service in meta.all("service") {
        record.take(Key::Section, &concepts.name(service));
    }
    for link in meta.all("link").filter(|link| is_of_item(link.attribute("rel"))) {
        record.take(Key::Url, link.attribute("href"));
    }
}

/// Whether a link leads to the story itself and not to others.
fn is_of_item(relation: &str) -> bool {
    !matches!(last(relation), "seeAlso" | "previousVersion" | "related" | "derivedFrom" | "translatedFrom")
}

/// The concepts of an item: each is described where it is used, or in an assertion elsewhere in the item.
struct Concepts<'e> {
    item: &'e Element,
    language: &'e str,
}

/// Subjects and assertions of an item that are looked at: each of these is compared with each of those.
const MOST: usize = 1000;

/// The elements that tell what an asserted concept is.
const DETAILS: [(&str, SubjectKind); 4] = [
    ("personDetails", SubjectKind::Person),
    ("organisationDetails", SubjectKind::Organization),
    ("geoAreaDetails", SubjectKind::Place),
    ("POIDetails", SubjectKind::Place),
];

impl<'e> Concepts<'e> {
    /// Takes the subjects: people, organizations and places as such, all others as keywords.
    fn take_subjects(&self, record: &mut Record) {
        let meta = self.item.at("contentMeta");
        for subject in meta.iter().flat_map(|meta| meta.all("subject")).take(MOST) {
            let stated = self.assertion(subject).and_then(kind);
            match kind(subject).or(stated) {
                Some(kind) => record.add_subject(kind, &self.name(subject)),
                None => take_topic(record, &self.name(subject), code(subject, "qcode", "uri")),
            }
        }
        for assert in self.assertions() {
            if let Some(kind) = kind(assert).filter(|_| !self.is_maker(assert)) {
                record.add_subject(kind, &self.name(assert));
            }
        }
    }

    /// What a concept is called: in the language of the item, if it has names in several.
    fn name(&self, concept: &Element) -> String {
        let names = || concept.all("name");
        let own =
            names().find(|name| !self.language.is_empty() && name.attribute("xml:lang") == self.language);
        let name = own.or_else(|| names().next()).map(Element::text).unwrap_or_default();
        if !name.trim().is_empty() {
            return name;
        }
        match self.assertion(concept) {
            Some(assert) if assert.at("name").is_some() => self.name(assert),
            _ => concept.attribute("literal").to_owned(),
        }
    }

    /// The assertion about a concept that is used elsewhere.
    fn assertion(&self, concept: &Element) -> Option<&'e Element> {
        let of = |assert: &Element| concept.name != "assert" && is_same(assert, concept);
        self.assertions().find(|assert| of(assert))
    }

    fn assertions(&self) -> impl Iterator<Item = &'e Element> {
        self.item.all("assert").take(MOST)
    }

    /// Whether an assertion is about who made or sent the item, which is no subject of it.
    fn is_maker(&self, assert: &Element) -> bool {
        let makers = ["creator", "contributor", "infoSource", "provider", "by", "located"];
        let metas = ["contentMeta", "itemMeta"].into_iter().filter_map(|name| self.item.at(name));
        metas
            .flat_map(Element::elements)
            .take(MOST)
            .any(|used| makers.contains(&used.name.as_str()) && is_same(assert, used))
    }
}

/// Whether two elements speak of one concept.
fn is_same(one: &Element, other: &Element) -> bool {
    ["qcode", "uri", "literal"].iter().any(|name| {
        let value = one.attribute(name);
        !value.is_empty() && value == other.attribute(name)
    })
}

/// Takes a subject of no kind that has names: its words, or those that its code stands for.
fn take_topic(record: &mut Record, name: &str, code: &str) {
    if name.trim().is_empty() {
        // Codes of other lists say nothing to a reader, whatever letters are in them.
        record.add_keyword(last(code));
    } else {
        record.add_keyword(name);
    }
}

/// The kind of a concept by its type, such as "cpnat:person", or by the details of it.
fn kind(concept: &Element) -> Option<SubjectKind> {
    let inner = concept.at("type").map(|kind| code(kind, "qcode", "uri")).unwrap_or_default();
    let by_type = [code(concept, "type", "typeuri"), inner].into_iter().find_map(|code| {
        match last(code).to_ascii_lowercase().as_str() {
            "person" => Some(SubjectKind::Person),
            "organisation" | "organization" => Some(SubjectKind::Organization),
            "geoarea" | "poi" | "place" | "location" => Some(SubjectKind::Place),
            _ => None,
        }
    });
    by_type.or_else(|| DETAILS.iter().find(|(name, _)| concept.at(name).is_some()).map(|(_, kind)| *kind))
}

/// A code in one of the two ways in which the standard writes it, short or as an address.
fn code<'e>(element: &'e Element, short: &str, address: &str) -> &'e str {
    let code = element.attribute(short);
    if code.is_empty() { element.attribute(address) } else { code }
}

/// The last part of a code: `cpnat:person`, `http://cv.iptc.org/newscodes/cpnature/person`.
fn last(code: &str) -> &str {
    code.rsplit([':', '/']).next().unwrap_or_default()
}
