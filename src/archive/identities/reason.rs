//! Why two names were joined, or might be.

use names::variants::{Difference, Differences};

/// What speaks for two names being one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Reason {
    /// It is the form that the others were compared with.
    Itself,
    /// They differ only in marks and word order that mean nothing: "Blinken, Antony".
    Writing,
    /// One leaves out a middle name or initial.
    Middle,
    /// One has "Jr." or the like.
    Suffix,
    /// One leaves out an article or particle before the surname.
    Particle,
    /// One has a short form of the given name.
    ShortForm,
    /// One has only the initial of the given name.
    Initial,
    /// In one the surname stands first.
    Order,
    /// One is spelled another way.
    Spelling,
    /// Only the legal form or a usual abbreviation differs.
    LegalForm,
    /// The short form is known everywhere.
    Known,
    /// Articles say what the short form stands for.
    Explained,
    /// An article has only this name, and its source writes about one such person at that time.
    Context,
    /// Where its article does not show what it is it was taken for something else.
    Kind,
}

impl Reason {
    const ALL: [Self; 14] = [
        Self::Itself,
        Self::Writing,
        Self::Middle,
        Self::Suffix,
        Self::Particle,
        Self::ShortForm,
        Self::Initial,
        Self::Order,
        Self::Spelling,
        Self::LegalForm,
        Self::Known,
        Self::Explained,
        Self::Context,
        Self::Kind,
    ];

    pub(super) fn of_number(number: u32) -> Self {
        Self::ALL.get(number as usize).copied().unwrap_or(Self::Itself)
    }

    /// The weightiest of the differences between two people's names.
    pub(super) fn of_differences(differences: Differences) -> Self {
        let weighty = [
            (Difference::Spelling, Self::Spelling),
            (Difference::Order, Self::Order),
            (Difference::Initial, Self::Initial),
            (Difference::ShortForm, Self::ShortForm),
            (Difference::Suffix, Self::Suffix),
            (Difference::Middle, Self::Middle),
            (Difference::Particle, Self::Particle),
        ];
        let found = weighty.into_iter().find(|(difference, _)| differences.has(*difference));
        found.map_or(Self::Writing, |(_, reason)| reason)
    }
}
