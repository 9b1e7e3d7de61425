//! A phrase of a query, or a quoted value of a field.

use super::{Mode, Span};

/// What stood between quotation marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    /// The words, with single blanks between them and no quotation mark; at least one character is a letter or digit.
    pub text: String,
    /// What of their writing counts.
    pub mode: Mode,
    /// How many other words may stand among them.
    pub room: u32,
    /// Where it stands, quotation marks included.
    pub span: Span,
}

impl Phrase {
    pub(super) fn new(text: &str, span: Span) -> Self {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        Self { text, mode: Mode::Stem, room: 0, span }
    }

    pub(super) fn write(&self, out: &mut String) {
        out.push_str(self.mode.prefix());
        out.push('"');
        out.push_str(&self.text);
        out.push('"');
        if self.room > 0 {
            out.push('~');
            out.push_str(&self.room.to_string());
        }
    }
}
