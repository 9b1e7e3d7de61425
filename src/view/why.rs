//! Why something is not found.

use intake::walk::LeftOut;
use serde::Serialize;

use super::{CutView, SCHEMA, dates::DateReadingView, problems::ProblemView};
use crate::archive::{boilerplate::Recurring, dates::DayOrders, record::ArticleRecord};
use crate::search::why::{ArticleReason, Reason};

/// Why a file is not found: the object of `morgue why --format json`.
#[derive(Clone, Debug, Serialize)]
pub struct WhyView {
    /// [`SCHEMA`].
    pub schema: u32,
    /// Path of the file in the archive.
    pub path: String,
    /// Whether it is there.
    pub exists: bool,
    /// The rule by which it is not walked.
    pub left_out: Option<String>,
    /// Whether the index knows it.
    pub indexed: bool,
    /// Whether it changed after it was indexed.
    pub outdated: bool,
    /// How many of its articles were removed for good; looked for only where the index does not know the file.
    pub removed: u64,
    /// Whether no format claims it.
    pub skipped: bool,
    /// What was wrong with it.
    pub problems: Vec<ProblemView>,
    /// Its articles.
    pub articles: Vec<ArticleReasonView>,
}

/// Why an article does not answer a question.
#[derive(Clone, Debug, Serialize)]
pub struct ArticleReasonView {
    /// The article's id.
    pub id: String,
    /// Its headline.
    pub title: Option<String>,
    /// Where it stands and what it says.
    #[serde(skip)]
    pub record: ArticleRecord,
    /// How its date was read, if that was in doubt.
    pub date_reading: Option<DateReadingView>,
    /// Whether it answers; null if nothing was asked.
    pub answers: Option<bool>,
    /// The newest version of it, if that is another article.
    pub newest: Option<String>,
    /// The oldest copy of its text, if that is another article.
    pub copy_of: Option<String>,
    /// The parts of the question that it lacks.
    pub missing: Vec<String>,
    /// Cut paragraphs that have such a part.
    pub cut: Vec<CutView>,
}

impl WhyView {
    /// Adds what the other articles of the sources told: how often paragraphs recur that were left out of search, and how
    /// dates are read.
    #[must_use]
    pub fn explain(mut self, recurring: &Recurring, orders: &DayOrders) -> Self {
        for article in &mut self.articles {
            let record = &article.record;
            article.cut.iter_mut().for_each(|cut| cut.explain(record.article.source.as_deref(), recurring));
            article.date_reading = DateReadingView::of(&record.article, &record.path, orders);
        }
        self
    }

    /// The view of a reason.
    pub fn new(path: &str, reason: Reason) -> Self {
        let problem = |problem: intake::Problem| ProblemView {
            schema: SCHEMA,
            path: path.to_owned(),
            member: problem.member,
            kind: problem.kind,
            detail: problem.detail,
        };
        Self {
            schema: SCHEMA,
            path: path.to_owned(),
            exists: reason.exists,
            left_out: reason.left_out.as_ref().map(rule),
            indexed: reason.indexed,
            outdated: reason.outdated,
            removed: reason.removed,
            skipped: reason.skipped,
            problems: reason.problems.into_iter().map(problem).collect(),
            articles: reason.articles.into_iter().map(ArticleReasonView::from).collect(),
        }
    }
}

impl From<ArticleReason> for ArticleReasonView {
    fn from(reason: ArticleReason) -> Self {
        let cut = reason.cut.into_iter().map(|(rule, text)| CutView::new(rule, text));
        Self {
            id: reason.record.id.to_string(),
            title: reason.record.article.title.clone(),
            record: reason.record,
            date_reading: None,
            answers: reason.answers,
            newest: reason.kin.newest.map(|id| id.to_string()),
            copy_of: reason.kin.first.map(|id| id.to_string()),
            missing: reason.missing,
            cut: cut.collect(),
        }
    }
}

fn rule(left_out: &LeftOut) -> String {
    match left_out {
        LeftOut::Hidden { name } => format!("\"{name}\" is hidden"),
        LeftOut::Pattern { pattern, origin } => format!("the pattern \"{pattern}\" ({origin}) leaves it out"),
        LeftOut::NotIncluded => "no include pattern matches it".to_owned(),
        LeftOut::Link => "it is a link, and links are followed only with --follow".to_owned(),
        LeftOut::Special => "it is no regular file".to_owned(),
        LeftOut::PartOfPage { page } => format!("it belongs to the saved page \"{page}\""),
        LeftOut::OfMailbox => "a mail server keeps it in the mailbox".to_owned(),
    }
}
