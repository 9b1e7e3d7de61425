//! The files of the desk as they are, for whoever copies all of them.

use crate::archive::{Archive, ArchiveError, files};

/// A file of the desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeskFile {
    /// Its name in the desk.
    pub name: String,
    /// Its content; bytes that are no UTF-8 are replaced.
    pub text: String,
}

/// The files of an archive's desk, by name.
pub fn all(archive: &Archive) -> Result<Vec<DeskFile>, ArchiveError> {
    let mut found = Vec::new();
    for path in files::list(&archive.desk())? {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if let Some(bytes) = files::read_bytes(&path)? {
            found.push(DeskFile { name, text: String::from_utf8_lossy(&bytes).into_owned() });
        }
    }
    Ok(found)
}
