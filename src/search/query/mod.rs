//! The query language: from typed text to a tree and the reading of it.
//!
//! | typed | read as |
//! | --- | --- |
//! | `spy balloon` | both words, anywhere |
//! | `"spy balloon"` | the words one behind the other; curly quotes are quotes |
//! | `spy OR balloon` | at least one |
//! | `spy AND balloon` | both |
//! | `-spy`, `NOT spy` | articles without it; also before phrases, fields and groups |
//! | `(spy OR plane) balloon` | parentheses make groups |
//! | `title:spy`, `body:(a OR b)` | in the headline, in the body |
//! | `person:"Ann Lund"`, `source:times` | a value of a field: all its words in one name, one source … |
//!
//! `NOT` binds tightest, then `OR`, then `AND`, then what merely stands side by side: `a b OR c` is `a (b OR c)`, as in
//! the search engines of the web. Operators are upper case; "or" is a word. In the group of a field that holds values,
//! words side by side are one value: `person:(Ann Lund OR Xi)` asks for two people.
//!
//! Whatever is typed has a reading: [`parse`] never fails, and notes where it read something other than what stands
//! there. Each family of nodes has a file of its own here, and the exhaustive matches on [`Node`] show what has to
//! learn a new one.

mod balance;
mod boolean;
mod field;
mod lexer;
mod node;
mod note;
mod parser;
mod phrase;
mod reading;
#[cfg(test)]
mod tests;
mod word;

use std::ops::Range;

pub use self::{
    field::{Field, Fielded},
    node::Node,
    note::{Note, NoteKind},
    phrase::Phrase,
    word::Word,
};
use self::{note::Notes, parser::Parser};

/// A range of bytes in the text that was typed.
pub type Span = Range<usize>;

/// Longest text in bytes that is read; the rest is left out.
const LONGEST: usize = 16 * 1024;

/// Whether all the words that stand side by side must be there, or any.
///
/// Explicit operators, `-` and fields that hold values mean the same in both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Match {
    /// All of them.
    #[default]
    All,
    /// At least one.
    Any,
}

/// A query as it was understood.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// What is asked; none if the text asks nothing.
    pub root: Option<Node>,
    /// Where the reading is not what was typed.
    pub notes: Vec<Note>,
}

impl Query {
    /// How the query was understood, as a query of its own that reads the same; empty if nothing is asked.
    pub fn reading(&self) -> String {
        self.root.as_ref().map(reading::of).unwrap_or_default()
    }

    /// The parts that must all hold, each a query of its own; just one if any of them will do.
    pub fn into_parts(self, match_mode: Match) -> Vec<Self> {
        let parts = match self.root {
            None => Vec::new(),
            Some(Node::And(parts)) => parts,
            Some(Node::Sequence(parts)) if match_mode == Match::All => parts,
            Some(node) => vec![node],
        };
        parts.into_iter().map(|node| Self { root: Some(node), notes: Vec::new() }).collect()
    }

    /// The words that are looked for in the text, as typed.
    pub fn words(&self) -> Vec<&str> {
        let mut words = Vec::new();
        if let Some(root) = &self.root {
            root.text_words(&mut words);
        }
        words
    }
}

/// Reads a query, whatever it is.
pub fn parse(text: &str) -> Query {
    let mut notes = Notes::default();
    let text = clip(text, &mut notes);
    let lexemes = lexer::lex(text, &mut notes);
    let lexemes = balance::balance(lexemes, text.len(), &mut notes);
    let root = Parser::new(&lexemes, &mut notes).parse();
    if root.is_none() {
        notes.add(NoteKind::Empty, 0..text.len());
    }
    Query { root, notes: notes.into_sorted() }
}

fn clip<'t>(text: &'t str, notes: &mut Notes) -> &'t str {
    if text.len() <= LONGEST {
        return text;
    }
    let end = (0..=LONGEST).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
    notes.add(NoteKind::TooLong, end..text.len());
    &text[..end]
}
