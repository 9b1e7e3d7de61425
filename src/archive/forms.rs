//! Which words of an article are the only form of their stem in it.
//!
//! Such a word stands where its stem stands, and the index need not say so twice: of five words four are like that, and the
//! positions of words as written were a fifth of an index. Only where an article has several forms of a stem, "Harbour" and
//! "harbours", each has positions of its own.

use super::{stream::Analysis, terms::Terms};

/// How often something stands in a text; what was counted in another text is 0.
#[derive(Default)]
struct Counts {
    text: u32,
    counts: Vec<(u32, u32)>,
}

impl Counts {
    fn clear(&mut self) {
        self.text = self.text.wrapping_add(1);
        if self.text == 0 {
            self.counts.clear();
            self.text = 1;
        }
    }

    fn add(&mut self, number: u32) {
        let number = number as usize;
        if number >= self.counts.len() {
            self.counts.resize(number + 1, (0, 0));
        }
        let (text, count) = &mut self.counts[number];
        *count = if *text == self.text { *count + 1 } else { 1 };
        *text = self.text;
    }

    fn get(&self, number: u32) -> u32 {
        self.counts.get(number as usize).filter(|(text, _)| *text == self.text).map_or(0, |(_, count)| *count)
    }

    /// Forgets what was counted of one.
    fn forget(&mut self, number: u32) {
        if let Some((_, count)) = self.counts.get_mut(number as usize) {
            *count = 0;
        }
    }
}

/// Counts the forms of an article's stems.
#[derive(Default)]
pub(super) struct Forms {
    terms: Counts,
    words: Counts,
    /// The words with their positions.
    list: Vec<(u32, u32)>,
}

impl Forms {
    /// Begins an article.
    pub(super) fn clear(&mut self) {
        self.terms.clear();
        self.words.clear();
        self.list.clear();
    }

    /// Adds a word, by its number in `terms`, at a position.
    pub(super) fn add(&mut self, position: u32, word: u32, terms: &Terms) {
        terms.numbers(word).iter().for_each(|term| self.terms.add(*term));
        self.words.add(word);
        self.list.push((position, word));
    }

    /// Writes the words that were added into an analysis. With `has_sole` those that are the only form of their main term go
    /// by themselves, each once.
    pub(super) fn write(&mut self, terms: &Terms, has_sole: bool, analysis: &mut Analysis) {
        for &(position, word) in &self.list {
            let main = terms.numbers(word)[0];
            let count = self.words.get(word);
            // A word that was written as the only form has no count any more.
            if count == 0 {
                continue;
            }
            if has_sole && self.terms.get(main) == count && !terms.get(word).main().is_empty() {
                analysis.sole.push(0, terms.surface(word));
                self.words.forget(word);
            } else {
                analysis.written.push(position, terms.surface(word));
            }
        }
    }
}
