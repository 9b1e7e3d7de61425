//! Which words of an article are the only form of their stem in it.
//!
//! Such a word stands where its stem stands, and the index need not say so twice: of five words four are like that, and to leave
//! their positions out makes an index an eighth smaller. Only where an article has several forms of a stem, "Harbour" and
//! "harbours", each has positions of its own.

use super::{
    stream::Analysis,
    terms::{Terms, ask},
};

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

    /// Asks for the memory of some.
    fn ask_for(&self, numbers: impl Iterator<Item = u32>) {
        ask(numbers.filter_map(|number| self.counts.get(number as usize)).map(|(text, _)| *text));
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
    /// Begins an article that has these words.
    pub(super) fn begin(&mut self, words: &[u32], terms: &Terms) {
        self.terms.clear();
        self.words.clear();
        self.list.clear();
        self.terms.ask_for(words.iter().map(|word| terms.numbers(*word)[0]));
        self.words.ask_for(words.iter().copied());
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::{stemming::Stemming, terms::TermStream};

    fn check(text: &str, has_sole: bool, sole: &[&str], written: &[(u32, &str)]) {
        let (mut terms, mut forms, mut analysis) = (Terms::default(), Forms::default(), Analysis::default());
        // What came before changes nothing.
        for text in ["Ferry ferries ferry", text] {
            let mut words = Vec::new();
            terms.words(Stemming::ENGLISH, text.split(' '), &mut words);
            forms.begin(&words, &terms);
            analysis = Analysis::default();
            for (position, word) in (0..).zip(words) {
                forms.add(position, word, &terms);
            }
            forms.write(&terms, has_sole, &mut analysis);
        }
        let (mut expected_sole, mut expected_written) = (TermStream::default(), TermStream::default());
        for word in sole {
            expected_sole.push(0, word);
        }
        for (position, word) in written {
            expected_written.push(*position, word);
        }
        assert_eq!(analysis.sole.encoded, expected_sole.encoded, "{text}");
        assert_eq!(analysis.written.encoded, expected_written.encoded, "{text}");
    }

    #[test]
    fn only_stems_with_several_forms_need_positions() {
        check("the harbour opens the ferry", true, &["the", "harbour", "opens", "ferry"], &[]);
        check(
            "The ferry and the ferries",
            true,
            &["and"],
            &[(0, "The"), (1, "ferry"), (3, "the"), (4, "ferries")],
        );
        // "m" stands in "4.5m", too: not everywhere where it stands is it written so.
        check("4.5m is m", true, &["4.5m", "is"], &[(2, "m")]);
        check("the ferry", false, &[], &[(0, "the"), (1, "ferry")]);
    }
}
