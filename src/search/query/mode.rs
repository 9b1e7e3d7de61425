//! How closely a word must stand as typed: `=vote`, `case:Vote`.

/// What of a word's writing counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Mode {
    /// Its stem: any ending, case and accents.
    #[default]
    Stem,
    /// Its letters: this ending, any case and accents; written `=vote`.
    Exact,
    /// All of it; written `case:Vote`.
    Case,
}

impl Mode {
    /// What stands before a word or phrase to say so.
    pub(super) fn prefix(self) -> &'static str {
        match self {
            Self::Stem => "",
            Self::Exact => "=",
            Self::Case => "case:",
        }
    }
}
