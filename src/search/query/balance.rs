//! Gives every parenthesis its partner, so that the parser needs no rules for broken queries and no deep stack.

use super::{
    NoteKind,
    lexer::{Lexeme, What},
    note::Notes,
};

/// Deepest nesting of groups.
const DEEPEST: usize = 64;

/// Closes at the end what is open there, and leaves out what closes nothing and what is nested too deep.
pub(super) fn balance<'t>(lexemes: Vec<Lexeme<'t>>, end: usize, notes: &mut Notes) -> Vec<Lexeme<'t>> {
    let mut balanced = Vec::with_capacity(lexemes.len());
    let mut open = Vec::new();
    let mut too_deep = 0_usize;
    for lexeme in lexemes {
        match lexeme.what {
            What::Open if open.len() == DEEPEST => {
                notes.add(NoteKind::TooDeep, lexeme.span);
                too_deep += 1;
                continue;
            }
            What::Open => open.push(lexeme.span.clone()),
            What::Close if too_deep > 0 => {
                too_deep -= 1;
                continue;
            }
            What::Close if open.pop().is_none() => {
                notes.add(NoteKind::UnmatchedParenthesis, lexeme.span);
                continue;
            }
            _ => {}
        }
        balanced.push(lexeme);
    }
    for span in open {
        notes.add(NoteKind::UnmatchedParenthesis, span);
        balanced.push(Lexeme { what: What::Close, span: end..end });
    }
    balanced
}
