//! Finds the rank of a 32-bit key in a sorted list of keys that lies in the model's bytes.
//!
//! The keys are hashes, evenly spread, so their upper bits choose a bucket of about four keys, which is
//! searched in order. Nothing is built at start-up.

/// Buckets hold about this many keys.
const KEYS_A_BUCKET: usize = 4;

/// A view of sorted keys and their bucket table: no key is in it twice.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Index<'m> {
    keys: &'m [[u8; 4]],
    /// The rank of each bucket's first key; one more than there are buckets.
    buckets: &'m [[u8; 4]],
    /// How far to shift a key to the right to get its bucket.
    shift: u32,
}

impl<'m> Index<'m> {
    /// An index without keys.
    pub(crate) const fn empty() -> Self {
        Self { keys: &[], buckets: &[], shift: 31 }
    }

    /// How many buckets there are for `keys` keys: a power of two.
    fn buckets_for(keys: usize) -> usize {
        (keys / KEYS_A_BUCKET).next_power_of_two().max(2)
    }

    /// Bytes that [`Index::read`] takes for `keys` keys.
    fn size(keys: usize) -> usize {
        4 * (keys + Self::buckets_for(keys) + 1)
    }

    /// Takes an index of `keys` keys from the front of `bytes`; the rest follows it.
    pub(crate) fn read(bytes: &'m [u8], keys: usize) -> Option<(Self, &'m [u8])> {
        let (own, rest) = bytes.split_at_checked(Self::size(keys))?;
        let (keys, buckets) = own.as_chunks::<4>().0.split_at(keys);
        let shift = 32 - (buckets.len() - 1).trailing_zeros();
        Some((Self { keys, buckets, shift }, rest))
    }

    /// Appends the index of `keys`, which must be sorted and distinct, in the form that [`Index::read`]
    /// takes.
    pub(crate) fn write(keys: &[u32], out: &mut Vec<u8>) {
        out.extend(keys.iter().flat_map(|key| key.to_le_bytes()));
        let count = Self::buckets_for(keys.len());
        let shift = 32 - count.trailing_zeros();
        for bucket in 0..=count {
            let rank = keys.partition_point(|&key| ((key >> shift) as usize) < bucket);
            out.extend((rank as u32).to_le_bytes());
        }
    }

    /// The rank of `key`, if it is there.
    pub(crate) fn find(&self, key: u32) -> Option<usize> {
        let bucket = (key >> self.shift) as usize;
        let from = u32::from_le_bytes(*self.buckets.get(bucket)?) as usize;
        let to = u32::from_le_bytes(*self.buckets.get(bucket + 1)?) as usize;
        let bytes = key.to_le_bytes();
        self.keys.get(from..to)?.iter().position(|k| *k == bytes).map(|at| from + at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_was_written() {
        for count in [0usize, 1, 5, 1000] {
            let mut keys: Vec<u32> =
                (0..count as u64).map(|n| crate::hash::short(crate::hash::mix(n, 7))).collect();
            keys.sort_unstable();
            let mut bytes = Vec::new();
            Index::write(&keys, &mut bytes);
            bytes.push(9);
            let (index, rest) = Index::read(&bytes, keys.len()).expect("complete");
            assert_eq!(rest, [9]);
            for (rank, key) in keys.iter().enumerate() {
                assert_eq!(index.find(*key), Some(rank));
            }
            assert_eq!(index.find(12_345), None);
        }
    }

    #[test]
    fn too_few_bytes_are_refused() {
        assert!(Index::read(&[0; 8], 5).is_none());
    }
}
