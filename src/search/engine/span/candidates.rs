//! Documents in which a part of a query can stand, by what must be in them, before any position is read.

use tantivy::{DocId, TERMINATED};

use super::postings::Postings;
use crate::search::resolve::Span;

/// The first document from `target` on in which a part can stand.
pub(super) fn next(plan: &Span<usize>, leaves: &mut [Postings], target: DocId) -> DocId {
    match plan {
        Span::Leaf(leaf) => leaves[*leaf].seek(target),
        Span::Phrase { parts, .. } => all(parts, leaves, target),
        Span::Near { sides, .. } => all(&sides[..], leaves, target),
        Span::NotNear { sides, .. } => next(&sides[0], leaves, target),
        Span::Either(parts) => {
            parts.iter().map(|part| next(part, leaves, target)).min().unwrap_or(TERMINATED)
        }
        Span::AtLeast { of, .. } | Span::In { of, .. } => next(of, leaves, target),
    }
}

/// The first document from `target` on in which all parts can stand.
fn all(parts: &[Span<usize>], leaves: &mut [Postings], target: DocId) -> DocId {
    let mut doc = target;
    'again: while doc != TERMINATED {
        for part in parts {
            let found = next(part, leaves, doc);
            if found != doc {
                doc = found;
                continue 'again;
            }
        }
        break;
    }
    doc
}

/// Whether every candidate is a match.
pub(super) fn are_matches(plan: &Span<usize>, leaves: &[Postings]) -> bool {
    match plan {
        Span::Leaf(leaf) => !leaves[*leaf].may_be_nowhere(),
        Span::Either(parts) => parts.iter().all(|part| are_matches(part, leaves)),
        _ => false,
    }
}
