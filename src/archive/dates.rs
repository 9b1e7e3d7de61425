//! In which order each source writes day and month, where it writes dates in numbers: 03/04/2021.
//!
//! What an article shows (18/06/2023 has its day first) tells how others of its source are read, so only the whole archive
//! can tell it: at the end of a run the articles that show an order are counted, and those that were read otherwise are made
//! anew, together with those in which other paragraphs recur. The outcome depends on the set of articles and the settings
//! alone. A file of several articles that name no source is taken for one. Where a source shows no order, the language of the
//! article decides, then `[dates]` in the settings; where they do not, the year alone is known.

mod guess;
mod learn;
mod table;
mod writer;

pub(in crate::archive) use guess::Guess;
pub(in crate::archive) use learn::{learn, number, stale};
pub(in crate::archive) use table::FILE;
pub use table::{Basis, DayOrders, Votes};
pub use writer::Writer;
