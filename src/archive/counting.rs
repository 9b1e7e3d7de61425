//! How many documents have a term: known from the dictionary, less those that were taken out and not yet swept away.
//!
//! An archive is opened for every question, so this must not look at every article. What was taken out is a small part of a
//! segment, and each of it is looked for in the term's list.

use tantivy::{
    DocId, DocSet, SegmentReader, TantivyError, Term,
    schema::{Field, IndexRecordOption},
};

use super::{ArchiveError, Reader};

/// The documents of a segment that were taken out, ascending.
pub(super) fn gone(segment: &SegmentReader) -> Vec<DocId> {
    let Some(alive) = segment.alive_bitset() else { return Vec::new() };
    (0..segment.max_doc()).filter(|doc| alive.is_deleted(*doc)).collect()
}

impl Reader {
    /// How many documents have a term.
    pub(super) fn count(&self, field: Field, term: &str) -> Result<u64, ArchiveError> {
        let term = Term::from_field_text(field, term);
        let mut count = 0;
        for (segment, gone) in self.searcher().segment_readers().iter().zip(self.gone()) {
            let inverted = segment.inverted_index(field)?;
            let Some(info) = inverted.get_term_info(&term).map_err(TantivyError::from)? else { continue };
            count += u64::from(info.doc_freq);
            if gone.is_empty() {
                continue;
            }
            let postings = inverted.read_postings_from_terminfo(&info, IndexRecordOption::Basic);
            let mut postings = postings.map_err(TantivyError::from)?;
            for doc in gone {
                if postings.doc() < *doc {
                    postings.seek(*doc);
                }
                count -= u64::from(postings.doc() == *doc);
            }
        }
        Ok(count)
    }
}
