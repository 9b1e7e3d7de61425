//! Reads the names of all articles from the columns of the index.
//!
//! A column keeps its terms sorted, in compressed blocks. To ask for them one by one unpacks a block for each; to go
//! over them in their order unpacks each block once.

mod rows;

use std::{collections::BTreeSet, ops::Range};

use names::Kind;
use tantivy::{
    DocAddress, DocId, DocSet, SegmentReader, TERMINATED, TantivyError, Term,
    columnar::{Column, StrColumn},
    schema::IndexRecordOption,
};

use self::rows::Rows;
use super::{
    ArchiveError, Reader,
    identities::{Roll, Stray},
    schema::{BETWEEN_KEYS, NUMBER, name_columns},
    stream::key_mark,
};

/// Terms whose numbers are in memory while they are looked up.
const AT_ONCE: usize = 1 << 16;

/// Articles whose names are read with one call.
const AT_A_TIME: usize = 64;

/// From one article to the next that is wanted so many are passed over by reading them along.
const READ_ALONG: DocId = 4;

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
    let mut wanted = (0..column.num_terms()).filter(|at| wanted(*at)).map(|at| at as u64).peekable();
    let mut numbers: Vec<u64> = Vec::new();
    while wanted.peek().is_some() {
        numbers.clear();
        numbers.extend(wanted.by_ref().take(AT_ONCE));
        each_term_of(column, &numbers, &mut take)?;
    }
    Ok(())
}

/// Calls `take` with each of some terms, by their numbers in order.
fn each_term_of(
    column: &StrColumn,
    numbers: &[u64],
    mut take: impl FnMut(usize, &str),
) -> Result<(), ArchiveError> {
    let mut at = 0;
    let take = |term: &[u8]| {
        if let (Some(number), Ok(term)) = (numbers.get(at), std::str::from_utf8(term)) {
            take(*number as usize, term);
        }
        at += 1;
    };
    column.dictionary().sorted_ords_to_term_cb(numbers, take).map_err(TantivyError::from)?;
    Ok(())
}

impl Reader {
    /// The keys of the names of a kind that have all of some folded words, in their canonical form or in another that
    /// some article has for them; sorted. A roll of the same commit spares a walk through the keys.
    pub fn keys_with_words(
        &self,
        kind: Kind,
        words: &[String],
        roll: Option<Roll<'_>>,
    ) -> Result<Vec<String>, ArchiveError> {
        let has_all = |key: &str| words.iter().all(|word| key.split(' ').any(|own| own == word));
        let mut keys = BTreeSet::new();
        match roll {
            Some(roll) => keys.extend(roll.with_words(words).into_iter().map(str::to_owned)),
            None => self.each_key(kind, |key| keys.extend(has_all(key).then(|| key.to_owned())))?,
        }
        let (_, _, variants) = name_columns(kind);
        for reader in self.searcher().segment_readers() {
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

/// Which segment of the index something belongs to; no two have the same, and what is in one never changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SegmentKey(pub(super) [u32; 4]);

impl SegmentKey {
    pub(super) fn of(reader: &SegmentReader) -> Self {
        Self::of_name(&reader.segment_id().uuid_string())
    }

    /// That of the segment with a name of hexadecimal digits.
    pub(super) fn of_name(id: &str) -> Self {
        let part = |at: usize| id.get(at * 8..at * 8 + 8).and_then(|hex| u32::from_str_radix(hex, 16).ok());
        Self(std::array::from_fn(|at| part(at).unwrap_or(0)))
    }
}

/// The names of some kinds in some articles of one segment of the index.
///
/// A form of a name has a number there; to count needs the numbers alone.
pub struct SegmentNames {
    key: SegmentKey,
    /// Of each kind the forms and how often they are mentioned; none if no article has any.
    columns: Vec<Option<(StrColumn, Column<u64>)>>,
    number: Column<u64>,
    docs: Vec<DocId>,
}

impl SegmentNames {
    /// Which segment it is.
    pub fn key(&self) -> SegmentKey {
        self.key
    }

    /// The articles, by their places in this list.
    pub fn articles(&self) -> Range<usize> {
        0..self.docs.len()
    }

    /// The number of an article, by its place in the list.
    pub fn article_number(&self, article: usize) -> u64 {
        self.number.first(self.docs[article]).unwrap_or(0)
    }

    /// How many forms a kind has in the whole segment; the kind by its place among those asked for.
    pub fn forms(&self, kind: usize) -> usize {
        self.columns[kind].as_ref().map_or(0, |(forms, _)| forms.num_terms())
    }

    /// Calls `take` with each article of a part of the list, the forms of its names of a kind, and how often each of
    /// these is mentioned.
    pub fn each_article(
        &self,
        articles: Range<usize>,
        kind: usize,
        mut take: impl FnMut(usize, &[u64], &[u64]),
    ) {
        let Some((forms, mentions)) = &self.columns[kind] else {
            return articles.for_each(|article| take(article, &[], &[]));
        };
        // Both columns have a value for each name, so that where those of an article lie is asked once.
        let rows = Rows::new(&forms.ords().index, &self.docs[articles.clone()]);
        let (mut ords, mut times): (Vec<u64>, Vec<u64>) = (Vec::new(), Vec::new());
        let mut start = articles.start;
        while start < articles.end {
            let end = match rows {
                Rows::All(_) => self.read_together(start, articles.end),
                Rows::Few(_) => start + 1,
            };
            let all = rows.of(self.docs[start]).start..rows.of(self.docs[end - 1]).end;
            ords.resize(all.len(), 0);
            times.resize(all.len(), 0);
            forms.ords().values.get_range(u64::from(all.start), &mut ords);
            mentions.values.get_range(u64::from(all.start), &mut times);
            for article in start..end {
                let own = rows.of(self.docs[article]);
                let own = (own.start - all.start) as usize..(own.end - all.start) as usize;
                take(article, &ords[own.clone()], &times[own]);
            }
            start = end;
        }
    }

    /// Behind the last of the articles from `start` on whose names are read with one call: they lie close together.
    fn read_together(&self, start: usize, end: usize) -> usize {
        let end = end.min(start + AT_A_TIME);
        let gap = self.docs[start..end].windows(2).position(|pair| pair[1] - pair[0] > READ_ALONG);
        gap.map_or(end, |before| start + before + 1)
    }

    /// Where the forms of a kind stand that are wanted, in the order of the documents.
    pub fn strays(&self, kind: usize, wanted: impl Fn(u32) -> bool) -> Vec<Stray> {
        let mut strays = Vec::new();
        self.each_article(self.articles(), kind, |article, forms, mentions| {
            let all = forms.iter().zip(mentions).filter(|(form, _)| wanted(**form as u32));
            let document = self.docs[article];
            strays.extend(all.map(|(form, mentions)| Stray {
                document,
                form: *form as u32,
                mentions: *mentions as u32,
            }));
        });
        strays
    }

    /// The document that an article is in its segment, by the article's place in the list.
    pub fn document(&self, article: usize) -> DocId {
        self.docs[article]
    }

    /// Calls `take` with the number and the text of each form that is wanted, in the order of their numbers.
    pub fn each_form(
        &self,
        kind: usize,
        wanted: impl Fn(usize) -> bool,
        take: impl FnMut(usize, &str),
    ) -> Result<(), ArchiveError> {
        match &self.columns[kind] {
            Some((forms, _)) => each_term(forms, wanted, take),
            None => Ok(()),
        }
    }

    /// Calls `take` with the number and the text of each of some forms, by their numbers in order.
    pub fn each_form_of(
        &self,
        kind: usize,
        numbers: &[u64],
        take: impl FnMut(usize, &str),
    ) -> Result<(), ArchiveError> {
        match &self.columns[kind] {
            Some((forms, _)) if !numbers.is_empty() => each_term_of(forms, numbers, take),
            _ => Ok(()),
        }
    }
}

impl Reader {
    /// The names of some kinds in all articles, segment by segment.
    pub fn segment_names(&self, kinds: &[Kind]) -> Result<Vec<SegmentNames>, ArchiveError> {
        let alive = |segment| self.searcher().segment_reader(segment).doc_ids_alive().collect();
        self.segment_names_in(kinds, alive)
    }

    /// The names of some kinds in some documents of each segment, which are told in their order.
    pub fn segment_names_in(
        &self,
        kinds: &[Kind],
        documents: impl Fn(u32) -> Vec<DocId>,
    ) -> Result<Vec<SegmentNames>, ArchiveError> {
        let mut found = Vec::new();
        for (segment, reader) in (0..).zip(self.searcher().segment_readers()) {
            let columns = reader.fast_fields();
            let of_kind = |kind: &Kind| {
                let (name, mentions, _) = name_columns(*kind);
                let Some(forms) = columns.str(name)? else { return Ok(None) };
                Ok(Some((forms, columns.u64(mentions)?)))
            };
            let of_kinds = kinds.iter().map(of_kind).collect::<Result<_, TantivyError>>()?;
            let (key, number) = (SegmentKey::of(reader), columns.u64(NUMBER)?);
            found.push(SegmentNames { key, columns: of_kinds, number, docs: documents(segment) });
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
    /// How many articles use a form for a name: key of the name and key of the form with [`BETWEEN_KEYS`], articles.
    pub(super) fn count_variants(
        &self,
        kind: Kind,
        mut take: impl FnMut(&str, u64),
    ) -> Result<(), ArchiveError> {
        for reader in self.searcher().segment_readers() {
            let Some(pairs) = reader.fast_fields().str(name_columns(kind).2)? else { continue };
            let mut counts = vec![0_u32; pairs.num_terms()];
            for doc in reader.doc_ids_alive() {
                pairs.term_ords(doc).for_each(|ord| counts[ord as usize] += 1);
            }
            each_term(&pairs, |ord| counts[ord] > 0, |ord, pair| take(pair, u64::from(counts[ord])))?;
        }
        Ok(())
    }
}
