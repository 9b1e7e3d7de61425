//! Reuters-21578: the newswire of 1987 in SGML, a thousand articles a file.
//!
//! Its editors marked people, organizations and places by ids such as `james-baker`; they become names here, since
//! they are the subjects of the article.

use super::sgml::{self, Element, elements, first_tag};
use crate::{
    Format, Problem, Sink, SubjectKind,
    block::Block,
    detect::Head,
    fields::{Place, agency::agency, byline, key::Key},
    layout,
    read::Input,
    record::{Record, plain_blocks},
};

/// The row of the table.
pub(super) const FORMAT: Format = Format {
    name: "reuters",
    version: 6,
    about: "Reuters-21578 newswire in SGML, with its people, organizations and places",
    suffixes: &["sgm", "sgml"],
    claims,
    read,
};

fn claims(head: &Head<'_>) -> bool {
    first_tag(head.text()) == "REUTERS"
}

fn read(input: &mut Input<'_>, sink: &mut dyn Sink) -> Result<(), Problem> {
    sgml::read(input, sink, "REUTERS", record)
}

fn record(text: &str) -> Record {
    let mut record = Record::default();
    record.counts = true;
    record.fields.source = Some("Reuters".to_owned());
    for outer in elements(text) {
        if outer.name == "REUTERS" {
            take_id(&mut record, outer.attributes);
        }
        // The start tag of the record has no end tag here, so that its elements stand beside it.
        take(&mut record, &outer);
    }
    record
}

/// The number under which the collection knows an article.
fn take_id(record: &mut Record, attributes: &str) {
    let id = attributes.split_once("NEWID=\"").and_then(|(_, id)| id.split_once('"'));
    if let Some((id, _)) = id {
        record.set_id(id);
    }
}

fn take(record: &mut Record, element: &Element<'_>) {
    let plain = || sgml::text(element.content);
    match element.name.as_str() {
        "DATE" => {
            let date = plain();
            let before = record.fields.dates.len();
            record.fields.add_date(Place::Field, date.trim());
            // Of some the time is none: "31-MAR-1987 605:12:19.12".
            if record.fields.dates.len() == before {
                let day = date.trim().split(' ').next().unwrap_or_default();
                record.fields.add_date(Place::Field, day);
            }
        }
        "PEOPLE" => take_subjects(record, SubjectKind::Person, element.content),
        "ORGS" => take_subjects(record, SubjectKind::Organization, element.content),
        "PLACES" => take_subjects(record, SubjectKind::Place, element.content),
        "TOPICS" => {
            for topic in ids(element.content) {
                record.take_plain(Key::Section, &topic);
                record.take_plain(Key::Keyword, &topic);
            }
        }
        "TEXT" => take_text(record, element.content),
        // A text that was cut off has no end tag, so that its parts stand here.
        _ => take_part(record, element),
    }
}

/// The element `TEXT`: with elements for its parts, or, where it was not processed, the text itself.
fn take_text(record: &mut Record, content: &str) {
    let parts = elements(content);
    for part in &parts {
        take_part(record, part);
    }
    if !parts.iter().any(|part| part.name == "BODY") {
        let mut text = sgml::text(content);
        for name in ["TITLE", "AUTHOR", "DATELINE"] {
            let Some(part) = parts.iter().find(|part| part.name == name) else { continue };
            text = text.replacen(sgml::text(part.content).as_str(), "", 1);
        }
        let text = text.trim_start_matches(|c: char| c == '*' || c.is_whitespace() || c.is_control());
        record.add_body(plain_blocks(unsigned(text)));
    }
}

fn take_part(record: &mut Record, part: &Element<'_>) {
    let plain = sgml::text(part.content);
    match part.name.as_str() {
        "TITLE" => record.take_plain(Key::Title, plain.trim().trim_matches('*')),
        "AUTHOR" => take_author(record, &plain),
        "DATELINE" => record.take_plain(Key::Dateline, plain.trim().trim_end_matches(['-', ' '])),
        "BODY" => record.add_body(paragraphs(unsigned(&plain))),
        _ => {}
    }
}

/// The paragraphs of a processed text: their first lines are indented, all others are broken at a width.
fn paragraphs(text: &str) -> Vec<Block<'static>> {
    let mut paragraphs: Vec<String> = Vec::new();
    for line in text.lines() {
        match paragraphs.last_mut() {
            Some(last) if !line.starts_with("  ") => last.extend([" ", line]),
            _ => paragraphs.push(line.to_owned()),
        }
    }
    paragraphs.iter().flat_map(|paragraph| plain_blocks(paragraph)).collect()
}

fn take_author(record: &mut Record, line: &str) {
    let line = layout::squeeze(line);
    match byline::parse(&line) {
        Some(byline) => record.fields.add_authors(byline.authors),
        None => record.take_plain(Key::Author, &line),
    }
}

/// A text without the agency's name at its end, where it stands once or twice, on a line of its own or behind the last
/// sentence.
fn unsigned(text: &str) -> &str {
    let mut text = ended(text);
    loop {
        let bare = ended(text.trim_end_matches("^M").trim_end_matches("..."));
        let line = bare.rsplit('\n').next().unwrap_or(bare);
        let last = line.rsplit(char::is_whitespace).next().unwrap_or(line);
        let before = ended(&bare[..bare.len() - last.len()]);
        let is_name = last.eq_ignore_ascii_case("reuter");
        let has_line = agency(line).is_some() || is_name && line.trim() == last;
        text = if has_line && bare.len() > line.len() {
            ended(&bare[..bare.len() - line.len()])
        } else if is_name && before.ends_with(['.', '"', ')']) {
            before
        } else {
            return text;
        };
    }
}

fn ended(text: &str) -> &str {
    text.trim_end_matches(|c: char| c.is_whitespace() || c.is_control())
}

fn take_subjects(record: &mut Record, kind: SubjectKind, content: &str) {
    for id in ids(content) {
        record.fields.add_subject(kind, &name(kind, &id));
    }
}

/// The ids in a list such as `<D>usa</D><D>uk</D>`.
fn ids(content: &str) -> impl Iterator<Item = String> {
    elements(content).into_iter().filter(|item| item.name == "D").map(|item| sgml::text(item.content))
}

/// Countries that are known by their letters.
const LETTERS: [&str; 4] = ["uk", "usa", "ussr", "uae"];

/// The name that an id stands for: "james-baker" is James Baker, "imf" the IMF, "ico-coffee" the ICO for coffee.
fn name(kind: SubjectKind, id: &str) -> String {
    let words = id.split(['-', ' ']).filter(|word| !word.is_empty()).enumerate();
    let words = words.map(|(at, word)| {
        let letters = match kind {
            SubjectKind::Person => false,
            SubjectKind::Organization => at == 0 && word.len() <= 6,
            SubjectKind::Place => LETTERS.contains(&word),
        };
        if letters { word.to_uppercase() } else { capitalised(word) }
    });
    words.collect::<Vec<_>>().join(" ")
}

fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {

    use super::unsigned;
    use crate::read::tests::read_all;

    const FILE: &[u8] = b"<!DOCTYPE lewis SYSTEM \"lewis.dtd\">\n\
        <REUTERS TOPICS=\"YES\" LEWISSPLIT=\"TRAIN\" OLDID=\"55\" NEWID=\"1\">\n\
        <DATE> 6-FEB-1987 15:01:01.79</DATE>\n<TOPICS><D>ship</D><D>trade</D></TOPICS>\n\
        <PLACES><D>new-roe</D><D>usa</D></PLACES>\n<PEOPLE><D>jane-van-doe</D></PEOPLE>\n\
        <ORGS><D>ico-ships</D><D>imf</D></ORGS>\n<UNKNOWN>\n&#5;&#5;C T</UNKNOWN>\n\
        <TEXT>&#2;\n<TITLE>DOE INC &lt;P> CLOSES HARBOUR</TITLE>\n\
        <AUTHOR>    By Jane Roe, Reuters</AUTHOR>\n\
        <DATELINE>    PORT DOE, Feb 6 - </DATELINE><BODY>Doe Inc said it closed the harb\xfcr of\n\
        Port Doe, after a long night of talks.\n    Nobody knows why.\n Reuter\n&#3;</BODY></TEXT>\n</REUTERS>\n\
        <REUTERS NEWID=\"2\"><DATE>16-FEB-1987 09:15:05.40</DATE><TEXT TYPE=\"BRIEF\">&#2;\n\
        <TITLE>****ROE CO 4TH QTR LOSS</TITLE>\nBlah blah blah.\n&#3;</TEXT></REUTERS>\n\
        <REUTERS NEWID=\"3\"><DATE>16-FEB-1987</DATE><TEXT TYPE=\"UNPROC\">&#2;\n\
        PORT DOE TABLES\nShips 12\nBoats 3\n&#3;</TEXT></REUTERS>";

    #[test]
    fn a_file_is_its_articles() {
        let kept = read_all("reut2-000.sgm", FILE).1;
        assert_eq!((kept.articles.len(), kept.problems.len()), (3, 0));
        let article = &kept.articles[0];
        assert_eq!(article.title.as_deref(), Some("DOE INC <P> CLOSES HARBOUR"));
        assert_eq!(article.authors, ["Jane Roe"]);
        assert_eq!(article.dateline.as_deref(), Some("PORT DOE, Feb 6"));
        assert_eq!(article.date.map(|date| date.to_string()).as_deref(), Some("1987-02-06T15:01"));
        assert_eq!(article.source.as_deref(), Some("Reuters"));
        assert_eq!(article.section.as_deref(), Some("ship"));
        assert_eq!(article.keywords, ["ship", "trade"]);
        assert_eq!(article.member.as_deref(), Some("1"));
        assert_eq!(
            article.body(),
            "Doe Inc said it closed the harbür of Port Doe, after a long night of talks.\n\nNobody knows why."
        );
        let subjects: Vec<_> = article.subjects.iter().map(|subject| subject.name.as_str()).collect();
        assert_eq!(subjects, ["New Roe", "USA", "Jane Van Doe", "ICO Ships", "IMF"]);
    }

    #[test]
    fn the_agency_at_the_end_is_no_part_of_the_story() {
        for (text, story) in [
            ("It rained.\n Reuter\n\u{3}", "It rained."),
            ("It rained. REUTER\n Reuter\n", "It rained."),
            ("\"It rained.\" REUTER...^M\n", "\"It rained.\""),
            ("Ships 62\n reuter\n", "Ships 62"),
            ("Ships 62 (33.7).  REUTER", "Ships 62 (33.7)."),
            ("It rained, he told Reuter", "It rained, he told Reuter"),
            ("It rained, he told\nReuters.", "It rained, he told\nReuters."),
            ("It rained...", "It rained..."),
            ("Reuter", "Reuter"),
            ("", ""),
        ] {
            assert_eq!(unsigned(text), story, "{text}");
        }
    }

    #[test]
    fn times_that_are_none_do_not_cost_the_day() {
        let text = "<REUTERS NEWID=\"9\"><DATE>31-MAR-1987 605:12:19.12</DATE><TEXT TYPE=\"BRIEF\">&#2;\n******<TITLE>HARBOUR \
                    CLOSES</TITLE>It rained.</TEXT></REUTERS>";
        let kept = read_all("a.sgm", text.as_bytes()).1;
        assert_eq!(kept.articles[0].date.map(|date| date.to_string()).as_deref(), Some("1987-03-31"));
        assert_eq!(kept.articles[0].body(), "It rained.");
    }

    #[test]
    fn short_and_unprocessed_texts_are_articles() {
        let kept = read_all("reut2-000.sgm", FILE).1;
        assert_eq!(kept.articles[1].title.as_deref(), Some("ROE CO 4TH QTR LOSS"));
        assert_eq!(kept.articles[2].member.as_deref(), Some("3"));
        assert!(kept.articles[2].body().ends_with("Boats 3"), "{}", kept.articles[2].body());
    }

    #[test]
    fn what_is_cut_off_is_read_so_far() {
        let cut = FILE.windows(6).position(|word| word == b"Nobody").expect("the text");
        let kept = read_all("a.sgm", FILE.split_at(cut).0).1;
        assert_eq!((kept.articles.len(), kept.problems.len()), (1, 1));
        assert_eq!(kept.problems[0].member.as_deref(), Some("1"));
    }
}
