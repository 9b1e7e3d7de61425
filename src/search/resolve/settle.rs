//! Settles what a typed query leaves open: words become terms, values become words of names and slots.

use names::{Kind, tokens::tokenize};

use chrono::NaiveDate;

use super::{
    Filters, Flag, Names, Region, Resolved, SlotField,
    near::{Joiner, Side},
    simplify,
    text::{Texts, Typed},
};
use crate::{
    archive::{
        stemming::Stemming,
        terms::{Terms, is_indexed, slot_words},
    },
    search::query::{
        self, AtLeast, Field, Match, Mode, Near, Node, Note, NoteKind, Phrase, Query, Word, when,
    },
};

/// A query with everything settled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resolution {
    /// The tree to look up.
    pub tree: Resolved,
    /// Where it is not what was typed.
    pub notes: Vec<Note>,
}

/// Resolves a query together with the filters beside it.
///
/// What has no word that the index could have asks nothing; if nothing at all is asked, every article answers.
pub fn resolve(
    query: &Query,
    match_mode: Match,
    filters: &Filters,
    names: &dyn Names,
    terms: &mut Terms,
) -> Resolution {
    let (texts, joiner) = (Texts::new(names, terms), Joiner::new(names));
    let (today, region) = (filters.today, Region::Anywhere);
    let mut resolver = Resolver { match_mode, today, names, texts, joiner, region, notes: Vec::new() };
    let typed = query.root.as_ref().and_then(|root| resolver.node(root, None));
    let notes = resolver.notes;
    Resolution { tree: simplify::and(typed.into_iter().chain(filters_of(filters, names))), notes }
}

/// The words of a text, split as the articles are.
pub fn words_in(text: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    tokenize(text, &mut tokens);
    let surfaces = tokens.iter().map(|token| (token, token.of(text)));
    surfaces.filter(|(token, surface)| is_indexed(token, surface)).map(|(_, surface)| surface).collect()
}

/// The main terms of a text as articles of a language have it; none if it has none.
pub fn phrase(text: &str, stemming: Stemming, terms: &mut Terms) -> Option<Vec<String>> {
    let found = words_in(text).into_iter().map(|word| terms.main(stemming, word));
    let found: Vec<String> = found.filter(|term| !term.is_empty()).collect();
    (!found.is_empty()).then_some(found)
}

fn filters_of(filters: &Filters, names: &dyn Names) -> impl Iterator<Item = Resolved> {
    let of_kind = |values: &[String], kind| {
        values.iter().filter_map(move |value| names_of(names, kind, exact(value))).collect::<Vec<_>>()
    };
    let slots = |values: &[String], field| {
        let slot = |value| {
            let (value, is_exact) = exact(value);
            slot(field, value, is_exact)
        };
        values.iter().map(String::as_str).filter_map(slot).collect::<Vec<_>>()
    };
    let of_any_kind = |text: &String| {
        let sets = Kind::ALL.into_iter();
        let sets: Vec<_> = sets.filter_map(|kind| names_of(names, kind, exact(text))).collect();
        (!sets.is_empty()).then_some(Resolved::Or(sets))
    };
    let with: Vec<_> = filters.with.iter().filter_map(of_any_kind).collect();
    let &Filters { since, until, .. } = filters;
    let dates = (since.is_some() || until.is_some()).then_some(Resolved::Dates { since, until });
    of_kind(&filters.people, Kind::Person)
        .into_iter()
        .chain(of_kind(&filters.orgs, Kind::Organization))
        .chain(of_kind(&filters.places, Kind::Place))
        .chain(with)
        .chain(slots(&filters.sources, SlotField::Source))
        .chain(slots(&filters.authors, SlotField::Author))
        .chain(dates)
}

fn slot(field: SlotField, value: &str, is_exact: bool) -> Option<Resolved> {
    let words = slot_words(value);
    let exactly = is_exact.then(|| value.to_owned());
    (!words.is_empty()).then_some(Resolved::Slot { field, words, exactly })
}

/// What is looked for just as it is listed: "=Times" is no "Financial Times".
fn exact(value: &str) -> (&str, bool) {
    value.strip_prefix('=').map_or((value, false), |value| (value, true))
}

fn names_of(names: &dyn Names, kind: Kind, (text, is_exact): (&str, bool)) -> Option<Resolved> {
    let names = if is_exact { names.exactly(kind, text) } else { names.names(kind, text) };
    names.map(Resolved::Name)
}

struct Resolver<'t> {
    match_mode: Match,
    today: Option<NaiveDate>,
    names: &'t dyn Names,
    texts: Texts<'t>,
    joiner: Joiner<'t>,
    /// The part of the text in which names must stand.
    region: Region,
    notes: Vec<Note>,
}

impl Resolver<'_> {
    /// None if the node asks nothing.
    fn node(&mut self, node: &Node, field: Option<Field>) -> Option<Resolved> {
        match node {
            Node::Word(Word { text, mode, changes, span }) => {
                self.text(Typed { text, mode: *mode, changes: *changes, room: 0 }, field, span)
            }
            Node::Phrase(Phrase { text, mode, room, span }) => {
                self.text(Typed { text, mode: *mode, changes: 0, room: *room }, field, span)
            }
            Node::Regex(regex) => {
                let region =
                    field.map_or(Region::Anywhere, |field| region(field).unwrap_or(Region::Anywhere));
                let found = self.texts.regex(&regex.source, region);
                self.note_texts(&regex.span);
                Some(found)
            }
            Node::Field(fielded) => {
                let outer = self.region;
                self.region = region(fielded.field).unwrap_or(outer);
                let found = self.node(&fielded.node, Some(fielded.field));
                self.region = outer;
                found
            }
            Node::AtLeast(AtLeast { times, node }) => {
                let part = self.node(node, field)?;
                Some(self.join([node, node], |joiner| joiner.at_least(*times, part)))
            }
            Node::Near(Near { distance, left, right }) => {
                let (first, second) = (self.node(left, field), self.node(right, field));
                let (Some(first), Some(second)) = (first.clone(), second.clone()) else {
                    return first.or(second.filter(|_| !distance.negated));
                };
                Some(self.join([left, right], |joiner| joiner.near(*distance, first, second)))
            }
            Node::Sequence(nodes) => self.sequence(nodes, field),
            Node::And(nodes) => some(self.nodes(nodes, field), simplify::and),
            Node::Or(nodes) => some(self.nodes(nodes, field), simplify::or),
            Node::Not(inner) => self.node(inner, field).map(simplify::not),
        }
    }

    fn nodes<'n>(
        &mut self,
        nodes: impl IntoIterator<Item = &'n Node>,
        field: Option<Field>,
    ) -> Vec<Resolved> {
        nodes.into_iter().filter_map(|node| self.node(node, field)).collect()
    }

    /// Nodes side by side: in the mode `Any`, what narrows still holds and one of the rest must.
    fn sequence(&mut self, nodes: &[Node], field: Option<Field>) -> Option<Resolved> {
        if self.match_mode == Match::All || field.is_some_and(Field::holds_values) {
            return some(self.nodes(nodes, field), simplify::and);
        }
        let (narrowing, words): (Vec<&Node>, Vec<&Node>) = nodes.iter().partition(|node| node.narrows());
        let mut parts = self.nodes(narrowing, field);
        parts.extend(some(self.nodes(words, field), simplify::or));
        some(parts, simplify::and)
    }

    fn join(
        &mut self,
        [left, right]: [&Node; 2],
        make: impl FnOnce(&mut Joiner<'_>) -> Resolved,
    ) -> Resolved {
        let was_full = self.joiner.is_full();
        let joined = make(&mut self.joiner);
        if self.joiner.is_full() && !was_full {
            self.notes.push(Note { kind: NoteKind::TooManyCombinations, span: left.first_span() });
        }
        if let Some(side) = self.joiner.without_place.take() {
            let span = if side == Side::Left { left.first_span() } else { right.first_span() };
            self.notes.push(Note { kind: NoteKind::NoPlace, span });
        }
        joined
    }

    fn note_texts(&mut self, span: &query::Span) {
        let kinds = self.texts.notes.drain(..);
        self.notes.extend(kinds.map(|kind| Note { kind, span: span.clone() }));
    }

    fn text(&mut self, typed: Typed<'_>, field: Option<Field>, span: &query::Span) -> Option<Resolved> {
        let (text, is_exact) = (typed.text, typed.mode != Mode::Stem);
        let Some(field) = field else { return self.words(typed, Region::Anywhere, span) };
        if text.contains('*') && !matches!(field, Field::Title | Field::Lede | Field::Body) {
            self.notes.push(Note { kind: NoteKind::NoWildcard, span: span.clone() });
        }
        match field {
            Field::Title | Field::Lede | Field::Body => self.words(typed, region(field)?, span),
            Field::Person => self.name(Kind::Person, (text, is_exact)),
            Field::Org => self.name(Kind::Organization, (text, is_exact)),
            Field::Place => self.name(Kind::Place, (text, is_exact)),
            Field::Source => slot(SlotField::Source, text, is_exact),
            Field::Author => slot(SlotField::Author, text, is_exact),
            Field::Section => slot(SlotField::Section, text, is_exact),
            Field::Lang => slot(SlotField::Language, text, false),
            Field::Path => slot(SlotField::Path, text, false),
            Field::Date | Field::Since | Field::Until => Some(self.date(field, text, span)),
            Field::Has | Field::Is => Some(self.flag(field, text, span)),
        }
    }

    fn name(&self, kind: Kind, asked: (&str, bool)) -> Option<Resolved> {
        let name = names_of(self.names, kind, asked)?;
        if self.region == Region::Anywhere {
            return Some(name);
        }
        Some(match self.joiner.place(name) {
            Ok(span) => Resolved::Span(span.within(self.region)),
            Err(name) => *name,
        })
    }

    fn words(&mut self, typed: Typed<'_>, region: Region, span: &query::Span) -> Option<Resolved> {
        let found = self.texts.text(typed, region);
        self.note_texts(span);
        found
    }

    fn date(&mut self, field: Field, text: &str, span: &query::Span) -> Resolved {
        let kind = match when::span(text, self.today) {
            Ok(when::Span { since: Some(since), until: Some(until) }) if until < since => {
                NoteKind::EndsBefore
            }
            Ok(when::Span { since, until }) => {
                let since = since.filter(|_| field != Field::Until);
                let until = until.filter(|_| field != Field::Since);
                return Resolved::Dates { since, until };
            }
            Err(when::NoTime::NotADate) => NoteKind::NotADate,
            Err(when::NoTime::NoToday) => NoteKind::NoToday,
        };
        self.notes.push(Note { kind, span: span.clone() });
        Resolved::Nothing
    }

    fn flag(&mut self, field: Field, text: &str, span: &query::Span) -> Resolved {
        match (field, names::fold::fold(text).as_str()) {
            (Field::Has, "date") => Resolved::Flag(Flag::Dated),
            (Field::Is, "copy") => Resolved::Flag(Flag::Copy),
            _ => {
                self.notes.push(Note { kind: NoteKind::UnknownValue, span: span.clone() });
                Resolved::Nothing
            }
        }
    }
}

/// The part of the text that a field is.
fn region(field: Field) -> Option<Region> {
    match field {
        Field::Title => Some(Region::Title),
        Field::Lede => Some(Region::Lede),
        Field::Body => Some(Region::Body),
        _ => None,
    }
}

fn some(parts: Vec<Resolved>, join: fn(Vec<Resolved>) -> Resolved) -> Option<Resolved> {
    (!parts.is_empty()).then(|| join(parts))
}
