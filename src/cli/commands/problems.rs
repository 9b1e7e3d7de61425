//! `morgue problems`: what could not be read.

use clap::Args;
use morgue::{render, view::ProblemsView};

use crate::cli::{
    Failure, Outcome,
    args::{Format, FormatArg},
    context::{Context, note},
    print,
};

/// List the files that could not be read, and why
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  morgue problems
  morgue problems --format csv")]
pub(crate) struct ProblemsArgs {
    #[command(flatten)]
    format: FormatArg,
}

pub(crate) fn run(args: &ProblemsArgs, context: &Context) -> Result<Outcome, Failure> {
    let (_, catalog) = context.open()?;
    let view = ProblemsView::new(catalog.reader().troubled_files()?);
    let format = args.format.format;
    print::list(format, &view, &view.problems, |out| render::problems(out, &view, context.style))?;
    if format == Format::Text && view.total == 0 {
        note("Every file was read.");
    }
    Ok(Outcome::Done)
}
