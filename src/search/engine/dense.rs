//! How many articles have all of a few words that a good part of all articles has.
//!
//! To count what lists have in common the engine goes from article to article. Lists so long are quicker unpacked block by
//! block, with a bit for each article: what the next list does not have is left out, many bits at a time.

use std::sync::Arc;

use rustc_hash::FxHashSet;
use tantivy::{BitSet, DocId, SegmentReader, TantivyError, schema::IndexRecordOption};

use super::compile::text_term;
use crate::archive::{ArchiveError, Reader, copies::Copies};

/// Articles in one number.
const BITS: u32 = u64::BITS;

/// The number of articles, a group of copies counted once.
pub(super) fn count(reader: &Reader, words: &[&str]) -> Result<u64, ArchiveError> {
    let copies = reader.folded()?.map(Arc::as_ref);
    let (mut alone, mut groups) = (0, FxHashSet::default());
    for (ordinal, segment) in (0..).zip(reader.searcher().segment_readers()) {
        let mut found = alive(segment);
        for word in words {
            found = of_these(&found, reader, segment, word)?;
        }
        if let Some(copies) = copies {
            fold(&mut found, copies, ordinal, &mut groups);
        }
        alone += found.iter().map(|bits| u64::from(bits.count_ones())).sum::<u64>();
    }
    Ok(alone + groups.len() as u64)
}

/// The documents of a segment that were not taken out.
fn alive(segment: &SegmentReader) -> Vec<u64> {
    let buckets = segment.max_doc().div_ceil(BITS);
    let Some(alive) = segment.alive_bitset() else { return vec![u64::MAX; buckets as usize] };
    let mut set = BitSet::with_max_value_and_full(segment.max_doc());
    set.intersect_update(alive.bitset());
    (0..buckets).map(|bucket| u64::from_le_bytes(set.tinyset(bucket).into_bytes())).collect()
}

/// Those of some documents that have a word.
fn of_these(
    found: &[u64],
    reader: &Reader,
    segment: &SegmentReader,
    word: &str,
) -> Result<Vec<u64>, ArchiveError> {
    let mut kept = vec![0; found.len()];
    let text = reader.fields().text;
    let list =
        segment.inverted_index(text)?.read_block_postings(&text_term(text, word), IndexRecordOption::Basic);
    let Some(mut list) = list.map_err(TantivyError::from)? else { return Ok(kept) };
    while !list.docs().is_empty() {
        for doc in list.docs() {
            let (at, bit) = place(*doc);
            kept[at] |= found[at] & bit;
        }
        list.advance();
    }
    Ok(kept)
}

/// Takes the documents out that have copies or other versions, and notes the groups that they are of.
fn fold(found: &mut [u64], copies: &Copies, segment: u32, groups: &mut FxHashSet<u32>) {
    let mut next = copies.first_row(segment, 0, 0);
    while let (row, Some(doc)) = next {
        let standing = copies.standing_of(segment, row);
        let (at, bit) = place(doc);
        let group = standing.group.map(|(group, _)| group);
        if standing.is_older_version() {
            found[at] &= !bit;
        } else if let Some(group) = group.filter(|_| found[at] & bit != 0) {
            found[at] &= !bit;
            groups.insert(group);
        }
        next = copies.first_row(segment, row, doc + 1);
    }
}

/// Where a document's bit is.
fn place(doc: DocId) -> (usize, u64) {
    ((doc / BITS) as usize, 1 << (doc % BITS))
}
