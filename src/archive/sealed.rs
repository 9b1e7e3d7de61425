//! Tables beside the index: written whole, with a checksum behind them.
//!
//! ```text
//! the table | magic, 8 bytes | first 64 bits of the BLAKE3 hash of the table
//! ```
//! Each begins with what it is of: its own magic, 8 bytes; a version, u32; the generation of the commit, u64.
//!
//! Whoever opens a table looks only whether it is there to its end, since tables are large and read where they lie;
//! `morgue verify` compares the hash. A table without its end is as one that is not there: the next run makes it.

use std::path::Path;

use tantivy::{
    Directory,
    directory::{MmapDirectory, OwnedBytes, error::OpenReadError},
};

use super::{ArchiveError, damage::Wrong, files, id::first_64_bits};

/// How the end of a file begins.
const MAGIC: &[u8; 8] = b"MORGUEOK";
/// Bytes of the end.
const SEAL: usize = 16;

/// Bytes of the beginning of a table.
pub(super) const HEAD: usize = 20;

/// The beginning of a table.
pub(super) fn head(magic: [u8; 8], version: u32, generation: u64) -> Vec<u8> {
    [&magic[..], &version.to_le_bytes(), &generation.to_le_bytes()].concat()
}

/// The generation that the beginning of a table names; none if it is not of this magic and version.
pub(super) fn generation(table: &[u8], magic: [u8; 8], version: u32) -> Option<u64> {
    let rest = table.strip_prefix(&magic)?.strip_prefix(&version.to_le_bytes())?;
    rest.first_chunk().map(|generation| u64::from_le_bytes(*generation))
}

/// Writes a table into the folder of an index.
pub(super) fn write(folder: &Path, name: &str, table: Vec<u8>) -> Result<(), ArchiveError> {
    write_parts(folder, name, vec![OwnedBytes::new(table)])
}

/// Writes a table whose parts lie one behind the other, so that one that is large need not be in memory.
pub(super) fn write_parts(folder: &Path, name: &str, mut parts: Vec<OwnedBytes>) -> Result<(), ArchiveError> {
    let mut hasher = blake3::Hasher::new();
    for part in &parts {
        hasher.update(part);
    }
    let mut seal = MAGIC.to_vec();
    seal.extend_from_slice(&first_64_bits(&hasher.finalize()).to_le_bytes());
    parts.push(OwnedBytes::new(seal));
    files::write_parts(&folder.join(name), &parts)
}

/// A table, where it lies; none if there is no whole one.
pub(super) fn open(folder: &Path, name: &str) -> Result<Option<OwnedBytes>, ArchiveError> {
    let bytes = map(folder, name)?;
    Ok(bytes.and_then(|bytes| end(&bytes).map(|(end, _)| bytes.slice(0..end))))
}

fn map(folder: &Path, name: &str) -> Result<Option<OwnedBytes>, ArchiveError> {
    let path = folder.join(name);
    if !path.is_file() {
        return Ok(None);
    }
    let slice = match MmapDirectory::open(folder)?.open_read(Path::new(name)) {
        // A purge has just removed it.
        Err(OpenReadError::FileDoesNotExist(_)) => return Ok(None),
        slice => slice.map_err(tantivy::TantivyError::from)?,
    };
    Ok(Some(slice.read_bytes().map_err(ArchiveError::io(path))?))
}

/// What is wrong with a table; nothing if there is none, which is no damage.
pub(super) fn wrong(folder: &Path, name: &str) -> Option<Wrong> {
    let bytes = match map(folder, name) {
        Ok(bytes) => bytes?,
        Err(_) => return Some(Wrong::Unreadable),
    };
    match end(&bytes) {
        None => Some(Wrong::Malformed),
        Some((end, hash)) => (first_64_bits(&blake3::hash(&bytes[..end])) != hash).then_some(Wrong::Checksum),
    }
}

/// Where the table ends, and its hash.
fn end(bytes: &[u8]) -> Option<(usize, u64)> {
    let end = bytes.len().checked_sub(SEAL)?;
    let hash = bytes[end..].strip_prefix(MAGIC)?;
    Some((end, u64::from_le_bytes(hash.try_into().ok()?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_whole_or_none() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("table");
        let opened = || open(folder.path(), "table").expect("readable").map(|bytes| bytes.to_vec());
        assert_eq!((opened(), wrong(folder.path(), "table")), (None, None));
        for table in [Vec::new(), b"some rows".to_vec()] {
            write(folder.path(), "table", table.clone()).expect("written");
            assert_eq!((opened(), wrong(folder.path(), "table")), (Some(table), None));
        }
        let whole = std::fs::read(&path).expect("bytes");
        for length in 0..whole.len() {
            std::fs::write(&path, &whole[..length]).expect("cut off");
            assert_eq!((opened(), wrong(folder.path(), "table")), (None, Some(Wrong::Malformed)), "{length}");
        }
        for at in 0..whole.len() {
            let mut bytes = whole.clone();
            bytes[at] ^= 4;
            std::fs::write(&path, bytes).expect("overwritten");
            assert!(wrong(folder.path(), "table").is_some(), "{at}");
        }
    }
}
