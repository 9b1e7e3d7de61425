//! Whether the disk has room for what a run is about to write.
//!
//! How much that is nobody knows before. What clearly has no room is not begun, so that a run ends at a commit and not in
//! the middle of one; what was not seen coming ends it too, and loses no more than came after the last commit.

use std::path::{Path, PathBuf};

use tantivy::{
    index::SegmentMeta,
    indexer::{MergeCandidate, MergePolicy},
};

use super::merging::Merging;
use crate::archive::{Archive, ArchiveError, damage::segment_files, files};

/// Bytes without which nothing is begun: tables and lists of a small archive, and the account of a commit.
const LEAST: u64 = 4_000_000;

/// Bytes that wait to be written for one that they have on the disk, at least.
const PACKED: u64 = 4;

/// Fails if there is no room for a run; `anew` says that an index is to grow beside the one that is there.
pub(super) fn for_run(archive: &Archive, anew: bool) -> Result<(), ArchiveError> {
    let old = if anew { files::folder_bytes(&archive.index()) } else { 0 };
    // The new one is about as large, unless files are gone.
    check(archive.home(), old / 2)
}

/// Fails if there is no room for a commit of what so many bytes are the terms and texts of.
pub(super) fn for_commit(folder: &Path, waiting: u64) -> Result<(), ArchiveError> {
    check(folder, waiting / PACKED)
}

fn check(folder: &Path, bytes: u64) -> Result<(), ArchiveError> {
    let needed = bytes + LEAST;
    match files::free(folder) {
        Some(free) if free < needed => Err(ArchiveError::Full { path: folder.to_owned(), needed, free }),
        _ => Ok(()),
    }
}

/// Merges what should be merged, but for what the disk has no room for: it stays as it is until there is some.
#[derive(Debug)]
pub(super) struct WithRoom {
    folder: PathBuf,
    policy: Merging,
}

impl WithRoom {
    pub(super) fn new(folder: &Path) -> Self {
        Self { folder: folder.to_owned(), policy: Merging::default() }
    }

    fn bytes_of(&self, segment: &SegmentMeta) -> u64 {
        let files = segment_files(segment).into_iter();
        files.filter_map(|file| Some(files::stamp(&self.folder.join(file))?.0)).sum()
    }
}

impl MergePolicy for WithRoom {
    fn compute_merge_candidates(&self, segments: &[SegmentMeta]) -> Vec<MergeCandidate> {
        let candidates = self.policy.compute_merge_candidates(segments);
        let Some(mut free) = files::free(&self.folder) else { return candidates };
        let mut has_room = |candidate: &MergeCandidate| {
            let merged = segments.iter().filter(|segment| candidate.0.contains(&segment.id()));
            let needed: u64 = merged.map(|segment| self.bytes_of(segment)).sum();
            let left = free.checked_sub(needed + LEAST);
            free = left.unwrap_or(free);
            left.is_some()
        };
        candidates.into_iter().filter(|candidate| has_room(candidate)).collect()
    }
}
