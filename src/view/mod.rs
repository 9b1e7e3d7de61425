//! What an answer looks like to whoever shows it: plain structs that serialise.
//!
//! Every front end shows these, so that the command line, a page and a program see the same. Their JSON is documented in
//! `docs/json.md`; a change that breaks a reader of it raises [`SCHEMA`].

mod article;
mod chart;
mod citation;
mod corrections;
mod dates;
mod entities;
mod export;
mod facets;
mod fixity;
mod formats;
mod hit;
mod kwic;
mod names;
mod picked;
mod problems;
mod profile;
mod quotes;
mod run;
mod status;
mod suggest;
mod summary;
mod trouble;
mod verify;
mod versions;
mod why;

pub use article::{ArticleView, CutView, ParsedView, UnparsedView};
pub use chart::{ChartPeriodView, ChartRow, ChartView, SeriesView};
pub use citation::{CitationView, CslView, NewsArticleView};
pub use corrections::{ChangeView, ContradictionView, DoubtView, EffectView, NameRowView, StandingView};
pub use dates::DateReadingView;
pub use entities::{EntitiesView, EntityRow, EntityView};
pub use export::ExportView;
pub use facets::{FacetRow, FacetValueView, FacetView};
pub use fixity::{FixityFileView, FixityView};
pub use formats::FormatView;
pub use hit::{HighlightView, HitView, ResultsView, SnippetView, remarks};
pub use kwic::{KwicView, LineView};
pub use names::{NameView, NamesView};
pub use picked::{FirstView, RelatedView, SampleView};
pub use problems::{ProblemKindView, ProblemView, ProblemsView};
pub use profile::{
    BareView, CandidatesView, CompanionView, DescriptionView, ExplanationView, NewestView, PeriodView,
    PersonView, SourceView, TimelineView, VariantView,
};
pub use quotes::{QuoteView, QuotesView, SpeakerView};
pub use run::RunView;
pub use status::StatusView;
pub use suggest::{SuggestView, SuggestionKind, SuggestionView};
pub use summary::SummaryView;
pub use trouble::TroubleView;
pub use verify::{FindingView, VerifyView};
pub use versions::{ArticleRefView, SentenceChangeView, VersionView, VersionsView};
pub use why::{ArticleReasonView, WhyView};

use ::names::Kind;

use crate::archive::record::StoredName;

/// The number of the JSON schema.
pub const SCHEMA: u32 = 1;

/// The names of a kind, canonical forms, in the order in which they appear in the article.
fn canonical(names: &[StoredName], kind: Kind) -> Vec<String> {
    names.iter().filter(|name| name.kind == kind).map(|name| name.canonical.clone()).collect()
}

/// Those of the names of an article that are of a kind.
fn of_kind(names: &[(Kind, String)], kind: Kind) -> Vec<String> {
    names.iter().filter(|(own, _)| *own == kind).map(|(_, name)| name.clone()).collect()
}
