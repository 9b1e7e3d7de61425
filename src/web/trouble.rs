//! Why a request is not answered as asked: for programs an RFC 9457 problem document, for people a page.

use std::fmt::Display;

use axum::http::StatusCode;

use crate::{
    archive::ArchiveError,
    desk::{SettingsError, names::NamesError},
    view::TroubleView,
};

/// Why a request is not answered as asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Trouble {
    /// The status of the answer.
    pub(super) status: StatusCode,
    /// What happened and what to do.
    pub(super) detail: String,
}

impl Trouble {
    pub(super) fn new(status: StatusCode, detail: impl Display) -> Self {
        Self { status, detail: detail.to_string() }
    }

    /// The request asks for something that cannot be.
    pub(super) fn wrong(detail: impl Display) -> Self {
        Self::new(StatusCode::BAD_REQUEST, detail)
    }

    /// There is no such thing.
    pub(super) fn missing(detail: impl Display) -> Self {
        Self::new(StatusCode::NOT_FOUND, detail)
    }

    /// Something that is not the client's doing.
    pub(super) fn inside(detail: impl Display) -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, detail)
    }

    /// The request is not one of those that are let in.
    pub(super) fn forbidden(detail: impl Display) -> Self {
        Self::new(StatusCode::FORBIDDEN, detail)
    }

    pub(super) fn busy() -> Self {
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "too many requests at once; try again in a moment")
    }

    pub(super) fn slow() -> Self {
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "the answer takes too long; ask for less")
    }

    /// What happened, in a few words.
    pub(super) fn title(&self) -> &'static str {
        self.status.canonical_reason().unwrap_or("Error")
    }

    /// As programs read it.
    pub(super) fn view(&self) -> TroubleView {
        TroubleView { title: self.title(), status: self.status.as_u16(), detail: self.detail.clone() }
    }
}

impl From<ArchiveError> for Trouble {
    fn from(error: ArchiveError) -> Self {
        let hint = match &error {
            ArchiveError::NotIndexed(_) => "; type: morgue index",
            ArchiveError::OtherFormat { found, expected, .. } if found < expected => {
                "; `morgue index` makes it anew from your files"
            }
            ArchiveError::OtherFormat { .. } => {
                "; use that program, or make the index anew with this one: morgue index --rebuild"
            }
            error if error.is_damage() => {
                "; `morgue verify --repair` makes the index whole again from your files"
            }
            error if error.is_full() => {
                "; free some space on that disk and do the same again, the archive is as of its last commit"
            }
            ArchiveError::Busy(_) => "; wait until it has ended, searches work meanwhile",
            _ => "",
        };
        let status = match &error {
            ArchiveError::Busy(_) => StatusCode::CONFLICT,
            error if error.is_full() => StatusCode::INSUFFICIENT_STORAGE,
            _ => StatusCode::INTERNAL_SERVER_ERROR,
        };
        Self::new(status, format_args!("{error}{hint}"))
    }
}

impl From<NamesError> for Trouble {
    fn from(error: NamesError) -> Self {
        match error {
            NamesError::File(error) => error.into(),
            NamesError::Syntax { .. } => {
                Self::inside(format_args!("{error}; correct that line, nothing else was changed"))
            }
            NamesError::ChangedMeanwhile { .. } => {
                Self::new(StatusCode::CONFLICT, format_args!("{error}; look at the change again"))
            }
            NamesError::ChangedByHand { .. } => {
                Self::new(StatusCode::CONFLICT, format_args!("{error}; take the lines out by hand"))
            }
            NamesError::NothingToUndo | NamesError::ChangedSince { .. } => {
                Self::new(StatusCode::CONFLICT, error)
            }
        }
    }
}

impl From<SettingsError> for Trouble {
    fn from(error: SettingsError) -> Self {
        match error {
            SettingsError::File(error) => error.into(),
            SettingsError::Syntax { .. } => Self::inside(format_args!("{error}; correct that line")),
        }
    }
}
