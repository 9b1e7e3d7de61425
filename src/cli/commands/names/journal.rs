//! `morgue names undo`, `log`, `check`: what was changed, and whether it can all be true.

use clap::Args;
use morgue::{
    desk::names::{Change, Corrections, check as contradictions_of, journal},
    render::{self, plural},
    view::{ChangeView, ContradictionView},
};

use super::meant;
use crate::cli::{
    Failure, Outcome,
    args::{Format, FormatArg},
    context::{Context, note},
    print,
};

/// Take a change back
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  morgue names undo             the last one
  morgue names undo 7 --yes     the one with that number in `morgue names log`")]
pub(crate) struct UndoArgs {
    /// Its number [default: the last one]
    number: Option<u32>,
    /// Do not ask
    #[arg(long, short)]
    yes: bool,
}

/// List the changes, the last first
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  morgue names log
  morgue names log --format jsonl")]
pub(crate) struct LogArgs {
    #[command(flatten)]
    format: FormatArg,
}

/// Find what cannot all be true in the corrections
#[derive(Args, Debug)]
#[command(
    after_help = "Exit code 0: nothing contradicts itself; 2: something does, or a file cannot be read.

Example:
  morgue names check"
)]
pub(crate) struct CheckArgs {
    #[command(flatten)]
    format: FormatArg,
}

pub(super) fn undo(args: &UndoArgs, context: &Context) -> Result<Outcome, Failure> {
    let (archive, catalog) = context.open()?;
    let change = Change::undo(&archive, args.number)?;
    for what in change.what() {
        note(&format!("takes back: {what}"));
    }
    meant::confirm(context, &archive, &catalog, change, &[], args.yes)
}

pub(super) fn log(args: &LogArgs, context: &Context) -> Result<Outcome, Failure> {
    let archive = context.archive()?;
    let changes = ChangeView::all(&journal::entries(&archive)?);
    print::list(args.format.format, &changes, &changes, |out| render::changes(out, &changes, context.style))?;
    if changes.is_empty() && args.format.format == Format::Text {
        note("Nothing was changed yet.");
    }
    Ok(Outcome::Done)
}

pub(super) fn check(args: &CheckArgs, context: &Context) -> Result<Outcome, Failure> {
    let archive = context.archive()?;
    let found = contradictions_of(&Corrections::load(&archive)?);
    let found: Vec<ContradictionView> = found.into_iter().map(ContradictionView::from).collect();
    print::list(args.format.format, &found, &found, |out| render::contradictions(out, &found))?;
    if !found.is_empty() {
        return Err(Failure::new(format_args!(
            "the corrections contradict themselves in {}",
            plural(found.len() as u64, "line")
        ))
        .hint(format_args!("edit the files in {}", archive.desk().display())));
    }
    if args.format.format == Format::Text {
        note("Nothing contradicts itself.");
    }
    Ok(Outcome::Done)
}
