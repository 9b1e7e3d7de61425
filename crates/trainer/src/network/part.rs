//! The weights from keys and vectors to some of the hidden units: most of the weights and of the work.

use names::{
    features::WINDOW,
    lexicon::{DIMENSIONS, Lexicon},
    model::DENSE,
};

use super::{Rates, add, climb};
use crate::{example::Example, lexicon::VECTOR_UNIT, random::Random};

/// Hidden units of a part.
pub(super) const WIDTH: usize = 32;

/// One unit of the topic, which is a mean and so smaller than a vector.
pub(super) const TOPIC_UNIT: f32 = 4.0 * VECTOR_UNIT;

/// First weights are in this distance of 0.
const SPREAD: f32 = 0.05;

/// The weights of some of the hidden units, and the sums of squares of their gradients.
pub(super) struct Part {
    pub(super) rows: Vec<[f32; WIDTH]>,
    row_squares: Vec<[f32; WIDTH]>,
    pub(super) dense: Vec<[f32; WIDTH]>,
    dense_squares: Vec<[f32; WIDTH]>,
}

/// The inputs of a batch's tokens, one token after the other.
pub(super) struct Inputs<'e> {
    tokens: Vec<(&'e Example, usize)>,
    /// The rows of all tokens, and where those of each token begin.
    rows: Vec<u32>,
    starts: Vec<usize>,
    /// By how much rows count more because others are left out.
    factor: f32,
}

impl<'e> Inputs<'e> {
    /// `left_out` is the share of rows that are left out at random, so that no name is known by its own words
    /// alone.
    pub(super) fn new(examples: &[&'e Example], left_out: f32, random: &mut Random) -> Self {
        let tokens = examples.iter().flat_map(|example| (0..example.len()).map(|token| (*example, token)));
        let tokens: Vec<_> = tokens.collect();
        let (mut rows, mut starts) = (Vec::new(), vec![0]);
        for (example, token) in &tokens {
            rows.extend(example.rows(*token).iter().filter(|_| random.unit() >= left_out));
            starts.push(rows.len());
        }
        Self { tokens, rows, starts, factor: 1.0 / (1.0 - left_out) }
    }

    pub(super) fn len(&self) -> usize {
        self.tokens.len()
    }

    fn rows(&self, token: usize) -> impl Iterator<Item = usize> {
        self.rows[self.starts[token]..self.starts[token + 1]].iter().map(|row| *row as usize)
    }

    /// Calls `each` with every dense input of a token that is not 0.
    fn for_dense(&self, token: usize, lexicon: Lexicon, mut each: impl FnMut(usize, f32)) {
        let (example, token) = self.tokens[token];
        for (place, rank) in example.vectors[token].iter().enumerate() {
            let Some(vector) = rank.and_then(|rank| lexicon.vector(rank)) else { continue };
            for (dimension, value) in vector.iter().enumerate() {
                each(place * DIMENSIONS + dimension, f32::from(*value as i8) * VECTOR_UNIT);
            }
        }
        for (dimension, value) in example.topic.iter().enumerate() {
            each(WINDOW * DIMENSIONS + dimension, value * TOPIC_UNIT);
        }
    }
}

impl Part {
    pub(super) fn new(rows: usize, random: &mut Random) -> Self {
        let mut part = Self::zero(rows);
        part.row_squares = vec![[0.0; WIDTH]; rows];
        part.dense_squares = vec![[0.0; WIDTH]; DENSE];
        for weight in part.rows.iter_mut().chain(&mut part.dense).flatten() {
            *weight = (random.unit() * 2.0 - 1.0) * SPREAD;
        }
        part
    }

    /// A part that does not learn, without weights.
    pub(super) fn zero(rows: usize) -> Self {
        Self {
            rows: vec![[0.0; WIDTH]; rows],
            row_squares: Vec::new(),
            dense: vec![[0.0; WIDTH]; DENSE],
            dense_squares: Vec::new(),
        }
    }

    /// The sums of a token before the positive part is taken.
    pub(super) fn sums(&self, inputs: &Inputs, token: usize, lexicon: Lexicon) -> [f32; WIDTH] {
        let mut sums = [0.0; WIDTH];
        for row in inputs.rows(token) {
            add(&mut sums, &self.rows[row], inputs.factor);
        }
        inputs.for_dense(token, lexicon, |input, value| add(&mut sums, &self.dense[input], value));
        sums
    }

    /// Learns from the gradients of the sums: rows token by token, the dense weights once for the batch.
    pub(super) fn learn(
        &mut self,
        inputs: &Inputs,
        gradients: &[[f32; WIDTH]],
        lexicon: Lexicon,
        rates: Rates,
    ) {
        let mut dense = vec![[0.0; WIDTH]; DENSE];
        for (token, gradient) in gradients.iter().enumerate() {
            for row in inputs.rows(token) {
                climb(&mut self.rows[row], &mut self.row_squares[row], gradient, rates.rows);
            }
            inputs.for_dense(token, lexicon, |input, value| add(&mut dense[input], gradient, value));
        }
        for (input, gradient) in dense.iter().enumerate() {
            climb(&mut self.dense[input], &mut self.dense_squares[input], gradient, rates.dense);
        }
    }
}
