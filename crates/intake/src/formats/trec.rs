//! The newswire of the TREC collections: `<DOC>` records of AP, FT, LA Times, WSJ, FBIS and later wires.
//!
//! Each paper has element names of its own; what they mean is a table here. Names that no table has are looked up as
//! those of any record are.

use chrono::NaiveDate;

use super::sgml::{self, Element, elements, first_tag};
use crate::{
    Date, Format, Problem, Sink, SubjectKind,
    detect::Head,
    fields::{
        Place, byline,
        key::{Key, record_key},
        printed_date::{self, Printed},
    },
    layout::squeeze,
    read::Input,
    record::{Record, plain_blocks},
};

/// The row of the table.
pub(super) const FORMAT: Format = Format {
    name: "trec",
    version: 3,
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

/// What an element holds.
#[derive(Clone, Copy)]
enum Part {
    Field(Key),
    /// A headline in which some papers write the date or the byline as well.
    Headline,
    Byline,
    Date,
    Source,
    Section,
    /// A piece of the text.
    Text,
    Companies,
    Countries,
    /// Places, with the letters they are traded under behind them.
    Regions,
    /// What it is about, in words of the paper's own list.
    Topics,
    /// What FBIS notes of a message.
    Note,
    /// A wrapper, or the text itself if it wraps nothing.
    Body,
    Wrapper,
    Nothing,
}

const PARTS: &[(&str, Part)] = &[
    ("DOCNO", Part::Field(Key::Id)),
    ("DOCID", Part::Nothing),
    ("HEAD", Part::Headline),
    ("HEADLINE", Part::Headline),
    ("HL", Part::Headline),
    ("TI", Part::Headline),
    ("TITLE", Part::Headline),
    ("BYLINE", Part::Byline),
    ("AU", Part::Byline),
    ("AUTHOR", Part::Byline),
    ("DATELINE", Part::Field(Key::Dateline)),
    ("DATE", Part::Date),
    ("DATE1", Part::Date),
    ("DD", Part::Date),
    ("PUBDATE", Part::Date),
    ("DATE_TIME", Part::Date),
    ("PUB", Part::Source),
    ("SO", Part::Source),
    ("SECTION", Part::Section),
    ("LP", Part::Text),
    ("LEADPARA", Part::Text),
    ("TEXT", Part::Text),
    ("BODY", Part::Body),
    ("CO", Part::Companies),
    ("SUBJECT", Part::Topics),
    ("KEYWORD", Part::Topics),
    ("IN", Part::Topics),
    ("NS", Part::Topics),
    ("TP", Part::Topics),
    ("GV", Part::Topics),
    ("DESCRIPT", Part::Topics),
    ("CN", Part::Countries),
    ("RE", Part::Regions),
    ("CORRECTION", Part::Text),
    ("NAME", Part::Source),
    ("F", Part::Note),
    ("DOC", Part::Wrapper),
    ("HEADER", Part::Wrapper),
    ("H3", Part::Wrapper),
    ("SLUG", Part::Nothing),
    ("GRAPHIC", Part::Nothing),
    ("TYPE", Part::Nothing),
    ("LENGTH", Part::Nothing),
];

/// How the ids of a collection begin, and whose articles they are.
const PAPERS: &[(&str, &str)] = &[
    ("AFP", "AFP"),
    ("AP", "AP"),
    ("CNA", "Central News Agency"),
    ("FBIS", "FBIS"),
    ("FT", "Financial Times"),
    ("LA", "Los Angeles Times"),
    ("NYT", "New York Times"),
    ("SJMN", "San Jose Mercury News"),
    ("WPB", "Washington Post"),
    ("WSJ", "Wall Street Journal"),
    ("XIE", "Xinhua"),
    ("XIN", "Xinhua"),
];

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
        let known = PARTS.iter().find(|(name, _)| *name == element.name).map(|(_, part)| *part);
        let part = known.or_else(|| record_key(&element.name).map(Part::Field)).unwrap_or(Part::Nothing);
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

    /// Topics behind semicolons or a line each, with a code behind them: "TENDER OFFERS, MERGERS (TNM)".
    fn take_topics(&mut self, text: &str) {
        for topic in text.split(['\n', ';']).map(squeeze) {
            let topic = topic.trim_end_matches('.');
            let is_code = |code: &str| code.len() <= 3 && code.bytes().all(|b| b.is_ascii_uppercase());
            let bare = match topic.strip_suffix(')').and_then(|topic| topic.rsplit_once(" (")) {
                Some((topic, code)) if is_code(code) => topic,
                _ => topic,
            };
            // "P9611  Administration of Economic Programs."
            let bare = match bare.split_once(' ') {
                Some((code, topic)) if code.contains(|c: char| c.is_ascii_digit()) => topic,
                // "MKTS  Sales."
                Some((code, topic)) if code.len() == 4 && topic.chars().any(char::is_lowercase) => {
                    if code.bytes().all(|b| b.is_ascii_uppercase()) { topic } else { bare }
                }
                _ => bare,
            };
            if !is_code(bare) {
                self.record.add_keyword(bare);
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
            let paper = PAPERS.iter().rev().find(|(start, _)| is_of(&self.id, start));
            fields.source = paper.map(|(_, name)| (*name).to_owned());
        }
        self.record
    }
}

/// Whether an id is one of a paper's: its letters, then digits.
fn is_of(id: &str, start: &str) -> bool {
    id.strip_prefix(start)
        .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit() || c == '_' || c == 'W'))
}

/// A text of FBIS without the lines that say what kind it is, and the last of these.
fn without_head(text: &str) -> (&str, &str) {
    let mut rest = text.trim_start();
    while ["Language:", "Article Type:"].iter().any(|label| rest.starts_with(label)) {
        rest = rest.split_once('\n').map_or("", |(_, after)| after).trim_start();
    }
    // Above the text may stand what kind of article it is, in brackets.
    match rest.split_once("[Text]") {
        Some((note, text)) if note.trim().is_empty() || is_note(note.trim()) => (note, text.trim_start()),
        _ => ("", rest),
    }
}

/// Whether a text is short and in brackets.
fn is_note(text: &str) -> bool {
    text.len() <= 300 && text.starts_with('[') && text.ends_with(']')
}

/// The paper in "WALL STREET JOURNAL (J), PAGE B1".
fn source(text: &str) -> &str {
    text.trim().split(['(', ',', ';']).next().unwrap_or_default().trim()
}

/// A date as these papers write it: `920511`, `03/24/87`, or printed, with the edition behind it.
fn date(text: &str) -> Option<Printed> {
    let text = squeeze(text);
    let text = text.trim_start_matches(['=', ' ']);
    if text.len() == 6 && text.bytes().all(|b| b.is_ascii_digit()) {
        return digits(text, "%y%m%d").map(Printed::Whole);
    }
    let first = text.split(' ').next().unwrap_or_default();
    if let [_, _, year] = first.split('/').collect::<Vec<_>>()[..] {
        let form = if year.len() == 2 { "%m/%d/%y" } else { "%m/%d/%Y" };
        return digits(first, form).map(Printed::Whole);
    }
    let ends = text.char_indices().filter(|(_, c)| *c == ',').map(|(at, _)| at);
    let mut ends: Vec<usize> = ends.chain([text.len()]).collect();
    ends.reverse();
    ends.into_iter().take(8).find_map(|end| printed_date::parse(&text[..end]))
}

/// The day that digits in a known order are; years of two digits are those from 1969 to 2068.
fn digits(text: &str, form: &str) -> Option<Date> {
    Date::from_day(NaiveDate::parse_from_str(text, form).ok()?)
}

/// The day in an id: `AP880212-0001`, `LA010189-0001`, `AFP_ENG_19940512.0001`.
fn id_date(id: &str) -> Option<Date> {
    let start = id.find(|c: char| c.is_ascii_digit())?;
    let number = id[start..].split(|c: char| !c.is_ascii_digit()).next()?;
    match number.len() {
        8 => digits(number, "%Y%m%d"),
        6 if &id[..start] == "LA" => digits(number, "%m%d%y"),
        6 => digits(number, "%y%m%d"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {

    use crate::{
        Article,
        read::tests::{read_all, subjects},
    };

    fn article(text: &str) -> Article {
        let kept = read_all("records", text.as_bytes()).1;
        assert_eq!((kept.articles.len(), kept.problems.len()), (1, 0), "{:?}", kept.problems);
        kept.articles.into_iter().next().expect("an article")
    }

    /// Checks headline, writers, date, source and text.
    fn check(text: &str, expected: [&str; 5]) -> Article {
        let article = article(text);
        let found = [
            article.title.clone().unwrap_or_default(),
            article.authors.join(";"),
            article.date.map(|date| date.to_string()).unwrap_or_default(),
            article.source.clone().unwrap_or_default(),
            article.body(),
        ];
        assert_eq!(found, expected, "{text}");
        article
    }

    #[test]
    fn associated_press() {
        let article = check(
            "<DOC>\n<DOCNO> AP880212-0001 </DOCNO>\n<FILEID>AP-NR-02-12-88 2344EST</FILEID>\n<FIRST>u i AM-Doe</FIRST>\n\
             <HEAD>Harbour Closes</HEAD>\n<HEAD>Eds: Leads</HEAD>\n<BYLINE>By JANE DOE</BYLINE>\n\
             <BYLINE>Associated Press Writer</BYLINE>\n<DATELINE>PORT DOE (AP) </DATELINE>\n<TEXT>\n   The mayor closed the \
             harbour.\n</TEXT>\n</DOC>",
            ["Harbour Closes", "JANE DOE", "1988-02-12", "AP", "The mayor closed the harbour."],
        );
        assert_eq!(article.dateline.as_deref(), Some("PORT DOE (AP)"));
        assert_eq!(article.member.as_deref(), Some("AP880212-0001"));
    }

    #[test]
    fn financial_times() {
        let article = check(
            "<DOC>\n<DOCNO>FT922-3333</DOCNO>\n<PROFILE>_AN-CEKASAAFT</PROFILE>\n<DATE>920511\n</DATE>\n<HEADLINE>\n\
             FT  11 MAY 92 / Harbour closes\n</HEADLINE>\n<BYLINE>\n   By JANE DOE\n</BYLINE>\n<TEXT>\nThe mayor closed \
             it.\n</TEXT>\n<XX>\nCompanies:-\n</XX>\n<CO>Doe Shipping.\n    Roe Docks.\n</CO>\n<CN>GBZ  United Kingdom, EC.\n\
             </CN>\n<PUB>The Financial Times\n</PUB>\n<PAGE>\nLondon Page 1\n</PAGE>\n</DOC>",
            ["Harbour closes", "JANE DOE", "1992-05-11", "The Financial Times", "The mayor closed it."],
        );
        let subjects: Vec<_> = article.subjects.iter().map(|subject| subject.name.as_str()).collect();
        assert_eq!(subjects, ["Doe Shipping", "Roe Docks", "United Kingdom"]);
    }

    #[test]
    fn los_angeles_times() {
        let article = check(
            "<DOC>\n<DOCNO> LA010189-0001 </DOCNO>\n<DOCID> 1 </DOCID>\n<DATE>\n<P>\nJanuary 1, 1989, Sunday, Home Edition\n\
             </P>\n</DATE>\n<SUBJECT>\n<P>\nHARBOURS -- DOE COUNTY; SHIPS\n</P>\n</SUBJECT>\n<SECTION>\n<P>\nMetro; Page 1; Column 2\n</P>\n</SECTION>\n<LENGTH>\n<P>\n12 words\n</P>\n</LENGTH>\n\
             <HEADLINE>\n<P>\nHARBOUR CLOSES;\n</P>\n<P>\nMAYOR SILENT\n</P>\n</HEADLINE>\n<BYLINE>\n<P>\nBy JANE DOE\n</P>\n\
             </BYLINE>\n<TEXT>\n<P>\nThe mayor closed\nit.\n</P>\n<P>\nNobody knows why.\n</P>\n</TEXT>\n</DOC>",
            [
                "HARBOUR CLOSES; MAYOR SILENT",
                "JANE DOE",
                "1989-01-01",
                "Los Angeles Times",
                "The mayor closed it.\n\nNobody knows why.",
            ],
        );
        assert_eq!(article.section.as_deref(), Some("Metro"));
        assert_eq!(article.keywords, ["HARBOURS -- DOE COUNTY", "SHIPS"]);
    }

    #[test]
    fn wall_street_journal() {
        let article = check(
            "<DOC>\n<DOCNO> WSJ870324-0001 </DOCNO>\n<HL> Harbours:@  Mayor Closes Port Doe\n----\nBy Jane Doe</HL>\n\
             <DD> 03/24/87</DD>\n<SO> WALL STREET JOURNAL (J), PAGE B1</SO>\n<CO> DOE </CO>\n<IN> SHP\nTENDER OFFERS, MERGERS, ACQUISITIONS (TNM)</IN>\n<LP> The mayor \
             closed it. </LP>\n<TEXT>\nNobody knows why. </TEXT>\n</DOC>",
            [
                "Harbours: Mayor Closes Port Doe",
                "Jane Doe",
                "1987-03-24",
                "WALL STREET JOURNAL",
                "The mayor closed it.\n\nNobody knows why.",
            ],
        );
        assert_eq!(article.keywords, ["TENDER OFFERS, MERGERS, ACQUISITIONS"]);

        let article = check(
            "<DOC>\n<DOCNO> WSJ900731-0003 </DOCNO>\n<HL> Technology:\n@  Harbour Closes\n@  ----\n@  By Jane Doe\n@  Staff Reporter of The Wall \
             Street Journal </HL>\n<DATE> 07/31/90 </DATE>\n<SO> WALL STREET JOURNAL (J), PAGE B1 </SO>\n<GV>\nCONGRESS (CNG)\n</GV>\n<RE> \
             DOELAND (DL)\nNORTH AMERICA (NME)\n</RE>\n<TEXT>\nIt rained.\n</TEXT>\n</DOC>",
            ["Technology: Harbour Closes", "Jane Doe", "1990-07-31", "WALL STREET JOURNAL", "It rained."],
        );
        assert_eq!(article.keywords, ["CONGRESS"]);
        assert_eq!(subjects(&article), "Place DOELAND, Place NORTH AMERICA");
    }

    #[test]
    fn corrections_and_notes() {
        let article = check(
            "<DOC>\n<DOCNO> LA010190-0003 </DOCNO>\n<HEADLINE><P>HARBOUR CLOSES</P></HEADLINE>\n<TEXT><P>It rained.</P></TEXT>\n<CORRECTION-DATE><P>\
             January 3, 1990</P></CORRECTION-DATE>\n<CORRECTION><P>For the record: it poured.</P></CORRECTION>\n</DOC>",
            [
                "HARBOUR CLOSES",
                "",
                "1990-01-01",
                "Los Angeles Times",
                "It rained.\n\nFor the record: it poured.",
            ],
        );
        assert_eq!(article.member.as_deref(), Some("LA010190-0003"));
        let article = check(
            "<DOC>\n<DOCNO> FBIS4-4 </DOCNO>\n<HEADER>\n<AU> FBIS-EEU-94-100 </AU>\n<DATE1> 21 May 1994 </DATE1>\n</HEADER>\n<F P=100> Doeland </F>\n\
             <H3> <TI> Harbour Closes </TI></H3>\n<TEXT>\nLanguage: <F P=105> English </F>\nArticle Type:BFN\n<F P=106> [Article by Jane Doe: \
             \"Harbour Closes\"] </F>\n  [Text] It rained.\n</TEXT>\n</DOC>",
            ["Harbour Closes", "Jane Doe", "1994-05-21", "FBIS", "It rained."],
        );
        assert_eq!(subjects(&article), "Place Doeland");
        let article = check(
            "<DOC>\n<DOCNO> SJMN91-06001001 </DOCNO>\n<DESCRIPT> HARBOURS; WEATHER </DESCRIPT>\n<LEADPARA> It rained. </LEADPARA>\n<HEADLINE> Harbour \
             closes </HEADLINE>\n<DATELINE> PORT DOE (AP) _ </DATELINE>\n<TP>MKTS  Sales.\n</TP>\n</DOC>",
            ["Harbour closes", "", "", "San Jose Mercury News", "It rained."],
        );
        assert_eq!(article.keywords, ["HARBOURS", "WEATHER", "Sales"]);
        assert_eq!(article.dateline.as_deref(), Some("PORT DOE (AP)"));
    }

    #[test]
    fn fbis_and_later_wires() {
        check(
            "<DOC>\n<DOCNO> FBIS3-1 </DOCNO>\n<HT> \"doe047\" </HT>\n<HEADER>\n<H2> Doeland </H2>\n<DATE1> 10 Mar 94 </DATE1>\n\
             </HEADER>\n<H3> <TI> Harbour Closes </TI></H3>\n<F P=100> Doeland </F>\n<TEXT>\nLanguage: <F P=105> English </F>\n\
             Article Type:BFN\n\n[Text] The mayor closed it.\n</TEXT>\n</DOC>",
            ["Harbour Closes", "", "1994-03-10", "FBIS", "The mayor closed it."],
        );
        check(
            "<DOC id=\"AFP_ENG_19940512.0001\" type=\"story\" >\n<HEADLINE>\nHarbour closes\n</HEADLINE>\n<DATELINE>\nPORT \
             DOE, May 12\n</DATELINE>\n<TEXT>\n<P>\nThe mayor closed it.\n</P>\n</TEXT>\n</DOC>",
            ["Harbour closes", "", "1994-05-12", "AFP", "The mayor closed it."],
        );
        check(
            "<DOC>\n<DOCNO> APW19980601.0001 </DOCNO>\n<DOCTYPE> NEWS </DOCTYPE>\n<DATE_TIME> 06/01/1998 10:02:00 </DATE_TIME>\n\
             <BODY>\n<SLUG> BC-Doe </SLUG>\n<HEADLINE> Harbour closes </HEADLINE>\n<TEXT> The mayor closed it.\n</TEXT>\n</BODY>\n</DOC>",
            ["Harbour closes", "", "1998-06-01", "AP", "The mayor closed it."],
        );
    }
}
