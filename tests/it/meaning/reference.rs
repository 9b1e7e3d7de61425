//! A slow reading of the query language, by the letter: every pair of words is tried.

use std::collections::{BTreeMap, BTreeSet};

use morgue::{
    archive::terms::Terms,
    search::{
        Catalog,
        query::{Distance, Field, Mode, Node, Reach},
        resolve::{NameSet, Names},
    },
};
use names::{
    Kind,
    fold::fold,
    key::key_of,
    tokens::{Class, tokenize},
};

use super::page::Page;

/// A place in a text: its first and its last word, and the pieces of it that make it one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Spot {
    pub(super) first: usize,
    pub(super) last: usize,
    pub(super) pieces: BTreeSet<(usize, usize)>,
}

/// What a query is in one text.
#[derive(Clone, Debug)]
pub(super) enum Sense {
    Spots(Vec<Spot>),
    All(Vec<Sense>),
    Any(Vec<Sense>),
    Not(Box<Sense>),
}

impl Sense {
    pub(super) fn holds(&self) -> bool {
        match self {
            Self::Spots(spots) => !spots.is_empty(),
            Self::All(parts) => parts.iter().all(Self::holds),
            Self::Any(parts) => parts.iter().any(Self::holds),
            Self::Not(part) => !part.holds(),
        }
    }

    /// The places that make it hold.
    pub(super) fn spots(&self, into: &mut Vec<Spot>) {
        match self {
            Self::Spots(spots) => into.extend(spots.iter().cloned()),
            Self::All(parts) if self.holds() => parts.iter().for_each(|part| part.spots(into)),
            Self::Any(parts) => parts.iter().for_each(|part| part.spots(into)),
            Self::All(_) | Self::Not(_) => {}
        }
    }

    fn is_spots(&self) -> bool {
        match self {
            Self::Spots(_) => true,
            Self::Any(parts) => parts.iter().all(Self::is_spots),
            Self::All(_) | Self::Not(_) => false,
        }
    }

    /// As places alone, if it is nothing else.
    fn into_spots(self) -> Result<Vec<Spot>, Self> {
        match self {
            Self::Spots(spots) => Ok(spots),
            Self::Any(parts) if parts.iter().all(Self::is_spots) => {
                let spots: Vec<Spot> =
                    parts.into_iter().filter_map(|part| part.into_spots().ok()).flatten().collect();
                Ok(shortest(&spots))
            }
            other => Err(other),
        }
    }
}

/// The place of some words in a row.
fn spot((first, last): (usize, usize)) -> Spot {
    Spot { first, last, pieces: BTreeSet::from([(first, last)]) }
}

/// Those that hold no other; the pieces of places that are the same are put together.
fn shortest(spots: &[Spot]) -> Vec<Spot> {
    let holds_other = |spot: &Spot| {
        let inside = |other: &Spot| spot.first <= other.first && other.last <= spot.last;
        let same = |other: &Spot| (spot.first, spot.last) == (other.first, other.last);
        spots.iter().any(|other| inside(other) && !same(other))
    };
    let mut kept: Vec<Spot> = Vec::new();
    for spot in spots.iter().filter(|spot| !holds_other(spot)) {
        match kept.iter_mut().find(|own| (own.first, own.last) == (spot.first, spot.last)) {
            Some(own) => own.pieces.extend(&spot.pieces),
            None => kept.push(spot.clone()),
        }
    }
    kept.sort();
    kept
}

pub(super) struct Reference<'r> {
    pub(super) page: &'r Page,
    pub(super) catalog: &'r Catalog,
    pub(super) terms: &'r mut Terms,
    /// The part of the text in which names must stand.
    pub(super) part: Option<Field>,
}

impl Reference<'_> {
    pub(super) fn sense(&mut self, node: &Node, field: Option<Field>) -> Sense {
        match node {
            Node::Word(word) => self.text(&word.text, word.mode, word.changes, 0, field),
            Node::Phrase(phrase) => self.text(&phrase.text, phrase.mode, 0, phrase.room, field),
            Node::Regex(regex) => {
                let pattern = regex.source.replace(".*", "*").replace('.', "?");
                let spots = self.matching(|word| is_like(&fold(&pattern), &word.folded));
                Sense::Spots(self.within(spots, field))
            }
            Node::Field(fielded) => {
                let outer = self.part;
                if !fielded.field.holds_values() {
                    self.part = Some(fielded.field);
                }
                let sense = self.sense(&fielded.node, Some(fielded.field));
                self.part = outer;
                sense
            }
            Node::AtLeast(at_least) => {
                let sense = self.sense(&at_least.node, field);
                times(at_least.times as usize, sense)
            }
            Node::Near(near) => {
                let (left, right) = (self.sense(&near.left, field), self.sense(&near.right, field));
                self.near(near.distance, left, right)
            }
            Node::Sequence(parts) | Node::And(parts) => {
                Sense::All(parts.iter().map(|part| self.sense(part, field)).collect())
            }
            Node::Or(parts) => Sense::Any(parts.iter().map(|part| self.sense(part, field)).collect()),
            Node::Not(part) => Sense::Not(Box::new(self.sense(part, field))),
        }
    }

    fn matching(&self, is_meant: impl Fn(&super::page::Word) -> bool) -> Vec<Spot> {
        let meant = self.page.words.iter().enumerate().filter(|(_, word)| is_meant(word));
        meant.map(|(at, _)| Spot { first: at, last: at, pieces: BTreeSet::from([(at, at)]) }).collect()
    }

    fn within(&self, spots: Vec<Spot>, field: Option<Field>) -> Vec<Spot> {
        let Page { words, first_of_body, .. } = self.page;
        let is_in = |at: usize| match field {
            Some(Field::Title) => words[at].in_title,
            Some(Field::Body) => !words[at].in_title,
            Some(Field::Lede) => words[at].paragraph < first_of_body + 2,
            _ => true,
        };
        spots.into_iter().filter(|spot| is_in(spot.first) && is_in(spot.last)).collect()
    }

    fn text(&mut self, text: &str, mode: Mode, changes: u8, room: u32, field: Option<Field>) -> Sense {
        if field == Some(Field::Person) {
            let mentions = self.mentions(text);
            return Sense::Spots(self.within(mentions, self.part));
        }
        let mut lists = Vec::new();
        for piece in pieces(text) {
            let wanted = fold(&piece);
            let wanted = wanted.trim_matches(['.', '\'']).to_owned();
            let is_wild = piece.contains(['*', '?']);
            let languages = self.catalog.reader().languages().expect("the languages");
            let mut stems: Vec<String> = Vec::new();
            for stemming in languages.stemmings() {
                stems.extend(self.terms.asked(*stemming, &piece).map(str::to_owned));
            }
            lists.push(self.matching(|word| match mode {
                Mode::Case if is_wild => is_like(&piece, &word.written),
                _ if is_wild => is_like(&wanted, &word.folded),
                Mode::Case => word.written == piece,
                _ if changes > 0 => distance(&wanted, &word.folded) <= usize::from(changes),
                Mode::Exact => word.folded.strip_suffix('.').unwrap_or(&word.folded) == wanted,
                Mode::Stem => word.stems.iter().any(|stem| stems.contains(stem)),
            }));
        }
        let spots = self.in_a_row(&lists, room as usize);
        Sense::Spots(self.within(spots, field))
    }

    /// One of each list in order, with at most so many other words among them.
    fn in_a_row(&self, lists: &[Vec<Spot>], room: usize) -> Vec<Spot> {
        let Some((first, others)) = lists.split_first() else { return Vec::new() };
        let mut rows: Vec<(usize, usize)> = first.iter().map(|spot| (spot.first, spot.last)).collect();
        for list in others {
            let mut longer = Vec::new();
            for (start, end) in &rows {
                let next =
                    list.iter().filter(|next| next.first > *end && self.is_one_part(*start, next.last));
                longer.extend(next.map(|next| (*start, next.last)));
            }
            longer.sort_unstable();
            longer.dedup();
            longer.retain(|(start, end)| end - start < lists.len() + room);
            rows = longer;
        }
        let others = |(start, end): &(usize, usize)| end - start + 1 - lists.len();
        let rows = rows.into_iter().filter(|row| others(row) <= room);
        shortest(&rows.map(spot).collect::<Vec<_>>())
    }

    fn is_one_part(&self, first: usize, last: usize) -> bool {
        self.page.words[first].in_title == self.page.words[last].in_title
    }

    fn names(&self, text: &str) -> Option<NameSet> {
        let names = self.catalog.names(Kind::Person, text)?;
        Some(self.catalog.in_text(&names).unwrap_or(names))
    }

    fn mentions(&self, text: &str) -> Vec<Spot> {
        let Some(wanted) = self.names(text) else { return Vec::new() };
        let mut words: BTreeMap<(Kind, String), BTreeSet<usize>> = BTreeMap::new();
        for name in self.page.names.iter().filter(|name| wanted.has(name, self.page.number)) {
            let own = words.entry((name.kind, key_of(name.kind, &name.canonical))).or_default();
            for &(start, end) in &name.mentions {
                let all = self.page.words.iter().enumerate();
                let inside = all.filter(|(_, word)| word.end > start as usize && word.start < end as usize);
                own.extend(inside.map(|(at, _)| at));
            }
        }
        // Mentions of one name that touch are one.
        let mut spots: Vec<Spot> = Vec::new();
        for own in words.into_values() {
            let mut last: Option<(usize, usize)> = None;
            for at in own {
                match &mut last {
                    Some((first, end)) if *end + 1 == at && self.is_one_part(*first, at) => *end = at,
                    _ => {
                        spots.extend(last.map(spot));
                        last = Some((at, at));
                    }
                }
            }
            spots.extend(last.map(spot));
        }
        shortest(&spots)
    }

    fn near(&self, distance: Distance, left: Sense, right: Sense) -> Sense {
        let left = match left.into_spots() {
            Ok(spots) | Err(Sense::Spots(spots)) => spots,
            Err(Sense::All(parts)) => return Sense::All(self.each(distance, parts, &right)),
            Err(Sense::Any(parts)) => return Sense::Any(self.each(distance, parts, &right)),
            Err(Sense::Not(part)) => return Sense::Not(Box::new(self.near(distance, *part, right))),
        };
        let one = |part| self.near(distance, Sense::Spots(left.clone()), part);
        match right.into_spots() {
            Ok(right) => Sense::Spots(self.pairs(distance, &left, &right)),
            Err(Sense::All(parts)) if distance.negated => Sense::Any(parts.into_iter().map(one).collect()),
            Err(Sense::Any(parts)) if distance.negated => Sense::All(parts.into_iter().map(one).collect()),
            Err(Sense::All(parts)) => {
                let each = |part| match part {
                    Sense::Not(part) => Sense::Not(Box::new(one(*part))),
                    part => one(part),
                };
                Sense::All(parts.into_iter().map(each).collect())
            }
            Err(Sense::Any(parts)) => Sense::Any(parts.into_iter().map(one).collect()),
            Err(Sense::Not(part)) => {
                let other = Distance { negated: !distance.negated, ..distance };
                self.near(other, Sense::Spots(left), *part)
            }
            Err(Sense::Spots(_)) => unreachable!("spots are spots"),
        }
    }

    fn each(&self, distance: Distance, parts: Vec<Sense>, right: &Sense) -> Vec<Sense> {
        parts.into_iter().map(|part| self.near(distance, part, right.clone())).collect()
    }

    fn pairs(&self, distance: Distance, left: &[Spot], right: &[Spot]) -> Vec<Spot> {
        if distance.negated {
            let is_alone = |spot: &&Spot| right.iter().all(|other| !self.are_near(distance, spot, other));
            return left.iter().filter(is_alone).cloned().collect();
        }
        let mut pairs = Vec::new();
        for a in left {
            for b in right.iter().filter(|b| self.are_near(distance, a, b)) {
                let pieces = a.pieces.union(&b.pieces).copied().collect();
                pairs.push(Spot { first: a.first.min(b.first), last: a.last.max(b.last), pieces });
            }
        }
        shortest(&pairs)
    }

    fn are_near(&self, distance: Distance, a: &Spot, b: &Spot) -> bool {
        let (one, other) = if a.first <= b.first { (a, b) } else { (b, a) };
        if one.last >= other.first || (distance.ordered && b.first < a.first) {
            return false;
        }
        let words = &self.page.words;
        let is_one = self.is_one_part(one.first, other.last);
        is_one
            && match distance.reach {
                Reach::Words(most) => other.first - one.last - 1 <= most as usize,
                Reach::Sentence => words[one.first].sentence == words[other.last].sentence,
                Reach::Paragraph => words[one.first].paragraph == words[other.last].paragraph,
            }
    }
}

/// So many times.
fn times(count: usize, sense: Sense) -> Sense {
    match sense.into_spots() {
        Ok(spots) => {
            let window = |own: &[Spot]| Spot {
                first: own[0].first,
                last: own[own.len() - 1].last,
                pieces: own.iter().flat_map(|spot| spot.pieces.clone()).collect(),
            };
            Sense::Spots(spots.windows(count).map(window).collect())
        }
        Err(Sense::All(parts)) => Sense::All(parts.into_iter().map(|part| times(count, part)).collect()),
        Err(Sense::Any(parts)) => Sense::Any(parts.into_iter().map(|part| times(count, part)).collect()),
        Err(Sense::Not(part)) => Sense::Not(Box::new(times(count, *part))),
        Err(Sense::Spots(spots)) => Sense::Spots(spots),
    }
}

/// The words of a typed text, wildcards in them.
fn pieces(text: &str) -> Vec<String> {
    let swapped = text.replace('*', "\u{16A0}").replace('?', "\u{16A1}");
    let mut tokens = Vec::new();
    tokenize(&swapped, &mut tokens);
    let words = tokens.iter().filter(|token| token.class == Class::Word).map(|token| token.of(&swapped));
    let words = words.filter(|word| !matches!(*word, "'s" | "’s" | "'S" | "’S"));
    let words = words.map(|word| word.replace('\u{16A0}', "*").replace('\u{16A1}', "?"));
    words.filter(|word| word.contains(char::is_alphanumeric)).collect()
}

/// Whether a word is what a pattern with `*` and `?` describes.
fn is_like(pattern: &str, word: &str) -> bool {
    let mut rest = pattern.chars();
    match rest.next() {
        None => word.is_empty(),
        Some('*') => (0..=word.len())
            .filter(|at| word.is_char_boundary(*at))
            .any(|at| is_like(rest.as_str(), &word[at..])),
        Some(c) => {
            let mut letters = word.chars();
            letters.next().is_some_and(|letter| c == '?' || c == letter)
                && is_like(rest.as_str(), letters.as_str())
        }
    }
}

/// How many letters must be changed, left out, added or swapped.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut costs = vec![vec![0; b.len() + 1]; a.len() + 1];
    for i in 0..=a.len() {
        for j in 0..=b.len() {
            costs[i][j] = if i == 0 || j == 0 {
                i + j
            } else {
                let change = costs[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
                let mut least = change.min(costs[i - 1][j] + 1).min(costs[i][j - 1] + 1);
                if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                    least = least.min(costs[i - 2][j - 2] + 1);
                }
                least
            };
        }
    }
    costs[a.len()][b.len()]
}
