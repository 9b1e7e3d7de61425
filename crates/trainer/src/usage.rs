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
}

/// What the words of the training texts do, by their normal form.
#[derive(Default)]
pub(crate) struct Usage {
    anywhere: FxHashMap<String, Uses>,
    /// In names without a capital.
    small_in_names: FxHashMap<String, u32>,
    /// Without a capital next to one; named are those at the end of a name that has the capital.
    at_edges: FxHashMap<String, Uses>,
    /// With a capital, without another one before or behind.
    alone: FxHashMap<String, Uses>,
}

fn has_capital(word: &str) -> bool {
    word.contains(char::is_uppercase)
}

impl Usage {
    pub(crate) fn new(texts: &[&Text]) -> Self {
        let mut usage = Self::default();
        let mut tokens: Vec<Token> = Vec::new();
        for text in texts {
            tokenize(&text.text, &mut tokens);
            usage.add(text, &tokens);
        }
        usage
    }

    fn add(&mut self, text: &Text, tokens: &[Token]) {
        // 0 in no name, 1 inside one, 2 at the start or end of one.
        let mut places = vec![0_u8; tokens.len()];
        for (range, _) in &text.names {
            let first = tokens.partition_point(|t| t.end as usize <= range.start);
            let end = tokens.partition_point(|t| (t.start as usize) < range.end);
            if first < end {
                places[first..end].fill(1);
                (places[first], places[end - 1]) = (2, 2);
            }
        }
        for (at, token) in tokens.iter().enumerate() {
            let word = token.of(&text.text);
            let form = word.to_lowercase().replace('’', "'");
            let capital = |at: Option<usize>| {
                at.and_then(|at| tokens.get(at)).is_some_and(|token| has_capital(token.of(&text.text)))
            };
            let left = token.border == Border::None && capital(at.checked_sub(1));
            let right = tokens.get(at + 1).is_some_and(|t| t.border == Border::None) && capital(Some(at + 1));
            let is_named = places[at] > 0;
            self.anywhere.entry(form.clone()).or_default().add(is_named);
            if has_capital(word) {
                if !left && !right {
                    self.alone.entry(form).or_default().add(is_named);
                }
            } else {
                if is_named {
                    *self.small_in_names.entry(form.clone()).or_default() += 1;
                }
                if left || right {
                    self.at_edges.entry(form).or_default().add(places[at] == 2);
                }
            }
        }
    }

    /// Words and marks without a capital that stand inside at least two names.
    pub(crate) fn inner(&self) -> impl Iterator<Item = String> {
        self.small_in_names.iter().filter(|(_, count)| **count >= 2).map(|(word, _)| word.clone())
    }

    /// The words that are hardly ever names when they stand alone, and those at the ends of names.
    pub(crate) fn decided(&self) -> impl Iterator<Item = (String, u16)> {
        let alone = self.alone.iter().filter(|(_, uses)| uses.all >= 10 && uses.named * 100 <= uses.all);
        let edges = self.at_edges.iter().filter(|(_, uses)| uses.named >= 2 && uses.named * 50 >= uses.all);
        let alone = alone.map(|(word, _)| (word.clone(), list::NEVER_ALONE));
        alone.chain(edges.map(|(word, _)| (word.clone(), list::EDGE)))
    }

    /// Words that stand in no name, but often in the texts, or are among the `frequent` ones and in no list.
    pub(crate) fn common(&self, frequent: &[String], is_listed: impl Fn(&String) -> bool) -> Vec<String> {
        const OFTEN: u32 = 8;
        let used = self.anywhere.iter().filter(|(_, uses)| uses.all >= OFTEN).map(|(word, _)| word);
        let frequent = frequent.iter().filter(|word| !is_listed(word));
        let is_common = |word: &&String| {
            self.anywhere.get(*word).is_none_or(|uses| uses.named == 0)
                && word.chars().any(char::is_alphabetic)
        };
        used.chain(frequent).filter(is_common).cloned().collect()
    }
}
