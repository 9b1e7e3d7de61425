//! Compares names across articles: which differences writers make between two forms of one name.
//!
//! Inside an article its text says who is meant; across articles there are only the names themselves. So a
//! comparison here names the differences, and whoever knows the archive decides which of them to believe.

mod bodies;
mod known;
mod parted;
mod people;
mod sketch;
mod spelling;

pub use bodies::{core, evened, is_acronym_of, is_legal_form};
pub use known::{Known, known};
pub use parted::{Parted, parted};
pub use people::{Difference, Differences, PersonName, compare, is_given_name};
pub use sketch::Sketch;
pub use spelling::{distance_within, is_one_letter_off, skeleton};
