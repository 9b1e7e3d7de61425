//! Why a request over HTTP is not answered: a problem document of RFC 9457.

use serde::Serialize;

/// A problem document; its type is the status itself.
#[derive(Clone, Debug, Serialize)]
pub struct TroubleView {
    /// The status in words.
    pub title: &'static str,
    /// The status.
    pub status: u16,
    /// What happened and what to do.
    pub detail: String,
}
