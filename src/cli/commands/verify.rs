//! `morgue verify`: whether the index is whole, and the way back if it is not.

use clap::Args;
use morgue::{
    archive::{Archive, VerifyOptions},
    desk::Settings,
    render,
    view::{FindingView, VerifyView},
};

use crate::cli::{
    Failure, Outcome,
    args::JsonFormat,
    context::{Context, interrupted},
    observer::Bar,
    print,
};

/// Check that the index is whole, and repair what is not
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  morgue verify                                checksums, ledger, and every article
  morgue verify --sample 1000                  compare only so many articles with what is searchable
  morgue verify --repair                       make anew what is damaged, from your files
  morgue verify --format json

Exits with 2 if something is wrong, or was not repaired.")]
pub(crate) struct VerifyArgs {
    /// Compare N articles, spread over the archive, with what is searchable; unless given, all
    #[arg(long, value_name = "N")]
    sample: Option<u64>,
    /// Read again what is damaged, and nothing else
    #[arg(long)]
    repair: bool,
    #[command(flatten)]
    format: JsonFormat,
}

pub(crate) fn run(args: &VerifyArgs, context: &Context) -> Result<Outcome, Failure> {
    let archive = context.archive()?;
    let looking = VerifyOptions { sample: args.sample };
    let bar = Bar::new();
    let verified = archive.verify(&looking, &bar)?;
    let mut view = VerifyView::new(&verified);
    if args.repair && !verified.findings.is_empty() {
        view = repair(&archive, &looking, view.findings, &bar)?;
    }
    let is_cancelled = morgue::archive::update::Observer::cancelled(&bar);
    drop(bar);
    if is_cancelled {
        return Err(interrupted());
    }
    print::one(args.format.is_json(), &view, |out| render::verify(out, &view, context.style))?;
    let lost = view.lost.unwrap_or_default();
    match view.findings.len() as u64 {
        0 if lost > 0 => {
            let failure = Failure::new(format_args!(
                "{lost} of what the index had, articles and files, could not be made again: the files are gone or changed"
            ));
            Err(failure.hint("a backup may have it: morgue search … --index BACKUP"))
        }
        0 => Ok(Outcome::Done),
        count => {
            let failure = Failure::new(format_args!("{} in the index", render::plural(count, "fault")));
            Err(if args.repair {
                failure.hint("`morgue index --rebuild` makes it anew from your files")
            } else {
                failure.hint("type: morgue verify --repair")
            })
        }
    }
}

/// Repairs, and looks again.
fn repair(
    archive: &Archive,
    looking: &VerifyOptions,
    found: Vec<FindingView>,
    bar: &Bar,
) -> Result<VerifyView, Failure> {
    let options = Settings::load(archive)?.run();
    let repaired = archive.repair(looking, &options, bar)?;
    if repaired.cancelled {
        return Err(interrupted());
    }
    let mut view = VerifyView::new(&archive.verify(looking, bar)?);
    (view.repaired, view.lost) = (Some(found), Some(repaired.lost));
    Ok(view)
}
