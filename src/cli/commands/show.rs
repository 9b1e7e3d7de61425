//! `morgue show`: read an article.

use clap::Args;
use morgue::{
    archive::{record::ArticleRecord, stream::StreamText, terms::Terms},
    render,
    search::{
        Catalog, Request,
        matcher::{self, Document},
    },
    view::ArticleView,
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
    #[command(flatten)]
    format: JsonFormat,
}

pub(crate) fn run(args: &ShowArgs, context: &Context) -> Result<Outcome, Failure> {
    let (archive, catalog) = context.open()?;
    let records = target::articles(&archive, catalog.reader(), &args.target)?;
    if records.is_empty() {
        note(&format!("No article has the id or path \"{}\".", args.target));
        note(&format!("`morgue why {}` may say why.", args.target));
        return Ok(Outcome::Nothing);
    }
    for record in &records {
        let view = view(&catalog, record, args.highlight.as_deref());
        print::one(args.format.is_json(), &view, |out| render::article(out, &view, context.style, args.all))?;
    }
    Ok(Outcome::Done)
}

fn view(catalog: &Catalog, record: &ArticleRecord, highlight: Option<&str>) -> ArticleView {
    let Some(text) = highlight else { return ArticleView::new(record, &[]) };
    let mut terms = Terms::default();
    let request = Request { text: text.to_owned(), ..Request::default() };
    let tree = request.prepare(catalog, &mut terms).tree;
    let stream = StreamText::of(&record.article);
    let document = Document::of(&stream, record);
    ArticleView::new(record, &matcher::highlights(&tree, &document, &mut terms))
}
