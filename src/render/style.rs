//! How text looks on a terminal, and what of it may reach one.

use std::{borrow::Cow, fmt::Write as _, path::Path};

use anstyle::{AnsiColor, Style as Ansi};
use unicode_width::UnicodeWidthStr;

use crate::view::HighlightView;

/// What the terminal can show.
#[derive(Clone, Copy, Debug, Default)]
pub struct Style {
    /// Whether colours are wanted.
    pub color: bool,
    /// Whether paths become links.
    pub links: bool,
    /// Columns to wrap at; nothing is wrapped if none.
    pub width: Option<usize>,
}

/// Whether a character could steer a terminal or hide text: controls, and marks that turn the direction of writing.
fn is_unsafe(c: char) -> bool {
    (c.is_control() && c != '\n') || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// A text without what could steer a terminal; line ends stay.
pub fn safe(text: &str) -> Cow<'_, str> {
    if text.contains(is_unsafe) {
        Cow::Owned(text.replace(is_unsafe, "\u{FFFD}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// A text on one line without what could steer a terminal: for paths and names.
pub fn safe_line(text: &str) -> Cow<'_, str> {
    if text.contains(|c| c == '\n' || is_unsafe(c)) {
        Cow::Owned(text.replace('\n', "␊").replace(is_unsafe, "\u{FFFD}"))
    } else {
        Cow::Borrowed(text)
    }
}

impl Style {
    fn paint(self, style: Ansi, text: &str) -> String {
        let text = safe(text);
        if self.color { format!("{style}{text}{style:#}") } else { text.into_owned() }
    }

    /// A headline.
    pub fn headline(self, text: &str) -> String {
        self.paint(Ansi::new().bold(), text)
    }

    /// What is there but not the point.
    pub fn dim(self, text: &str) -> String {
        self.paint(Ansi::new().dimmed(), text)
    }

    /// A heading or label.
    pub fn label(self, text: &str) -> String {
        self.paint(AnsiColor::Cyan.on_default(), text)
    }

    /// What matches.
    pub(super) fn marked(self, how: &str, text: &str) -> String {
        let style = match how {
            "person" | "organization" | "place" => AnsiColor::Green.on_default().bold(),
            _ => AnsiColor::Yellow.on_default().bold(),
        };
        self.paint(style, text)
    }

    /// A text with what matches made visible: by colour, or by nothing where there is none.
    pub fn highlighted(self, text: &str, highlights: &[HighlightView]) -> String {
        let mut shown = String::with_capacity(text.len() + highlights.len() * 12);
        let mut at = 0;
        for highlight in highlights {
            let before = text.get(at..highlight.start).unwrap_or_default();
            let marked = text.get(highlight.start..highlight.end).unwrap_or_default();
            shown.push_str(&safe(before));
            shown.push_str(&self.marked(highlight.how, marked));
            at = highlight.end;
        }
        shown.push_str(&safe(text.get(at..).unwrap_or_default()));
        shown
    }

    /// A path, as a link where the terminal can.
    pub fn path(self, shown: &str, full: &Path) -> String {
        let shown = safe_line(shown);
        if !self.links {
            return shown.into_owned();
        }
        let mut url = String::from("file://");
        for byte in full.as_os_str().as_encoded_bytes() {
            if byte.is_ascii_alphanumeric() || b"/-_.~".contains(byte) {
                url.push(char::from(*byte));
            } else {
                let _ = write!(url, "%{byte:02X}");
            }
        }
        format!("\u{1b}]8;;{url}\u{1b}\\{shown}\u{1b}]8;;\u{1b}\\")
    }

    /// Breaks lines at blanks so that they fit, with `indent` before each.
    pub fn wrap(self, text: &str, indent: &str) -> String {
        let Some(width) = self.width else { return format!("{indent}{text}\n") };
        let room = width.saturating_sub(indent.width()).max(20);
        let mut wrapped = String::with_capacity(text.len() + 16);
        let mut column = 0;
        for word in text.split(' ') {
            let length = visible_width(word);
            if column == 0 {
                wrapped.push_str(indent);
            } else if column + 1 + length > room {
                wrapped.push('\n');
                wrapped.push_str(indent);
                column = 0;
            } else {
                wrapped.push(' ');
                column += 1;
            }
            wrapped.push_str(word);
            column += length;
        }
        wrapped.push('\n');
        wrapped
    }
}

/// Columns of a word, its colours not counted.
fn visible_width(word: &str) -> usize {
    let mut width = 0;
    for (i, piece) in word.split('\u{1b}').enumerate() {
        let visible = if i == 0 { piece } else { piece.split_once('m').map_or("", |(_, rest)| rest) };
        width += visible.width();
    }
    width
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_steers_the_terminal() {
        assert_eq!(safe("a\u{1b}[2Jb\nc\u{202e}d"), "a\u{FFFD}[2Jb\nc\u{FFFD}d");
        assert_eq!(safe_line("a\nb\u{7}"), "a␊b\u{FFFD}");
    }

    #[test]
    fn marks_are_where_they_belong() {
        let mark = |start, end| HighlightView { start, end, how: "word" };
        let shown = Style { color: true, ..Style::default() }.highlighted("the tidal gate", &[mark(4, 9)]);
        assert_eq!(shown, "the \u{1b}[1m\u{1b}[33mtidal\u{1b}[0m gate");
        let plain = Style::default().highlighted("the tidal gate", &[mark(4, 9), mark(10, 14)]);
        assert_eq!(plain, "the tidal gate");
    }

    #[test]
    fn lines_fit() {
        let style = Style { width: Some(26), ..Style::default() };
        assert_eq!(style.wrap("one two three four five six", "   "), "   one two three four five\n   six\n");
        assert_eq!(Style::default().wrap("one two", "  "), "  one two\n");
    }
}
