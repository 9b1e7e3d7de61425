//! Where in a text something stands: minimal intervals of token positions.
//!
//! After Clarke, Cormack & Burkowski, "An Algebra for Structured Text Search and a Framework for its Implementation"
//! (1995), as in Lucene's intervals: a part of a query stands at a list of intervals, none of which lies in
//! another. So a list is ascending in its starts and in its ends, and every operator is one pass over lists. An
//! operator is one function from lists to a list; what knows positions is a [`Places`], so that the same operators
//! serve an index and a text.

mod stands;

pub use self::stands::{Mark, Places, Unit, marks, stands};

/// Positions from `start` to `end`, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interval {
    /// First position.
    pub start: u32,
    /// Last position.
    pub end: u32,
}

/// Where a term stands.
pub fn term(positions: &[u32]) -> Vec<Interval> {
    positions.iter().map(|&position| Interval { start: position, end: position }).collect()
}

/// Where positions stand one behind the other, without a gap.
pub fn runs(positions: &[u32]) -> Vec<Interval> {
    let mut runs: Vec<Interval> = Vec::new();
    for &position in positions {
        match runs.last_mut() {
            Some(last) if position <= last.end.saturating_add(1) => last.end = position,
            _ => runs.push(Interval { start: position, end: position }),
        }
    }
    runs
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

/// Where one of each list stands in this order, with at most `room` positions among them; each list has single positions.
pub fn in_order(lists: &[Vec<Interval>], room: u32) -> Vec<Interval> {
    let Some((first, others)) = lists.split_first() else { return Vec::new() };
    let most = room.saturating_add(lists.len() as u32 - 1);
    let mut heads = vec![0; others.len()];
    let mut intervals = Vec::new();
    for interval in first {
        let mut end = interval.end;
        for (list, head) in others.iter().zip(&mut heads) {
            while list.get(*head).is_some_and(|next| next.start <= end) {
                *head += 1;
            }
            let Some(next) = list.get(*head) else { return minimal(intervals) };
            end = next.end;
        }
        if end - interval.start <= most {
            intervals.push(Interval { start: interval.start, end });
        }
    }
    minimal(intervals)
}

/// The shortest places at which it stands so many times.
pub fn at_least(list: &[Interval], times: u32) -> Vec<Interval> {
    let windows = list.windows(times.max(1) as usize);
    windows.map(|window| Interval { start: window[0].start, end: window[window.len() - 1].end }).collect()
}

/// The first of a list that begins behind a position.
pub(super) fn behind(list: &[Interval], position: u32) -> Option<Interval> {
    list.get(list.partition_point(|interval| interval.start <= position)).copied()
}

/// The last of a list that ends before a position.
pub(super) fn before(list: &[Interval], position: u32) -> Option<Interval> {
    list[..list.partition_point(|interval| interval.end < position)].last().copied()
}

/// Keeps the intervals that hold no other, ascending.
pub(super) fn minimal(mut intervals: Vec<Interval>) -> Vec<Interval> {
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

    #[test]
    fn phrases_with_room() {
        let check = |room, input: &str, expected: &str| {
            assert_eq!(in_order(&lists(input), room), lists(expected)[0], "{input}");
        };
        check(0, "1 4 9 | 2 5 11", "1-2 4-5");
        check(1, "1 4 9 | 2 5 11", "1-2 4-5 9-11");
        check(9, "1 3 | 5 | 4 7", "3-7");
        check(1, "1 3 | 5 | 4 7", "");
        check(5, "1 2 | 1 2", "1-2");
        check(0, "1 | ", "");
    }

    #[test]
    fn repetitions() {
        assert_eq!(at_least(&lists("1 4 6-7 9")[0], 3), lists("1-7 4-9")[0]);
        assert_eq!(at_least(&lists("1")[0], 2), []);
    }

    #[test]
    fn neighbours() {
        let list = &lists("1-2 5-6 9")[0];
        assert_eq!(behind(list, 5), Some(Interval { start: 9, end: 9 }));
        assert_eq!((before(list, 6), before(list, 2)), (Some(Interval { start: 1, end: 2 }), None));
    }
}
