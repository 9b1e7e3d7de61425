//! Groups of copies from pairs of them.
//!
//! Joining whatever a chain of pairs joins would bring together texts that have nothing in common any more. So two groups
//! become one only if each article of one is a copy of each of the other: complete linkage (Sørensen 1948; Defays, "An
//! efficient algorithm for a complete link method", 1977). The closest pairs come first.

use rustc_hash::FxHashMap;

/// The groups of two and more that pairs, the closest first, make. `is_copy` says whether two articles are copies.
pub(super) fn groups(
    pairs: impl IntoIterator<Item = (u32, u32)>,
    mut is_copy: impl FnMut(u32, u32) -> bool,
) -> Vec<Vec<u32>> {
    let mut group_of: FxHashMap<u32, usize> = FxHashMap::default();
    let mut groups: Vec<Vec<u32>> = Vec::new();
    for (a, b) in pairs {
        let [a, b] = [a, b].map(|article| {
            *group_of.entry(article).or_insert_with(|| {
                groups.push(vec![article]);
                groups.len() - 1
            })
        });
        if a == b || !groups[a].iter().all(|one| groups[b].iter().all(|other| is_copy(*one, *other))) {
            continue;
        }
        let (stays, goes) = if groups[a].len() >= groups[b].len() { (a, b) } else { (b, a) };
        for article in std::mem::take(&mut groups[goes]) {
            group_of.insert(article, stays);
            groups[stays].push(article);
        }
    }
    groups.retain(|group| group.len() > 1);
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn in_a_group_each_is_a_copy_of_each() {
        let check = |pairs: &[(u32, u32)], expected: &[&[u32]]| {
            let is_copy = |a: u32, b: u32| pairs.contains(&(a, b)) || pairs.contains(&(b, a));
            let mut found = groups(pairs.iter().copied(), is_copy);
            for group in &mut found {
                group.sort_unstable();
            }
            found.sort();
            assert_eq!(found, expected, "{pairs:?}");
        };
        check(&[], &[]);
        check(&[(1, 2)], &[&[1, 2]]);
        check(&[(1, 2), (2, 3)], &[&[1, 2]]);
        check(&[(1, 2), (2, 3), (1, 3)], &[&[1, 2, 3]]);
        check(&[(2, 3), (1, 2), (3, 4), (1, 5)], &[&[1, 5], &[2, 3]]);
    }
}
