//! Paragraphs that stand in many articles of a source and are no part of any story: invitations to subscribe,
//! biographies of writers, copyright lines.

pub(in crate::archive) mod paragraphs;
