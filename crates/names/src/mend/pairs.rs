//! Mends people's names that were cut within quotation marks or brackets: `C. J. "Pete" Lund` is one name, as is `Ann (Holm) Lund`.
//!
//! A mark that has no partner inside of the mention is the sign. Where the other half of the name stands beside it, it is taken in;
//! otherwise the mention ends before the mark, or begins behind it.

use std::ops::Range;

use crate::{
    Kind, Mention,
    fold::fold,
    resolve::gender,
    tokens::{Border, Token},
};

/// Mends mentions, which are in order.
pub(crate) fn mend(text: &str, tokens: &[Token], mentions: &mut Vec<Mention>) {
    join_around_nicknames(text, tokens, mentions);
    let is_cut = |mention: &Mention| mention.kind == Kind::Person && single(text_of(text, mention)).is_some();
    if !mentions.iter().any(is_cut) {
        return;
    }
    let mut kept: Vec<Mention> = Vec::with_capacity(mentions.len());
    let mut rest = mentions.drain(..).peekable();
    while let Some(mut mention) = rest.next() {
        let mark = single(text_of(text, &mention)).filter(|_| mention.kind == Kind::Person);
        let Some(mark) = mark else {
            kept.push(mention);
            continue;
        };
        let at = mention.range.start + mark.at as u32;
        let behind = at + mark.length as u32;
        if mark.opens {
            match rest.peek().filter(|next| is_beside(text, &mention, next)) {
                Some(next) => {
                    (mention.range.end, mention.tokens.end) = (next.range.end, next.tokens.end);
                    rest.next();
                }
                None => mention = part(text, tokens, &mention, mention.range.start..at),
            }
        } else {
            match kept.last().filter(|last| is_beside(text, last, &mention)) {
                Some(last) => {
                    (mention.range.start, mention.tokens.start) = (last.range.start, last.tokens.start);
                    kept.pop();
                }
                None => mention = part(text, tokens, &mention, behind..mention.range.end),
            }
        }
        if !mention.tokens.is_empty() {
            kept.push(mention);
        }
    }
    drop(rest);
    *mentions = kept;
}

/// Joins what stands around another name of somebody: a given name before it and a surname behind it.
fn join_around_nicknames(text: &str, tokens: &[Token], mentions: &mut Vec<Mention>) {
    let mut at = 0;
    while at < mentions.len() {
        if let Some(end) = behind_nickname(text, tokens, &mentions[at], &mentions[at + 1..]) {
            let inside = mentions[at + 1..].iter().take_while(|next| next.tokens.start < end).count();
            mentions.drain(at + 1..=at + inside);
            (mentions[at].tokens.end, mentions[at].range.end) = (end, tokens[end as usize - 1].end);
        }
        at += 1;
    }
}

/// Behind the surname that follows a given name and a nickname or former name; none if that is not what follows.
fn behind_nickname(text: &str, tokens: &[Token], mention: &Mention, rest: &[Mention]) -> Option<u32> {
    let own = mention.tokens.clone();
    let word = |at: u32| {
        let token = tokens.get(at as usize).filter(|token| token.border == Border::None)?;
        Some(token.of(text))
    };
    let closing = match word(own.end)? {
        "\"" | "“" | "”" => &["\"", "”", "“"][..],
        "(" => &[")"],
        "'" | "‘" => &["'", "’"],
        _ => return None,
    };
    let is_name = |word: &str| {
        let mut letters = word.chars();
        letters.next().is_some_and(char::is_uppercase) && letters.next().is_some_and(char::is_lowercase)
    };
    if mention.kind != Kind::Person {
        return None;
    }
    let close =
        (own.end + 2..own.end + 4).find(|&at| word(at).is_some_and(|word| closing.contains(&word)))?;
    if !(own.end + 1..close).all(|at| word(at).is_some_and(is_name)) {
        return None;
    }
    // The marks stand at the nickname, and blanks around them.
    let gap = |left: u32, right: u32| {
        text.get(tokens.get(left as usize)?.end as usize..tokens.get(right as usize)?.start as usize)
    };
    let is_written = gap(own.end - 1, own.end) == Some(" ")
        && gap(own.end, own.end + 1) == Some("")
        && gap(close - 1, close) == Some("")
        && gap(close, close + 1) == Some(" ");
    let last = word(close + 1).filter(|word| is_name(word))?;
    let first = fold(word_at(text, tokens, own.start));
    let is_given = own.len() == 1 && gender::of_given_name(&first).is_some();
    let surname = rest.iter().find(|next| next.tokens.start == close + 1);
    let is_surname = match surname {
        Some(next) => next.kind == Kind::Person && (next.tokens.len() == 1 || own.len() == 1),
        None => is_given && gender::of_given_name(&fold(last)).is_none(),
    };
    (is_written && is_surname && (is_given || word(own.end) != Some("(")))
        .then(|| surname.map_or(close + 2, |next| next.tokens.end))
}

fn word_at<'t>(text: &'t str, tokens: &[Token], at: u32) -> &'t str {
    tokens.get(at as usize).map_or("", |token| token.of(text))
}

fn text_of<'t>(text: &'t str, mention: &Mention) -> &'t str {
    text.get(mention.range.start as usize..mention.range.end as usize).unwrap_or_default()
}

/// A mark without its partner.
struct Single {
    /// Where it stands in the mention, in bytes.
    at: usize,
    length: usize,
    /// Whether its partner would follow.
    opens: bool,
}

/// The first mark in a name that has no partner in it.
fn single(name: &str) -> Option<Single> {
    let is_mark = |c: char| matches!(c, '"' | '“' | '”' | '(' | ')');
    // Most names have none, and this is asked of every one.
    if !name.contains(is_mark) {
        return None;
    }
    let mut open: Option<Single> = None;
    for (at, c) in name.char_indices().filter(|(_, c)| is_mark(*c)) {
        let opens =
            matches!(c, '(' | '“') || c == '"' && open.is_none() && (at == 0 || name[..at].ends_with(' '));
        let here = Single { at, length: c.len_utf8(), opens };
        match (opens, open.take()) {
            (true, None) => open = Some(here),
            (false, Some(_)) => {}
            (true, Some(first)) => return Some(first),
            (false, None) => return Some(here),
        }
    }
    open
}

/// Whether two mentions of people are the halves of a name around a mark: `C. J.` and `Pete" Lund`.
fn is_beside(text: &str, first: &Mention, second: &Mention) -> bool {
    let gap = text.get(first.range.end as usize..second.range.start as usize);
    first.kind == Kind::Person
        && second.kind == Kind::Person
        && gap.is_some_and(|gap| matches!(gap, " \"" | " “" | " (" | "\" " | "” " | ") "))
}

/// A part of a mention, marks at its ends left out; an empty one has no tokens.
fn part(text: &str, tokens: &[Token], mention: &Mention, part: Range<u32>) -> Mention {
    let own = tokens.get(mention.tokens.start as usize..mention.tokens.end as usize).unwrap_or_default();
    let is_inside = |token: &Token| part.start <= token.start && token.end <= part.end;
    let is_word = |token: &Token| is_inside(token) && token.of(text).contains(char::is_alphanumeric);
    let (Some(first), Some(last)) = (own.iter().position(is_word), own.iter().rposition(is_word)) else {
        return Mention { tokens: 0..0, ..mention.clone() };
    };
    // "J. R." keeps its point.
    let has_point = own.get(last + 1).is_some_and(|next| is_inside(next) && next.of(text) == ".");
    let last = last + usize::from(has_point);
    let start = mention.tokens.start;
    Mention {
        range: own[first].start..own[last].end,
        tokens: start + first as u32..start + last as u32 + 1,
        ..mention.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::marked;

    #[test]
    fn names_are_whole() {
        let check = |before: &str, after: &str| marked::check(mend, before, after);
        check("<p C. J.> \"<p Pete\" Lund> left", "<p C. J. \"Pete\" Lund> left");
        check("<p Ann “Buck> ” <p Lund> left", "<p Ann> “Buck ” <p Lund> left");
        check("<p Ann “Buck>” <p Lund> left", "<p Ann “Buck” Lund> left");
        check("<p Ann \"Buck\" Lund> left", "<p Ann \"Buck\" Lund> left");
        check("President (<p Ann) Lund> left", "President (Ann) <p Lund> left");
        check("<p Ann Lund (D-Tex>) left", "<p Ann Lund> (D-Tex) left");
        check("<p Ann Lund>, \"<p Holm\">", "<p Ann Lund>, \"Holm\"");
        check("\"<o Holm\" Lund>", "\"<o Holm\" Lund>");
        check("then <p Martin> \"Buck\" Lund left", "then <p Martin \"Buck\" Lund> left");
        check("then <p Zorro> “<p Buck>” <p Lund> left", "then <p Zorro “Buck” Lund> left");
        check("then <p Mary> (Holm) <p Lund> left", "then <p Mary (Holm) Lund> left");
        check("then <p Ann Lund> (Holm) <p Berg> left", "then <p Ann Lund> (Holm) <p Berg> left");
        check("then <p Zorro> \"Never\" Lund left", "then <p Zorro> \"Never\" Lund left");
        check("<p Martin> \"No,\" <p Lund> said", "<p Martin> \"No,\" <p Lund> said");
    }
}
