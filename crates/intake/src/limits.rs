//! Bounds that keep a hostile or broken file from harming a run.

use crate::FieldNames;

/// What a file may cost; a limit that is hit is a problem of the file. With it goes what the owner says of
/// the files, since both are read from the settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one text (default 50 MB): a text file, a web page, a message.
    pub text_bytes: u64,
    /// What the records of JSON and CSV files call the fields of an article, beside the usual names.
    pub fields: FieldNames,
    /// How deep containers may lie in each other (default 8); a compressed file counts as one.
    pub depth: u32,
    /// How deep the elements or values of a record may nest (default 150; values of JSON 120 at most).
    pub nesting: u32,
    /// Bytes that the entities which an XML file declares for itself may become (default 1 MB).
    pub entity_bytes: u64,
    /// How many times as large as a file all that is unpacked from it may be (default 200), beyond 64 MB.
    pub ratio: u64,
    /// Articles of one file (default 5 million).
    pub articles: u64,
    /// Members of one file: files in a container, records of a crawl, messages (default 20 million).
    pub members: u64,
    /// Seconds that reading 100 MB of a file, or a smaller file, may take (default 600); finding names and indexing do
    /// not count.
    pub seconds: u64,
}

impl Limits {
    /// No file may nest deeper than this, whatever the settings say: each level needs a piece of the stack.
    pub const DEEPEST: u32 = 32;
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            text_bytes: 50_000_000,
            depth: 8,
            nesting: 150,
            entity_bytes: 1_000_000,
            ratio: 200,
            articles: 5_000_000,
            members: 20_000_000,
            seconds: 600,
            fields: FieldNames::default(),
        }
    }
}
