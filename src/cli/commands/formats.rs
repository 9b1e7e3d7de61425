//! `morgue formats`: the table of formats, from the registry that reads them.

use clap::Args;
use morgue::{render, view::FormatView};

use crate::cli::{Failure, Outcome, args::FormatArg, context::Context, print};

/// List the formats that are read
#[derive(Args, Debug)]
#[command(after_help = "A file's content decides, its suffix only where the content leaves it open.

Examples:
  morgue formats
  morgue formats --format json")]
pub(crate) struct FormatsArgs {
    #[command(flatten)]
    format: FormatArg,
}

pub(crate) fn run(args: &FormatsArgs, context: &Context) -> Result<Outcome, Failure> {
    let formats = FormatView::all();
    print::list(args.format.format, &formats, &formats, |out| render::formats(out, &formats, context.style))?;
    Ok(Outcome::Done)
}
