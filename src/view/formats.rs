//! What is read.

use serde::Serialize;

use super::SCHEMA;

/// A format that is read: a row of `morgue formats`.
#[derive(Clone, Debug, Serialize)]
pub struct FormatView {
    /// [`SCHEMA`].
    pub schema: u32,
    /// Its name.
    pub name: &'static str,
    /// The suffixes that promise it, without the dot.
    pub suffixes: &'static [&'static str],
    /// What it is.
    pub about: &'static str,
}

impl FormatView {
    /// All formats, in the order in which a file is offered to them.
    pub fn all() -> Vec<Self> {
        let view = |format: &'static intake::Format| Self {
            schema: SCHEMA,
            name: format.name,
            suffixes: format.suffixes,
            about: format.about,
        };
        intake::formats().iter().map(view).collect()
    }
}
