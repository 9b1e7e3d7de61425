//! A printed date as numbers, words and marks, and what can be asked of them.

/// A part of a printed date.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Token<'a> {
    Number {
        value: u32,
        /// How many digits it is written with.
        width: usize,
    },
    Word(&'a str),
    Mark(char),
}

/// The parts of a text, or nothing if it has too many to be a date.
pub(super) fn tokens(text: &str) -> Option<Vec<Token<'_>>> {
    let mut tokens = Vec::with_capacity(12);
    let mut rest = text.trim();
    while let Some(c) = rest.chars().next() {
        let end = |same: fn(char) -> bool| rest.find(|c| !same(c)).unwrap_or(rest.len());
        let end = if c.is_ascii_digit() {
            let end = end(|c| c.is_ascii_digit());
            tokens.push(Token::Number { value: rest[..end].parse().ok()?, width: end });
            end
        } else if c.is_alphabetic() {
            let end = end(char::is_alphabetic);
            tokens.push(Token::Word(&rest[..end]));
            end
        } else {
            if !c.is_whitespace() {
                tokens.push(Token::Mark(c));
            }
            c.len_utf8()
        };
        rest = &rest[end..];
        if tokens.len() > 24 {
            return None;
        }
    }
    Some(tokens)
}

/// The tokens that are still to be understood.
#[derive(Clone, Copy)]
pub(super) struct Tokens<'a>(pub(super) &'a [Token<'a>]);

impl<'a> Tokens<'a> {
    /// Takes what `part` takes, or nothing.
    pub(super) fn attempt<T>(&mut self, part: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let before = *self;
        let taken = part(self);
        if taken.is_none() {
            *self = before;
        }
        taken
    }

    pub(super) fn next(&mut self) -> Option<Token<'a>> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    pub(super) fn number(&mut self, widths: std::ops::RangeInclusive<usize>) -> Option<u32> {
        match self.next()? {
            Token::Number { value, width } if widths.contains(&width) => Some(value),
            _ => None,
        }
    }

    pub(super) fn mark(&mut self, among: &[char]) -> Option<char> {
        match self.next()? {
            Token::Mark(mark) if among.contains(&mark) => Some(mark),
            _ => None,
        }
    }

    pub(super) fn word(&mut self, among: &[&str]) -> Option<()> {
        match self.next()? {
            Token::Word(word) if among.iter().any(|known| known.eq_ignore_ascii_case(word)) => Some(()),
            _ => None,
        }
    }

    /// Passes over the words and marks that join the parts of a date.
    pub(super) fn skip_links(&mut self) {
        let link = |rest: &mut Self| match rest.next()? {
            Token::Mark(',' | '-' | '–' | '—' | '|' | '•' | '·' | '@' | '/') => Some(()),
            Token::Word(word) => LINKS.contains(&word).then_some(()),
            _ => None,
        };
        while self.attempt(link).is_some() {}
    }

    /// Passes over a time zone: "GMT", "(IST)", "+02:00", "Z", "ET", "GMT+0200 (Central European Time)", "Europe/Paris".
    pub(super) fn skip_zone(&mut self) {
        let zone = |rest: &mut Self| match rest.next()? {
            Token::Word(word) if AREAS.contains(&word) => {
                rest.mark(&['/'])?;
                while rest.attempt(Self::capitalised).is_some()
                    || rest.attempt(|rest| rest.mark(&['_', '/'])).is_some()
                {}
                Some(())
            }
            Token::Word(word) if word.len() <= 5 && word.bytes().all(|b| b.is_ascii_uppercase()) => Some(()),
            Token::Word(word) => {
                ["hrs", "hours", "local", "time", "Uhr", "uhr"].contains(&word).then_some(())
            }
            Token::Mark('+' | '-' | '−') => {
                rest.number(1..=4)?;
                rest.attempt(|rest| rest.mark(&[':']).and_then(|_| rest.number(2..=2)));
                Some(())
            }
            Token::Mark('(') => {
                while rest.attempt(Self::capitalised).is_some() {}
                Some(())
            }
            Token::Mark(')' | '[' | ']' | '.' | ',' | '|' | '"') => Some(()),
            _ => None,
        };
        while self.attempt(zone).is_some() {}
    }

    /// A word of a zone's name, such as "Central".
    fn capitalised(&mut self) -> Option<()> {
        match self.next()? {
            Token::Word(word) => word.starts_with(char::is_uppercase).then_some(()),
            _ => None,
        }
    }
}

/// Words between the parts of a date.
const LINKS: &[&str] = &[
    "at", "At", "on", "On", "the", "The", "T", "t", "le", "Le", "à", "el", "El", "a", "las", "às", "den",
    "Den", "am", "Am", "vom", "um", "il", "Il", "alle", "ore", "feira",
];

/// The areas of the time zone database.
const AREAS: &[&str] = &[
    "Africa",
    "America",
    "Antarctica",
    "Asia",
    "Atlantic",
    "Australia",
    "Etc",
    "Europe",
    "Indian",
    "Pacific",
];
