//! The table of what the articles of each source show.
//!
//! ```text
//! head (see `sealed`) | postcard: the setting, and a list of sources with their counts
//! ```

use std::{collections::BTreeMap, path::Path};

use intake::{Article, DayOrder};
use serde::{Deserialize, Serialize};

use super::writer::Writer;
use crate::archive::{
    Archive, ArchiveError,
    record::{decode, encode},
    schema::FORMAT,
    sealed,
};

/// The table's file in the index.
pub(in crate::archive) const FILE: &str = "dates";

/// How the file begins.
const MAGIC: [u8; 8] = *b"MORGUEDA";

/// A source writes its dates in an order if at most one article in so many shows the other: misprints and quoted dates
/// are in every archive.
const ONE_IN: u64 = 20;

/// How many articles show which order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Votes {
    /// That the day stands first.
    pub day_first: u64,
    /// That the month does.
    pub month_first: u64,
}

impl Votes {
    /// Counts an article.
    pub(super) fn add(&mut self, shown: DayOrder) {
        match shown {
            DayOrder::DayFirst => self.day_first += 1,
            DayOrder::MonthFirst => self.month_first += 1,
        }
    }

    /// The counts of two sets of articles together.
    pub(super) fn with(self, other: Self) -> Self {
        Self {
            day_first: self.day_first + other.day_first,
            month_first: self.month_first + other.month_first,
        }
    }

    /// The order that they show, if they agree.
    pub fn order(self) -> Option<DayOrder> {
        let all = self.day_first + self.month_first;
        let (order, others) = if self.day_first >= self.month_first {
            (DayOrder::DayFirst, self.month_first)
        } else {
            (DayOrder::MonthFirst, self.day_first)
        };
        (all > 0 && others * ONE_IN <= all).then_some(order)
    }
}

/// What decides in which order a date is read that shows none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Basis {
    /// Other articles of the source.
    Source,
    /// Other articles of the file, where they name no source.
    File,
    /// The language of the article.
    Language,
    /// `[dates]` in the settings.
    Settings,
}

/// What is known of the order of day and month.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DayOrders {
    generation: Option<u64>,
    /// What the settings say for sources that show none.
    setting: Option<DayOrder>,
    sources: BTreeMap<String, Votes>,
}

impl DayOrders {
    /// Of no articles yet, with what the settings say.
    pub fn new(setting: Option<DayOrder>) -> Self {
        Self { setting, ..Self::default() }
    }

    /// The same with what the settings say now.
    #[must_use]
    pub fn with_setting(self, setting: Option<DayOrder>) -> Self {
        Self { setting, ..self }
    }

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
        let (setting, sources) = decode(&bytes[sealed::HEAD..]).ok()?;
        Some(Self { generation: Some(generation), setting, sources })
    }

    /// The bytes of the table for a commit.
    pub(in crate::archive) fn write(&self, generation: u64) -> Result<Vec<u8>, ArchiveError> {
        let mut bytes = sealed::head(MAGIC, FORMAT, generation);
        bytes.extend_from_slice(&encode(&(self.setting, &self.sources))?);
        Ok(bytes)
    }

    /// The generation of the commit that it was made for; none if there is no table.
    pub(in crate::archive) fn generation(&self) -> Option<u64> {
        self.generation
    }

    /// Whether it was made for a commit and with these settings.
    pub(in crate::archive) fn is_of(&self, generation: u64, setting: Option<DayOrder>) -> bool {
        self.generation == Some(generation) && self.setting == setting
    }

    /// What the settings said when it was made.
    pub(in crate::archive) fn setting(&self) -> Option<DayOrder> {
        self.setting
    }

    /// Counts an article of a writer.
    pub(super) fn add(&mut self, writer: &str, shown: DayOrder) {
        self.sources.entry(writer.to_owned()).or_default().add(shown);
    }

    /// What the articles of a writer show.
    pub fn votes(&self, writer: &Writer<'_>) -> Votes {
        let votes = writer.key.as_deref().and_then(|key| self.sources.get(key));
        votes.copied().unwrap_or_default()
    }

    /// In which order a writer's dates are read that show none, and what decides it.
    pub fn of_writer(&self, writer: &Writer<'_>) -> Option<(DayOrder, Basis)> {
        self.decide(self.votes(writer), writer)
    }

    pub(super) fn decide(&self, votes: Votes, writer: &Writer<'_>) -> Option<(DayOrder, Basis)> {
        let others = if writer.is_file() { Basis::File } else { Basis::Source };
        let shown = votes.order().map(|order| (order, others));
        let spoken = writer.speaks_day_first.then_some((DayOrder::DayFirst, Basis::Language));
        shown.or(spoken).or_else(|| self.setting.map(|order| (order, Basis::Settings)))
    }

    /// Reads the dates of an article in a file as whoever wrote them does.
    pub fn apply(&self, article: &mut Article, path: &str) {
        let order = self.of_writer(&Writer::of(article, path));
        article.read_dates(order.map(|(order, _)| order));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_written_and_read() {
        let mut table = DayOrders::new(Some(DayOrder::MonthFirst));
        table.add("Packet", DayOrder::DayFirst);
        let bytes = table.write(7).expect("a table");
        let read = DayOrders::read(&bytes).expect("it is read");
        assert!(read.is_of(7, Some(DayOrder::MonthFirst)) && !read.is_of(7, None));
        assert_eq!(read, DayOrders { generation: Some(7), ..table });
        for end in 0..bytes.len() {
            assert_eq!(DayOrders::read(&bytes[..end]), None, "{end}");
        }
    }

    #[test]
    fn a_source_shows_an_order_if_its_articles_agree() {
        let check = |day_first: u64, month_first: u64, expected: Option<DayOrder>| {
            assert_eq!(Votes { day_first, month_first }.order(), expected, "{day_first} {month_first}");
        };
        check(0, 0, None);
        check(1, 0, Some(DayOrder::DayFirst));
        check(0, 3, Some(DayOrder::MonthFirst));
        check(1, 1, None);
        check(19, 1, Some(DayOrder::DayFirst));
        check(1, 18, None);
        check(5, 95, Some(DayOrder::MonthFirst));
    }

    #[test]
    fn the_source_decides_before_the_settings_do() {
        let mut table = DayOrders::new(Some(DayOrder::MonthFirst));
        table.add("Packet", DayOrder::DayFirst);
        table.add("Mail", DayOrder::DayFirst);
        table.add("Mail", DayOrder::MonthFirst);
        let check = |key: Option<&str>, speaks_day_first, expected| {
            let writer = Writer { key: key.map(Into::into), speaks_day_first };
            assert_eq!(table.of_writer(&writer), Some(expected), "{writer:?}");
        };
        check(Some("Packet"), false, (DayOrder::DayFirst, Basis::Source));
        check(Some("Mail"), false, (DayOrder::MonthFirst, Basis::Settings));
        check(Some("Mail"), true, (DayOrder::DayFirst, Basis::Language));
        check(Some("/a.csv"), true, (DayOrder::DayFirst, Basis::Language));
        check(None, false, (DayOrder::MonthFirst, Basis::Settings));
    }
}
