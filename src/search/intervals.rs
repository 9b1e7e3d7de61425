//! Where in a text something stands: minimal intervals of token positions.
//!
//! After Clarke, Cormack & Burkowski, "An Algebra for Structured Text Search and a Framework for its Implementation"
//! (1995), as in Lucene's intervals: a part of a query stands at a list of intervals, none of which lies in
//! another. So a list is ascending in its starts and in its ends, and every operator is one pass over lists. An
//! operator is one function from lists to a list; what knows positions is a [`Positions`], so that the same operators
//! serve an index and a text.

use super::resolve::Region;

/// Positions from `start` to `end`, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interval {
    /// First position.
    pub start: u32,
    /// Last position.
    pub end: u32,
}

/// Something that knows where terms stand.
pub trait Positions {
    /// The positions of a term, ascending, each once.
    fn positions(&self, term: &str) -> &[u32];
}

/// Where terms stand one behind the other in a region.
pub fn words(terms: &[String], region: Region, positions: &impl Positions) -> Vec<Interval> {
    let lists: Vec<Vec<Interval>> = terms.iter().map(|each| term(positions.positions(each))).collect();
    let mut intervals = phrase(&lists);
    intervals.retain(|interval| region.contains(interval.start) && region.contains(interval.end));
    intervals
}

/// Where a term stands.
pub fn term(positions: &[u32]) -> Vec<Interval> {
    positions.iter().map(|&position| Interval { start: position, end: position }).collect()
}

/// Where one of each list stands, each right behind the one before it.
pub fn phrase(lists: &[Vec<Interval>]) -> Vec<Interval> {
    let Some((first, others)) = lists.split_first() else { return Vec::new() };
    let mut intervals = first.clone();
    for list in others {
        let mut next = list.iter().peekable();
        intervals.retain_mut(|interval| {
            let wanted = interval.end.saturating_add(1);
            while next.next_if(|candidate| candidate.start < wanted).is_some() {}
            let found = next.peek().filter(|candidate| candidate.start == wanted);
            interval.end = found.map_or(interval.end, |candidate| candidate.end);
            found.is_some()
        });
    }
    intervals
}

/// Where one of any list stands.
pub fn either(lists: &[Vec<Interval>]) -> Vec<Interval> {
    minimal(lists.concat())
}

/// The closest places at which one of each list stands, in any order; they may overlap.
pub fn together(lists: &[Vec<Interval>]) -> Vec<Interval> {
    let mut heads = vec![0; lists.len()];
    let mut intervals = Vec::new();
    loop {
        let current = lists.iter().zip(&heads).map(|(list, &head)| list.get(head).copied());
        let Some(current) = current.collect::<Option<Vec<Interval>>>() else { break };
        let starts = current.iter().map(|interval| interval.start).enumerate();
        let Some((first, start)) = starts.min_by_key(|(_, start)| *start) else { break };
        let end = current.iter().map(|interval| interval.end).max().unwrap_or(start);
        intervals.push(Interval { start, end });
        heads[first] += 1;
    }
    minimal(intervals)
}

/// Keeps the intervals that hold no other, ascending.
fn minimal(mut intervals: Vec<Interval>) -> Vec<Interval> {
    intervals.sort_unstable_by_key(|interval| (std::cmp::Reverse(interval.start), interval.end));
    let mut earliest_end = None;
    intervals.retain(|interval| {
        let keep = earliest_end.is_none_or(|end| interval.end < end);
        if keep {
            earliest_end = Some(interval.end);
        }
        keep
    });
    intervals.reverse();
    intervals
}

#[cfg(test)]
mod tests {
    use proptest::{collection, prelude::*};

    use super::*;

    /// Lists written as "1 3-5 7 | 2".
    fn lists(text: &str) -> Vec<Vec<Interval>> {
        let number = |text: &str| text.parse().unwrap();
        let interval = |text: &str| {
            let (start, end) = text.split_once('-').unwrap_or((text, text));
            Interval { start: number(start), end: number(end) }
        };
        text.split('|').map(|list| list.split_whitespace().map(interval).collect()).collect()
    }

    fn check(operator: fn(&[Vec<Interval>]) -> Vec<Interval>, input: &str, expected: &str) {
        assert_eq!(operator(&lists(input)), lists(expected)[0], "{input}");
    }

    #[test]
    fn phrases() {
        check(phrase, "1 4 9", "1 4 9");
        check(phrase, "1 4 9 | 2 5 11", "1-2 4-5");
        check(phrase, "1 2 3 | 2 3 4 | 3 4 5", "1-3 2-4 3-5");
        check(phrase, "1-2 5-7 | 3-4 8", "1-4 5-8");
        check(phrase, "1 | ", "");
        check(phrase, "4294967295 | 0", "");
    }

    #[test]
    fn unions() {
        check(either, "1 5 | 3 5 | ", "1 3 5");
        check(either, "1-4 | 2-3", "2-3");
        check(either, "1-2 4-6 | 1-3 5-6", "1-2 5-6");
    }

    #[test]
    fn neighbourhoods() {
        check(together, "1 9 | 4 8", "1-4 8-9");
        check(together, "5 | 5", "5");
        check(together, "1 | ", "");
        check(together, "1 10 | 3 | 2 11", "1-3 2-10 3-11");
    }

    /// As the definition says: the intervals of ends of members that hold one of each list and no other such interval.
    fn together_by_definition(lists: &[Vec<Interval>]) -> Vec<Interval> {
        let holds = |start, end| {
            lists.iter().all(|list| list.iter().any(|inner| start <= inner.start && inner.end <= end))
        };
        let mut found = Vec::new();
        for start in 0..32 {
            for end in start..32 {
                if holds(start, end) && !(start < end && (holds(start + 1, end) || holds(start, end - 1))) {
                    found.push(Interval { start, end });
                }
            }
        }
        found
    }

    proptest! {
        #[test]
        fn neighbourhoods_are_those_of_the_definition(
            sets in collection::vec(collection::btree_set(0_u32..32, 0..8), 1..4),
        ) {
            let lists: Vec<_> = sets.iter().map(|set| term(&set.iter().copied().collect::<Vec<_>>())).collect();
            prop_assert_eq!(together(&lists), together_by_definition(&lists));
        }
    }
}
