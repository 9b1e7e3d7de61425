//! The way back: what is damaged is taken out, and a run puts it in again, from the user's files.
//!
//! A damaged segment is dropped with all that it holds; files whose articles were in it are read again, and so are files
//! whose articles are not what their records say. Articles that can still be read keep their ids. A damaged table is
//! removed, and settled by the run. Where the account of the last commit is damaged, nothing says what belongs to it, and
//! all is made anew.

use std::{collections::BTreeSet, path::Path, sync::Arc};

use super::{Finding, VerifyOptions, verify_in};
use crate::archive::{
    Archive, ArchiveError, Reader, commit,
    directory::{META, segment_of},
    files,
    flow::Flow,
    lock::WriteLock,
    record::FileRecord,
    schema,
    update::{Observer, Options, Session},
};

/// What repairing an index came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Repaired {
    /// Entries of the index, articles and files, that could not be made again: their files are not there any more.
    pub lost: u64,
    /// Whether the run was ended before its end.
    pub cancelled: bool,
}

impl Archive {
    /// Repairs what [`Archive::verify`] finds with the same options, by a run with these others.
    pub fn repair(
        &self,
        looking: &VerifyOptions,
        run: &Options,
        observer: &dyn Observer,
    ) -> Result<Repaired, ArchiveError> {
        // What is damaged is read again from there.
        self.check_root()?;
        self.prepare()?;
        let lock = WriteLock::take(self)?;
        self.clear_up()?;
        let before = commit::documents(&self.index());
        let is_lost = take_out(&self.index(), looking, run, observer)?;
        drop(lock);
        let summary = self.update(&Options { rebuild: is_lost, ..run.clone() }, observer)?;
        let lost = before.saturating_sub(commit::documents(&self.index()));
        Ok(Repaired { lost: if summary.cancelled { 0 } else { lost }, cancelled: summary.cancelled })
    }
}

/// Takes out what is damaged; true if all must be made anew.
fn take_out(
    folder: &Path,
    looking: &VerifyOptions,
    run: &Options,
    observer: &dyn Observer,
) -> Result<bool, ArchiveError> {
    let mut segments = BTreeSet::new();
    for finding in verify_in(folder, looking, observer)?.findings {
        let Finding::Damaged(damage) = finding else { continue };
        let name = damage.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name == META {
            return Ok(true);
        }
        match segment_of(&name) {
            Some(segment) => drop(segments.insert(segment.to_owned())),
            None => files::remove(&damage.path)?,
        }
    }
    if !segments.is_empty() {
        commit::drop_segments(folder, &segments)?;
    }
    let findings = verify_in(folder, looking, observer)?.findings;
    let mut paths = BTreeSet::new();
    let mut is_unknown = false;
    for finding in &findings {
        match finding {
            Finding::Ledger { path, .. } | Finding::Differs { path, .. } if !path.is_empty() => {
                paths.insert(path.as_str());
            }
            Finding::Table { name, .. } => files::remove(&folder.join(name))?,
            // A record that cannot be read, though its bytes are those that were written.
            Finding::Ledger { .. } | Finding::Differs { .. } | Finding::Damaged(_) => is_unknown = true,
        }
    }
    if is_unknown || (findings.is_empty() && segments.is_empty()) {
        return Ok(is_unknown);
    }
    let reader = Reader::open_in(folder)?;
    let flow = Arc::new(Flow::of(run));
    let mut session = Session::open(folder, run, 0, &flow)?;
    for path in paths {
        let mut seen = 0_u32;
        session.remove_entry(path)?;
        if reader.each_article_of(path, |_| seen += 1).is_err() {
            session.remove_file(path)?;
        }
        // No format is of a file that is not whole: the run reads it again, and its articles keep their ids.
        let again = FileRecord { is_partial: true, articles: seen, ..FileRecord::new(path.to_owned(), 0, 0) };
        session.add(schema::file_document(&session.fields, &again)?)?;
    }
    // Tables of the commit before are none of this one.
    session.touch();
    session.commit()?;
    session.finish()?;
    Ok(false)
}
