//! Tables: a row an article, its columns named by the first row.
//!
//! Spreadsheets write them with commas, semicolons or tabs and in any encoding, so both are found out; the names of
//! columns are looked up as those of any record are.

use std::io::{BufRead, BufReader, Read};

use csv::{Reader, ReaderBuilder, StringRecord};

use super::budget::Budget;
use crate::{
    FieldNames, Format, Problem, ProblemKind, Sink,
    decode::{Utf8Reader, decode},
    detect::Head,
    fields::key::{Key, record_key},
    read::{Input, unreadable},
    record::{Record, Records},
};

/// The row of the table.
pub(super) const FORMAT: Format = Format {
    name: "csv",
    version: 1,
    about: "tables with a header, a row an article, separated by comma, semicolon or tab",
    suffixes: &["csv", "tsv", "tab"],
    claims,
    read,
};

/// What may stand between cells, the most usual first.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

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
    let text = decode(head.bytes);
    let line = text.lines().next().unwrap_or_default();
    let header = header(line, delimiter(line, &FieldNames::default()));
    let keys: Vec<Option<Key>> = header.iter().map(record_key).collect();
    // A first line that is nothing but names of columns; a sentence is not.
    keys.len() >= 3
        && keys.iter().flatten().count() * 3 >= keys.len() * 2
        && keys.contains(&Some(Key::Title))
        && keys.contains(&Some(Key::Body))
}

/// A table while it is read.
struct Table<R> {
    reader: Reader<Budget<R>>,
    keys: Vec<Option<Key>>,
    /// The row at hand, from 1.
    number: u64,
}

fn read(input: &mut Input<'_>, sink: &mut dyn Sink) -> Result<(), Problem> {
    let mut about = Records::of(input);
    let reader = Utf8Reader::new(&mut *input.reader, |_| None).map_err(|error| unreadable(&error))?;
    let mut reader = BufReader::with_capacity(1 << 16, reader);
    let sample = reader.fill_buf().map_err(|error| unreadable(&error))?;
    let sample = String::from_utf8_lossy(sample).into_owned();
    let mut lines = sample.lines();
    let mut first = lines.next().unwrap_or_default();
    let mut mark = delimiter(first, about.names);
    // Excel can be told the separator in a line of its own.
    if let Some(named) = first.strip_prefix("sep=") {
        mark = named.bytes().next().unwrap_or(mark);
        reader.consume(sample.find('\n').map_or(sample.len(), |end| end + 1));
        first = lines.next().unwrap_or_default();
    }
    let header = header(first, mark);
    let keys: Vec<Option<Key>> =
        header.iter().map(|name| about.names.key(name).or_else(|| record_key(name))).collect();
    if !keys.iter().flatten().any(|key| matches!(key, Key::Title | Key::Body | Key::Summary)) {
        let detail = "its first row names no column for a headline or a text; put a header such as title, date, text \
                      above the rows, or name the columns under [fields] in the settings";
        return Err(Problem::new(ProblemKind::Unsupported, detail));
    }
    let quoting = mark != b'\t' || sample.contains("\t\"") || sample.starts_with('"');
    let reader = ReaderBuilder::new()
        .delimiter(mark)
        .quoting(quoting)
        .flexible(true)
        .has_headers(true)
        .from_reader(Budget::new(reader, about.most));
    let mut table = Table { reader, keys, number: 0 };
    let result = table.rows(&mut about, sink);
    about.finish(sink);
    result
}

impl<R: Read> Table<R> {
    fn rows(&mut self, about: &mut Records<'_>, sink: &mut dyn Sink) -> Result<(), Problem> {
        let mut row = StringRecord::new();
        loop {
            self.reader.get_mut().renew();
            match self.reader.read_record(&mut row) {
                Ok(false) => break,
                Ok(true) if row.iter().all(|cell| cell.trim().is_empty()) => continue,
                Ok(true) => {}
                Err(error) => return Err(self.failed(error, &row)),
            }
            self.number += 1;
            self.check_width(&row, about, sink);
            let mut record = Record::default();
            for (key, cell) in self.keys.iter().zip(&row) {
                if let Some(key) = key {
                    record.take(*key, cell);
                }
            }
            if record.give(self.number, about, sink).is_break() {
                return Ok(());
            }
        }
        if self.number == 0 { Err(crate::read::empty()) } else { Ok(()) }
    }

    /// Reports a row that has not as many cells as the header: its cells may stand in the wrong columns.
    fn check_width(&self, row: &StringRecord, about: &mut Records<'_>, sink: &mut dyn Sink) {
        let (cells, columns) = (row.len(), self.keys.len());
        let surplus = row.iter().skip(columns).any(|cell| !cell.trim().is_empty());
        if cells < columns || surplus {
            let line = row.position().map_or(0, csv::Position::line);
            let detail = format!(
                "row {} in line {line} has {cells} cells, the header {columns}; it was read as it stands",
                self.number
            );
            about.broken(self.number.to_string(), detail, sink);
        }
    }

    fn failed(&self, error: csv::Error, row: &StringRecord) -> Problem {
        let line = row.position().map_or_else(|| self.reader.position().line(), csv::Position::line);
        let number = (self.number + 1).to_string();
        if self.reader.get_ref().is_spent() {
            let detail = format!(
                "row {number}, which begins in line {line}, has no end within the limit: a quotation mark is not closed, \
                 or text_megabytes in the settings is too low"
            );
            return Problem::of_member(number, ProblemKind::TooLarge, detail);
        }
        match error.into_kind() {
            csv::ErrorKind::Io(error) => unreadable(&error),
            kind => Problem::of_member(number, ProblemKind::Broken, format!("line {line}: {kind:?}")),
        }
    }
}

/// The names in a first line.
fn header(line: &str, delimiter: u8) -> StringRecord {
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
    let rank = |mark: &u8| {
        let header = header(line, *mark);
        let known =
            header.iter().filter(|name| names.key(name).is_some() || record_key(name).is_some()).count();
        (known, header.len())
    };
    DELIMITERS.into_iter().rev().max_by_key(rank).unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Limits,
        read::tests::{read_all, read_within},
    };

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
        check("sep.csv", format!("sep=;\r\n{semicolons}").as_bytes());
        check("latin.csv", &encoding_rs::WINDOWS_1252.encode(text).0);
        let utf16: Vec<u8> = format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect();
        check("utf16.csv", &utf16);
        let tabs = semicolons.replace(';', "\t");
        check("a.tsv", tabs.as_bytes());
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
    fn a_quotation_mark_that_is_not_closed_meets_the_limit() {
        let limits = Limits { text_bytes: 1000, ..Limits::default() };
        let text = format!("title,text\nHarbour,It rained.\nShip,\"open\n{}", "x,y\n".repeat(10_000));
        let kept = read_within("a.csv", text.as_bytes(), &limits).1;
        assert_eq!((kept.articles.len(), kept.problems[0].kind), (1, ProblemKind::TooLarge));
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
