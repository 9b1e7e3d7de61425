//! When two articles are copies of one text.
//!
//! Half of the sentences of the longer one must be the same, word for word. So a copy may have another headline, may be
//! shortened, corrected or gone on with; a table or a report about the weather that repeats a form with other numbers
//! is none. Of short items, which are written to a form ("The rates are as follows:"), more is asked.

/// Sentences that must be the same, a headline counted as [`HEADLINE`].
const LEAST: usize = 4;
/// The same, if all sentences are the same.
const LEAST_OF_ALL: usize = 3;
/// For how many sentences the same headline counts.
const HEADLINE: usize = 2;

/// Articles with fewer sentences than this must have the same headline and three quarters of the sentences, or all.
const SHORT: usize = 5;

/// An article as the set of its sentences.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Sketch {
    /// 0 without a headline.
    pub(super) headline: u32,
    /// Sorted, each once.
    pub(super) sentences: Vec<u32>,
}

impl Sketch {
    /// Takes what [`super::sentences::Sentences::finish`] gave.
    pub(super) fn fill(&mut self, numbers: impl Iterator<Item = u32>) {
        self.sentences.clear();
        self.sentences.extend(numbers);
        self.headline = if self.sentences.is_empty() { 0 } else { self.sentences.remove(0) };
        self.sentences.sort_unstable();
        self.sentences.dedup();
    }

    /// Whether two articles are copies of one text.
    pub(super) fn is_copy_of(&self, other: &Self) -> bool {
        let longer = self.sentences.len().max(other.sentences.len());
        let shorter = self.sentences.len().min(other.sentences.len());
        if shorter * 2 < longer || shorter == 0 {
            return false;
        }
        let same = self.common(other);
        let same_headline = self.headline != 0 && self.headline == other.headline;
        let evidence = same + if same_headline { HEADLINE } else { 0 };
        if same == longer {
            return evidence >= LEAST_OF_ALL;
        }
        let is_long = longer >= SHORT || same_headline && same * 4 >= longer * 3;
        same * 2 >= longer && evidence >= LEAST && is_long
    }

    /// What share of the longer one's sentences two articles have in common, in thousandths.
    pub(super) fn likeness(&self, other: &Self) -> u32 {
        let longer = self.sentences.len().max(other.sentences.len());
        (self.common(other) * 1000 / longer.max(1)) as u32
    }

    /// How many sentences two articles share.
    pub(super) fn common(&self, other: &Self) -> usize {
        let (mut a, mut b, mut same) = (0, 0, 0);
        while let (Some(left), Some(right)) = (self.sentences.get(a), other.sentences.get(b)) {
            same += usize::from(left == right);
            a += usize::from(left <= right);
            b += usize::from(right <= left);
        }
        same
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_of_the_longer_article_must_be_the_same() {
        let sketch = |headline: u32, sentences: &[u32]| {
            let mut sketch = Sketch::default();
            sketch.fill(std::iter::once(headline).chain(sentences.iter().copied()));
            sketch
        };
        let check = |a: (u32, &[u32]), b: (u32, &[u32]), expected: bool| {
            let (left, right) = (sketch(a.0, a.1), sketch(b.0, b.1));
            assert_eq!(left.is_copy_of(&right), expected, "{a:?} {b:?}");
            assert_eq!(right.is_copy_of(&left), expected, "{b:?} {a:?}");
        };
        check((1, &[1, 2, 3, 4, 5, 6, 7]), (2, &[9, 8, 7, 4, 5, 6]), true);
        check((1, &[1, 2, 3, 4, 5, 6]), (2, &[1, 2, 10, 9, 8, 7]), false);
        check((1, &[1, 2, 3, 4, 5, 6, 7]), (1, &[1, 2, 3]), false);
        // Three sentences of a form say nothing unless the headline is the same.
        check((1, &[1, 2, 3, 4, 5, 6]), (2, &[1, 2, 3]), false);
        check((1, &[1, 2, 3, 4, 5, 6]), (1, &[1, 2, 3]), true);
        check((1, &[1, 2, 3]), (1, &[1, 2, 4]), false);
        check((1, &[1, 2, 3, 4]), (1, &[1, 2, 3, 5]), true);
        check((1, &[1, 2, 3, 4]), (2, &[1, 2, 3, 5]), false);
        check((1, &[1, 2]), (2, &[1, 2]), false);
        check((1, &[1, 2, 3]), (2, &[3, 2, 1]), true);
        check((1, &[1]), (1, &[1]), true);
        check((1, &[]), (1, &[]), false);
    }
}
