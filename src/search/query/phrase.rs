//! A phrase of a query, or a quoted value of a field.

use super::Span;

/// What stood between quotation marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    /// The words, with single blanks between them and no quotation mark; at least one character is a letter or digit.
    pub text: String,
    /// Where it stands, quotation marks included.
    pub span: Span,
}

impl Phrase {
    pub(super) fn new(text: &str, span: Span) -> Self {
        Self { text: text.split_whitespace().collect::<Vec<_>>().join(" "), span }
    }

    pub(super) fn write(&self, out: &mut String) {
        out.push('"');
        out.push_str(&self.text);
        out.push('"');
    }
}
