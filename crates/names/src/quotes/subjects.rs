//! Who is the subject of a verb of saying.

use super::{article::Article, words};
use crate::{Kind, mend::is_honour, resolve::gender::Gender};

/// Who speaks, as the sentence has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Subject {
    /// A person or organization by name.
    Name(u32),
    /// "He" or "she".
    Pronoun(Gender),
    /// "The minister", by the token of its noun.
    Description(usize),
    /// Somebody else, or it is not clear.
    Unclear,
}

/// How many tokens of a description are looked at.
const DESCRIPTION: usize = 6;

/// The subject of the verb at `verb`, which stands before it but not before `start`.
pub(super) fn before(article: &Article, start: usize, verb: usize) -> Subject {
    let end = skip_back(article, start, verb);
    let Some(last) = end.checked_sub(1).filter(|&last| last >= start) else { return Subject::Unclear };
    if let Some(subject) = pronoun(article.word(last)) {
        let is_inner = last > start && matches!(article.word(last - 1), "whom" | "which");
        return if is_inner { Subject::Unclear } else { subject };
    }
    if article.word(last) == "who" {
        return relative(article, start, last);
    }
    adjacent(article, start, last)
        .or_else(|| apposition(article, start, last))
        .or_else(|| described(article, start, last))
        .or_else(|| first(article, start, end))
        .unwrap_or(Subject::Unclear)
}

/// The subject of a verb that ends before `start`, up to `end`: "said Lund".
pub(super) fn behind(article: &Article, start: usize, end: usize) -> Subject {
    if let Some(subject) = pronoun(article.word(start)) {
        return subject;
    }
    let is_the = article.word(start) == "the";
    for at in start..end {
        if article.begins_mention(at)
            && let Some(mention) = article.mention_of(Kind::Person, at)
            && !article.is_possessive(mention)
        {
            let Some(mention) = who_speaks(article, mention, end) else { return Subject::Unclear };
            let is_subject = article.with_titles(mention) <= start || !is_object(article, mention);
            return if is_subject && is_single(article, mention) {
                named(article, mention)
            } else {
                Subject::Unclear
            };
        }
        let is_border = match article.word(at) {
            "," => !article.begins_mention(skip_titles(article, at + 1, end)),
            "who" | "that" | "as" | "when" | "while" | "after" | "(" | ";" | ":" => true,
            word => at > start && words::is_verb(word),
        };
        if is_border {
            break;
        }
    }
    let body = start + usize::from(is_the);
    match article.mention_of(Kind::Organization, body) {
        Some(mention) if body < end && article.begins_mention(body) && is_whole(article, mention) => {
            named(article, mention)
        }
        _ if is_the => role(article, start, end).map_or(Subject::Unclear, Subject::Description),
        _ => Subject::Unclear,
    }
}

/// Who speaks where a person may only say whose somebody is, if that is said by name: Berg in "said Lund adviser Maria Berg",
/// nobody in "said a Lund spokesman".
fn who_speaks(article: &Article, mention: usize, end: usize) -> Option<usize> {
    let first = article.behind(mention);
    let is_noun = |at: usize| {
        let word = article.word(at);
        word.starts_with(char::is_lowercase) && (words::is_role(word) || words::is_relation(word))
    };
    // "Lund chief economist", "Lund senior analyst".
    let noun = (first..end.min(first + 2)).find(|at| is_noun(*at));
    let is_adjective =
        |at: usize| article.word(at).chars().all(char::is_lowercase) && article.word(at) != "and";
    let Some(noun) = noun.filter(|noun| (first..*noun).all(is_adjective)) else { return Some(mention) };
    let other = (noun + 1 < end && article.begins_mention(noun + 1)).then_some(noun + 1)?;
    article.mention_of(Kind::Person, other)
}

/// The subject of a participle: whom the sentence from `start` on is about.
pub(super) fn of_sentence(article: &Article, start: usize, verb: usize) -> Subject {
    if let Some(last) = verb.checked_sub(2).filter(|&last| last >= start && article.word(last + 1) == "as")
        && let Some(mention) = article.mention_of(Kind::Person, last)
    {
        return named(article, mention);
    }
    if let Some(subject) = pronoun_at_start(article, start) {
        return subject;
    }
    let mut people = people(article, start, verb).filter(|&mention| speaks(article, mention));
    let Some(found) = people.next() else { return Subject::Unclear };
    let is_alone = people.all(|other| article.name(other) == article.name(found));
    let is_first = article.with_titles(found) <= start + 1;
    if is_alone || is_first { named(article, found) } else { Subject::Unclear }
}

/// Whether a mention can be a subject: it is not whose something is, nor behind a preposition, nor one of
/// several.
pub(super) fn speaks(article: &Article, mention: usize) -> bool {
    !article.is_possessive(mention) && !is_object(article, mention) && is_single(article, mention)
}

/// Whether a preposition stands before a mention.
fn is_object(article: &Article, mention: usize) -> bool {
    words::is_preposition(article.word_before(article.with_titles(mention)))
}

/// Whether a mention is not one of several names that are joined by "and".
fn is_single(article: &Article, mention: usize) -> bool {
    let first = article.with_titles(mention);
    let is_joined = |word: &str| matches!(word, "and" | "or" | "&");
    let follows_name =
        first >= 2 && is_joined(article.word(first - 1)) && article.mention_at(first - 2).is_some();
    !follows_name && !is_joined(article.word(article.behind(mention)))
}

fn named(article: &Article, mention: usize) -> Subject {
    article.name(mention).map_or(Subject::Unclear, Subject::Name)
}

/// What a pronoun says of the speaker; none if the word is no pronoun.
pub(super) fn pronoun(word: &str) -> Option<Subject> {
    Some(match word {
        "he" | "He" => Subject::Pronoun(Gender::Male),
        "she" | "She" => Subject::Pronoun(Gender::Female),
        "they" | "They" | "it" | "It" | "I" | "we" | "We" | "you" | "You" => Subject::Unclear,
        _ => return None,
    })
}

/// "He" or "she" as the first word of a sentence, or the second: "But he".
fn pronoun_at_start(article: &Article, start: usize) -> Option<Subject> {
    (start..start + 3)
        .filter_map(|at| pronoun(article.word(at)))
        .find(|subject| matches!(subject, Subject::Pronoun(_)))
}

/// Moves from a verb back over adverbs, other verbs, "Jr." and what stands in parentheses.
fn skip_back(article: &Article, start: usize, verb: usize) -> usize {
    let mut end = verb;
    while end > start {
        match article.word(end - 1) {
            ")" => {
                let opening = (start..end).rev().take(12).find(|&at| article.word(at) == "(");
                let Some(opening) = opening else { return end };
                end = opening;
            }
            "." if end >= start + 2 && is_suffix(article.word(end - 2)) => end -= 1,
            word if is_suffix(word) && article.mention_at(end - 1).is_none() => end -= 1,
            word if words::is_between(word) => end -= 1,
            _ => return end,
        }
    }
    end
}

/// Whether a word stands behind a name, of which it is no part for everybody.
fn is_suffix(word: &str) -> bool {
    matches!(word.trim_end_matches('.'), "Jr" | "Sr")
}

fn skip_titles(article: &Article, mut at: usize, end: usize) -> usize {
    while at < end && !article.begins_mention(at) && words::is_role(article.word(at)) {
        at += 1;
    }
    at
}

/// "Lund who said", "Lund, who said".
fn relative(article: &Article, start: usize, who: usize) -> Subject {
    let comma = usize::from(article.word_before(who) == ",");
    who.checked_sub(1 + comma)
        .filter(|&last| last >= start)
        .and_then(|last| article.mention_of(Kind::Person, last))
        .map_or(Subject::Unclear, |mention| named(article, mention))
}

/// The name right before the verb.
fn adjacent(article: &Article, start: usize, last: usize) -> Option<Subject> {
    let mention = article.mention_at(last)?;
    let is_inside = article.first(mention) >= start && speaks(article, mention);
    match article.mentions[mention].kind {
        Kind::Person if is_inside => Some(named(article, mention)),
        Kind::Organization if is_inside && is_body(article, start, mention) => Some(named(article, mention)),
        Kind::Place => located(article, start, mention),
        _ => None,
    }
}

/// An organization with its place: "the harbour board in Lund".
fn located(article: &Article, start: usize, place: usize) -> Option<Subject> {
    let last = article.first(place).checked_sub(2).filter(|&last| last >= start)?;
    let mention = article.mention_of(Kind::Organization, last)?;
    let is_body =
        article.word(last + 1) == "in" && speaks(article, mention) && is_body(article, start, mention);
    is_body.then(|| named(article, mention))
}

/// Whether an organization is all of the subject, with nothing but "the" before it.
fn is_body(article: &Article, start: usize, mention: usize) -> bool {
    let first = article.first(mention);
    let is_the = first > start && article.word(first - 1).eq_ignore_ascii_case("the");
    let before = first - usize::from(is_the);
    before <= start
        || article.is_mark(before - 1) && article.word(before - 1) != "-"
        || matches!(article.word(before - 1), "and" | "but" | "that" | "while" | "But")
}

/// Whether no word goes on with a name: "said the Lund Institute" but not "said the Lund Institute director".
fn is_whole(article: &Article, mention: usize) -> bool {
    let behind = article.behind(mention);
    let word = article.word(behind);
    !article.is_possessive(mention)
        && (article.is_mark(behind) && word != "-" || word.is_empty() || words::is_preposition(word))
}

/// A name between two commas before the verb: "the mayor, Ann Lund, said".
fn apposition(article: &Article, start: usize, comma: usize) -> Option<Subject> {
    if article.word(comma) != "," || comma <= start {
        return None;
    }
    // "Ann Lund KC, said".
    let honour = usize::from(is_honour(article.word(comma - 1)) && comma > start + 1);
    let mention = article.mention_of(Kind::Person, comma - 1 - honour)?;
    let first = article.with_titles(mention);
    if is_in_clause(article, start, first) {
        return None;
    }
    let is_closed = first > start && article.word(first - 1) == ",";
    (is_closed && speaks(article, mention) || first <= start + 1 && speaks(article, mention))
        .then(|| named(article, mention))
}

/// Whether a name stands in a clause about somebody before it: Holm in "Lund, who spoke through her adviser, Per Holm, said".
fn is_in_clause(article: &Article, start: usize, first: usize) -> bool {
    (start..first).any(|at| {
        let is_who = article.word(at) == "," && matches!(article.word(at + 1), "who" | "whose");
        is_who
            && article
                .mention_of(Kind::Person, at.wrapping_sub(1))
                .is_some_and(|mention| article.first(mention) >= start)
    })
}

/// "The minister" right before the verb.
fn described(article: &Article, start: usize, last: usize) -> Option<Subject> {
    let first = (start..=last).rev().take(DESCRIPTION).find(|&at| is_the(article.word(at)))?;
    let is_free = (first..=last).all(|at| article.mention_of(Kind::Person, at).is_none())
        && (first..=last).all(|at| article.word(at) != ",");
    let before = article.word_before(first);
    let is_subject = first == start || before == "," || matches!(before, "and" | "but" | "But" | "And");
    (is_free && is_subject && words::is_role(article.word(last))).then_some(Subject::Description(last))
}

fn is_the(word: &str) -> bool {
    matches!(word, "the" | "The")
}

/// The noun for a person among the first words behind a verb: "said the former mayor".
fn role(article: &Article, start: usize, end: usize) -> Option<usize> {
    (start + 1..end.min(start + DESCRIPTION)).find(|&at| {
        let next = article.word(at + 1);
        words::is_role(article.word(at))
            && (at + 1 >= end || matches!(next, "," | "." | "from" | "in" | "before" | "on" | "at" | "after"))
    })
}

/// The first person of a subject that goes on: "Lund, a baker from Ystad, said", "Lund of the harbour board
/// said".
fn first(article: &Article, start: usize, end: usize) -> Option<Subject> {
    let mention = people(article, start, end).find(|&mention| speaks(article, mention))?;
    let behind = article.behind(mention);
    let behind = article.word(behind + usize::from(is_honour(article.word(behind))));
    let goes_on = matches!(behind, "," | "(" | "who" | "of" | "from" | "with" | "at" | "in" | "–" | "—");
    let is_plain = (start..article.first(mention)).all(|at| !is_clause_word(article.word(at)));
    (goes_on && is_plain).then(|| named(article, mention))
}

/// Words that only stand before a subject when there is another clause.
fn is_clause_word(word: &str) -> bool {
    matches!(word, "that" | "which" | "whose" | "whom" | "when" | "while" | "after" | "because" | "if")
        || words::is_verb(word)
}

/// The people who are mentioned between two tokens.
fn people<'a>(article: &'a Article, start: usize, end: usize) -> impl Iterator<Item = usize> + 'a {
    (start..end)
        .filter(|&at| article.begins_mention(at))
        .filter_map(|at| article.mention_of(Kind::Person, at))
}
