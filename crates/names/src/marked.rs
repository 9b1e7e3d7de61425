//! Texts of tests, with their mentions marked: `<p Ann Lund>`, `<o Lund & Sons>`, `<l Paris>`; angle brackets of the text
//! itself are written as single quotes, `‹` and `›`.

use std::ops::Range;

use crate::{
    Kind, Mention,
    tokens::{Token, tokenize},
};

/// Whether `mend` makes of the mentions of a marked text those of another one.
#[track_caller]
pub(crate) fn check(mend: fn(&str, &[Token], &mut Vec<Mention>), before: &str, after: &str) {
    let (text, tokens, mut mentions) = read(before);
    mend(&text, &tokens, &mut mentions);
    assert_eq!(write(&text, &mentions), after, "{before}");
}

/// The text without the marks, its tokens, and the mentions.
pub(crate) fn read(marked: &str) -> (String, Vec<Token>, Vec<Mention>) {
    let (mut text, mut names) = (String::new(), Vec::new());
    for (number, piece) in marked.split(['<', '>']).enumerate() {
        if number % 2 == 0 {
            text.push_str(&piece.replace('‹', "<").replace('›', ">"));
            continue;
        }
        let (kind, name) = piece.split_at(2);
        let kind = match kind {
            "p " => Kind::Person,
            "o " => Kind::Organization,
            _ => Kind::Place,
        };
        names.push((kind, text.len() as u32..(text.len() + name.len()) as u32));
        text.push_str(name);
    }
    let mut tokens = Vec::new();
    tokenize(&text, &mut tokens);
    let mentions = names.into_iter().map(|(kind, range)| mention(kind, range, &tokens)).collect();
    (text, tokens, mentions)
}

/// A mention of what stands somewhere.
pub(crate) fn mention(kind: Kind, range: Range<u32>, tokens: &[Token]) -> Mention {
    let first = tokens.partition_point(|token| token.end <= range.start) as u32;
    let last = tokens.partition_point(|token| token.start < range.end) as u32;
    Mention { kind, range, tokens: first..last }
}

/// A text with its mentions marked.
pub(crate) fn write(text: &str, mentions: &[Mention]) -> String {
    let (mut marked, mut end) = (String::new(), 0);
    for mention in mentions {
        let (from, to) = (mention.range.start as usize, mention.range.end as usize);
        let kind = match mention.kind {
            Kind::Person => "p",
            Kind::Organization => "o",
            Kind::Place => "l",
        };
        for part in [&text[end..from], "<", kind, " ", &text[from..to], ">"] {
            marked.push_str(part);
        }
        end = to;
    }
    marked + &text[end..]
}
