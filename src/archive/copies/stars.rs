//! Groups of copies from pairs of them.
//!
//! Joining whatever is joined by a chain would bring together texts that have nothing in common any more. So each group
//! is a star (Aslam, Pelekhov & Rus, "The star clustering algorithm", 2004): an article with many copies and the
//! articles that are copies of it.

use rustc_hash::FxHashMap;

/// The groups of two and more; `order` puts articles that have equally many copies in their order.
pub(super) fn stars<K: Ord>(pairs: &[(u32, u32)], order: impl Fn(u32) -> K) -> Vec<Vec<u32>> {
    let mut neighbours: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
    for (a, b) in pairs {
        neighbours.entry(*a).or_default().push(*b);
        neighbours.entry(*b).or_default().push(*a);
    }
    let mut centres: Vec<u32> = neighbours.keys().copied().collect();
    centres.sort_by_cached_key(|article| (std::cmp::Reverse(neighbours[article].len()), order(*article)));
    let mut is_free: FxHashMap<u32, bool> = centres.iter().map(|article| (*article, true)).collect();
    let mut groups = Vec::new();
    for centre in centres {
        if !std::mem::replace(is_free.entry(centre).or_default(), false) {
            continue;
        }
        let mut group = vec![centre];
        let free = |article: &&u32| std::mem::replace(is_free.entry(**article).or_default(), false);
        group.extend(neighbours[&centre].iter().filter(free));
        if group.len() > 1 {
            groups.push(group);
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_has_a_centre_of_which_all_are_copies() {
        let check = |pairs: &[(u32, u32)], expected: &[&[u32]]| {
            let sorted = |mut groups: Vec<Vec<u32>>| {
                groups.iter_mut().for_each(|group| group.sort_unstable());
                groups.sort();
                groups
            };
            assert_eq!(sorted(stars(pairs, |article| article)), expected, "{pairs:?}");
            let mut other: Vec<_> = pairs.iter().map(|(a, b)| (*b, *a)).collect();
            other.reverse();
            assert_eq!(sorted(stars(&other, |article| article)), expected, "{other:?}");
        };
        check(&[], &[]);
        check(&[(1, 2)], &[&[1, 2]]);
        check(&[(1, 2), (2, 3)], &[&[1, 2, 3]]);
        check(&[(1, 2), (2, 3), (3, 4)], &[&[1, 2, 3]]);
        check(&[(1, 2), (2, 3), (3, 4), (3, 6), (1, 7)], &[&[1, 7], &[2, 3, 4, 6]]);
    }
}
