//! The best articles that have all of a few words, without giving a score to every article that has them.
//!
//! The engine passes over blocks of its lists that cannot hold one of the best (Ding & Suel 2011), but only where an
//! article must be in every list and its score is their sum. A word in the headline adds to a score, and need not be there.
//! So the articles are taken in parts, by which of the words their headlines have: within a part every list must have the
//! article. Parts with more words in the headline come first; the best are among them, and what they reach is the bar for
//! the others.

use std::{cmp::Reverse, sync::Arc};

use rustc_hash::FxHashSet;
use tantivy::{
    DocAddress, DocId, InvertedIndexReader, Score, SegmentReader, TantivyError, Term,
    columnar::Column,
    query::{
        BooleanWeight, BoostQuery, EnableScoring, Explanation, Occur, Query, Scorer, SumCombiner, Weight,
    },
    schema::IndexRecordOption,
};

use super::{
    compile::{term_query, text_term},
    groups::{Best, By},
    lists::has,
};
use crate::{
    archive::{
        ArchiveError, Reader,
        copies::{Copies, Standing},
        schema::NUMBER,
    },
    search::{
        rank::TITLE_WEIGHT,
        resolve::{Region, Resolved},
    },
};

/// Of more words there are too many parts.
const MOST_WORDS: usize = 3;

/// Articles are held up to so many times as are wanted before the worse ones are let go.
const HELD: usize = 2;

/// The words of a query that asks for nothing but a few of them, wherever they stand.
pub(super) fn words(query: &Resolved) -> Option<Vec<&str>> {
    let parts = match query {
        Resolved::And(parts) => &**parts,
        one => std::slice::from_ref(one),
    };
    let word = |part| match part {
        &Resolved::Words { ref terms, region: Region::Anywhere } => match &**terms {
            [term] => Some(&**term),
            _ => None,
        },
        _ => None,
    };
    let words: Vec<&str> = parts.iter().map(word).collect::<Option<_>>()?;
    let distinct: FxHashSet<&str> = words.iter().copied().collect();
    ((1..=MOST_WORDS).contains(&words.len()) && distinct.len() == words.len()).then_some(words)
}

/// The `most` best articles that have all the words, best first, and of equals those of lower numbers first.
pub(super) fn best(
    reader: &Reader,
    words: &[&str],
    most: usize,
) -> Result<Vec<(Score, DocAddress)>, ArchiveError> {
    let words = words.iter().map(|word| Word::new(word, reader)).collect::<Result<Vec<_>, _>>()?;
    // However many are asked for, there are no more than all.
    let most = most.min(reader.articles()? as usize).max(1);
    let mut bar = Bar { most, score: Score::MIN, held: Vec::new() };
    let segments = reader.searcher().segment_readers();
    let segments = (0..).zip(segments).map(|(ordinal, _)| Segment::open(reader, ordinal));
    let segments = segments.collect::<Result<Vec<_>, _>>()?;
    for part in parts(words.len()) {
        for segment in &segments {
            segment.look_through(&words, &part, &mut bar)?;
        }
    }
    bar.let_go();
    Ok(bar.held.into_iter().map(|held| (held.best.score, held.best.at)).collect())
}

/// Which of some words a headline has, in every way that there is, those with more of them first.
fn parts(words: usize) -> Vec<Vec<bool>> {
    let part = |bits: u32| (0..words).map(|word| bits >> word & 1 == 1).collect();
    let mut parts: Vec<u32> = (0..1 << words).collect();
    parts.sort_by_key(|bits| Reverse(bits.count_ones()));
    parts.into_iter().map(part).collect()
}

/// What finds the articles with a word in their texts, and those with it in their headlines.
struct Word {
    text: Arc<dyn Weight>,
    title: Arc<dyn Weight>,
    title_term: Term,
}

impl Word {
    fn new(word: &str, reader: &Reader) -> Result<Self, ArchiveError> {
        let scoring = EnableScoring::enabled_from_searcher(reader.searcher());
        let title = BoostQuery::new(term_query(reader.fields().title, word), TITLE_WEIGHT);
        Ok(Self {
            text: term_query(reader.fields().text, word).weight(scoring)?.into(),
            title: title.weight(scoring)?.into(),
            title_term: text_term(reader.fields().title, word),
        })
    }
}

/// What finds the articles of a part: in the form for which the engine knows how to pass over blocks.
fn all_of(words: &[Word], part: &[bool]) -> BooleanWeight<SumCombiner> {
    let titles = words.iter().zip(part).filter_map(|(word, is_in_title)| is_in_title.then_some(&word.title));
    let lists = titles.chain(words.iter().map(|word| &word.text));
    let each: Vec<Box<dyn Weight>> = lists.map(|list| Box::new(Shared(Arc::clone(list))) as _).collect();
    let occur = if each.len() == 1 { Occur::Should } else { Occur::Must };
    let each = each.into_iter().map(|list| (occur, list)).collect();
    BooleanWeight::with_minimum_number_should_match(each, 0, true, Box::new(SumCombiner::default))
}

/// What is needed of a segment for every part.
struct Segment<'r> {
    reader: &'r SegmentReader,
    ordinal: u32,
    titles: Arc<InvertedIndexReader>,
    numbers: Column<u64>,
    copies: Option<&'r Copies>,
}

impl<'r> Segment<'r> {
    fn open(reader: &'r Reader, ordinal: u32) -> Result<Self, ArchiveError> {
        let segment = reader.searcher().segment_reader(ordinal);
        Ok(Self {
            reader: segment,
            ordinal,
            titles: segment.inverted_index(reader.fields().title)?,
            numbers: segment.fast_fields().u64(NUMBER)?,
            copies: reader.folded()?.map(|copies| &**copies),
        })
    }

    /// Adds the articles of a part that are good enough.
    fn look_through(&self, words: &[Word], part: &[bool], bar: &mut Bar) -> Result<(), ArchiveError> {
        let mut others = Vec::new();
        for (word, _) in words.iter().zip(part).filter(|(_, is_in_title)| !**is_in_title) {
            let list = self.titles.read_postings(&word.title_term, IndexRecordOption::Basic);
            others.extend(list.map_err(TantivyError::from)?);
        }
        let alive = self.reader.alive_bitset();
        all_of(words, part).for_each_pruning(bar.score, self.reader, &mut |doc, score| {
            let is_alive = alive.is_none_or(|alive| alive.is_alive(doc));
            if is_alive && !others.iter_mut().any(|list| has(list, doc)) {
                let at = DocAddress::new(self.ordinal, doc);
                bar.add(score, at, self.numbers.first(doc), self.copies);
            }
            bar.score
        })?;
        Ok(())
    }
}

/// What is looked up for several parts.
struct Shared(Arc<dyn Weight>);

impl Weight for Shared {
    fn scorer(&self, segment: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        self.0.scorer(segment, boost)
    }

    fn explain(&self, segment: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        self.0.explain(segment, doc)
    }
}

/// The best articles so far, and what an article must at least reach to be one of them.
struct Bar {
    most: usize,
    score: Score,
    held: Vec<Held>,
}

struct Held {
    best: Best,
    /// Its group of copies, of which the best counts.
    group: Option<u32>,
}

impl Bar {
    fn add(&mut self, score: Score, at: DocAddress, number: Option<u64>, copies: Option<&Copies>) {
        let standing = copies.and_then(|copies| copies.standing(at));
        if standing.is_some_and(Standing::is_older_version) {
            return;
        }
        let group = standing.and_then(|standing| standing.group).map(|(group, _)| group);
        let best = Best { key: By::Score.key(score, None, number), score, at };
        self.held.push(Held { best, group });
        if self.held.len() >= HELD * self.most {
            self.let_go();
        }
    }

    /// Keeps as many as are wanted.
    fn let_go(&mut self) {
        self.held.sort_unstable_by_key(|held| held.best.key);
        let mut groups = FxHashSet::default();
        self.held.retain(|held| held.group.is_none_or(|group| groups.insert(group)));
        self.held.truncate(self.most);
        if let Some(last) = self.held.get(self.most - 1) {
            // The engine leaves out what is not above the bar, but of equals the number decides.
            self.score = last.best.score.next_down();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::{
        archive::{
            Archive,
            update::{Options, Unobserved},
        },
        search::{
            Sort,
            engine::{dense, page},
        },
    };

    /// Sixteen articles for every way in which headline and body can have two words or not; and a copy of each fourth.
    fn archive(folder: &std::path::Path) -> Archive {
        let archive = Archive::new(folder, None).expect("an archive");
        let run = || archive.update(&Options::default(), &Unobserved).expect("a run");
        for number in 0..256_usize {
            let word = |bit: usize, word| if number >> bit & 1 == 1 { word } else { "quiet" };
            let title = format!("The {} and the {} of town", word(0, "harbour"), word(1, "council"));
            let body = format!("The {} was asked by the {} again", word(2, "council"), word(3, "harbour"));
            let rest = " and some said no".repeat(number % 23);
            let text = format!("{title}\n\n{body}{rest} in the year of {number}.\n");
            fs::write(folder.join(format!("{number}.txt")), &text).expect("a file");
            if number % 4 == 3 {
                fs::write(folder.join(format!("copy-{number}.txt")), &text).expect("a copy");
            }
            if number == 128 {
                run();
            }
        }
        fs::remove_file(folder.join("15.txt")).expect("a file less");
        run();
        archive
    }

    #[test]
    fn the_best_are_those_of_all_that_get_a_score() {
        let folder = tempfile::tempdir().expect("a folder");
        let archive = archive(folder.path());
        for folds in [false, true] {
            let mut reader = Reader::open(&archive).expect("an index");
            reader.fold_copies(folds);
            for asked in [&["harbour"][..], &["harbour", "council"], &["town", "council", "harbour"]] {
                let words: Vec<String> = asked.iter().map(|word| stem(&reader, word)).collect();
                let one =
                    |word: &String| Resolved::Words { terms: vec![word.clone()], region: Region::Anywhere };
                let query = Resolved::all_of(words.iter().map(one));
                let words = super::words(&query).expect("nothing but words");
                let counted = dense::count(&reader, &words).expect("a number");
                assert_eq!(counted, super::super::count(&reader, &query).expect("a number"), "{asked:?}");
                let all = page(&reader, &query, Sort::Relevance, 1000, 0).expect("all articles").hits;
                for most in [1, 7, 60, usize::MAX] {
                    let best = best(&reader, &words, most).expect("the best");
                    assert_eq!(best.len(), most.min(all.len()), "{asked:?} {most}");
                    for ((score, at), (expected, _)) in best.iter().zip(&all) {
                        let of_page = all.iter().find(|(_, other)| other == at).expect("one that matches").0;
                        // Sums are taken in another order.
                        let is_near =
                            |other: Option<f32>| other.is_some_and(|other| (other - score).abs() < 1e-4);
                        assert!(
                            is_near(of_page) && is_near(*expected),
                            "{asked:?} {most} {score} {expected:?}"
                        );
                    }
                }
            }
        }
    }

    fn stem(reader: &Reader, word: &str) -> String {
        let stems = reader.stems(word, &mut crate::archive::terms::Terms::default()).expect("a stem");
        stems.into_iter().next().expect("a stem")
    }
}
