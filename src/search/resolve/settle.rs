//! Settles what a typed query leaves open: words become terms, values become words of names and slots.

use names::{
    Kind,
    tokens::{Token, tokenize},
};

use super::{Filters, Names, Region, Resolved, SlotField, simplify};
use crate::{
    archive::terms::{Terms, is_indexed, slot_words},
    search::query::{Field, Match, Node, Query},
};

/// Resolves a query together with the filters beside it.
///
/// What has no word that the index could have asks nothing; if nothing at all is asked, every article answers.
pub fn resolve(
    query: &Query,
    match_mode: Match,
    filters: &Filters,
    names: &dyn Names,
    terms: &mut Terms,
) -> Resolved {
    let mut resolver = Resolver { match_mode, names, terms, tokens: Vec::new() };
    let typed = query.root.as_ref().and_then(|root| resolver.node(root, None));
    simplify::and(typed.into_iter().chain(filters_of(filters, names)))
}

/// The main terms of a text, split as the articles are; none if it has none.
pub fn phrase(text: &str, terms: &mut Terms) -> Option<Vec<String>> {
    let mut tokens = Vec::new();
    main_terms(text, &mut tokens, terms)
}

fn main_terms(text: &str, tokens: &mut Vec<Token>, terms: &mut Terms) -> Option<Vec<String>> {
    tokenize(text, tokens);
    let surfaces = tokens.iter().map(|token| (token, token.of(text)));
    let indexed = surfaces.filter(|(token, surface)| is_indexed(token, surface));
    let found: Vec<String> =
        indexed.map(|(_, surface)| terms.main(surface)).filter(|term| !term.is_empty()).collect();
    (!found.is_empty()).then_some(found)
}

fn filters_of(filters: &Filters, names: &dyn Names) -> impl Iterator<Item = Resolved> {
    let of_kind = |values: &[String], kind| {
        let sets = values.iter().filter_map(move |value| names.names(kind, value));
        sets.map(Resolved::Name).collect::<Vec<_>>()
    };
    let slots = |values: &[String], field| {
        values.iter().filter_map(move |value| slot(field, value)).collect::<Vec<_>>()
    };
    let of_any_kind = |text: &String| {
        let sets = [Kind::Person, Kind::Organization, Kind::Place].into_iter();
        let sets: Vec<_> = sets.filter_map(|kind| names.names(kind, text)).map(Resolved::Name).collect();
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

fn slot(field: SlotField, value: &str) -> Option<Resolved> {
    let words = slot_words(value);
    (!words.is_empty()).then_some(Resolved::Slot { field, words })
}

struct Resolver<'t> {
    match_mode: Match,
    names: &'t dyn Names,
    terms: &'t mut Terms,
    tokens: Vec<Token>,
}

impl Resolver<'_> {
    /// None if the node asks nothing.
    fn node(&mut self, node: &Node, field: Option<Field>) -> Option<Resolved> {
        match node {
            Node::Word(word) => self.text(&word.text, field),
            Node::Phrase(phrase) => self.text(&phrase.text, field),
            Node::Field(fielded) => self.node(&fielded.node, Some(fielded.field)),
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
        let (narrowing, words): (Vec<&Node>, Vec<&Node>) = nodes.iter().partition(|node| narrows(node));
        let mut parts = self.nodes(narrowing, field);
        parts.extend(some(self.nodes(words, field), simplify::or));
        some(parts, simplify::and)
    }

    fn text(&mut self, text: &str, field: Option<Field>) -> Option<Resolved> {
        match field {
            None => self.words(text, Region::Anywhere),
            Some(Field::Title) => self.words(text, Region::Title),
            Some(Field::Body) => self.words(text, Region::Body),
            Some(Field::Person) => self.name(Kind::Person, text),
            Some(Field::Org) => self.name(Kind::Organization, text),
            Some(Field::Place) => self.name(Kind::Place, text),
            Some(Field::Source) => slot(SlotField::Source, text),
            Some(Field::Author) => slot(SlotField::Author, text),
            Some(Field::Section) => slot(SlotField::Section, text),
            Some(Field::Path) => slot(SlotField::Path, text),
        }
    }

    fn name(&self, kind: Kind, text: &str) -> Option<Resolved> {
        self.names.names(kind, text).map(Resolved::Name)
    }

    /// Typed text is split as the articles are, so that "COVID-19" is two words one behind the other.
    fn words(&mut self, text: &str, region: Region) -> Option<Resolved> {
        let terms = main_terms(text, &mut self.tokens, self.terms)?;
        Some(Resolved::Words { terms, region })
    }
}

/// Whether a node holds also where any of the words will do.
fn narrows(node: &Node) -> bool {
    match node {
        Node::Field(fielded) => fielded.field.holds_values(),
        Node::Not(_) => true,
        Node::Word(_) | Node::Phrase(_) | Node::Sequence(_) | Node::And(_) | Node::Or(_) => false,
    }
}

fn some(parts: Vec<Resolved>, join: fn(Vec<Resolved>) -> Resolved) -> Option<Resolved> {
    (!parts.is_empty()).then(|| join(parts))
}
