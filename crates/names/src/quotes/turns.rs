//! Who speaks in each quote: by its own cue, or because somebody goes on.
//!
//! A quote of several paragraphs has one speaker. What follows an attributed quote in its paragraph, and a
//! paragraph that is nothing but a quote, is said by the same.

use super::{
    Quote,
    article::Article,
    cues::{self, Cue},
    focus::Focus,
    marks::Span,
    subjects::Subject,
};
use crate::Kind;

/// Quotes without a cue that have fewer words are titles or words that the writer keeps at a distance.
const SHORTEST: usize = 5;

/// How many tokens before a quote are looked at for whom its sentence is about.
const LEAD: usize = 32;

/// Who said a quote, as far as it is known.
#[derive(Clone, Debug)]
struct Turn {
    speaker: Option<u32>,
    cue: Option<Cue>,
    is_pronoun: bool,
}

/// The quotes among `spans`.
pub(super) fn quotes(article: &Article, spans: &[Span]) -> Vec<Quote> {
    let mut focus = Focus::new(article, spans);
    let mut quotes = Vec::with_capacity(spans.len());
    let mut last: Option<Turn> = None;
    let mut start = 0;
    while start < spans.len() {
        let end = end_of_chain(spans, start);
        let previous = start.checked_sub(1).map(|at| &spans[at]);
        let turn = own_turn(article, spans, start, end, &mut focus).or_else(|| {
            let previous = previous.zip(last.as_ref());
            previous
                .filter(|(previous, turn)| goes_on(article, previous, turn, &spans[start], spans.get(end)))
                .map(|(_, turn)| Turn { cue: None, ..turn.clone() })
        });
        for span in spans[start..end].iter().filter(|span| turn.is_some() || is_speech(article, span)) {
            quotes.push(quote(article, span, turn.as_ref()));
        }
        focus.read_to(spans[end - 1].behind);
        last = turn;
        start = end;
    }
    quotes
}

/// Behind the last of the spans that one speech over several paragraphs is made of.
fn end_of_chain(spans: &[Span], start: usize) -> usize {
    let goes_on =
        spans[start..].windows(2).take_while(|pair| pair[0].goes_on && pair[1].begins_block).count();
    start + goes_on + 1
}

/// The turn of a chain of spans that has a cue of its own, before its first or behind its last.
fn own_turn(article: &Article, spans: &[Span], start: usize, end: usize, focus: &mut Focus) -> Option<Turn> {
    let previous = start.checked_sub(1).map(|at| &spans[at]);
    let first = cues::find(article, previous, &spans[start], spans.get(start + 1));
    let is_named = |cue: &Cue| cue.is_behind && matches!(cue.subject, Subject::Name(_));
    // A name behind the last says more than a pronoun before the first, whose mark may just not be closed.
    let last = || cues::find(article, Some(&spans[end - 2]), &spans[end - 1], spans.get(end));
    let last = if end - start > 1 { last() } else { None };
    let cue = match first {
        Some(first) if !last.as_ref().is_some_and(is_named) => first,
        _ => last.or(first)?,
    };
    focus.read_to(cue.verb.start);
    let (speaker, is_pronoun) = match cue.subject {
        Subject::Name(name) => (Some(name), false),
        Subject::Pronoun(_) if cue.is_behind && is_about_somebody(article, &spans[start]) => (None, true),
        Subject::Pronoun(gender) => (focus.pronoun(gender, &spoken_of(article, &spans[start..end])), true),
        Subject::Description(noun) => (focus.description(noun), true),
        Subject::Unclear => (None, false),
    };
    match speaker {
        Some(name) => focus.note(name, true),
        None => focus.note_stranger(),
    }
    Some(Turn { speaker, cue: Some(cue), is_pronoun })
}

/// The people whom quotes name.
fn spoken_of(article: &Article, spans: &[Span]) -> Vec<u32> {
    let people = spans.iter().flat_map(|span| span.tokens.clone());
    let people = people.filter_map(|at| article.mention_of(Kind::Person, at));
    people.filter_map(|mention| article.name(mention)).collect()
}

/// Whether a quote goes on with a sentence about somebody, who then is not the "he" that says so: "Lund is
/// 'a good man,' he said."
fn is_about_somebody(article: &Article, span: &Span) -> bool {
    (span.opening.saturating_sub(LEAD)..span.opening)
        .rev()
        .take_while(|&at| !article.begins_sentence(at + 1))
        .any(|at| article.mention_of(Kind::Person, at).is_some())
}

fn quote(article: &Article, span: &Span, turn: Option<&Turn>) -> Quote {
    let bytes = |cue: &Cue| article.tokens[cue.verb.start].start..article.tokens[cue.verb.end - 1].end;
    Quote {
        range: span.range.clone(),
        speaker: turn.and_then(|turn| turn.speaker),
        cue: turn.and_then(|turn| turn.cue.as_ref()).map(bytes),
        pronoun: turn.is_some_and(|turn| turn.is_pronoun),
    }
}

/// Whether a span without a cue goes on with what was said in the one before it.
fn goes_on(article: &Article, previous: &Span, turn: &Turn, span: &Span, next: Option<&Span>) -> bool {
    if cues::letters_of(article, span).1 < 2 {
        return false;
    }
    if span.block == previous.block {
        let is_speech = article.is_mark(span.opening - 1) || article.begins_sentence(span.opening);
        return is_speech && is_one_sentence(article, previous, turn, span.opening);
    }
    span.block == previous.block + 1
        && span.begins_block
        && is_one_sentence(article, previous, turn, span.opening)
        && (span.goes_on || ends_block(article, span, next))
}

/// Whether between a span and `end` there is nothing but the rest of the sentence that attributes it.
fn is_one_sentence(article: &Article, previous: &Span, turn: &Turn, end: usize) -> bool {
    let start = previous.behind;
    let is_attribution = turn.cue.as_ref().is_some_and(|cue| cue.is_behind && cue.verb.start >= start);
    let borders = (start + 1..end).filter(|&at| article.begins_sentence(at)).count();
    let words = (start..end).filter(|&at| !article.is_mark(at)).count();
    borders == 0 && (is_attribution || words == 0)
}

/// Whether nothing else stands in the paragraph of a span, or a new sentence.
fn ends_block(article: &Article, span: &Span, next: Option<&Span>) -> bool {
    let is_next = next.is_some_and(|next| next.opening == span.behind);
    let ends = matches!(article.word_before(span.tokens.end), "." | "?" | "!" | "…");
    ends && (is_next || span.behind >= article.tokens.len() || article.begins_sentence(span.behind))
}

/// Whether words that nobody is said to have said are speech: several of them, most without a capital.
fn is_speech(article: &Article, span: &Span) -> bool {
    let (small, all) = cues::letters_of(article, span);
    all >= SHORTEST && small * 2 > all
}
