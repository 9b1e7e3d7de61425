//! Looks through the articles of a name: when, in which sources, and how it is described.
//!
//! Dates and sources are counted in the columns of the index, over all articles. Descriptions stand in the texts alone; of a
//! name that is in very many articles a sample is read.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use intake::Date;
use names::{Kind, key};
use rustc_hash::FxHashMap;

use crate::{
    archive::{ArchiveError, Reader, record::ArticleRecord, stream::StreamText},
    search::{
        engine::{
            Found,
            facets::{self, ValueField},
        },
        resolve::NameSet,
        timeline::day_of,
    },
};

/// How somebody is described.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Description {
    /// The words, as most often written.
    pub text: String,
    /// In how many articles.
    pub articles: u64,
    /// The first and the last date of these, if any has one.
    pub dates: Option<(Date, Date)>,
}

/// What the articles of a name say of it.
#[derive(Default)]
pub(super) struct Gathered {
    pub(super) dates: Option<(Date, Date)>,
    pub(super) undated: u64,
    pub(super) days: BTreeMap<NaiveDate, u64>,
    pub(super) sources: Vec<(String, u64)>,
    pub(super) descriptions: Vec<Description>,
    /// How many articles were read for these.
    pub(super) described_from: u64,
}

/// One description in all its writings.
#[derive(Default)]
struct Writings {
    articles: u64,
    dates: Option<(Date, Date)>,
    texts: BTreeMap<String, u64>,
}

impl Gathered {
    /// Looks through some articles, and reads at most `most` of them for descriptions.
    pub(super) fn of(
        reader: &Reader,
        found: &Found,
        names: &NameSet,
        most: usize,
    ) -> Result<Self, ArchiveError> {
        let mut gathered = Self::default();
        for ((from, _), articles) in facets::day_spans(reader, found)? {
            *gathered.days.entry(day_of(from)).or_default() += articles;
        }
        gathered.undated = found.len() as u64 - gathered.days.values().sum::<u64>();
        let date = |at| reader.article(at).map(|record| record.article.date);
        if let Some((first, last)) = facets::first_and_last(reader, found)? {
            gathered.dates = date(first)?.zip(date(last)?);
        }
        gathered.sources = facets::values(reader, found, ValueField::Source)?.into_iter().collect();
        gathered.sources.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        gathered.describe(reader, found, names, most)?;
        Ok(gathered)
    }

    /// Reads how the name is described. The sample is drawn by the articles' numbers, which are hashes: it is spread over
    /// all years and sources, and the same each time.
    fn describe(
        &mut self,
        reader: &Reader,
        found: &Found,
        names: &NameSet,
        most: usize,
    ) -> Result<(), ArchiveError> {
        if names.kind == Kind::Place {
            return Ok(());
        }
        let mut described: FxHashMap<String, Writings> = FxHashMap::default();
        let mut sample = facets::smallest(reader, found, most, |number| number)?;
        sample.sort_unstable();
        self.described_from = sample.len() as u64;
        for at in sample {
            let record = reader.article(at)?;
            for (folded, text) in descriptions(&record, names) {
                described.entry(folded).or_default().note(text, record.article.date);
            }
        }
        self.descriptions = described.into_values().map(Writings::into_description).collect();
        self.descriptions.sort_by(|a, b| b.articles.cmp(&a.articles).then_with(|| a.text.cmp(&b.text)));
        Ok(())
    }
}

impl Writings {
    fn note(&mut self, text: String, date: Option<Date>) {
        self.articles += 1;
        *self.texts.entry(text).or_default() += 1;
        if let Some(date) = date {
            widen(&mut self.dates, date);
        }
    }

    fn into_description(self) -> Description {
        let most = self.texts.into_iter().reduce(|a, b| if b.1 > a.1 { b } else { a });
        let text = most.map_or_else(String::new, |(text, _)| text);
        Description { text, articles: self.articles, dates: self.dates }
    }
}

fn widen(dates: &mut Option<(Date, Date)>, date: Date) {
    let (first, last) = dates.get_or_insert((date, date));
    if date.start() < first.start() {
        *first = date;
    }
    if date.start() > last.start() {
        *last = date;
    }
}

/// How an article describes those of its names that count: as compared, and as written; each once.
///
/// "U.S. President", "US president" and "the US President" are one description.
fn descriptions(record: &ArticleRecord, names: &NameSet) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let stream = StreamText::of(&record.article);
    for name in record.names.iter().filter(|name| names.has(name, record.id.number())) {
        for &(start, end) in &name.mentions {
            // Headlines leave out the words that tell a title from a sentence.
            if (start as usize) < stream.body_at {
                continue;
            }
            for text in names::descriptions(&stream.text, &(start as usize..end as usize)) {
                found.entry(key::key_of(Kind::Organization, &text)).or_insert(text);
            }
        }
    }
    found
}
