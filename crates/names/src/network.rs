//! Scores the labels of a text's open tokens with the model, quickly.
//!
//! Most of a token's hidden units is a sum of what its window's words give, each at its distance. Those sums
//! are made when a word is first seen at a distance, and kept; what is kept is bounded, and dropped as a
//! whole when the bound is reached, so that memory stays small and a tagger's results never depend on what it
//! saw before.

use wide::i16x8;

use crate::{
    ask,
    dense::Dense,
    features::{Analysis, NO_WORD, PLACES, WINDOW, WordId, Words},
    labels::{LABELS, Scores},
    lexicon::DIMENSIONS,
    model::{HIDDEN, Model, SOURCES},
    tokens::Token,
};

/// Distinct words that are kept; a sum is 128 bytes, and a word has two on average.
const MOST_WORDS: usize = 1 << 16;

/// Sums of weights in units of the rows: 16 bits hold more than a hundred rows. They fill two lines of the processor's cache.
#[derive(Clone, Copy, Debug)]
#[repr(align(64))]
struct Sums([i16; HIDDEN]);

/// For each place, where the sum of a word stands; 0 if it was not made yet. One line of the processor's cache.
#[derive(Clone, Copy, Debug)]
#[repr(align(64))]
struct Slots([u32; PLACES]);

/// Open tokens whose memory is asked for together: what they need fits into the processor's nearest cache.
const TOGETHER: usize = 8;

/// Scores of the labels, padded to whole vector registers.
type Lanes = [f32; 16];

const _: () = assert!(LABELS <= 16);

/// What an open token is summed from.
#[derive(Debug)]
struct Open {
    /// Where the sums of the words at its places stand.
    sums: [u32; PLACES],
    /// The number of its word in the text.
    group: u32,
    /// The end of its rows.
    rows_end: usize,
}

/// The model with what was already computed.
#[derive(Debug)]
pub(crate) struct Network<'m> {
    model: Model<'m>,
    pub(crate) words: Words<'m>,
    /// The weights of the vectors of the window's words.
    dense: Dense,
    /// Where the sums of each word stand in `sums`.
    slots: Vec<Slots>,
    /// The first is that of no word.
    sums: Vec<Sums>,
    open: Vec<Open>,
    /// The rows of the open tokens, one token after the other.
    rows: Vec<u32>,
    /// Buffers for the keys of one token or word, and for the rows of one word.
    keys: Vec<u32>,
    own_rows: Vec<u32>,
    /// For each source, the weights to the labels of one unit of the rows in each hidden unit.
    output: [Vec<Lanes>; SOURCES],
    /// For each open token, what it gives to itself, its neighbours and its group.
    given: Vec<[Lanes; SOURCES]>,
    groups: Vec<(f32, Lanes)>,
    pub(crate) scores: Vec<Scores>,
}

impl<'m> Network<'m> {
    pub(crate) fn new(model: Model<'m>) -> Self {
        let unit = model.unit;
        let pad = |scores: &Scores| std::array::from_fn(|n| scores.get(n).map_or(0.0, |score| score * unit));
        let output = std::array::from_fn(|source| {
            model.output[source * HIDDEN..(source + 1) * HIDDEN].iter().map(pad).collect()
        });
        Self {
            words: Words::new(model.lexicon),
            dense: Dense::new(&model.dense[..WINDOW * DIMENSIONS]),
            model,
            slots: Vec::new(),
            sums: vec![Sums([0; HIDDEN])],
            open: Vec::new(),
            rows: Vec::new(),
            keys: Vec::new(),
            own_rows: Vec::new(),
            output,
            given: Vec::new(),
            groups: Vec::new(),
            scores: Vec::new(),
        }
    }

    pub(crate) fn transitions(&self) -> &crate::labels::Transitions {
        &self.model.transitions
    }

    /// Forgets words if too many are kept; called between texts.
    pub(crate) fn trim(&mut self) {
        if self.words.len() > MOST_WORDS {
            self.words.clear();
            self.slots.clear();
            self.sums.truncate(1);
        }
    }

    /// Fills `scores` with those of all open tokens, span after span.
    pub(crate) fn score(&mut self, text: &str, tokens: &[Token], analysis: &Analysis) {
        self.slots.resize(self.words.len(), Slots([0; PLACES]));
        self.describe(text, tokens, analysis);
        let base = self.base(analysis.topic());
        self.given.clear();
        self.count_groups(analysis);
        let mut start = 0;
        for span in analysis.spans() {
            for token in span.clone() {
                let at = self.given.len();
                if at.is_multiple_of(TOGETHER) {
                    self.ask_for(at, start);
                }
                let open = &self.open[at];
                let hidden = self.hidden_units(open, &self.rows[start..open.rows_end], &base);
                let has_others = self.groups.get(open.group as usize).is_some_and(|(count, _)| *count > 1.0);
                let asked = [true, token + 1 < span.end, token > span.start, has_others];
                self.given.push(give(&hidden, &self.output, asked));
                start = open.rows_end;
            }
        }
        self.sum_groups();
        self.sum_scores(analysis);
    }

    /// Notes where everything stands that the open tokens are summed from. The sums follow in a loop of their
    /// own, without branches, so that the processor reads ahead over many tokens.
    fn describe(&mut self, text: &str, tokens: &[Token], analysis: &Analysis) {
        self.open.clear();
        self.rows.clear();
        ask::first(analysis.ids.iter().map(|id| &self.slots[*id as usize].0));
        for token in analysis.spans().iter().cloned().flatten() {
            let places = analysis.places(token, &self.words);
            let mut sums = [0; PLACES];
            for (place, id) in places.into_iter().enumerate().filter(|(_, id)| *id != NO_WORD) {
                sums[place] = match self.slots[id as usize].0[place] {
                    0 => self.new_sum(id, place, tokens[token as usize].of(text)),
                    slot => slot,
                };
            }
            self.keys.clear();
            analysis.keys(token, &places, &self.words, &mut |key| self.keys.push(key));
            self.model.find_rows(&self.keys, &mut self.rows);
            let group = analysis.group(token, &self.words);
            self.open.push(Open { sums, group, rows_end: self.rows.len() });
        }
    }

    /// Asks for the memory of the open tokens from `at` on, whose rows begin at `rows`.
    fn ask_for(&self, at: usize, rows: usize) {
        let end = self.open.len().min(at + TOGETHER);
        let (opens, rows) = (&self.open[at..end], &self.rows[rows..self.open[end - 1].rows_end]);
        let sums = opens.iter().flat_map(|open| open.sums.map(|slot| &self.sums[slot as usize].0));
        ask::both_ends(sums);
        ask::first(rows.iter().map(|row| self.model.row(*row)));
    }

    /// What the topic gives to every token of the text.
    fn base(&self, topic: &[f32]) -> Sums {
        let mut sums = [0.0; HIDDEN];
        for (value, weights) in topic.iter().zip(&self.model.dense[WINDOW * DIMENSIONS..]) {
            add_scaled(&mut sums, weights, *value);
        }
        self.rounded(&sums)
    }

    fn rounded(&self, sums: &[f32; HIDDEN]) -> Sums {
        let factor = 1.0 / self.model.unit;
        Sums(sums.map(|sum| (sum * factor + 0.5_f32.copysign(sum)) as i16))
    }

    /// The sums of a token; its hidden units are those of them that are larger than 0.
    fn hidden_units(&self, open: &Open, rows: &[u32], base: &Sums) -> Sums {
        let mut sums = *base;
        for slot in open.sums {
            for (sum, value) in sums.0.iter_mut().zip(&self.sums[slot as usize].0) {
                *sum = sum.saturating_add(*value);
            }
        }
        add_rows(sums, rows, &self.model)
    }

    /// Sums what a word gives at a place; `text` is the token that it describes.
    #[cold]
    fn new_sum(&mut self, id: WordId, place: usize, text: &str) -> u32 {
        let model = &self.model;
        let vector = self.words.vector(id).filter(|_| place < WINDOW);
        let vector = vector.and_then(|rank| model.lexicon.vector(rank));
        let sums = match vector {
            Some(vector) => self.rounded(&self.dense.product(place, vector)),
            None => Sums([0; HIDDEN]),
        };
        self.keys.clear();
        self.words.keys(id, place, text, &mut |key| self.keys.push(key));
        self.own_rows.clear();
        model.find_rows(&self.keys, &mut self.own_rows);
        ask::first(self.own_rows.iter().map(|row| model.row(*row)));
        let slot = self.sums.len() as u32;
        self.sums.push(add_rows(sums, &self.own_rows, model));
        self.slots[id as usize].0[place] = slot;
        slot
    }

    fn count_groups(&mut self, analysis: &Analysis) {
        self.groups.clear();
        self.groups.resize(analysis.groups(), (0.0, [0.0; 16]));
        for open in &self.open {
            if let Some((count, _)) = self.groups.get_mut(open.group as usize) {
                *count += 1.0;
            }
        }
    }

    fn sum_groups(&mut self) {
        for (open, given) in self.open.iter().zip(&self.given) {
            if let Some((_, sum)) = self.groups.get_mut(open.group as usize) {
                sum.iter_mut().zip(&given[3]).for_each(|(sum, value)| *sum += value);
            }
        }
    }

    fn sum_scores(&mut self, analysis: &Analysis) {
        self.scores.clear();
        for span in analysis.spans() {
            let start = self.scores.len();
            let end = start + span.len();
            for at in start..end {
                let mut lanes: Lanes = self.given[at][0];
                let mut take = |given: &Lanes, factor: f32| {
                    lanes.iter_mut().zip(given).for_each(|(lane, value)| *lane += value * factor);
                };
                if at > start {
                    take(&self.given[at - 1][1], 1.0);
                }
                if at + 1 < end {
                    take(&self.given[at + 1][2], 1.0);
                }
                let group = self.open[at].group as usize;
                if let Some((count, sum)) = self.groups.get(group).filter(|(count, _)| *count > 1.0) {
                    let factor = 1.0 / (count - 1.0);
                    take(sum, factor);
                    take(&self.given[at][3], -factor);
                }
                self.scores.push(std::array::from_fn(|label: usize| lanes[label] + self.model.bias[label]));
            }
        }
    }
}

fn add_rows(mut sums: Sums, rows: &[u32], model: &Model) -> Sums {
    for row in rows {
        for (sum, weight) in sums.0.iter_mut().zip(model.row(*row)) {
            *sum = sum.saturating_add(i16::from(*weight as i8));
        }
    }
    sums
}

fn add_scaled(sums: &mut [f32; HIDDEN], weights: &[f32; HIDDEN], factor: f32) {
    for (sum, weight) in sums.iter_mut().zip(weights) {
        *sum += weight * factor;
    }
}

/// What a token's hidden units give to the labels of each source that is asked for.
fn give(hidden: &Sums, output: &[Vec<Lanes>; SOURCES], asked: [bool; SOURCES]) -> [Lanes; SOURCES] {
    let mut given = [[0.0; 16]; SOURCES];
    let mut active = [(0, 0.0); HIDDEN];
    let count = find_active(hidden, &mut active);
    for ((given, output), _) in given.iter_mut().zip(output).zip(asked).filter(|(_, asked)| *asked) {
        let mut sums = [0.0; 16];
        for (unit, value) in &active[..count] {
            sums.iter_mut().zip(&output[*unit]).for_each(|(sum, weight)| *sum += weight * value);
        }
        *given = sums;
    }
    given
}

/// Lists the hidden units that are larger than 0 and gives how many they are. Most are not: their signs are
/// looked at eight at a time.
fn find_active(hidden: &Sums, active: &mut [(usize, f32); HIDDEN]) -> usize {
    let mut count = 0;
    for (block, values) in hidden.0.as_chunks::<8>().0.iter().enumerate() {
        let mut signs = i16x8::new(*values).simd_gt(i16x8::ZERO).to_bitmask();
        while signs != 0 {
            let unit = block * 8 + signs.trailing_zeros() as usize;
            active[count] = (unit, f32::from(hidden.0[unit]));
            count += 1;
            signs &= signs - 1;
        }
    }
    count
}
