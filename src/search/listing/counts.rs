//! What was counted of the names of a kind in some articles.

use std::ops::Range;

use names::Kind;
use rustc_hash::FxHashMap;

use super::{
    by_number::ByNumber,
    meanings::Meaning,
    numbering::{Numbering, Slot},
    segment::{SegmentCounts, Sum, Way},
};
use crate::{
    archive::{ArchiveError, both::both, columns::SegmentNames},
    search::{Catalog, engine::Found},
};

/// From so many articles on a second thread is worth its start.
const SIDE_BY_SIDE: usize = 5000;

/// What stands behind the sums: in how many articles which form of a name stands, so that the most frequent can be told.
pub(in crate::search) struct Counts {
    /// Of each segment and kind how often each form counts for the one whose it is in most articles.
    pub(super) forms: Vec<Vec<ByNumber<Sum>>>,
    /// In how many articles names count for somebody that count for several: segment, kind, form, and for whom.
    pub(super) split: FxHashMap<(usize, usize, usize, Slot), u32>,
}

impl Counts {
    /// Counts the names of a kind in some articles, of many in two parts of the segments side by side, and adds to the
    /// sums for each entry, or takes from them.
    pub(super) fn of(
        catalog: &Catalog,
        kind: Kind,
        found: &Found,
        (sums, way): (&mut ByNumber<Sum>, Way),
    ) -> Result<Self, ArchiveError> {
        let numbering = catalog.numbering(kind)?;
        let documents = |segment| found.in_segment(segment).to_vec();
        let segments = catalog.reader().segment_names_in(numbering.kinds(), documents)?;
        let count = |at: usize| SegmentCounts::of((catalog, numbering), at, &segments[at]);
        let all = 0..segments.len();
        let counted: Vec<SegmentCounts> = if found.len() < SIDE_BY_SIDE {
            all.map(count).collect()
        } else {
            let middle = middle(&segments);
            let part = |range: Range<usize>| range.map(count).collect::<Vec<_>>();
            let (mut counted, others) = both(|| part(0..middle), || part(middle..all.end));
            counted.extend(others);
            counted
        };
        let mut counts = Self { forms: Vec::new(), split: FxHashMap::default() };
        for (at, counted) in counted.into_iter().enumerate() {
            counts.add(numbering, at, counted, (sums, way));
        }
        Ok(counts)
    }

    /// Adds what was counted in a segment.
    ///
    /// An archive has names by the hundred thousand, a segment a few forms of them, most of which stand in its articles
    /// several times: so sums are made of what was counted by form.
    fn add(
        &mut self,
        numbering: &Numbering,
        at: usize,
        counted: SegmentCounts,
        (sums, way): (&mut ByNumber<Sum>, Way),
    ) {
        let SegmentCounts { forms, split, apart, again } = counted;
        for (kind, forms) in forms.iter().enumerate() {
            let meanings = numbering.meanings(at, kind);
            forms.each(|form, counted| {
                if counted.articles == 0 {
                    return;
                }
                if let Meaning::One(slot) = meanings.of(u64::from(form)) {
                    sums.at(slot).change(way, counted);
                }
            });
        }
        for (slot, mentions) in apart {
            sums.at(slot).change(way, Sum { articles: 1, mentions });
        }
        for slot in again {
            sums.at(slot).change(way.back(), Sum { articles: 1, mentions: 0 });
        }
        self.split.extend(
            split.into_iter().map(|((kind, form, slot), articles)| ((at, kind, form, slot), articles)),
        );
        self.forms.push(forms);
    }
}

/// The segment from which on there are as many articles as before it, nearly.
fn middle(segments: &[SegmentNames]) -> usize {
    let all: usize = segments.iter().map(|names| names.articles().len()).sum();
    let mut before = 0;
    segments
        .iter()
        .take_while(|names| {
            let own = names.articles().len();
            before += own;
            // A segment that the middle lies in belongs to where most of it lies.
            2 * before <= all + own
        })
        .count()
}
