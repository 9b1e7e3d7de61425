//! The second pass of ranking: the best articles of the first are looked at once more, for where in them the words stand.
//!
//! Everything comes from the postings of the query's own terms; no article is unpacked, so that it costs a fraction of the
//! first pass. An article beyond the depth of the pass keeps its place, and so pages fit together.

use tantivy::{
    DocAddress, DocId, SegmentReader, TantivyError, Term,
    fieldnorm::FieldNormReader,
    postings::{Postings, SegmentPostings},
    query::Bm25Weight,
    schema::IndexRecordOption,
};

use super::lists::has;
use crate::{
    archive::{
        ArchiveError, Reader,
        schema::FROM,
        stream::{BODY_START, LISTED, key_mark},
    },
    search::rank::{Clues, Weights, rarity},
};

/// Repetitions of a word in the opening add less and less: so many give half of what endless ones would.
const HALF: f32 = 0.5;

/// After so many minutes an article is half as fresh: a year.
const FRESH_FOR: f32 = 365.25 * 24.0 * 60.0;

/// Gives the best articles of the first pass new scores and their new order.
pub(super) fn refine(
    reader: &Reader,
    clues: &Clues,
    weights: &Weights,
    best: &mut [(f32, DocAddress)],
) -> Result<(), ArchiveError> {
    if clues.terms.is_empty() && weights.fresh == 0.0 {
        return Ok(());
    }
    let words = Words::new(reader, clues)?;
    let mut in_order: Vec<usize> = (0..best.len()).collect();
    in_order.sort_unstable_by_key(|at| best[*at].1);
    let segments: Vec<u32> = best.iter().map(|(_, at)| at.segment_ord).collect();
    let mut minutes: Vec<Option<i64>> = vec![None; best.len()];
    for run in in_order.chunk_by(|a, b| segments[*a] == segments[*b]) {
        let segment = reader.searcher().segment_reader(segments[run[0]]);
        let mut pass = Pass::open(reader, segment, &words, clues, weights)?;
        let from = if weights.fresh > 0.0 { Some(segment.fast_fields().i64(FROM)?) } else { None };
        for at in run {
            let (score, address) = &mut best[*at];
            *score += pass.gain(address.doc_id);
            minutes[*at] = from.as_ref().and_then(|from| from.first(address.doc_id));
        }
    }
    if let Some(newest) = minutes.iter().flatten().max() {
        for ((score, _), minute) in best.iter_mut().zip(&minutes) {
            let age = |minute| (newest - minute) as f32 / FRESH_FOR;
            *score *= 1.0 + minute.map_or(0.0, |minute| weights.fresh * (-age(minute)).exp2());
        }
    }
    // Those that are equal stay as the first pass has them.
    best.sort_by(|a, b| b.0.total_cmp(&a.0));
    Ok(())
}

/// The distinct words of a query with what is known of them in the whole archive.
struct Words {
    /// The terms of each: in most archives one.
    terms: Vec<Vec<Term>>,
    rarity: Vec<f32>,
    /// What each term counts in the first pass.
    bm25: Vec<Vec<Bm25Weight>>,
    /// What is left of a word's rarity if common words have none: the odds of an article to be without it.
    telling: Vec<f32>,
    /// The words as typed, by their numbers.
    typed: Vec<usize>,
    names: Vec<(Term, f32)>,
}

impl Words {
    fn new(reader: &Reader, clues: &Clues) -> Result<Self, ArchiveError> {
        let searcher = reader.searcher();
        let articles = reader.articles()? as f32;
        let mut distinct: Vec<&Vec<String>> = Vec::new();
        let mut typed = Vec::with_capacity(clues.terms.len());
        for stems in &clues.terms {
            let known = distinct.iter().position(|other| *other == stems);
            typed.push(known.unwrap_or_else(|| {
                distinct.push(stems);
                distinct.len() - 1
            }));
        }
        let of_text = |term: &String| Term::from_field_text(reader.fields().text, term);
        let terms = distinct.iter().map(|stems| stems.iter().map(of_text).collect()).collect();
        let mut words = Self {
            terms,
            rarity: Vec::new(),
            bm25: Vec::new(),
            telling: Vec::new(),
            typed,
            names: Vec::new(),
        };
        for terms in &words.terms {
            let mut frequency = 0.0;
            let mut bm25 = Vec::with_capacity(terms.len());
            for term in terms {
                frequency += searcher.doc_freq(term)? as f32;
                bm25.push(Bm25Weight::for_terms(searcher, std::slice::from_ref(term))?);
            }
            let frequency = frequency.min(articles);
            words.rarity.push(rarity(articles, frequency));
            let odds = (articles - frequency + 0.5).max(0.5) / (frequency + 0.5);
            words.telling.push(odds.ln().max(0.0));
            words.bm25.push(bm25);
        }
        for (kind, key) in &clues.names {
            let mark = Term::from_field_text(reader.fields().marks, &key_mark(*kind, key));
            let rarity = rarity(articles, searcher.doc_freq(&mark)? as f32);
            words.names.push((mark, rarity));
        }
        Ok(words)
    }
}

/// The postings of a segment, gone through once in the order of its documents.
struct Pass<'q> {
    words: &'q Words,
    weights: &'q Weights,
    postings: Vec<Vec<Option<SegmentPostings>>>,
    names: Vec<Option<SegmentPostings>>,
    lengths: FieldNormReader,
    title_lengths: FieldNormReader,
    /// The positions of each word in the document at hand.
    positions: Vec<Vec<u32>>,
}

impl<'q> Pass<'q> {
    fn open(
        reader: &Reader,
        segment: &SegmentReader,
        words: &'q Words,
        clues: &Clues,
        weights: &'q Weights,
    ) -> Result<Self, ArchiveError> {
        let fields = reader.fields();
        let (text, marks) = (segment.inverted_index(fields.text)?, segment.inverted_index(fields.marks)?);
        let mut postings = Vec::with_capacity(words.terms.len());
        for terms in &words.terms {
            let lists =
                terms.iter().map(|term| text.read_postings(term, IndexRecordOption::WithFreqsAndPositions));
            postings.push(lists.collect::<Result<_, _>>().map_err(TantivyError::from)?);
        }
        let mut names = Vec::with_capacity(clues.names.len());
        for (mark, _) in &words.names {
            let list = marks.read_postings(mark, IndexRecordOption::Basic);
            names.push(list.map_err(TantivyError::from)?);
        }
        let lengths = |field| -> Result<FieldNormReader, ArchiveError> {
            let lengths = segment.fieldnorms_readers().get_field(field)?;
            Ok(lengths.unwrap_or_else(|| FieldNormReader::constant(segment.max_doc(), 1)))
        };
        Ok(Self {
            words,
            weights,
            postings,
            names,
            lengths: lengths(fields.text)?,
            title_lengths: lengths(fields.title)?,
            positions: vec![Vec::new(); words.terms.len()],
        })
    }

    /// What the second pass adds to the score of a document; documents must come in their order.
    fn gain(&mut self, doc: DocId) -> f32 {
        let mut gain = 0.0;
        for (at, lists) in self.postings.iter_mut().enumerate() {
            let positions = &mut self.positions[at];
            positions.clear();
            let mut score = 0.0;
            for (list, bm25) in lists.iter_mut().zip(&self.words.bm25[at]) {
                if let Some(list) = list
                    && has(list, doc)
                {
                    append_positions(list, positions);
                    score += bm25.score(self.lengths.fieldnorm_id(doc), list.term_freq());
                }
            }
            if positions.is_empty() {
                continue;
            }
            let opening = BODY_START + self.weights.opening_words;
            let early = positions.iter().take_while(|position| **position < opening).count() as f32;
            let telling = self.words.telling[at] / self.words.rarity[at].max(f32::EPSILON);
            let kept = 1.0 - self.weights.common * (1.0 - telling.min(1.0));
            gain += self.weights.opening * self.words.rarity[at] * kept * early / (early + HALF);
            gain -= (1.0 - kept) * score;
        }
        gain + self.pairs() + self.named(doc) + self.exact_headline(doc)
    }

    /// Words that stand side by side, as they were typed.
    fn pairs(&self) -> f32 {
        let mut gain = 0.0;
        for pair in self.words.typed.windows(2) {
            let (first, second) = (&self.positions[pair[0]], &self.positions[pair[1]]);
            let beside = first.iter().filter(|position| second.binary_search(&(**position + 1)).is_ok());
            let times = beside.count() as f32;
            let rarity = self.words.telling[pair[0]] + self.words.telling[pair[1]];
            gain += self.weights.adjacent * rarity * times / (times + HALF);
        }
        gain
    }

    fn named(&mut self, doc: DocId) -> f32 {
        let lists = self.names.iter_mut().zip(&self.words.names);
        let found = lists.filter_map(|(list, (_, rarity))| {
            list.as_mut().is_some_and(|list| has(list, doc)).then_some(*rarity)
        });
        self.weights.name * found.fold(0.0, f32::max)
    }

    /// Whether the headline is the words of the query and nothing else.
    fn exact_headline(&self, doc: DocId) -> f32 {
        let typed = &self.words.typed;
        let in_place = |(place, word): (usize, &usize)| {
            self.positions[*word]
                .first()
                .is_some_and(|_| self.positions[*word].binary_search(&(place as u32)).is_ok())
        };
        let is_exact = typed.len() > 1
            && (typed.len() as u32) < LISTED
            && self.title_lengths.fieldnorm(doc) == typed.len() as u32
            && typed.iter().enumerate().all(in_place);
        let rarity: f32 = self.words.rarity.iter().sum();
        if is_exact { self.weights.headline * rarity } else { 0.0 }
    }
}

/// Adds where a term stands in the document at hand to where others of the same word do, in order and each once.
fn append_positions(list: &mut SegmentPostings, positions: &mut Vec<u32>) {
    if positions.is_empty() {
        return list.positions(positions);
    }
    let mut own = Vec::new();
    list.positions(&mut own);
    positions.append(&mut own);
    positions.sort_unstable();
    positions.dedup();
}
