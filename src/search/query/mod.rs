//! The query language: from typed text to a tree and the reading of it.
//!
//! What may be typed, and what it means, is written down in `docs/query.md`. `NOT` binds tightest, then `OR`, then
//! distances, then `AND`, then what merely stands side by side: `a b OR c` is `a (b OR c)`, and `a OR b w/5 c` is
//! `(a OR b) w/5 c`. Operators are upper case; "or" is a word. In the group of a field that holds values, words side by
//! side are one value: `person:(Ann Lund OR Xi)` asks for two people.
//!
//! Whatever is typed has a reading: [`parse`] never fails, and notes where it read something other than what stands
//! there. Each family of nodes has a file of its own here, and the exhaustive matches on [`Node`] show what has to
//! learn a new one.

mod at_least;
mod balance;
mod boolean;
mod field;
mod lexer;
mod mode;
mod near;
mod node;
mod note;
mod parser;
mod phrase;
mod reading;
mod regex;
#[cfg(test)]
mod tests;
pub mod when;
mod word;

use std::ops::Range;

pub use self::{
    at_least::AtLeast,
    field::{Field, Fielded},
    mode::Mode,
    near::{Distance, Near, Reach},
    node::Node,
    note::{Note, NoteKind},
    phrase::Phrase,
    regex::Regex,
    word::{Word, is_wild},
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
        let reading = self.root.as_ref().map(reading::of).unwrap_or_default();
        // Behind bare words a wildcard would be read as the end of a question.
        if question(&reading).is_some() { format!("({reading})") } else { reading }
    }

    /// Adds what was remarked later.
    pub fn add_notes(&mut self, notes: Vec<Note>) {
        self.notes.extend(notes);
        self.notes.sort_by_key(|note| note.span.start);
        self.notes.dedup();
        self.notes.truncate(note::MOST);
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
    let text = statement(clip(text, &mut notes), &mut notes);
    let lexemes = lexer::lex(text, &mut notes);
    let lexemes = balance::balance(lexemes, text.len(), &mut notes);
    let root = Parser::new(&lexemes, &mut notes).parse();
    if root.is_none() {
        notes.add(NoteKind::Empty, 0..text.len());
    }
    Query { root, notes: notes.into_sorted() }
}

/// What stands before the mark at the end of a question in plain words.
fn question(text: &str) -> Option<&str> {
    let question = text.trim_end().strip_suffix('?')?;
    let is_plain = |c: char| c.is_alphanumeric() || c.is_whitespace() || ".,'’-$%&".contains(c);
    (question.split_whitespace().count() >= 3 && question.chars().all(is_plain)).then_some(question)
}

/// The text without the mark at the end of a question, where it would stand for any letter.
fn statement<'t>(text: &'t str, notes: &mut Notes) -> &'t str {
    let Some(question) = question(text) else { return text };
    notes.add(NoteKind::QuestionMark, question.len()..question.len() + 1);
    question
}

fn clip<'t>(text: &'t str, notes: &mut Notes) -> &'t str {
    if text.len() <= LONGEST {
        return text;
    }
    let end = (0..=LONGEST).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
    notes.add(NoteKind::TooLong, end..text.len());
    &text[..end]
}
