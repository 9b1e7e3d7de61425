//! Looks whether files still have the bytes that were indexed.
//!
//! A run trusts size and time of a file; a disk that loses bits, or a program that writes and sets the time back, changes
//! neither. Here every file is read and compared with the hash in the ledger.

use std::{fs::File, io::Read, path::Path};

use intake::walk::{self, Entry, Rules};
use sha2::{Digest, Sha256};

use super::{
    Archive, ArchiveError, Reader, archive_path,
    id::first_64_bits,
    ledger::{Ledger, Seen},
    update::nanoseconds,
};

/// Bytes that are read at once.
const BUFFER: usize = 1 << 18;

/// How a file stands to what the ledger has of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fixity {
    /// The same bytes.
    Same,
    /// Other bytes, though size and time are the same.
    Changed,
    /// Another size or time: the next run reads it again.
    Newer,
    /// It is not indexed yet.
    New,
    /// The ledger has no hash of it: it was not read to its end.
    Unknown,
    /// It is gone.
    Missing,
    /// It cannot be read.
    Unreadable,
}

impl Fixity {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Changed => "changed",
            Self::Newer => "newer",
            Self::New => "new",
            Self::Unknown => "unknown",
            Self::Missing => "missing",
            Self::Unreadable => "unreadable",
        }
    }
}

/// A file that was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Looked {
    /// Path in the archive.
    pub path: String,
    /// How it stands.
    pub fixity: Fixity,
    /// The SHA-256 hash of its bytes, if that was asked for and it could be read.
    pub sha256: Option<[u8; 32]>,
    /// Why it cannot be read.
    pub detail: Option<String>,
}

impl Archive {
    /// Calls `take` for every file that is walked, in the order of the walk, and then for those that are gone.
    pub fn fixity<E: From<ArchiveError>>(
        &self,
        reader: &Reader,
        rules: &Rules,
        with_sha256: bool,
        mut take: impl FnMut(Looked) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut ledger = Ledger::load(reader.searcher(), false)?;
        let mut unreadable = Vec::new();
        for entry in walk::walk(self.root(), self.root(), rules) {
            let looked = match entry {
                Entry::File(file) => look(self, reader, &mut ledger, &file, with_sha256)?,
                Entry::Unreadable { path, detail } => {
                    let own = archive_path(path.strip_prefix(self.root()).unwrap_or(&path));
                    ledger.see(&own, 0, 0);
                    unreadable.push(path);
                    Looked { path: own, fixity: Fixity::Unreadable, sha256: None, detail: Some(detail) }
                }
            };
            take(looked)?;
        }
        for row in ledger.unseen() {
            let path = reader.file_at(row.address())?.path;
            let full = self.root().join(super::file_system_path(&path));
            let is_gone =
                full.symlink_metadata().is_err() && !unreadable.iter().any(|folder| full.starts_with(folder));
            if is_gone {
                take(Looked { path, fixity: Fixity::Missing, sha256: None, detail: None })?;
            }
        }
        Ok(())
    }
}

fn look(
    archive: &Archive,
    reader: &Reader,
    ledger: &mut Ledger,
    file: &walk::File,
    with_sha256: bool,
) -> Result<Looked, ArchiveError> {
    let path = archive_path(file.path.strip_prefix(archive.root()).unwrap_or(&file.path));
    let modified = nanoseconds(file.modified);
    let known = match ledger.see(&path, file.size, modified) {
        Seen::New => None,
        Seen::Unchanged(at) | Seen::Changed(at) => Some(reader.file_at(at)?),
    };
    let (content, sha256) = match hash(&file.path, with_sha256) {
        Ok(hashes) => hashes,
        Err(error) => {
            let detail = Some(error.to_string());
            return Ok(Looked { path, fixity: Fixity::Unreadable, sha256: None, detail });
        }
    };
    let fixity = match known {
        None => Fixity::New,
        Some(known) if (known.size, known.modified) != (file.size, modified) => Fixity::Newer,
        Some(known) if known.content == 0 => Fixity::Unknown,
        Some(known) if known.content == content => Fixity::Same,
        Some(_) => Fixity::Changed,
    };
    Ok(Looked { path, fixity, sha256, detail: None })
}

/// The ledger's hash of a file, and if asked for its SHA-256, in one reading.
fn hash(path: &Path, with_sha256: bool) -> std::io::Result<(u64, Option<[u8; 32]>)> {
    let mut file = File::open(path)?;
    let mut buffer = vec![0; BUFFER];
    let (mut own, mut sha256) = (blake3::Hasher::new(), with_sha256.then(Sha256::new));
    loop {
        let read = file.read(&mut buffer)?;
        if read == 0 {
            break;
        }
        own.update(&buffer[..read]);
        if let Some(sha256) = &mut sha256 {
            sha256.update(&buffer[..read]);
        }
    }
    Ok((first_64_bits(&own.finalize()), sha256.map(|sha256| sha256.finalize().into())))
}
