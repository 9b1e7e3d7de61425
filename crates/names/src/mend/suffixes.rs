//! Mends what stands behind people's names: "Jr." and "III" belong to them, honours do not.

use crate::{
    Kind, Mention,
    tokens::{Border, Token},
};

/// Words that belong to a name, the first two also with a point.
const SUFFIXES: &[&str] = &["Jr", "Sr", "II", "III", "IV"];

/// What somebody has or is, behind the name.
#[rustfmt::skip]
const HONOURS: &[&str] = &[
    "CBE", "CH", "DBE", "DPhil", "Esq", "FRS", "GBE", "JP", "KBE", "KC", "MBE", "MLA", "MP", "MSP", "OBE", "OSB", "PhD", "QC", "SAN", "SC",
    "SJ", "TD",
];

/// Whether a word behind a name says what somebody has or is.
pub(crate) fn is_honour(word: &str) -> bool {
    HONOURS.contains(&word)
}

/// Mends mentions, which are in order.
pub(crate) fn mend(text: &str, tokens: &[Token], mentions: &mut [Mention]) {
    for at in 0..mentions.len() {
        let mention = &mentions[at];
        if mention.kind != Kind::Person {
            continue;
        }
        let next = mentions.get(at + 1).map_or(tokens.len(), |next| next.tokens.start as usize);
        let end = with_suffix(text, tokens, mention, next).or_else(|| without_honours(text, tokens, mention));
        if let Some(end) = end {
            let mention = &mut mentions[at];
            (mention.tokens.end, mention.range.end) = (end as u32, tokens[end - 1].end);
        }
    }
}

/// Behind the suffix that follows a mention, up to the next one: "Ann Lund, Jr.".
fn with_suffix(text: &str, tokens: &[Token], mention: &Mention, next: usize) -> Option<usize> {
    let word = |at: usize| {
        let token = tokens.get(at).filter(|token| at < next && token.border == Border::None)?;
        Some(token.of(text))
    };
    let end = mention.tokens.end as usize;
    let at = if word(end) == Some(",") { end + 1 } else { end };
    let suffix = word(at).filter(|word| SUFFIXES.contains(word))?;
    let has_point = suffix.len() == 2 && suffix.ends_with('r') && word(at + 1) == Some(".");
    // "Lund, II" may be the beginning of a list.
    (at == end || suffix.ends_with('r')).then_some(at + 1 + usize::from(has_point))
}

/// The end of a name of two words or more before its honours.
fn without_honours(text: &str, tokens: &[Token], mention: &Mention) -> Option<usize> {
    let (start, mut end) = (mention.tokens.start as usize, mention.tokens.end as usize);
    let own_end = end;
    while end > start + 2 && tokens.get(end - 1).is_some_and(|token| is_honour(token.of(text))) {
        end -= 1;
    }
    // A text in capitals has names like these.
    let is_shouted = tokens[start].of(text).chars().all(|c| !c.is_lowercase());
    (end < own_end && !is_shouted).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::marked;

    #[test]
    fn suffixes_belong_to_names_and_honours_do_not() {
        let check = |before: &str, after: &str| {
            marked::check(|text, tokens, mentions| mend(text, tokens, mentions), before, after);
        };
        check("<p Ann Lund> Jr. said", "<p Ann Lund Jr.> said");
        check("<p Ann Lund>, Jr. said", "<p Ann Lund, Jr.> said");
        check("<p Ann Lund> III and <p Lund> II", "<p Ann Lund III> and <p Lund II>");
        check("<p Ann Lund>, II said", "<p Ann Lund>, II said");
        check("<p Ann Lund>\nJr. said", "<p Ann Lund>\nJr. said");
        check("<p Ann Lund> <p Jr. Holm>", "<p Ann Lund> <p Jr. Holm>");
        check("<o Lund> Jr. said", "<o Lund> Jr. said");
        check("<p Ann Lund KC> said", "<p Ann Lund> KC said");
        check("<p Ann MP> said", "<p Ann MP> said");
        check("<p ANN LUND MP> SAID", "<p ANN LUND MP> SAID");
    }
}
