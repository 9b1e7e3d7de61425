//! What the index stores of an article and of a file, in one compact record each.

mod packed;

use intake::{Article, BETWEEN, Problem};
use names::{Kind, Mention, Name, key};
use serde::{Deserialize, Serialize};

use super::{id::ArticleId, named::NOBODY};

/// A person, organization or place of one article, as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredName {
    /// What it names.
    pub kind: Kind,
    /// The fullest form in the article.
    pub canonical: String,
    /// The forms used, most frequent first.
    pub forms: Vec<String>,
    /// Start and end of each mention: byte offsets into the stream's text (headline, blank line, body).
    pub mentions: Vec<(u32, u32)>,
    /// Whether the file's own metadata lists it as a subject.
    pub listed: bool,
}

impl StoredName {
    pub(super) fn found(name: Name, mentions: &[Mention]) -> Self {
        let ranges = name.mentions.iter().filter_map(|&i| mentions.get(i as usize));
        Self {
            kind: name.kind,
            canonical: name.canonical,
            forms: name.forms,
            mentions: ranges.map(|mention| (mention.range.start, mention.range.end)).collect(),
            listed: false,
        }
    }

    /// The canonical form and the others.
    pub fn all_forms(&self) -> impl Iterator<Item = &str> {
        let others = self.forms.iter().filter(|form| **form != self.canonical);
        std::iter::once(self.canonical.as_str()).chain(others.map(String::as_str))
    }

    /// Whether one of its forms has a key (see [`names::key`]).
    pub fn has_key(&self, kind: Kind, key: &str) -> bool {
        self.kind == kind && self.all_forms().any(|form| key::key_of(kind, form) == key)
    }

    /// Whether one of its forms has all the `wanted` words (see [`names::key`]).
    pub fn is_called(&self, kind: Kind, wanted: &[String]) -> bool {
        self.kind == kind && self.all_forms().any(|form| key::matches_of(kind, wanted, form))
    }
}

/// An article as stored.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "packed::Packed")]
pub struct ArticleRecord {
    /// Stays through moves and edits of the file.
    pub id: ArticleId,
    /// Path of its file in the archive, `/` between its parts.
    pub path: String,
    /// Hash of what intake made of it, by which it is known again in a file of several.
    pub fingerprint: u64,
    /// The article.
    pub article: Article,
    /// Its names, in the order in which they appear.
    pub names: Vec<StoredName>,
    /// The model and rules by which they were found ([`names::version`]), 0 if none were looked for.
    pub finder: u32,
}

impl ArticleRecord {
    /// Where it stands: the path of its file, and its member in a file of several: `1996.zip!/06/18.xml`.
    pub fn place(&self) -> String {
        match &self.article.member {
            None => self.path.clone(),
            Some(member) => format!("{}{BETWEEN}{member}", self.path),
        }
    }
}

/// Whether a place within a file says only where an article stands today, by its number: another may stand there tomorrow.
pub fn is_number(member: &str) -> bool {
    let last = member.rsplit_once(BETWEEN).map_or(member, |(_, last)| last);
    !last.is_empty() && last.bytes().all(|byte| byte.is_ascii_digit())
}

/// A file as the ledger knows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileRecord {
    /// Path in the archive, `/` between its parts.
    pub path: String,
    /// Bytes.
    pub size: u64,
    /// Nanoseconds since 1970 of its last change, 0 if unknown.
    pub modified: i64,
    /// First 64 bits of the BLAKE3 hash of its bytes; 0 if it was not read to its end.
    pub content: u64,
    /// Name and version of each format that read something in it; none if no format claims it.
    pub formats: Vec<(String, u16)>,
    /// How many of its members are no articles and not meant to be.
    pub skipped: u64,
    /// How many of these a format that is yet to come might claim.
    pub unclaimed: u64,
    /// How many articles it gave.
    pub articles: u32,
    /// Whether a commit came, or the run ended, in the middle of it: the next run reads it again.
    pub is_partial: bool,
    /// What was wrong with it.
    pub problems: Vec<Problem>,
}

impl FileRecord {
    /// The record of a file of which nothing is known yet.
    pub fn new(path: String, size: u64, modified: i64) -> Self {
        Self {
            path,
            size,
            modified,
            content: 0,
            formats: Vec::new(),
            skipped: 0,
            unclaimed: 0,
            articles: 0,
            is_partial: false,
            problems: Vec::new(),
        }
    }

    /// Whether no format claims it.
    pub fn is_skipped(&self) -> bool {
        self.formats.is_empty() && self.problems.is_empty() && !self.is_partial
    }
}

/// The beginning of an [`ArticleRecord`] as it is stored: all but the names.
#[derive(Deserialize)]
struct Nameless {
    id: ArticleId,
    path: String,
    fingerprint: u64,
    article: Article,
}

/// Decodes an article without its names, whose many small texts take as long as all the rest; it has none then.
pub(super) fn decode_without_names(bytes: &[u8]) -> Result<ArticleRecord, RecordError> {
    let Nameless { id, path, fingerprint, article } = decode(bytes)?;
    Ok(ArticleRecord { id, path, fingerprint, article, names: Vec::new(), finder: NOBODY })
}

/// A record that cannot be decoded: the index is damaged or of another version.
#[derive(Debug, thiserror::Error)]
#[error("a stored record cannot be read ({0})")]
pub struct RecordError(#[from] postcard::Error);

/// Room for most records.
const RECORD_BYTES: usize = 4096;

/// Encodes a record for the index.
pub fn encode<R: Serialize>(record: &R) -> Result<Vec<u8>, RecordError> {
    Ok(postcard::to_extend(record, Vec::with_capacity(RECORD_BYTES))?)
}

/// Decodes a record of the index.
pub fn decode<'b, R: Deserialize<'b>>(bytes: &'b [u8]) -> Result<R, RecordError> {
    Ok(postcard::from_bytes(bytes)?)
}
