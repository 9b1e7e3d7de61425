//! Reads what is stored of articles and files, one record at a time.

use serde::Deserialize;
use tantivy::{DocAddress, TantivyDocument, schema::Value};

use super::{
    ArchiveError, Reader,
    record::{ArticleRecord, RecordError, decode, decode_without_names},
};

impl Reader {
    /// The article at an address.
    pub fn article(&self, at: DocAddress) -> Result<ArticleRecord, ArchiveError> {
        self.record(at)
    }

    /// The article at an address as if it had no names: faster, where nobody asks for them.
    pub fn article_without_names(&self, at: DocAddress) -> Result<ArticleRecord, ArchiveError> {
        self.stored(at, decode_without_names)
    }

    pub(super) fn record<R: for<'b> Deserialize<'b>>(&self, at: DocAddress) -> Result<R, ArchiveError> {
        self.stored(at, |bytes| decode(bytes))
    }

    fn stored<R>(
        &self,
        at: DocAddress,
        decode: impl Fn(&[u8]) -> Result<R, RecordError>,
    ) -> Result<R, ArchiveError> {
        let document: TantivyDocument = self.searcher().doc(at)?;
        let bytes = document.get_first(self.fields().record).and_then(|value| value.as_bytes());
        Ok(decode(bytes.unwrap_or_default())?)
    }
}
