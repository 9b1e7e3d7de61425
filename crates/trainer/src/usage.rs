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
}

/// What the words of the training texts do, by their normal form.
#[derive(Default)]
pub(crate) struct Usage {
    anywhere: FxHashMap<String, Uses>,
    /// In names, without a capital.
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
                if place != Place::Outside {
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
        self.small_in_names.iter().filter(|(_, count)| **count >= 2).map(|(word, _)| word.clone())
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
        if first < end {
            places[first..end].fill(Place::Inside);
            (places[first], places[end - 1]) = (Place::Edge, Place::Edge);
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;
    use names::Kind;

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
