//! Bounds that keep a hostile or broken file from harming a run.

/// What a file may cost; a limit that is hit is a problem of the file.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Bytes of one text article (default 50 MB).
    pub text_bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { text_bytes: 50_000_000 }
    }
}
