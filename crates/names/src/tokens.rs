//! The one token stream that the tagger, the index and the highlighter share.
//!
//! A text is split once, and everything that speaks of positions or offsets speaks of these tokens. The
//! splitter is total: any text gives tokens that cover all of its characters that are not blank.

use unicode_normalization::char::is_combining_mark;

use crate::sentences;

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// Letters, digits, or both ("COVID" and "19" of "COVID-19"; "U.S."; "O'Brien"; "4.5m"; "1,000";
    /// "nº123").
    Word,
    /// One character that is none of these: it takes no position in the index.
    Mark,
}

/// What stands between a token and the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Border {
    /// Nothing, or blanks.
    None,
    /// The end of a sentence.
    Sentence,
    /// The end of a line: a hard break for the tagger.
    Line,
    /// A blank line, or the start of the text.
    Paragraph,
}

/// A token of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// UTF-8 byte offset of its first byte.
    pub start: u32,
    /// UTF-8 byte offset behind its last byte.
    pub end: u32,
    /// What it is made of.
    pub class: Class,
    /// What stands before it.
    pub border: Border,
}

impl Token {
    /// The token's characters in `text`, the text that it was made from; empty for a range outside of it.
    pub fn of<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.start as usize..self.end as usize).unwrap_or("")
    }
}

/// Splits `text` into tokens, which replace those in `tokens`; texts are at most 4 GiB long.
///
/// Tokens split at every punctuation character. Kept whole are dotted acronyms ("U.S.", "e.g."), apostrophes
/// between letters ("O'Brien", "don't") and points and commas between digits ("4.5m"); a final "'s" is a word
/// of its own, and so is each CJK ideograph.
pub fn tokenize(text: &str, tokens: &mut Vec<Token>) {
    tokens.clear();
    tokens.reserve(text.len() / 5);
    let mut scanner = Scanner { text, bytes: text.as_bytes(), at: 0, lines: 2 };
    while let Some(token) = scanner.next_token(tokens.last()) {
        tokens.push(token);
    }
    sentences::mark(text, tokens);
}

/// What a byte tells of the character it begins.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Byte {
    Blank,
    LineEnd,
    Letter,
    Digit,
    Mark,
    /// The first byte of a character outside of ASCII.
    Wide,
}

const BYTES: [Byte; 256] = {
    let mut table = [Byte::Mark; 256];
    let mut b = 0;
    while b < 256 {
        table[b] = match b as u8 {
            b'\n' | b'\r' => Byte::LineEnd,
            b' ' | b'\t' | 0x0b | 0x0c => Byte::Blank,
            b'0'..=b'9' => Byte::Digit,
            b'a'..=b'z' | b'A'..=b'Z' => Byte::Letter,
            0x80.. => Byte::Wide,
            _ => Byte::Mark,
        };
        b += 1;
    }
    table
};

/// What a character is to the splitter.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    Blank,
    Letter,
    Digit,
    Ideograph,
    Mark,
}

fn sort(c: char) -> Sort {
    if c.is_alphabetic() {
        if is_ideograph(c) { Sort::Ideograph } else { Sort::Letter }
    } else if c.is_numeric() {
        Sort::Digit
    } else if c.is_whitespace() {
        Sort::Blank
    } else if is_combining_mark(c) || is_joiner(c) {
        Sort::Letter
    } else {
        Sort::Mark
    }
}

/// Characters that stand inside words without being seen: soft hyphen, zero-width joiner and non-joiner.
fn is_joiner(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200c}' | '\u{200d}')
}

fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

struct Scanner<'t> {
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
    /// Line ends since the last token; the start of the text counts as two.
    lines: u8,
}

impl Scanner<'_> {
    fn next_token(&mut self, last: Option<&Token>) -> Option<Token> {
        self.skip_blanks();
        let start = self.at;
        let class = match BYTES[usize::from(*self.bytes.get(start)?)] {
            Byte::Letter | Byte::Digit => self.word(),
            Byte::Wide => self.wide(last),
            _ => self.mark(last),
        };
        let border = match self.lines {
            0 => Border::None,
            1 => Border::Line,
            _ => Border::Paragraph,
        };
        self.lines = 0;
        Some(Token { start: start as u32, end: self.at as u32, class, border })
    }

    fn skip_blanks(&mut self) {
        while let Some(&b) = self.bytes.get(self.at) {
            match BYTES[usize::from(b)] {
                Byte::Blank => self.at += 1,
                Byte::LineEnd => {
                    let pair = b == b'\r' && self.bytes.get(self.at + 1) == Some(&b'\n');
                    self.at += 1 + usize::from(pair);
                    self.lines = self.lines.saturating_add(1);
                }
                Byte::Wide => match self.char_at(self.at) {
                    Some(c) if c.is_whitespace() => self.at += c.len_utf8(),
                    _ => return,
                },
                _ => return,
            }
        }
    }

    fn char_at(&self, at: usize) -> Option<char> {
        self.text.get(at..)?.chars().next()
    }

    fn sort_at(&self, at: usize) -> Sort {
        match self.bytes.get(at).map(|&b| BYTES[usize::from(b)]) {
            None | Some(Byte::Blank | Byte::LineEnd) => Sort::Blank,
            Some(Byte::Letter) => Sort::Letter,
            Some(Byte::Digit) => Sort::Digit,
            Some(Byte::Mark) => Sort::Mark,
            Some(Byte::Wide) => self.char_at(at).map_or(Sort::Blank, sort),
        }
    }

    /// A token that begins outside of ASCII.
    fn wide(&mut self, last: Option<&Token>) -> Class {
        match self.sort_at(self.at) {
            Sort::Letter | Sort::Digit => self.word(),
            Sort::Ideograph => {
                self.step();
                while self.char_at(self.at).is_some_and(|c| is_combining_mark(c) || is_joiner(c)) {
                    self.step();
                }
                Class::Word
            }
            _ => self.mark(last),
        }
    }

    fn step(&mut self) {
        self.at += self.char_at(self.at).map_or(1, char::len_utf8);
    }

    /// A mark, or the "'s" behind a word.
    fn mark(&mut self, last: Option<&Token>) -> Class {
        let start = self.at;
        self.step();
        let behind_word = last.is_some_and(|t| t.class == Class::Word && t.end as usize == start);
        if behind_word && apostrophe(&self.bytes[start..]).is_some() && self.is_final_s(self.at) {
            self.at += 1;
            return Class::Word;
        }
        Class::Mark
    }

    /// Whether an "s" stands at `at` that ends its word.
    fn is_final_s(&self, at: usize) -> bool {
        matches!(self.bytes.get(at), Some(b's' | b'S'))
            && !matches!(self.sort_at(at + 1), Sort::Letter | Sort::Digit)
    }

    fn word(&mut self) -> Class {
        let start = self.at;
        self.run();
        if self.bytes.get(self.at) == Some(&b'.') && self.acronym(start) {
            return Class::Word;
        }
        while self.joins() {
            self.run();
        }
        Class::Word
    }

    /// Moves behind the letters and digits that stand here.
    fn run(&mut self) {
        loop {
            match self.bytes.get(self.at).map(|&b| BYTES[usize::from(b)]) {
                Some(Byte::Letter | Byte::Digit) => self.at += 1,
                Some(Byte::Wide) => match self.char_at(self.at) {
                    Some(c) if matches!(sort(c), Sort::Letter | Sort::Digit) => self.at += c.len_utf8(),
                    _ => return,
                },
                _ => return,
            }
        }
    }

    /// Moves behind a character that joins two runs to one word ("O'Brien", "4.5"), if one stands here.
    fn joins(&mut self) -> bool {
        let rest = &self.bytes[self.at..];
        let digit = |b: Option<&u8>| b.is_some_and(u8::is_ascii_digit);
        if matches!(rest.first(), Some(b'.' | b','))
            && digit(rest.get(1))
            && digit(self.bytes.get(self.at.wrapping_sub(1)))
        {
            self.at += 1;
            return true;
        }
        let Some(length) = apostrophe(rest) else { return false };
        let next = self.at + length;
        let between = self.letter_before() && self.sort_at(next) == Sort::Letter && !self.is_final_s(next);
        if between {
            self.at = next;
        }
        between
    }

    fn letter_before(&self) -> bool {
        self.text.get(..self.at).and_then(|t| t.chars().next_back()).is_some_and(|c| sort(c) == Sort::Letter)
    }

    /// Moves to the end of the dotted acronym whose first letters are those from `start` to here, if it is
    /// one.
    fn acronym(&mut self, start: usize) -> bool {
        let single = |from: usize, to: usize| {
            self.text.get(from..to).is_some_and(|t| {
                let mut chars = t.chars();
                chars.next().is_some_and(char::is_alphabetic) && chars.all(is_combining_mark)
            })
        };
        if !single(start, self.at) {
            return false;
        }
        let (mut end, mut probe) = (self.at, Scanner { at: self.at, ..*self });
        while self.bytes.get(end) == Some(&b'.') {
            probe.at = end + 1;
            probe.run();
            if !single(end + 1, probe.at) {
                break;
            }
            end = probe.at;
        }
        let found = end > self.at;
        if found {
            self.at = end + usize::from(self.bytes.get(end) == Some(&b'.'));
        }
        found
    }
}

/// The length in bytes of the apostrophe at the start of `bytes`, straight or curly.
fn apostrophe(bytes: &[u8]) -> Option<usize> {
    match bytes {
        [b'\'', ..] => Some(1),
        [0xe2, 0x80, 0x99, ..] => Some(3),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Tokens in brackets where they are words; borders as "|" sentence, "/" line, "¶" paragraph.
    fn check(text: &str, expected: &str) {
        let mut tokens = Vec::new();
        tokenize(text, &mut tokens);
        let shown: Vec<String> = tokens
            .iter()
            .map(|t| {
                let border = match t.border {
                    Border::None => "",
                    Border::Sentence => "| ",
                    Border::Line => "/ ",
                    Border::Paragraph => "¶ ",
                };
                match t.class {
                    Class::Word => format!("{border}[{}]", t.of(text)),
                    Class::Mark => format!("{border}{}", t.of(text)),
                }
            })
            .collect();
        assert_eq!(shown.join(" "), expected, "{text:?}");
    }

    #[test]
    fn words_and_marks() {
        check("", "");
        check("COVID-19 hit", "¶ [COVID] - [19] [hit]");
        check("nº123 and a_b", "¶ [nº123] [and] [a] _ [b]");
        check("m@x.org", "¶ [m] @ [x] . [org]");
        check("4.5m 1,000 10.30, 5.", "¶ [4.5m] [1,000] [10.30] , [5] .");
        check("中国 ok", "¶ [中] [国] [ok]");
        check("e\u{301}te\u{301} na\u{ad}me", "¶ [e\u{301}te\u{301}] [na\u{ad}me]");
        check("$4.5m…", "¶ $ [4.5m] …");
    }

    #[test]
    fn acronyms() {
        check("the U.S. army", "¶ [the] [U.S.] [army]");
        check("U.N", "¶ [U.N]");
        check("e.g. this", "¶ [e.g.] [this]");
        check("J.K.Rowling", "¶ [J.K.] [Rowling]");
        check("George W. Bush", "¶ [George] [W] . [Bush]");
        check("É.U. s.r.l.", "¶ [É.U.] [s.r.l.]");
        check("U.S.-led", "¶ [U.S.] - [led]");
    }

    #[test]
    fn apostrophes() {
        check("O'Brien don't Qur’an", "¶ [O'Brien] [don't] [Qur’an]");
        check("Blinken's Xi’s O'Brien's", "¶ [Blinken] ['s] [Xi] [’s] [O'Brien] ['s]");
        check("the U.S.'s G20's", "¶ [the] [U.S.] ['s] [G20] ['s]");
        check("the players' 'tis", "¶ [the] [players] ' ' [tis]");
        check("o'sullivan 's", "¶ [o'sullivan] ' [s]");
    }

    #[test]
    fn lines() {
        check("a\nb\r\nc\rd\r\n\r\ne\n \nf", "¶ [a] / [b] / [c] / [d] ¶ [e] ¶ [f]");
        check("\n x", "¶ [x]");
    }

    #[test]
    fn token_outside_of_its_text_is_empty() {
        let token = Token { start: 4, end: 9, class: Class::Word, border: Border::None };
        assert_eq!(token.of("short"), "");
    }

    fn is_covered(text: &str) {
        let mut tokens = Vec::new();
        tokenize(text, &mut tokens);
        let mut at = 0;
        for token in &tokens {
            let (start, end) = (token.start as usize, token.end as usize);
            assert!(at <= start && start < end, "{token:?}");
            assert!(text[at..start].chars().all(char::is_whitespace), "{token:?}");
            assert!(!token.of(text).contains(char::is_whitespace));
            if token.class == Class::Mark {
                assert_eq!(token.of(text).chars().count(), 1);
            }
            at = end;
        }
        assert!(text[at..].chars().all(char::is_whitespace));
        assert!(tokens.first().is_none_or(|t| t.border == Border::Paragraph));
    }

    proptest! {
        #[test]
        fn any_text_is_covered(text in any::<String>()) {
            is_covered(&text);
        }

        #[test]
        fn text_of_troublesome_characters_is_covered(text in "[aZ0.,'’sS\u{301}中é\u{ad}\\-\\r\\n \u{a0}…\"”U]{0,40}") {
            is_covered(&text);
        }
    }
}
