//! Looks into rows that are sorted and no slice, since they lie on disk.

use std::ops::Range;

/// The first row of a range that does not come before what is looked for, its end if all do: what
/// `slice::partition_point` is for a slice.
pub(super) fn first(rows: Range<usize>, comes_before: impl Fn(usize) -> bool) -> usize {
    let Range { start: mut low, end: mut high } = rows;
    while low < high {
        let middle = low + (high - low) / 2;
        if comes_before(middle) { low = middle + 1 } else { high = middle }
    }
    low
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_first_of_equals() {
        let rows = [1, 3, 3, 7];
        let check = |from: usize, wanted: u32, expected: usize| {
            assert_eq!(first(from..rows.len(), |at| rows[at] < wanted), expected, "{from} {wanted}");
        };
        check(0, 0, 0);
        check(0, 3, 1);
        check(0, 4, 3);
        check(0, 8, 4);
        check(2, 1, 2);
        check(4, 1, 4);
    }
}
