//! Articles in which parts of a query stand near each other: the operators of `search::intervals` over postings.
//!
//! Candidates are found first, by the documents alone in which all that is needed stands somewhere; only in those are
//! positions read. A query's score is that of its words, for as often as it stands there, and less the more other words
//! stand between.

mod candidates;
mod gathered;
mod merged;
mod postings;
mod scorer;

use std::{collections::hash_map::Entry, sync::Arc};

use rustc_hash::FxHashMap;
use tantivy::{
    DocId, Score, SegmentReader, TantivyError, Term,
    fieldnorm::FieldNormReader,
    query::{
        Bm25StatisticsProvider, Bm25Weight, EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight,
    },
    schema::Field,
};

use self::{
    postings::{Articles, List, Postings},
    scorer::SpanScorer,
};
use super::lists::{self, Listed};
use crate::{
    archive::{
        schema::{Fields, NUMBER},
        stream::{PARAGRAPH_MARK, SENTENCE_MARK, key_mark},
    },
    search::{
        query::Reach,
        resolve::{Leaf, NameSet, Region, Span},
    },
};

/// The terms of a leaf, each with the articles in which it counts.
#[derive(Clone, Debug)]
struct Source {
    terms: Vec<(Listed, Articles)>,
    /// Whether terms that stand one behind the other are one mention.
    runs: bool,
    /// In how many articles it stands at most; 0 if that is to be looked up.
    articles: u64,
}

/// Articles in which a part of a query stands.
#[derive(Clone, Debug)]
pub(super) struct SpanQuery {
    plan: Arc<Span<usize>>,
    sources: Arc<[Source]>,
    fields: Fields,
}

impl SpanQuery {
    pub(super) fn new(span: &Span, fields: &Fields) -> Self {
        let mut sources = Vec::new();
        let plan = span.map(&mut |leaf| {
            sources.push(source(leaf, fields));
            sources.len() - 1
        });
        Self { plan: Arc::new(plan), sources: sources.into(), fields: *fields }
    }

    /// What each leaf's score is made of.
    fn weights(&self, statistics: &dyn Bm25StatisticsProvider) -> tantivy::Result<Vec<Bm25Weight>> {
        let documents = statistics.total_num_docs()?;
        let tokens = statistics.total_num_tokens(self.fields.text)?;
        let length = tokens as Score / documents.max(1) as Score;
        let weight = |source: &Source| {
            let mut articles = source.articles;
            if articles == 0 {
                for (list, _) in &source.terms {
                    articles += statistics.doc_freq(&list.term)?;
                }
            }
            Ok(Bm25Weight::for_one_term(articles.min(documents), documents, length))
        };
        let mut wanted = Vec::new();
        self.plan.each_leaf(false, &mut |leaf| wanted.push(&self.sources[*leaf]));
        wanted.into_iter().map(weight).collect()
    }
}

fn source(leaf: &Leaf, fields: &Fields) -> Source {
    match leaf {
        Leaf::Terms(set) => {
            let lists = Listed::of(set, fields).into_iter();
            let terms = lists.map(|list| (list, Articles::All)).collect();
            Source { terms, runs: false, articles: set.articles }
        }
        Leaf::Name(names) => Source { terms: marks_of(names, fields.marks), runs: true, articles: 0 },
    }
}

fn marks_of(names: &NameSet, field: Field) -> Vec<(Listed, Articles)> {
    let term = |key: &crate::search::resolve::NameKey| {
        Listed::new(Term::from_field_text(field, &key_mark(key.0, &key.1)))
    };
    let keys = names.keys.iter().map(|(key, except)| match except.as_slice() {
        [] => (term(key), Articles::All),
        except => (term(key), Articles::Without(except.into())),
    });
    keys.chain(names.only.iter().map(|(key, only)| (term(key), Articles::Only(only.as_slice().into()))))
        .collect()
}

impl Query for SpanQuery {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let weights = match scoring {
            EnableScoring::Enabled { statistics_provider, .. } => Some(self.weights(statistics_provider)?),
            EnableScoring::Disabled { .. } => None,
        };
        Ok(Box::new(SpanWeight { query: self.clone(), weights }))
    }

    fn query_terms<'a>(&'a self, visitor: &mut dyn FnMut(&'a Term, bool)) {
        for (list, _) in self.sources.iter().flat_map(|source| &source.terms) {
            visitor(&list.term, list.places.is_none());
            list.places.iter().for_each(|term| visitor(term, true));
        }
    }
}

struct SpanWeight {
    query: SpanQuery,
    weights: Option<Vec<Bm25Weight>>,
}

impl SpanWeight {
    fn open(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<SpanScorer> {
        let SpanQuery { plan, sources, fields } = &self.query;
        let mut leaves = Vec::with_capacity(sources.len());
        for source in sources.iter() {
            leaves.push(open(reader, source)?);
        }
        let lengths = match &self.weights {
            Some(_) => reader.fieldnorms_readers().get_field(fields.text)?,
            None => None,
        };
        let borders = |name: &str| {
            let list = Listed::new(Term::from_field_text(fields.marks, name));
            let terms = vec![(list, Articles::All)];
            open(reader, &Source { terms, runs: false, articles: 0 })
        };
        let boosted =
            |weights: &Vec<Bm25Weight>| weights.iter().map(|weight| weight.boost_by(boost)).collect();
        let mut scorer = SpanScorer {
            plan: Arc::clone(plan),
            leaves,
            sentences: needs(plan, Reach::Sentence).then(|| borders(SENTENCE_MARK)).transpose()?,
            paragraphs: needs(plan, Reach::Paragraph).then(|| borders(PARAGRAPH_MARK)).transpose()?,
            lengths: lengths.unwrap_or_else(|| FieldNormReader::constant(reader.max_doc(), 1)),
            weights: self.weights.as_ref().map(boosted),
            doc: 0,
            found: Vec::new(),
            is_read: false,
        };
        scorer.settle(0);
        Ok(scorer)
    }
}

fn open(reader: &SegmentReader, source: &Source) -> tantivy::Result<Postings> {
    // A list has buffers of some kilobytes, and there may be thousands.
    let (mut all, mut places) = (Vec::with_capacity(source.terms.len()), Vec::new());
    // Two words that are alone with a stem are never so in one document: they can share its list.
    let mut known: FxHashMap<&Term, usize> = FxHashMap::default();
    for (Listed { term, places: stem }, articles) in &source.terms {
        let Some(documents) = lists::postings(reader, term)? else { continue };
        let number = match stem {
            None => None,
            Some(stem) => Some(match known.entry(stem) {
                Entry::Occupied(known) => *known.get(),
                Entry::Vacant(new) => {
                    // A stem without a list would be a damaged index.
                    let Some(list) = lists::postings(reader, stem)? else { continue };
                    places.push(list);
                    *new.insert(places.len() - 1)
                }
            }),
        };
        all.push(List { documents, articles: articles.clone(), places: number });
    }
    let narrowed = all.iter().any(|list| !matches!(list.articles, Articles::All));
    let numbers = narrowed.then(|| reader.fast_fields().u64(NUMBER)).transpose()?;
    Ok(Postings::new(all, places, source.runs, numbers))
}

/// Whether borders of a kind are needed to tell where it stands.
fn needs(span: &Span<usize>, reach: Reach) -> bool {
    match span {
        Span::Leaf(_) => false,
        Span::Phrase { parts, .. } | Span::Either(parts) => parts.iter().any(|part| needs(part, reach)),
        Span::Near { apart, sides } | Span::NotNear { apart, sides } => {
            apart.reach == reach || sides.iter().any(|side| needs(side, reach))
        }
        Span::AtLeast { of, .. } => needs(of, reach),
        Span::In { region, of } => *region == Region::Lede && reach == Reach::Paragraph || needs(of, reach),
    }
}

impl Weight for SpanWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        if self.query.sources.is_empty() {
            return Ok(Box::new(EmptyScorer));
        }
        Ok(Box::new(self.open(reader, boost)?))
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        let mut scorer = self.scorer(reader, 1.0)?;
        if scorer.doc() > doc || scorer.seek(doc) != doc {
            return Err(TantivyError::InvalidArgument(format!("document {doc} does not match")));
        }
        Ok(Explanation::new("parts that stand near each other", scorer.score()))
    }
}
