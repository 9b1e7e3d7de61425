//! `morgue problems`: what could not be read, and another try.

use clap::Args;
use intake::ProblemKind;
use morgue::{render, view::ProblemsView};

use crate::cli::{
    Failure, Outcome,
    args::{Format, FormatArg},
    commands::index,
    context::{Context, note, openable},
    print,
};

/// How many of each sort are shown if all sorts are.
const EXAMPLES: usize = 5;

/// List the files that could not be read, and why
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  morgue problems                              by sort, with examples and what to do
  morgue problems --kind broken                all of one sort
  morgue problems --paths                      only the files' paths
  morgue problems --paths -0 | xargs -0 ls -l  with a zero byte behind each
  morgue problems --retry                      index just those files again
  morgue problems --format csv")]
pub(crate) struct ProblemsArgs {
    /// Only problems of this sort, all of them: broken, empty, too-large …
    #[arg(long, value_name = "KIND", value_parser = parse_kind)]
    kind: Vec<ProblemKind>,
    /// Write only the paths of the files, one a line
    #[arg(long, conflicts_with_all = ["format", "retry"])]
    paths: bool,
    /// End each path with a zero byte instead of a line's end
    #[arg(long, short = '0', requires = "paths")]
    null: bool,
    /// Read just the files that had problems again
    #[arg(long, conflicts_with_all = ["format", "kind"])]
    retry: bool,
    #[command(flatten)]
    format: FormatArg,
}

pub(crate) fn run(args: &ProblemsArgs, context: &Context) -> Result<Outcome, Failure> {
    if args.retry {
        return index::retry(context);
    }
    let (archive, catalog) = context.open()?;
    let view = ProblemsView::new(catalog.reader().troubled_files()?, &args.kind);
    if args.paths {
        print::paths(view.paths().into_iter().map(|path| openable(&archive, path)), args.null)?;
        return Ok(Outcome::Done);
    }
    let format = args.format.format;
    let examples = if args.kind.is_empty() { EXAMPLES } else { usize::MAX };
    print::list(format, &view, &view.problems, |out| render::problems(out, &view, examples, context.style))?;
    if format == Format::Text && view.total == 0 {
        note(if args.kind.is_empty() { "Every file was read." } else { "No file has such a problem." });
    }
    Ok(Outcome::Done)
}

fn parse_kind(text: &str) -> Result<ProblemKind, String> {
    let names = || ProblemKind::ALL.map(ProblemKind::name).join(", ");
    let kind = ProblemKind::ALL.into_iter().find(|kind| kind.name() == text);
    kind.ok_or_else(|| format!("the sorts of problems are {}", names()))
}
