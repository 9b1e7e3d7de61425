//! Says why a file or an article is not found.

use std::{fs::File, ops::ControlFlow, path::Path};

use intake::{
    Article, BETWEEN, Cut, Problem, Sink, Source,
    walk::{self, LeftOut},
};

use super::{
    Catalog, Request, engine,
    kin::{self, Kin},
    matcher::{self, Document},
    query::{self, Query},
    resolve::{self, Filters, Resolved},
};
use crate::{
    archive::{Archive, ArchiveError, record::ArticleRecord, terms::Terms},
    desk::{Purged, Settings},
};

/// What is to be said of one file.
#[derive(Clone, Debug, Default)]
pub struct Reason {
    /// Whether the file is there.
    pub exists: bool,
    /// The rule by which it is not walked.
    pub left_out: Option<LeftOut>,
    /// Whether the index knows it.
    pub indexed: bool,
    /// Whether it changed after it was indexed.
    pub outdated: bool,
    /// How many of its articles the user has removed for good; looked for only where the index does not know the file.
    pub removed: u64,
    /// Whether no format claims it.
    pub skipped: bool,
    /// What was wrong with it.
    pub problems: Vec<Problem>,
    /// Its articles, in view of the question.
    pub articles: Vec<ArticleReason>,
}

/// What is to be said of one article.
#[derive(Clone, Debug)]
pub struct ArticleReason {
    /// The article.
    pub record: ArticleRecord,
    /// Whether it answers the question, if one was asked.
    pub answers: Option<bool>,
    /// The parts of the question that it lacks.
    pub missing: Vec<String>,
    /// Its copies and versions.
    pub kin: Kin,
    /// Paragraphs that are left out of search, and would have had a missing part.
    pub cut: Vec<(Cut, String)>,
}

/// Why the file at a path of the archive is not found, or its articles not by a question.
pub fn why(
    archive: &Archive,
    catalog: &Catalog,
    settings: &Settings,
    path: &str,
    request: Option<&Request>,
) -> Result<Reason, ArchiveError> {
    let reader = catalog.reader();
    let is_whole = !path.contains(BETWEEN) || reader.file(path)?.is_some();
    let split = path.split_once(BETWEEN).filter(|_| !is_whole);
    let (file, member) = split.map_or((path, None), |(file, member)| (file, Some(member)));
    let full = archive.root().join(crate::archive::file_system_path(file));
    let metadata = full.symlink_metadata().ok();
    let mut reason = Reason {
        exists: metadata.is_some(),
        left_out: metadata.as_ref().and_then(|_| walk::explain(archive.root(), &full, &settings.rules())),
        ..Reason::default()
    };
    if let Some(file) = reader.file(file)? {
        reason.indexed = true;
        reason.skipped = file.is_skipped();
        reason.outdated = is_outdated(&full, file.size);
        reason.problems = file.problems;
        reason.problems.retain(|problem| concerns(problem, member));
    }
    if reason.exists && !reason.indexed && reason.left_out.is_none() {
        reason.removed = removed(archive, settings, file, &full)?;
    }
    for record in reader.articles_at(path)? {
        reason.articles.push(article(catalog, record, request)?);
    }
    Ok(reason)
}

/// How many articles of a file are kept away. The list of them has nothing but hashes, so that the file must be read.
fn removed(archive: &Archive, settings: &Settings, path: &str, full: &Path) -> Result<u64, ArchiveError> {
    let purged = Purged::load(archive)?;
    let Some(mut file) = (!purged.is_empty()).then(|| File::open(full).ok()).flatten() else { return Ok(0) };
    let mut counting = Counting { purged: &purged, path, removed: 0 };
    intake::read(Source::new(path, &mut file), &settings.limits(), &mut counting);
    Ok(counting.removed)
}

struct Counting<'p> {
    purged: &'p Purged,
    path: &'p str,
    removed: u64,
}

impl Sink for Counting<'_> {
    fn article(&mut self, article: Article) -> ControlFlow<()> {
        self.removed += u64::from(self.purged.has(self.path, &article));
        ControlFlow::Continue(())
    }

    fn problem(&mut self, _: Problem) {}
}

/// Whether a problem of a file is one of its member, of what is in that, or of the whole file.
fn concerns(problem: &Problem, member: Option<&str>) -> bool {
    let (Some(asked), Some(troubled)) = (member, problem.member.as_deref()) else { return true };
    troubled.strip_prefix(asked).is_some_and(|rest| rest.is_empty() || rest.starts_with(BETWEEN))
}

fn is_outdated(path: &Path, size: u64) -> bool {
    path.metadata().is_ok_and(|metadata| metadata.len() != size)
}

/// Why an article does not answer a question.
pub fn article(
    catalog: &Catalog,
    record: ArticleRecord,
    request: Option<&Request>,
) -> Result<ArticleReason, ArchiveError> {
    let reader = catalog.reader();
    let kin = kin::of(reader, &record)?;
    let mut reason = ArticleReason { record, answers: None, missing: Vec::new(), cut: Vec::new(), kin };
    let Some(request) = request else { return Ok(reason) };
    let mut terms = Terms::default();
    let tree = request.prepare(catalog, &mut terms).tree;
    reason.answers = Some(engine::finds(reader, &tree, reason.record.id)?);
    for (label, part) in parts(request, catalog, &mut terms) {
        if !engine::finds(reader, &part, reason.record.id)? {
            reason.missing.push(label);
            reason.cut.extend(cut_by(&reason.record, &part, &mut terms));
        }
    }
    Ok(reason)
}

/// The parts of a question that must all hold, as typed, and each resolved by itself.
fn parts(request: &Request, catalog: &Catalog, terms: &mut Terms) -> Vec<(String, Resolved)> {
    let Request { filters, match_mode, .. } = request;
    let nothing = Filters::default();
    let one = |value: &String| vec![value.clone()];
    let mut asked: Vec<(String, Query, Filters)> = Vec::new();
    for part in query::parse(&request.text).into_parts(*match_mode) {
        asked.push((part.reading(), part, nothing.clone()));
    }
    let mut filter = |label: String, filters: Filters| asked.push((label, Query::default(), filters));
    for name in &filters.people {
        filter(format!("person {name}"), Filters { people: one(name), ..nothing.clone() });
    }
    for name in &filters.orgs {
        filter(format!("organization {name}"), Filters { orgs: one(name), ..nothing.clone() });
    }
    for name in &filters.places {
        filter(format!("place {name}"), Filters { places: one(name), ..nothing.clone() });
    }
    for name in &filters.sources {
        filter(format!("source {name}"), Filters { sources: one(name), ..nothing.clone() });
    }
    for name in &filters.authors {
        filter(format!("author {name}"), Filters { authors: one(name), ..nothing.clone() });
    }
    if let Some(day) = filters.since {
        filter(format!("a date since {day}"), Filters { since: Some(day), ..nothing.clone() });
    }
    if let Some(day) = filters.until {
        filter(format!("a date until {day}"), Filters { until: Some(day), ..nothing.clone() });
    }
    let resolved = |(label, query, filters): (String, Query, Filters)| {
        let filters = Filters { today: request.filters.today, ..filters };
        let tree = resolve::resolve(&query, *match_mode, &filters, catalog, terms).tree;
        (label, tree)
    };
    asked.into_iter().map(resolved).collect()
}

/// The cut paragraphs that hold a part of the question.
fn cut_by<'r>(
    record: &'r ArticleRecord,
    part: &'r Resolved,
    terms: &'r mut Terms,
) -> impl Iterator<Item = (Cut, String)> + 'r {
    record.article.paragraphs.iter().filter_map(move |paragraph| {
        let cut = paragraph.cut?;
        let document = Document::of_part(&paragraph.text, &[], record);
        let found = matcher::matches(part, &document, &matcher::Unknown, terms) == Some(true);
        found.then(|| (cut, paragraph.text.clone()))
    })
}
