//! The settings by which files were read: what a change of them makes worth reading again.
//!
//! A limit that is raised may let in what was too large, a field that gets a name may be found in what had none; nobody
//! would know that such files wait for it.

use std::path::Path;

use intake::Limits;

use crate::archive::{ArchiveError, files, id::first_64_bits};

/// The file in an index, a line each: it is there once a run has come to its end.
pub(in crate::archive) const FILE: &str = "settings";

/// Hashes of the settings that matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Heeded {
    fields: String,
    limits: String,
}

/// What is to be read again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Again {
    /// Files of records, whose fields may have other names.
    pub(super) records: bool,
    /// Files that a limit has kept out, in whole or in part.
    pub(super) limited: bool,
}

impl Heeded {
    /// Those of a run.
    pub(super) fn of(limits: &Limits) -> Self {
        let hash = |text: String| format!("{:016x}", first_64_bits(&blake3::hash(text.as_bytes())));
        let without_fields = Limits { fields: intake::FieldNames::default(), ..limits.clone() };
        Self { fields: hash(format!("{:?}", limits.fields)), limits: hash(format!("{without_fields:?}")) }
    }

    /// What a run has to read again of the index in a folder.
    pub(super) fn changes(&self, folder: &Path) -> Result<Again, ArchiveError> {
        let Some(text) = files::read_text(&folder.join(FILE))? else { return Ok(Again::default()) };
        let mut lines = text.lines();
        let is_other = |line: Option<&str>, own: &str| line.is_some_and(|line| line != own);
        Ok(Again {
            records: is_other(lines.next(), &self.fields),
            limited: is_other(lines.next(), &self.limits),
        })
    }

    /// Notes them in the folder of an index.
    pub(super) fn write(&self, folder: &Path) -> Result<(), ArchiveError> {
        let text = format!("{}\n{}\n", self.fields, self.limits);
        if files::read_text(&folder.join(FILE))?.as_deref() == Some(&text) {
            return Ok(());
        }
        files::write(&folder.join(FILE), text.as_bytes())
    }
}

impl Again {
    /// Whether anything is.
    pub(super) fn is_any(self) -> bool {
        self.records || self.limited
    }
}
