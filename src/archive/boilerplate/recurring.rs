//! Learns what recurs from the columns of a commit, and finds the articles that were made with another opinion of it.

use rustc_hash::FxHashMap;
use tantivy::{DocId, SegmentReader, TantivyError, columnar::Column};

use super::{
    count::{Key, Sketch, Tallies},
    paragraphs::split,
    table::Recurring,
};
use crate::archive::{
    ArchiveError, Reader,
    copies::sentences::mix,
    id::ArticleId,
    schema::{NUMBER, PARAGRAPHS, SENTENCES, SOURCE},
};

/// How often a paragraph stands in a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Recurrence {
    /// In so many articles.
    pub articles: u64,
    /// Of so many that the source has.
    pub of: u64,
}

/// The source of articles that name none: they are counted together.
const NO_SOURCE: &str = "";

/// The columns of a segment.
struct Segment<'r> {
    reader: &'r SegmentReader,
    number: Column<u64>,
    paragraphs: Column<u64>,
    sentences: Column<u64>,
    /// The number of the source of each document.
    source: Vec<u32>,
}

/// The segments of a commit, and the names of all sources.
struct Sources<'r> {
    segments: Vec<Segment<'r>>,
    names: Vec<String>,
}

impl<'r> Sources<'r> {
    fn of(reader: &'r Reader) -> Result<Self, ArchiveError> {
        let mut names = vec![NO_SOURCE.to_owned()];
        let mut numbers: FxHashMap<String, u32> = FxHashMap::from_iter([(NO_SOURCE.to_owned(), 0)]);
        let mut segments = Vec::new();
        for segment in reader.searcher().segment_readers() {
            let columns = segment.fast_fields();
            let mut source = vec![0; segment.max_doc() as usize];
            if let Some(column) = columns.str(SOURCE)? {
                let mut of_ord = Vec::with_capacity(column.num_terms());
                let mut name = String::new();
                for ord in 0..column.num_terms() {
                    name.clear();
                    column.ord_to_str(ord as u64, &mut name).map_err(TantivyError::from)?;
                    let number = *numbers.entry(name.clone()).or_insert_with(|| {
                        names.push(name.clone());
                        names.len() as u32 - 1
                    });
                    of_ord.push(number);
                }
                for doc in segment.doc_ids_alive() {
                    if let Some(ord) = column.term_ords(doc).next() {
                        source[doc as usize] = of_ord[ord as usize];
                    }
                }
            }
            segments.push(Segment {
                reader: segment,
                number: columns.u64(NUMBER)?,
                paragraphs: columns.u64(PARAGRAPHS)?,
                sentences: columns.u64(SENTENCES)?,
                source,
            });
        }
        Ok(Self { segments, names })
    }

    /// Calls `take` with the source, the story and the paragraphs, each once, of every article.
    fn each(&self, mut take: impl FnMut(u32, u64, &[u64])) {
        let mut own = Vec::new();
        for segment in &self.segments {
            for doc in segment.articles() {
                own.clear();
                own.extend(segment.paragraphs.values_for_doc(doc).map(|value| split(value).0));
                let story = segment.story(doc, &own);
                own.sort_unstable();
                own.dedup();
                take(segment.source[doc as usize], story, &own);
            }
        }
    }
}

impl Segment<'_> {
    fn articles(&self) -> impl Iterator<Item = DocId> {
        self.reader.doc_ids_alive().filter(|doc| self.number.first(*doc).is_some())
    }

    /// What a story is known by when it stands in the archive several times: its headline and how it begins.
    fn story(&self, doc: DocId, paragraphs: &[u64]) -> u64 {
        let headline = self.sentences.first(doc).unwrap_or(0);
        paragraphs.iter().take(2).fold(mix(headline), |hash, paragraph| mix(hash ^ paragraph))
    }
}

/// The paragraphs that recur in the articles that `reader` sees.
pub(in crate::archive) fn learn(reader: &Reader) -> Result<Recurring, ArchiveError> {
    let sources = Sources::of(reader)?;
    let (mut paragraphs, mut articles) = (0, vec![0_u64; sources.names.len()]);
    for segment in &sources.segments {
        paragraphs += u64::from(segment.paragraphs.values.num_vals());
    }
    let mut sketch = Sketch::new(paragraphs);
    sources.each(|source, _, own| {
        articles[source as usize] += 1;
        for paragraph in own {
            sketch.add((source, *paragraph));
        }
    });
    let mut tallies = Tallies::new(articles);
    sources.each(|source, story, own| {
        let keys = own.iter().map(|paragraph| (source, *paragraph));
        keys.filter(|key: &Key| sketch.may_recur(*key)).for_each(|key| tallies.add(key, story));
    });
    let mut recurring = Recurring::default();
    for ((source, paragraph), articles, of) in tallies.finish() {
        recurring.add(&sources.names[source as usize], paragraph, Recurrence { articles, of });
    }
    Ok(recurring)
}

/// The articles in which other paragraphs are cut as recurring than recur.
pub(in crate::archive) fn stale(
    reader: &Reader,
    recurring: &Recurring,
) -> Result<Vec<ArticleId>, ArchiveError> {
    let sources = Sources::of(reader)?;
    let known: Vec<_> = sources.names.iter().map(|name| recurring.of_source(name)).collect();
    let mut stale = Vec::new();
    for segment in &sources.segments {
        for doc in segment.articles() {
            let known = known[segment.source[doc as usize] as usize];
            let recurs = |number: u64| known.is_some_and(|known| known.contains_key(&number));
            let values = || segment.paragraphs.values_for_doc(doc).map(split);
            let keeps_something = values().any(|(number, _)| !recurs(number));
            if values().any(|(number, is_cut)| is_cut != (keeps_something && recurs(number))) {
                stale.extend(segment.number.first(doc).map(ArticleId::from_number));
            }
        }
    }
    Ok(stale)
}
