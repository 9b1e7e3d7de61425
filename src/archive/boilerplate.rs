//! Paragraphs that stand in many articles of a source and are no part of any story: invitations to subscribe,
//! biographies of writers, copyright lines.
//!
//! What recurs only the whole archive can tell. So at the end of a run the paragraphs of all articles are counted, and
//! the articles in which others are cut than recur are made anew from what is stored. The outcome depends on the set of
//! articles alone. The table beside the index says what recurs, and while a run reads new articles it serves as a guess.

mod count;
mod guess;
pub(in crate::archive) mod paragraphs;
mod recurring;
mod table;

pub(in crate::archive) use guess::Guess;
pub use recurring::Recurrence;
pub use table::Recurring;

pub(in crate::archive) use recurring::{learn, stale};
pub(in crate::archive) use table::FILE;
