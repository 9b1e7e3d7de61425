//! `morgue open`: show an article's file or page with the system's program for it.

use std::{ffi::OsString, process::Command};

use clap::Args;

use super::target;
use crate::cli::{
    Failure, Outcome,
    context::{Context, note, openable},
};

/// Open an article's file, or its web page, with the system's program
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  morgue open 3k7q                             the file
  morgue open 3k7q --url                       the page that it was published on")]
pub(crate) struct OpenArgs {
    /// The article's id, the beginning of it, or the path of its file
    #[arg(value_name = "ID|PATH")]
    target: String,
    /// Open the web page instead of the file
    #[arg(long)]
    url: bool,
}

pub(crate) fn run(args: &OpenArgs, context: &Context) -> Result<Outcome, Failure> {
    let (archive, catalog) = context.open()?;
    let records = target::articles(&archive, catalog.reader(), &args.target)?;
    let Some(record) = records.first() else {
        note(&format!("No article has the id or path \"{}\".", args.target));
        return Ok(Outcome::Nothing);
    };
    let what = if args.url { OsString::from(page(record)?) } else { openable(&archive, &record.path).into() };
    launch(&what)?;
    Ok(Outcome::Done)
}

/// The address of an article's page; nothing but a web address is ever handed to the system.
fn page(record: &morgue::archive::record::ArticleRecord) -> Result<String, Failure> {
    let url = record.article.url.clone().ok_or_else(|| {
        Failure::new(format_args!("the article {} has no url", record.id))
            .hint("without --url its file is opened")
    })?;
    if url.starts_with("https://") || url.starts_with("http://") {
        Ok(url)
    } else {
        Err(Failure::new(format_args!("{url} is no web address")))
    }
}

/// Shows a file or an address with the system's program.
pub(super) fn launch(what: &OsString) -> Result<(), Failure> {
    let program = if cfg!(target_os = "macos") {
        "open"
    } else if cfg!(windows) {
        "explorer"
    } else {
        "xdg-open"
    };
    let status = Command::new(program).arg(what).status().map_err(|error| {
        Failure::new(format_args!("{program} could not be started: {error}"))
            .hint(format_args!("open it yourself: {}", what.to_string_lossy()))
    })?;
    if status.success() || cfg!(windows) {
        Ok(())
    } else {
        Err(Failure::new(format_args!("{program} could not open {}", what.to_string_lossy())))
    }
}
