//! Learns a model from sets of texts.

use std::time::Instant;

use names::{
    features::{Analysis, Words},
    lexicon::Lexicon,
};
use rustc_hash::FxHashMap;

use crate::{
    arguments::Training,
    augment::{self, Stock},
    data::{Set, Text},
    example::Example,
    failure::Failure,
    lexicon,
    network::{Mean, Network, Rates},
    random::Random,
};

const RATES: Rates = Rates { rows: 0.05, dense: 0.01, head: 0.05, dropout: 0.5, left_out: 0.4 };

/// Rounds over all texts, and the first whose weights count in the mean.
const ROUNDS: usize = 12;
const FIRST_IN_MEAN: usize = 6;

/// Open tokens in a batch, at least.
const BATCH: usize = 100;

/// How often a key must occur to have a row.
const LEAST: u32 = 14;

/// One text in this many is learnt in capitals too, and another one without any.
const CAPITALS: usize = 12;

/// How often each text is learnt once more with other names, and how often if its set is a small one.
const EXCHANGES: usize = 1;
const EXCHANGES_OF_SMALL: usize = 4;

/// A set is small if it has less than this part of all text: alone it would hardly be heard.
const SMALL_PART: usize = 10;

/// Learns from `sets`; gives the bytes of the model.
pub(crate) fn train(sets: &[Set], training: &Training) -> Result<Vec<u8>, Failure> {
    let start = Instant::now();
    let mut random = Random::new(training.seed);
    let texts: Vec<&Text> = sets.iter().flat_map(|set| &set.texts).collect();
    let bytes = lexicon::build(&training.inputs, &texts, &mut random)?;
    let (lexicon, _) = Lexicon::read(&bytes).ok_or(Failure::Lexicon)?;
    let more = more_texts(sets, &texts, &mut random);
    let mut words = Words::new(lexicon);
    let mut analysis = Analysis::default();
    let all = texts.iter().copied().chain(&more);
    let mut examples: Vec<Example> = all.map(|text| Example::new(text, &mut analysis, &mut words)).collect();
    let keys = frequent_keys(&examples[..texts.len()]);
    select(&mut examples, &keys);
    eprintln!("{} texts, {} keys with rows, {:.0?}", examples.len(), keys.len(), start.elapsed());
    let network = learn(&examples, keys.len(), lexicon, &mut random);
    eprintln!("trained in {:.0?}", start.elapsed());
    Ok(network.model(&bytes, &keys))
}

fn more_texts(sets: &[Set], texts: &[&Text], random: &mut Random) -> Vec<Text> {
    let stock = Stock::new(texts);
    let capitals = texts.iter().step_by(CAPITALS).map(|text| augment::in_capitals(text));
    let small = texts.iter().skip(CAPITALS / 2).step_by(CAPITALS).map(|text| augment::in_small(text));
    let mut more: Vec<Text> = capitals.chain(small).collect();
    let length = |texts: &[Text]| texts.iter().map(|text| text.text.len()).sum::<usize>();
    let all: usize = sets.iter().map(|set| length(&set.texts)).sum();
    for set in sets {
        let is_small = length(&set.texts) * SMALL_PART < all;
        for _ in 0..if is_small { EXCHANGES_OF_SMALL } else { EXCHANGES } {
            more.extend(set.texts.iter().map(|text| stock.exchange(text, random)));
        }
    }
    more
}

/// The keys that occur often enough, ascending.
fn frequent_keys(examples: &[Example]) -> Vec<u32> {
    let mut counts: FxHashMap<u32, u32> = FxHashMap::default();
    for key in examples.iter().flat_map(|example| &example.keys) {
        *counts.entry(*key).or_default() += 1;
    }
    let mut keys: Vec<u32> =
        counts.into_iter().filter(|(_, count)| *count >= LEAST).map(|(key, _)| key).collect();
    keys.sort_unstable();
    keys
}

fn select(examples: &mut [Example], keys: &[u32]) {
    let rows: FxHashMap<u32, u32> = keys.iter().zip(0..).map(|(key, row)| (*key, row)).collect();
    for example in examples {
        example.select(|key| rows.get(&key).copied());
    }
}

fn learn(examples: &[Example], rows: usize, lexicon: Lexicon, random: &mut Random) -> Network {
    let mut network = Network::new(rows, random);
    let mut mean = Mean::new(&network);
    let mut order: Vec<&Example> = examples.iter().filter(|example| example.len() > 0).collect();
    let tokens: usize = order.iter().map(|example| example.len()).sum();
    for round in 0..ROUNDS {
        random.shuffle(&mut order);
        let mut likelihood = 0.0;
        for batch in batches(&order) {
            likelihood += network.learn(batch, lexicon, RATES, random);
        }
        if round >= FIRST_IN_MEAN {
            mean.add(&network);
        }
        eprintln!("round {}: log-likelihood {:.4} a token", round + 1, likelihood / tokens.max(1) as f64);
    }
    mean.network()
}

/// Splits examples into batches of at least [`BATCH`] tokens.
fn batches<'o, 'e>(mut order: &'o [&'e Example]) -> impl Iterator<Item = &'o [&'e Example]> {
    std::iter::from_fn(move || {
        let mut size = 0;
        let full = order.iter().position(|example| {
            size += example.len();
            size >= BATCH
        });
        let (batch, rest) = order.split_at(full.map_or(order.len(), |last| last + 1));
        order = rest;
        (!batch.is_empty()).then_some(batch)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn batches_hold_everything_once() {
        let examples: Vec<Example> =
            [60, 60, 10, 300, 20].map(|n| Example { labels: vec![0; n], ..Example::default() }).into();
        let order: Vec<&Example> = examples.iter().collect();
        let sizes: Vec<usize> = batches(&order).map(<[_]>::len).collect();
        assert_eq!(sizes, [2, 2, 1]);
    }
}
