//! An article as the set of its sentences: a number for each, by which articles are compared.
//!
//! Two sentences are the same if they have the same terms in the same order; case, accents, punctuation and the endings
//! of words do not count, numbers do.

/// Sentences of an article that are kept; more than any article that somebody wrote has.
const MOST: usize = 4000;

/// Start and factor of the hash FNV-1a (Fowler, Noll & Vo). It is part of the index's format.
const START: u64 = 0xcbf2_9ce4_8422_2325;
const FACTOR: u64 = 0x0100_0000_01b3;

/// Takes the terms of a headline and then of a body, and makes a number of each sentence.
#[derive(Debug)]
pub(in crate::archive) struct Sentences {
    hash: u64,
    is_empty: bool,
    headline: Option<u32>,
    body: Vec<u32>,
}

impl Default for Sentences {
    fn default() -> Self {
        Self { hash: START, is_empty: true, headline: None, body: Vec::new() }
    }
}

impl Sentences {
    /// Adds a term to the sentence.
    pub(in crate::archive) fn push(&mut self, term: &str) {
        // No term holds this byte: it keeps "a bc" and "ab c" apart.
        for byte in term.bytes().chain([0xff]) {
            self.hash = (self.hash ^ u64::from(byte)).wrapping_mul(FACTOR);
        }
        self.is_empty = false;
    }

    /// Ends the headline; what comes now is the body.
    pub(in crate::archive) fn end_headline(&mut self) {
        self.headline = Some(self.take().unwrap_or(0));
    }

    /// Ends a sentence of the body; within the headline nothing ends.
    pub(in crate::archive) fn end(&mut self) {
        if self.headline.is_some()
            && let Some(sentence) = self.take()
            && self.body.len() < MOST
        {
            self.body.push(sentence);
        }
    }

    fn take(&mut self) -> Option<u32> {
        let hash = std::mem::replace(&mut self.hash, START);
        // 0 stands for no headline.
        (!std::mem::replace(&mut self.is_empty, true)).then(|| ((mix(hash) >> 32) as u32).max(1))
    }

    /// The headline's number, 0 without one, and those of the body's sentences in their order.
    pub(in crate::archive) fn finish(mut self) -> Vec<u32> {
        if self.headline.is_none() {
            self.end_headline();
        }
        self.end();
        let mut all = vec![self.headline.unwrap_or(0)];
        all.append(&mut self.body);
        all
    }
}

/// Spreads a number over all 64 bits: the end of `MurmurHash3` (Appleby). It is part of the index's format.
pub(in crate::archive) fn mix(mut number: u64) -> u64 {
    number = (number ^ (number >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    number = (number ^ (number >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    number ^ (number >> 33)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(headline: &str, body: &[&str]) -> Vec<u32> {
        let mut sentences = Sentences::default();
        headline.split_whitespace().for_each(|term| sentences.push(term));
        sentences.end();
        sentences.end_headline();
        for sentence in body {
            sentences.end();
            sentence.split_whitespace().for_each(|term| sentences.push(term));
        }
        sentences.finish()
    }

    #[test]
    fn a_headline_and_each_sentence_have_a_number() {
        let one = of("ferry run", &["the ferry run again", "nobody know why"]);
        assert_eq!(one.len(), 3);
        assert_eq!(of("", &["the ferry run again"]), [0, one[1]]);
        assert_eq!(of("", &[]), [0]);
        assert_ne!(of("a bc", &[]), of("ab c", &[]));
        assert_eq!(Sentences::default().finish(), [0]);
    }

    #[test]
    fn the_numbers_are_part_of_the_format() {
        assert_eq!(of("ferry", &["a b"]), [613_794_257, 3_519_825_686]);
    }
}
