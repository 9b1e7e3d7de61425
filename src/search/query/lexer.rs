//! Splits a query into lexemes: words, phrases, operators, field names and parentheses.

use super::{AtLeast, Distance, Field, Mode, NoteKind, Span, note::Notes};

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
    /// What stands between the quotation marks, and how many other words may stand among its words.
    Phrase(&'t str, u32),
    /// An expression with its slashes.
    Regex(&'t str),
    /// A word or phrase without a letter or digit, which asks nothing.
    Nothing,
    /// A field's name as typed, without its colon.
    Field(Field, &'t str),
    /// How closely what follows must stand as typed, and how that was said.
    Mode(Mode, &'t str),
    /// How often the group that follows must stand there.
    AtLeast(u32),
    Near(Distance),
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
        self.words += usize::from(matches!(what, What::Word(_) | What::Phrase(..) | What::Regex(_)));
        self.lexemes.push(Lexeme { what, span: self.at..end });
        self.at = end;
    }

    /// Reads what begins here, with `first`.
    fn step(&mut self, first: char) {
        match first {
            '(' => self.push(What::Open, self.at + 1),
            ')' => self.push(What::Close, self.at + 1),
            '-' => self.hyphens(),
            // As the sign says in other languages of queries.
            '!' if self.rest()[1..].starts_with(|c: char| c.is_alphanumeric() || c == '(' || is_quote(c)) => {
                if self.begins_here() {
                    self.push(What::Not, self.at + 1);
                } else {
                    self.at += 1;
                }
            }
            '=' if self.begins_here() && self.goes_on(1) => {
                self.push(What::Mode(Mode::Exact, ""), self.at + 1);
            }
            '/' if self.begins_here() => match self.regex_length() {
                Some(length) => self.push(What::Regex(&self.rest()[..length]), self.at + length),
                None => self.word(),
            },
            // Every word must be there, as the sign says elsewhere.
            '+' if self.goes_on(1) => self.at += 1,
            // Elsewhere they are punctuation.
            '=' | '/' => self.at += 1,
            _ if first.is_whitespace() => self.at += first.len_utf8(),
            _ if is_quote(first) => self.quote(first),
            _ => self.word(),
        }
    }

    /// One hyphen before something and behind nothing leaves that out; others are punctuation.
    fn hyphens(&mut self) {
        let behind = self.rest().trim_start_matches('-');
        let end = self.text.len() - behind.len();
        let length = end - self.at;
        if length == 1 && self.begins_here() && self.goes_on(1) {
            self.push(What::Not, end);
        } else {
            self.at = end;
        }
    }

    /// Whether something follows that a sign of some bytes can belong to.
    fn goes_on(&self, length: usize) -> bool {
        self.rest()[length..].chars().next().is_some_and(|c| c != ')' && !c.is_whitespace())
    }

    /// Whether what stands here does not belong to what stands before it.
    fn begins_here(&self) -> bool {
        let is_prefix = |last: &Lexeme<'_>| {
            last.span.end == self.at && matches!(last.what, What::Field(..) | What::Mode(..) | What::Not)
        };
        match self.text[..self.at].chars().next_back() {
            None | Some('(') => true,
            Some(c) => c.is_whitespace() || self.lexemes.last().is_some_and(is_prefix),
        }
    }

    /// The bytes of an expression that begins here with a slash and ends with one before a blank; values have none.
    fn regex_length(&self) -> Option<usize> {
        let last = self.lexemes.last().map(|last| last.what);
        if matches!(last, Some(What::Field(field, _)) if field.holds_values()) {
            return None;
        }
        let rest = self.rest();
        let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let closes = |at: usize| {
            let next = rest[at + 1..].chars().next();
            !rest[..at].ends_with('\\')
                && next.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | ')') || is_quote(c))
        };
        let (at, _) = rest[..end].match_indices('/').skip(1).find(|(at, _)| closes(*at))?;
        rest[..at].contains(char::is_alphanumeric).then_some(at + 1)
    }

    fn quote(&mut self, mark: char) {
        let inside = self.at + mark.len_utf8();
        let Some((length, closing)) = self.text[inside..].char_indices().find(|(_, c)| is_quote(*c)) else {
            self.notes.add(NoteKind::UnmatchedQuote, self.at..inside);
            self.at = inside;
            return;
        };
        let phrase = &self.text[inside..inside + length];
        let mut end = inside + length + closing.len_utf8();
        let digits = self.text[end..].strip_prefix('~').unwrap_or("");
        let digits = &digits[..digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len())];
        let mut room = 0;
        if !digits.is_empty() {
            room = digits.parse().unwrap_or(u32::MAX);
            end += 1 + digits.len();
        }
        self.push_findable(What::Phrase(phrase, room), phrase, end);
    }

    fn word(&mut self) {
        let word = run(self.rest());
        let end = self.at + word.len();
        if let Some((name, _)) = word.split_once(':') {
            let after = self.at + name.len() + 1;
            if let Some(field) = Field::named(name) {
                return self.push(What::Field(field, name), after);
            }
            if name.eq_ignore_ascii_case("case") {
                return self.push(What::Mode(Mode::Case, name), after);
            }
            let has_value =
                self.text[after..].starts_with(|c: char| c.is_alphanumeric() || "\"“(=".contains(c));
            if let Some(field) = Field::called_elsewhere(name).filter(|_| has_value) {
                self.notes.add(NoteKind::OtherName, self.at..after);
                return self.push(What::Field(field, name), after);
            }
            if has_value && Field::is_nearly(name) {
                self.notes.add(NoteKind::NoField, self.at..after);
                return self.push_findable(What::Phrase(word, 0), word, end);
            }
        }
        match (word, Distance::named(word), AtLeast::named(word)) {
            ("AND" | "&&", ..) => self.push(What::And, end),
            ("OR" | "||", ..) => self.push(What::Or, end),
            ("NOT", ..) => self.not(end),
            (_, Some(distance), _) => self.push(What::Near(distance), end),
            (_, _, Some(times)) if self.text[end..].starts_with('(') => self.push(What::AtLeast(times), end),
            _ => self.push_findable(What::Word(word), word, end),
        }
        self.inches(word);
    }

    /// `NOT` before a distance belongs to it.
    fn not(&mut self, end: usize) {
        let behind = self.text[end..].trim_start();
        let next = run(behind);
        match Distance::named(next) {
            Some(distance) if behind.len() < self.text.len() - end => {
                let end = self.text.len() - behind.len() + next.len();
                self.push(What::Near(Distance { negated: true, ..distance }), end);
            }
            _ => self.push(What::Not, end),
        }
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

/// The characters up to the first that ends a word.
fn run(text: &str) -> &str {
    let length = text.find(|c: char| c.is_whitespace() || is_quote(c) || matches!(c, '(' | ')'));
    &text[..length.unwrap_or(text.len())]
}

/// Whether a character opens or closes a phrase. Single quotation marks do not: they are apostrophes.
pub(super) fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '＂')
}
