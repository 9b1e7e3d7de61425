//! Finds the numbers of words by their hashes.
//!
//! A look-up touches one line of memory, and which one follows from the hash alone: so the memory for all words of a text can
//! be asked for before the first of them is needed.

/// Hashes with numbers plus one, in open addressing; the length is a power of two, at most half of it is taken.
#[derive(Default)]
pub(super) struct Table {
    slots: Vec<(u32, u32)>,
    taken: usize,
}

/// The part of a hash that is kept, by which hardly two words are taken for each other.
fn short(hash: u64) -> u32 {
    (hash >> 32) as u32
}

impl Table {
    /// The smallest table.
    const LEAST: usize = 1 << 10;

    /// The number at the place where a word with this hash should be, which may be another's.
    pub(super) fn near(&self, hash: u64) -> Option<u32> {
        let slot = self.slots.get(hash as usize & self.slots.len().wrapping_sub(1))?;
        slot.1.checked_sub(1)
    }

    /// The number with this hash that `is_it`.
    pub(super) fn find(&self, hash: u64, is_it: impl Fn(u32) -> bool) -> Option<u32> {
        let mask = self.slots.len().wrapping_sub(1);
        let mut at = hash as usize & mask;
        loop {
            let (own, number) = *self.slots.get(at)?;
            let number = number.checked_sub(1)?;
            if own == short(hash) && is_it(number) {
                return Some(number);
            }
            at = (at + 1) & mask;
        }
    }

    /// Adds a number that is not there; `hash_of` gives the hash of any that is.
    pub(super) fn add(&mut self, hash: u64, number: u32, hash_of: impl Fn(u32) -> u64) {
        if self.taken * 2 >= self.slots.len() {
            let length = (self.slots.len() * 2).max(Self::LEAST);
            let old = std::mem::replace(&mut self.slots, vec![(0, 0); length]);
            for number in old.into_iter().filter_map(|(_, number)| number.checked_sub(1)) {
                self.put(hash_of(number), number);
            }
        }
        self.put(hash, number);
        self.taken += 1;
    }

    fn put(&mut self, hash: u64, number: u32) {
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        while self.slots[at].1 != 0 {
            at = (at + 1) & mask;
        }
        self.slots[at] = (short(hash), number + 1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_found_among_others_of_the_same_place() {
        // Many have one place, and pairs of them one hash.
        let hash = |number: u32| u64::from(number / 2 % 500) << 40 | u64::from(number % 7);
        let mut table = Table::default();
        assert_eq!((table.near(0), table.find(0, |_| true)), (None, None));
        for number in 0..3000 {
            assert_eq!(table.find(hash(number), |found| found == number), None);
            table.add(hash(number), number, hash);
        }
        for number in 0..3000 {
            assert_eq!(table.find(hash(number), |found| found == number), Some(number));
            assert!(table.near(hash(number)).is_some());
        }
    }
}
