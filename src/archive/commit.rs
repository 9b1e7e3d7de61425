//! The engine's account of the last commit, and what ours has in it.

use std::{
    collections::{BTreeSet, HashSet},
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};
use tantivy::{Directory, Index, directory::MmapDirectory};

use super::{
    ArchiveError,
    damage::segment_files,
    directory::{META, ReadingDirectory, segment_of},
    files, schema,
};

/// What a commit says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Payload {
    /// [`schema::FORMAT`] of the writer.
    pub(super) format: u32,
    /// Rises with every commit.
    pub(super) generation: u64,
}

/// The index in a folder, and what its last commit says of itself.
pub(super) fn open_index<D: Into<Box<dyn Directory>>>(
    folder: &Path,
    directory: D,
) -> Result<(Index, Payload), ArchiveError> {
    let other_format = |found| {
        let expected = schema::FORMAT;
        Err(ArchiveError::OtherFormat { path: folder.to_owned(), found, expected })
    };
    let opened = Index::open(directory).and_then(|index| Ok((index.load_metas()?, index)));
    let (meta, index) = match opened {
        Ok(opened) => opened,
        // The engine's own files may have changed so much that it cannot read those of another version at all.
        Err(error) => {
            return match format_in(folder) {
                Some(format) if format != schema::FORMAT => other_format(format),
                _ => Err(error.into()),
            };
        }
    };
    let payload: Payload =
        meta.payload.as_deref().and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default();
    if payload.format == schema::FORMAT || (meta.segments.is_empty() && meta.payload.is_none()) {
        return Ok((index, payload));
    }
    other_format(payload.format)
}

/// The format that the last commit in a folder has, as far as its account can be understood.
fn format_in(folder: &Path) -> Option<u32> {
    let meta: serde_json::Value =
        serde_json::from_slice(&files::read_bytes(&folder.join(META)).ok()??).ok()?;
    let payload: Payload = serde_json::from_str(meta.get("payload")?.as_str()?).ok()?;
    Some(payload.format)
}

/// How many documents the last commit in a folder has, articles and files; 0 where it cannot be read.
pub(super) fn documents(folder: &Path) -> u64 {
    let opened = MmapDirectory::open(folder).map_err(ArchiveError::from);
    let opened = opened.and_then(|directory| open_index(folder, ReadingDirectory(directory)));
    let segments = opened.and_then(|(index, _)| Ok(index.searchable_segment_metas()?)).unwrap_or_default();
    segments.iter().map(|segment| u64::from(segment.num_docs())).sum()
}

/// Removes the files of segments that no commit has, as runs leave them that came to no end. Whoever calls this is the only
/// writer. Where the last commit cannot be read, nothing says what belongs to it, and all stays.
pub(super) fn remove_orphans(folder: &Path) -> Result<(), ArchiveError> {
    let opened = MmapDirectory::open(folder).map_err(ArchiveError::from);
    let opened = opened.and_then(|directory| open_index(folder, ReadingDirectory(directory)));
    let Ok(segments) = opened.and_then(|(index, _)| Ok(index.searchable_segment_metas()?)) else {
        return Ok(());
    };
    let own: HashSet<PathBuf> = segments.iter().flat_map(segment_files).collect();
    for path in files::list(folder)? {
        let name = path.file_name().unwrap_or_default();
        if name.to_str().and_then(segment_of).is_some() && !own.contains(Path::new(name)) {
            let removed = files::remove(&path);
            // Elsewhere what is being read cannot be removed.
            if cfg!(unix) {
                removed?;
            }
        }
    }
    Ok(())
}

/// Leaves segments out of the last commit, of which no file may be open.
pub(super) fn drop_segments(folder: &Path, segments: &BTreeSet<String>) -> Result<(), ArchiveError> {
    let path = folder.join(META);
    let lost = || ArchiveError::Damaged(path.clone());
    let bytes = files::read_bytes(&path)?.ok_or_else(lost)?;
    let mut meta: serde_json::Value = serde_json::from_slice(&bytes).map_err(|_| lost())?;
    let listed = meta.get_mut("segments").and_then(serde_json::Value::as_array_mut).ok_or_else(lost)?;
    listed.retain(|segment| {
        let id = segment["segment_id"].as_str().unwrap_or_default().replace('-', "");
        !segments.contains(&id)
    });
    files::write(&path, &serde_json::to_vec_pretty(&meta).map_err(|_| lost())?)
}
