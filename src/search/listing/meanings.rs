//! Whom the written forms of a segment count for, by their numbers.

use rustc_hash::FxHashMap;

use super::numbering::Slot;

/// Stands for nobody.
const NOBODY: u32 = u32::MAX;
/// Marks the number of a name that does not count for the same one in all articles.
const SPLIT: u32 = 1 << 31;

/// Whom a form counts for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    Nobody,
    /// The same in all articles.
    One(Slot),
    /// It depends on the article: the number of the name among those that do.
    Split(u32),
}

/// A meaning in four bytes.
#[derive(Clone, Copy)]
pub(super) struct Packed(u32);

impl Packed {
    pub(super) const NOBODY: Self = Self(NOBODY);

    pub(super) fn one(slot: Slot) -> Self {
        Self(slot)
    }

    pub(super) fn slot(slot: Option<Slot>) -> Self {
        Self(slot.unwrap_or(NOBODY))
    }

    pub(super) fn split(number: u32) -> Self {
        Self(SPLIT | number)
    }

    #[inline]
    pub(super) fn meaning(self) -> Meaning {
        match self.0 {
            NOBODY => Meaning::Nobody,
            split if split & SPLIT != 0 => Meaning::Split(split & !SPLIT),
            slot => Meaning::One(slot),
        }
    }
}

/// The meanings of the forms of a segment.
pub(super) enum Meanings {
    /// Of each form.
    Each(Vec<Packed>),
    /// Of the few that mean anybody: those of a kind of which hardly any name counts.
    Few(FxHashMap<u32, Packed>),
}

impl Meanings {
    /// Whom a form counts for.
    #[inline]
    pub(super) fn of(&self, form: u64) -> Meaning {
        let packed = match self {
            Self::Each(meanings) => meanings.get(form as usize),
            Self::Few(meanings) => meanings.get(&(form as u32)),
        };
        packed.map_or(Meaning::Nobody, |packed| packed.meaning())
    }

    /// Calls `take` with every form that counts for the same one in all articles, and for whom.
    #[inline]
    pub(super) fn each_one(&self, mut take: impl FnMut(u32, Slot)) {
        let mut take = |form: u32, packed: Packed| {
            if let Meaning::One(slot) = packed.meaning() {
                take(form, slot);
            }
        };
        match self {
            Self::Each(meanings) => (0..).zip(meanings).for_each(|(form, packed)| take(form, *packed)),
            Self::Few(meanings) => meanings.iter().for_each(|(form, packed)| take(*form, *packed)),
        }
    }
}
