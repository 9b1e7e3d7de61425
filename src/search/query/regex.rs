//! A regular expression for one word: `/colou?r/`.

use super::Span;

/// What stood between slashes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Regex {
    /// The expression; at least one character is a letter or digit, none is a blank.
    pub source: String,
    /// Where it stands, slashes included.
    pub span: Span,
}

impl Regex {
    pub(super) fn write(&self, out: &mut String) {
        out.push('/');
        out.push_str(&self.source);
        out.push('/');
    }
}
