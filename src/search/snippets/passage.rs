//! Cuts passages out of a text, at the borders of sentences where possible.

use std::ops::Range;

use names::tokens::Border;

use super::Highlight;
use crate::search::matcher::Document;

/// Bytes of a passage; more only for a match that is longer.
const ROOM: usize = 240;

/// Bytes before the match in a passage that starts inside of a sentence.
const BEFORE: usize = 80;

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Passage {
    /// Bytes.
    pub(super) range: Range<usize>,
    /// Whether it starts inside of a sentence.
    pub(super) cut_before: bool,
    /// Whether it ends inside of a sentence.
    pub(super) cut_after: bool,
}

/// A sentence of a text.
struct Sentence {
    range: Range<usize>,
    begins_paragraph: bool,
}

/// The sentences of a text.
pub(super) struct Sentences<'d> {
    text: &'d str,
    body_at: usize,
    list: Vec<Sentence>,
}

impl<'d> Sentences<'d> {
    pub(super) fn of(document: &Document<'d>) -> Self {
        let mut sentences: Vec<Sentence> = Vec::new();
        for token in document.tokens() {
            let (range, begins_paragraph) =
                (token.start as usize..token.end as usize, token.border >= Border::Line);
            match sentences.last_mut() {
                Some(last) if token.border == Border::None => last.range.end = range.end,
                _ => sentences.push(Sentence { range, begins_paragraph }),
            }
        }
        Self { text: document.text(), body_at: document.body_at(), list: sentences }
    }

    pub(super) fn text_length(&self) -> usize {
        self.text.len()
    }

    /// The start of the body.
    pub(super) fn first_of_body(&self) -> Option<Passage> {
        let first = self.list.iter().find(|sentence| sentence.range.start >= self.body_at)?;
        Some(self.around(first.range.start..first.range.start, &[]))
    }

    /// The passage around a range; it cuts through none of the sorted `highlights`.
    pub(super) fn around(&self, core: Range<usize>, highlights: &[Highlight]) -> Passage {
        let first =
            self.list.partition_point(|sentence| sentence.range.start <= core.start).saturating_sub(1);
        let last = self
            .list
            .partition_point(|sentence| sentence.range.start < core.end)
            .saturating_sub(1)
            .max(first);
        let borders = self.list.get(first).zip(self.list.get(last));
        let (start, end) = borders.map_or((core.start, core.end), |(a, b)| (a.range.start, b.range.end));
        if end - start <= ROOM {
            return self.whole(first, last);
        }
        let cut_before = core.end - start > ROOM;
        let start = if cut_before { self.start_near(&core, highlights) } else { start };
        let limit = (start + ROOM).max(core.end);
        let cut_after = end > limit;
        let end = if cut_after { self.end_near(&core, limit, highlights) } else { end };
        Passage { range: start..end, cut_before, cut_after }
    }

    /// Whole sentences, and those of their paragraph that fit behind and before them.
    fn whole(&self, mut first: usize, mut last: usize) -> Passage {
        let fits =
            |first: usize, last: usize| self.list[last].range.end - self.list[first].range.start <= ROOM;
        let goes_on = |i: usize| self.list.get(i).is_some_and(|sentence| !sentence.begins_paragraph);
        while goes_on(last + 1) && fits(first, last + 1) {
            last += 1;
        }
        while goes_on(first) && first > 0 && fits(first - 1, last) {
            first -= 1;
        }
        let range =
            self.list.get(first).zip(self.list.get(last)).map_or(0..0, |(a, b)| a.range.start..b.range.end);
        Passage { range, cut_before: false, cut_after: false }
    }

    /// The start of a word shortly before the core.
    fn start_near(&self, core: &Range<usize>, highlights: &[Highlight]) -> usize {
        let at = core.start.saturating_sub(BEFORE);
        let before = highlights.partition_point(|highlight| highlight.range.start < at);
        let at = before.checked_sub(1).map_or(at, |i| highlights[i].range.end.max(at)).min(core.start);
        let at = (at..core.start).find(|&at| self.text.is_char_boundary(at)).unwrap_or(core.start);
        let lead = &self.text[at..core.start];
        lead.find(char::is_whitespace).map_or(core.start, |blank| {
            let rest = lead[blank..].trim_start();
            core.start - rest.len()
        })
    }

    /// The end of a word before the limit.
    fn end_near(&self, core: &Range<usize>, limit: usize, highlights: &[Highlight]) -> usize {
        let before = highlights.partition_point(|highlight| highlight.range.start < limit);
        let last = before.checked_sub(1).map(|i| &highlights[i].range).filter(|range| range.end > limit);
        let at = last.map_or(limit, |range| range.start).max(core.end);
        let at = (core.end..=at).rev().find(|&at| self.text.is_char_boundary(at)).unwrap_or(core.end);
        let tail = &self.text[core.end..at];
        tail.rfind(char::is_whitespace).map_or(core.end, |blank| core.end + tail[..blank].trim_end().len())
    }
}
