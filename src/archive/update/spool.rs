//! The list of files to read, on disk: written while the folder is walked, read by the workers.

use std::{
    io::{BufReader, BufWriter, ErrorKind, Read, Seek, Write},
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

use serde::{Deserialize, Serialize};

use crate::archive::{
    ArchiveError,
    files::{self, disk::DiskFile},
    record::{decode, encode},
};

/// A file to read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Todo {
    /// Path in the archive.
    pub(super) path: String,
    /// Bytes.
    pub(super) size: u64,
    /// Nanoseconds since 1970 of its last change, 0 if unknown.
    pub(super) modified: i64,
    /// Segment and number of its document in the ledger, if it has one.
    pub(super) known: Option<(u32, u32)>,
    /// Whether it is read again though its bytes are the same.
    pub(super) again: bool,
    /// Why it cannot be read, if the walk has found that out.
    pub(super) unreadable: Option<String>,
}

/// Takes the list.
pub(super) struct SpoolWriter {
    file: BufWriter<DiskFile>,
    folder: PathBuf,
    count: u64,
}

/// Gives the list to whoever asks next.
pub(super) struct Spool {
    file: Mutex<BufReader<DiskFile>>,
    folder: PathBuf,
    count: u64,
}

impl SpoolWriter {
    pub(super) fn create(folder: &Path) -> Result<Self, ArchiveError> {
        let file = BufWriter::new(files::spool(folder)?);
        Ok(Self { file, folder: folder.to_owned(), count: 0 })
    }

    pub(super) fn push(&mut self, todo: &Todo) -> Result<(), ArchiveError> {
        let bytes = encode(todo)?;
        let length = (bytes.len() as u32).to_le_bytes();
        let written = self.file.write_all(&length).and_then(|()| self.file.write_all(&bytes));
        self.count += 1;
        written.map_err(ArchiveError::io(&self.folder))
    }

    pub(super) fn finish(self) -> Result<Spool, ArchiveError> {
        let rewound = || -> std::io::Result<DiskFile> {
            let mut file = self.file.into_inner().map_err(std::io::IntoInnerError::into_error)?;
            file.rewind()?;
            Ok(file)
        };
        let file = rewound().map_err(ArchiveError::io(&self.folder))?;
        Ok(Spool { file: Mutex::new(BufReader::new(file)), folder: self.folder, count: self.count })
    }
}

impl Spool {
    /// How many files are on the list.
    pub(super) fn count(&self) -> u64 {
        self.count
    }

    /// The next file, or none at the end.
    pub(super) fn next(&self) -> Result<Option<Todo>, ArchiveError> {
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        let mut length = [0; 4];
        match file.read_exact(&mut length) {
            Err(error) if error.kind() == ErrorKind::UnexpectedEof => return Ok(None),
            result => result.map_err(ArchiveError::io(&self.folder))?,
        }
        let mut bytes = vec![0; u32::from_le_bytes(length) as usize];
        file.read_exact(&mut bytes).map_err(ArchiveError::io(&self.folder))?;
        Ok(Some(decode(&bytes)?))
    }
}
