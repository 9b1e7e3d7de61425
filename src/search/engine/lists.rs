//! Which lists of the index have the documents of a term, and which its positions.

use tantivy::{
    DocId, DocSet, SegmentReader, Term,
    postings::SegmentPostings,
    schema::{Field, IndexRecordOption},
};

use crate::{
    archive::{schema::Fields, stemming::Stemming, terms::Terms},
    search::resolve::{Stream, TermSet},
};

/// A list of documents.
#[derive(Clone, Debug)]
pub(super) struct Listed {
    /// The term that has it.
    pub(super) term: Term,
    /// The term that has the positions in these documents, if it is another.
    pub(super) places: Option<Term>,
}

impl Listed {
    /// A list with positions.
    pub(super) fn new(term: Term) -> Self {
        Self { term, places: None }
    }

    /// The lists of some terms; no document is in two of one term.
    pub(super) fn of(set: &TermSet, fields: &Fields) -> Vec<Self> {
        let in_field = |field: Field, term: &str| Term::from_field_text(field, term);
        match set.stream {
            Stream::Stems => set.terms.iter().map(|stem| Self::new(in_field(fields.text, stem))).collect(),
            Stream::Written => {
                let mut terms = Terms::default();
                let lists = |word: &String| {
                    // Where a word is the only form of its stem, it stands where the stem stands.
                    let stem = in_field(fields.text, terms.of(Stemming::ENGLISH, word).main());
                    let sole = Self { term: in_field(fields.sole, word), places: Some(stem) };
                    [Self::new(in_field(fields.written, word)), sole]
                };
                set.terms.iter().flat_map(lists).collect()
            }
        }
    }
}

/// The documents of a term in a segment, with as much as there is of where it stands; none if it stands nowhere.
pub(super) fn postings(segment: &SegmentReader, term: &Term) -> tantivy::Result<Option<SegmentPostings>> {
    let inverted = segment.inverted_index(term.field())?;
    Ok(inverted.read_postings(term, IndexRecordOption::WithFreqsAndPositions)?)
}

/// Whether a list has a document, to which it is moved; documents must come in their order.
pub(super) fn has(list: &mut SegmentPostings, doc: DocId) -> bool {
    let at = if list.doc() < doc { list.seek(doc) } else { list.doc() };
    at == doc
}

/// The fields whose dictionaries together have all words as written.
pub(super) fn dictionaries(fields: &Fields) -> [Field; 2] {
    [fields.written, fields.sole]
}
