//! Mends firms that were taken for people, where the word beside them says what they are: nobody is an "Ann Lund analyst", and
//! "D. R. Lund & Son" is a shop.

use crate::{
    Kind, Mention,
    tokens::{Border, Token},
};

/// Who works for a firm that is named before the word.
const ANALYSTS: &[&str] = &["analyst", "analysts", "economist", "economists", "strategist", "strategists"];

/// What a firm is called right before its name; nobody is called so.
#[rustfmt::skip]
const HOUSES: &[&str] = &[
    "airline", "automaker", "brokerage", "carmaker", "chipmaker", "conglomerate", "drugmaker", "planemaker", "start-up", "startup",
    "steelmaker",
];

/// The last of the two words by which a firm is called.
const HOUSES_OF: &[(&str, &str)] = &[
    ("law", "firm"),
    ("accounting", "firm"),
    ("consulting", "firm"),
    ("think", "tank"),
    ("record", "label"),
];

/// What companies do, as the last word of their names; nobody and no town is called so.
#[rustfmt::skip]
const TRADES: &[&str] = &[
    "Airlines", "Airways", "Bancorp", "Breweries", "Builders", "Chemicals", "Communications", "Construction", "Consulting",
    "Developments", "Electronics", "Engineering", "Enterprises", "Entertainment", "Estates", "Ferries", "Foods", "Foundation",
    "Holdings", "Industries", "Insurance", "Laboratories", "Logistics", "Motors", "Newspapers", "Pharmaceuticals", "Productions",
    "Properties", "Records", "Retail", "Securities", "Shipyards", "Software", "Solutions", "Studios", "Systems", "Technologies",
    "Telecom", "Ventures",
];

/// Words behind "&" that stand for partners.
const PARTNERS: &[&str] =
    &["Associates", "Bros", "Brothers", "Co", "Company", "Daughters", "Partners", "Son", "Sons"];

/// Mends mentions, which are in order.
pub(crate) fn mend(text: &str, tokens: &[Token], mentions: &mut Vec<Mention>) {
    // The token at a place, if it stands in one sentence with the one before it.
    let word = |at: u32| {
        tokens.get(at as usize).filter(|token| token.border == Border::None).map(|token| token.of(text))
    };
    let mut at = 0;
    while at < mentions.len() {
        let Mention { kind, tokens: own, .. } = mentions[at].clone();
        let next = mentions.get(at + 1).map(|next| (next.kind, next.tokens.start));
        let last = tokens[own.end as usize - 1].of(text);
        if kind != Kind::Organization && own.len() > 1 && TRADES.contains(&last) {
            mentions[at].kind = Kind::Organization;
        }
        if kind == Kind::Person && (has_analyst(&word, own.end, next) || is_called_so(&word, own.start)) {
            mentions[at].kind = Kind::Organization;
        }
        let partner = word(own.end).filter(|joint| *joint == "&").and_then(|_| word(own.end + 1));
        if kind != Kind::Place && partner.is_some_and(|word| PARTNERS.contains(&word)) {
            let end = own.end + 2;
            if next.is_some_and(|(_, start)| start < end) {
                let inner = mentions.remove(at + 1);
                // "Lund & Sons Ltd" may have been two names.
                if inner.tokens.end > end {
                    mentions.insert(at + 1, inner);
                    at += 1;
                    continue;
                }
            }
            let mention = &mut mentions[at];
            (mention.tokens.end, mention.range.end) = (end, tokens[end as usize - 1].end);
            mention.kind = Kind::Organization;
        }
        at += 1;
    }
}

/// Whether an analyst follows, by name or one of several: "Lund Berg analyst Ann Holm", "Lund Berg analysts".
fn has_analyst<'t>(word: &impl Fn(u32) -> Option<&'t str>, end: u32, next: Option<(Kind, u32)>) -> bool {
    let Some(noun) = word(end).filter(|noun| ANALYSTS.contains(noun)) else { return false };
    noun.ends_with('s') || next.is_some_and(|(kind, start)| kind == Kind::Person && start == end + 1)
}

/// Whether what stands before a name says that it is a firm's.
fn is_called_so<'t>(word: &impl Fn(u32) -> Option<&'t str>, start: u32) -> bool {
    // The name itself must not begin a sentence.
    let before = |far: u32| start.checked_sub(far).filter(|_| word(start).is_some()).and_then(word);
    let Some(noun) = before(1) else { return false };
    HOUSES.contains(&noun) || HOUSES_OF.iter().any(|(first, last)| noun == *last && before(2) == Some(*first))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::marked;

    #[test]
    fn what_stands_beside_a_firm_tells() {
        let check = |before: &str, after: &str| marked::check(mend, before, after);
        check("said <p Lund Berg> analyst <p Ann Holm>", "said <o Lund Berg> analyst <p Ann Holm>");
        check("said <p Lund Berg> analysts on", "said <o Lund Berg> analysts on");
        check("<p Ann Lund>, analyst", "<p Ann Lund>, analyst");
        check("<p Lund> analyst at", "<p Lund> analyst at");
        check("the airline <p Lund> and", "the airline <o Lund> and");
        check("<p Ann Lund Construction> of <l Lund>", "<o Ann Lund Construction> of <l Lund>");
        check("<l Holm Estates> and <p Construction>", "<o Holm Estates> and <p Construction>");
        check("of law firm <p Lund Berg> said", "of law firm <o Lund Berg> said");
        check("of the firm <p Lund Berg> said", "of the firm <p Lund Berg> said");
        check("left the airline. <p Lund> said", "left the airline. <p Lund> said");
        check("from <p D. R. Lund> & Son said", "from <o D. R. Lund & Son> said");
        check("from <p Lund> & <p Son> said", "from <o Lund & Son> said");
        check("<o Lund> & <o Sons Ltd> said", "<o Lund> & <o Sons Ltd> said");
    }
}
