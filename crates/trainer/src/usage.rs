//! Which words the training texts have inside names, at their ends, or never there, so that the tagger can
//! leave most tokens undecided.

use names::{
    lexicon::list,
    tokens::{Border, Token, tokenize},
};
use rustc_hash::FxHashMap;

use crate::data::Text;

/// How often a word stands somewhere, and how often of these in a name.
#[derive(Clone, Copy, Default)]
struct Uses {
    all: u32,
    named: u32,
}

impl Uses {
    fn add(&mut self, is_named: bool) {
        self.all += 1;
        self.named += u32::from(is_named);
    }

    /// Whether it stands there `least` times or more, and at most one time in a hundred in a name.
    fn are_no_names(self, least: u32) -> bool {
        self.all >= least && self.named * 100 <= self.all
    }

    /// Whether two or more times, and one in fifty, are in a name.
    fn are_often_names(self) -> bool {
        self.named >= 2 && self.named * 50 >= self.all
    }
}

/// Where a token stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Outside,
    Inside,
    /// It begins or ends a name.
    Edge,
    /// In a name without any capital.
    Small,
}

/// What the words of the training texts do, by their normal form.
#[derive(Default)]
pub(crate) struct Usage {
    anywhere: FxHashMap<String, Uses>,
    /// Without a capital.
    small: FxHashMap<String, Uses>,
    /// Without a capital, in names that have one.
    small_in_names: FxHashMap<String, u32>,
    /// Next to a capital, without one; named are those that begin or end a name.
    at_edges: FxHashMap<String, Uses>,
    /// With a capital, without another one next to it.
    alone: FxHashMap<String, Uses>,
}

impl Usage {
    pub(crate) fn new(texts: &[&Text]) -> Self {
        let mut usage = Self::default();
        let mut tokens: Vec<Token> = Vec::new();
        for text in texts {
            tokenize(&text.text, &mut tokens);
            for (at, place) in places(text, &tokens).into_iter().enumerate() {
                usage.add(&text.text, &tokens, at, place);
            }
        }
        usage
    }

    fn add(&mut self, text: &str, tokens: &[Token], at: usize, place: Place) {
        let has_capital = |token: &Token| token.of(text).contains(char::is_uppercase);
        let token = tokens[at];
        let form = token.of(text).to_lowercase().replace('’', "'");
        let before = at.checked_sub(1).filter(|_| token.border == Border::None).map(|before| &tokens[before]);
        let behind = tokens.get(at + 1).filter(|behind| behind.border == Border::None);
        let by_capital = before.into_iter().chain(behind).any(has_capital);
        self.anywhere.entry(form.clone()).or_default().add(place != Place::Outside);
        match (has_capital(&token), by_capital) {
            (true, true) => {}
            (true, false) => self.alone.entry(form).or_default().add(place != Place::Outside),
            (false, _) => {
                self.small.entry(form.clone()).or_default().add(place != Place::Outside);
                if matches!(place, Place::Inside | Place::Edge) {
                    *self.small_in_names.entry(form.clone()).or_default() += 1;
                }
                if by_capital {
                    self.at_edges.entry(form).or_default().add(place == Place::Edge);
                }
            }
        }
    }

    /// Words and marks without a capital that stand inside at least two names.
    pub(crate) fn inner(&self) -> impl Iterator<Item = String> {
        self.small_in_names.keys().filter(|word| self.is_inner(word)).cloned()
    }

    fn is_inner(&self, word: &str) -> bool {
        self.small_in_names.get(word).is_some_and(|count| *count >= 2)
    }

    /// Words that may be names though they are written small: `listed` names and those that the texts have
    /// mostly in names, if they hardly ever stand small outside of them. Once they may, so that the tagger
    /// learns from it how a word looks that it will meet small for the first time.
    pub(crate) fn small_names(&self, listed: &[String]) -> Vec<String> {
        let known = self.anywhere.keys().filter(|word| {
            let (capital, _) = self.by_case(word);
            capital.named >= 3 && capital.all * 4 <= capital.named * 5
        });
        let listed = listed.iter().filter(|word| {
            let (capital, small) = self.by_case(word);
            capital.all <= 2 * capital.named && small.all <= small.named + 1
        });
        let is_rarely_small = |word: &&String| {
            let (capital, small) = self.by_case(word);
            small.all - small.named <= (capital.named / 20).max(1)
        };
        let words = known.chain(listed).filter(is_rarely_small);
        words.filter(|word| word.contains(char::is_alphabetic) && !self.is_inner(word)).cloned().collect()
    }

    /// The uses of a word with a capital and without.
    fn by_case(&self, word: &str) -> (Uses, Uses) {
        let uses = |of: &FxHashMap<String, Uses>| of.get(word).copied().unwrap_or_default();
        let (all, small) = (uses(&self.anywhere), uses(&self.small));
        (Uses { all: all.all - small.all, named: all.named - small.named }, small)
    }

    /// Words that are hardly ever names where they are the only capital near.
    pub(crate) fn never_alone(&self) -> impl Iterator<Item = String> {
        const OFTEN: u32 = 10;
        self.alone.iter().filter(|(_, uses)| uses.are_no_names(OFTEN)).map(|(word, _)| word.clone())
    }

    /// Words and marks without a capital that begin or end names.
    pub(crate) fn edges(&self) -> impl Iterator<Item = String> {
        self.at_edges.iter().filter(|(_, uses)| uses.are_often_names()).map(|(word, _)| word.clone())
    }

    /// Words that stand in no name, but often in the texts, or are among the `frequent` ones and in no list.
    pub(crate) fn common(&self, frequent: &[String], is_listed: impl Fn(&String) -> bool) -> Vec<String> {
        const OFTEN: u32 = 8;
        let used = self.anywhere.iter().filter(|(_, uses)| uses.all >= OFTEN).map(|(word, _)| word);
        let frequent = frequent.iter().filter(|word| !is_listed(word));
        let is_common = |word: &&String| {
            let is_named = self.anywhere.get(*word).is_some_and(|uses| uses.named > 0);
            !is_named && word.chars().any(char::is_alphabetic)
        };
        used.chain(frequent).filter(is_common).cloned().collect()
    }
}

/// The lists that the words of `usage` are in because of the training texts.
pub(crate) fn learnt_lists(usage: &Usage) -> impl Iterator<Item = (String, u16)> {
    let with = |bit: u16| move |word: String| (word, bit);
    (usage.inner().map(with(list::INNER)))
        .chain(usage.never_alone().map(with(list::NEVER_ALONE)))
        .chain(usage.edges().map(with(list::EDGE)))
}

fn places(text: &Text, tokens: &[Token]) -> Vec<Place> {
    let mut places = vec![Place::Outside; tokens.len()];
    for (range, _) in &text.names {
        let first = tokens.partition_point(|t| t.end as usize <= range.start);
        let end = tokens.partition_point(|t| (t.start as usize) < range.end);
        if first == end {
            continue;
        }
        let has_capital =
            tokens[first..end].iter().any(|token| token.of(&text.text).contains(char::is_uppercase));
        if has_capital {
            places[first..end].fill(Place::Inside);
            (places[first], places[end - 1]) = (Place::Edge, Place::Edge);
        } else {
            places[first..end].fill(Place::Small);
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use std::ops::Range;

    use names::Kind;

    use super::*;

    #[test]
    fn names_are_known_that_may_be_written_small() {
        let check = |text: &str, names: &[Range<usize>], expected: &[&str]| {
            let names = names.iter().map(|range| (range.clone(), Kind::Place)).collect();
            let text = Text { text: text.to_owned(), names };
            let listed = ["lima", "nice", "rome"].map(str::to_owned);
            let mut words = Usage::new(&[&text]).small_names(&listed);
            words.sort();
            assert_eq!(words, expected, "{}", text.text);
        };
        check("so nice, so nice", &[], &["lima", "rome"]);
        check("so nice at Rome, in Rome", &[], &["lima", "nice"]);
        check("rome, rome", &[0..4, 6..10], &["lima", "nice", "rome"]);
        check("Bonn, Bonn, Bonn", &[0..4, 6..10, 12..16], &["bonn", "lima", "nice", "rome"]);
        check("Bonn, Bonn, Bonn, bonn, bonn", &[0..4, 6..10, 12..16], &["lima", "nice", "rome"]);
    }

    #[test]
    fn words_are_known_by_what_they_do() {
        let line = "The man of Oslo province met Bank of Oslo. ";
        let names = |n: usize| {
            let at = n * line.len();
            [(at + 11..at + 24, Kind::Place), (at + 29..at + 41, Kind::Organization)]
        };
        let text = Text { text: line.repeat(10), names: (0..10).flat_map(names).collect() };
        let usage = Usage::new(&[&text]);
        let sorted = |words: &mut dyn Iterator<Item = String>| {
            let mut words: Vec<String> = words.collect();
            words.sort();
            words.join(" ")
        };
        assert_eq!(sorted(&mut usage.inner()), "of province");
        assert_eq!(sorted(&mut usage.edges()), "province");
        assert_eq!(sorted(&mut usage.never_alone()), "the");
        assert_eq!(sorted(&mut usage.common(&[], |_| false).into_iter()), "man met the");
    }
}
