//! Room on disk for what is worked out over a whole archive and not kept: files that are written once and then read where
//! they lie, and lists that are sorted without being in memory.
//!
//! What settles at the end of a run looks at every name of every article. Its memory must not grow with the archive, so
//! whatever has a part for each name is here, and the system decides how much of it stays in memory.

mod numbers;
mod sorter;

pub(super) use numbers::{Numbers, Part};
pub(super) use sorter::{Sorted, Sorter, number_at};

use std::{
    io::{BufWriter, Write},
    path::{Path, PathBuf},
    sync::atomic::{AtomicU32, Ordering},
};

use tantivy::{
    Directory, TantivyError,
    directory::{MmapDirectory, OwnedBytes},
};

use super::{
    ArchiveError,
    files::{self, Making, disk::DiskFile},
};

/// Bytes that are gathered before they go to a file.
const BUFFER: usize = 1 << 16;

/// A private folder for files that are gone with it.
pub(super) struct Spill {
    folder: Making,
    files: AtomicU32,
}

impl Spill {
    /// A folder in that of an index, of which nobody else may be the writer. What a run left there that was killed is
    /// removed.
    pub(super) fn in_index(folder: &Path) -> Result<Self, ArchiveError> {
        files::remove_unfinished(folder)?;
        Ok(Self { folder: Making::create(folder)?, files: AtomicU32::new(0) })
    }

    /// A new file.
    pub(super) fn file(&self) -> Result<Filling, ArchiveError> {
        let name = self.files.fetch_add(1, Ordering::Relaxed).to_string();
        let path = self.folder.path().join(name);
        let file = files::create(&path)?;
        Ok(Filling { file: BufWriter::with_capacity(BUFFER, file), length: 0, path })
    }
}

/// A file that is being written.
pub(super) struct Filling {
    file: BufWriter<DiskFile>,
    length: u64,
    path: PathBuf,
}

impl Filling {
    /// Adds bytes to the end.
    pub(super) fn push(&mut self, bytes: &[u8]) -> Result<(), ArchiveError> {
        self.length += bytes.len() as u64;
        self.file.write_all(bytes).map_err(|error| ArchiveError::io(&self.path)(error))
    }

    /// Adds a number.
    pub(super) fn push_number(&mut self, number: u32) -> Result<(), ArchiveError> {
        self.push(&number.to_le_bytes())
    }

    /// Bytes so far.
    pub(super) fn len(&self) -> u64 {
        self.length
    }

    /// The whole, mapped into memory.
    pub(super) fn finish(self) -> Result<OwnedBytes, ArchiveError> {
        let Self { file, path, .. } = self;
        file.into_inner().map_err(|error| ArchiveError::io(&path)(error.into_error()))?;
        let (folder, name) = (path.parent().unwrap_or(&path), path.file_name().unwrap_or_default());
        let opened = MmapDirectory::open(folder).map_err(TantivyError::from)?.open_read(Path::new(name));
        opened.map_err(TantivyError::from)?.read_bytes().map_err(ArchiveError::io(&path))
    }
}
