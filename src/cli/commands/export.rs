//! `morgue export`: all that the archive holds, for other programs.

use std::{
    io::Write,
    path::{Path, PathBuf},
};

use clap::Args;
use morgue::{
    archive::files::Appearing,
    desk::files::{self, DeskFile},
    search::Catalog,
    view::ExportView,
};

use crate::cli::{Failure, Outcome, context::Context, print};

/// Print the whole archive as lines of JSON: articles, names, mentions, files, desk
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  morgue export > archive.jsonl                a line each for the archive, the desk, files and articles
  morgue export --output archive.jsonl         the same into a file, which appears when it is whole
  morgue export | jq -r 'select(.type == \"article\") | .names[].key' | sort | uniq -c

Archives of the same files export the same, whenever and in whatever order they were indexed.")]
pub(crate) struct ExportArgs {
    /// Write into this file; one that is there is replaced when the new one is whole
    #[arg(long, short = 'o', value_name = "FILE")]
    output: Option<PathBuf>,
}

pub(crate) fn run(args: &ExportArgs, context: &Context) -> Result<Outcome, Failure> {
    let (archive, catalog) = context.open()?;
    let desk = files::all(&archive)?;
    match &args.output {
        Some(path) if path.as_os_str() != "-" => write_file(path, &catalog, desk)?,
        _ => {
            let mut out = print::output();
            write(&mut out, &catalog, desk)?;
            out.flush()?;
        }
    }
    Ok(Outcome::Done)
}

fn write_file(path: &Path, catalog: &Catalog, desk: Vec<DeskFile>) -> Result<(), Failure> {
    let mut file = Appearing::create(path)?;
    write(&mut file, catalog, desk)?;
    Ok(file.finish()?)
}

fn write(out: &mut dyn Write, catalog: &Catalog, desk: Vec<DeskFile>) -> Result<(), Failure> {
    print::json(out, &ExportView::of_archive(&catalog.reader().status()?))?;
    for file in desk {
        print::json(out, &ExportView::from(file))?;
    }
    catalog.reader().each_held(|held| print::json(out, &ExportView::of_held(catalog, held)?))
}
