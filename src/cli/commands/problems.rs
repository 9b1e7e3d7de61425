//! `morgue problems`: what could not be read.

use std::io::Write;

use clap::Args;
use morgue::{render, view::ProblemsView};

use crate::cli::{
    Failure, Outcome,
    args::{Format, FormatArg},
    context::{Context, note},
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
    let (_, reader) = context.open()?;
    let view = ProblemsView::new(reader.troubled_files()?);
    let mut out = context.out();
    match args.format.format {
        Format::Text => render::problems(&mut out, &view, context.style)?,
        Format::Csv => render::csv::write(&mut out, &view.problems)?,
        Format::Json => {
            serde_json::to_writer(&mut out, &view)?;
            writeln!(out)?;
        }
        Format::Jsonl => {
            for problem in &view.problems {
                serde_json::to_writer(&mut out, problem)?;
                writeln!(out)?;
            }
        }
    }
    out.flush()?;
    if args.format.format == Format::Text && view.total == 0 {
        note("Every file was read.");
    }
    Ok(Outcome::Done)
}
