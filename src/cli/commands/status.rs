//! `morgue status`: what the archive holds.

use clap::Args;
use morgue::{
    render,
    search::{Request, listing},
    view::StatusView,
};
use names::Kind;

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
    // In a large archive each takes a while; they have nothing to do with one another.
    let names = std::thread::scope(|scope| {
        let count = |kind| listing::names(&catalog, kind, &Request::default(), None).map(|list| list.total);
        let kinds =
            [Kind::Person, Kind::Organization, Kind::Place].map(|kind| scope.spawn(move || count(kind)));
        kinds.map(|total| total.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
    });
    let [people, organizations, places] = names;
    let names = [people?, organizations?, places?];
    let view = StatusView::new(&archive, &status, names, catalog.reader().date_range()?);
    print::one(args.format.is_json(), &view, |out| render::status(out, &view, context.style))?;
    Ok(Outcome::Done)
}
