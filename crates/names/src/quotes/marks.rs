//! What stands between quotation marks.
//!
//! All kinds of marks are understood: straight, curly, low, guillemets, double grave accents and, where
//! nothing else is open, single ones. A quote of several paragraphs opens in each and closes in the last.

use std::ops::Range;

use crate::tokens::{Border, Class, Token};

/// What stands between two marks, or from a mark to the end of its paragraph.
#[derive(Clone, Debug)]
pub(super) struct Span {
    /// Bytes between the marks.
    pub(super) range: Range<u32>,
    /// Tokens between the marks.
    pub(super) tokens: Range<usize>,
    /// The token that opens it.
    pub(super) opening: usize,
    /// The token behind what closes it.
    pub(super) behind: usize,
    /// The number of its paragraph.
    pub(super) block: u32,
    /// Whether it begins its paragraph.
    pub(super) begins_block: bool,
    /// Whether it goes on in the next paragraph.
    pub(super) goes_on: bool,
}

/// What a mark does to a quote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    Opens,
    Closes,
    /// It opens and closes, as the straight one does.
    Either,
    OpensSingle,
    ClosesSingle,
    EitherSingle,
}

/// A mark that waits for its other half.
#[derive(Clone, Copy)]
struct Opening {
    at: usize,
    /// The first token behind it.
    inner: usize,
    is_single: bool,
}

/// Finds the paragraphs of a text: lines, unless they are broken in the midst of sentences.
#[derive(Clone, Copy)]
pub(super) struct Blocks {
    is_wrapped: bool,
}

impl Blocks {
    pub(super) fn new(text: &str, tokens: &[Token]) -> Self {
        let (mut lines, mut small) = (0_usize, 0_usize);
        for token in tokens.iter().filter(|token| token.border == Border::Line) {
            lines += 1;
            small += usize::from(token.of(text).starts_with(char::is_lowercase));
        }
        Self { is_wrapped: small * 4 > lines }
    }

    /// Whether a paragraph begins with this token.
    pub(super) fn begin_with(self, token: &Token) -> bool {
        token.border == Border::Paragraph || token.border == Border::Line && !self.is_wrapped
    }
}

/// All spans of a text, in its order; none overlaps another.
pub(super) fn spans(text: &str, tokens: &[Token]) -> Vec<Span> {
    let has_mark = |token: &&Token| token.class == Class::Mark && mark(token.of(text)).is_some();
    if !tokens.iter().any(|token| has_mark(&token)) {
        return Vec::new();
    }
    let mut scanner =
        Scanner { text, tokens, blocks: Blocks::new(text, tokens), block: 0, open: None, spans: Vec::new() };
    let mut at = 0;
    while at < tokens.len() {
        at = scanner.read(at);
    }
    scanner.spans
}

/// What a single mark does, looked at alone.
fn mark(word: &str) -> Option<Mark> {
    Some(match word {
        "\"" | "＂" => Mark::Either,
        "“" | "„" | "‟" | "«" => Mark::Opens,
        "”" | "»" => Mark::Closes,
        "‘" | "‹" | "`" | "‚" => Mark::OpensSingle,
        "’" | "›" => Mark::ClosesSingle,
        "'" => Mark::EitherSingle,
        _ => return None,
    })
}

struct Scanner<'t> {
    text: &'t str,
    tokens: &'t [Token],
    blocks: Blocks,
    block: u32,
    open: Option<Opening>,
    spans: Vec<Span>,
}

impl Scanner<'_> {
    /// Reads the token at `at`; gives the next one to read.
    fn read(&mut self, at: usize) -> usize {
        let token = self.tokens[at];
        let found = if token.class == Class::Mark { self.mark_at(at) } else { None };
        if self.blocks.begin_with(&token) {
            self.end_block(at, found.is_some_and(|(mark, _)| matches!(mark, Mark::Opens | Mark::Either)));
        }
        let Some((mark, behind)) = found else { return at + 1 };
        match mark {
            Mark::Opens if self.closes_other(at) || self.is_turned(at, behind) => self.close(at, behind),
            Mark::Opens => self.open(at, behind, false),
            Mark::Closes | Mark::Either if self.is_open(false) => self.close(at, behind),
            Mark::Closes | Mark::Either if self.may_open(at, behind) => self.open(at, behind, false),
            Mark::ClosesSingle | Mark::EitherSingle if self.may_close_single(at, behind) => {
                self.close(at, behind);
            }
            Mark::OpensSingle | Mark::EitherSingle if !self.is_open(false) && self.may_open(at, behind) => {
                self.open(at, behind, true);
            }
            _ => {}
        }
        behind
    }

    /// What the mark at `at` does, and the token behind it: two single marks are a double one.
    fn mark_at(&self, at: usize) -> Option<(Mark, usize)> {
        let word = self.tokens[at].of(self.text);
        let found = mark(word)?;
        let is_double = self.touches(at, at + 1) && self.tokens[at + 1].of(self.text) == word;
        Some(match word {
            "`" if is_double => (Mark::Opens, at + 2),
            "'" | "’" if is_double && self.is_open(false) => (Mark::Closes, at + 2),
            "'" if is_double => (Mark::Either, at + 2),
            _ => (found, at + 1),
        })
    }

    fn is_open(&self, is_single: bool) -> bool {
        self.open.is_some_and(|open| open.is_single == is_single)
    }

    /// Whether a mark that opens in most languages closes what is open: „so“ and »so«.
    fn closes_other(&self, at: usize) -> bool {
        let opening = self.open.map_or("", |open| self.tokens[open.at].of(self.text));
        matches!((opening, self.tokens[at].of(self.text)), ("„", "“") | ("»", "«"))
    }

    /// Whether a mark that opens stands as one that closes, and something is open: “so“.
    fn is_turned(&self, at: usize, behind: usize) -> bool {
        self.is_open(false) && !self.blocks.begin_with(&self.tokens[at]) && !self.touches(behind - 1, behind)
    }

    /// Whether nothing stands between two tokens.
    fn touches(&self, at: usize, next: usize) -> bool {
        match (self.tokens.get(at), self.tokens.get(next)) {
            (Some(token), Some(next)) => token.end == next.start,
            _ => false,
        }
    }

    /// Whether what can also close stands as an opening mark does: behind a blank or another mark.
    fn may_open(&self, at: usize, behind: usize) -> bool {
        let is_behind_word = at > 0
            && self.touches(at - 1, at)
            && (self.tokens[at - 1].class == Class::Word
                || matches!(self.tokens[at - 1].of(self.text), "." | "," | "?" | "!"));
        let begins_block = self.blocks.begin_with(&self.tokens[at]);
        !is_behind_word && (begins_block || self.touches(behind - 1, behind))
    }

    /// Whether a single mark closes a quote, and is no apostrophe: punctuation stands before or behind it,
    /// or the word before it is no plural.
    fn may_close_single(&self, at: usize, behind: usize) -> bool {
        let is_punctuation =
            |at: usize| matches!(self.tokens[at].of(self.text), "," | "." | "?" | "!" | "…" | ";");
        let ends_word = !self.touches(behind - 1, behind) || self.tokens[behind].class == Class::Mark;
        let is_behind = self.touches(at.wrapping_sub(1), at) && is_punctuation(at - 1);
        let is_before = self.touches(behind - 1, behind) && is_punctuation(behind);
        let is_plural = at > 0 && self.tokens[at - 1].of(self.text).ends_with(['s', 'z', 'x', 'S']);
        self.is_open(true) && ends_word && (is_behind || is_before || !is_plural)
    }

    fn open(&mut self, at: usize, inner: usize, is_single: bool) {
        self.open = Some(Opening { at, inner, is_single });
    }

    fn close(&mut self, at: usize, behind: usize) {
        if let Some(open) = self.open.take() {
            self.push(open, at, behind, self.tokens[at].start);
        }
    }

    fn push(&mut self, open: Opening, end: usize, behind: usize, end_byte: u32) {
        if open.inner >= end {
            return;
        }
        self.spans.push(Span {
            range: self.tokens[open.inner - 1].end..end_byte,
            tokens: open.inner..end,
            opening: open.at,
            behind,
            block: self.block,
            begins_block: self.blocks.begin_with(&self.tokens[open.at]),
            goes_on: end == behind,
        });
    }

    /// A paragraph ends before `at`: a double quote that is open goes on if the next one begins with a mark.
    fn end_block(&mut self, at: usize, next_opens: bool) {
        if let Some(open) = self.open.take()
            && next_opens
            && !open.is_single
            && self.begins_speech(open.at)
        {
            self.push(open, at, at, self.tokens[at - 1].end);
        }
        self.block += 1;
    }

    /// Whether a mark stands where speech begins: at the start of a sentence or behind a colon or comma.
    fn begins_speech(&self, at: usize) -> bool {
        self.tokens[at].border >= Border::Sentence
            || at > 0 && matches!(self.tokens[at - 1].of(self.text), ":" | "," | ";")
    }
}
