//! The table of what recurs, by source.
//!
//! ```text
//! head (see `sealed`) | a postcard list of sources
//! ```
//! It is small: a source has some dozen paragraphs that recur.

use std::path::Path;

use intake::{Article, Cut};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::{paragraphs, recurring::Recurrence};
use crate::archive::{
    Archive, ArchiveError,
    record::{decode, encode},
    schema::FORMAT,
    sealed,
};

/// The table's file in the index.
pub(in crate::archive) const FILE: &str = "boilerplate";

/// How the file begins.
const MAGIC: [u8; 8] = *b"MORGUEBO";

/// The paragraphs that recur in each source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recurring {
    generation: Option<u64>,
    sources: FxHashMap<String, FxHashMap<u64, Recurrence>>,
}

/// A source as it is written: its name, and number, articles and all articles of each paragraph.
#[derive(Serialize, Deserialize)]
struct Row {
    source: String,
    paragraphs: Vec<(u64, u64, u64)>,
}

impl Recurring {
    /// The table of an archive; an empty one if it has none, or one that this program cannot read.
    pub fn open(archive: &Archive) -> Result<Self, ArchiveError> {
        Self::open_in(&archive.index())
    }

    pub(in crate::archive) fn open_in(folder: &Path) -> Result<Self, ArchiveError> {
        let bytes = sealed::open(folder, FILE)?;
        Ok(bytes.and_then(|bytes| Self::read(&bytes)).unwrap_or_default())
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        let generation = sealed::generation(bytes, MAGIC, FORMAT)?;
        let rows: Vec<Row> = decode(&bytes[sealed::HEAD..]).ok()?;
        let recurrence = |(number, articles, of)| (number, Recurrence { articles, of });
        let source = |row: Row| (row.source, row.paragraphs.into_iter().map(recurrence).collect());
        Some(Self { generation: Some(generation), sources: rows.into_iter().map(source).collect() })
    }

    /// The bytes of the table for a commit.
    pub(in crate::archive) fn write(&self, generation: u64) -> Result<Vec<u8>, ArchiveError> {
        let mut rows: Vec<Row> = Vec::new();
        for (source, recurring) in &self.sources {
            let numbers = recurring.iter().map(|(number, found)| (*number, found.articles, found.of));
            let mut paragraphs: Vec<_> = numbers.collect();
            paragraphs.sort_unstable();
            rows.push(Row { source: source.clone(), paragraphs });
        }
        rows.sort_unstable_by(|a, b| a.source.cmp(&b.source));
        let mut bytes = sealed::head(MAGIC, FORMAT, generation);
        bytes.extend_from_slice(&encode(&rows)?);
        Ok(bytes)
    }

    /// The generation of the commit that it was made for; none if there is no table.
    pub(in crate::archive) fn generation(&self) -> Option<u64> {
        self.generation
    }

    /// Adds a paragraph of a source, "" for articles without one.
    pub(super) fn add(&mut self, source: &str, number: u64, recurrence: Recurrence) {
        self.sources.entry(source.to_owned()).or_default().insert(number, recurrence);
    }

    /// The paragraphs of a source.
    pub(super) fn of_source(&self, source: &str) -> Option<&FxHashMap<u64, Recurrence>> {
        self.sources.get(source)
    }

    /// Where a paragraph recurs, if it does.
    pub fn recurrence(&self, source: Option<&str>, text: &str) -> Option<Recurrence> {
        self.of_source(source.unwrap_or_default())?.get(&paragraphs::number(text)).copied()
    }

    /// Cuts the paragraphs that recur, and takes back other such cuts. An article of which nothing would be left keeps
    /// all of its text.
    pub fn apply(&self, article: &mut Article) {
        let known = self.of_source(article.source.as_deref().unwrap_or_default());
        let recurs = |text: &str| known.is_some_and(|known| known.contains_key(&paragraphs::number(text)));
        let is_story = |cut: Option<Cut>| matches!(cut, None | Some(Cut::Recurring));
        let mut own = article.paragraphs.iter().filter(|paragraph| is_story(paragraph.cut));
        let keeps_something = own.any(|paragraph| !recurs(&paragraph.text));
        for paragraph in article.paragraphs.iter_mut().filter(|paragraph| is_story(paragraph.cut)) {
            paragraph.cut = (keeps_something && recurs(&paragraph.text)).then_some(Cut::Recurring);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use intake::Paragraph;

    fn table() -> Recurring {
        let mut table = Recurring::default();
        for text in ["Subscribe to the Packet.", "Ann Poe writes about ships."] {
            table.add("Packet", paragraphs::number(text), Recurrence { articles: 12, of: 300 });
        }
        table
    }

    #[test]
    fn a_table_is_written_and_read() {
        let bytes = table().write(7).expect("a table");
        assert_eq!(Recurring::read(&bytes), Some(Recurring { generation: Some(7), ..table() }));
        for end in 0..bytes.len() {
            assert_eq!(Recurring::read(&bytes[..end]), None, "{end}");
        }
    }

    #[test]
    fn what_recurs_is_cut_and_never_all() {
        let check = |source: &str, before: &[(&str, Option<Cut>)], expected: &[Option<Cut>]| {
            let paragraph =
                |(text, cut): &(&str, Option<Cut>)| Paragraph { text: (*text).to_owned(), cut: *cut };
            let paragraphs = before.iter().map(paragraph).collect();
            let mut article = Article { source: Some(source.to_owned()), paragraphs, ..Article::default() };
            table().apply(&mut article);
            let cuts: Vec<_> = article.paragraphs.iter().map(|paragraph| paragraph.cut).collect();
            assert_eq!(cuts, expected, "{before:?}");
        };
        let (line, writer) = ("Subscribe to the Packet.", "Ann Poe writes about ships.");
        let cut = Some(Cut::Recurring);
        check("Packet", &[("The ferry is late.", None), (line, None)], &[None, cut]);
        check("Mail", &[("The ferry is late.", None), (line, None)], &[None, None]);
        check("Packet", &[("The ferry is late.", cut), (line, cut)], &[None, cut]);
        check("Packet", &[(line, None), (writer, None)], &[None, None]);
        check("Packet", &[("x", Some(Cut::Share)), (line, cut)], &[Some(Cut::Share), None]);
    }
}
