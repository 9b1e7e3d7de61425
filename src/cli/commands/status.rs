//! `morgue status`: what the archive holds.

use clap::Args;
use morgue::{render, search::listing, view::StatusView};

use crate::cli::{Failure, Outcome, args::JsonFormat, context::Context, print};

/// Say what the archive holds
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  morgue status
  morgue status --format json")]
pub(crate) struct StatusArgs {
    #[command(flatten)]
    format: JsonFormat,
}

pub(crate) fn run(args: &StatusArgs, context: &Context) -> Result<Outcome, Failure> {
    let (archive, catalog) = context.open()?;
    let status = catalog.reader().status()?;
    let names = listing::of_each_kind(&catalog, 0)?.map(|listed| listed.total);
    let view = StatusView::new(&archive, &status, names, catalog.reader().date_range()?);
    print::one(args.format.is_json(), &view, |out| render::status(out, &view, context.style))?;
    Ok(Outcome::Done)
}
