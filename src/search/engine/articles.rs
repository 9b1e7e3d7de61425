//! The articles of a term that are in a list, or those that are not: a name that means somebody only here and there.

use std::sync::Arc;

use tantivy::{
    DocId, DocSet, Score, SegmentReader, TERMINATED, TantivyError, Term,
    columnar::Column,
    postings::SegmentPostings,
    query::{EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight},
    schema::IndexRecordOption,
};

use crate::archive::schema::NUMBER;

/// Articles that have a term, by their numbers.
#[derive(Clone, Debug)]
pub(super) struct ArticlesQuery {
    term: Term,
    /// Sorted.
    articles: Arc<[u64]>,
    /// Whether those in the list count, or those that are not in it.
    listed: bool,
}

impl ArticlesQuery {
    /// Those of the articles that have the term.
    pub(super) fn only(term: Term, articles: &[u64]) -> Self {
        Self { term, articles: articles.into(), listed: true }
    }

    /// The articles that have the term, without these.
    pub(super) fn without(term: Term, articles: &[u64]) -> Self {
        Self { term, articles: articles.into(), listed: false }
    }
}

impl Query for ArticlesQuery {
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(ArticlesWeight(self.clone())))
    }

    fn query_terms<'a>(&'a self, visitor: &mut dyn FnMut(&'a Term, bool)) {
        visitor(&self.term, false);
    }
}

struct ArticlesWeight(ArticlesQuery);

impl Weight for ArticlesWeight {
    fn scorer(&self, reader: &SegmentReader, _: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let inverted = reader.inverted_index(self.0.term.field())?;
        let Some(postings) = inverted.read_postings(&self.0.term, IndexRecordOption::Basic)? else {
            return Ok(Box::new(EmptyScorer));
        };
        let mut scorer =
            ArticlesScorer { postings, number: reader.fast_fields().u64(NUMBER)?, query: self.0.clone() };
        scorer.settle();
        Ok(Box::new(scorer))
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        let mut scorer = self.scorer(reader, 1.0)?;
        if scorer.doc() > doc || scorer.seek(doc) != doc {
            return Err(TantivyError::InvalidArgument(format!("document {doc} does not match")));
        }
        Ok(Explanation::new("a name in some articles", scorer.score()))
    }
}

struct ArticlesScorer {
    postings: SegmentPostings,
    number: Column<u64>,
    query: ArticlesQuery,
}

impl ArticlesScorer {
    /// From where the postings are, goes on to a document that counts.
    fn settle(&mut self) -> DocId {
        loop {
            let doc = self.postings.doc();
            if doc == TERMINATED || self.counts(doc) {
                return doc;
            }
            self.postings.advance();
        }
    }

    fn counts(&self, doc: DocId) -> bool {
        let number = self.number.first(doc);
        number.is_some_and(|number| self.query.articles.binary_search(&number).is_ok() == self.query.listed)
    }
}

impl DocSet for ArticlesScorer {
    fn advance(&mut self) -> DocId {
        self.postings.advance();
        self.settle()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.doc() < target {
            self.postings.seek(target);
            self.settle();
        }
        self.doc()
    }

    fn doc(&self) -> DocId {
        self.postings.doc()
    }

    fn size_hint(&self) -> u32 {
        self.postings.size_hint()
    }
}

impl Scorer for ArticlesScorer {
    fn score(&mut self) -> Score {
        1.0
    }
}
