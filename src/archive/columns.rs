//! Reads many terms of a column of strings.
//!
//! A column keeps its terms sorted, in compressed blocks. To ask for them one by one unpacks a block for each; to go
//! over them in their order unpacks each block once.

use tantivy::columnar::StrColumn;

use super::ArchiveError;

/// What `make` makes of each term of a column that is `wanted`, by the term's number.
pub(super) fn terms<T>(
    column: &StrColumn,
    wanted: impl Fn(usize) -> bool,
    mut make: impl FnMut(&str) -> T,
) -> Result<Vec<Option<T>>, ArchiveError> {
    let numbers: Vec<u64> = (0..column.num_terms()).filter(|at| wanted(*at)).map(|at| at as u64).collect();
    let mut values = Vec::new();
    values.resize_with(column.num_terms(), || None);
    let mut at = 0;
    let take = |term: &[u8]| {
        if let (Some(number), Ok(term)) = (numbers.get(at), std::str::from_utf8(term)) {
            values[*number as usize] = Some(make(term));
        }
        at += 1;
    };
    column.dictionary().sorted_ords_to_term_cb(&numbers, take).map_err(tantivy::TantivyError::from)?;
    Ok(values)
}
