//! Terms that stand together: at fixed distances from one another, in a range of positions.
//!
//! A phrase is terms at distances 0, 1, 2…; the words of one name or one byline are terms at distance 0, since the index
//! puts them on one position. The engine's own phrase query knows no ranges, by which headline and body are told apart.

use std::ops::Range;

use tantivy::{
    DocId, DocSet, Score, SegmentReader, TERMINATED, TantivyError, Term,
    fieldnorm::FieldNormReader,
    postings::{Postings, SegmentPostings},
    query::{Bm25Weight, EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight},
    schema::IndexRecordOption,
};

use crate::{archive::stream::BODY_START, search::resolve::Region};

/// Where the first term may stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    Anywhere,
    Title,
    Body,
}

impl Anchor {
    pub(super) fn of(region: Region) -> Self {
        match region {
            Region::Title => Self::Title,
            Region::Body => Self::Body,
            // Where the lede ends, another query knows.
            Region::Anywhere | Region::Lede => Self::Anywhere,
        }
    }

    fn positions(self) -> Range<u32> {
        match self {
            Self::Anywhere => 0..u32::MAX,
            Self::Title => 0..BODY_START,
            Self::Body => BODY_START..u32::MAX,
        }
    }
}

/// Articles in which the terms stand together.
#[derive(Clone, Debug)]
pub(super) struct TogetherQuery {
    terms: Vec<(u32, Term)>,
    anchor: Anchor,
}

impl TogetherQuery {
    /// Terms of one field with their distances from the first position; at least one.
    pub(super) fn new(terms: Vec<(u32, Term)>, anchor: Anchor) -> Self {
        Self { terms, anchor }
    }
}

impl Query for TogetherQuery {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let terms: Vec<Term> = self.terms.iter().map(|(_, term)| term.clone()).collect();
        let bm25 = match scoring {
            EnableScoring::Enabled { statistics_provider, .. } => {
                Some(Bm25Weight::for_terms(statistics_provider, &terms)?)
            }
            EnableScoring::Disabled { .. } => None,
        };
        Ok(Box::new(TogetherWeight { query: self.clone(), bm25 }))
    }

    fn query_terms<'a>(&'a self, visitor: &mut dyn FnMut(&'a Term, bool)) {
        for (_, term) in &self.terms {
            visitor(term, true);
        }
    }
}

struct TogetherWeight {
    query: TogetherQuery,
    bm25: Option<Bm25Weight>,
}

impl TogetherWeight {
    fn open(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Option<TogetherScorer>> {
        let mut postings = Vec::with_capacity(self.query.terms.len());
        for (distance, term) in &self.query.terms {
            let inverted = reader.inverted_index(term.field())?;
            let Some(list) = inverted.read_postings(term, IndexRecordOption::WithFreqsAndPositions)? else {
                return Ok(None);
            };
            postings.push((*distance, list));
        }
        let Some((_, first)) = self.query.terms.first() else { return Ok(None) };
        // The rarest leads, so that the others only follow.
        postings.sort_by_key(|(_, list)| list.size_hint());
        let lengths = match &self.bm25 {
            Some(_) => reader.fieldnorms_readers().get_field(first.field())?,
            None => None,
        };
        let mut scorer = TogetherScorer {
            postings,
            range: self.query.anchor.positions(),
            lengths: lengths.unwrap_or_else(|| FieldNormReader::constant(reader.max_doc(), 1)),
            bm25: self.bm25.as_ref().map(|bm25| bm25.boost_by(boost)),
            starts: Vec::new(),
            positions: Vec::new(),
        };
        scorer.settle();
        Ok(Some(scorer))
    }
}

impl Weight for TogetherWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        Ok(match self.open(reader, boost)? {
            Some(scorer) => Box::new(scorer),
            None => Box::new(EmptyScorer),
        })
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        let mut scorer = self.scorer(reader, 1.0)?;
        if scorer.doc() > doc || scorer.seek(doc) != doc {
            return Err(TantivyError::InvalidArgument(format!("document {doc} does not match")));
        }
        Ok(Explanation::new("terms that stand together", scorer.score()))
    }
}

struct TogetherScorer {
    /// Each with its distance from the first position, the rarest in front.
    postings: Vec<(u32, SegmentPostings)>,
    range: Range<u32>,
    lengths: FieldNormReader,
    bm25: Option<Bm25Weight>,
    /// Where the terms stand together in the current document.
    starts: Vec<u32>,
    positions: Vec<u32>,
}

impl TogetherScorer {
    /// From where the leading list is, goes on to a document in which the terms stand together.
    fn settle(&mut self) -> DocId {
        loop {
            let doc = self.meet();
            if doc == TERMINATED || self.stand_together() {
                return doc;
            }
            self.postings[0].1.advance();
        }
    }

    /// Goes on to a document that all lists have.
    fn meet(&mut self) -> DocId {
        let (lead, others) = self.postings.split_at_mut(1);
        let lead = &mut lead[0].1;
        let mut doc = lead.doc();
        'again: while doc != TERMINATED {
            for (_, list) in others.iter_mut() {
                let found = if list.doc() < doc { list.seek(doc) } else { list.doc() };
                if found != doc {
                    doc = if found == TERMINATED { exhaust(lead) } else { lead.seek(found) };
                    continue 'again;
                }
            }
            break;
        }
        doc
    }

    fn stand_together(&mut self) -> bool {
        self.starts.clear();
        for (i, (distance, list)) in self.postings.iter_mut().enumerate() {
            list.positions(&mut self.positions);
            let starts = self.positions.iter().filter_map(|position| position.checked_sub(*distance));
            if i == 0 {
                self.starts.extend(starts.filter(|start| self.range.contains(start)));
            } else {
                keep_common(&mut self.starts, starts);
            }
            if self.starts.is_empty() {
                return false;
            }
        }
        true
    }
}

/// Moves a list behind its last document.
fn exhaust(list: &mut SegmentPostings) -> DocId {
    list.seek(TERMINATED)
}

/// Keeps of an ascending list what another ascending one has too.
fn keep_common(kept: &mut Vec<u32>, other: impl Iterator<Item = u32>) {
    let mut other = other.peekable();
    kept.retain(|&value| {
        while other.next_if(|&candidate| candidate < value).is_some() {}
        other.peek() == Some(&value)
    });
}

impl DocSet for TogetherScorer {
    fn advance(&mut self) -> DocId {
        self.postings[0].1.advance();
        self.settle()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.doc() < target {
            self.postings[0].1.seek(target);
            self.settle();
        }
        self.doc()
    }

    fn doc(&self) -> DocId {
        self.postings[0].1.doc()
    }

    fn size_hint(&self) -> u32 {
        self.postings[0].1.size_hint() / 4
    }

    fn cost(&self) -> u64 {
        u64::from(self.postings[0].1.size_hint()) * 8
    }
}

impl Scorer for TogetherScorer {
    fn score(&mut self) -> Score {
        let (doc, times) = (self.doc(), self.starts.len() as u32);
        self.bm25.as_ref().map_or(0.0, |bm25| bm25.score(self.lengths.fieldnorm_id(doc), times))
    }
}

#[cfg(test)]
mod tests {
    use super::keep_common;

    #[test]
    fn common_values_are_kept() {
        let check = |a: &[u32], b: &[u32], expected: &[u32]| {
            let mut kept = a.to_vec();
            keep_common(&mut kept, b.iter().copied());
            assert_eq!(kept, expected);
        };
        check(&[1, 3, 5], &[3, 4, 5, 6], &[3, 5]);
        check(&[1, 2], &[], &[]);
        check(&[], &[1], &[]);
        check(&[7, 7], &[7], &[7, 7]);
    }
}
