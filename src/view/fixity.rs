//! Whether files still have the bytes that were indexed.

use serde::{Serialize, Serializer};

use super::SCHEMA;
use crate::archive::{Fixity, Looked};

/// What looking at the files came to: the object of `morgue fixity --format json`.
#[derive(Clone, Debug, Serialize)]
pub struct FixityView {
    /// [`SCHEMA`].
    pub schema: u32,
    /// Files whose bytes are those that were indexed.
    pub same: u64,
    /// Files that are not indexed yet, or changed since, as their size or time says.
    pub newer: u64,
    /// Files of which no hash is known.
    pub unknown: u64,
    /// Files that changed unseen, are gone, or cannot be read.
    pub listed: Vec<FixityFileView>,
}

/// A file that is not as it was indexed.
#[derive(Clone, Debug, Serialize)]
pub struct FixityFileView {
    /// Path in the archive.
    pub path: String,
    /// "changed", "missing" or "unreadable".
    #[serde(serialize_with = "word")]
    pub fixity: Fixity,
    /// Why it cannot be read.
    pub detail: Option<String>,
}

impl Default for FixityView {
    fn default() -> Self {
        Self { schema: SCHEMA, same: 0, newer: 0, unknown: 0, listed: Vec::new() }
    }
}

impl FixityView {
    /// Adds a file.
    pub fn add(&mut self, looked: Looked) {
        match looked.fixity {
            Fixity::Same => self.same += 1,
            Fixity::New | Fixity::Newer => self.newer += 1,
            Fixity::Unknown => self.unknown += 1,
            Fixity::Changed | Fixity::Missing | Fixity::Unreadable => {
                let Looked { path, fixity, detail, .. } = looked;
                self.listed.push(FixityFileView { path, fixity, detail });
            }
        }
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "`serialize_with` gives a reference")]
fn word<S: Serializer>(fixity: &Fixity, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(fixity.word())
}
