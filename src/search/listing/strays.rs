//! Where names stand that count for another kind than they were taken for, in a list of that other kind.
//!
//! They are few, and their places are found once: to go through all names of a second kind for them would take as long as to
//! count those of the first.

use super::{meanings::Meaning, numbering::Numbering};
use crate::{
    archive::{ArchiveError, Reader, identities::Stray},
    search::identities::Identities,
};

/// The places in each segment, by document, each with its kind's place among those of the numbering. The table knows them,
/// but for names that the user has moved and for segments that are newer.
pub(super) fn find(
    reader: &Reader,
    who: &Identities,
    numbering: &Numbering,
) -> Result<Vec<Vec<(Stray, usize)>>, ArchiveError> {
    let kinds = numbering.kinds();
    let by_desk = who.foreign_kinds_by_desk(kinds[0]);
    let segments = reader.segment_names_in(kinds, |_| Vec::new())?;
    let known = |at: usize, kind: usize| {
        let strays = who.table().roll(kinds[kind]).strays(segments[at].key());
        strays.filter(|_| !by_desk.contains(&kinds[kind]))
    };
    let foreign = 1..kinds.len();
    let is_known = (0..segments.len()).all(|at| foreign.clone().all(|kind| known(at, kind).is_some()));
    let columns = if is_known { Vec::new() } else { reader.segment_names(kinds)? };
    let in_segment = |at: usize| {
        let mut strays: Vec<(Stray, usize)> = Vec::new();
        for kind in foreign.clone() {
            let meanings = numbering.meanings(at, kind);
            let counts = |form: u32| meanings.of(u64::from(form)) != Meaning::Nobody;
            let own: Vec<Stray> = match known(at, kind) {
                Some(own) => own.filter(|one| counts(one.form)).collect(),
                None => columns[at].strays(kind, counts),
            };
            strays.extend(own.into_iter().map(|one| (one, kind)));
        }
        strays.sort_unstable();
        strays
    };
    Ok((0..segments.len()).map(in_segment).collect())
}
