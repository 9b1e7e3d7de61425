//! Which files of an index are not what was written.
//!
//! A disk loses bits, a copy is cut off, somebody tidies up. The engine ends every file of a segment with a checksum and
//! looks at none of them in daily use: that would read all of the index for every search. Here they are looked at, when
//! something has failed, or when the user asks.

use std::path::{Path, PathBuf};

use tantivy::{TantivyError, directory::MmapDirectory, directory::error::OpenReadError, index::SegmentMeta};

use super::{
    Archive, ArchiveError, boilerplate,
    commit::open_index,
    copies, dates,
    directory::{META, ReadingDirectory},
    identities, sealed,
};

/// What is wrong with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Wrong {
    /// It is not there.
    Missing,
    /// The system does not let it be read.
    Unreadable,
    /// It is cut off, or its beginning or end is not that of such a file.
    Malformed,
    /// Its bytes are not those of which its checksum was made.
    Checksum,
}

impl Wrong {
    /// The words for it, behind the name of a file.
    pub fn words(self) -> &'static str {
        match self {
            Self::Missing => "is missing",
            Self::Unreadable => "cannot be read",
            Self::Malformed => "is cut off or overwritten",
            Self::Checksum => "has other bytes than were written",
        }
    }
}

/// A file of an index that is not what was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damage {
    /// The file.
    pub path: PathBuf,
    /// What is wrong with it.
    pub wrong: Wrong,
}

impl Archive {
    /// The damaged files of the index; reads all of it. An index of another format, or none, has no files to judge.
    pub fn damage(&self) -> Result<Vec<Damage>, ArchiveError> {
        if self.is_indexed() { damaged(&self.index()) } else { Ok(Vec::new()) }
    }
}

/// The damaged files of the index in a folder, by name.
pub(super) fn damaged(folder: &Path) -> Result<Vec<Damage>, ArchiveError> {
    let index = match open_index(folder, ReadingDirectory(MmapDirectory::open(folder)?)) {
        Ok((index, _)) => index,
        Err(error) if error.is_damage() => {
            return Ok(vec![Damage { path: folder.join(META), wrong: Wrong::Malformed }]);
        }
        Err(error) => return Err(error),
    };
    let mut damage = Vec::new();
    for segment in index.searchable_segment_metas()? {
        for file in segment_files(&segment) {
            let wrong = match index.directory().validate_checksum(&file) {
                Ok(true) => continue,
                Ok(false) => Wrong::Checksum,
                Err(error) => wrong_with(&error),
            };
            damage.push(Damage { path: folder.join(file), wrong });
        }
    }
    let tables = [identities::FILE, copies::FILE, boilerplate::FILE, dates::FILE];
    damage.extend(
        tables
            .iter()
            .filter_map(|name| Some(Damage { path: folder.join(name), wrong: sealed::wrong(folder, name)? })),
    );
    damage.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(damage)
}

/// The files that a segment cannot be read without.
pub(super) fn segment_files(segment: &SegmentMeta) -> Vec<PathBuf> {
    use tantivy::index::SegmentComponent::{
        Delete, FastFields, FieldNorms, Positions, Postings, Store, Terms,
    };
    let always = [FastFields, FieldNorms, Positions, Postings, Store, Terms];
    let components = always.into_iter().chain(segment.has_deletes().then_some(Delete));
    components.map(|component| segment.relative_path(component)).collect()
}

/// What an error in opening a file says of the file.
pub(super) fn wrong_with(error: &OpenReadError) -> Wrong {
    use std::io::ErrorKind::{InvalidData, InvalidInput, NotFound, UnexpectedEof};
    match error {
        OpenReadError::FileDoesNotExist(_) => Wrong::Missing,
        OpenReadError::IncompatibleIndex(_) => Wrong::Malformed,
        OpenReadError::IoError { io_error, .. } => match io_error.kind() {
            NotFound => Wrong::Missing,
            InvalidData | InvalidInput | UnexpectedEof => Wrong::Malformed,
            _ => Wrong::Unreadable,
        },
    }
}

/// What an error of the engine means, for people.
pub(super) fn explain(error: &TantivyError) -> String {
    match error {
        TantivyError::OpenReadError(error) => match (error, wrong_with(error)) {
            (OpenReadError::IncompatibleIndex(_), _) => {
                "its files are of another version of the program".to_owned()
            }
            (OpenReadError::IoError { filepath, io_error }, Wrong::Unreadable) => {
                format!("{}: {io_error}", name(filepath))
            }
            (
                OpenReadError::FileDoesNotExist(path) | OpenReadError::IoError { filepath: path, .. },
                wrong,
            ) => {
                format!("{} {}", name(path), wrong.words())
            }
        },
        TantivyError::OpenWriteError(error) => error.to_string(),
        TantivyError::IoError(error) => error.to_string(),
        TantivyError::DataCorruption(_) => "what is stored in it makes no sense".to_owned(),
        error => error.to_string(),
    }
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}
