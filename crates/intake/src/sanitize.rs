//! Takes the characters out of a text that are no text: terminal commands, controls, invisible marks.
//!
//! Articles end up on terminals, in snippets and in names; an escape sequence that recolours a screen or a mark that
//! reverses a line must be gone before anything is stored. The words around them stay.

use std::{borrow::Cow, iter::Peekable, str::Chars};

/// The text with line feeds as its only line ends and without controls; borrowed if it is so already.
pub(crate) fn sanitize(text: Cow<'_, str>) -> Cow<'_, str> {
    let Some(first) = first_foreign(&text) else { return text };
    let mut clean = String::with_capacity(text.len());
    clean.push_str(&text[..first]);
    let mut chars = text[first..].chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\n' | '\t' => clean.push(c),
            '\r' => {
                chars.next_if_eq(&'\n');
                clean.push('\n');
            }
            '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => clean.push('\n'),
            '\u{1b}' => skip_escape(&mut chars),
            '\u{9b}' => skip_parameters(&mut chars),
            '\u{90}' | '\u{9d}' | '\u{9e}' | '\u{9f}' => skip_string(&mut chars),
            _ if is_invisible(c) => {}
            _ => clean.push(c),
        }
    }
    Cow::Owned(clean)
}

/// Bytes that are looked at together.
const TOGETHER: usize = 64;

/// Where the first byte stands that begins something to take out.
fn first_foreign(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let is_foreign = |at: usize| match bytes[at] {
        0xc2 | 0xe2 | 0xef => text[at..].chars().next().is_some_and(|c| is_line_end(c) || is_invisible(c)),
        byte => is_suspect(byte),
    };
    // Without a branch a byte, so that the processor looks at many in one step.
    let has_suspects = |chunk: &[u8]| chunk.iter().fold(false, |any, byte| any | is_suspect(*byte));
    let chunks = bytes.chunks(TOGETHER).enumerate().filter(|(_, chunk)| has_suspects(chunk));
    chunks
        .flat_map(|(number, chunk)| number * TOGETHER..number * TOGETHER + chunk.len())
        .find(|&at| is_foreign(at))
}

/// Whether a byte is a control, or may begin one, or another character to take out.
fn is_suspect(byte: u8) -> bool {
    matches!(byte, 0..=8 | 11..=31 | 0x7f | 0xc2 | 0xe2 | 0xef)
}

fn is_line_end(c: char) -> bool {
    matches!(c, '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Controls, soft hyphens, zero-width spaces, byte order marks and marks that turn the direction of a line.
fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{200b}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// Skips what follows an escape character (ECMA-48).
fn skip_escape(chars: &mut Peekable<Chars<'_>>) {
    match chars.peek() {
        Some('[') => {
            chars.next();
            skip_parameters(chars);
        }
        Some(']' | 'P' | 'X' | '^' | '_') => {
            chars.next();
            skip_string(chars);
        }
        Some(' '..='/') => {
            while chars.next_if(|c| matches!(c, ' '..='/')).is_some() {}
            chars.next_if(|c| matches!(c, '0'..='~'));
        }
        Some('0'..='9' | '=' | '>' | 'c') => {
            chars.next();
        }
        _ => {}
    }
}

/// Skips the parameters and the final letter of a control sequence.
fn skip_parameters(chars: &mut Peekable<Chars<'_>>) {
    while chars.next_if(|c| matches!(c, ' '..='?')).is_some() {}
    chars.next_if(|c| matches!(c, '@'..='~'));
}

/// The longest command string that is taken for one: a longer one was never closed and is text.
const LONGEST_STRING: usize = 1000;

/// Skips a command string up to its end; one that does not end within its line is left standing as text.
///
/// The search ends where another command begins, so that a file of nothing but openings takes no longer than another.
fn skip_string(chars: &mut Peekable<Chars<'_>>) {
    let mut ahead = chars.clone();
    for _ in 0..LONGEST_STRING {
        match ahead.next() {
            Some('\u{7}' | '\u{9c}') => {
                *chars = ahead;
                return;
            }
            Some('\u{1b}') if ahead.next_if_eq(&'\\').is_some() => {
                *chars = ahead;
                return;
            }
            None | Some('\n' | '\r' | '\u{1b}' | '\u{90}' | '\u{9b}' | '\u{9d}'..='\u{9f}') => return,
            Some(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        assert_eq!(sanitize(Cow::Borrowed(text)), expected, "{text:?}");
    }

    #[test]
    fn line_ends_become_line_feeds() {
        check("a\r\nb\rc\nd\u{2028}e\u{c}f\u{85}g", "a\nb\nc\nd\ne\nf\ng");
    }

    #[test]
    fn terminal_commands_vanish_and_words_stay() {
        check("\u{1b}[1;31mMayor\u{1b}[0m resigns", "Mayor resigns");
        check("\u{1b}]0;evil\u{7}Mayor \u{1b}(Bresigns\u{1b}c", "Mayor resigns");
        check("\u{1b}]8;;https://a.example\u{1b}\\link\u{1b}]8;;\u{1b}\\", "link");
        check("\u{9b}2JMayor\u{7}\u{8} resigns\u{0}", "Mayor resigns");
        check("\u{1b}]0;never closed\nMayor", "0;never closed\nMayor");
        check("\u{1b}", "");
        check("\u{1b}Mayor \u{1b}7resigns", "Mayor resigns");
    }

    #[test]
    fn invisible_marks_vanish() {
        check("inter\u{ad}national \u{202e}desrever\u{202c}\u{feff}", "international desrever");
        check("Zoë’s “café” – ¿qué?", "Zoë’s “café” – ¿qué?");
    }

    #[test]
    fn clean_text_is_borrowed() {
        assert!(matches!(sanitize(Cow::Borrowed("Zoë’s café\n\tresigned")), Cow::Borrowed(_)));
    }
}
