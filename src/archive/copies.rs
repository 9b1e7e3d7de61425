//! Which articles are copies of one text, and which are versions of one article.
//!
//! After a run the sentences of all articles are compared, and what belongs together is written down in one table beside
//! the index. Like that of identities it depends on the set of articles alone, never on their order. A group begins
//! with its oldest article; of versions, which have one url, the newest counts.

pub(in crate::archive) mod address;
mod alike;
mod candidates;
mod corpus;
mod linkage;
mod look;
mod overlay;
pub(in crate::archive) mod sentences;
mod settle;
mod table;
mod versions;

pub use address::address_key;
pub use overlay::Copies;
pub use table::Standing;

use std::path::Path;

use super::{ArchiveError, Reader, columns::SegmentKey};

/// The table's file in the index.
pub(super) const FILE: &str = "copies";

/// The commit that the table in a folder was made for, and the segments that it has.
pub(super) fn segments_of_table(folder: &Path) -> Result<(Option<u64>, Vec<SegmentKey>), ArchiveError> {
    let table = table::Table::open_in(folder)?;
    Ok((table.generation(), table.segments().collect()))
}

/// Makes the table of the index in a folder, unless the one that is there was made for the last commit.
pub(super) fn bring_up_to_date(folder: &Path) -> Result<(), ArchiveError> {
    let reader = Reader::open_in(folder)?;
    if table::Table::open_in(folder)?.generation() == Some(reader.generation()) {
        return Ok(());
    }
    settle::settle(&reader, folder)
}
