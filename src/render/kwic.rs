//! Keywords in context, one below the other.

use std::io::{self, Write};

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::{Style, safe_line};
use crate::view::LineView;

/// Columns before a line: a date and an id.
const HEAD: usize = 10 + 1 + 13 + 2;

/// Columns of text where the terminal does not say how many it has.
const WIDTH: usize = 120;

/// Columns that a match is thought to need.
const KEYWORD: usize = 14;

/// How many characters of context a line has room for on each side.
pub fn kwic_context(style: Style) -> usize {
    (style.width.unwrap_or(WIDTH).saturating_sub(HEAD + KEYWORD + 2) / 2).max(10)
}

/// Writes one line; `context` columns stand on each side of the match.
pub fn kwic(out: &mut dyn Write, line: &LineView, context: usize, style: Style) -> io::Result<()> {
    let left = safe_line(&line.left).into_owned();
    let left = last_columns(&left, context);
    let blank = " ".repeat(context.saturating_sub(left.width()));
    let right = safe_line(&line.right).into_owned();
    let date = line.date.as_deref().unwrap_or("").chars().take(10).collect::<String>();
    let keyword = style.marked(line.how, &safe_line(&line.keyword));
    let right = first_columns(&right, context);
    let id = style.label(&line.id);
    writeln!(out, "{date:<10} {id}  {blank}{left}{keyword}{}", right.trim_end())
}

fn last_columns(text: &str, columns: usize) -> &str {
    let mut width = 0;
    let fits = |c: &char| {
        width += c.width().unwrap_or(0);
        width <= columns
    };
    let bytes: usize = text.chars().rev().take_while(fits).map(char::len_utf8).sum();
    &text[text.len() - bytes..]
}

fn first_columns(text: &str, columns: usize) -> &str {
    let mut width = 0;
    let fits = |c: &char| {
        width += c.width().unwrap_or(0);
        width <= columns
    };
    let bytes: usize = text.chars().take_while(fits).map(char::len_utf8).sum();
    &text[..bytes]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_counted_and_not_letters() {
        assert_eq!((last_columns("東京の港", 5), first_columns("東京の港", 5)), ("の港", "東京"));
        assert_eq!((last_columns("harbour", 3), first_columns("gate", 9)), ("our", "gate"));
    }
}
