//! Parts two companies that were taken for one at "and": "Lund Industries and Holm Berg" are two, as are two that are known.

use crate::{
    Kind, Mention,
    lexicon::{Lexicon, phrase_step, word_hash},
    tokens::Token,
    variants::is_legal_form,
};

/// Words with which a company's name ends, so that what follows "and" is another one's.
#[rustfmt::skip]
const ENDS: &[&str] = &[
    "airlines", "airways", "bank", "brothers", "group", "holding", "holdings", "industries", "motors", "sons", "systems",
    "technologies",
];

/// Words behind "and" that belong to what stands before it: "Bank and Trust Company".
#[rustfmt::skip]
const HALVES: &[&str] = &[
    "bros", "brothers", "co", "commerce", "company", "construction", "engineering", "light", "loan", "mines", "partners", "power",
    "services", "son", "sons", "technology", "trade", "trust",
];

/// Words with which a public body's name ends: what stands before "and" is a part of it.
#[rustfmt::skip]
const PUBLIC: &[&str] = &[
    "agency", "association", "authority", "board", "bureau", "commission", "committee", "corporation", "council", "department",
    "federation", "institute", "ministry", "office", "organisation", "organization", "union",
];

/// Mends mentions, which are in order.
pub(crate) fn mend(text: &str, tokens: &[Token], lexicon: Lexicon<'_>, mentions: &mut Vec<Mention>) {
    let joint = |mention: &Mention| {
        let own = mention.tokens.clone();
        let mut inner = own.start + 1..own.end.saturating_sub(1);
        let joint = inner.find(|&at| tokens[at as usize].of(text) == "and")?;
        let folded = |at: u32| tokens[at as usize].of(text).trim_end_matches('.').to_lowercase();
        let is_known = |from: u32, to: u32| {
            let phrase = (from..to).fold(0, |phrase, at| phrase_step(phrase, word_hash(&folded(at))));
            lexicon.is_body(phrase)
        };
        let (first, last) = (own.start..joint, joint + 1..own.end);
        if is_known(own.start, own.end) || HALVES.contains(&folded(last.start).as_str()) {
            return None;
        }
        let is_of = first.clone().any(|at| tokens[at as usize].of(text) == "of");
        let end = folded(joint - 1);
        let is_public = PUBLIC.contains(&folded(last.end - 1).as_str());
        let ends =
            first.len() > 1 && !is_of && !is_public && (is_legal_form(&end) || ENDS.contains(&end.as_str()));
        let is_row = is_known(first.start, first.end) && is_known(last.start, last.end);
        let has_partners = last.len() > 2
            && tokens[last.end as usize - 2].of(text) == "&"
            && HALVES.contains(&folded(last.end - 1).as_str());
        (is_row || has_partners || ends && last.len() > 1).then_some(joint)
    };
    let mut at = 0;
    while at < mentions.len() {
        if mentions[at].kind == Kind::Organization
            && mentions[at].tokens.len() > 2
            && let Some(joint) = joint(&mentions[at])
        {
            let mut second = mentions[at].clone();
            (second.tokens.start, second.range.start) = (joint + 1, tokens[joint as usize + 1].start);
            let first = &mut mentions[at];
            (first.tokens.end, first.range.end) = (joint, tokens[joint as usize - 1].end);
            mentions.insert(at + 1, second);
        }
        at += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::marked;

    #[test]
    fn two_companies_are_two() {
        let body = |name: &str| name.split(' ').map(str::to_owned).collect::<Vec<_>>();
        let bodies = ["lundsoft", "holmtel", "lund and berg"].map(body);
        let bytes = Lexicon::write(&[], &[], &[], &bodies);
        let lexicon = Lexicon::read(&bytes).expect("whole").0;
        let check = |before: &str, after: &str| {
            let (text, tokens, mut mentions) = marked::read(before);
            mend(&text, &tokens, lexicon, &mut mentions);
            assert_eq!(marked::write(&text, &mentions), after, "{before}");
        };
        check("<o Lund Industries and Holm Berg> said", "<o Lund Industries> and <o Holm Berg> said");
        check("<o Lund Inc and Holm Berg> said", "<o Lund Inc> and <o Holm Berg> said");
        check("<o Lund Industries and Holm Berg Authority>", "<o Lund Industries and Holm Berg Authority>");
        check("<o Lund Bank and Trust Company> said", "<o Lund Bank and Trust Company> said");
        check("<o Lundsoft and Holmtel> said", "<o Lundsoft> and <o Holmtel> said");
        check("<o Lundsoft and Berg> said", "<o Lundsoft and Berg> said");
        check("<o Lund and Berg> said", "<o Lund and Berg> said");
        check("<o Lund and Holm & Co> said", "<o Lund> and <o Holm & Co> said");
        check(
            "<o Ministry of Industries and Mineral Resources>",
            "<o Ministry of Industries and Mineral Resources>",
        );
        check("<o Lund Gas and Light Co> said", "<o Lund Gas and Light Co> said");
    }
}
