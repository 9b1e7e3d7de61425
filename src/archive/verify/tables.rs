//! Whether the tables beside the index belong to its last commit, or to one before.

use std::{collections::BTreeSet, path::Path};

use super::Finding;
use crate::archive::{
    ArchiveError, Reader, boilerplate, columns::SegmentKey, copies, dates, identities, update,
};

/// What is wrong with the tables of an index.
pub(super) fn check(reader: &Reader, folder: &Path) -> Result<Vec<Finding>, ArchiveError> {
    let keys = reader.searcher().segment_readers().iter().map(|segment| SegmentKey::of(segment).0);
    let there: BTreeSet<[u32; 4]> = keys.collect();
    let copies = copies::segments_of_table(folder)?;
    let identities = identities::segments_of_table(folder)?;
    let recurring = boilerplate::Recurring::open_in(folder)?.generation();
    let day_orders = dates::DayOrders::open_in(folder)?.generation();
    let was_whole = folder.join(update::SETTINGS).is_file();
    let known = [
        (copies::FILE, copies.0, Some(copies.1)),
        (identities::FILE, identities.0, Some(identities.1)),
        (boilerplate::FILE, recurring, None),
        (dates::FILE, day_orders, None),
    ];
    let wrong = known.into_iter().filter_map(|(name, generation, segments)| {
        // A run that was stopped before it came to an end has made none.
        if generation.is_none() && was_whole {
            return Some(Finding::Table { name, wrong: "is missing; the next run makes it".to_owned() });
        }
        // A table that is older than the commit is laid over it as far as it goes; the next run makes a new one.
        let wrong = match generation?.cmp(&reader.generation()) {
            std::cmp::Ordering::Less => return None,
            std::cmp::Ordering::Greater => {
                format!("is of commit {}, and the last one is {}", generation?, reader.generation())
            }
            std::cmp::Ordering::Equal => {
                let gone = segments?.iter().filter(|segment| !there.contains(&segment.0)).count();
                (gone > 0).then(|| format!("has {gone} segments that are not there"))?
            }
        };
        Some(Finding::Table { name, wrong })
    });
    Ok(wrong.collect())
}
