//! Tables: a row an article, its columns named by the first row.
//!
//! Spreadsheets write them with commas, semicolons or tabs and in any encoding, so both are found out; the names of
//! columns are looked up as those of any record are.

mod rows;

use std::{
    io::{BufRead, BufReader},
    ops::ControlFlow,
};

use csv::{ReaderBuilder, StringRecord};
use rows::{Row, Rows};

use crate::{
    FieldNames, Format, Problem, ProblemKind, Sink,
    decode::Utf8Reader,
    detect::Head,
    fields::key::{Key, record_key},
    read::{Input, Peek, unreadable},
    record::{Record, Records},
};

/// The row of the table.
pub(super) const FORMAT: Format = Format {
    name: "csv",
    version: 7,
    about: "tables with a header, a row an article, separated by comma, semicolon or tab",
    suffixes: &["csv", "tsv", "tab"],
    claims,
    read,
};

/// What may stand between cells, the most usual first.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// A first line of fewer cells is no header unless the suffix says so.
const LEAST_COLUMNS: usize = 3;

fn claims(head: &Head<'_>) -> bool {
    if !head.is_text() {
        return false;
    }
    if FORMAT.suffixes.contains(&head.suffix) {
        return true;
    }
    if !matches!(head.suffix, "" | "txt") {
        return false;
    }
    let line = head.text().lines().next().unwrap_or_default();
    // Nearly all headlines are told from a header by this; to parse them four times would cost more than to index them.
    let divides = |mark: &u8| line.bytes().filter(|byte| byte == mark).count() >= LEAST_COLUMNS - 1;
    let marks = DELIMITERS.into_iter().filter(divides);
    let Some(mark) = best_delimiter(marks, line, &FieldNames::default()) else { return false };
    let header = header(line, mark);
    let keys: Vec<Option<Key>> = header.iter().map(record_key).collect();
    // A first line that is nothing but names of columns; a sentence is not.
    keys.len() >= LEAST_COLUMNS
        && keys.iter().flatten().count() * 3 >= keys.len() * 2
        && keys.contains(&Some(Key::Title))
        && keys.contains(&Some(Key::Body))
}

fn read(input: &mut Input<'_>, sink: &mut dyn Sink) -> Result<(), Problem> {
    let mut about = Records::of(input);
    let reader = Utf8Reader::new(&mut *input.reader, |_| None).map_err(|error| unreadable(&error))?;
    let reader = BufReader::with_capacity(1 << 16, reader);
    let mut reader = Peek::new(reader);
    let sample = reader.peek(SAMPLE).map_err(|error| unreadable(&error))?;
    let sample = String::from_utf8_lossy(sample).into_owned();
    let (mut rest, mut skipped, mut named) = (sample.as_str(), 0, None);
    // Blank lines may stand above the header, and Excel can be told the separator in a line of its own.
    while let Some(line) = rest.split_inclusive('\n').next() {
        let separator = line.strip_prefix("sep=").and_then(|mark| mark.bytes().next());
        if separator.is_none() && !line.trim().is_empty() {
            break;
        }
        named = separator.filter(u8::is_ascii).or(named);
        rest = &rest[line.len()..];
        skipped += 1;
    }
    reader.consume(sample.len() - rest.len());
    let first = rest.lines().next().unwrap_or_default();
    let mark = named.unwrap_or_else(|| delimiter(first, about.names));
    // A name in the header may have a line end in it.
    let is_open = first.bytes().filter(|byte| *byte == b'"').count() % 2 == 1;
    let header = header(if is_open { rest } else { first }, mark);
    let keys: Vec<Option<Key>> =
        header.iter().map(|name| about.names.key(name).or_else(|| record_key(name))).collect();
    if !keys.iter().flatten().any(|key| matches!(key, Key::Title | Key::Body | Key::Summary)) {
        let detail = "its first row names no column for a headline or a text; put a header such as title, date, text \
                      above the rows, or name the columns under [fields] in the settings";
        return Err(Problem::new(ProblemKind::Unsupported, detail));
    }
    let rows = Rows::new(reader, mark, about.most, keys.len()).below(skipped);
    let mut table = Table { rows, keys, mark, header: true, number: 0 };
    let result = table.read(&mut about, sink);
    about.finish(sink);
    result
}

/// How many bytes the header is looked for in.
const SAMPLE: usize = 1 << 16;

/// A table while it is read.
struct Table<R> {
    rows: Rows<R>,
    keys: Vec<Option<Key>>,
    mark: u8,
    /// The header is still to come.
    header: bool,
    /// The row at hand, from 1.
    number: u64,
}

impl<R: BufRead> Table<R> {
    fn read(&mut self, about: &mut Records<'_>, sink: &mut dyn Sink) -> Result<(), Problem> {
        while let Some(row) = self.rows.next().map_err(|error| unreadable(&error))? {
            if row.too_large {
                self.number += 1;
                about.too_large(self.number.to_string(), sink);
            } else if self.give(&row, about, sink).is_break() {
                return Ok(());
            }
        }
        if self.number == 0 { Err(crate::read::empty()) } else { Ok(()) }
    }

    /// Gives the articles of a row: it is one, unless line ends are of a kind that nobody writes any more.
    fn give(&mut self, row: &Row, about: &mut Records<'_>, sink: &mut dyn Sink) -> ControlFlow<()> {
        let mut reader = ReaderBuilder::new()
            .delimiter(self.mark)
            .quoting(!(row.open || row.odd && self.mark == b'\t'))
            .flexible(true)
            .has_headers(false)
            .buffer_capacity(row.bytes.len().clamp(1, 1 << 13))
            .from_reader(row.bytes.as_slice());
        let mut cells = StringRecord::new();
        // The bytes are UTF-8: there is nothing that the reader could fail on.
        while reader.read_record(&mut cells).unwrap_or_default() {
            if std::mem::take(&mut self.header) || cells.iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            self.number += 1;
            self.check(row, &cells, about, sink);
            let mut record = Record::default();
            for (key, cell) in self.keys.iter().zip(&cells) {
                if let Some(key) = key {
                    let cell = if row.open { cell.strip_prefix('"').unwrap_or(cell) } else { cell };
                    record.take(*key, cell);
                }
            }
            if !record.has_body() {
                let unknown = self.keys.iter().zip(&cells).filter(|(key, _)| key.is_none());
                unknown.for_each(|(_, cell)| record.take_unknown(cell));
            }
            record.give(self.number, about, sink)?;
        }
        ControlFlow::Continue(())
    }

    /// Reports a row that is open, or has not as many cells as the header: its cells may stand in the wrong columns.
    fn check(&self, row: &Row, cells: &StringRecord, about: &mut Records<'_>, sink: &mut dyn Sink) {
        let (number, line) = (self.number, row.line);
        if row.open {
            let detail = format!(
                "row {number} in line {line}: a quotation mark is not closed; the line was read as it stands, and then \
                 on from the next line that fits"
            );
            return about.broken(number.to_string(), detail, sink);
        }
        let columns = self.keys.len();
        let surplus = cells.iter().skip(columns).any(|cell| !cell.trim().is_empty());
        if cells.len() < columns || surplus {
            let detail = format!(
                "row {number} in line {line} has {} cells, the header {columns}; it was read as it stands",
                cells.len()
            );
            about.broken(number.to_string(), detail, sink);
        }
    }
}

/// The names in a first line.
fn header(line: &str, delimiter: u8) -> StringRecord {
    // A reader is a large table, which costs more to make than most files to read; without these its cells are what stands between
    // the marks.
    if !line.is_empty() && !line.contains(['"', '\r', '\u{feff}']) {
        return line.split(char::from(delimiter)).collect();
    }
    let mut reader =
        ReaderBuilder::new().delimiter(delimiter).has_headers(false).from_reader(line.as_bytes());
    let mut header = StringRecord::new();
    match reader.read_record(&mut header) {
        Ok(_) => header,
        Err(_) => StringRecord::new(),
    }
}

/// What separates the cells of a first line: the mark that makes most known names of it, else most cells.
fn delimiter(line: &str, names: &FieldNames) -> u8 {
    best_delimiter(DELIMITERS.into_iter(), line, names).unwrap_or(b',')
}

/// The best of some marks; of equals the first.
fn best_delimiter(marks: impl DoubleEndedIterator<Item = u8>, line: &str, names: &FieldNames) -> Option<u8> {
    let rank = |mark: &u8| {
        let header = header(line, *mark);
        let known =
            header.iter().filter(|name| names.key(name).is_some() || record_key(name).is_some()).count();
        (known, header.len())
    };
    marks.rev().max_by_key(rank)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Limits,
        read::tests::{read_all, read_within},
    };

    #[test]
    fn the_text_may_stand_in_a_column_with_a_name_of_its_own() {
        let prose = "The mayor closed the harbour. ".repeat(10);
        let kept =
            read_all("a.csv", format!("title,note,maincopy\nHarbour closes,no,{prose}\n").as_bytes()).1;
        assert_eq!(kept.articles[0].body(), prose.trim());
        let kept =
            read_all("a.csv", format!("title,text,other\nHarbour closes,It rained.,{prose}\n").as_bytes()).1;
        assert_eq!(kept.articles[0].body(), "It rained.");
    }

    #[test]
    fn rows_are_articles() {
        let check = |path: &str, bytes: &[u8]| {
            let kept = read_all(path, bytes).1;
            assert_eq!((kept.articles.len(), kept.problems.len()), (2, 0), "{path}: {:?}", kept.problems);
            let article = &kept.articles[0];
            assert_eq!(article.title.as_deref(), Some("Harbour closes, again"), "{path}");
            assert_eq!(article.authors, ["Zoë Doe"], "{path}");
            assert_eq!(article.date.map(|date| date.to_string()).as_deref(), Some("2023-06-18"), "{path}");
            let people: Vec<_> = article.subjects.iter().map(|subject| subject.name.as_str()).collect();
            assert_eq!(people, ["Ann Poe", "John Roe"], "{path}");
            assert_eq!(article.body(), "The \"mayor\" closed it.\n\nNobody knows why.", "{path}");
            assert_eq!(kept.articles[1].member.as_deref(), Some("b"), "{path}");
        };
        let text = "id,Title,Author,Publication Date,People,Text,Rating\r\na,\"Harbour closes, again\",Zoë Doe,18/06/2023,\
                    Ann Poe; John Roe,\"The \"\"mayor\"\" closed it.\n\nNobody knows why.\",1\r\nb,Ship sinks,,2023-06-19,,It \
                    rained.,2\r\n";
        let semicolons =
            text.replace("; ", "|").replace("closes,", "closes#").replace(',', ";").replace('#', ",");
        check("a.csv", text.as_bytes());
        check("a.txt", text.as_bytes());
        check("bom.csv", format!("\u{feff}{text}").as_bytes());
        check("a.csv", semicolons.as_bytes());
        check("mac.csv", text.replace("\n\n", " \u{2029}").replace("\r\n", "\r").as_bytes());
        check("sep.csv", format!("sep=;\r\n{semicolons}").as_bytes());
        check("latin.csv", &encoding_rs::WINDOWS_1252.encode(text).0);
        let utf16: Vec<u8> = format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect();
        check("utf16.csv", &utf16);
        check("blank.csv", format!("\r\n \n{text}").as_bytes());
        check("broken.csv", text.replace("Publication Date", "\"Publication\nDate\"").as_bytes());
        let tabs = semicolons.replace(';', "\t");
        check("a.tsv", tabs.as_bytes());
    }

    #[test]
    fn tabs_stand_between_cells_with_marks_and_without() {
        let rows = "Harbour\t\"Great\" news.\n".repeat(10_000);
        let table =
            format!("title\ttext\n{rows}Ship\t\"It sank.\n\nNobody was hurt.\"\nSun\t\"It\" shone.\n");
        let kept = read_all("a.tsv", table.as_bytes()).1;
        assert_eq!((kept.articles.len(), kept.problems.len()), (10_002, 0));
        let body = |at: usize| kept.articles[at].body();
        assert_eq!([body(0), body(10_000)], ["\"Great\" news.", "It sank.\n\nNobody was hurt."]);
        assert_eq!(body(10_001), "\"It\" shone.");
    }

    #[test]
    fn a_header_is_needed() {
        let problem = |text: &str| read_all("a.csv", text.as_bytes()).1.problems[0].kind;
        assert_eq!(problem("a,b,c\n1,2,3\n"), ProblemKind::Unsupported);
        assert_eq!(problem("title,text\n"), ProblemKind::Empty);
    }

    #[test]
    fn broken_rows_are_named() {
        let kept =
            read_all("a.csv", b"title,date,text\nHarbour,2023,It rained.\nShip\nSun,2024,It shone.,x\n").1;
        assert_eq!(kept.articles.len(), 3);
        let members: Vec<_> = kept.problems.iter().map(|problem| problem.member.as_deref()).collect();
        assert_eq!(members, [Some("2"), Some("3")]);
    }

    #[test]
    fn a_quotation_mark_that_is_not_closed_costs_its_row() {
        let check = |text: &str, titles: &[&str], problem: &str| {
            let limits = Limits { text_bytes: 1000, ..Limits::default() };
            let kept = read_within("a.csv", text.as_bytes(), &limits).1;
            let found: Vec<_> = kept.articles.iter().filter_map(|article| article.title.as_deref()).collect();
            assert_eq!(found, titles, "{text}");
            let details: Vec<_> = kept.problems.iter().map(|problem| problem.detail.as_str()).collect();
            assert!(details.len() == 1 && details[0].contains(problem), "{details:?}");
        };
        check(
            "title,text\nHarbour,It rained.\nShip,\"It sank.\nSun,It shone.\nSnow,It fell.\n",
            &["Harbour", "Ship", "Sun", "Snow"],
            "row 2 in line 3: a quotation mark",
        );
        check(
            "title,text\nShip,\"It sank.\nin two\nSun,\"It shone, \"\"hot\"\".\"\nSnow,\"It\nfell.\"\n",
            &["Ship", "Sun", "Snow"],
            "line 2: a quotation mark",
        );
        check(
            &format!("title,text\nShip,\"It sank.\n{}Sun,It shone.\n", "x,y\n".repeat(2)),
            &["Ship", "x", "x", "Sun"],
            "line 2",
        );
        check(&format!("title,text\nShip,\"{}\"\nSun,It shone.\n", "x".repeat(2000)), &["Sun"], "more than");
    }

    #[test]
    fn columns_with_names_of_their_own() {
        let mut limits = Limits::default();
        limits.fields.add("title", "Kop").expect("a field");
        limits.fields.add("body", "Tekst").expect("a field");
        let kept = read_within("a.csv", b"Nr;Kop;Tekst\n1;Haven dicht;Het regende.\n", &limits).1;
        assert_eq!(kept.articles[0].title.as_deref(), Some("Haven dicht"));
        assert_eq!(kept.articles[0].body(), "Het regende.");
    }
}
