//! `morgue people`, `orgs`, `places`: list names.

use clap::Args;
use morgue::{render, search::listing, view::NamesView};
use names::Kind;

use crate::cli::{
    Failure, Outcome,
    args::{FilterArgs, Format, FormatArg},
    context::{Context, found, note, note_request},
    print,
};

/// Which names, and how many.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  morgue people                                who is in the archive
  morgue people sol                            whose name has a word that begins so
  morgue orgs --since 2019 --limit 20 --offset 20
  morgue people --query 'harbour OR ferry'     in the articles that a query finds
  morgue people --with 'Gannet Estates'         in articles that also have that person, body or place
  morgue places --person 'Lin Meihua' --format csv")]
pub(crate) struct NamesArgs {
    /// Words of the name; the last may be the beginning of one
    #[arg(value_name = "PATTERN")]
    pattern: Vec<String>,
    /// Only in the articles that this query finds
    #[arg(long, value_name = "QUERY")]
    query: Option<String>,
    /// Only in articles that also have this person, organization or place
    #[arg(long, value_name = "NAME")]
    with: Vec<String>,
    #[command(flatten)]
    filters: FilterArgs,
    /// How many at most
    #[arg(long, short = 'n', value_name = "N", default_value_t = 50, help_heading = "Output")]
    limit: usize,
    /// How many to pass over first
    #[arg(long, value_name = "N", default_value_t = 0, help_heading = "Output")]
    offset: usize,
    #[command(flatten)]
    format: FormatArg,
}

pub(crate) fn run(args: &NamesArgs, kind: Kind, context: &Context) -> Result<Outcome, Failure> {
    args.filters.check()?;
    let (_, catalog) = args.filters.open(context)?;
    let mut request = args.filters.request(args.query.clone().unwrap_or_default());
    request.filters.with.clone_from(&args.with);
    let pattern = (!args.pattern.is_empty()).then(|| args.pattern.join(" "));
    (request.limit, request.offset) = (args.limit, args.offset);
    note_request(&catalog, &request);
    let listed = listing::names(&catalog, kind, &request, pattern.as_deref())?;
    let view = NamesView::new(listed, &request);
    let format = args.format.format;
    print::list(format, &view, &view.names, |out| render::names(out, &view, context.style))?;
    if format == Format::Text && view.total == 0 {
        note("No name matches.");
    }
    if format == Format::Text && view.total != view.names.len() {
        let total = render::grouped(view.total as u64);
        note(&format!("{} of {total} names shown", view.names.len()));
    }
    Ok(found(view.total > 0))
}
