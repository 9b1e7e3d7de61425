//! Reuters Corpus Volume 1 and its sisters: a story of the agency a file, from August 1996 to August 1997.
//!
//! Its home-made element `newsitem` is older than the agency's use of `NewsML`; the codes of its topics and countries say nothing
//! without their tables and are left out.

use super::xml::{self, Around, Element, Made, blocks, root};
use crate::{
    Format, Problem, Sink,
    detect::Head,
    fields::{Place, key::Key},
    read::Input,
    record::Record,
};

/// The row of the table.
pub(super) const FORMAT: Format = Format {
    name: "rcv1",
    version: 1,
    about: "Reuters Corpus Volume 1, a story of the agency a file",
    suffixes: &[],
    claims,
    read,
};

fn claims(head: &Head<'_>) -> bool {
    root(head.text()).is_some_and(|root| root.name == "newsitem") && head.text().contains("itemid=")
}

fn read(input: &mut Input<'_>, sink: &mut dyn Sink) -> Result<(), Problem> {
    xml::read(input, sink, &["newsitem"], |item, _: &Around<'_>| {
        let mut record = Record::default();
        take(&mut record, item);
        Made::Record(Box::new(record))
    })
}

fn take(record: &mut Record, item: &Element) {
    record.set_id(item.attribute("itemid"));
    record.take(Key::Title, &item.text_at("headline"));
    // "UK: Harbour closes." is the headline with its country.
    record.take(Key::Title, &item.text_at("title"));
    record.take(Key::Author, &item.text_at("byline"));
    record.fields.add_date(Place::Field, item.attribute("date"));
    record.take(Key::Dateline, item.text_at("dateline").trim_end_matches(|c: char| !c.is_alphabetic()));
    record.take(Key::Language, item.attribute("xml:lang"));
    let data = item.below("dc");
    let of = |name: &str| {
        let found = data.iter().find(|data| data.attribute("element") == name);
        found.map_or("", |data| data.attribute("value"))
    };
    record.fields.add_date(Place::Field, of("dc.date.published"));
    // The publisher is a holding; who wrote is the agency.
    record.take(
        Key::Source,
        if of("dc.publisher").starts_with("Reuters") { "Reuters" } else { of("dc.publisher") },
    );
    if let Some(text) = item.at("text") {
        record.add_body(blocks(text));
    }
}

#[cfg(test)]
mod tests {
    use crate::read::tests::read_all;

    #[test]
    fn a_story_of_the_corpus() {
        let file = "<?xml version=\"1.0\" encoding=\"iso-8859-1\" ?>\n<newsitem itemid=\"2286\" id=\"root\" date=\"1996-08-20\" \
                    xml:lang=\"en\">\n<title>UK: Harbour closes.</title>\n<headline>Harbour closes.</headline>\n\
                    <byline>Jane Doe</byline>\n<dateline>PORT DOE 1996-08-20</dateline>\n<text>\n<p>The mayor closed it.</p>\n\
                    <p>Nobody knows why.</p>\n</text>\n<copyright>(c) Reuters Limited 1996</copyright>\n<metadata>\n\
                    <dc element=\"dc.publisher\" value=\"Reuters Holdings Plc\"/>\n</metadata>\n</newsitem>\n";
        let (_, kept) = read_all("2286newsML.xml", file.as_bytes());
        let [article] = kept.articles.as_slice() else { panic!("{:?}", kept.problems) };
        assert_eq!(article.title.as_deref(), Some("Harbour closes."));
        assert_eq!(article.authors, ["Jane Doe"]);
        assert_eq!(article.source.as_deref(), Some("Reuters"));
        assert_eq!(article.dateline.as_deref(), Some("PORT DOE"));
        assert_eq!(article.date.map(|date| date.to_string()).as_deref(), Some("1996-08-20"));
        assert_eq!(article.body(), "The mayor closed it.\n\nNobody knows why.");
        assert_eq!(article.member.as_deref(), Some("2286"));
    }
}
