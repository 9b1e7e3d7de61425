//! Profiles of people, organizations and places.

use names::Kind;
use serde::Serialize;

use super::{NameView, SCHEMA};
use crate::{
    archive::identities::Reason,
    search::{
        identities::Because,
        listing::NameCount,
        profile::{Companion, Description, Explanation, Profile, VariantCount},
        timeline::Timeline,
    },
};

/// What [`CompanionView::score`] is.
const MEASURE: &str = "log-likelihood ratio";

/// What the archive has of one name: the object of `morgue person NAME --format json`.
#[derive(Clone, Debug, Serialize)]
pub struct PersonView {
    /// [`SCHEMA`].
    pub schema: u32,
    /// How it is shown in every list.
    pub name: String,
    /// What it names.
    pub kind: Kind,
    /// In how many articles it stands.
    pub articles: u64,
    /// How often it stands there.
    pub mentions: u64,
    /// The earliest date of its articles.
    pub first_date: Option<String>,
    /// The latest date of its articles.
    pub last_date: Option<String>,
    /// Articles without a date.
    pub undated: u64,
    /// Articles over time.
    pub timeline: Option<TimelineView>,
    /// How it is described, most frequent first.
    pub descriptions: Vec<DescriptionView>,
    /// In how many articles descriptions were looked for: in a sample, if it is fewer than all.
    pub described_from: u64,
    /// By what companions are ranked.
    pub measure: &'static str,
    /// People who stand with it more often than by chance.
    pub people: Vec<CompanionView>,
    /// Organizations likewise.
    pub organizations: Vec<CompanionView>,
    /// Places likewise.
    pub places: Vec<CompanionView>,
    /// The sources that have it, most articles first.
    pub sources: Vec<SourceView>,
    /// The newest articles.
    pub newest: Vec<NewestView>,
    /// Why its names are one, if asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub explanation: Option<ExplanationView>,
}

/// Articles over time.
#[derive(Clone, Debug, Serialize)]
pub struct TimelineView {
    /// `day`, `week`, `month`, `year` or `decade`.
    pub unit: &'static str,
    /// The periods without a gap.
    pub periods: Vec<PeriodView>,
}

/// A period.
#[derive(Clone, Debug, Serialize)]
pub struct PeriodView {
    /// Its first day.
    pub start: String,
    /// How many articles it has.
    pub articles: u64,
}

/// A description.
#[derive(Clone, Debug, Serialize)]
pub struct DescriptionView {
    /// As most often written.
    pub text: String,
    /// In how many articles.
    pub articles: u64,
    /// The earliest date of these.
    pub first_date: Option<String>,
    /// The latest date of these.
    pub last_date: Option<String>,
}

/// A name that stands with another.
#[derive(Clone, Debug, Serialize)]
pub struct CompanionView {
    /// The name.
    pub name: String,
    /// In how many articles both stand.
    pub together: u64,
    /// In how many it stands in all.
    pub articles: u64,
    /// Dunning's log-likelihood ratio.
    pub score: f64,
}

/// A source.
#[derive(Clone, Debug, Serialize)]
pub struct SourceView {
    /// Its name.
    pub source: String,
    /// How many articles it has.
    pub articles: u64,
}

/// One of the newest articles.
#[derive(Clone, Debug, Serialize)]
pub struct NewestView {
    /// Its id.
    pub id: String,
    /// Its date.
    pub date: Option<String>,
    /// Its headline.
    pub title: Option<String>,
    /// Its source.
    pub source: Option<String>,
    /// Path of its file.
    pub path: String,
    /// How its text begins, if it has no headline; for lists that people read.
    #[serde(skip)]
    pub opening: String,
}

impl NewestView {
    /// What it is called in a list: its headline, else how it begins, else its path.
    pub fn called(&self) -> &str {
        let opening = if self.opening.is_empty() { &self.path } else { &self.opening };
        self.title.as_ref().unwrap_or(opening)
    }
}

/// Why names are one.
#[derive(Clone, Debug, Serialize)]
pub struct ExplanationView {
    /// The names, most articles first.
    pub variants: Vec<VariantView>,
    /// Names that mean it in some articles only.
    pub bare: Vec<BareView>,
    /// Names of the desk that are looked for in the text.
    pub aliases: Vec<String>,
    /// Its number in Wikidata.
    pub wikidata: Option<String>,
    /// Its number in VIAF.
    pub viaf: Option<String>,
}

/// A name with the reason for which it belongs to the others.
#[derive(Clone, Debug, Serialize)]
pub struct VariantView {
    /// As it is written.
    pub form: String,
    /// What the articles' names were taken for.
    pub kind: Kind,
    /// In how many articles it is the fullest form.
    pub articles: u64,
    /// Why it belongs to the others, in words.
    pub reason: Option<String>,
    /// With which other name it was compared.
    pub like: Option<String>,
    /// File and line of the desk that say so.
    pub desk: Option<String>,
}

/// A name that means somebody in some articles.
#[derive(Clone, Debug, Serialize)]
pub struct BareView {
    /// Its folded words.
    pub form: String,
    /// In how many articles.
    pub articles: u64,
}

/// The names that a text may mean: the object of `morgue person NAME --format json` where there are several or none.
#[derive(Clone, Debug, Serialize)]
pub struct CandidatesView {
    /// [`SCHEMA`].
    pub schema: u32,
    /// How many there are.
    pub total: usize,
    /// Those most often named.
    pub candidates: Vec<NameView>,
    /// The articles that have only the surname asked for and may mean any of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub surname_only: Option<NameView>,
    /// Spellings that do occur, if there are no candidates.
    pub nearest: Vec<String>,
}

impl CandidatesView {
    /// The first `limit` candidates.
    pub fn new(counts: Vec<NameCount>, surname_only: Option<NameCount>, limit: usize) -> Self {
        let total = counts.len();
        let candidates = counts.into_iter().take(limit).map(NameView::from).collect();
        let surname_only = surname_only.map(NameView::from);
        Self { schema: SCHEMA, total, candidates, surname_only, nearest: Vec::new() }
    }
}

impl From<Profile> for PersonView {
    fn from(profile: Profile) -> Self {
        let [people, organizations, places] =
            profile.companions.map(|list| list.into_iter().map(CompanionView::from).collect());
        let (first_date, last_date) = dates(profile.dates);
        let sources = profile.sources.into_iter().map(|(source, articles)| SourceView { source, articles });
        let newest = profile.newest.into_iter().map(|record| NewestView {
            id: record.id.to_string(),
            date: record.article.date.map(|date| date.to_string()),
            opening: super::article::opening_of_untitled(&record.article),
            title: record.article.title,
            source: record.article.source,
            path: record.path,
        });
        Self {
            schema: SCHEMA,
            name: profile.count.name,
            kind: profile.count.kind,
            articles: profile.count.articles,
            mentions: profile.count.mentions,
            first_date,
            last_date,
            undated: profile.undated,
            timeline: profile.timeline.map(TimelineView::from),
            descriptions: profile.descriptions.into_iter().map(DescriptionView::from).collect(),
            described_from: profile.described_from,
            measure: MEASURE,
            people,
            organizations,
            places,
            sources: sources.collect(),
            newest: newest.collect(),
            explanation: profile.explanation.map(ExplanationView::from),
        }
    }
}

fn dates(dates: Option<(intake::Date, intake::Date)>) -> (Option<String>, Option<String>) {
    dates.map(|(first, last)| (first.to_string(), last.to_string())).unzip()
}

impl From<Timeline> for TimelineView {
    fn from(timeline: Timeline) -> Self {
        let period =
            |(start, articles): (chrono::NaiveDate, u64)| PeriodView { start: start.to_string(), articles };
        Self { unit: timeline.unit.as_str(), periods: timeline.periods.into_iter().map(period).collect() }
    }
}

impl From<Description> for DescriptionView {
    fn from(description: Description) -> Self {
        let (first_date, last_date) = dates(description.dates);
        Self { text: description.text, articles: description.articles, first_date, last_date }
    }
}

impl From<Companion> for CompanionView {
    fn from(companion: Companion) -> Self {
        let Companion { name, together, articles, score } = companion;
        Self { name, together, articles, score: (score * 10.0).round() / 10.0 }
    }
}

impl From<Explanation> for ExplanationView {
    fn from(explanation: Explanation) -> Self {
        let Explanation { variants, bare, aliases, wikidata, viaf } = explanation;
        let bare = bare.into_iter().map(|(form, articles)| BareView { form, articles }).collect();
        Self {
            variants: variants.into_iter().map(VariantView::from).collect(),
            bare,
            aliases,
            wikidata,
            viaf,
        }
    }
}

impl From<VariantCount> for VariantView {
    fn from(variant: VariantCount) -> Self {
        let VariantCount { kind, form, articles, because } = variant;
        let (reason, like, desk) = match because {
            None => (None, None, None),
            Some(Because::Learnt(Reason::Itself, _)) => (Some(words(Reason::Itself).to_owned()), None, None),
            Some(Because::Learnt(reason, like)) => (Some(words(reason).to_owned()), Some(like), None),
            Some(Because::Desk(file, line)) => {
                (Some("the desk says so".into()), None, Some(format!("{file}:{line}")))
            }
        };
        Self { form, kind, articles, reason, like, desk }
    }
}

/// A reason in words.
fn words(reason: Reason) -> &'static str {
    match reason {
        Reason::Itself => "the form that the others were compared with",
        Reason::Writing => "differs only in marks or word order",
        Reason::Middle => "a middle name or initial left out",
        Reason::Suffix => "with or without Jr. or the like",
        Reason::Particle => "an article or particle left out",
        Reason::ShortForm => "a short form of the given name",
        Reason::Initial => "only the initial of the given name",
        Reason::Order => "the surname first",
        Reason::Spelling => "spelled another way",
        Reason::LegalForm => "only the legal form or an abbreviation differs",
        Reason::Known => "a short form known everywhere",
        Reason::Explained => "articles say what it stands for",
        Reason::Kind => "taken for something else where an article does not show what it is",
        Reason::Context => "the one whom the source writes about at that time",
    }
}
