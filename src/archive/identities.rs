//! Which names of different articles are one person, organization or place.
//!
//! After a run the names of all articles are compared and what belongs together is written down in one table beside
//! the index. The table depends on the set of articles alone, never on their order, and holds only what joins names or
//! gives an article's name to somebody: a name that it does not know stands for itself. So a reader can use a table
//! that is older than the last commit, and the user's corrections are laid over it when it is read.

mod assign;
mod bodies;
mod families;
mod gather;
mod groups;
mod humans;
mod kinds;
mod layout;
mod misspelt;
mod pairs;
mod people;
mod reason;
mod roll;
mod settle;
mod table;
mod witness;
mod write;

pub use reason::Reason;
pub use roll::{Bearer, Roll, Stray};
pub use table::{Assigned, Doubt, Identity, Member, Moved, Table};

use std::path::Path;

use super::{ArchiveError, Reader, columns::SegmentKey};

/// The table's file in the index.
pub(super) const FILE: &str = "identities";

/// The commit that the table in a folder was made for, and the segments that it has.
pub(super) fn segments_of_table(folder: &Path) -> Result<(Option<u64>, Vec<SegmentKey>), ArchiveError> {
    let table = Table::open_in(folder)?;
    Ok((table.generation(), table.segments().collect()))
}

/// Makes the table of the index in a folder, unless the one that is there was made for the last commit.
pub(super) fn bring_up_to_date(folder: &Path) -> Result<(), ArchiveError> {
    let reader = Reader::open_in(folder)?;
    if Table::open_in(folder)?.generation() == Some(reader.generation()) {
        return Ok(());
    }
    settle::settle(&reader, folder)
}
