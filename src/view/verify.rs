//! Whether an index is whole.

use serde::Serialize;

use super::SCHEMA;
use crate::archive::{Finding, Verified};

/// What looking at an index came to: the object of `morgue verify --format json`.
#[derive(Clone, Debug, Serialize)]
pub struct VerifyView {
    /// [`SCHEMA`].
    pub schema: u32,
    /// Files of the ledger.
    pub files: u64,
    /// Articles.
    pub articles: u64,
    /// Articles that were compared with what is searchable.
    pub compared: u64,
    /// Whether nothing but checksums was looked at, because files are damaged.
    pub cut_short: bool,
    /// What is wrong.
    pub findings: Vec<FindingView>,
    /// What was repaired, if that was asked for: the findings are those that were left.
    pub repaired: Option<Vec<FindingView>>,
    /// With it: how many entries, articles and files, could not be made again, since their files are gone.
    pub lost: Option<u64>,
}

/// Something that is not as it should be.
#[derive(Clone, Debug, Serialize)]
pub struct FindingView {
    /// "damaged", "ledger", "differs" or "table".
    pub kind: &'static str,
    /// The file of the index, or the path of a file in the archive.
    pub path: String,
    /// The id of an article, if it is one.
    pub id: Option<String>,
    /// What is wrong.
    pub wrong: String,
}

impl VerifyView {
    /// The view of what was found.
    pub fn new(verified: &Verified) -> Self {
        Self {
            schema: SCHEMA,
            files: verified.files,
            articles: verified.articles,
            compared: verified.compared,
            cut_short: verified.is_cut_short,
            findings: verified.findings.iter().map(FindingView::from).collect(),
            repaired: None,
            lost: None,
        }
    }
}

impl From<&Finding> for FindingView {
    fn from(finding: &Finding) -> Self {
        let (kind, path, id, wrong) = match finding {
            Finding::Damaged(damage) => {
                ("damaged", damage.path.display().to_string(), None, damage.wrong.words().to_owned())
            }
            Finding::Ledger { path, wrong } => ("ledger", path.clone(), None, wrong.clone()),
            Finding::Differs { article, path } => {
                let id = article.map(|id| id.to_string());
                ("differs", path.clone(), id, "what is searchable is not what is stored".to_owned())
            }
            Finding::Table { name, wrong } => ("table", (*name).to_owned(), None, wrong.clone()),
        };
        Self { kind, path, id, wrong }
    }
}
