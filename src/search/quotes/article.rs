//! The quotes of one stored article.

use std::ops::Range;

use names::{
    Kind, Mention, Name, Quote,
    tokens::{Border, Token, tokenize},
};

use crate::archive::{
    record::{ArticleRecord, StoredName},
    stream::StreamText,
};

/// How many tokens are shown at most on each side of the verb that says who spoke.
const AROUND: usize = 24;

/// What was said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Speech {
    /// The words between the quotation marks, as they stand.
    pub text: String,
    /// Byte in the stream's text at which they start.
    pub at: usize,
    /// Byte in the stream's text at which the body starts.
    pub body_at: usize,
    /// Which of the article's names said it.
    pub speaker: Option<usize>,
    /// The words beside it that say so: "Hass told reporters"; none if it goes on with what was said before.
    pub attribution: Option<String>,
    /// Whether the article has a pronoun or a description for the speaker.
    pub is_pronoun: bool,
}

/// The quotes of an article, in its order.
pub fn speech_of(record: &ArticleRecord) -> Vec<Speech> {
    let StreamText { text, body_at } = StreamText::of(&record.article);
    if !text.contains(is_quotation_mark) {
        return Vec::new();
    }
    let mut tokens = Vec::new();
    tokenize(&text, &mut tokens);
    let (names, mentions) = names_of(&record.names, &tokens);
    let found = names::quotes(&text, &tokens, &mentions, &names);
    let speech = |quote: &Quote| {
        let bytes = quote.range.start as usize..quote.range.end as usize;
        Some(Speech {
            text: text.get(bytes.clone())?.to_owned(),
            at: bytes.start,
            body_at,
            speaker: quote.speaker.map(|name| name as usize),
            attribution: quote.cue.as_ref().and_then(|cue| attribution(&text, &tokens, &found, cue)),
            is_pronoun: quote.pronoun,
        })
    };
    found.iter().filter_map(speech).collect()
}

/// Whether a character can open a quote; an apostrophe can, too.
fn is_quotation_mark(c: char) -> bool {
    matches!(c, '"' | '＂' | '“' | '„' | '‟' | '«' | '»' | '‘' | '‹' | '`' | '‚' | '’' | '\'')
}

/// Stored names and their mentions as the tagger and the resolution gave them.
fn names_of(stored: &[StoredName], tokens: &[Token]) -> (Vec<Name>, Vec<Mention>) {
    let mut places: Vec<(u32, u32, usize)> = Vec::new();
    for (number, name) in stored.iter().enumerate() {
        places.extend(name.mentions.iter().map(|&(start, end)| (start, end, number)));
    }
    places.sort_unstable();
    let blank = |name: &StoredName| Name {
        kind: name.kind,
        canonical: name.canonical.clone(),
        forms: name.forms.clone(),
        mentions: Vec::new(),
    };
    let mut names: Vec<Name> = stored.iter().map(blank).collect();
    let mut mentions = Vec::with_capacity(places.len());
    for (start, end, number) in places {
        names[number].mentions.push(mentions.len() as u32);
        mentions.push(mention(names[number].kind, start..end, tokens));
    }
    (names, mentions)
}

fn mention(kind: Kind, range: Range<u32>, tokens: &[Token]) -> Mention {
    let first = tokens.partition_point(|token| token.end <= range.start) as u32;
    let behind = tokens.partition_point(|token| token.start < range.end) as u32;
    Mention { kind, range, tokens: first..behind.max(first) }
}

/// The words around a verb of saying, up to the ends of its sentence and to what is quoted.
fn attribution(text: &str, tokens: &[Token], quotes: &[Quote], cue: &Range<u32>) -> Option<String> {
    let verb = tokens.partition_point(|token| token.end <= cue.start);
    let behind = tokens.partition_point(|token| token.start < cue.end);
    let is_inside = |token: &Token| {
        quotes.iter().any(|quote| quote.range.start <= token.start && token.end <= quote.range.end)
    };
    let is_free = |token: &Token| !token.of(text).contains(is_double_mark) && !is_inside(token);
    let before = tokens.get(..verb)?.iter().enumerate().rev().take(AROUND);
    let mut first = verb;
    for (at, token) in before {
        if tokens[at + 1].border >= Border::Sentence || !is_free(token) {
            break;
        }
        first = at;
    }
    let after = tokens.get(behind..)?.iter().take(AROUND);
    let after = after.take_while(|token| token.border < Border::Sentence && is_free(token)).count();
    let last = tokens.get((behind + after).checked_sub(1)?)?;
    let words = text.get(tokens.get(first)?.start as usize..last.end as usize)?;
    let words = words
        .trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '.' | ':' | ';' | '-' | '–' | '—'));
    (!words.is_empty()).then(|| words.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn is_double_mark(c: char) -> bool {
    matches!(c, '"' | '＂' | '“' | '”' | '„' | '‟' | '«' | '»')
}
