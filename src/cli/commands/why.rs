//! `morgue why`: say why something is not found.

use clap::Args;
use morgue::{
    archive::{Archive, boilerplate::Recurring, dates::DayOrders},
    desk::Settings,
    render,
    search::{
        Catalog, Request,
        why::{self, Reason},
    },
    view::WhyView,
};

use super::target;
use crate::cli::{
    Failure, Outcome,
    args::{FilterArgs, JsonFormat, QueryWords},
    context::{Context, found, note_request},
    print,
};

/// Say why a file or article is not found, or not by a query
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  morgue why 2016/scan.pdf                     is it walked, read, indexed?
  morgue why 2019/2019-05-10-recount.txt ferry --person Solheim
                                               what the article lacks that the query asks for")]
pub(crate) struct WhyArgs {
    /// The file's path, or an article's id
    #[arg(value_name = "PATH|ID")]
    target: String,
    #[command(flatten)]
    query: QueryWords,
    #[command(flatten)]
    filters: FilterArgs,
    #[command(flatten)]
    format: JsonFormat,
}

pub(crate) fn run(args: &WhyArgs, context: &Context) -> Result<Outcome, Failure> {
    let (archive, catalog) = args.filters.open(context)?;
    let text = args.query.text();
    let asked = !text.is_empty() || !args.filters.is_empty();
    let request = asked.then(|| args.filters.request(text));
    if let Some(request) = &request {
        note_request(&catalog, request);
    }
    let (path, reason) = reason(&archive, &catalog, &args.target, request.as_ref())?;
    let known = reason.exists || reason.indexed || !reason.articles.is_empty();
    let view = WhyView::new(&path, reason).explain(&Recurring::open(&archive)?, &DayOrders::open(&archive)?);
    print::one(args.format.is_json(), &view, |out| render::why(out, &view, context.style))?;
    Ok(found(known))
}

fn reason(
    archive: &Archive,
    catalog: &Catalog,
    target: &str,
    request: Option<&Request>,
) -> Result<(String, Reason), Failure> {
    let path = target::path_in_archive(archive, target);
    let settings = Settings::load(archive)?;
    let reason = why::why(archive, catalog, &settings, &path, request)?;
    if reason.exists || reason.indexed {
        return Ok((path, reason));
    }
    let Some(record) = target::articles(archive, catalog.reader(), target)?.into_iter().next() else {
        return Ok((path, reason));
    };
    let path = record.path.clone();
    let mut reason = why::why(archive, catalog, &settings, &path, None)?;
    reason.articles = vec![why::article(catalog, record, request)?];
    Ok((path, reason))
}
