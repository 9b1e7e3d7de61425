//! The words beside a quote that say who said it.

use std::ops::Range;

use super::{
    article::Article,
    marks::Span,
    subjects::{self, Subject},
    words,
};
use crate::Kind;

/// How many tokens behind a quote its attribution is looked for.
const BEHIND: usize = 48;

/// How many tokens of the sentence before a quote are looked at.
const BEFORE: usize = 64;

/// How many tokens stand at most between a verb and the quote behind it.
const REACH: usize = 24;

/// Quotes of fewer words that only go on with a sentence are words the writer keeps at a distance.
const FRAGMENT: usize = 4;

/// How many tokens what somebody calls something has at most.
const NAMED: usize = 6;

/// A verb of saying beside a quote.
#[derive(Clone, Debug)]
pub(super) struct Cue {
    /// The tokens of the verb, or of "according to".
    pub(super) verb: Range<usize>,
    pub(super) subject: Subject,
    /// Whether it stands behind the quote.
    pub(super) is_behind: bool,
}

/// How a quote ends, which says what may follow.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ending {
    /// With a comma or dash: the sentence goes on.
    Comma,
    /// With a question or exclamation mark.
    Asking,
    /// With a stop.
    Stop,
    /// Without any mark.
    Bare,
}

/// The cue of a quote between two others, if one stands beside it.
pub(super) fn find(
    article: &Article,
    previous: Option<&Span>,
    span: &Span,
    next: Option<&Span>,
) -> Option<Cue> {
    let after = behind(article, span, next);
    if after.as_ref().is_some_and(|cue| cue.subject != Subject::Unclear) {
        return after;
    }
    before(article, previous, span).or(after)
}

/// The number of words between the marks that begin with a small letter, and of all.
pub(super) fn letters_of(article: &Article, span: &Span) -> (usize, usize) {
    let words = span.tokens.clone().filter(|&at| !article.is_mark(at)).map(|at| article.word(at));
    words.fold((0, 0), |(small, all), word| {
        (small + usize::from(word.starts_with(char::is_lowercase)), all + 1)
    })
}

fn behind(article: &Article, span: &Span, next: Option<&Span>) -> Option<Cue> {
    if span.goes_on || is_term(article, span) {
        return None;
    }
    let ending = ending(article, span);
    let start = span.behind + usize::from(is_pause(article.word(span.behind)));
    let end = end_of_sentence(article, start, next.map_or(article.tokens.len(), |next| next.opening));
    if start >= end || article.begins_block(start) {
        return None;
    }
    let cue = |verb: Range<usize>, subject| Some(Cue { verb, subject, is_behind: true });
    let first = article.word(start);
    if first == "according" && article.word(start + 1) == "to" {
        return cue(start..start + 2, subjects::behind(article, start + 2, end));
    }
    if words::is_verb(first) && words::may_precede_subject(first) && ending != Ending::Stop {
        return cue(start..start + 1, subjects::behind(article, start + 1, end));
    }
    let verb = (start + 1..end).find(|&at| words::is_verb(article.word(at)))?;
    let fits = may_begin_subject(first) && ends_speech(article, ending, start, verb);
    (fits && !is_heard(article, verb)).then_some(())?;
    let subject = match article.word(verb) {
        "quoted" | "quotes" if !words::makes_passive(article.word_before(verb)) => {
            subjects::behind(article, verb + 1, end)
        }
        _ => subjects::before(article, start, verb),
    };
    cue(verb..verb + 1, subject)
}

fn ending(article: &Article, span: &Span) -> Ending {
    if is_pause(article.word(span.behind)) {
        return Ending::Comma;
    }
    match article.word_before(span.tokens.end) {
        "?" | "!" => Ending::Asking,
        "." => Ending::Stop,
        word if is_pause(word) || word == "…" => Ending::Comma,
        _ => Ending::Bare,
    }
}

fn is_pause(word: &str) -> bool {
    matches!(word, "," | "-" | "–" | "—")
}

/// Where the sentence that holds `start` ends.
fn end_of_sentence(article: &Article, start: usize, limit: usize) -> usize {
    let limit = limit.min(start + BEHIND).min(article.tokens.len());
    (start + 1..limit).find(|&at| article.begins_sentence(at)).unwrap_or(limit)
}

/// Whether a word can begin the subject of an attribution.
fn may_begin_subject(word: &str) -> bool {
    let is_other = matches!(
        word,
        "and"
            | "but"
            | "which"
            | "who"
            | "that"
            | "while"
            | "when"
            | "as"
            | "at"
            | "in"
            | "on"
            | "with"
            | "or"
            | "because"
            | "where"
            | "for"
            | "to"
            | "after"
            | "if"
            | "is"
            | "are"
            | "was"
            | "were"
            | "by"
    );
    !is_other && word.starts_with(char::is_alphanumeric)
}

/// Whether what a verb says has been said before it: "'Why?' Lund asked." but not "'Why?' Lund asked why
/// not."
fn ends_speech(article: &Article, ending: Ending, start: usize, verb: usize) -> bool {
    let next = article.word(verb + 1);
    let is_last = matches!(next, "." | "," | "") || article.begins_sentence(verb + 1);
    match ending {
        Ending::Comma => true,
        Ending::Asking => {
            is_last || words::is_preposition(next) || article.word(start).starts_with(char::is_lowercase)
        }
        Ending::Stop => is_last || is_told(article, start, verb),
        Ending::Bare => verb <= start + 2 && is_last,
    }
}

/// Whether a sentence says no more than to whom something was told, or where: "Lund told bankers at a lunch", but not "Lund told
/// bankers the bank was sound".
fn is_told(article: &Article, start: usize, verb: usize) -> bool {
    let ends = |at: usize| {
        matches!(article.word(at), "." | "")
            || article.begins_sentence(at)
            || words::is_preposition(article.word(at))
    };
    let goes_on = article.word(verb + 1);
    let (is_near, object) = (verb <= start + 4, verb + 1 + usize::from(goes_on == "the"));
    is_near
        && match article.word(verb) {
            "told" | "tells" => !ends(object) && ends(object + 1),
            word => {
                matches!(word, "said" | "says" | "wrote") && matches!(goes_on, "in" | "at" | "on" | "after")
            }
        }
        && (verb..article.tokens.len().min(verb + REACH))
            .skip(1)
            .take_while(|&at| !article.begins_sentence(at))
            .all(|at| !matches!(article.word(at), "that" | "," | ":") && !words::is_verb(article.word(at)))
}

/// Whether the subject of the verb only listens: "was told".
fn is_heard(article: &Article, verb: usize) -> bool {
    words::is_of_listener(article.word(verb)) && words::makes_passive(article.word_before(verb))
}

fn before(article: &Article, previous: Option<&Span>, span: &Span) -> Option<Cue> {
    let start = start_of_sentence(article, previous, span)?;
    let end = span.opening;
    let lead = article.word_before(end);
    let is_direct = is_lead(lead);
    if !is_direct && !is_fragment(article, span) {
        return None;
    }
    let is_according =
        article.word(start).eq_ignore_ascii_case("according") && article.word(start + 1) == "to";
    if is_according && !is_told_of_another(article, start + 2, end) {
        let subject = subjects::behind(article, start + 2, end);
        return Some(Cue { verb: start..start + 2, subject, is_behind: false });
    }
    let reach = start.max(end.saturating_sub(REACH))..end;
    let Some(verb) = reach.rev().find(|&at| words::is_verb(article.word(at))) else {
        return announced(article, start, span);
    };
    let is_near = verb + 2 >= end || is_direct && lead != "," || is_naming(article, verb, span);
    let is_far = !is_near && (words::is_loose(article.word(verb)) || !is_fragment(article, span));
    let is_next = previous.is_some_and(|previous| previous.behind == start) && verb <= start + 1;
    let is_inverted = is_next && words::may_precede_subject(article.word(verb));
    let is_of_another = !is_direct && !is_by(article, verb) && names_another(article, verb, end);
    if is_far || is_inverted || is_of_another {
        return None;
    }
    let subject = subject_before(article, start, verb, end)?;
    Some(Cue { verb: verb..verb + 1, subject, is_behind: false })
}

/// Whether a verb says what somebody called something: "called the verdict “a gift to the mob”".
fn is_naming(article: &Article, verb: usize, span: &Span) -> bool {
    let between = verb + 1..span.opening;
    let is_noun = |at: usize| !words::is_verb(article.word(at)) && !article.is_mark(at);
    let is_small = article.word(span.tokens.start).starts_with(char::is_lowercase);
    words::is_of_naming(article.word(verb))
        && !words::is_of_passive(article.word_before(verb))
        && between.len() <= NAMED
        && between.clone().all(is_noun)
        && is_small
}

/// A name with a colon before what was said, and no verb: "Her adviser Ann Lund: “We shall see.”"
fn announced(article: &Article, start: usize, span: &Span) -> Option<Cue> {
    let colon = span.opening.checked_sub(1).filter(|&at| article.word(at) == ":" && at > start)?;
    let mention = article.mention_of(Kind::Person, colon - 1)?;
    let is_subject = subjects::speaks(article, mention) && is_fragment(article, span);
    let name = article.name(mention).filter(|_| is_subject)?;
    Some(Cue { verb: colon..span.opening, subject: Subject::Name(name), is_behind: false })
}

/// Whether behind "according to Lund" somebody else speaks: "According to Lund, Berg shouted".
fn is_told_of_another(article: &Article, start: usize, end: usize) -> bool {
    let verb = end.checked_sub(if is_lead(article.word_before(end)) { 2 } else { 1 });
    verb.is_some_and(|verb| {
        verb > start
            && words::is_verb(article.word(verb))
            && article.mention_of(Kind::Person, verb - 1).is_some()
            && (start..verb).any(|at| article.word(at) == ",")
    })
}

/// The subject of a verb before a quote; none if it says nothing of the quote.
fn subject_before(article: &Article, start: usize, verb: usize, end: usize) -> Option<Subject> {
    let word = article.word(verb);
    if is_by(article, verb) {
        Some(subjects::behind(article, verb + 2, end))
    } else if is_heard(article, verb) {
        None
    } else if words::is_participle(word) {
        Some(subjects::of_sentence(article, start, verb))
    } else {
        Some(subjects::before(article, start, verb))
    }
}

/// Whether the speaker stands behind a verb: "was described by Lund".
fn is_by(article: &Article, verb: usize) -> bool {
    article.word(verb + 1) == "by" && words::makes_passive(article.word_before(verb))
}

/// Whether a mark leads to speech.
fn is_lead(word: &str) -> bool {
    matches!(word, ":" | "," | ";")
}

/// Where the sentence begins that leads to a quote; none if the quote begins one itself.
fn start_of_sentence(article: &Article, previous: Option<&Span>, span: &Span) -> Option<usize> {
    let is_announced = is_lead(article.word_before(span.opening));
    if span.opening == 0 || article.begins_sentence(span.opening) && !is_announced {
        return None;
    }
    let limit = previous.map_or(0, |previous| previous.behind).max(span.opening.saturating_sub(BEFORE));
    if limit >= span.opening {
        return None;
    }
    Some((limit..span.opening).rev().find(|&at| article.begins_sentence(at)).unwrap_or(limit))
}

/// Whether words that go on with a sentence are a name or title: "the ‘New Harbour Plan’, Lund said".
fn is_term(article: &Article, span: &Span) -> bool {
    let goes_on =
        span.opening > 0 && !article.begins_sentence(span.opening) && !article.begins_block(span.opening);
    goes_on && !article.is_mark(span.opening - 1) && letters_of(article, span).0 == 0
}

/// Whether words that go on with a sentence are more than a name or a term.
fn is_fragment(article: &Article, span: &Span) -> bool {
    let (small, all) = letters_of(article, span);
    all >= FRAGMENT && small * 2 > all
}

/// Whether somebody else is mentioned between a verb and the words quoted, which may be theirs; whom "told"
/// is about is not.
fn names_another(article: &Article, verb: usize, end: usize) -> bool {
    let start = verb + if matches!(article.word(verb), "told" | "tells") { 4 } else { 1 };
    (start..end).any(|at| article.mention_of(Kind::Person, at).is_some())
}
