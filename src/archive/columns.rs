//! Reads the names of all articles from the columns of the index.
//!
//! A column keeps its terms sorted, in compressed blocks. To ask for them one by one unpacks a block for each; to go
//! over them in their order unpacks each block once.

use std::collections::BTreeSet;

use names::Kind;
use tantivy::{
    DocAddress, DocId, DocSet, TERMINATED, TantivyError, Term,
    columnar::{Column, StrColumn},
    schema::IndexRecordOption,
};

use super::{
    ArchiveError, Reader,
    schema::{BETWEEN_KEYS, NUMBER, name_columns},
    stream::key_mark,
};

/// What `make` makes of each term of a column that is `wanted`, by the term's number.
pub(super) fn terms<T>(
    column: &StrColumn,
    wanted: impl Fn(usize) -> bool,
    mut make: impl FnMut(&str) -> T,
) -> Result<Vec<Option<T>>, ArchiveError> {
    let mut values = Vec::new();
    values.resize_with(column.num_terms(), || None);
    each_term(column, wanted, |number, term| values[number] = Some(make(term)))?;
    Ok(values)
}

/// Calls `take` with the number and the text of each term of a column that is `wanted`.
fn each_term(
    column: &StrColumn,
    wanted: impl Fn(usize) -> bool,
    mut take: impl FnMut(usize, &str),
) -> Result<(), ArchiveError> {
    let numbers: Vec<u64> = (0..column.num_terms()).filter(|at| wanted(*at)).map(|at| at as u64).collect();
    let mut at = 0;
    let take = |term: &[u8]| {
        if let (Some(number), Ok(term)) = (numbers.get(at), std::str::from_utf8(term)) {
            take(*number as usize, term);
        }
        at += 1;
    };
    column.dictionary().sorted_ords_to_term_cb(&numbers, take).map_err(TantivyError::from)?;
    Ok(())
}

impl Reader {
    /// The keys of the names of a kind that have all of some folded words, in their canonical form or in another that
    /// some article has for them; sorted.
    pub fn keys_with_words(&self, kind: Kind, words: &[String]) -> Result<Vec<String>, ArchiveError> {
        let has_all = |key: &str| words.iter().all(|word| key.split(' ').any(|own| own == word));
        let prefix = key_mark(kind, "");
        let (_, _, variants) = name_columns(kind);
        let mut keys = BTreeSet::new();
        for reader in self.searcher().segment_readers() {
            let inverted = reader.inverted_index(self.fields().marks)?;
            let stream = inverted.terms().range().ge(&prefix).into_stream();
            let mut stream = stream.map_err(tantivy::TantivyError::from)?;
            while stream.advance() {
                let Some(key) = stream.key().strip_prefix(prefix.as_bytes()) else { break };
                keys.extend(std::str::from_utf8(key).ok().filter(|key| has_all(key)).map(str::to_owned));
            }
            let Some(column) = reader.fast_fields().str(variants)? else { continue };
            terms(
                &column,
                |_| true,
                |variant| {
                    let own = variant.split_once(BETWEEN_KEYS).filter(|(_, form)| has_all(form));
                    keys.extend(own.map(|(own, _)| own.to_owned()));
                },
            )?;
        }
        Ok(keys.into_iter().collect())
    }

    /// Calls `take` with every name of a kind in the articles for which `wanted` is true: the article's number, what
    /// `known` made of the name's canonical form, once a segment, and the number of its mentions.
    pub fn each_name<T>(
        &self,
        kind: Kind,
        mut wanted: impl FnMut(DocAddress) -> bool,
        mut known: impl FnMut(&str) -> T,
        mut take: impl FnMut(u64, &T, u64),
    ) -> Result<(), ArchiveError> {
        let (name, mentions, _) = name_columns(kind);
        for (segment, reader) in self.searcher().segment_readers().iter().enumerate() {
            let Some(names) = reader.fast_fields().str(name)? else { continue };
            let mentions: Column<u64> = reader.fast_fields().u64(mentions)?;
            let number: Column<u64> = reader.fast_fields().u64(NUMBER)?;
            let alive = reader.doc_ids_alive();
            let docs: Vec<DocId> =
                alive.filter(|doc| wanted(DocAddress::new(segment as u32, *doc))).collect();
            let mut used = vec![false; names.num_terms()];
            for ord in docs.iter().flat_map(|doc| names.term_ords(*doc)) {
                used[ord as usize] = true;
            }
            let known = terms(&names, |ord| used[ord], &mut known)?;
            for doc in docs {
                let article = number.first(doc).unwrap_or(0);
                for (ord, times) in names.term_ords(doc).zip(mentions.values_for_doc(doc)) {
                    if let Some(known) = &known[ord as usize] {
                        take(article, known, times);
                    }
                }
            }
        }
        Ok(())
    }
}

/// The names of a kind in some articles of one segment of the index.
///
/// A form of a name has a number there; to count needs the numbers alone.
pub struct SegmentNames {
    names: StrColumn,
    mentions: Column<u64>,
    number: Column<u64>,
    docs: Vec<DocId>,
}

/// How often a form stands in the articles of a segment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FormCount {
    /// How many names of articles have it.
    pub names: u32,
    /// How many mentions these have.
    pub mentions: u32,
    /// Whether two names of one article have it.
    pub is_twice: bool,
}

impl SegmentNames {
    /// How often each form stands in the articles, by its number.
    pub fn count(&self) -> Vec<FormCount> {
        let mut counts = vec![FormCount::default(); self.names.num_terms()];
        let mut of_article: Vec<u64> = Vec::new();
        for doc in &self.docs {
            of_article.clear();
            for (form, times) in self.names.term_ords(*doc).zip(self.mentions.values_for_doc(*doc)) {
                let count = &mut counts[form as usize];
                count.names += 1;
                count.mentions += times as u32;
                count.is_twice |= of_article.contains(&form);
                of_article.push(form);
            }
        }
        counts
    }

    /// Calls `take` with the number and the text of each form that is wanted, in the order of their numbers.
    pub fn each_form(
        &self,
        wanted: impl Fn(usize) -> bool,
        mut take: impl FnMut(usize, &str),
    ) -> Result<(), ArchiveError> {
        each_term(&self.names, wanted, |number, term| take(number, term))
    }

    /// Calls `take` for every name of every article: the article's number, the form's, and how many mentions it has.
    pub fn each(&self, mut take: impl FnMut(u64, usize, u64)) {
        for doc in &self.docs {
            let article = self.number.first(*doc).unwrap_or(0);
            for (form, times) in self.names.term_ords(*doc).zip(self.mentions.values_for_doc(*doc)) {
                take(article, form as usize, times);
            }
        }
    }
}

impl Reader {
    /// The names of a kind in the articles for which `wanted` is true, segment by segment.
    pub fn segment_names(
        &self,
        kind: Kind,
        mut wanted: impl FnMut(DocAddress) -> bool,
    ) -> Result<Vec<SegmentNames>, ArchiveError> {
        let (name, mentions, _) = name_columns(kind);
        let mut found = Vec::new();
        for (segment, reader) in self.searcher().segment_readers().iter().enumerate() {
            let columns = reader.fast_fields();
            let Some(names) = columns.str(name)? else { continue };
            let (mentions, number) = (columns.u64(mentions)?, columns.u64(NUMBER)?);
            let alive = reader.doc_ids_alive();
            let docs = alive.filter(|doc| wanted(DocAddress::new(segment as u32, *doc))).collect();
            found.push(SegmentNames { names, mentions, number, docs });
        }
        Ok(found)
    }

    /// Calls `take` with the keys of all names of a kind, those of each segment in their order.
    pub fn each_key(&self, kind: Kind, mut take: impl FnMut(&str)) -> Result<(), ArchiveError> {
        let prefix = key_mark(kind, "");
        for reader in self.searcher().segment_readers() {
            let inverted = reader.inverted_index(self.fields().marks)?;
            let stream = inverted.terms().range().ge(&prefix).into_stream();
            let mut stream = stream.map_err(TantivyError::from)?;
            while stream.advance() {
                let Some(key) = stream.key().strip_prefix(prefix.as_bytes()) else { break };
                std::str::from_utf8(key).into_iter().for_each(&mut take);
            }
        }
        Ok(())
    }

    /// Calls `take` with every article that has a name with a key; with its number, if that is asked for, else 0.
    pub fn each_article_with_key(
        &self,
        kind: Kind,
        key: &str,
        with_number: bool,
        mut take: impl FnMut(DocAddress, u64),
    ) -> Result<(), ArchiveError> {
        let term = Term::from_field_text(self.fields().marks, &key_mark(kind, key));
        for (segment, reader) in self.searcher().segment_readers().iter().enumerate() {
            let inverted = reader.inverted_index(self.fields().marks)?;
            let postings = inverted.read_postings(&term, IndexRecordOption::Basic);
            let Some(mut postings) = postings.map_err(TantivyError::from)? else { continue };
            let number = if with_number { Some(reader.fast_fields().u64(NUMBER)?) } else { None };
            while postings.doc() != TERMINATED {
                let doc = postings.doc();
                if reader.alive_bitset().is_none_or(|alive| alive.is_alive(doc)) {
                    let number = number.as_ref().and_then(|number| number.first(doc)).unwrap_or(0);
                    take(DocAddress::new(segment as u32, doc), number);
                }
                postings.advance();
            }
        }
        Ok(())
    }
}

impl Reader {
    /// How many articles use a form for a name: key of the name, key of the form, articles.
    pub(super) fn count_variants(
        &self,
        kind: Kind,
        mut take: impl FnMut(&str, &str, u64),
    ) -> Result<(), ArchiveError> {
        for reader in self.searcher().segment_readers() {
            let Some(pairs) = reader.fast_fields().str(name_columns(kind).2)? else { continue };
            let mut counts = vec![0_u64; pairs.num_terms()];
            for doc in reader.doc_ids_alive() {
                pairs.term_ords(doc).for_each(|ord| counts[ord as usize] += 1);
            }
            let split = |pair: &str| {
                pair.split_once(BETWEEN_KEYS).map(|(name, form)| (name.to_owned(), form.to_owned()))
            };
            let forms = terms(&pairs, |ord| counts[ord] > 0, split)?;
            for ((name, form), articles) in forms
                .into_iter()
                .map(Option::flatten)
                .zip(&counts)
                .filter_map(|(pair, articles)| Some((pair?, *articles)))
            {
                take(&name, &form, articles);
            }
        }
        Ok(())
    }
}
