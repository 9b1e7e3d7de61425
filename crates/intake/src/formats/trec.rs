//! The newswire of the TREC collections: `<DOC>` records of AP, FT, LA Times, WSJ, FBIS and later wires.
//!
//! Each paper has element names of its own; what they mean is a table here. Names that no table has are looked up as
//! those of any record are.

mod parts;
#[cfg(test)]
mod tests;
mod values;

use super::sgml::{self, Element, elements, first_tag};
use crate::{
    Format, Problem, Sink, SubjectKind,
    detect::Head,
    fields::{
        Place, byline,
        key::{Key, record_key},
        printed_date::Printed,
    },
    layout::squeeze,
    read::Input,
    record::{Record, plain_blocks},
};
use parts::{Part, paper, part};
use values::{date, id_date, source, topic, without_head};

/// The row of the table.
pub(super) const FORMAT: Format = Format {
    name: "trec",
    version: 5,
    about: "TREC newswire in SGML: <DOC> records of AP, FT, LA Times, WSJ, FBIS and others",
    suffixes: &["trec"],
    claims,
    read,
};

fn claims(head: &Head<'_>) -> bool {
    if first_tag(head.text()) != "DOC" {
        return false;
    }
    let text = String::from_utf8_lossy(head.bytes).to_ascii_lowercase();
    ["<docno", "<text", "<headline", "<body", "<head>", "<hl>"].iter().any(|tag| text.contains(tag))
}

fn read(input: &mut Input<'_>, sink: &mut dyn Sink) -> Result<(), Problem> {
    sgml::read(input, sink, "DOC", record)
}

/// A record while its elements are taken.
#[derive(Default)]
struct Document {
    record: Record,
    text: String,
    id: String,
}

fn record(text: &str) -> Record {
    let mut document = Document::default();
    for element in elements(text) {
        document.take(&element, 0);
    }
    document.settle()
}

impl Document {
    fn take(&mut self, element: &Element<'_>, depth: usize) {
        let part = part(&element.name).or_else(|| record_key(&element.name).map(Part::Field));
        let part = part.unwrap_or(Part::Nothing);
        let plain = || sgml::text(element.content);
        match part {
            Part::Field(Key::Id) => self.set_id(plain().trim()),
            Part::Field(Key::Body) | Part::Text => self.add_text(&plain()),
            Part::Field(Key::Dateline) => {
                let dateline = plain();
                self.record.take_plain(Key::Dateline, dateline.trim().trim_end_matches(['-', '_', ':', ' ']));
            }
            Part::Field(key) => self.record.take_plain(key, &plain()),
            Part::Headline => self.take_headline(&plain()),
            Part::Byline => self.take_byline(&plain()),
            Part::Date => self.record.fields.dates.extend(date(&plain()).map(|date| (Place::Field, date))),
            Part::Source => self.record.take_plain(Key::Source, source(&plain())),
            Part::Section => {
                self.record.take_plain(Key::Section, plain().split(';').next().unwrap_or_default());
            }
            Part::Companies => self.take_companies(&plain()),
            Part::Countries => self.take_countries(&plain()),
            Part::Topics => self.take_topics(&plain()),
            Part::Regions => self.take_regions(&plain()),
            Part::Note => self.take_note(element.attributes, plain().trim()),
            Part::Wrapper => self.take_wrapped(element, depth),
            Part::Body if elements(element.content).iter().any(|inner| inner.name != "P") => {
                self.take_wrapped(element, depth);
            }
            Part::Body => self.add_text(&plain()),
            Part::Nothing => {}
        }
    }

    /// Takes the elements inside a wrapper; the later wires have the id in its start tag.
    fn take_wrapped(&mut self, element: &Element<'_>, depth: usize) {
        if element.name == "DOC"
            && let Some((_, id)) = element.attributes.split_once("id=")
        {
            let id = id.trim_start_matches(['"', '\'']).split(['"', '\'', ' ']).next().unwrap_or_default();
            self.set_id(id);
        }
        if depth < 3 {
            for inner in &elements(element.content) {
                self.take(inner, depth + 1);
            }
        }
    }

    fn set_id(&mut self, id: &str) {
        if self.id.is_empty() {
            id.clone_into(&mut self.id);
            self.record.set_id(id);
        }
    }

    fn add_text(&mut self, text: &str) {
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        self.text.push_str(text);
    }

    /// "FT  11 MAY 92 / Harbour closes", "Harbour:@ Mayor closes it ---- By Jane Doe".
    fn take_headline(&mut self, headline: &str) {
        let (title, below) = headline.split_once("----").unwrap_or((headline, ""));
        for line in below.split(['@', '\n']).map(squeeze) {
            if let Some(byline) = byline::parse(line.trim_matches(['-', ' '])) {
                self.record.fields.add_authors(byline.authors);
            }
        }
        let title = squeeze(title).replace(":@", ":").replace('@', " ");
        let title: &str = &squeeze(&title);
        let title = match title.split_once(" / ") {
            Some((start, title)) if start.starts_with("FT ") => {
                self.record.fields.dates.extend(date(&start[3..]).map(|date| (Place::Line, date)));
                title
            }
            _ => title,
        };
        self.record.take_plain(Key::Title, title);
    }

    fn take_byline(&mut self, byline: &str) {
        let line = squeeze(byline);
        // FBIS has the number of the report here.
        if line.starts_with("FBIS-") {
            return;
        }
        match byline::parse(&line) {
            Some(byline) => self.record.fields.add_authors(byline.authors),
            None => self.record.take_plain(Key::Author, &line),
        }
    }

    /// Companies a line each, or behind semicolons; codes of the exchange say nothing to a reader.
    fn take_companies(&mut self, text: &str) {
        for name in text.split(['\n', ';']) {
            let name = name.trim().trim_end_matches('.');
            let is_code = name.len() <= 5 && !name.chars().any(char::is_lowercase)
                || !name.contains(char::is_alphabetic);
            if !is_code {
                self.record.fields.add_subject(SubjectKind::Organization, &squeeze(name));
            }
        }
    }

    /// Topics behind semicolons or a line each.
    fn take_topics(&mut self, text: &str) {
        for line in text.split(['\n', ';']).map(squeeze) {
            if let Some(topic) = topic(&line) {
                self.record.add_keyword(topic);
            }
        }
    }

    /// Regions a line each, with a code behind them: "NORTH AMERICA (NME)".
    fn take_regions(&mut self, text: &str) {
        for line in text.lines() {
            let name = squeeze(line.split('(').next().unwrap_or_default());
            if !name.is_empty() {
                self.record.fields.add_subject(SubjectKind::Place, &name);
            }
        }
    }

    /// The country that a message of FBIS is about; its other notes are numbers.
    fn take_note(&mut self, attributes: &str, note: &str) {
        if attributes.trim() == "P=100" && !note.is_empty() {
            self.record.fields.add_subject(SubjectKind::Place, note);
        }
    }

    /// Takes the text and, of an article that FBIS translated, the byline: "[Article by Jane Doe: "Harbour Closes"]".
    fn take_body(&mut self) {
        let text = std::mem::take(&mut self.text);
        let (note, text) = without_head(&text);
        if let Some((_, names)) = note.split_once(" by ") {
            let names = names.split([':', ',', ';', ']']).next().unwrap_or_default();
            self.take_byline(&format!("By {}", names.trim()));
        }
        self.record.add_body(plain_blocks(text));
    }

    /// Countries with a code before them: "GBZ  United Kingdom, EC."
    fn take_countries(&mut self, text: &str) {
        for line in text.lines() {
            let line = line.trim().trim_end_matches('.');
            let name = line.split_once("  ").map_or(line, |(_, name)| name);
            let name = name.split(',').next().unwrap_or_default().trim();
            if name.contains(char::is_alphabetic) {
                self.record.fields.add_subject(SubjectKind::Place, name);
            }
        }
    }

    fn settle(mut self) -> Record {
        self.take_body();
        let fields = &mut self.record.fields;
        fields.dates.extend(id_date(&self.id).map(|date| (Place::Url, Printed::Whole(date))));
        if fields.source.is_none() {
            fields.source = paper(&self.id).map(ToOwned::to_owned);
        }
        self.record
    }
}
