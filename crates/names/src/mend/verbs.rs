//! Mends people in headlines who were given a verb for a given name: "PARTNERS SUE LUND" is about Lund.
//!
//! In a headline every word has a capital, and a model sees a name of two words. Where the text below knows somebody by the last of
//! them alone, or by another given name, and nobody by both, the first is a verb, unless it is a given name elsewhere.

use rustc_hash::FxHashSet;

use crate::{Kind, Mention, fold::fold, tokens::Token, variants::is_given_name};

/// Given names that are verbs as well, and as such stand in headlines.
const VERBS: &[&str] = &["chase", "grant", "mark", "pat", "rob", "sue", "will"];

/// The longest headline in bytes; what is longer is a first paragraph.
const LONGEST: usize = 150;

/// Mends mentions, which are in order; the first line of a text is its headline.
pub(crate) fn mend(text: &str, tokens: &[Token], mentions: &mut [Mention]) {
    let headline = text.find('\n').unwrap_or(text.len());
    let below = mentions.partition_point(|mention| (mention.range.start as usize) < headline);
    let is_suspect = |mention: &Mention| mention.kind == Kind::Person && mention.tokens.len() > 1;
    let is_headline = headline <= LONGEST && !text[..headline].trim_end().ends_with(['.', '"', '”']);
    if !is_headline || !mentions[..below].iter().any(is_suspect) {
        return;
    }
    let is_shouted = !text[..headline].contains(char::is_lowercase);
    let words = |mention: &Mention| -> Vec<String> {
        let own = tokens.get(mention.tokens.start as usize..mention.tokens.end as usize).unwrap_or_default();
        let own = own.iter().map(|token| fold(token.of(text)));
        own.filter(|word| word.contains(char::is_alphanumeric)).collect()
    };
    let mut firsts: FxHashSet<String> = FxHashSet::default();
    let mut lasts: FxHashSet<String> = FxHashSet::default();
    let mut of_full_names: FxHashSet<String> = FxHashSet::default();
    let mut full_names: FxHashSet<Vec<String>> = FxHashSet::default();
    for mention in mentions[below..].iter().filter(|mention| mention.kind == Kind::Person) {
        let mut own = words(mention);
        if own.len() > 1 {
            full_names.insert(own.clone());
        }
        let Some(last) = own.pop() else { continue };
        if !own.is_empty() {
            of_full_names.insert(last.clone());
        }
        lasts.insert(last);
        firsts.extend(own);
    }
    for mention in mentions[..below].iter_mut().filter(|mention| is_suspect(mention)) {
        let own = words(mention);
        let [first, .., last] = own.as_slice() else { continue };
        let is_known = firsts.contains(first) || lasts.contains(first) || !lasts.contains(last);
        let is_verb = is_shouted && VERBS.contains(&first.as_str())
            || !is_given_name(first)
                && (is_third_person(first) || is_shouted && of_full_names.contains(last));
        // "MILLS REALIGNS ANN LUND", where the text has Ann Lund.
        let behind = (1..own.len() - 1).find(|&at| full_names.contains(&own[at..]));
        let is_alone = own.len() == mention.tokens.len() && !full_names.contains(&own);
        if let Some(at) = behind.filter(|_| is_alone && !firsts.contains(first)) {
            let start = mention.tokens.start + at as u32;
            (mention.tokens.start, mention.range.start) = (start, tokens[start as usize].start);
            continue;
        }
        let second = mention.tokens.start + 1;
        if !is_known && is_verb && first.len() > 1 && tokens[second as usize].of(text) != "." {
            (mention.tokens.start, mention.range.start) = (second, tokens[second as usize].start);
        }
    }
}

/// Whether a folded word has the ending of "names" and "sues", and none that given names have.
fn is_third_person(word: &str) -> bool {
    word.len() > 3
        && word.ends_with('s')
        && !["as", "is", "os", "ss", "us"].iter().any(|end| word.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::marked;

    #[test]
    fn verbs_are_no_given_names() {
        let check = |before: &str, after: &str| {
            marked::check(|text, tokens, mentions| mend(text, tokens, mentions), before, after);
        };
        check("PARTNERS <p SUE LUND>\n<p Ivan Lund> said", "PARTNERS SUE <p LUND>\n<p Ivan Lund> said");
        check("THEY <p NAMES LUND>\n<p Lund> said", "THEY NAMES <p LUND>\n<p Lund> said");
        check("<p Names Lund> head\n<p Ivan Lund> said", "Names <p Lund> head\n<p Ivan Lund> said");
        check("<p ROBERT LUND>\n<p Ivan Lund> said", "<p ROBERT LUND>\n<p Ivan Lund> said");
        check("<p SUE LUND>\n<p Sue Lund> said", "<p SUE LUND>\n<p Sue Lund> said");
        check("<p Names Lund>\n<p Ivan Holm> said", "<p Names Lund>\n<p Ivan Holm> said");
        check(
            "<p Names Lund>\n<p Ivan Names> and <p Lund> said",
            "<p Names Lund>\n<p Ivan Names> and <p Lund> said",
        );
        check("<p YEV LUND>\n<p Lund> said", "<p YEV LUND>\n<p Lund> said");
        check("<p Yev Lund>\n<p Ivan Lund> said", "<p Yev Lund>\n<p Ivan Lund> said");
        check("<p Names Lund> left.\n<p Lund> said", "<p Names Lund> left.\n<p Lund> said");
        check("<p Elvis Lund> left\n<p Lund> said", "<p Elvis Lund> left\n<p Lund> said");
        check("<p MILLS FIRES ANN LUND>\n<p Ann Lund> said", "MILLS FIRES <p ANN LUND>\n<p Ann Lund> said");
        check("<p A. LUND>\n<p Lund> said", "<p A. LUND>\n<p Lund> said");
    }
}
