//! A labelled text as the network sees it: the keys, vectors and labels of its open tokens.

use std::ops::Range;

use names::{
    features::{Analysis, WINDOW, Words},
    labels::{self, OUTSIDE},
    tokens::{Token, tokenize},
};

use crate::data::Text;

/// The open tokens of a text.
#[derive(Debug, Default)]
pub(crate) struct Example {
    /// The keys of all tokens, one token after the other; after [`Example::select`] the numbers of their
    /// rows.
    pub(crate) keys: Vec<u32>,
    /// Where the keys of each token begin; one more than tokens.
    pub(crate) starts: Vec<u32>,
    /// The vectors of the words around each token, by their rank in the lexicon.
    pub(crate) vectors: Vec<[Option<u32>; WINDOW]>,
    /// The word of each token, as a number below `group_count`.
    pub(crate) groups: Vec<u32>,
    pub(crate) group_count: usize,
    /// The mean vector of the text.
    pub(crate) topic: Vec<f32>,
    /// Stretches of tokens that are decided together.
    pub(crate) spans: Vec<Range<usize>>,
    /// The label of each token.
    pub(crate) labels: Vec<u8>,
}

impl Example {
    pub(crate) fn new(text: &Text, analysis: &mut Analysis, words: &mut Words) -> Self {
        let mut tokens = Vec::new();
        tokenize(&text.text, &mut tokens);
        analysis.analyse(&text.text, &tokens, words);
        let gold = gold_labels(text, &tokens);
        let mut example = Self { starts: vec![0], topic: analysis.topic().to_vec(), ..Self::default() };
        for span in analysis.spans() {
            let start = example.labels.len();
            for token in span.clone() {
                example.add_token(tokens[token as usize].of(&text.text), token, analysis, words);
            }
            example.labels.extend(whole_names(&gold[span.start as usize..span.end as usize]));
            example.spans.push(start..example.labels.len());
        }
        example.group_count = analysis.groups();
        example
    }

    fn add_token(&mut self, word: &str, token: u32, analysis: &Analysis, words: &Words) {
        let keys = &mut self.keys;
        let mut emit = |key| keys.push(key);
        let places = analysis.places(token, words);
        for (place, id) in places.iter().enumerate() {
            words.keys(*id, place, word, &mut emit);
        }
        analysis.keys(token, &places, words, &mut emit);
        self.starts.push(self.keys.len() as u32);
        self.vectors.push(std::array::from_fn(|place| words.vector(places[place])));
        self.groups.push(analysis.group(token, words));
    }

    /// Replaces keys by the numbers of their rows; those without a row go.
    pub(crate) fn select(&mut self, row: impl Fn(u32) -> Option<u32>) {
        let mut rows = Vec::with_capacity(self.keys.len());
        let mut starts = vec![0];
        for token in 0..self.len() {
            rows.extend(self.rows(token).iter().filter_map(|key| row(*key)));
            starts.push(rows.len() as u32);
        }
        (self.keys, self.starts) = (rows, starts);
    }

    /// The rows of a token; its keys before [`Example::select`].
    pub(crate) fn rows(&self, token: usize) -> &[u32] {
        &self.keys[self.starts[token] as usize..self.starts[token + 1] as usize]
    }

    /// How many tokens there are.
    pub(crate) fn len(&self) -> usize {
        self.labels.len()
    }
}

/// The label of each token; names that do not begin and end with tokens are widened to them.
fn gold_labels(text: &Text, tokens: &[Token]) -> Vec<u8> {
    let mut gold = vec![OUTSIDE as u8; tokens.len()];
    for (range, kind) in &text.names {
        let first = tokens.partition_point(|t| t.end as usize <= range.start);
        let end = tokens.partition_point(|t| (t.start as usize) < range.end);
        if first < end {
            for (label, of_name) in gold[first..end].iter_mut().zip(labels::of_name(*kind, end - first)) {
                *label = of_name as u8;
            }
        }
    }
    gold
}

/// The labels of a span without the names that reach out of it.
fn whole_names(span: &[u8]) -> Vec<u8> {
    let can_end = |label: u8| labels::may_follow(usize::from(label), OUTSIDE);
    let mut whole = vec![OUTSIDE as u8; span.len()];
    let mut start = 0;
    while start < span.len() {
        let rest = &span[start..];
        let end = start + rest.iter().position(|label| can_end(*label)).map_or(rest.len(), |last| last + 1);
        let begins = labels::may_follow(OUTSIDE, usize::from(span[start]));
        if begins && can_end(span[end - 1]) {
            whole[start..end].copy_from_slice(&span[start..end]);
        }
        start = end;
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::*;
    use names::Kind;

    #[test]
    fn names_that_reach_out_of_a_span_go() {
        let name = |length| labels::of_name(Kind::Place, length).map(|label| label as u8).collect::<Vec<_>>();
        let check = |span: &[u8], expected: &[u8]| assert_eq!(whole_names(span), expected);
        check(&name(3), &name(3));
        check(&name(3)[1..], &[0, 0]);
        check(&name(3)[..2], &[0, 0]);
        check(&[&name(3)[2..], &[0], &name(1)[..]].concat(), &[0, 0, name(1)[0]]);
    }

    #[test]
    fn names_are_widened_to_tokens() {
        let text = Text { text: "in Oslo-x".to_owned(), names: vec![(3..6, Kind::Place)] };
        let mut tokens = Vec::new();
        tokenize(&text.text, &mut tokens);
        let labels: Vec<u8> = labels::of_name(Kind::Place, 1).map(|label| label as u8).collect();
        assert_eq!(gold_labels(&text, &tokens), [0, labels[0], 0, 0]);
    }
}
