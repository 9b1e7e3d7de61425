//! Finds the place of a 32-bit key in a table that lies in the model's bytes.
//!
//! The keys are hashes. A key's upper bits choose a bucket of about four keys; the bucket's pilot, a number
//! found when the model was written, sends each of its keys to a place of its own (a minimal perfect hash, as
//! in "Hash, displace, and compress", Belazzougui, Botelho & Dietzfelbinger 2009). So a look-up, found or not,
//! is two reads and no search, and many of them can be under way at once. Nothing is built at start-up.

use crate::hash;

/// Buckets hold about this many keys.
const KEYS_A_BUCKET: usize = 4;

/// Marks the pilot of a bucket with one key, which is that key's place.
const DIRECT: u32 = 1 << 31;

/// A view of keys and the pilots of their buckets: no key is in it twice.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Index<'m> {
    keys: &'m [[u8; 4]],
    pilots: &'m [[u8; 4]],
}

/// A number below `count` for a hash, evenly.
fn scale(hash: u32, count: usize) -> usize {
    ((u64::from(hash) * count as u64) >> 32) as usize
}

/// Where a pilot sends a key. Pilots are small numbers one after the other, the keys of a bucket nearly equal:
/// without the multiplication their places would keep their distances whatever the pilot.
fn place(key: u32, pilot: u32, count: usize) -> usize {
    let pilot = u64::from(pilot).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    scale(hash::short(hash::mix(pilot, u64::from(key))), count)
}

impl<'m> Index<'m> {
    /// An index without keys.
    pub(crate) const fn empty() -> Self {
        Self { keys: &[], pilots: &[] }
    }

    fn buckets_for(keys: usize) -> usize {
        keys.div_ceil(KEYS_A_BUCKET)
    }

    /// Takes an index of `keys` keys from the front of `bytes`; the rest follows it.
    pub(crate) fn read(bytes: &'m [u8], keys: usize) -> Option<(Self, &'m [u8])> {
        let size = keys.checked_add(Self::buckets_for(keys))?.checked_mul(4)?;
        let (own, rest) = bytes.split_at_checked(size)?;
        let (keys, pilots) = own.as_chunks::<4>().0.split_at(keys);
        Some((Self { keys, pilots }, rest))
    }

    /// Appends the index of `keys`, which must be distinct, in the form that [`Index::read`] takes; gives, for
    /// each place, the number of its key in `keys`.
    pub(crate) fn write(keys: &[u32], out: &mut Vec<u8>) -> Vec<usize> {
        let (order, pilots) = Builder::new(keys).build();
        out.extend(order.iter().flat_map(|at| keys[*at].to_le_bytes()));
        out.extend(pilots.iter().flat_map(|pilot| pilot.to_le_bytes()));
        order
    }

    /// The place of `key`, if it is there.
    pub(crate) fn find(&self, key: u32) -> Option<usize> {
        let place = self.place(key);
        (self.keys.get(place) == Some(&key.to_le_bytes())).then_some(place)
    }

    /// The place of `key`, or the number of keys if it is not there: without a branch that depends on it.
    pub(crate) fn find_or_end(&self, key: u32) -> u32 {
        let place = self.place(key);
        let found = self.keys.get(place).is_some_and(|k| *k == key.to_le_bytes());
        if found { place as u32 } else { self.keys.len() as u32 }
    }

    fn place(&self, key: u32) -> usize {
        let pilot = self.pilots.get(scale(key, self.pilots.len())).map_or(0, |p| u32::from_le_bytes(*p));
        let hashed = place(key, pilot, self.keys.len());
        if pilot & DIRECT == 0 { hashed } else { (pilot & !DIRECT) as usize }
    }
}

/// Finds pilots, the fullest buckets first.
struct Builder<'k> {
    keys: &'k [u32],
    /// The numbers of the keys of each bucket.
    buckets: Vec<Vec<usize>>,
    /// The number of the key at each place.
    taken: Vec<Option<usize>>,
    pilots: Vec<u32>,
}

impl<'k> Builder<'k> {
    fn new(keys: &'k [u32]) -> Self {
        let count = Index::buckets_for(keys.len());
        let mut buckets = vec![Vec::new(); count];
        for (number, key) in keys.iter().enumerate() {
            buckets[scale(*key, count)].push(number);
        }
        Self { keys, buckets, taken: vec![None; keys.len()], pilots: vec![0; count] }
    }

    fn build(mut self) -> (Vec<usize>, Vec<u32>) {
        let mut buckets: Vec<(usize, Vec<usize>)> =
            std::mem::take(&mut self.buckets).into_iter().enumerate().collect();
        buckets.sort_by_key(|(_, numbers)| std::cmp::Reverse(numbers.len()));
        let mut free = 0;
        for (bucket, numbers) in buckets {
            match numbers[..] {
                [] => {}
                [single] => {
                    free += self.taken[free..].iter().take_while(|place| place.is_some()).count();
                    self.taken[free] = Some(single);
                    self.pilots[bucket] = free as u32 | DIRECT;
                }
                _ => self.pilots[bucket] = self.pilot(&numbers),
            }
        }
        (self.taken.into_iter().flatten().collect(), self.pilots)
    }

    /// The first pilot that sends all keys of a bucket to free places; takes them.
    fn pilot(&mut self, numbers: &[usize]) -> u32 {
        let mut places = Vec::new();
        let free = |pilot: &u32| {
            places.clear();
            places.extend(numbers.iter().map(|at| place(self.keys[*at], *pilot, self.keys.len())));
            let alone = |n: usize| !places[..n].contains(&places[n]);
            (0..places.len()).all(|n| self.taken[places[n]].is_none() && alone(n))
        };
        let pilot = (0..DIRECT).find(free).expect("two billion ways to place a few keys");
        for (number, place) in numbers.iter().zip(places) {
            self.taken[place] = Some(*number);
        }
        pilot
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_was_written() {
        for count in [0usize, 1, 5, 1000] {
            let keys: Vec<u32> = (0..count as u64).map(|n| hash::short(hash::mix(n, 7))).collect();
            let mut bytes = Vec::new();
            let order = Index::write(&keys, &mut bytes);
            bytes.push(9);
            let (index, rest) = Index::read(&bytes, keys.len()).expect("complete");
            assert_eq!(rest, [9]);
            for (place, number) in order.iter().enumerate() {
                assert_eq!(index.find(keys[*number]), Some(place));
                assert_eq!(index.find_or_end(keys[*number]) as usize, place);
            }
            assert_eq!(order.len(), count);
            assert_eq!(index.find(12_345), None);
            assert_eq!(index.find_or_end(12_345) as usize, count);
        }
    }

    #[test]
    fn too_few_bytes_are_refused() {
        assert!(Index::read(&[0; 8], 5).is_none());
        assert!(Index::read(&[0; 8], usize::MAX).is_none());
    }
}
