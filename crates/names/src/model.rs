//! The model file: its layout, written by the trainer and read in place by the tagger.
//!
//! | part | what |
//! | --- | --- |
//! | head | magic, format version, fingerprint of the features, unit of the rows |
//! | lexicon | see [`Lexicon`] |
//! | index, rows | for each key a row of 8-bit weights, one a hidden unit, at a multiple of 64 bytes |
//! | dense | weights from the vectors of the window's words and of the topic to the hidden units |
//! | output | weights from hidden units to labels, biases, transitions |
//!
//! All numbers are little-endian. Rows and lexicon, by far the most of it, are never copied.

use crate::{
    features::{self, WINDOW},
    index::Index,
    labels::{LABELS, Scores, Transitions},
    lexicon::{DIMENSIONS, Lexicon},
};

/// Hidden units.
pub const HIDDEN: usize = 64;

/// Inputs of the dense weights: the vectors of the window's words, then the topic.
pub const DENSE: usize = (WINDOW + 1) * DIMENSIONS;

/// What the scores of a token are summed from: the hidden units of the token, of its left and right
/// neighbour, and the mean of those of the other mentions of its word.
pub const SOURCES: usize = 4;

const MAGIC: [u8; 8] = *b"namesCRF";
const VERSION: u32 = 5;

/// Rows begin at a multiple of this.
const ALIGNMENT: usize = 64;

/// Why bytes are no model for this program.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ModelError {
    /// The bytes do not begin as a model does.
    #[error("this is no model of names")]
    Magic,
    /// The layout is that of another version of the program.
    #[error("the model has format {found}, this program reads format {VERSION}")]
    Version {
        /// The format's number in the model.
        found: u32,
    },
    /// The model was trained with other features than the program computes.
    #[error("the model was trained with other features; train it again")]
    Features,
    /// The bytes end too early or go on behind the end.
    #[error("the model is cut off or has something behind its end")]
    Length,
}

/// Weights as the trainer has them, for [`write()`].
#[derive(Clone, Debug)]
pub struct Weights<'w> {
    /// The bytes of the lexicon.
    pub lexicon: &'w [u8],
    /// The keys that have rows, each once.
    pub keys: &'w [u32],
    /// A row a key.
    pub rows: &'w [[f32; HIDDEN]],
    /// A row an input, for inputs in the units of the vectors' bytes.
    pub dense: &'w [[f32; HIDDEN]],
    /// For each source, for each hidden unit, a weight a label.
    pub output: &'w [Scores],
    /// The score of each label before all else.
    pub bias: &'w Scores,
    /// The scores of one label after another.
    pub transitions: &'w Transitions,
}

/// A model in memory.
#[derive(Debug)]
pub(crate) struct Model<'m> {
    pub(crate) lexicon: Lexicon<'m>,
    /// What the 8-bit weights are multiples of.
    pub(crate) unit: f32,
    index: Index<'m>,
    rows: &'m [[u8; HIDDEN]],
    pub(crate) dense: Vec<[f32; HIDDEN]>,
    pub(crate) output: Vec<Scores>,
    pub(crate) bias: Scores,
    pub(crate) transitions: Transitions,
}

impl<'m> Model<'m> {
    /// Reads a model.
    pub(crate) fn read(bytes: &'m [u8]) -> Result<Self, ModelError> {
        let (magic, rest) = bytes.split_at_checked(MAGIC.len()).ok_or(ModelError::Magic)?;
        if magic != MAGIC {
            return Err(ModelError::Magic);
        }
        let mut reader = Reader(rest);
        let found = reader.u32()?;
        if found != VERSION {
            return Err(ModelError::Version { found });
        }
        if reader.take::<8>()? != features::fingerprint().to_le_bytes() {
            return Err(ModelError::Features);
        }
        let unit = f32::from_bits(reader.u32()?);
        let keys = reader.u32()? as usize;
        let (lexicon, rest) = Lexicon::read(reader.0).ok_or(ModelError::Length)?;
        let (index, rest) = Index::read(rest, keys).ok_or(ModelError::Length)?;
        let (_, rest) = rest.split_at_checked(padding(bytes.len() - rest.len())).ok_or(ModelError::Length)?;
        let (rows, rest) = rest.split_at_checked(keys * HIDDEN).ok_or(ModelError::Length)?;
        let mut reader = Reader(rest);
        let model = Self {
            lexicon,
            unit,
            index,
            rows: rows.as_chunks().0,
            dense: reader.table(DENSE)?,
            output: reader.table(SOURCES * HIDDEN)?,
            bias: reader.floats()?,
            transitions: {
                let mut transitions = [[0.0; LABELS]; LABELS];
                for row in &mut transitions {
                    *row = reader.floats()?;
                }
                transitions
            },
        };
        if reader.0.is_empty() { Ok(model) } else { Err(ModelError::Length) }
    }

    /// Appends the numbers of the rows of keys to `rows`; those without a row go.
    pub(crate) fn find_rows(&self, keys: &[u32], rows: &mut Vec<u32>) {
        let mut end = rows.len();
        rows.resize(end + keys.len(), 0);
        for key in keys {
            let row = self.index.find_or_end(*key);
            rows[end] = row;
            end += usize::from((row as usize) < self.rows.len());
        }
        rows.truncate(end);
    }

    /// The weights of a row, as bytes that are `i8`.
    pub(crate) fn row(&self, number: u32) -> &'m [u8; HIDDEN] {
        self.rows.get(number as usize).unwrap_or(&[0; HIDDEN])
    }
}

/// The bytes between something that ends at `at` and the rows.
fn padding(at: usize) -> usize {
    at.next_multiple_of(ALIGNMENT) - at
}

struct Reader<'m>(&'m [u8]);

impl Reader<'_> {
    fn take<const N: usize>(&mut self) -> Result<[u8; N], ModelError> {
        let (first, rest) = self.0.split_first_chunk::<N>().ok_or(ModelError::Length)?;
        self.0 = rest;
        Ok(*first)
    }

    fn u32(&mut self) -> Result<u32, ModelError> {
        self.take().map(u32::from_le_bytes)
    }

    fn floats<const N: usize>(&mut self) -> Result<[f32; N], ModelError> {
        let (own, rest) = self.0.split_at_checked(4 * N).ok_or(ModelError::Length)?;
        self.0 = rest;
        let values = own.as_chunks::<4>().0;
        Ok(std::array::from_fn(|n| f32::from_le_bytes(values[n])))
    }

    fn table<const N: usize>(&mut self, rows: usize) -> Result<Vec<[f32; N]>, ModelError> {
        (0..rows).map(|_| self.floats()).collect()
    }
}

/// The bytes of a model. Row weights become 8-bit multiples of a unit such that all but a few in ten thousand
/// are within reach; those few are cut to the largest.
pub fn write(weights: &Weights) -> Vec<u8> {
    let unit = unit(weights.rows);
    let mut out = Vec::new();
    out.extend(MAGIC);
    out.extend(VERSION.to_le_bytes());
    out.extend(features::fingerprint().to_le_bytes());
    out.extend(unit.to_le_bytes());
    out.extend((weights.keys.len() as u32).to_le_bytes());
    out.extend(weights.lexicon);
    let order = Index::write(weights.keys, &mut out);
    out.resize(out.len() + padding(out.len()), 0);
    let rows = order.iter().flat_map(|at| &weights.rows[*at]);
    out.extend(rows.map(|w| (w / unit).round().clamp(-127.0, 127.0) as i8 as u8));
    let floats = (weights.dense.iter().flatten())
        .chain(weights.output.iter().flatten())
        .chain(weights.bias)
        .chain(weights.transitions.iter().flatten());
    out.extend(floats.flat_map(|value| value.to_le_bytes()));
    out
}

/// The 127th part of the weight that one in 20,000 is larger than.
fn unit(rows: &[[f32; HIDDEN]]) -> f32 {
    let mut sizes: Vec<f32> = rows.iter().flatten().map(|w| w.abs()).collect();
    sizes.sort_unstable_by(f32::total_cmp);
    let limit = sizes.len().saturating_sub(1 + sizes.len() / 20_000);
    sizes.get(limit).copied().unwrap_or(1.0).max(f32::MIN_POSITIVE) / 127.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes() -> Vec<u8> {
        let mut rows = [[0.5; HIDDEN]; 2];
        rows[1][0] = -1.27;
        write(&Weights {
            lexicon: &Lexicon::write(&[], &[], &[], &[]),
            keys: &[5, 9],
            rows: &rows,
            dense: &vec![[0.25; HIDDEN]; DENSE],
            output: &vec![[0.0; LABELS]; SOURCES * HIDDEN],
            bias: &[1.0; LABELS],
            transitions: &[[2.0; LABELS]; LABELS],
        })
    }

    #[test]
    fn what_was_written_is_read() {
        let bytes = bytes();
        let model = Model::read(&bytes).expect("whole");
        assert!((model.unit - 0.01).abs() < 1e-6);
        let mut rows = Vec::new();
        model.find_rows(&[6, 9, 7], &mut rows);
        let found: Vec<_> =
            rows.iter().map(|row| model.row(*row)).map(|row| (row[0] as i8, row[1] as i8)).collect();
        assert_eq!(found, [(-127, 50)]);
        assert_eq!((model.dense.len(), model.output.len()), (DENSE, SOURCES * HIDDEN));
    }

    #[test]
    fn other_bytes_are_refused() {
        let check = |change: fn(&mut Vec<u8>), expected: ModelError| {
            let mut bytes = bytes();
            change(&mut bytes);
            assert_eq!(Model::read(&bytes).err(), Some(expected));
        };
        check(Vec::clear, ModelError::Magic);
        check(|bytes| bytes[0] = b'x', ModelError::Magic);
        check(|bytes| bytes[8] = 77, ModelError::Version { found: 77 });
        check(|bytes| bytes[12] ^= 1, ModelError::Features);
        check(|bytes| bytes.push(0), ModelError::Length);
        check(|bytes| bytes.truncate(100), ModelError::Length);
    }
}
