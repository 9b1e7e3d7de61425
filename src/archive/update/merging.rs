//! Which segments become one.
//!
//! While much is read, segments of a size become one when they are many, as in the engine's own policy. What a run of a few
//! files leaves is small, and each segment has a dictionary and columns of its own, however little is in it: seven of
//! them make a small archive half as large again. So a small segment is merged with all that are smaller as soon as
//! together they, and what was taken out of it, are a good part of it; an article is copied some dozen times then until
//! its segment is no longer small. A large one is made anew when much of it was taken out.

use tantivy::{
    index::SegmentMeta,
    indexer::{LogMergePolicy, MergeCandidate, MergePolicy},
};

/// A segment with fewer documents is small.
const SMALL: u32 = 10_000;
/// What is smaller than a small segment, and what was taken out of it, may be this part of it.
const GOOD_PART: f32 = 0.125;
/// A large segment is made anew if more than this part of it was taken out.
const MOST_TAKEN_OUT: f32 = 0.2;

/// When to merge.
#[derive(Debug)]
pub(super) struct Merging {
    many: LogMergePolicy,
}

impl Default for Merging {
    fn default() -> Self {
        let mut many = LogMergePolicy::default();
        many.set_del_docs_ratio_before_merge(MOST_TAKEN_OUT);
        Self { many }
    }
}

impl MergePolicy for Merging {
    fn compute_merge_candidates(&self, segments: &[SegmentMeta]) -> Vec<MergeCandidate> {
        let candidates = self.many.compute_merge_candidates(segments);
        if !candidates.is_empty() {
            return candidates;
        }
        let mut sorted: Vec<&SegmentMeta> = segments.iter().collect();
        sorted.sort_unstable_by_key(|segment| (segment.num_docs(), segment.id()));
        let documents: Vec<_> =
            sorted.iter().map(|segment| (segment.num_docs(), segment.num_deleted_docs())).collect();
        let smallest = &sorted[..smallest_to_merge(&documents)];
        let candidate = MergeCandidate(smallest.iter().map(|segment| segment.id()).collect());
        if smallest.is_empty() { Vec::new() } else { vec![candidate] }
    }
}

/// How many of the smallest segments become one, by the documents that are in each and were taken out of it; the
/// smallest come first.
fn smallest_to_merge(documents: &[(u32, u32)]) -> usize {
    let mut merged = 0;
    let mut smaller = 0_u32;
    for (at, &(size, taken_out)) in documents.iter().enumerate() {
        if size >= SMALL {
            break;
        }
        if smaller.saturating_add(taken_out) as f32 > GOOD_PART * size as f32 {
            merged = at + 1;
        }
        smaller = smaller.saturating_add(size);
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_segments_are_merged_when_they_are_a_good_part_of_the_next() {
        let check = |documents: &[(u32, u32)], expected: usize| {
            assert_eq!(smallest_to_merge(documents), expected, "{documents:?}");
        };
        check(&[], 0);
        check(&[(5, 0)], 0);
        check(&[(1, 0), (1, 0)], 2);
        check(&[(1, 0), (20, 0)], 0);
        check(&[(2, 0), (20, 0)], 0);
        check(&[(3, 0), (20, 0)], 2);
        check(&[(20, 2)], 0);
        check(&[(20, 3)], 1);
        check(&[(1, 0), (20, 2)], 2);
        // The two become one of 2, which is no good part of 20 yet.
        check(&[(1, 0), (1, 0), (20, 0)], 2);
        check(&[(1, 0), (5, 0), (20, 0)], 3);
        check(&[(1, 0), (1, 0), (200, 0), (5_000, 400)], 2);
        check(&[(1_300, 0), (9_999, 0), (10_000, 5_000)], 2);
        check(&[(9_000, 0), (10_000, 0), (10_000, 0)], 0);
    }

    #[test]
    fn segments_stay_few_and_articles_are_copied_seldom() {
        let mut segments: Vec<(u32, u32)> = Vec::new();
        let (mut copied, mut most) = (0_u64, 0);
        for _ in 0..SMALL - 1 {
            segments.push((1, 0));
            loop {
                segments.sort_unstable();
                let merged = smallest_to_merge(&segments);
                if merged == 0 {
                    break;
                }
                let one: u32 = segments.drain(..merged).map(|(size, _)| size).sum();
                copied += u64::from(one);
                segments.push((one, 0));
            }
            most = most.max(segments.len());
        }
        assert!(most <= 5, "{most} segments");
        assert!(copied < 60 * u64::from(SMALL), "{copied} copies");
    }
}
