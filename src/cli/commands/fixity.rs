//! `morgue fixity`: whether files still have the bytes that were indexed, and a manifest of them.

use std::{
    io::Write,
    path::{Path, PathBuf},
};

use clap::Args;
use morgue::{
    archive::{Archive, Fixity, Looked, files::Appearing},
    desk::Settings,
    render,
    view::{FixityFileView, FixityView},
};

use crate::cli::{Failure, Outcome, args::JsonFormat, context::Context, print};

/// List files whose bytes changed though their size and time did not
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  morgue fixity                                read every file, compare it with what was indexed
  morgue fixity --manifest ../manifest-sha256.txt
  morgue fixity --format json

A manifest has a line a file, as sha256sum writes it: `sha256sum -c ../manifest-sha256.txt` in the archive's folder checks
it. Exits with 2 if a file changed unseen or could not be read.")]
pub(crate) struct FixityArgs {
    /// Also write the SHA-256 hash of every file into FILE
    #[arg(long, value_name = "FILE")]
    manifest: Option<PathBuf>,
    #[command(flatten)]
    format: JsonFormat,
}

pub(crate) fn run(args: &FixityArgs, context: &Context) -> Result<Outcome, Failure> {
    let (archive, catalog) = context.open()?;
    let rules = Settings::load(&archive)?.rules();
    let mut manifest = args.manifest.as_deref().map(|path| create(&archive, path)).transpose()?;
    let mut view = FixityView::default();
    let has_manifest = manifest.is_some();
    archive.fixity(catalog.reader(), &rules, has_manifest, |looked: Looked| -> Result<(), Failure> {
        if let (Some(manifest), Some(line)) = (&mut manifest, render::manifest_line(&looked)) {
            manifest.write_all(&line)?;
        }
        view.add(looked);
        Ok(())
    })?;
    if let Some(manifest) = manifest {
        manifest.finish()?;
    }
    print::one(args.format.is_json(), &view, |out| render::fixity(out, &view, context.style))?;
    let bad = |file: &&FixityFileView| matches!(file.fixity, Fixity::Changed | Fixity::Unreadable);
    match view.listed.iter().filter(bad).count() as u64 {
        0 => Ok(Outcome::Done),
        count => Err(Failure::new(format_args!("{} not as indexed", render::plural(count, "file"))).hint(
            "put the file back from a copy; if the new bytes are right, `touch` it and type: morgue index",
        )),
    }
}

/// A manifest inside of the archive would be read as an article, and would have to stand in itself.
fn create(archive: &Archive, path: &Path) -> Result<Appearing, Failure> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if folder.canonicalize().is_ok_and(|folder| folder.starts_with(archive.root())) {
        return Err(Failure::new(format_args!("{} lies inside of the archive", path.display()))
            .hint("name a file elsewhere: here it would be read as an article"));
    }
    Ok(Appearing::create(path)?)
}
