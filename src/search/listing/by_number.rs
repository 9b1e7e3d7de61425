//! Values by number: in a list where most of the numbers have one, in a table where few do.
//!
//! An archive has names by the hundred thousand, and most answers a few hundred of them: a list of all would take longer
//! to clear and to go through than the articles themselves.

use rustc_hash::FxHashMap;

/// A list is worth its length from one value in so many numbers on.
const SPARSE: usize = 4;

/// A value for each number, the default where none was set.
#[derive(Clone, Debug)]
pub(super) enum ByNumber<T> {
    All(Vec<T>),
    Few(FxHashMap<u32, T>),
}

impl<T: Copy + Default> ByNumber<T> {
    /// For numbers below `numbers`, of which about `set` will have a value.
    pub(super) fn new(numbers: usize, set: usize) -> Self {
        if set < numbers / SPARSE {
            Self::Few(FxHashMap::default())
        } else {
            Self::All(vec![T::default(); numbers])
        }
    }

    /// The value of a number, to be changed.
    #[inline]
    pub(super) fn at(&mut self, number: u32) -> &mut T {
        match self {
            Self::All(values) => &mut values[number as usize],
            Self::Few(values) => values.entry(number).or_default(),
        }
    }

    /// The value of a number.
    #[inline]
    pub(super) fn get(&self, number: u32) -> T {
        let value = match self {
            Self::All(values) => values.get(number as usize),
            Self::Few(values) => values.get(&number),
        };
        value.copied().unwrap_or_default()
    }

    /// Calls `take` with the numbers and their values, those never set perhaps among them, in no order.
    #[inline]
    pub(super) fn each(&self, mut take: impl FnMut(u32, T)) {
        match self {
            Self::All(values) => (0..).zip(values).for_each(|(number, value)| take(number, *value)),
            Self::Few(values) => values.iter().for_each(|(number, value)| take(*number, *value)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_hold_the_same() {
        let filled = |set: usize| {
            let mut values: ByNumber<u32> = ByNumber::new(100, set);
            for number in [3, 99, 3] {
                *values.at(number) += 1;
            }
            let mut each: Vec<(u32, u32)> = Vec::new();
            values.each(|number, value| each.extend((value > 0).then_some((number, value))));
            each.sort_unstable();
            assert_eq!((values.get(3), values.get(4), values.get(1000)), (2, 0, 0));
            (matches!(values, ByNumber::Few(_)), each)
        };
        assert_eq!(filled(2), (true, vec![(3, 2), (99, 1)]));
        assert_eq!(filled(80), (false, vec![(3, 2), (99, 1)]));
    }
}
