//! Splits a query into lexemes: words, phrases, operators, field names and parentheses.

use super::{Field, NoteKind, Span, note::Notes};

/// Words and phrases beyond this many are left out, so that a pasted article is still a query.
const MOST_WORDS: usize = 1024;

/// A piece of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Lexeme<'t> {
    pub(super) what: What<'t>,
    pub(super) span: Span,
}

/// What a piece of a query is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What<'t> {
    Word(&'t str),
    /// What stands between the quotation marks.
    Phrase(&'t str),
    /// A word or phrase without a letter or digit, which asks nothing.
    Nothing,
    /// A field's name as typed, without its colon.
    Field(Field, &'t str),
    And,
    Or,
    Not,
    Open,
    Close,
}

/// Splits `text`; what is nothing to anybody is left out.
pub(super) fn lex<'t>(text: &'t str, notes: &mut Notes) -> Vec<Lexeme<'t>> {
    let mut lexer = Lexer { text, at: 0, words: 0, lexemes: Vec::new(), notes };
    while let Some(c) = lexer.rest().chars().next() {
        if lexer.words == MOST_WORDS {
            lexer.notes.add(NoteKind::TooLong, lexer.at..text.len());
            break;
        }
        lexer.step(c);
    }
    lexer.lexemes
}

struct Lexer<'t, 'n> {
    text: &'t str,
    at: usize,
    words: usize,
    lexemes: Vec<Lexeme<'t>>,
    notes: &'n mut Notes,
}

impl<'t> Lexer<'t, '_> {
    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    /// Adds what reaches from here to `end`, and goes there.
    fn push(&mut self, what: What<'t>, end: usize) {
        self.words += usize::from(matches!(what, What::Word(_) | What::Phrase(_)));
        self.lexemes.push(Lexeme { what, span: self.at..end });
        self.at = end;
    }

    /// Reads what begins here, with `first`.
    fn step(&mut self, first: char) {
        match first {
            '(' => self.push(What::Open, self.at + 1),
            ')' => self.push(What::Close, self.at + 1),
            '-' => self.hyphens(),
            _ if first.is_whitespace() => self.at += first.len_utf8(),
            _ if is_quote(first) => self.quote(first),
            _ => self.word(),
        }
    }

    /// One hyphen before something and behind nothing leaves that out; others are punctuation.
    fn hyphens(&mut self) {
        let behind = self.rest().trim_start_matches('-');
        let end = self.text.len() - behind.len();
        let next = behind.chars().next();
        let is_sign =
            end - self.at == 1 && self.begins_here() && next.is_some_and(|c| c != ')' && !c.is_whitespace());
        if is_sign {
            self.push(What::Not, end);
        } else {
            self.at = end;
        }
    }

    fn begins_here(&self) -> bool {
        match self.text[..self.at].chars().next_back() {
            None | Some('(') => true,
            Some(':') => self.lexemes.last().is_some_and(|last| matches!(last.what, What::Field(..))),
            Some(c) => c.is_whitespace(),
        }
    }

    fn quote(&mut self, mark: char) {
        let inside = self.at + mark.len_utf8();
        let Some((length, closing)) = self.text[inside..].char_indices().find(|(_, c)| is_quote(*c)) else {
            self.notes.add(NoteKind::UnmatchedQuote, self.at..inside);
            self.at = inside;
            return;
        };
        let phrase = &self.text[inside..inside + length];
        self.push_findable(What::Phrase(phrase), phrase, inside + length + closing.len_utf8());
    }

    fn word(&mut self) {
        let rest = self.rest();
        let length = rest.find(|c: char| c.is_whitespace() || is_quote(c) || matches!(c, '(' | ')'));
        let word = &rest[..length.unwrap_or(rest.len())];
        let end = self.at + word.len();
        if let Some((name, _)) = word.split_once(':')
            && let Some(field) = Field::named(name)
        {
            return self.push(What::Field(field, name), self.at + name.len() + 1);
        }
        match word {
            "AND" => self.push(What::And, end),
            "OR" => self.push(What::Or, end),
            "NOT" => self.push(What::Not, end),
            _ => self.push_findable(What::Word(word), word, end),
        }
        self.inches(word);
    }

    /// Adds a word or phrase, if the index could have it.
    fn push_findable(&mut self, what: What<'t>, text: &str, end: usize) {
        if text.contains(char::is_alphanumeric) {
            return self.push(what, end);
        }
        self.notes.add(NoteKind::NothingToFind, self.at..end);
        self.push(What::Nothing, end);
    }

    /// A quotation mark right behind a number and before a blank means inches and is not looked for.
    fn inches(&mut self, word: &str) {
        let mut next = self.rest().chars();
        let Some(mark) = next.next().filter(|c| is_quote(*c)) else { return };
        let ends = next.next().is_none_or(|c| c.is_whitespace() || matches!(c, '(' | ')'));
        if ends && word.ends_with(char::is_numeric) {
            self.at += mark.len_utf8();
        }
    }
}

/// Whether a character opens or closes a phrase. Single quotation marks do not: they are apostrophes.
fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '＂')
}
