//! The network's weights, and how they score and learn.
//!
//! Rows of the keys and products of the vectors are summed to hidden units ([`part`]); their positive parts
//! (rectified linear units) give the scores of the labels ([`head`]), which a conditional random field joins
//! ([`crate::crf`]). Learning is Adagrad (Duchi, Hazan & Singer 2011) over small batches, with dropout
//! (Srivastava et al. 2014) on the rows and the hidden units. The hidden units are split between two threads,
//! so that the result does not depend on their timing.

mod head;
mod part;

use std::thread;

use names::{
    labels::{LABELS, Scores, may_follow},
    lexicon::{DIMENSIONS, Lexicon},
    model::{self, DENSE, HIDDEN, Weights},
};

use self::{
    head::{Head, Sources},
    part::{Inputs, Part, TOPIC_UNIT, WIDTH},
};
use crate::{crf, example::Example, lexicon::VECTOR_UNIT, random::Random};

/// Threads, each with its hidden units.
const PARTS: usize = HIDDEN / WIDTH;

/// How to learn.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rates {
    /// The step for the rows of the keys.
    pub(crate) rows: f32,
    /// The step for the weights of the vectors.
    pub(crate) dense: f32,
    /// The step for the weights from hidden units to labels and the transitions.
    pub(crate) head: f32,
    /// The share of hidden units that are left out of a token's scores.
    pub(crate) dropout: f32,
    /// The share of a token's rows that are left out.
    pub(crate) left_out: f32,
}

/// All weights.
pub(crate) struct Network {
    parts: Vec<Part>,
    head: Head,
    head_squares: Head,
}

impl Network {
    /// A network with small random weights, for keys with `rows` rows.
    pub(crate) fn new(rows: usize, random: &mut Random) -> Self {
        let parts = (0..PARTS).map(|_| Part::new(rows, random)).collect();
        Self { parts, head: Head::new(random), head_squares: Head::zero() }
    }

    /// Learns from a batch; gives its log-likelihood.
    pub(crate) fn learn(
        &mut self,
        examples: &[&Example],
        lexicon: Lexicon,
        rates: Rates,
        random: &mut Random,
    ) -> f64 {
        let inputs = Inputs::new(examples, rates.left_out, random);
        let mut hidden = self.hidden(&inputs, lexicon);
        let masks = drop_out(&mut hidden, rates.dropout, random);
        let mut gradient = Head::zero();
        let mut pulls = Vec::with_capacity(hidden.len());
        let mut likelihood = 0.0;
        for example in examples {
            let own = &hidden[pulls.len()..pulls.len() + example.len()];
            let (pull, own_likelihood) = self.pull(example, own, &mut gradient);
            pulls.extend(pull);
            likelihood += own_likelihood;
        }
        for ((pull, hidden), mask) in pulls.iter_mut().zip(&hidden).zip(&masks) {
            for unit in 0..HIDDEN {
                pull[unit] *= if hidden[unit] > 0.0 { mask[unit] } else { 0.0 };
            }
        }
        self.head.climb(&mut self.head_squares, &gradient, rates.head);
        self.learn_parts(&inputs, &pulls, lexicon, rates);
        likelihood
    }

    /// The positive parts of the hidden units of all tokens.
    fn hidden(&self, inputs: &Inputs, lexicon: Lexicon) -> Vec<[f32; HIDDEN]> {
        let mut hidden = vec![[0.0; HIDDEN]; inputs.len()];
        let sums = |part: &Part| (0..inputs.len()).map(|token| part.sums(inputs, token, lexicon)).collect();
        let parts: Vec<Vec<[f32; WIDTH]>> = thread::scope(|scope| {
            let workers: Vec<_> = self.parts.iter().map(|part| scope.spawn(move || sums(part))).collect();
            workers.into_iter().map(|worker| worker.join().expect("no panic in a sum")).collect()
        });
        for (number, part) in parts.iter().enumerate() {
            for (hidden, sums) in hidden.iter_mut().zip(part) {
                let own = &mut hidden[number * WIDTH..(number + 1) * WIDTH];
                own.iter_mut().zip(sums).for_each(|(unit, sum)| *unit = sum.max(0.0));
            }
        }
        hidden
    }

    /// The gradient of an example's hidden units and its log-likelihood; adds to the gradient of the head.
    fn pull(
        &self,
        example: &Example,
        hidden: &[[f32; HIDDEN]],
        gradient: &mut Head,
    ) -> (Vec<[f32; HIDDEN]>, f64) {
        let sources = Sources::new(example, hidden);
        let scores = sources.scores(&self.head);
        let mut pull = vec![[0.0; LABELS]; scores.len()];
        let mut likelihood = 0.0;
        for span in &example.spans {
            likelihood += crf::gradient(
                &scores[span.clone()],
                &example.labels[span.clone()],
                &self.head.transitions,
                &mut pull[span.clone()],
                &mut gradient.transitions,
            );
        }
        (sources.back(&self.head, &pull, gradient), likelihood)
    }

    fn learn_parts(&mut self, inputs: &Inputs, pulls: &[[f32; HIDDEN]], lexicon: Lexicon, rates: Rates) {
        thread::scope(|scope| {
            for (number, part) in self.parts.iter_mut().enumerate() {
                scope.spawn(move || {
                    let own = |pull: &[f32; HIDDEN]| std::array::from_fn(|unit| pull[number * WIDTH + unit]);
                    let pulls: Vec<[f32; WIDTH]> = pulls.iter().map(own).collect();
                    part.learn(inputs, &pulls, lexicon, rates);
                });
            }
        });
    }

    /// The bytes of the model file.
    pub(crate) fn model(&self, lexicon: &[u8], keys: &[u32]) -> Vec<u8> {
        let whole = |row: usize, rows: fn(&Part) -> &[[f32; WIDTH]], factor: f32| -> [f32; HIDDEN] {
            std::array::from_fn(|unit| rows(&self.parts[unit / WIDTH])[row][unit % WIDTH] * factor)
        };
        let rows: Vec<_> = (0..keys.len()).map(|row| whole(row, |part| &part.rows, 1.0)).collect();
        let unit = |input: usize| if input < DENSE - DIMENSIONS { VECTOR_UNIT } else { TOPIC_UNIT };
        let dense: Vec<_> = (0..DENSE).map(|input| whole(input, |part| &part.dense, unit(input))).collect();
        model::write(&Weights {
            lexicon,
            keys,
            rows: &rows,
            dense: &dense,
            output: &self.head.output,
            bias: &self.head.bias,
            transitions: &self.head.transitions,
        })
    }
}

/// The running mean of a network's weights over the last rounds: it scores more evenly than any one of them
/// (Polyak & Juditsky 1992).
pub(crate) struct Mean {
    count: f32,
    sum: Network,
}

impl Mean {
    /// The mean of no networks of the size of `network`.
    pub(crate) fn new(network: &Network) -> Self {
        let parts = network.parts.iter().map(|part| Part::zero(part.rows.len())).collect();
        Self { count: 0.0, sum: Network { parts, head: Head::zero(), head_squares: Head::zero() } }
    }

    /// Takes one more network into the mean.
    pub(crate) fn add(&mut self, network: &Network) {
        self.count += 1.0;
        for (sum, part) in self.sum.parts.iter_mut().zip(&network.parts) {
            add_all(&mut sum.rows, &part.rows);
            add_all(&mut sum.dense, &part.dense);
        }
        add_all(&mut self.sum.head.output, &network.head.output);
        add_all(std::slice::from_mut(&mut self.sum.head.bias), &[network.head.bias]);
        add_all(&mut self.sum.head.transitions, &network.head.transitions);
    }

    /// The network with the mean weights, to score with.
    pub(crate) fn network(mut self) -> Network {
        let factor = 1.0 / self.count.max(1.0);
        for part in &mut self.sum.parts {
            scale_all(&mut part.rows, factor);
            scale_all(&mut part.dense, factor);
        }
        scale_all(&mut self.sum.head.output, factor);
        scale_all(std::slice::from_mut(&mut self.sum.head.bias), factor);
        scale_all(&mut self.sum.head.transitions, factor);
        self.sum
    }
}

fn add_all<const N: usize>(sums: &mut [[f32; N]], rows: &[[f32; N]]) {
    sums.iter_mut().zip(rows).for_each(|(sum, row)| add(sum, row, 1.0));
}

fn scale_all<const N: usize>(rows: &mut [[f32; N]], factor: f32) {
    rows.iter_mut().flatten().for_each(|value| *value *= factor);
}

/// Sets hidden units to 0 at random and makes the others larger in turn; gives the factors.
fn drop_out(hidden: &mut [[f32; HIDDEN]], share: f32, random: &mut Random) -> Vec<[f32; HIDDEN]> {
    let factor = 1.0 / (1.0 - share);
    hidden
        .iter_mut()
        .map(|hidden| {
            let mask = std::array::from_fn(|_| if random.unit() < share { 0.0 } else { factor });
            hidden.iter_mut().zip(&mask).for_each(|(unit, factor)| *unit *= factor);
            mask
        })
        .collect()
}

fn add<const N: usize>(sums: &mut [f32; N], row: &[f32; N], factor: f32) {
    for (sum, weight) in sums.iter_mut().zip(row) {
        *sum += weight * factor;
    }
}

/// A step of Adagrad uphill.
fn climb<const N: usize>(weights: &mut [f32; N], squares: &mut [f32; N], gradient: &[f32; N], rate: f32) {
    /// Keeps the first steps finite.
    const EPSILON: f32 = 1e-6;
    for ((weight, square), gradient) in weights.iter_mut().zip(squares).zip(gradient) {
        *square += gradient * gradient;
        *weight += rate * gradient / (square.sqrt() + EPSILON);
    }
}

/// The score of a transition that cannot be: its exponential is 0.
const FORBIDDEN: f32 = -10_000.0;

/// What a transition scores before training.
fn untrained(label: usize, next: usize) -> f32 {
    if may_follow(label, next) { 0.0 } else { FORBIDDEN }
}

/// The weights to the scores of a token from a source's hidden units are rows of this.
type Output = Vec<Scores>;
