//! Bounds that keep a hostile or broken file from harming a run.

use crate::FieldNames;

/// What a file may cost; a limit that is hit is a problem of the file. With it goes what the owner says of
/// the files, since both are read from the settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one text article (default 50 MB).
    pub text_bytes: u64,
    /// What the records of JSON and CSV files call the fields of an article, beside the usual names.
    pub fields: FieldNames,
}

impl Default for Limits {
    fn default() -> Self {
        Self { text_bytes: 50_000_000, fields: FieldNames::default() }
    }
}
