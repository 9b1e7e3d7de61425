//! What people and organizations said.

use intake::Precision;
use names::Kind;
use serde::Serialize;

use super::{SCHEMA, hit::HighlightView};
use crate::search::{
    Request,
    quotes::{Answer, Said, SpeakerCount},
};

/// A list of quotes: the object of `morgue quotes --format json`.
#[derive(Clone, Debug, Serialize)]
pub struct QuotesView {
    /// [`SCHEMA`].
    pub schema: u32,
    /// Whose quotes were asked for.
    pub name: Option<String>,
    /// What they are to match, as typed.
    pub about: String,
    /// What they are to match, as understood.
    pub reading: String,
    /// What was read differently from what was typed.
    pub notes: Vec<String>,
    /// How many articles were looked at.
    pub articles: u64,
    /// How many more there are without a date, that a filter by date left out.
    pub undated: u64,
    /// How many of the articles were read: if fewer than `articles`, the page was full before and there may be more quotes.
    pub read: u64,
    /// How many quotes there are in the articles that were read.
    pub total: u64,
    /// How many quotes of the same speakers do not match.
    #[serde(skip)]
    pub others: u64,
    /// How many were passed over.
    pub offset: usize,
    /// How many were asked for at most.
    pub limit: usize,
    /// Who said them, most quotes first.
    pub speakers: Vec<SpeakerView>,
    /// The quotes.
    pub quotes: Vec<QuoteView>,
}

/// A person or organization with how often it is quoted.
#[derive(Clone, Debug, Serialize)]
pub struct SpeakerView {
    /// As the archive shows it.
    pub name: String,
    /// What it is.
    pub kind: Kind,
    /// How many of the quotes are its own.
    pub quotes: u64,
}

/// A quote: a line of `--format jsonl`.
#[derive(Clone, Debug, Serialize)]
pub struct QuoteView {
    /// [`SCHEMA`].
    pub schema: u32,
    /// What was said: the text between the quotation marks.
    pub text: String,
    /// What in it matches; byte offsets into it.
    pub highlights: Vec<HighlightView>,
    /// Who said it, as the archive shows the name; null where that is not clear.
    pub name: Option<String>,
    /// What the speaker is.
    pub kind: Option<Kind>,
    /// The fullest form of the speaker's name in the article.
    pub speaker: Option<String>,
    /// The words beside the quote that say who said it; null where it goes on with what was said before.
    pub attribution: Option<String>,
    /// Whether the article has a pronoun or a description there.
    pub pronoun: bool,
    /// The article's id.
    pub id: String,
    /// Path of its file in the archive.
    pub path: String,
    /// Its place in a file of several.
    pub member: Option<String>,
    /// The headline.
    pub title: Option<String>,
    /// ISO 8601, as precise as is known.
    pub date: Option<String>,
    /// How precise.
    pub date_precision: Option<Precision>,
    /// Paper, agency or site.
    pub source: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// "title" or "body": where the quote stands.
    pub field: &'static str,
    /// UTF-8 byte offset of its first byte into the headline or body.
    pub start: usize,
    /// UTF-8 byte offset behind its last byte.
    pub end: usize,
}

impl QuotesView {
    /// The view of an answer.
    pub fn new(name: Option<&str>, request: &Request, answer: Answer) -> Self {
        // Nothing typed is no question read differently.
        let notes: &[_] = if request.text.is_empty() { &[] } else { &answer.query.notes };
        Self {
            schema: SCHEMA,
            name: name.map(str::to_owned),
            about: request.text.clone(),
            reading: answer.query.reading(),
            notes: super::hit::remarks(&request.text, notes),
            articles: answer.articles,
            undated: answer.undated,
            read: answer.read,
            total: answer.total,
            others: answer.others,
            offset: request.offset,
            limit: request.limit,
            speakers: answer.speakers.into_iter().map(SpeakerView::from).collect(),
            quotes: answer.quotes.into_iter().map(QuoteView::from).collect(),
        }
    }
}

impl From<SpeakerCount> for SpeakerView {
    fn from(count: SpeakerCount) -> Self {
        let SpeakerCount { name, kind, quotes } = count;
        Self { name, kind, quotes }
    }
}

impl From<Said> for QuoteView {
    fn from(said: Said) -> Self {
        let Said { speech, speaker, highlights, origin } = said;
        let (field, start) = match speech.at.checked_sub(speech.body_at) {
            Some(in_body) => ("body", in_body),
            None => ("title", speech.at),
        };
        let (name, kind, speaker) = match speaker {
            Some(speaker) => (Some(speaker.name), Some(speaker.kind), Some(speaker.form)),
            None => (None, None, None),
        };
        Self {
            schema: SCHEMA,
            highlights: highlights.iter().map(HighlightView::from).collect(),
            name,
            kind,
            speaker,
            attribution: speech.attribution,
            pronoun: speech.is_pronoun,
            id: origin.id.to_string(),
            path: origin.path,
            member: origin.member,
            title: origin.title,
            date: origin.date.map(|date| date.to_string()),
            date_precision: origin.date.map(intake::Date::precision),
            source: origin.source,
            url: origin.url,
            field,
            start,
            end: start + speech.text.len(),
            text: speech.text,
        }
    }
}
