//! Evaluates a tree over one document, and collects what makes it hold.

use chrono::NaiveDate;

use super::{Document, Found, Highlight, How, part_bit, places::InText};
use crate::{
    archive::record::StoredName,
    search::{
        intervals::{self, Interval, Mark},
        resolve::{Flag, Leaf, Region, Resolved, SlotField, Span, Way},
    },
};

/// What is known of an article beside its text and names; none stands for what is not known.
pub trait Facts {
    /// Whether a value of a field has all of these words.
    fn slot(&self, field: SlotField, words: &[String]) -> Option<bool>;

    /// Whether the span that the article's date allows overlaps this one.
    fn dates(&self, since: Option<NaiveDate>, until: Option<NaiveDate>) -> Option<bool>;

    /// Whether something is known of the article.
    fn flag(&self, flag: Flag) -> Option<bool>;
}

/// Nothing is known: a text is marked as if the rest of the query held.
pub struct Unknown;

impl Facts for Unknown {
    fn slot(&self, _: SlotField, _: &[String]) -> Option<bool> {
        None
    }

    fn dates(&self, _: Option<NaiveDate>, _: Option<NaiveDate>) -> Option<bool> {
        None
    }

    fn flag(&self, _: Flag) -> Option<bool> {
        None
    }
}

/// One walk through a tree.
pub(super) struct Evaluation<'e> {
    document: &'e Document<'e>,
    found: &'e Found<'e>,
    facts: &'e dyn Facts,
    highlights: Vec<Highlight>,
    /// How many parts that can be seen were passed.
    leaves: usize,
    /// Whether this is inside of a negation, where nothing is marked.
    negated: bool,
    /// Whether places are collected as a whole, and not what makes them match.
    whole: bool,
}

impl<'e> Evaluation<'e> {
    pub(super) fn new(document: &'e Document<'e>, found: &'e Found<'e>, facts: &'e dyn Facts) -> Self {
        Self { document, found, facts, highlights: Vec::new(), leaves: 0, negated: false, whole: false }
    }

    /// The same, with places as a whole: from the first word that makes one to the last.
    pub(super) fn of_places(self) -> Self {
        Self { whole: true, ..self }
    }

    /// What was found where the tree holds; not sorted, and some of it may overlap.
    pub(super) fn into_highlights(self) -> Vec<Highlight> {
        self.highlights
    }

    /// Whether a part of the tree holds, as far as is known; what does not leaves no highlights.
    pub(super) fn holds(&mut self, query: &Resolved) -> Option<bool> {
        match query {
            Resolved::All => Some(true),
            Resolved::Nothing => Some(false),
            Resolved::Words { .. } | Resolved::Span(_) | Resolved::Name(_) => Some(self.leaf(query)),
            Resolved::And(parts) => self.and(parts),
            Resolved::Or(parts) => self.or(parts),
            Resolved::Not(part) => self.not(part),
            Resolved::Slot { field, words, .. } => self.facts.slot(*field, words),
            Resolved::Dates { since, until } => self.facts.dates(*since, *until),
            Resolved::Flag(flag) => self.facts.flag(*flag),
        }
    }

    /// Every part is looked at, whatever the others give, so that the leaves keep their numbers.
    fn and(&mut self, parts: &[Resolved]) -> Option<bool> {
        let before = self.highlights.len();
        let mut all = Some(true);
        for part in parts {
            all = match (all, self.holds(part)) {
                (Some(false), _) | (_, Some(false)) => Some(false),
                (Some(true), Some(true)) => Some(true),
                _ => None,
            };
        }
        if all == Some(false) {
            self.highlights.truncate(before);
        }
        all
    }

    fn or(&mut self, parts: &[Resolved]) -> Option<bool> {
        let mut any = Some(false);
        for part in parts {
            any = match (any, self.holds(part)) {
                (Some(true), _) | (_, Some(true)) => Some(true),
                (Some(false), Some(false)) => Some(false),
                _ => None,
            };
        }
        any
    }

    fn not(&mut self, part: &Resolved) -> Option<bool> {
        let outer = std::mem::replace(&mut self.negated, true);
        let holds = self.holds(part);
        self.negated = outer;
        holds.map(|holds| !holds)
    }

    fn leaf(&mut self, leaf: &Resolved) -> bool {
        let found = self.matches_of(leaf);
        if let (Some(matches), false) = (&found, self.negated) {
            self.highlights.extend_from_slice(matches);
        }
        self.leaves += usize::from(!self.negated);
        found.is_some()
    }

    /// The matches of a leaf; none if it does not hold. A name that is only listed holds without any.
    fn matches_of(&self, leaf: &Resolved) -> Option<Vec<Highlight>> {
        let parts = part_bit(self.leaves);
        match leaf {
            Resolved::Words { terms, region } => {
                let how = if terms.len() == 1 { How::Word } else { How::Phrase };
                let matches = self.phrase(terms, *region, how);
                (!matches.is_empty()).then_some(matches)
            }
            Resolved::Span(span) => {
                let matches = self.near(span);
                (!matches.is_empty()).then_some(matches)
            }
            Resolved::Name(wanted) => {
                let names = self.document.names().iter();
                let mut names = names.filter(|name| wanted.has(name, self.document.article())).peekable();
                let is_named = names.peek().is_some();
                let mut matches: Vec<Highlight> = names.flat_map(|name| self.mentions(name, parts)).collect();
                for terms in &wanted.phrases {
                    matches.extend(self.phrase(terms, Region::Anywhere, How::Name(wanted.kind)));
                }
                (is_named || !matches.is_empty()).then_some(matches)
            }
            Resolved::All
            | Resolved::Nothing
            | Resolved::And(_)
            | Resolved::Or(_)
            | Resolved::Not(_)
            | Resolved::Slot { .. }
            | Resolved::Dates { .. }
            | Resolved::Flag(_) => None,
        }
    }

    fn phrase(&self, terms: &[String], region: Region, how: How) -> Vec<Highlight> {
        let parts = part_bit(self.leaves);
        let lists: Vec<_> = terms.iter().map(|term| intervals::term(self.found.positions(term))).collect();
        let positions = region.positions(&[]);
        let is_inside =
            |interval: &Interval| positions.contains(&interval.start) && positions.contains(&interval.end);
        let found = intervals::phrase(&lists).into_iter().filter(is_inside);
        let ranges = found.filter_map(|interval| self.document.bytes(interval));
        ranges.map(|range| Highlight { range, how, parts }).collect()
    }

    /// What makes a part stand where it does.
    fn near(&self, span: &Span) -> Vec<Highlight> {
        let parts = part_bit(self.leaves);
        let mut places = InText { document: self.document, found: self.found };
        let live = intervals::stands(span, &mut places);
        let mut highlights = Vec::new();
        if self.whole {
            let ranges = live.iter().filter_map(|place| self.document.bytes(*place));
            return ranges.map(|range| Highlight { range, how: How::Near, parts }).collect();
        }
        intervals::marks(span, &live, &mut places, &mut |mark, interval, is_near| {
            let how = if is_near { How::Near } else { how(&mark) };
            let range = self.document.bytes(interval);
            highlights.extend(range.map(|range| Highlight { range, how, parts }));
        });
        highlights
    }

    /// Where a name stands; ranges that do not fit the text are passed over.
    fn mentions(&self, name: &StoredName, parts: u64) -> impl Iterator<Item = Highlight> {
        let (text, how) = (self.document.text(), How::Name(name.kind));
        let ranges = name.mentions.iter().map(|&(start, end)| start as usize..end as usize);
        let fitting = ranges
            .filter(move |range| text.get(range.clone()).is_some_and(|mention| !mention.trim().is_empty()));
        fitting.map(move |range| Highlight { range, how, parts })
    }
}

/// How a part that stands near nothing else matches.
fn how(mark: &Mark<'_, Leaf>) -> How {
    match mark {
        Mark::Phrase => How::Phrase,
        Mark::Leaf(Leaf::Name(names)) => How::Name(names.kind),
        Mark::Leaf(Leaf::Terms(set)) => match set.way {
            Way::Stem => How::Word,
            Way::Exact => How::Exact,
            Way::Wildcard => How::Wildcard,
            Way::Fuzzy => How::Fuzzy,
            Way::Regex => How::Regex,
        },
    }
}
