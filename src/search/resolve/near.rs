//! Resolves distances: they are between things that stand somewhere, so a group of parts that must all hold becomes
//! that many distances.

use std::sync::Arc;

use super::{Apart, Leaf, Names, Resolved, Span, simplify};
use crate::search::query::Distance;

/// Most distances that the groups of one query may become.
const MOST: usize = 1024;

/// A side of a distance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Left,
    Right,
}

/// Joins what is resolved by distances.
pub(super) struct Joiner<'n> {
    names: &'n dyn Names,
    made: usize,
    /// On which side something that stands nowhere was to stand near.
    pub(super) without_place: Option<Side>,
}

impl<'n> Joiner<'n> {
    pub(super) fn new(names: &'n dyn Names) -> Self {
        Self { names, made: 0, without_place: None }
    }

    /// Whether there were too many combinations.
    pub(super) fn is_full(&self) -> bool {
        self.made > MOST
    }

    /// Both, at a distance.
    pub(super) fn near(&mut self, distance: Distance, left: Resolved, right: Resolved) -> Resolved {
        if self.is_full() {
            return Resolved::Nothing;
        }
        let other = match self.place(left) {
            Ok(left) => return self.near_span(distance, left, right),
            Err(other) => *other,
        };
        match other {
            Resolved::And(parts) => {
                simplify::and(self.each(parts, |joiner, part| joiner.near(distance, part, right.clone())))
            }
            Resolved::Or(parts) => {
                simplify::or(self.each(parts, |joiner, part| joiner.near(distance, part, right.clone())))
            }
            Resolved::Not(part) => simplify::not(self.near(distance, *part, right)),
            Resolved::Nothing => Resolved::Nothing,
            other => self.only_hold(distance, Side::Left, other, right),
        }
    }

    fn near_span(&mut self, distance: Distance, left: Span, right: Resolved) -> Resolved {
        if self.is_full() {
            return Resolved::Nothing;
        }
        let each = |joiner: &mut Self, parts| {
            joiner.each(parts, |joiner, part| joiner.near_span(distance, left.clone(), part))
        };
        let other = match self.place(right) {
            Ok(right) => return self.join(distance, left, right),
            Err(other) => *other,
        };
        match other {
            // Where not both may stand near, it is enough that one does not.
            Resolved::And(parts) if distance.negated => simplify::or(each(self, parts)),
            Resolved::Or(parts) if distance.negated => simplify::and(each(self, parts)),
            // What a group must not have is not to stand near together with what it has, on either side.
            Resolved::And(parts) => simplify::and(self.each(parts, |joiner, part| match part {
                Resolved::Not(part) => simplify::not(joiner.near_span(distance, left.clone(), *part)),
                part => joiner.near_span(distance, left.clone(), part),
            })),
            Resolved::Or(parts) => simplify::or(each(self, parts)),
            Resolved::Not(part) => {
                self.near_span(Distance { negated: !distance.negated, ..distance }, left, *part)
            }
            other => self.only_hold(distance, Side::Right, Resolved::Span(left), other),
        }
    }

    fn join(&mut self, distance: Distance, left: Span, right: Span) -> Resolved {
        self.made += 1;
        let apart = Apart { reach: distance.reach, ordered: distance.ordered };
        let sides = Box::new([left, right]);
        Resolved::Span(if distance.negated {
            Span::NotNear { apart, sides }
        } else {
            Span::Near { apart, sides }
        })
    }

    /// Both, without the distance, as one of them stands nowhere.
    fn only_hold(&mut self, distance: Distance, side: Side, left: Resolved, right: Resolved) -> Resolved {
        self.without_place = Some(side);
        let right = if distance.negated { simplify::not(right) } else { right };
        simplify::and([left, right])
    }

    /// So many times.
    pub(super) fn at_least(&mut self, times: u32, part: Resolved) -> Resolved {
        let other = match self.place(part) {
            Ok(span) if times == 1 => return Resolved::Span(span),
            Ok(span) => return Resolved::Span(Span::AtLeast { times, of: Box::new(span) }),
            Err(other) => *other,
        };
        match other {
            Resolved::And(parts) => {
                simplify::and(self.each(parts, |joiner, part| joiner.at_least(times, part)))
            }
            Resolved::Or(parts) => {
                simplify::or(self.each(parts, |joiner, part| joiner.at_least(times, part)))
            }
            Resolved::Not(part) => simplify::not(self.at_least(times, *part)),
            other => {
                self.without_place = Some(Side::Left);
                other
            }
        }
    }

    fn each(
        &mut self,
        parts: Vec<Resolved>,
        mut make: impl FnMut(&mut Self, Resolved) -> Resolved,
    ) -> Vec<Resolved> {
        parts.into_iter().map(|part| make(self, part)).collect()
    }

    /// What stands somewhere, as where it stands; anything else as it is.
    pub(super) fn place(&self, part: Resolved) -> Result<Span, Box<Resolved>> {
        match part {
            Resolved::Words { terms, region } => Ok(Span::stems(&terms).within(region)),
            Resolved::Span(span) => Ok(span),
            Resolved::Name(names) => {
                let mut names = self.names.in_text(&names).unwrap_or(names);
                let phrases = std::mem::take(&mut names.phrases);
                let mut any = vec![Span::Leaf(Leaf::Name(Arc::new(names)))];
                any.extend(phrases.iter().map(|terms| Span::stems(terms)));
                Ok(if any.len() > 1 { Span::Either(any) } else { any.remove(0) })
            }
            Resolved::Or(parts) if parts.iter().all(has_place) => {
                let spans = parts.into_iter().map(|part| self.place(part)).collect::<Result<Vec<_>, _>>()?;
                Ok(Span::Either(spans))
            }
            other => Err(Box::new(other)),
        }
    }
}

fn has_place(part: &Resolved) -> bool {
    match part {
        Resolved::Words { .. } | Resolved::Span(_) | Resolved::Name(_) => true,
        Resolved::Or(parts) => parts.iter().all(has_place),
        Resolved::All
        | Resolved::Nothing
        | Resolved::And(_)
        | Resolved::Not(_)
        | Resolved::Slot { .. }
        | Resolved::Dates { .. }
        | Resolved::Flag(_) => false,
    }
}
