//! Finds where sentences end, by rules.
//!
//! Snippets, quotes and the tagger need sentences; a rule-based splitter is fast and can be explained. A
//! sentence ends at a stop (with its closing quotes and brackets) that is followed by a blank and something
//! that can begin a sentence, unless the stop belongs to an abbreviation.

use crate::tokens::{Border, Class, Token};

/// Titles and other abbreviations that always stand before the word they belong to.
const NEVER_LAST: &[&str] = &[
    "adm", "art", "asst", "atty", "brig", "capt", "cf", "cmdr", "col", "cpl", "det", "dr", "eg", "fig", "fr",
    "gen", "gov", "hon", "ie", "insp", "lt", "maj", "messrs", "mgr", "mme", "mr", "mrs", "ms", "msgr", "mt",
    "nos", "pp", "pres", "prof", "pvt", "rep", "reps", "rev", "sen", "sens", "sgt", "sra", "st", "supt",
    "viz", "vs",
];

/// Abbreviations that can end a sentence: they do before a word that often begins one.
const SELDOM_LAST: &[&str] = &[
    "apr", "assn", "aug", "ave", "blvd", "bros", "co", "corp", "dec", "dept", "dist", "est", "etc", "feb",
    "ft", "inc", "intl", "jan", "jr", "jul", "jun", "ltd", "mar", "natl", "no", "nov", "oct", "plc", "rd",
    "sept", "sep", "sr", "univ",
];

/// Words that, with a capital, begin a sentence far more often than they go on with a name.
const STARTERS: &[&str] = &[
    "a",
    "about",
    "according",
    "after",
    "all",
    "although",
    "an",
    "and",
    "another",
    "any",
    "as",
    "asked",
    "at",
    "because",
    "before",
    "both",
    "but",
    "by",
    "during",
    "each",
    "even",
    "for",
    "from",
    "he",
    "her",
    "here",
    "his",
    "how",
    "however",
    "i",
    "if",
    "in",
    "instead",
    "it",
    "its",
    "last",
    "later",
    "many",
    "meanwhile",
    "more",
    "moreover",
    "most",
    "my",
    "no",
    "nor",
    "not",
    "now",
    "of",
    "on",
    "once",
    "one",
    "only",
    "or",
    "other",
    "our",
    "she",
    "since",
    "so",
    "some",
    "still",
    "such",
    "that",
    "the",
    "their",
    "then",
    "there",
    "these",
    "they",
    "this",
    "those",
    "though",
    "through",
    "to",
    "two",
    "under",
    "until",
    "we",
    "what",
    "when",
    "where",
    "whether",
    "which",
    "while",
    "who",
    "why",
    "with",
    "yet",
    "you",
];

/// Sets the border of each token of `text` that begins a sentence inside a line.
pub(crate) fn mark(text: &str, tokens: &mut [Token]) {
    for i in 1..tokens.len() {
        let (before, token) = (tokens[i - 1], tokens[i]);
        let apart = before.end < token.start && token.border == Border::None;
        if apart && stops(text, before) && begins_sentence(text, tokens, i) {
            tokens[i].border = Border::Sentence;
        }
    }
}

/// Whether a sentence could end with this token: a quick look that leaves few to look at closely.
fn stops(text: &str, token: Token) -> bool {
    match token.class {
        Class::Word => text.as_bytes().get(token.end as usize - 1) == Some(&b'.'),
        Class::Mark => is_stop(token.of(text)) || is_closing(token.of(text)),
    }
}

fn is_stop(mark: &str) -> bool {
    matches!(mark, "." | "!" | "?" | "…")
}

fn is_closing(mark: &str) -> bool {
    matches!(mark, "\"" | "'" | "”" | "’" | ")" | "]" | "»" | "}")
}

fn is_opening(mark: &str) -> bool {
    matches!(
        mark,
        "\"" | "'"
            | "“"
            | "‘"
            | "„"
            | "("
            | "["
            | "«"
            | "-"
            | "–"
            | "—"
            | "•"
            | "*"
            | "¿"
            | "¡"
            | "$"
            | "€"
            | "£"
    )
}

fn begins_sentence(text: &str, tokens: &[Token], i: usize) -> bool {
    let Some(first) = first_word(text, &tokens[i..]) else { return false };
    if first.chars().next().is_none_or(char::is_lowercase) {
        return false;
    }
    let mut end = i - 1;
    while end > 0
        && tokens[end].class == Class::Mark
        && is_closing(tokens[end].of(text))
        && joined(tokens, end)
    {
        end -= 1;
    }
    match tokens[end].of(text) {
        "." if end > 0 && joined(tokens, end) => ends_at_point(text, tokens, end - 1, first),
        stop if is_stop(stop) => true,
        word => tokens[end].class == Class::Word && word.ends_with('.') && is_starter(first),
    }
}

/// Whether no blank stands between a token and the one before it.
fn joined(tokens: &[Token], i: usize) -> bool {
    tokens[i - 1].end == tokens[i].start
}

/// The word that a sentence beginning with `tokens` would begin with, behind quotes, dashes and brackets.
fn first_word<'t>(text: &'t str, tokens: &[Token]) -> Option<&'t str> {
    let (n, token) =
        tokens.iter().take(4).enumerate().find(|(_, t)| t.class == Class::Word || !is_opening(t.of(text)))?;
    let same_line = tokens[1..=n].iter().all(|t| t.border < Border::Line);
    (token.class == Class::Word && same_line).then(|| token.of(text))
}

/// Whether a point behind token `word` ends a sentence when the next would begin with `first`.
fn ends_at_point(text: &str, tokens: &[Token], word: usize, first: &str) -> bool {
    let (token, last) = (tokens[word], tokens[word].of(text));
    if token.class == Class::Mark {
        return true;
    }
    if last.chars().nth(1).is_none() && last.chars().all(char::is_alphabetic) {
        return is_starter(first);
    }
    if last.bytes().all(|b| b.is_ascii_digit()) {
        return token.border < Border::Line;
    }
    !is_in(NEVER_LAST, last) && (!is_in(SELDOM_LAST, last) || is_starter(first))
}

fn is_starter(word: &str) -> bool {
    is_in(STARTERS, word)
}

/// Whether `list` holds the word in lower case; all lists are of short ASCII words.
fn is_in(list: &[&str], word: &str) -> bool {
    word.len() <= 10 && list.iter().any(|entry| entry.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use crate::tokens::{Border, tokenize};

    /// The sentences of `text`, split by "|".
    fn check(expected: &str) {
        let text = expected.replace('|', "");
        let mut tokens = Vec::new();
        tokenize(&text, &mut tokens);
        let mut found = String::new();
        let mut at = 0;
        for token in tokens.iter().filter(|t| t.border == Border::Sentence) {
            found.push_str(&text[at..token.start as usize]);
            found.push('|');
            at = token.start as usize;
        }
        found.push_str(&text[at..]);
        assert_eq!(found, expected);
    }

    #[test]
    fn sentences() {
        check("He came. |She went! |\"Why?\" |No one knew… |It was late.");
        check("He said so.\" |Then (as ever.) |“Now,” he said. |'Yes.'");
        check("Yahoo! is a company. |3 more.");
        check("They met in 1996. |The end.");
    }

    #[test]
    fn abbreviations() {
        check("Mr. Blinken met Gen. Li. |They spoke.");
        check("George W. Bush and J. Doe");
        check("the U.S. Army in the U.S. |The army");
        check("Apple Inc. Chief Tim Cook of Apple Inc. |He said");
        check("on Jan. 5 at No. 10, etc. |But");
        check("at 10 a.m. local time");
        check("1. The first");
    }

    #[test]
    fn a_stop_at_the_start_or_alone() {
        check(". |The");
        check("... |And so");
        check("\" The");
    }
}
