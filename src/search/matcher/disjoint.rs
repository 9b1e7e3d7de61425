//! Makes one list of matches that may overlap.

use std::cmp::Reverse;

use super::{Highlight, How};

/// Sorts highlights and makes them disjoint: what lies in another becomes a part of it, and of two that overlap the
/// second begins where the first ends.
pub(super) fn disjoint(mut highlights: Vec<Highlight>, text: &str) -> Vec<Highlight> {
    highlights.sort_by_key(|highlight| {
        (highlight.range.start, Reverse(highlight.range.end), precedence(highlight.how))
    });
    let mut disjoint: Vec<Highlight> = Vec::with_capacity(highlights.len());
    for mut highlight in highlights {
        if let Some(last) = disjoint.last_mut().filter(|last| highlight.range.start < last.range.end) {
            if highlight.range.end <= last.range.end {
                last.parts |= highlight.parts;
                continue;
            }
            highlight.range.start = last.range.end;
            let rest = text.get(highlight.range.clone()).unwrap_or("");
            highlight.range.start += rest.len() - rest.trim_start().len();
            if highlight.range.is_empty() {
                continue;
            }
        }
        disjoint.push(highlight);
    }
    disjoint
}

/// Which of two readings of the same range is shown.
fn precedence(how: How) -> u8 {
    match how {
        How::Name(_) => 0,
        How::Phrase => 1,
        How::Near => 2,
        How::Word => 3,
        How::Exact => 4,
        How::Wildcard => 5,
        How::Fuzzy => 6,
        How::Regex => 7,
    }
}
