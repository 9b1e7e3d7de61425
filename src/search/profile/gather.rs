//! Reads the articles of a name: when, in which sources, and how it is described.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use intake::Date;
use names::{Kind, key};
use rustc_hash::FxHashMap;

use crate::{
    archive::{ArchiveError, Reader, record::ArticleRecord, stream::StreamText},
    search::{
        engine,
        resolve::{NameSet, Resolved},
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
}

/// One description in all its writings.
#[derive(Default)]
struct Writings {
    articles: u64,
    dates: Option<(Date, Date)>,
    texts: BTreeMap<String, u64>,
}

impl Gathered {
    /// Reads the articles of `tree`, one at a time.
    pub(super) fn of(reader: &Reader, tree: &Resolved, names: &NameSet) -> Result<Self, ArchiveError> {
        let mut gathered = Self::default();
        let mut sources: FxHashMap<String, u64> = FxHashMap::default();
        let mut described: FxHashMap<String, Writings> = FxHashMap::default();
        let mut addresses: Vec<_> = engine::all(reader, tree)?.into_iter().collect();
        addresses.sort_unstable();
        for at in addresses {
            let record = reader.article(at)?;
            gathered.note_date(record.article.date);
            if let Some(source) = &record.article.source {
                *sources.entry(source.clone()).or_default() += 1;
            }
            for (folded, text) in descriptions(&record, names) {
                described.entry(folded).or_default().note(text, record.article.date);
            }
        }
        gathered.sources = sources.into_iter().collect();
        gathered.sources.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        gathered.descriptions = described.into_values().map(Writings::into_description).collect();
        gathered.descriptions.sort_by(|a, b| b.articles.cmp(&a.articles).then_with(|| a.text.cmp(&b.text)));
        Ok(gathered)
    }

    fn note_date(&mut self, date: Option<Date>) {
        let Some(date) = date else {
            self.undated += 1;
            return;
        };
        widen(&mut self.dates, date);
        *self.days.entry(date.first_day()).or_default() += 1;
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
    if names.kind == Kind::Place {
        return found;
    }
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
