//! `morgue show`: read an article.

use std::collections::HashSet;

use clap::Args;
use morgue::{
    archive::{boilerplate::Recurring, record::ArticleRecord, stream::StreamText, terms::Terms},
    render,
    search::{
        Catalog, Request, kin,
        matcher::{self, Document, Highlight},
        versions,
    },
    view::{ArticleView, VersionsView},
};

use super::target;
use crate::cli::{
    Failure, Outcome,
    args::JsonFormat,
    context::{Context, note},
    print,
};

/// Read an article of the archive
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  morgue show 3k7q                             the article whose id begins so
  morgue show 2019/2019-05-10-recount.txt      the article of a file
  morgue show 3k7q --highlight 'tidal gate'    with what matches made visible
  morgue show 3k7q --all                       with the paragraphs that were left out of search
  morgue show 3k7q --versions                  what stood at its url before, and what changed
  morgue show 3k7q --format json")]
pub(crate) struct ShowArgs {
    /// The article's id, the beginning of it, or the path of its file
    #[arg(value_name = "ID|PATH")]
    target: String,
    /// Make visible what this query matches
    #[arg(long, value_name = "QUERY")]
    highlight: Option<String>,
    /// Also show the paragraphs that were left out of search
    #[arg(long)]
    all: bool,
    /// List the versions of the article, which have one url, and what changed from each to the next
    #[arg(long, conflicts_with_all = ["highlight", "all"])]
    versions: bool,
    #[command(flatten)]
    format: JsonFormat,
}

/// Copies that are named at most.
const COPIES: usize = 100;

pub(crate) fn run(args: &ShowArgs, context: &Context) -> Result<Outcome, Failure> {
    let (archive, catalog) = context.open()?;
    let records = target::articles(&archive, catalog.reader(), &args.target)?;
    if records.is_empty() {
        note(&format!("No article has the id or path \"{}\".", args.target));
        note(&format!("`morgue why {}` may say why.", args.target));
        return Ok(Outcome::Nothing);
    }
    if args.versions {
        return show_versions(&catalog, records, args.format.is_json(), context);
    }
    let recurring = Recurring::open(&archive)?;
    for record in &records {
        let mut view = view(&catalog, record, args.highlight.as_deref())?;
        view.parsed.explain(&recurring);
        print::one(args.format.is_json(), &view, |out| render::article(out, &view, context.style, args.all))?;
    }
    Ok(Outcome::Done)
}

fn show_versions(
    catalog: &Catalog,
    records: Vec<ArticleRecord>,
    as_json: bool,
    context: &Context,
) -> Result<Outcome, Failure> {
    let mut shown = HashSet::new();
    for record in records {
        if shown.contains(&record.id) {
            continue;
        }
        let versions = versions::of(catalog.reader(), record)?;
        shown.extend(versions.iter().map(|version| version.record.id));
        let view = VersionsView::new(versions);
        print::one(as_json, &view, |out| render::versions(out, &view, context.style))?;
    }
    Ok(Outcome::Done)
}

fn view(catalog: &Catalog, record: &ArticleRecord, highlight: Option<&str>) -> Result<ArticleView, Failure> {
    let reader = catalog.reader();
    let mut copies = Vec::new();
    for id in kin::copies(reader, record.id)?.into_iter().take(COPIES) {
        copies.extend(versions::article(reader, id)?);
    }
    let view = ArticleView::new(record, &highlights(catalog, record, highlight));
    Ok(view.with_kin(&kin::of(reader, record)?, &copies))
}

fn highlights(catalog: &Catalog, record: &ArticleRecord, query: Option<&str>) -> Vec<Highlight> {
    let Some(text) = query else { return Vec::new() };
    let mut terms = Terms::default();
    let request = Request { text: text.to_owned(), ..Request::default() };
    let tree = request.prepare(catalog, &mut terms).tree;
    let stream = StreamText::of(&record.article);
    let document = Document::of(&stream, record);
    matcher::highlights(&tree, &document, &mut terms)
}
