//! One folder takes the place of another.
//!
//! Where the file system can, the two exchange their names, which is one step. Elsewhere the old one goes aside and the
//! new one takes its place; whoever is stopped between these two leaves nothing in that place, and the old one is put back
//! from where it waits.

use std::path::Path;

use super::{disk, remove_folder, rename_folder};
use crate::archive::ArchiveError;

/// Puts `new` into the place of `old`, which may be empty. What was there lies at `aside` in the end, where nothing may be
/// before; false if nothing was there.
pub(in crate::archive) fn replace_folder(new: &Path, old: &Path, aside: &Path) -> Result<bool, ArchiveError> {
    if !old.exists() {
        return rename_folder(new, old).map(|()| false);
    }
    // The new one first goes where the old one is to be, so that this is never what is lost.
    rename_folder(new, aside)?;
    if disk::exchange(aside, old).map_err(ArchiveError::io(old))? {
        return Ok(true);
    }
    rename_folder(aside, new)?;
    rename_folder(old, aside)?;
    rename_folder(new, old)?;
    Ok(true)
}

/// Puts back what went aside from a place that nothing whole is in.
pub(in crate::archive) fn put_back(aside: &Path, place: &Path) -> Result<(), ArchiveError> {
    remove_folder(place)?;
    rename_folder(aside, place)
}
