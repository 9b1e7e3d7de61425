//! How a text describes somebody: the titles before a name, and the apposition behind it.
//!
//! Read from the words around a mention alone: "Secretary of State Ann Lund" and "Ann Lund, a senior fellow at
//! the Harbour Institute, said". What is in doubt is left out.

use std::ops::Range;

use crate::{fold::fold, quotes::is_role, titles};

/// How many words before a name may be its title.
const BEFORE: usize = 6;

/// How many words an apposition may have, and how many bytes.
const LONGEST: usize = 12;
const LONGEST_BYTES: usize = 90;

/// Capitalised words that begin a sentence and no title.
#[rustfmt::skip]
const NO_TITLE: &[&str] = &[
    "a", "after", "although", "an", "and", "as", "at", "because", "before", "both", "but", "by", "for", "from",
    "also", "even", "he", "her", "his", "however", "if", "in", "it", "its", "like", "meanwhile", "mr", "mrs", "ms", "miss",
    "now", "of", "on", "or", "our", "reuters", "she", "since", "so", "that", "the", "their", "then", "this", "though", "to", "under",
    "using", "when", "where", "while", "with", "yet",
    // When somebody did something.
    "april", "august", "december", "february", "friday", "january", "july", "june", "last", "march", "may", "monday",
    "next", "november", "october", "saturday", "september", "sunday", "thursday", "today", "tomorrow", "tuesday",
    "wednesday", "yesterday",
];

/// Titles whose point ends no sentence.
#[rustfmt::skip]
const ABBREVIATED: &[&str] = &[
    "adm", "amb", "brig", "capt", "cllr", "col", "eng", "gen", "gov", "hon", "lt", "maj", "pres", "prof", "rep",
    "rev", "sec", "sen", "sgt",
];

/// What offices are for: an "and" between two of these does not join two people.
#[rustfmt::skip]
const PORTFOLIOS: &[&str] = &[
    "affairs", "agriculture", "commerce", "communications", "culture", "defence", "defense", "development",
    "economy", "education", "employment", "energy", "environment", "finance", "fisheries", "food", "foreign",
    "forestry", "health", "housing", "human", "immigration", "industry", "information", "interior", "justice",
    "labor", "labour", "lands", "law", "mines", "planning", "public", "science", "security", "social", "sport",
    "sports", "technology", "telecommunications", "tourism", "trade", "transport", "transportation", "urban",
    "water", "women", "works", "youth",
];

/// Titles of courtesy, which describe nobody.
const COURTESY: &[&str] = &["dr", "lady", "lord", "madam", "madame", "miss", "mr", "mrs", "ms", "sir"];

/// Words before what somebody is that are no part of it.
const ADVERBS: &[&str] = &["also", "as", "currently", "even", "now", "once", "still", "then", "today"];

/// Nouns for what somebody is, beside those by which an article takes up a person it has named.
#[rustfmt::skip]
const NOUNS: &[&str] = &[
    "adviser", "advisor", "aide", "architect", "attorney", "baker", "ceo", "chair", "consultant", "correspondent",
    "critic", "designer", "dissident", "editor", "fellow", "fisherman", "lecturer", "magnate", "member", "nurse",
    "official", "opponent", "organizer", "photographer", "refugee", "reporter", "resident", "scientist",
    "specialist", "strategist", "technician", "tycoon", "worker",
];

/// Those of them that companies are, too: "financial adviser Lund Brothers".
const OF_FIRMS: &[&str] = &[
    "adviser",
    "advisor",
    "broker",
    "consultant",
    "dealer",
    "employer",
    "maker",
    "manager",
    "member",
    "owner",
    "partner",
    "producer",
    "publisher",
    "supplier",
    "trader",
    "underwriter",
];

/// Verbs that belong to the sentence around an apposition.
#[rustfmt::skip]
const VERBS: &[&str] = &[
    "are", "became", "becomes", "began", "came", "did", "had", "has", "have", "is", "may", "said", "says", "told", "took", "was",
    "were", "will", "would",
];

/// Verbs that are also participles, or nouns, and belong to the sentence if an object follows; so do those with "-ed".
#[rustfmt::skip]
const PAST: &[&str] = &[
    "brought", "gave", "held", "kept", "led", "left", "lost", "made", "met", "paid", "put", "read", "sent", "set", "sold", "won",
];

/// What objects begin with.
const OBJECTS: &[&str] =
    &["a", "an", "another", "her", "him", "his", "its", "no", "that", "the", "their", "them"];

fn is_noun(word: &str) -> bool {
    is_role(word) && !matches!(word, "old" | "late") || titles::is_title(word) || NOUNS.contains(&word)
}

/// The descriptions around one mention: before it, behind it, or both; without "a" or "the".
pub fn descriptions(text: &str, mention: &Range<usize>) -> Vec<String> {
    let before = text.get(..mention.start).and_then(title_before);
    let behind = text.get(mention.end..).and_then(apposition);
    before.into_iter().chain(behind).collect()
}

/// Whether the words around one mention show that it names a human being: a title, an office, an age.
pub fn is_human(text: &str, mention: &Range<usize>) -> bool {
    let (before, behind) =
        (text.get(..mention.start).unwrap_or_default(), text.get(mention.end..).unwrap_or_default());
    let word = before.strip_suffix(' ').and_then(|before| before.rsplit([' ', '\n', '"', '“', '(']).next());
    let is_called = word
        .is_some_and(|word| word.starts_with(char::is_uppercase) && COURTESY.contains(&plain(word).as_str()));
    let is_office = |words: String| {
        let head = head_words(&words);
        head.last().is_some_and(|last| is_noun(last) && !OF_FIRMS.contains(&last.as_str()))
    };
    is_called
        || has_age(behind)
        || behind.starts_with(", who ")
        || title_before(before).is_some_and(is_office)
        || apposition(behind).is_some_and(is_office)
}

/// Whether an age stands behind a name: "Ann Lund, 45, said".
fn has_age(behind: &str) -> bool {
    let Some(rest) = behind.strip_prefix(", ") else { return false };
    let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    digits == 2 && rest[digits..].starts_with([',', '.', ';'])
}

/// The title at the end of what stands before a name.
fn title_before(text: &str) -> Option<String> {
    let line = text.strip_suffix(' ')?.rsplit('\n').next()?;
    let mut words: Vec<&str> = Vec::new();
    for word in line.rsplit(' ') {
        let is_border = word.ends_with([',', ':', ';', '?', '!', ')', '"', '”', '—', '–', '-']);
        let ends_sentence = word.ends_with('.')
            && !ABBREVIATED.contains(&plain(word).as_str())
            && !word[..word.len() - 1].contains('.');
        let opens = word.trim_start_matches(['"', '“', '(', '‘']);
        // "Chief Justice Sir Ann Lund": what is only courteous stands nearest to the name.
        if words.is_empty() && !is_border && COURTESY.contains(&plain(opens).as_str()) {
            continue;
        }
        let joins = matches!(opens, "and" | "&") && words.last().is_some_and(|next| is_portfolio(next));
        if words.len() == BEFORE || is_border || ends_sentence || !joins && !belongs_to_title(opens) {
            break;
        }
        // What stands before the "and" of a portfolio is one, too, or the "and" is no part of the title.
        if words.last().is_some_and(|next| matches!(*next, "and" | "&")) && !is_portfolio(opens) {
            words.pop();
            break;
        }
        words.push(opens);
        if opens.len() != word.len() {
            break;
        }
    }
    words.reverse();
    let first = words.iter().position(|word| !matches!(plain(word).as_str(), "of" | "and" | ""))?;
    let words = &words[first..];
    // "secretary of state", "prime minister": what stands next to the name must be an office, or one "of" another.
    let last = plain(words.last()?);
    let behind_of = words.len() >= 2 && plain(words[words.len() - 2]) == "of";
    let is_title = is_noun(&last) && !COURTESY.contains(&last.as_str());
    // "A former chairman of President Lund's council": that is another one, who is his.
    let words = if behind_of && is_title { &words[words.len() - 1..] } else { words };
    let is_office = is_title || behind_of && words.len() >= 3 && titles::is_office(&last);
    is_office.then(|| title_in(words))
}

/// The words of a title. In a text in capitals all words look like parts of one, and only those count that surely are.
fn title_in(words: &[&str]) -> String {
    let is_small = |word: &&str| word.chars().any(char::is_lowercase);
    if words.iter().any(is_small) {
        return words.join(" ");
    }
    let is_part = |word: &&str| {
        let folded = plain(word);
        folded == "of" || is_noun(&folded) || titles::may_precede(&folded) || titles::is_office(&folded)
    };
    let parts = words.iter().rev().take_while(|word| is_part(word)).count();
    let words = &words[words.len() - parts..];
    let first = words.iter().position(|word| plain(word) != "of").unwrap_or(0);
    words[first..].join(" ")
}

fn is_portfolio(word: &str) -> bool {
    PORTFOLIOS.contains(&plain(word).as_str())
}

/// Whether a word can stand in a title before a name.
fn belongs_to_title(word: &str) -> bool {
    let folded = plain(word);
    if folded == "of" {
        return true;
    }
    if folded.is_empty()
        || NO_TITLE.contains(&folded.as_str())
        || word.ends_with("'s")
        || word.ends_with("’s")
    {
        return false;
    }
    let is_capitalised = word.starts_with(char::is_uppercase);
    is_capitalised || is_noun(&folded) || titles::may_precede(&folded)
}

/// A word folded, without the marks around it.
fn plain(word: &str) -> String {
    fold(word.trim_matches(|c: char| !c.is_alphanumeric()))
}

/// The apposition that what stands behind a name begins with.
fn apposition(text: &str) -> Option<String> {
    let rest = text.strip_prefix(", ")?;
    let end = end_of_apposition(rest)?;
    let phrase = rest[..end].trim();
    let mut words = phrase.split(' ');
    let first = words.next()?;
    let article = matches!(first, "a" | "an" | "the");
    let bare = without_adverbs(if article { phrase[first.len()..].trim_start() } else { phrase });
    let count = bare.split(' ').count();
    if bare.is_empty() || count > LONGEST || bare.len() > LONGEST_BYTES || bare.contains(['"', '“', '”', '('])
    {
        return None;
    }
    let head = head_words(bare);
    let has_role = head.iter().any(|word| is_noun(word));
    let is_lower = first.starts_with(char::is_lowercase) && !first.starts_with("who");
    // Without an article only an office right at the start is one: "Ann Lund, director of the harbour".
    let is_office = has_role && (article || is_lower && opens_with_office(&head));
    (is_office && !has_verb(bare)).then(|| bare.to_owned())
}

/// A phrase without the words that say since when, or that this is not all.
fn without_adverbs(mut phrase: &str) -> &str {
    while let Some((first, rest)) = phrase.split_once(' ').filter(|(first, _)| ADVERBS.contains(first)) {
        phrase = if first == "as" { rest.trim_start_matches("a ").trim_start_matches("the ") } else { rest };
    }
    phrase
}

/// Where an apposition ends: at the comma, or at the end of the sentence, behind it.
fn end_of_apposition(rest: &str) -> Option<usize> {
    for (at, c) in rest.char_indices() {
        let next = rest[at + c.len_utf8()..].chars().next();
        match c {
            ',' | ';' | '\n' | '—' | '–' => return Some(at),
            '.' if next.is_none_or(|next| next == '\n' || next == '"' || next == '”') => return Some(at),
            // "U.S." and "Dr." end no sentence.
            '.' if next == Some(' ') => {
                let word = rest[..at].rsplit([' ', '.']).next().unwrap_or_default();
                if word.chars().count() > 2 && !ABBREVIATED.contains(&fold(word).as_str()) {
                    return Some(at);
                }
            }
            _ if at > LONGEST_BYTES + 8 => return None,
            _ => {}
        }
    }
    Some(rest.len())
}

/// The folded words before the first preposition: those that say what somebody is.
fn head_words(phrase: &str) -> Vec<String> {
    let stops = ["of", "at", "for", "in", "from", "with", "on", "to", "who", "whose", "that", "and", "by"];
    let words = phrase.split([' ', '-']).map(plain);
    words.take_while(|word| !stops.contains(&word.as_str())).collect()
}

fn opens_with_office(head: &[String]) -> bool {
    head.len() <= 5 && head.last().is_some_and(|last| is_noun(last))
}

/// Whether a phrase has a verb that makes it part of the sentence: "the mayor said".
fn has_verb(phrase: &str) -> bool {
    let before_clause =
        phrase.split(' ').take_while(|word| !matches!(*word, "who" | "whose" | "which" | "that"));
    let words: Vec<String> = before_clause.map(plain).collect();
    let is_verb = |(at, word): (usize, &String)| {
        let next = words.get(at + 1).map(String::as_str);
        let has_object = next.is_some_and(|next| OBJECTS.contains(&next));
        VERBS.contains(&word.as_str())
            || has_object && (word.ends_with("ed") || PAST.contains(&word.as_str()))
    };
    words.iter().enumerate().any(is_verb)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_human_being_has_a_title_or_an_age() {
        let check = |text: &str, expected: bool| {
            let start = text.find("Ann Lund").expect("the name");
            assert_eq!(is_human(text, &(start..start + 8)), expected, "{text}");
        };
        check("Then Mr. Ann Lund left.", true);
        check("(Mrs Ann Lund left)", true);
        check("said teacher Ann Lund", true);
        check("Ann Lund, 45, said", true);
        check("Ann Lund, who left, said", true);
        check("Ann Lund, chairman of the bank, said", true);
        check("with financial adviser Ann Lund", false);
        check("Ann Lund, a broker, rose", false);
        check("Ann Lund, 4,500 strong", false);
        check("an analyst of Ann Lund said", false);
        check("Ann Lund", false);
    }

    #[test]
    fn finds_titles_and_appositions() {
        let check = |text: &str, expected: &[&str]| {
            let start = text.find("Ann Lund").expect("the name");
            assert_eq!(descriptions(text, &(start..start + 8)), expected, "{text}");
        };
        check("Secretary of State Ann Lund said", &["Secretary of State"]);
        check("But former Prime Minister Ann Lund left.", &["former Prime Minister"]);
        check("Then U.S. President Ann Lund spoke.", &["U.S. President"]);
        check(
            "Ann Lund, a senior fellow at the Harbour Institute, said no.",
            &["senior fellow at the Harbour Institute"],
        );
        check(
            "Ann Lund, the director of the Harbour Institute, said",
            &["director of the Harbour Institute"],
        );
        check("Ann Lund, director of the Harbour Institute.", &["director of the Harbour Institute"]);
        check("Using President Ann Lund's words, he", &["President"]);
        check("In March President Ann Lund left.", &["President"]);
        check("a former chairman of President Ann Lund's council", &["President"]);
        check("Minister of State Ann Lund", &["Minister of State"]);
        check("said Health and Human Services Secretary Ann Lund", &["Health and Human Services Secretary"]);
        check("Trade & Industry Minister Ann Lund", &["Trade & Industry Minister"]);
        check("President Bush and Foreign Minister Ann Lund", &["Foreign Minister"]);
        check("the fisheries and Human Services Secretary Ann Lund", &["Human Services Secretary"]);
        check("Chief Justice Sir Ann Lund", &["Chief Justice"]);
        check("Justice Minister Dr. Ann Lund", &["Justice Minister"]);
        check("FRANCE MONSIEUR NO PRESIDENT ANN Ann Lund", &[]);
        check("FRANCE SAID NO PRESIDENT Ann Lund", &["PRESIDENT"]);
        check("FRENCH PRIME MINISTER Ann Lund", &["PRIME MINISTER"]);
        check("Mr. Ann Lund left.", &[]);
        check("He met the mayor. Ann Lund left.", &[]);
        check("Ann Lund, the mayor said, left.", &[]);
        check("Crown Prince Holm and Ann Lund, the mayor paid a visit to Holm.", &[]);
        check("Ann Lund, the president relieved the minister of his post.", &[]);
        check("Ann Lund, a retired general led by nobody, left.", &["retired general led by nobody"]);
        check("Ann Lund, then vice president of the bank, said", &["vice president of the bank"]);
        check("Ann Lund, now also mayor, said", &["mayor"]);
        check("said Reuters Finance Secretary Ann Lund", &["Finance Secretary"]);
        check("Ann Lund, which others saw, left.", &[]);
        check("Ann Lund, who is mayor, left.", &[]);
        check("a 45-year-old teacher, Ann Lund", &[]);
        check("said teacher Ann Lund, a farmer from Holm.", &["teacher", "farmer from Holm"]);
    }
}
