//! Remarks on a query: where the reading is not what was typed.

use super::Span;

/// More remarks than anybody reads are not kept.
const MOST: usize = 20;

/// A place at which a query was read otherwise than typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// What was done.
    pub kind: NoteKind,
    /// Where.
    pub span: Span,
}

/// What was done to read a query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoteKind {
    /// A quotation mark without a second one was left out.
    UnmatchedQuote,
    /// A parenthesis without its partner was left out, or closed at the end.
    UnmatchedParenthesis,
    /// An operator without anything to work on was left out.
    DanglingOperator,
    /// Something without a letter or digit was left out.
    NothingToFind,
    /// Parentheses nested too deep were left out.
    TooDeep,
    /// The end of a very long query was left out.
    TooLong,
    /// Nothing is asked.
    Empty,
}

impl NoteKind {
    /// The remark in words, to stand behind the place it is about.
    pub fn message(self) -> &'static str {
        match self {
            Self::UnmatchedQuote => "this quotation mark has no partner and was left out",
            Self::UnmatchedParenthesis => "this parenthesis has no partner",
            Self::DanglingOperator => "this operator has nothing to work on and was left out",
            Self::NothingToFind => "this has no letter or digit to look for and was left out",
            Self::TooDeep => "these parentheses are nested too deep and were left out",
            Self::TooLong => "the query is too long: its end was left out",
            Self::Empty => "nothing is asked",
        }
    }
}

/// Collects remarks.
#[derive(Default)]
pub(super) struct Notes(Vec<Note>);

impl Notes {
    pub(super) fn add(&mut self, kind: NoteKind, span: Span) {
        if self.0.len() < MOST {
            self.0.push(Note { kind, span });
        }
    }

    /// In the order of the text.
    pub(super) fn into_sorted(mut self) -> Vec<Note> {
        self.0.sort_by_key(|note| note.span.start);
        self.0
    }
}
