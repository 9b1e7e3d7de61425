//! Words of the archive that a pattern means: a walk through the dictionary of words as written, in step with an
//! automaton.
//!
//! Words are folded on the way, letter by letter, so that one automaton over folded letters finds a word in any case
//! and with any accents.

use names::fold::fold_into;
use rustc_hash::FxHashMap;
use tantivy::{
    Term,
    query::{DfaWrapper, FuzzyTermQuery},
    schema::Field,
};
use tantivy_fst::{Automaton, Regex};

use crate::{
    archive::{ArchiveError, Reader},
    search::resolve::{Meant, Pattern},
};

/// How many words are held, for each that is wanted, before the rare ones are let go.
const HELD: usize = 4;

/// The `most` most frequent words that a pattern means; `None` if it is none that can be looked for.
pub fn words_like(reader: &Reader, pattern: &Pattern, most: usize) -> Result<Option<Meant>, ArchiveError> {
    let field = reader.fields().written;
    let Some(automaton) = Folding::of(pattern, field) else { return Ok(None) };
    let mut found: FxHashMap<String, u64> = FxHashMap::default();
    let mut more = false;
    for segment in reader.searcher().segment_readers() {
        let inverted = segment.inverted_index(field)?;
        let mut stream =
            inverted.terms().search(&automaton).into_stream().map_err(tantivy::TantivyError::from)?;
        while stream.advance() {
            let Ok(word) = std::str::from_utf8(stream.key()) else { continue };
            *found.entry(word.to_owned()).or_default() += u64::from(stream.value().doc_freq);
            if found.len() > HELD * most {
                found = most_frequent(found, HELD * most / 2);
                more = true;
            }
        }
    }
    if found.len() > most {
        found = most_frequent(found, most);
        more = true;
    }
    let articles = found.values().sum();
    Ok(Some(Meant { words: found.into_keys().collect(), articles, more }))
}

fn most_frequent(found: FxHashMap<String, u64>, most: usize) -> FxHashMap<String, u64> {
    let mut words: Vec<(String, u64)> = found.into_iter().collect();
    words.sort_unstable_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    words.truncate(most);
    words.into_iter().collect()
}

/// What accepts the letters of a word.
enum Letters {
    Regex(Regex),
    Near(DfaWrapper),
}

/// How far [`Letters`] have come.
#[derive(Clone, Copy)]
enum Place {
    Regex(Option<usize>),
    Near(u32),
}

/// An automaton over bytes of words as written that gives the folded letters to another.
struct Folding {
    letters: Letters,
    folds: bool,
}

/// How far a [`Folding`] has come: the place of the letters, and the bytes of a character that is not yet whole.
#[derive(Clone, Copy)]
struct State {
    place: Place,
    bytes: [u8; 4],
    length: u8,
}

impl Folding {
    fn of(pattern: &Pattern, field: Field) -> Option<Self> {
        let regex = |source: &str| Regex::new(source).ok().map(Letters::Regex);
        let letters = match pattern {
            // An acronym has its final point or not.
            Pattern::Letters(word) => regex(&format!("{}\\.?", wild(word)))?,
            Pattern::Wild(word) | Pattern::WildAsWritten(word) => regex(&wild(word))?,
            Pattern::Fuzzy(word, changes) => {
                let term = Term::from_field_text(field, word);
                Letters::Near(FuzzyTermQuery::new(term, *changes, true).automaton().ok()?)
            }
            Pattern::Regex(source) => {
                let source = source.strip_prefix('^').unwrap_or(source);
                regex(&format!("(?i)(?:{})", unaccented(source.strip_suffix('$').unwrap_or(source))))?
            }
        };
        Some(Self { letters, folds: !matches!(pattern, Pattern::WildAsWritten(_)) })
    }

    fn next(&self, place: Place, byte: u8) -> Place {
        match (&self.letters, place) {
            (Letters::Regex(regex), Place::Regex(state)) => Place::Regex(regex.accept(&state, byte)),
            (Letters::Near(dfa), Place::Near(state)) => Place::Near(dfa.accept(&state, byte)),
            (_, place) => place,
        }
    }

    fn next_all(&self, place: Place, bytes: &[u8]) -> Place {
        bytes.iter().fold(place, |place, byte| self.next(place, *byte))
    }
}

impl Automaton for Folding {
    type State = State;

    fn start(&self) -> State {
        let place = match &self.letters {
            Letters::Regex(regex) => Place::Regex(regex.start()),
            Letters::Near(dfa) => Place::Near(dfa.start()),
        };
        State { place, bytes: [0; 4], length: 0 }
    }

    fn is_match(&self, state: &State) -> bool {
        state.length == 0
            && match (&self.letters, state.place) {
                (Letters::Regex(regex), Place::Regex(state)) => regex.is_match(&state),
                (Letters::Near(dfa), Place::Near(state)) => dfa.is_match(&state),
                _ => false,
            }
    }

    fn can_match(&self, state: &State) -> bool {
        match (&self.letters, state.place) {
            (Letters::Regex(regex), Place::Regex(state)) => regex.can_match(&state),
            (Letters::Near(dfa), Place::Near(state)) => dfa.can_match(&state),
            _ => false,
        }
    }

    fn accept(&self, state: &State, byte: u8) -> State {
        if !self.folds {
            return State { place: self.next(state.place, byte), ..*state };
        }
        if byte.is_ascii() {
            return State { place: self.next(state.place, byte.to_ascii_lowercase()), ..*state };
        }
        let State { place, mut bytes, length } = *state;
        let at = usize::from(length);
        if let Some(free) = bytes.get_mut(at) {
            *free = byte;
        }
        match bytes.get(..=at).map(std::str::from_utf8) {
            Some(Ok(letter)) => {
                let mut folded = String::new();
                fold_into(letter, &mut folded);
                State { place: self.next_all(place, folded.as_bytes()), bytes: [0; 4], length: 0 }
            }
            _ => State { place, bytes, length: (length + 1).min(4) },
        }
    }
}

/// The expression of a word with wildcards.
fn wild(word: &str) -> String {
    let mut expression = String::with_capacity(word.len() + 8);
    for c in word.chars() {
        match c {
            '*' => expression.push_str(".*"),
            '?' => expression.push('.'),
            c if c.is_alphanumeric() || !c.is_ascii() => expression.push(c),
            c => expression.extend(['\\', c]),
        }
    }
    expression
}

/// An expression whose letters beyond ASCII are folded, as the words are that it is compared with.
fn unaccented(source: &str) -> String {
    let mut plain = String::with_capacity(source.len());
    for c in source.chars() {
        if c.is_ascii() { plain.push(c) } else { fold_into(c.encode_utf8(&mut [0; 4]), &mut plain) }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accepts(pattern: &Pattern, word: &str) -> bool {
        let automaton = Folding::of(pattern, Field::from_field_id(0)).expect("a pattern");
        let end = word.bytes().fold(automaton.start(), |state, byte| automaton.accept(&state, byte));
        automaton.is_match(&end)
    }

    #[test]
    fn patterns_mean_folded_words() {
        let check = |pattern: Pattern, yes: &str, no: &str| {
            for word in yes.split(' ') {
                assert!(accepts(&pattern, word), "{pattern:?} {word}");
            }
            for word in no.split(' ') {
                assert!(!accepts(&pattern, word), "{pattern:?} {word}");
            }
        };
        let text = |text: &str| text.to_owned();
        check(Pattern::Letters(text("elysee")), "Élysée elysee ELYSE\u{301}E", "elysees lysee");
        check(Pattern::Letters(text("u.s")), "U.S. u.s", "us u.s.a");
        check(Pattern::Wild(text("wom?n")), "Woman wömen women", "womn womaan womens");
        check(Pattern::Wild(text("*gate*")), "gate Watergate gates", "gat");
        check(Pattern::Wild(text("a.?")), "a.b", "axb");
        check(Pattern::WildAsWritten(text("Mc*")), "McKay Mc", "mckay MCKAY");
        check(Pattern::Fuzzy(text("harbour"), 1), "Harbor harbour hárbuor", "harb harbuors");
        check(Pattern::Fuzzy(text("harbour"), 2), "harbuors arbor", "harb");
        check(Pattern::Regex(text("colou?r(s|ed)?")), "Color COLOURED cólours", "colouring");
        check(Pattern::Regex(text("^É.*$")), "élan Elan", "plan");
    }

    #[test]
    fn what_is_no_pattern_is_refused() {
        for source in ["(", "a{1000}{1000}{1000}", "\\bx", "[z-a]", "a.{40}b.*?"] {
            assert!(
                Folding::of(&Pattern::Regex(source.to_owned()), Field::from_field_id(0)).is_none(),
                "{source}"
            );
        }
    }
}
