//! How a run of the index goes that was started from a page.

use serde::Serialize;

use super::{SCHEMA, SummaryView};
use crate::archive::update::Progress;

/// The run in hand or the last one: the object of `/api/v1/run`.
#[derive(Clone, Debug, Serialize)]
pub struct RunView {
    /// [`SCHEMA`].
    pub schema: u32,
    /// Whether it goes on.
    pub goes_on: bool,
    /// Whether it was told to end.
    pub ends: bool,
    /// What it does: `looking`, `reading`, `renewing` (articles made anew from what is stored of them), `comparing` or
    /// `finishing`.
    pub does: Option<&'static str>,
    /// Files found or done so far.
    pub files: u64,
    /// Files to do in all, once that is known.
    pub of: Option<u64>,
    /// Articles indexed so far.
    pub articles: u64,
    /// What it came to.
    pub summary: Option<SummaryView>,
    /// Why it came to nothing.
    pub failed: Option<String>,
}

impl Default for RunView {
    fn default() -> Self {
        Self {
            schema: SCHEMA,
            goes_on: false,
            ends: false,
            does: None,
            files: 0,
            of: None,
            articles: 0,
            summary: None,
            failed: None,
        }
    }
}

impl From<Progress> for RunView {
    fn from(progress: Progress) -> Self {
        let going = Self { goes_on: true, ..Self::default() };
        match progress {
            Progress::Outdated { .. } | Progress::SharedDisk { .. } => going,
            Progress::Looking { files } => Self { does: Some("looking"), files, ..going },
            Progress::Reading { files, of, articles } => {
                Self { does: Some("reading"), files, of: Some(of), articles, ..going }
            }
            Progress::Renewing { articles, of } => {
                Self { does: Some("renewing"), articles, of: Some(of), ..going }
            }
            Progress::Comparing { articles, of } => {
                Self { does: Some("comparing"), articles, of: Some(of), ..going }
            }
            Progress::Finishing => Self { does: Some("finishing"), ..going },
        }
    }
}
