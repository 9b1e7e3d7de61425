//! Words that are described and not typed.

/// What words of the archive are meant.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Pattern {
    /// Those that are written so but for case and accents; folded.
    Letters(String),
    /// Those that are written so but for case and accents, where `*` is any letters and `?` is one; folded.
    Wild(String),
    /// Those that are written just so, where `*` is any letters and `?` is one.
    WildAsWritten(String),
    /// Those of which so many letters at most differ from a folded word.
    Fuzzy(String, u8),
    /// Those that an expression describes from beginning to end, but for case and accents.
    Regex(String),
}

/// The words that a pattern means.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Meant {
    /// As they are written in the archive, in no order, each once.
    pub words: Vec<String>,
    /// In how many articles one of them stands at most.
    pub articles: u64,
    /// Whether there are more.
    pub more: bool,
}
