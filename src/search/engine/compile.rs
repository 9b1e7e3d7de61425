//! Turns the resolved tree into the engine's query.
//!
//! What narrows (names, dates, sources, what must not be) decides and adds nothing to the score; words add theirs, and
//! the headline once more.

use std::ops::Bound;

use chrono::{NaiveDate, NaiveTime};
use tantivy::{
    Term,
    query::{
        AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, EmptyQuery, Occur, Query, RangeQuery, TermQuery,
        TermSetQuery,
    },
    schema::{Field, IndexRecordOption},
};

use super::{
    articles::ArticlesQuery,
    listed::ListedQuery,
    lists::Listed,
    span::SpanQuery,
    together::{Anchor, TogetherQuery},
};
use crate::{
    archive::{
        ArchiveError, Reader,
        id::ArticleId,
        schema::{ARTICLE, DATED, DAY_MINUTES, Fields},
        stream::key_mark,
    },
    search::{
        rank::TITLE_WEIGHT,
        resolve::{Flag, Leaf, NameKey, NameSet, Region, Resolved, SlotField, Span, Stream},
    },
};

/// A pattern of more words than these tells nothing of what an article is about: which of them it has, and how often, is
/// not looked up.
const TELLING: usize = 256;

type Clause = (Occur, Box<dyn Query>);

/// What a tree is looked up in.
struct Target<'r> {
    fields: &'r Fields,
    /// Finds copies, if the tree asks for them.
    copies: Option<ListedQuery>,
}

/// The engine's query for a tree.
pub(super) fn compile(query: &Resolved, reader: &Reader) -> Result<Box<dyn Query>, ArchiveError> {
    let copies = query.has_flag(Flag::Copy).then(|| ListedQuery::copies(reader)).transpose()?;
    Ok(tree(query, &Target { fields: reader.fields(), copies }))
}

fn tree(query: &Resolved, target: &Target<'_>) -> Box<dyn Query> {
    let fields = target.fields;
    match query {
        Resolved::All => flag(fields, ARTICLE),
        Resolved::Nothing => Box::new(EmptyQuery),
        Resolved::Words { terms, region } => words(terms, *region, fields),
        Resolved::Span(Span::Leaf(Leaf::Terms(set))) if set.terms.len() > TELLING => {
            let lists = Listed::of(set, fields).into_iter();
            silent(Box::new(TermSetQuery::new(lists.map(|list| list.term))))
        }
        Resolved::Span(span) => match one_word(span) {
            Some((stems, region)) => {
                let any = stems.iter().map(|stem| words(std::slice::from_ref(stem), region, fields));
                boolean(any.map(|query| (Occur::Should, query)).collect())
            }
            None => Box::new(SpanQuery::new(span, fields)),
        },
        Resolved::And(parts) => and(parts, target),
        Resolved::Or(parts) => {
            boolean(parts.iter().map(|part| (Occur::Should, tree(part, target))).collect())
        }
        Resolved::Not(_) => and(std::slice::from_ref(query), target),
        Resolved::Name(names) => name(names, fields),
        Resolved::Slot { field, words, exactly } => silent(match (exactly, column_of(*field, fields)) {
            (Some(value), Some(column)) => value_query(column, value),
            _ => slot(slot_field(*field, fields), words),
        }),
        Resolved::Dates { since, until } => dates(*since, *until, fields),
        Resolved::Flag(Flag::Dated) => flag(fields, DATED),
        Resolved::Flag(Flag::Copy) => match &target.copies {
            Some(copies) => silent(Box::new(copies.clone())),
            None => Box::new(EmptyQuery),
        },
    }
}

/// What `query` finds, without the documents that have a flag.
pub(super) fn without_flag(query: Box<dyn Query>, fields: &Fields, name: &str) -> Box<dyn Query> {
    boolean(vec![(Occur::Must, query), (Occur::MustNot, flag(fields, name))])
}

/// What `query` finds, narrowed to the article with an id.
pub(super) fn with_id(query: Box<dyn Query>, fields: &Fields, id: ArticleId) -> Box<dyn Query> {
    boolean(vec![(Occur::Must, query), (Occur::Must, silent(term_query(fields.id, &id.to_string())))])
}

fn and(parts: &[Resolved], target: &Target<'_>) -> Box<dyn Query> {
    let mut clauses: Vec<Clause> = Vec::with_capacity(parts.len() + 1);
    for part in parts {
        match part {
            Resolved::Not(inner) => clauses.push((Occur::MustNot, tree(inner, target))),
            // Side by side with the others, so that lists of terms are intersected and nothing that is made of them.
            Resolved::Words { terms, region: Region::Anywhere } if terms.len() == 1 => {
                clauses.extend(word(&terms[0], target.fields));
            }
            _ => clauses.push((Occur::Must, tree(part, target))),
        }
    }
    if clauses.iter().all(|(occur, _)| *occur == Occur::MustNot) {
        clauses.push((Occur::Must, flag(target.fields, ARTICLE)));
    }
    boolean(clauses)
}

/// The stems of a word that has several, and where one of them must stand, if the engine's own queries can tell that.
fn one_word(span: &Span) -> Option<(&[String], Region)> {
    let (leaf, region) = match span {
        Span::Leaf(leaf) => (leaf, Region::Anywhere),
        Span::In { region, of } if *region != Region::Lede => match &**of {
            Span::Leaf(leaf) => (leaf, *region),
            _ => return None,
        },
        _ => return None,
    };
    match leaf {
        Leaf::Terms(set) if set.stream == Stream::Stems => Some((&set.terms, region)),
        _ => None,
    }
}

fn words(terms: &[String], region: Region, fields: &Fields) -> Box<dyn Query> {
    match (terms, region) {
        ([term], Region::Anywhere) => boolean(word(term, fields).into()),
        ([term], Region::Title) => {
            Box::new(BoostQuery::new(term_query(fields.title, term), 1.0 + TITLE_WEIGHT))
        }
        _ => {
            let at = terms.iter().enumerate().map(|(i, term)| (i as u32, text_term(fields.text, term)));
            Box::new(TogetherQuery::new(at.collect(), Anchor::of(region)))
        }
    }
}

/// A word stands in the text, which decides, since the headline is a part of it; that it stands in the headline only adds to
/// the score. So the engine goes through the headlines of those articles alone that match.
fn word(term: &str, fields: &Fields) -> [Clause; 2] {
    let title = BoostQuery::new(term_query(fields.title, term), TITLE_WEIGHT);
    [(Occur::Must, term_query(fields.text, term)), (Occur::Should, Box::new(title))]
}

/// The names decide; how often the words asked for stand in the text only ranks.
fn name(names: &NameSet, fields: &Fields) -> Box<dyn Query> {
    let mark = |(kind, key): &NameKey| text_term(fields.marks, &key_mark(*kind, key));
    let mut any: Vec<Clause> = Vec::new();
    let mut plain: Vec<Term> = Vec::new();
    for (key, except) in &names.keys {
        match except.as_slice() {
            [] => plain.push(mark(key)),
            _ => any.push((Occur::Should, Box::new(ArticlesQuery::without(mark(key), except)))),
        }
    }
    for (key, only) in &names.only {
        any.push((Occur::Should, Box::new(ArticlesQuery::only(mark(key), only))));
    }
    if !plain.is_empty() {
        any.push((Occur::Should, Box::new(TermSetQuery::new(plain))));
    }
    for terms in &names.phrases {
        any.push((Occur::Should, words(terms, Region::Anywhere, fields)));
    }
    if names.by_words {
        let mut clauses: Vec<Clause> =
            vec![(Occur::Must, slot(fields.names(names.kind).words, &names.words))];
        let moved = names.moved.iter().map(|key| term_query(fields.marks, &key_mark(names.kind, key)));
        clauses.extend(moved.map(|query| (Occur::MustNot, query)));
        any.push((Occur::Should, boolean(clauses)));
    }
    let mut clauses: Vec<Clause> = vec![(Occur::Must, silent(boolean(any)))];
    clauses.extend(names.words.iter().map(|word| (Occur::Should, term_query(fields.text, word))));
    boolean(clauses)
}

fn slot(field: Field, words: &[String]) -> Box<dyn Query> {
    if let [word] = words {
        term_query(field, word)
    } else {
        let at = words.iter().map(|word| (0, text_term(field, word)));
        Box::new(TogetherQuery::new(at.collect(), Anchor::Anywhere))
    }
}

/// The articles with a value that is listed just so.
fn value_query(column: Field, value: &str) -> Box<dyn Query> {
    let value = || Bound::Included(text_term(column, value));
    Box::new(RangeQuery::new(value(), value()))
}

/// The column that has a field's values as they are listed.
fn column_of(field: SlotField, fields: &Fields) -> Option<Field> {
    match field {
        SlotField::Source => Some(fields.source_name),
        SlotField::Author => Some(fields.author_name),
        SlotField::Section => Some(fields.section_name),
        SlotField::Language | SlotField::Path => None,
    }
}

fn slot_field(field: SlotField, fields: &Fields) -> Field {
    match field {
        SlotField::Source => fields.source,
        SlotField::Author => fields.author,
        SlotField::Section => fields.section,
        SlotField::Language => fields.language,
        SlotField::Path => fields.path,
    }
}

fn dates(since: Option<NaiveDate>, until: Option<NaiveDate>, fields: &Fields) -> Box<dyn Query> {
    let minutes = |day: NaiveDate| day.and_time(NaiveTime::MIN).and_utc().timestamp() / 60;
    let mut clauses: Vec<Clause> = Vec::new();
    if let Some(since) = since {
        let lower = Bound::Included(Term::from_field_i64(fields.to, minutes(since)));
        clauses.push((Occur::Must, silent(Box::new(RangeQuery::new(lower, Bound::Unbounded)))));
    }
    if let Some(until) = until {
        let upper = Bound::Excluded(Term::from_field_i64(fields.from, minutes(until) + DAY_MINUTES));
        clauses.push((Occur::Must, silent(Box::new(RangeQuery::new(Bound::Unbounded, upper)))));
    }
    if clauses.is_empty() { silent(Box::new(AllQuery)) } else { boolean(clauses) }
}

fn flag(fields: &Fields, name: &str) -> Box<dyn Query> {
    let term = text_term(fields.flags, name);
    silent(Box::new(TermQuery::new(term, IndexRecordOption::Basic)))
}

fn silent(query: Box<dyn Query>) -> Box<dyn Query> {
    Box::new(ConstScoreQuery::new(query, 0.0))
}

fn boolean(clauses: Vec<Clause>) -> Box<dyn Query> {
    Box::new(BooleanQuery::new(clauses))
}

pub(super) fn term_query(field: Field, term: &str) -> Box<dyn Query> {
    Box::new(TermQuery::new(text_term(field, term), IndexRecordOption::WithFreqs))
}

pub(super) fn text_term(field: Field, term: &str) -> Term {
    Term::from_field_text(field, term)
}
