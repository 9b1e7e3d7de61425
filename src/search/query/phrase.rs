//! A phrase of a query, or a quoted value of a field.

use super::{Mode, Span, lexer::is_quote};

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
        // What stood between slashes, in a place where no pattern can be, may have quotation marks.
        let between = |c: char| c.is_whitespace() || is_quote(c);
        let text = text.split(between).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
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
