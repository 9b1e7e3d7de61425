//! How the terms of a field are handed to the engine: in one string with their positions, so that neither this side nor
//! tantivy's allocates for a token. The tokenizer in `positioned` reads it.

use super::{TokenTerms, clip};

/// A field's value as the index takes it.
#[derive(Default)]
pub struct TermStream {
    /// The encoded terms.
    pub encoded: String,
    last: Option<u32>,
}

/// Precedes a term at the position of the one before it.
pub(in crate::archive) const SAME: char = '\u{1}';
/// Precedes a term at the next position.
pub(in crate::archive) const NEXT: char = '\u{2}';
/// Precedes a distance to the position before, which [`SAME`] ends.
pub(in crate::archive) const JUMP: char = '\u{3}';

/// The digits of distances, the lowest first, are letters and others from here on.
const DIGIT: u8 = b'0';
/// How many bits a digit has.
const BITS: u32 = 6;

impl TermStream {
    /// A stream with room for so many bytes.
    pub fn with_capacity(bytes: usize) -> Self {
        Self { encoded: String::with_capacity(bytes), last: None }
    }

    /// Adds a term; positions must not fall.
    pub fn push(&mut self, position: u32, term: &str) {
        match self.last {
            Some(last) if last == position => self.encoded.push(SAME),
            Some(last) if last + 1 == position => self.encoded.push(NEXT),
            last => self.push_jump(position - last.unwrap_or(0)),
        }
        self.encoded.push_str(term);
        self.last = Some(position);
    }

    fn push_jump(&mut self, mut distance: u32) {
        self.encoded.push(JUMP);
        while distance > 0 {
            self.encoded.push(char::from(DIGIT + (distance & ((1 << BITS) - 1)) as u8));
            distance >>= BITS;
        }
        self.encoded.push(SAME);
    }

    /// Adds a token's terms.
    pub fn push_token(&mut self, position: u32, terms: TokenTerms<'_>) {
        self.push(position, terms.encoded());
    }

    /// Adds folded words of `value` that stand on one position: a slot, of which a query asks whether all of its words
    /// are in it.
    pub fn push_slot<S: AsRef<str>>(&mut self, words: impl IntoIterator<Item = S>) {
        let slot = self.last.map_or(0, |last| last + 1);
        for word in words {
            self.push(slot, clip(word.as_ref()));
        }
    }
}

/// The distance that digits tell.
pub(in crate::archive) fn distance(digits: &[u8]) -> usize {
    digits.iter().rev().fold(0, |sum, digit| sum << BITS | usize::from(digit.wrapping_sub(DIGIT)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn streams_keep_positions() {
        let mut stream = TermStream::default();
        stream.push(0, "a");
        stream.push(0, "b");
        stream.push(1, "c");
        stream.push(1025, "d");
        assert_eq!(stream.encoded, "\u{3}\u{1}a\u{1}b\u{2}c\u{3}0@\u{1}d");
        assert_eq!(distance(b"0@"), 1024);
    }
}
