//! Mends rows of companies that were taken for one: "Lund & Co., Holm & Co. and Vik".
//!
//! A comma or "and" behind a legal form ends a company's name.

use crate::{
    Kind, Mention,
    tokens::{Class, Token},
    variants::is_legal_form,
};

/// Mends mentions, which are in order.
pub(crate) fn mend(text: &str, tokens: &[Token], mentions: &mut Vec<Mention>) {
    let is_row = |mention: &Mention| border(text, tokens, mention).is_some();
    if !mentions.iter().any(is_row) {
        return;
    }
    let mut kept = Vec::with_capacity(mentions.len() + 4);
    for mut mention in mentions.drain(..) {
        while let Some((end, start)) = border(text, tokens, &mention) {
            let mut first = mention.clone();
            (first.tokens.end, first.range.end) = (end, tokens[end as usize - 1].end);
            kept.push(first);
            (mention.tokens.start, mention.range.start) = (start, tokens[start as usize].start);
        }
        kept.push(mention);
    }
    *mentions = kept;
}

/// The first token behind the first company of a row, and the first of the next.
fn border(text: &str, tokens: &[Token], mention: &Mention) -> Option<(u32, u32)> {
    if mention.kind != Kind::Organization || mention.tokens.len() < 4 {
        return None;
    }
    let word = |at: u32| tokens.get(at as usize).map_or("", |token| token.of(text));
    let is_form = |at: u32| is_legal_form(&word(at).to_ascii_lowercase());
    for at in mention.tokens.start + 1..mention.tokens.end {
        if !is_form(at) {
            continue;
        }
        let end = at + 1 + u32::from(word(at + 1) == ".");
        let mut start = end;
        while start < mention.tokens.end && matches!(word(start), "," | "and" | "&") {
            start += 1;
        }
        // "Lund Co., Ltd.", "Lund Co. and Subsidiaries", "Lund & Co & Sons".
        let is_next = start > end && start < mention.tokens.end && !is_form(start);
        let next = tokens.get(start as usize)?;
        let is_name =
            next.class == Class::Word && !matches!(next.of(text), "Sons" | "Subsidiaries" | "Affiliates");
        let is_joined = word(end) == "&" || word(end) == "and" && start + 1 == mention.tokens.end;
        if is_next && is_name && !is_joined {
            return Some((end, start));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::marked;

    #[test]
    fn companies_in_a_row_are_several() {
        let check = |before: &str, after: &str| marked::check(mend, before, after);
        check(
            "<o Lund & Co., Holm & Co. and Vik Inc> fell",
            "<o Lund & Co.>, <o Holm & Co.> and <o Vik Inc> fell",
        );
        check("<o Lund Corp and Holm Motor Co> fell", "<o Lund Corp> and <o Holm Motor Co> fell");
        check("<o Lund Co., Ltd.> fell", "<o Lund Co., Ltd.> fell");
        check("<o Lund Co. and Sons> fell", "<o Lund Co. and Sons> fell");
        check("<o Lund, Holm and Co> fell", "<o Lund, Holm and Co> fell");
        check("<o Lund Co & Holm Inc> fell", "<o Lund Co & Holm Inc> fell");
    }
}
