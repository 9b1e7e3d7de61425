//! Asks for memory ahead of its use.
//!
//! The tables of the tagger are larger than the processor's caches, and a read that misses them takes as long as hundreds of
//! instructions. Reads that do not depend on each other go on side by side, but only as far as the processor looks ahead: so a
//! loop of nothing but reads goes first, and the loop that works finds everything near. It is what an instruction for
//! prefetching does, without `unsafe`.

use std::{hint::black_box, ops::BitXor};

/// Reads the first number of each row.
pub(crate) fn first<'r, T, const N: usize>(rows: impl Iterator<Item = &'r [T; N]>)
where
    T: Copy + Default + BitXor<Output = T> + 'r,
{
    numbers(rows.map(|row| row[0]));
}

/// Reads the first and the last number of each row, for rows that lie in two lines of the cache.
pub(crate) fn both_ends<'r, T, const N: usize>(rows: impl Iterator<Item = &'r [T; N]>)
where
    T: Copy + Default + BitXor<Output = T> + 'r,
{
    numbers(rows.map(|row| row[0] ^ row[N - 1]));
}

/// Reads each number.
pub(crate) fn numbers<T: Default + BitXor<Output = T>>(numbers: impl Iterator<Item = T>) {
    black_box(numbers.fold(T::default(), BitXor::bitxor));
}
