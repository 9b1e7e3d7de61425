//! A place in a query, pointed at.

use std::ops::Range;

use unicode_width::UnicodeWidthStr;

/// Columns of a long query that are shown on each side of the place.
const AROUND: usize = 60;

/// The line of a query that has a place in it, and below it a caret under its beginning; both indented by two blanks.
pub fn caret(text: &str, place: &Range<usize>) -> String {
    let start = (0..=place.start.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let (before, after) = text.split_at(start);
    let skipped = before.char_indices().rev().nth(AROUND).map_or(0, |(at, _)| at);
    let end = after.char_indices().nth(AROUND).map_or(after.len(), |(at, _)| at);
    let plain = |text: &str| text.replace(|c: char| c.is_whitespace() || c.is_control(), " ");
    let before = format!("{}{}", if skipped > 0 { "…" } else { "" }, plain(&before[skipped..]));
    let after = format!("{}{}", plain(&after[..end]), if end < after.len() { "…" } else { "" });
    format!("  {before}{after}\n  {}^", " ".repeat(before.width()))
}

#[cfg(test)]
mod tests {
    use super::caret;

    #[test]
    fn carets_point_at_their_place() {
        assert_eq!(caret("ferry (boat", &(6..7)), "  ferry (boat\n        ^");
        assert_eq!(caret("日本 (a", &(7..8)), "  日本 (a\n       ^");
        assert_eq!(caret("a", &(9..9)), "  a\n   ^");
        let long = format!("{}(", "a".repeat(100));
        assert_eq!(caret(&long, &(100..101)), format!("  …{}(\n  {}^", "a".repeat(61), " ".repeat(62)));
    }
}
