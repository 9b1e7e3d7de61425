//! Looks up articles by id, with what the table of copies says of them.

use tantivy::DocAddress;

use super::Standing;
use crate::archive::{ArchiveError, Reader, id::ArticleId, schema::SOURCE};

impl Reader {
    /// Where the article with an id is.
    pub fn address_of(&self, id: ArticleId) -> Result<Option<DocAddress>, ArchiveError> {
        Ok(self.addresses(self.fields().id, &id.to_string())?.first().copied())
    }

    /// What is known of the copies and versions of an article; nothing of most.
    pub fn standing_of(&self, id: ArticleId) -> Result<Option<Standing>, ArchiveError> {
        let copies = self.copies()?;
        if copies.is_empty() {
            return Ok(None);
        }
        Ok(self.address_of(id)?.and_then(|at| copies.standing(at)))
    }

    /// The source of an article.
    pub fn source_of(&self, id: ArticleId) -> Result<Option<String>, ArchiveError> {
        let Some(at) = self.address_of(id)? else { return Ok(None) };
        let segment = self.searcher().segment_reader(at.segment_ord);
        let Some(column) = segment.fast_fields().str(SOURCE)? else { return Ok(None) };
        let Some(ord) = column.term_ords(at.doc_id).next() else { return Ok(None) };
        let mut source = String::new();
        column.ord_to_str(ord, &mut source).map_err(tantivy::TantivyError::from)?;
        Ok(Some(source))
    }
}
