//! `morgue backup` and `morgue restore`: a copy of index and desk, and the way back.

use std::path::{Path, PathBuf};

use clap::Args;
use morgue::{
    archive::{Archive, Copied, FOLDER},
    render::{self, grouped, plural},
};

use crate::cli::{
    Failure, Outcome,
    context::{Context, note},
};

/// Copy index and desk into a folder, also while a run goes on
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  morgue backup /media/disk/packet-2026-11
  morgue search ferry --index /media/disk/packet-2026-11     a backup opens where it is, to be read

The articles' own files are not in it: they are yours to copy.")]
pub(crate) struct BackupArgs {
    /// The folder to make
    folder: PathBuf,
}

/// Put a backup of index and desk back
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  morgue restore /media/disk/packet-2026-11                  into the archive that it was made of
  morgue restore /media/disk/packet-2026-11 --archive ~/clippings --replace

With --replace the desk that is there is kept beside the new one, as desk.1. What was removed for good since the backup
was made is removed again.")]
pub(crate) struct RestoreArgs {
    /// The folder that `morgue backup` made
    backup: PathBuf,
    /// Replace the index and desk that are there
    #[arg(long)]
    replace: bool,
}

pub(crate) fn back_up(args: &BackupArgs, context: &Context) -> Result<Outcome, Failure> {
    let copied = context.archive()?.back_up(&args.folder)?;
    note(&format!("{}: {}", args.folder.display(), account(&copied)));
    Ok(Outcome::Done)
}

pub(crate) fn restore(args: &RestoreArgs, context: &Context) -> Result<Outcome, Failure> {
    let archive = if context.is_named() { context.archive()? } else { home_of(&args.backup, context)? };
    let copied = archive.restore(&args.backup, args.replace)?;
    note(&format!("{}: {}", archive.home().display(), account(&copied)));
    if copied.purged > 0 {
        note(&format!("{} removed again that had been removed for good.", plural(copied.purged, "article")));
    }
    if let Some(old) = copied.old_desk {
        note(&format!("The desk that was there is kept in {}.", old.display()));
    }
    if copied.outdated {
        note(
            "Its index is of an older version of the program: `morgue index` makes it anew from your files.",
        );
    } else {
        note("`morgue index` brings it up to date with the folder.");
    }
    Ok(Outcome::Done)
}

/// The archive that a backup was made of.
fn home_of(backup: &Path, context: &Context) -> Result<Archive, Failure> {
    let Some(made_of) = Archive::of_home(backup)? else {
        return Err(Failure::new(format_args!("{} is no backup", backup.display()))
            .hint("name the folder that `morgue backup` made"));
    };
    if !made_of.root().is_dir() {
        return Err(Failure::new(format_args!("{} is not there any more", made_of.root().display()))
            .hint(format_args!("name the folder that is to have its {FOLDER}: --archive FOLDER")));
    }
    context.archive_at(made_of.root())
}

fn account(copied: &Copied) -> String {
    if copied.outdated {
        return render::bytes(copied.bytes);
    }
    format!("{} articles, {}", grouped(copied.articles), render::bytes(copied.bytes))
}
