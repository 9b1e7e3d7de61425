//! `NewsML` 1, the first of the IPTC's formats for items of news, with a story inside a component of components.

use super::{
    nitf,
    xml::{self, Around, Element, Made, blocks, root},
};
use crate::{
    Format, Problem, Sink, SubjectKind,
    detect::Head,
    fields::{Place, key::Key},
    read::Input,
    record::Record,
};

/// The row of the table.
pub(super) const FORMAT: Format =
    Format { name: "newsml-1", version: 4, about: "IPTC NewsML 1.0 to 1.2", suffixes: &[], claims, read };

fn claims(head: &Head<'_>) -> bool {
    root(head.text()).is_some_and(|root| root.name == "NewsML")
}

fn read(input: &mut Input<'_>, sink: &mut dyn Sink) -> Result<(), Problem> {
    xml::read(input, sink, &["NewsItem"], make)
}

fn make(item: &Element, around: &Around<'_>) -> Made {
    let mut record = Record::default();
    take_text(&mut record, item);
    if !record.has_body()
        && item.at("NewsComponent/NewsLines").is_none()
        && item.below("ContentItem").is_empty()
    {
        return Made::Other("an item without content".to_owned());
    }
    let media = item.below("MediaType");
    if let Some(kind) = media.first().map(|kind| kind.attribute("FormalName"))
        && !record.has_body()
        && !kind.eq_ignore_ascii_case("text")
    {
        return Made::Other(kind.to_owned());
    }
    let identifier = item.at("Identification/NewsIdentifier");
    record.set_id(&identifier.map(|id| id.text_at("PublicIdentifier")).unwrap_or_default());
    record.set_id(&identifier.map(|id| id.text_at("NewsItemId")).unwrap_or_default());
    item.below("NewsLines").into_iter().for_each(|lines| take_lines(&mut record, lines));
    record.fields.add_date(Place::Field, &item.text_at("NewsManagement/FirstCreated"));
    record.fields.add_date(Place::Updated, &item.text_at("NewsManagement/ThisRevisionCreated"));
    record.fields.add_date(Place::Created, &identifier.map(|id| id.text_at("DateId")).unwrap_or_default());
    record.fields.add_date(Place::Created, around.get("NewsEnvelope/DateAndTime"));
    for line in item.below("DateLineDate") {
        record.fields.add_date(Place::Dateline, &line.text());
    }
    let parties = ["Provider", "Source"].into_iter().flat_map(|name| item.below(name));
    for party in parties.filter_map(|named| named.at("Party")) {
        record.take(Key::Source, party.attribute("FormalName"));
    }
    for language in item.below("Language") {
        record.take(Key::Language, language.attribute("FormalName"));
    }
    take_subjects(&mut record, item, around);
    take_keywords(&mut record, item);
    record.take(Key::Source, &identifier.map(|id| id.text_at("ProviderId")).unwrap_or_default());
    Made::Record(Box::new(record))
}

fn take_lines(record: &mut Record, lines: &Element) {
    record.take(Key::Title, &lines.text_at("HeadLine"));
    lines.all("ByLine").for_each(|byline| record.take(Key::Author, &byline.text()));
    record.take(Key::Dateline, lines.text_at("DateLine").trim().trim_end_matches(['-', ' ']));
    record.take(Key::Source, &lines.text_at("CreditLine"));
    lines.all("KeywordLine").for_each(|words| record.take(Key::Keyword, &words.text()));
}

/// Takes the text of each piece of content that is text.
fn take_text(record: &mut Record, item: &Element) {
    for content in item.below("DataContent") {
        match content.at("nitf") {
            Some(story) => nitf::take(record, story),
            None => record.add_body(blocks(content.at("html/body").unwrap_or(content))),
        }
    }
}

/// What an item or its file says about a topic.
#[derive(Default)]
struct Topic {
    /// By which the item refers to it.
    id: String,
    kind: String,
    name: String,
}

/// The topics that an item describes, then those that the file describes before its items.
fn topics(item: &Element, around: &Around<'_>) -> Vec<Topic> {
    let mut topics = Vec::new();
    for topic in item.below("Topic") {
        let name = [topic.text_at("Description"), topic.text_at("FormalName")];
        topics.push(Topic {
            id: topic.attribute("Duid").to_owned(),
            kind: topic.at("TopicType").map_or("", |kind| kind.attribute("FormalName")).to_owned(),
            name: name.into_iter().find(|name| !name.trim().is_empty()).unwrap_or_default(),
        });
    }
    for (path, value) in around.all() {
        let Some(part) = path.strip_prefix("TopicSet/Topic") else { continue };
        if part == "@Duid" {
            topics.push(Topic { id: value.to_owned(), ..Topic::default() });
        }
        let Some(topic) = topics.last_mut() else { continue };
        match part {
            "/TopicType@FormalName" => value.clone_into(&mut topic.kind),
            "/Description" | "/FormalName" if topic.name.is_empty() => value.clone_into(&mut topic.name),
            _ => {}
        }
    }
    topics
}

/// Topics of an item that are looked at, and places where it says that they occur: each is compared with each.
const MOST: usize = 1000;

/// Takes the topics that occur in the item: all that it describes, unless it says which do; and the places of its
/// description.
fn take_subjects(record: &mut Record, item: &Element, around: &Around<'_>) {
    let occurring: Vec<&str> = item
        .below("TopicOccurrence")
        .into_iter()
        .map(|occurrence| occurrence.attribute("Topic").trim_start_matches('#'))
        .take(MOST)
        .collect();
    let own = item.below("Topic").len();
    for (at, topic) in topics(item, around).into_iter().enumerate().take(MOST) {
        let occurs = if occurring.is_empty() { at < own } else { occurring.contains(&topic.id.as_str()) };
        if !occurs {
            continue;
        }
        let kind = match topic.kind.to_ascii_lowercase().as_str() {
            "person" => SubjectKind::Person,
            "company" | "organisation" | "organization" => SubjectKind::Organization,
            "location" | "country" | "city" | "place" | "provincestate" | "countryarea"
            | "geographicarea" => SubjectKind::Place,
            _ => {
                record.add_keyword(&topic.name);
                continue;
            }
        };
        record.add_subject(kind, &topic.name);
    }
    for place in item.below("Location") {
        let places = place.all("Property").filter(|property| {
            matches!(property.attribute("FormalName"), "City" | "CountryArea" | "Country")
        });
        // Codes of countries name no place to a reader.
        let named = places.map(|property| property.attribute("Value")).filter(|value| value.len() > 3);
        named.for_each(|name| record.add_subject(SubjectKind::Place, name));
    }
}

/// Takes the words and codes of its descriptions that say what it is about.
fn take_keywords(record: &mut Record, item: &Element) {
    for description in item.below("DescriptiveMetadata") {
        for code in description.all("SubjectCode") {
            let parts = ["Subject", "SubjectMatter", "SubjectDetail", "SubjectQualifier"];
            let parts = parts.into_iter().filter_map(|part| code.at(part));
            parts.for_each(|part| record.add_keyword(part.attribute("FormalName")));
        }
        for property in description.all("Property") {
            if property.attribute("FormalName").to_ascii_lowercase().starts_with("keyword") {
                record.take(Key::Keyword, property.attribute("Value"));
            }
        }
    }
}
