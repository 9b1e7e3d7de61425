//! A word of a query, which may be a pattern: `vot*`, `wom?n`, `harbuor~`.

use super::{Mode, NoteKind, Span, note::Notes};

/// Most changed letters of a fuzzy word.
const MOST_CHANGES: u8 = 2;

/// A word as typed; it may be several words to the index, as "COVID-19" and addresses are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// The characters; at least one is a letter or digit, none a blank, quotation mark or parenthesis. `*` stands for
    /// any letters, `?` for one.
    pub text: String,
    /// What of its writing counts.
    pub mode: Mode,
    /// How many letters may be changed, left out, added or swapped: 0 to 2.
    pub changes: u8,
    /// Where it stands.
    pub span: Span,
}

impl Word {
    /// A word as typed, with what stands behind `~`.
    pub(super) fn new(text: &str, mode: Mode, span: Span, notes: &mut Notes) -> Self {
        let (text, changes) = match split_changes(text) {
            Some((word, changes)) if changes > MOST_CHANGES => {
                notes.add(NoteKind::TooFuzzy, span.clone());
                (word, MOST_CHANGES)
            }
            Some(parts) => parts,
            None => (text, 0),
        };
        Self { text: text.to_owned(), mode, changes, span }
    }

    /// A word without any of that.
    pub(super) fn plain(text: &str, mode: Mode, span: Span) -> Self {
        Self { text: text.to_owned(), mode, changes: 0, span }
    }

    /// Whether it stands for words that are not typed.
    pub fn is_pattern(&self) -> bool {
        self.changes > 0 || is_wild(&self.text)
    }

    pub(super) fn write(&self, out: &mut String) {
        out.push_str(self.mode.prefix());
        out.push_str(&self.text);
        match self.changes {
            0 => {}
            1 => out.push('~'),
            _ => out.push_str("~2"),
        }
    }
}

/// Whether a word has a wildcard in it.
pub fn is_wild(text: &str) -> bool {
    text.contains(['*', '?'])
}

/// A word before a final `~` or `~2`, and how many letters may differ.
fn split_changes(text: &str) -> Option<(&str, u8)> {
    let (word, changes) = text.rsplit_once('~')?;
    if !word.contains(char::is_alphanumeric) || !changes.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    Some((word, if changes.is_empty() { 1 } else { changes.parse().unwrap_or(u8::MAX) }))
        .filter(|parts| parts.1 > 0)
}
