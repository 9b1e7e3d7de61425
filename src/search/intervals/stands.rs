//! Where a part of a query stands: every operator of [`Span`], written once for the index and for a text.

use super::{Interval, at_least, before, behind, either, in_order, minimal, phrase};
use crate::{
    archive::stream::BODY_START,
    search::{
        query::Reach,
        resolve::{Apart, Region, Span},
    },
};

/// A unit of text that has a beginning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// A sentence.
    Sentence,
    /// A paragraph.
    Paragraph,
}

/// Something that knows where things stand.
pub trait Places<L> {
    /// Where a leaf stands: ascending, none in another.
    fn leaf(&mut self, leaf: &L) -> Vec<Interval>;

    /// The positions at which units start, ascending.
    fn starts(&mut self, unit: Unit) -> Vec<u32>;
}

/// What made a part of a query stand somewhere.
#[derive(Clone, Copy, Debug)]
pub enum Mark<'s, L> {
    /// A leaf.
    Leaf(&'s L),
    /// A phrase as a whole.
    Phrase,
}

/// Where a part of a query stands.
pub fn stands<L>(span: &Span<L>, places: &mut impl Places<L>) -> Vec<Interval> {
    match span {
        Span::Leaf(leaf) => places.leaf(leaf),
        Span::Phrase { parts, room } => {
            let mut lists = Vec::with_capacity(parts.len());
            for part in parts {
                let list = stands(part, places);
                if list.is_empty() {
                    return list;
                }
                lists.push(list);
            }
            let mut found = if *room == 0 { phrase(&lists) } else { in_order(&lists, *room) };
            found.retain(|interval| !crosses(*interval));
            found
        }
        Span::Near { apart, sides } => {
            let Some((left, right)) = both(sides, places) else { return Vec::new() };
            let nearness = Nearness::new(*apart, places);
            let mut found = nearness.pairs(&left, &right);
            if !apart.ordered {
                found.extend(nearness.pairs(&right, &left));
            }
            minimal(found)
        }
        Span::NotNear { apart, sides } => {
            let mut left = stands(&sides[0], places);
            if left.is_empty() {
                return left;
            }
            let right = stands(&sides[1], places);
            let nearness = Nearness::new(*apart, places);
            left.retain(|interval| !nearness.has_near(*interval, &right));
            left
        }
        Span::Either(parts) => {
            let lists: Vec<_> = parts.iter().map(|part| stands(part, places)).collect();
            either(&lists)
        }
        Span::AtLeast { times, of } => at_least(&stands(of, places), *times),
        Span::In { region, of } => {
            let mut found = stands(of, places);
            let paragraphs =
                if *region == Region::Lede { places.starts(Unit::Paragraph) } else { Vec::new() };
            let positions = region.positions(&paragraphs);
            found.retain(|interval| positions.contains(&interval.start) && positions.contains(&interval.end));
            found
        }
    }
}

/// Calls `take` with everything that makes a part of a query stand at the places `live`, which are some of those where
/// it [`stands`].
pub fn marks<'s, L, P: Places<L>>(
    span: &'s Span<L>,
    live: &[Interval],
    places: &mut P,
    take: &mut impl FnMut(Mark<'s, L>, Interval, bool),
) {
    mark(span, live, false, places, take);
}

fn mark<'s, L, P: Places<L>>(
    span: &'s Span<L>,
    live: &[Interval],
    is_near: bool,
    places: &mut P,
    take: &mut impl FnMut(Mark<'s, L>, Interval, bool),
) {
    if live.is_empty() {
        return;
    }
    match span {
        Span::Leaf(leaf) => live.iter().for_each(|interval| take(Mark::Leaf(leaf), *interval, is_near)),
        Span::Phrase { .. } => live.iter().for_each(|interval| take(Mark::Phrase, *interval, is_near)),
        Span::Near { apart, sides } => {
            let Some((left, right)) = both(sides, places) else { return };
            let nearness = Nearness::new(*apart, places);
            let (mut lefts, mut rights) = nearness.sides_of(&left, &right, live);
            if !apart.ordered {
                let (others, more) = nearness.sides_of(&right, &left, live);
                lefts.extend(more);
                rights.extend(others);
            }
            mark(&sides[0], &minimal(lefts), true, places, take);
            mark(&sides[1], &minimal(rights), true, places, take);
        }
        Span::NotNear { sides, .. } => mark(&sides[0], live, is_near, places, take),
        Span::Either(parts) => {
            for part in parts {
                let mut own = stands(part, places);
                own.retain(|own| last_from(live, own.start).is_some_and(|live| live == *own));
                mark(part, &own, is_near, places, take);
            }
        }
        Span::AtLeast { of, .. } => {
            let mut own = stands(of, places);
            own.retain(|own| last_from(live, own.start).is_some_and(|live| own.end <= live.end));
            mark(of, &own, is_near, places, take);
        }
        Span::In { of, .. } => mark(of, live, is_near, places, take),
    }
}

/// The last of a list that begins at a position or before it: of those that do, it reaches farthest.
fn last_from(list: &[Interval], position: u32) -> Option<Interval> {
    list[..list.partition_point(|interval| interval.start <= position)].last().copied()
}

/// Where both sides stand; none if one of them stands nowhere.
fn both<L>(sides: &[Span<L>; 2], places: &mut impl Places<L>) -> Option<(Vec<Interval>, Vec<Interval>)> {
    let left = stands(&sides[0], places);
    if left.is_empty() {
        return None;
    }
    let right = stands(&sides[1], places);
    (!right.is_empty()).then_some((left, right))
}

/// Whether an interval reaches from the headline into the body.
fn crosses(interval: Interval) -> bool {
    interval.start < BODY_START && BODY_START <= interval.end
}

/// Knows whether two things stand near enough.
struct Nearness {
    reach: Reach,
    ordered: bool,
    /// Where the units start, if the reach is one.
    starts: Vec<u32>,
}

impl Nearness {
    fn new<L>(apart: Apart, places: &mut impl Places<L>) -> Self {
        let starts = match apart.reach {
            Reach::Words(_) => Vec::new(),
            Reach::Sentence => places.starts(Unit::Sentence),
            Reach::Paragraph => places.starts(Unit::Paragraph),
        };
        Self { reach: apart.reach, ordered: apart.ordered, starts }
    }

    /// The place of the first and the second together, if the second begins behind the first and near enough.
    fn join(&self, first: Interval, second: Interval) -> Option<Interval> {
        let joined = Interval { start: first.start, end: second.end };
        if second.start <= first.end || crosses(joined) {
            return None;
        }
        let is_near = match self.reach {
            Reach::Words(most) => second.start - first.end - 1 <= most,
            Reach::Sentence | Reach::Paragraph => self.unit(joined.start) == self.unit(joined.end),
        };
        is_near.then_some(joined)
    }

    fn unit(&self, position: u32) -> usize {
        self.starts.partition_point(|start| *start <= position)
    }

    /// Of each of the first with the next of the second behind it: any further one is farther.
    fn pairs(&self, first: &[Interval], second: &[Interval]) -> Vec<Interval> {
        let next = |interval: &Interval| self.join(*interval, behind(second, interval.end)?);
        first.iter().filter_map(next).collect()
    }

    fn has_near(&self, interval: Interval, others: &[Interval]) -> bool {
        let after = behind(others, interval.end).and_then(|next| self.join(interval, next));
        let earlier = || before(others, interval.start).and_then(|last| self.join(last, interval));
        after.is_some() || (!self.ordered && earlier().is_some())
    }

    /// The firsts and the seconds of which the live places are made.
    fn sides_of(
        &self,
        first: &[Interval],
        second: &[Interval],
        live: &[Interval],
    ) -> (Vec<Interval>, Vec<Interval>) {
        let pair = |place: &Interval| {
            let start = first[first.binary_search_by_key(&place.start, |first| first.start).ok()?];
            let end = second[second.binary_search_by_key(&place.end, |second| second.end).ok()?];
            self.join(start, end).map(|_| (start, end))
        };
        live.iter().filter_map(pair).unzip()
    }
}
