//! How often the words of a query stand in articles, by their positions in the index and without reading a text.

use std::ops::Range;

use tantivy::{
    DocAddress, DocId, DocSet, SegmentReader, Term,
    postings::{Postings, SegmentPostings},
};

use super::lists::{self, Listed};
use crate::{
    archive::{ArchiveError, Reader, schema::Fields},
    search::resolve::{Leaf, Resolved, Span},
};

/// With more terms than this, as a wildcard has them, reading the texts takes no longer.
const MOST_TERMS: usize = 64;

/// A list, and at which positions it counts.
type Counted = (Listed, Range<u32>);

/// At how many places a tree's words stand in articles that match it, as many as are highlighted in their texts; none
/// if that cannot be told from positions alone, as with phrases, distances and names.
pub fn occurrences(
    reader: &Reader,
    tree: &Resolved,
    articles: &[DocAddress],
) -> Result<Option<u64>, ArchiveError> {
    let mut counted = Vec::new();
    if !gather(tree, true, reader.fields(), &mut counted) || counted.len() > MOST_TERMS {
        return Ok(None);
    }
    let mut articles = articles.to_vec();
    articles.sort_unstable();
    let mut sum = 0;
    for articles in articles.chunk_by(|a, b| a.segment_ord == b.segment_ord) {
        let Some(first) = articles.first() else { continue };
        sum += in_segment(reader.searcher().segment_reader(first.segment_ord), &counted, articles)?;
    }
    Ok(Some(sum))
}

/// Collects the terms of words; false if the tree has parts of which more than words is marked.
///
/// `all_hold` says that the part holds in each article: in an alternative that does not, only some of it may be marked.
fn gather(tree: &Resolved, all_hold: bool, fields: &Fields, counted: &mut Vec<Counted>) -> bool {
    match tree {
        Resolved::Words { terms, region } => match terms.as_slice() {
            [word] => {
                let list = Listed::new(Term::from_field_text(fields.text, word));
                counted.push((list, region.positions(&[])));
                true
            }
            _ => false,
        },
        Resolved::Span(Span::Leaf(Leaf::Terms(set))) => {
            counted.extend(Listed::of(set, fields).into_iter().map(|list| (list, 0..u32::MAX)));
            true
        }
        Resolved::And(parts) => all_hold && parts.iter().all(|part| gather(part, true, fields, counted)),
        Resolved::Or(parts) => parts.iter().all(|part| gather(part, false, fields, counted)),
        Resolved::Span(_) | Resolved::Name(_) => false,
        Resolved::All
        | Resolved::Nothing
        | Resolved::Not(_)
        | Resolved::Slot { .. }
        | Resolved::Dates { .. }
        | Resolved::Flag(_) => true,
    }
}

/// The places in the articles of a segment, which are sorted; where several terms stand at one, it is one.
fn in_segment(
    segment: &SegmentReader,
    counted: &[Counted],
    articles: &[DocAddress],
) -> Result<u64, ArchiveError> {
    let mut open: Vec<(SegmentPostings, Option<SegmentPostings>, &Range<u32>)> = Vec::new();
    for (list, region) in counted {
        let Some(documents) = lists::postings(segment, &list.term)? else { continue };
        let places = list.places.as_ref().map(|term| lists::postings(segment, term)).transpose()?.flatten();
        open.push((documents, places, region));
    }
    let (mut sum, mut places, mut of_term): (u64, Vec<u32>, Vec<u32>) = (0, Vec::new(), Vec::new());
    for DocAddress { doc_id, .. } in articles {
        places.clear();
        for (documents, stem, region) in &mut open {
            if seek(documents, *doc_id) {
                let list = stem.as_mut().unwrap_or(documents);
                seek(list, *doc_id);
                list.positions(&mut of_term);
                places.extend(of_term.iter().filter(|position| region.contains(position)));
            }
        }
        places.sort_unstable();
        places.dedup();
        sum += places.len() as u64;
    }
    Ok(sum)
}

/// Whether a list has a document, which does not lie behind where it is.
fn seek(list: &mut SegmentPostings, doc: DocId) -> bool {
    let at = if list.doc() < doc { list.seek(doc) } else { list.doc() };
    at == doc
}
