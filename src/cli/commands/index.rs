//! `morgue index`: build an archive or bring it up to date.

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use clap::Args;
use intake::walk::Rules;
use morgue::{
    archive::{
        Archive,
        update::{DEFAULT_MEMORY, Options},
    },
    desk::{Settings, Walk},
    render,
    view::SummaryView,
};

use crate::cli::{
    Failure, Outcome,
    args::JsonFormat,
    context::{Context, interrupted, note},
    observer::Bar,
    print,
};

/// Make an archive of a folder, or bring it up to date
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  morgue index ~/clippings                     make or update the archive of a folder
  morgue index                                 update the archive around the current folder
  morgue index 2024 --dry-run                  say what an update of a part would do
  morgue index --exclude 'drafts/' --save      leave a folder out, from now on
  morgue index --memory 2GB --strict           use more memory; exit 2 if a file had problems")]
pub(crate) struct IndexArgs {
    /// The folder, or a part of an archive
    folder: Option<PathBuf>,
    /// Make an archive of FOLDER's own, though it lies inside of another
    #[arg(long, requires = "folder")]
    new: bool,
    /// Start over; the old index answers until the new one is whole
    #[arg(long)]
    rebuild: bool,
    /// Only say what would be done
    #[arg(long)]
    dry_run: bool,
    /// Exit with 2 if a file had problems
    #[arg(long)]
    strict: bool,
    /// Walk only files that match this pattern (gitignore syntax), in this run
    #[arg(long, value_name = "PATTERN")]
    include: Vec<String>,
    /// Leave out what matches this pattern (gitignore syntax), in this run
    #[arg(long, value_name = "PATTERN")]
    exclude: Vec<String>,
    /// Keep --include and --exclude in the archive's settings
    #[arg(long)]
    save: bool,
    /// Follow symbolic links, never in a loop
    #[arg(long)]
    follow: bool,
    /// Bound of buffers and queues: 512MB, 2GB
    #[arg(long, value_name = "SIZE", value_parser = parse_size, default_value_t = DEFAULT_MEMORY)]
    #[arg(hide_default_value = true)]
    memory: u64,
    /// Seconds between commits on a long run
    #[arg(long, value_name = "SECONDS", default_value_t = 30)]
    commit_every: u64,
    #[command(flatten)]
    format: JsonFormat,
}

pub(crate) fn run(args: &IndexArgs, context: &Context) -> Result<Outcome, Failure> {
    let (archive, start) = target(args, context)?;
    let settings = Settings::load(&archive)?;
    let rules = Rules { follow: settings.walk.follow || args.follow, ..settings.rules() };
    let mut rules_now = rules.clone();
    rules_now.include.extend(args.include.iter().cloned());
    rules_now.exclude.extend(args.exclude.iter().cloned());
    rules_now.check().map_err(Failure::new)?;
    let rules = if args.save {
        let walk = Walk {
            include: rules_now.include.clone(),
            exclude: rules_now.exclude.clone(),
            ..settings.walk.clone()
        };
        if !args.dry_run {
            Settings::save_walk(&archive, &walk)?;
        }
        rules_now.clone()
    } else {
        rules
    };
    let options = Options {
        start,
        rules,
        rules_now,
        rebuild: args.rebuild,
        dry_run: args.dry_run,
        memory: args.memory,
        commit_every: Duration::from_secs(args.commit_every),
        ..settings.run()
    };
    let bar = Bar::new();
    let summary = archive.update(&options, &bar)?;
    drop(bar);
    let view = SummaryView::new(&summary, args.dry_run);
    print::one(args.format.is_json(), &view, |out| render::summary(out, &view, context.style))?;
    if summary.cancelled {
        return Err(interrupted());
    }
    if args.strict && summary.problems > 0 {
        return Err(Failure::new(format_args!("{} had problems", render::plural(summary.problems, "file")))
            .hint("type: morgue problems"));
    }
    Ok(Outcome::Done)
}

/// Reads the files of the archive that had problems again, by the archive's settings.
pub(super) fn retry(context: &Context) -> Result<Outcome, Failure> {
    let archive = context.open()?.0;
    let options = Options { retry: true, ..Settings::load(&archive)?.run() };
    let bar = Bar::new();
    let summary = archive.update(&options, &bar)?;
    drop(bar);
    let view = SummaryView::new(&summary, false);
    print::one(false, &view, |out| render::summary(out, &view, context.style))?;
    if summary.cancelled { Err(interrupted()) } else { Ok(Outcome::Done) }
}

/// The archive to update, and the part of it.
fn target(args: &IndexArgs, context: &Context) -> Result<(Archive, Option<PathBuf>), Failure> {
    let Some(folder) = &args.folder else { return Ok((context.archive()?, None)) };
    if !folder.is_dir() {
        return Err(Failure::new(format_args!("{} is no folder", folder.display()))
            .hint("type: morgue index FOLDER, with the folder that holds the articles"));
    }
    if context.is_named() && !args.new {
        let archive = context.archive()?;
        return Ok((archive, Some(folder.clone())));
    }
    let own = context.archive_at(folder)?;
    match Archive::find(folder) {
        Some(around)
            if !args.new && own.home() == own.root().join(".morgue") && around.root() != own.root() =>
        {
            let part = Path::new(folder);
            note(&format!(
                "{} lies in the archive {}: updating that part of it",
                part.display(),
                around.root().display()
            ));
            Ok((around, Some(folder.clone())))
        }
        _ => Ok((own, None)),
    }
}

/// A number of bytes: "512MB", "2GB", "1500000".
fn parse_size(text: &str) -> Result<u64, String> {
    let wrong = || "write a size as 512MB or 2GB".to_owned();
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let number: u64 = text[..end].parse().map_err(|_| wrong())?;
    let unit = match text[end..].trim().to_ascii_uppercase().as_str() {
        "" | "B" => 1,
        "K" | "KB" => 1_000,
        "M" | "MB" => 1_000_000,
        "G" | "GB" => 1_000_000_000,
        "KIB" => 1 << 10,
        "MIB" => 1 << 20,
        "GIB" => 1 << 30,
        _ => return Err(wrong()),
    };
    number.checked_mul(unit).ok_or_else(wrong)
}

#[cfg(test)]
mod tests {
    use super::parse_size;

    #[test]
    fn sizes_have_units() {
        let check = |text: &str, expected: Option<u64>| assert_eq!(parse_size(text).ok(), expected, "{text}");
        check("512MB", Some(512_000_000));
        check("2GB", Some(2_000_000_000));
        check("2 gb", Some(2_000_000_000));
        check("1GiB", Some(1 << 30));
        check("77", Some(77));
        check("MB", None);
        check("2 lots", None);
        check("99999999999GB", None);
    }
}
