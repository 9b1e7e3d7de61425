//! The whole archive as lines of JSON: what `morgue export` writes.
//!
//! Every line says by `type` what it is: the archive, a file of the desk, a file of the ledger, or an article, which stands
//! behind its file. Nothing in it depends on how or when the archive was made, times of files and numbers of commits least
//! of all, so that two archives of the same files export the same bytes.

use intake::Problem;
use names::{Kind, key};
use serde::Serialize;

use super::{ParsedView, SCHEMA};
use crate::{
    archive::{
        ArchiveError, Held, Status,
        record::{ArticleRecord, FileRecord, StoredName},
        stream::StreamText,
    },
    desk::files::DeskFile,
    search::{Catalog, identities::Owner, kin},
};

/// A line of an export.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
pub enum ExportView {
    /// The first line.
    Archive(ArchiveLine),
    /// A file of what belongs to the user.
    Desk(DeskLine),
    /// A file of the archive.
    File(FileLine),
    /// An article of the file before.
    Article(Box<ArticleLine>),
}

/// What the archive holds in all.
#[derive(Clone, Debug, Serialize)]
pub struct ArchiveLine {
    /// [`SCHEMA`].
    pub schema: u32,
    /// Files of the ledger.
    pub files: u64,
    /// Articles.
    pub articles: u64,
}

/// A file of the desk.
#[derive(Clone, Debug, Serialize)]
pub struct DeskLine {
    /// Its name in the desk.
    pub name: String,
    /// Its content.
    pub text: String,
}

/// A file as the ledger has it.
#[derive(Clone, Debug, Serialize)]
pub struct FileLine {
    /// Path in the archive.
    pub path: String,
    /// Bytes.
    pub size: u64,
    /// First 64 bits of the BLAKE3 hash of its bytes, in hexadecimal digits; null if it was not read to its end.
    pub content: Option<String>,
    /// The formats that read something in it.
    pub formats: Vec<String>,
    /// How many articles it gave.
    pub articles: u32,
    /// Whether a run ended in the middle of it.
    pub partial: bool,
    /// What was wrong with it.
    pub problems: Vec<Problem>,
}

/// An article with all that the archive knows of it.
#[derive(Clone, Debug, Serialize)]
pub struct ArticleLine {
    /// Its id.
    pub id: String,
    /// What the file says of it, and its text.
    #[serde(flatten)]
    pub parsed: ParsedView,
    /// Its names, in the order in which they appear.
    pub names: Vec<NameLine>,
    /// The id of the oldest copy of the same text, if there are copies; it may be its own.
    pub group: Option<String>,
    /// The id of the newest version at its url, if there are others; it may be its own.
    pub newest: Option<String>,
}

/// A name of an article.
#[derive(Clone, Debug, Serialize)]
pub struct NameLine {
    /// What it names.
    pub kind: Kind,
    /// Its canonical form.
    pub name: String,
    /// The forms that the article uses.
    pub forms: Vec<String>,
    /// What the lists of the archive call it, corrections considered; null if the user says that it is nobody's name.
    pub identity: Option<String>,
    /// What the lists count it as, which may be another kind than the article takes it for; null where that is null.
    pub identity_kind: Option<Kind>,
    /// By what names are the same in every list, whatever their case and accents: the key of that; null where it is null.
    pub key: Option<String>,
    /// Where it stands.
    pub mentions: Vec<MentionLine>,
}

/// Where a name stands.
#[derive(Clone, Debug, Serialize)]
pub struct MentionLine {
    /// In the headline or in the body.
    pub field: &'static str,
    /// First byte in that text.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl ExportView {
    /// The first line.
    pub fn of_archive(status: &Status) -> Self {
        Self::Archive(ArchiveLine { schema: SCHEMA, files: status.files, articles: status.articles })
    }

    /// The line of a file or an article.
    pub fn of_held(catalog: &Catalog, held: Held) -> Result<Self, ArchiveError> {
        Ok(match held {
            Held::File(file) => Self::File(file.into()),
            Held::Article(record) => Self::Article(Box::new(ArticleLine::new(catalog, &record)?)),
        })
    }
}

impl From<DeskFile> for ExportView {
    fn from(file: DeskFile) -> Self {
        Self::Desk(DeskLine { name: file.name, text: file.text })
    }
}

impl From<FileRecord> for FileLine {
    fn from(file: FileRecord) -> Self {
        Self {
            path: file.path,
            size: file.size,
            content: (file.content != 0).then(|| format!("{:016x}", file.content.swap_bytes())),
            formats: file.formats.into_iter().map(|(name, _)| name).collect(),
            articles: file.articles,
            partial: file.is_partial,
            problems: file.problems,
        }
    }
}

impl ArticleLine {
    fn new(catalog: &Catalog, record: &ArticleRecord) -> Result<Self, ArchiveError> {
        let reader = catalog.reader();
        let body_at = StreamText::of(&record.article).body_at as u32;
        let name = |name: &StoredName| {
            let identity = identity(catalog, record, name);
            NameLine {
                kind: name.kind,
                name: name.canonical.clone(),
                forms: name.forms.clone(),
                key: identity.as_ref().map(|(kind, identity)| key::key_of(*kind, identity)),
                identity_kind: identity.as_ref().map(|(kind, _)| *kind),
                identity: identity.map(|(_, identity)| identity),
                mentions: name.mentions.iter().map(|range| MentionLine::new(*range, body_at)).collect(),
            }
        };
        Ok(Self {
            id: record.id.to_string(),
            parsed: ParsedView::new(&record.path, &record.article, &record.names),
            names: record.names.iter().map(name).collect(),
            group: kin::oldest_copy(reader, record.id)?.map(|id| id.to_string()),
            newest: kin::versions(reader, record.id)?.last().map(ToString::to_string),
        })
    }
}

impl MentionLine {
    fn new((start, end): (u32, u32), body_at: u32) -> Self {
        match start.checked_sub(body_at) {
            Some(in_body) => Self { field: "body", start: in_body, end: end - body_at },
            None => Self { field: "title", start, end },
        }
    }
}

/// What a name of an article counts as in lists, and is called there.
fn identity(catalog: &Catalog, record: &ArticleRecord, name: &StoredName) -> Option<(Kind, String)> {
    let identities = catalog.identities();
    let own = key::key_of(name.kind, &name.canonical);
    match identities.ownership(name.kind, &own).in_article(record.id.number()) {
        Owner::Nobody => None,
        Owner::Itself => Some((name.kind, name.canonical.clone())),
        Owner::Identity(number) => {
            let kind = identities.kind_of(number).unwrap_or(name.kind);
            Some((kind, identities.name_of(number).unwrap_or(&name.canonical).to_owned()))
        }
    }
}
