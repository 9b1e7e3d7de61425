//! Products of the words' vectors with the dense weights, in integers.
//!
//! They are most of the work of a text with new words. Sums of 16-bit products are what processors of the last
//! twenty years have one instruction for, eight products at once; `wide` reaches it without `unsafe` and falls
//! back to plain code elsewhere.

use wide::{i16x8, i32x4};

use crate::{features::WINDOW, lexicon::DIMENSIONS, model::HIDDEN};

/// Two dimensions are taken at once.
const PAIRS: usize = DIMENSIONS / 2;

/// Four hidden units lie side by side.
const BLOCKS: usize = HIDDEN / 4;

/// Hidden units whose sums fit into the processor's registers are made together.
const HALF: usize = BLOCKS / 2;

const _: () = assert!(DIMENSIONS.is_multiple_of(2) && HIDDEN.is_multiple_of(8));

/// Weights from the vectors of the window's words to the hidden units.
#[derive(Debug)]
pub(crate) struct Dense {
    /// For each place and half of the units, for each pair of dimensions, the weights of both to four units.
    weights: Vec<[[i16x8; HALF]; PAIRS]>,
    /// What the products are multiples of.
    unit: f32,
}

impl Dense {
    /// Weights are rows of hidden units, a row a dimension of a place.
    pub(crate) fn new(rows: &[[f32; HIDDEN]]) -> Self {
        let largest = rows.iter().flatten().fold(f32::MIN_POSITIVE, |most, weight| most.max(weight.abs()));
        let unit = largest / f32::from(i16::MAX);
        let block = |place: usize, pair: usize, block: usize| {
            i16x8::new(std::array::from_fn(|n| {
                let row = &rows[place * DIMENSIONS + 2 * pair + n % 2];
                (row[4 * block + n / 2] / unit).round() as i16
            }))
        };
        let half = |n: usize| {
            std::array::from_fn(|pair| std::array::from_fn(|b| block(n / 2, pair, n % 2 * HALF + b)))
        };
        Self { weights: (0..2 * WINDOW).map(half).collect(), unit }
    }

    /// What the vector of a word, bytes that are `i8`, gives to the hidden units at a place of the window.
    pub(crate) fn product(&self, place: usize, vector: &[u8; DIMENSIONS]) -> [f32; HIDDEN] {
        let mut product = [0.0; HIDDEN];
        let halves = self.weights.iter().skip(2 * place);
        for (weights, product) in halves.zip(product.as_chunks_mut::<{ 4 * HALF }>().0) {
            let sums = half_product(weights, vector);
            for (sum, product) in sums.iter().zip(product.as_chunks_mut::<4>().0) {
                *product = sum.to_array().map(|sum| sum as f32 * self.unit);
            }
        }
        product
    }
}

fn half_product(weights: &[[i16x8; HALF]; PAIRS], vector: &[u8; DIMENSIONS]) -> [i32x4; HALF] {
    let mut sums = [i32x4::ZERO; HALF];
    for (pair, weights) in vector.as_chunks::<2>().0.iter().zip(weights) {
        let [a, b] = pair.map(|value| i16::from(value as i8));
        let values = i16x8::new([a, b, a, b, a, b, a, b]);
        for (sum, weights) in sums.iter_mut().zip(weights) {
            *sum += values.dot(*weights);
        }
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn products_are_those_of_the_weights() {
        let weight = |n: usize| ((n * 37 % 101) as f32 - 50.0) / 40.0;
        let rows: Vec<[f32; HIDDEN]> = (0..WINDOW * DIMENSIONS)
            .map(|row| std::array::from_fn(|unit| weight(row * HIDDEN + unit)))
            .collect();
        let vector: [i8; DIMENSIONS] = std::array::from_fn(|n| (n as i8 - 25) * 5);
        let dense = Dense::new(&rows);
        for place in 0..WINDOW {
            let found = dense.product(place, &vector.map(|value| value as u8));
            for (unit, found) in found.iter().enumerate() {
                let expected: f32 = vector
                    .iter()
                    .enumerate()
                    .map(|(n, v)| f32::from(*v) * rows[place * DIMENSIONS + n][unit])
                    .sum();
                assert!((found - expected).abs() < 0.2, "{place} {unit}: {found} {expected}");
            }
        }
    }
}
