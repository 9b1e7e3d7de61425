//! Where in a column the values of documents lie: of many documents it is read in one go.

use std::ops::Range;

use tantivy::{
    DocId,
    columnar::{ColumnIndex, RowId},
};

/// Where all articles of a segment have their names is read in one go if so many times as many as are wanted are there.
const FEW: usize = 8;

/// Where the values of documents lie in a column.
pub(super) enum Rows<'c> {
    /// Those of each document begin here, and end where those of the next begin.
    All(Vec<RowId>),
    /// Each is asked for.
    Few(&'c ColumnIndex),
}

impl<'c> Rows<'c> {
    /// Where those of some documents lie, which are told in their order.
    pub(super) fn new(index: &'c ColumnIndex, docs: &[DocId]) -> Self {
        let (ColumnIndex::Multivalued(several), Some(last)) = (index, docs.last()) else {
            return Self::Few(index);
        };
        let documents = *last as usize + 1;
        if docs.len() < documents / FEW {
            return Self::Few(index);
        }
        // Only documents with values have a place in this column.
        let column = several.get_start_index_column();
        let mut starts = vec![0; column.num_vals() as usize];
        column.get_range(0, &mut starts);
        let mut all = Vec::with_capacity(documents + 1);
        for (doc, start) in several.iter_non_null_docs().zip(&starts) {
            all.resize((doc as usize + 1).min(documents + 1), *start);
            if all.len() > documents {
                break;
            }
        }
        all.resize(documents + 1, starts.last().copied().unwrap_or(0));
        Self::All(all)
    }

    /// Where those of a document lie.
    pub(super) fn of(&self, doc: DocId) -> Range<RowId> {
        match self {
            Self::All(starts) => starts[doc as usize]..starts[doc as usize + 1],
            Self::Few(index) => index.value_row_ids(doc),
        }
    }
}
