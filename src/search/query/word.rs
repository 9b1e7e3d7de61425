//! A word of a query.

use super::Span;

/// A word as typed; it may be several words to the index, as "COVID-19" and addresses are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// The characters; at least one is a letter or digit, none a blank, quotation mark or parenthesis.
    pub text: String,
    /// Where it stands.
    pub span: Span,
}

impl Word {
    pub(super) fn write(&self, out: &mut String) {
        out.push_str(&self.text);
    }
}
