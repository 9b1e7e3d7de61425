//! Lists what people and organizations said: direct speech with its speaker, across articles.
//!
//! Nothing of it is stored: the quotes of an article are found in its text, by the mentions that are kept with it, when
//! somebody asks. So a correction of a name holds at once, and an archive pays nothing for questions nobody asks.

mod about;
mod article;
mod speakers;

use intake::Date;
use names::Kind;

use self::{about::About, speakers::Speakers};
use super::{
    Catalog, Request, Sort, engine,
    matcher::Highlight,
    query::Query,
    resolve::{self, Filters, Resolved},
};
use crate::archive::{ArchiveError, id::ArticleId, record::ArticleRecord, terms::Terms};

pub use self::{
    article::{Speech, speech_of},
    speakers::{SpeakerCount, sets},
};

/// Quotes are counted in so many articles even if fewer fill a page: to find them in a text takes a millisecond.
const COUNTED: usize = 500;

/// The addresses of so many articles are held at most.
const LARGEST_CHUNK: usize = 64_000;

/// An article, as far as a quote needs to say where it is from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// Its id.
    pub id: ArticleId,
    /// Path of its file in the archive.
    pub path: String,
    /// Its place in a file of several.
    pub member: Option<String>,
    /// The headline.
    pub title: Option<String>,
    /// When it was published.
    pub date: Option<Date>,
    /// Paper, agency or site.
    pub source: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
}

/// Who said something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Speaker {
    /// As the archive shows the person or organization.
    pub name: String,
    /// The fullest form in the article.
    pub form: String,
    /// What speaks.
    pub kind: Kind,
}

/// Something that was said, where, and by whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// What was said, and where it stands.
    pub speech: Speech,
    /// Who said it; none where that is not clear.
    pub speaker: Option<Speaker>,
    /// What of the text matches: byte ranges into it.
    pub highlights: Vec<Highlight>,
    /// The article.
    pub origin: Origin,
}

/// What was said, as far as it was asked about.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    /// How the text that quotes must match was understood.
    pub query: Query,
    /// How many articles can have such quotes.
    pub articles: u64,
    /// How many of them were read, the first in the order asked for: all, unless a page was full before.
    pub read: u64,
    /// How many more there are without a date, if only those of some days were.
    pub undated: u64,
    /// How many quotes of these speakers do not match.
    pub others: u64,
    /// How many quotes there are in the articles that were read.
    pub total: u64,
    /// Who said them, most quotes first.
    pub speakers: Vec<SpeakerCount>,
    /// A part of them.
    pub quotes: Vec<Said>,
}

/// What people and organizations called `speaker` said, or anybody, in the articles that the filters of `request` let
/// through; only the quotes that match its text, if it has any.
///
/// They come by the date of their article, the newest first unless the oldest are asked for, and inside of an article
/// as they stand there. Where many articles have them, reading ends when the page is full: see [`Answer::read`].
pub fn quotes(catalog: &Catalog, speaker: Option<&str>, request: &Request) -> Result<Answer, ArchiveError> {
    some(catalog, speaker, request, u64::MAX)
}

/// The same, found in no more than `most` articles: for a view that shows a few quotes of somebody who may have none in
/// thousands of them.
pub fn some(
    catalog: &Catalog,
    speaker: Option<&str>,
    request: &Request,
    most: u64,
) -> Result<Answer, ArchiveError> {
    let reader = catalog.reader();
    let mut terms = Terms::default();
    let mut listing = Listing { most, ..Listing::new(catalog, speaker, request, &mut terms) };
    let tree = listing.candidates(&request.filters, &mut terms);
    let sort = if request.sort == Sort::Oldest { Sort::Oldest } else { Sort::Newest };
    listing.answer.articles = engine::count(reader, &tree)?;
    listing.read(&tree, sort, &mut terms)?;
    if request.filters.since.is_some() || request.filters.until.is_some() {
        let filters = Filters { since: None, until: None, ..request.filters.clone() };
        let any_date = listing.candidates(&filters, &mut terms);
        listing.answer.undated = engine::count_undated(reader, &any_date)?;
    }
    Ok(listing.finish())
}

/// The quotes of some articles, those that nobody is known to have said too unless a speaker is asked for.
pub fn quotes_of(
    catalog: &Catalog,
    records: &[ArticleRecord],
    speaker: Option<&str>,
    request: &Request,
) -> Answer {
    let mut terms = Terms::default();
    let mut listing = Listing::new(catalog, speaker, request, &mut terms);
    listing.with_unknown = speaker.is_none();
    listing.answer.articles = records.len() as u64;
    listing.answer.read = listing.answer.articles;
    for record in records {
        listing.add(record, &mut terms);
    }
    listing.finish()
}

/// An answer while it is made.
struct Listing<'c> {
    catalog: &'c Catalog,
    request: &'c Request,
    speakers: Speakers<'c>,
    about: Option<About>,
    /// Whether quotes without a speaker are wanted, too.
    with_unknown: bool,
    /// In how many articles quotes are looked for.
    most: u64,
    answer: Answer,
}

impl<'c> Listing<'c> {
    fn new(catalog: &'c Catalog, speaker: Option<&str>, request: &'c Request, terms: &mut Terms) -> Self {
        let (query, about) = About::new(catalog, request, terms);
        Self {
            catalog,
            request,
            speakers: Speakers::new(catalog, speaker),
            about,
            with_unknown: false,
            most: u64::MAX,
            answer: Answer { query, ..Answer::default() },
        }
    }

    /// The articles that can have such quotes.
    fn candidates(&self, filters: &Filters, terms: &mut Terms) -> Resolved {
        let filters =
            resolve::resolve(&Query::default(), self.request.match_mode, filters, self.catalog, terms);
        let mut parts = vec![filters.tree];
        parts.extend(self.speakers.tree());
        parts.extend(self.about.as_ref().and_then(About::of_article));
        Resolved::And(parts)
    }

    /// Adds the quotes of the articles of a tree in their order, until the page is full and enough are counted.
    fn read(&mut self, tree: &Resolved, sort: Sort, terms: &mut Terms) -> Result<(), ArchiveError> {
        let reader = self.catalog.reader();
        let mut chunk = COUNTED.min(usize::try_from(self.most).unwrap_or(usize::MAX));
        loop {
            let offset = usize::try_from(self.answer.read).unwrap_or(usize::MAX);
            let hits = engine::page(reader, tree, sort, chunk, offset)?.hits;
            for (_, at) in &hits {
                self.answer.read += 1;
                self.add(&reader.article(*at)?, terms);
                if self.answer.read >= self.most || self.answer.read >= COUNTED as u64 && self.is_full() {
                    return Ok(());
                }
            }
            if hits.len() < chunk {
                return Ok(());
            }
            // The engine finds an answer anew for each part of it, so the parts grow with what was read.
            chunk = (2 * chunk).min(LARGEST_CHUNK);
        }
    }

    fn is_full(&self) -> bool {
        self.answer.quotes.len() >= self.request.limit
    }

    /// Adds the quotes of an article.
    fn add(&mut self, record: &ArticleRecord, terms: &mut Terms) {
        if !self.with_unknown && !self.speakers.may_speak_in(record) {
            return;
        }
        for speech in speech_of(record) {
            let name = speech.speaker.and_then(|name| record.names.get(name));
            let is_wanted = name.map_or(self.with_unknown, |name| self.speakers.has(name, record.id));
            if !is_wanted {
                continue;
            }
            let found = self.about.as_ref().map(|about| about.highlights(&speech, record, terms));
            let Some(highlights) = found.unwrap_or_else(|| Some(Vec::new())) else {
                self.answer.others += 1;
                continue;
            };
            let speaker = name.and_then(|name| self.speakers.count(name, record.id));
            let at = self.answer.total;
            self.answer.total += 1;
            let Request { limit, offset, .. } = *self.request;
            if at >= offset as u64 && self.answer.quotes.len() < limit {
                self.answer.quotes.push(Said { speech, speaker, highlights, origin: Origin::of(record) });
            }
        }
    }

    fn finish(self) -> Answer {
        Answer { speakers: self.speakers.into_counts(), ..self.answer }
    }
}

impl Origin {
    fn of(record: &ArticleRecord) -> Self {
        let article = &record.article;
        Self {
            id: record.id,
            path: record.path.clone(),
            member: article.member.clone(),
            title: article.title.clone(),
            date: article.date,
            source: article.source.clone(),
            url: article.url.clone(),
        }
    }
}
