//! An automaton for words as written that looks at their folded letters.
//!
//! Words are folded on the way, letter by letter, so that one automaton over folded letters finds a word in any case
//! and with any accents, and whole branches of the dictionary are passed over.

use std::cell::{Cell, RefCell};

use names::fold::fold_into;
use regex_automata::{
    Anchored, Input, MatchKind,
    hybrid::{
        LazyStateID,
        dfa::{Cache, DFA},
    },
    nfa::thompson::{self, WhichCaptures},
};
use tantivy::{
    Term,
    query::{DfaWrapper, FuzzyTermQuery},
    schema::Field,
};
use tantivy_fst::Automaton;

use crate::search::resolve::Pattern;

/// Longest pattern in bytes: an automaton grows with it, and no word is longer.
const LONGEST: usize = 200;

/// Longest fuzzy word in bytes; its automaton is far bigger.
const LONGEST_FUZZY: usize = 60;

/// Bytes that the states of an expression may take.
const ROOM: usize = 4 << 20;

/// What accepts the letters of a word.
enum Letters {
    Regex(Box<Expression>),
    Near(DfaWrapper),
}

/// How far [`Letters`] have come.
#[derive(Clone, Copy)]
enum Place {
    Regex(LazyStateID),
    Near(u32),
    /// Nowhere: no word that goes on from here is meant.
    Dead,
}

/// An expression for whole words. Its states are made when a word first needs them, so that one with a million states is no
/// harm as long as the words of the archive lead to few.
struct Expression {
    dfa: DFA,
    cache: RefCell<Cache>,
    /// Whether more states were needed than there is room for.
    gave_up: Cell<bool>,
}

impl Expression {
    fn new(source: &str) -> Option<Self> {
        if source.len() > LONGEST {
            return None;
        }
        let config = DFA::config().match_kind(MatchKind::All).cache_capacity(ROOM);
        let config = config.skip_cache_capacity_check(true).minimum_cache_clear_count(Some(0));
        let nfa = thompson::Config::new().which_captures(WhichCaptures::None).nfa_size_limit(Some(ROOM));
        let dfa = DFA::builder().configure(config).thompson(nfa).build(source).ok()?;
        let cache = RefCell::new(dfa.create_cache());
        Some(Self { dfa, cache, gave_up: Cell::new(false) })
    }

    fn start(&self) -> Place {
        let input = Input::new("").anchored(Anchored::Yes);
        let start = self.dfa.start_state_forward(&mut self.cache.borrow_mut(), &input);
        start.map_or(Place::Dead, Place::Regex)
    }

    fn next(&self, state: LazyStateID, byte: u8) -> Place {
        match self.dfa.next_state(&mut self.cache.borrow_mut(), state, byte) {
            Ok(next) if next.is_dead() || next.is_quit() => Place::Dead,
            Ok(next) => Place::Regex(next),
            Err(_) => {
                self.gave_up.set(true);
                Place::Dead
            }
        }
    }

    fn is_match(&self, state: LazyStateID) -> bool {
        let end = self.dfa.next_eoi_state(&mut self.cache.borrow_mut(), state);
        self.gave_up.set(self.gave_up.get() || end.is_err());
        end.is_ok_and(|end| end.is_match())
    }
}

/// An automaton over bytes of words as written that gives the folded letters to another.
pub(super) struct Folding {
    letters: Letters,
    folds: bool,
}

/// How far a [`Folding`] has come: the place of the letters, and the bytes of a character that is not yet whole.
#[derive(Clone, Copy)]
pub(super) struct State {
    place: Place,
    bytes: [u8; 4],
    length: u8,
}

impl Folding {
    /// The automaton of a pattern for words of a field; `None` if it is none that can be looked for.
    pub(super) fn of(pattern: &Pattern, field: Field) -> Option<Self> {
        let regex = |source: &str| Expression::new(source).map(|one| Letters::Regex(Box::new(one)));
        let letters = match pattern {
            // An acronym has its final point or not.
            Pattern::Letters(word) => regex(&format!("{}\\.?", wild(word)))?,
            Pattern::Wild(word) | Pattern::WildAsWritten(word) => regex(&wild(word))?,
            Pattern::Fuzzy(word, _) if word.len() > LONGEST_FUZZY => return None,
            Pattern::Fuzzy(word, changes) => {
                let term = Term::from_field_text(field, word);
                Letters::Near(FuzzyTermQuery::new(term, *changes, true).automaton().ok()?)
            }
            Pattern::Regex(source) => regex(&format!("(?i)(?:{})", unaccented(source)))?,
        };
        Some(Self { letters, folds: !matches!(pattern, Pattern::WildAsWritten(_)) })
    }

    /// Whether the words that it found are not all that are meant.
    pub(super) fn gave_up(&self) -> bool {
        matches!(&self.letters, Letters::Regex(expression) if expression.gave_up.get())
    }

    fn next(&self, place: Place, byte: u8) -> Place {
        match (&self.letters, place) {
            (Letters::Regex(expression), Place::Regex(state)) => expression.next(state, byte),
            (Letters::Near(dfa), Place::Near(state)) => Place::Near(dfa.accept(&state, byte)),
            _ => Place::Dead,
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
            Letters::Regex(expression) => expression.start(),
            Letters::Near(dfa) => Place::Near(dfa.start()),
        };
        State { place, bytes: [0; 4], length: 0 }
    }

    fn is_match(&self, state: &State) -> bool {
        state.length == 0
            && match (&self.letters, state.place) {
                (Letters::Regex(expression), Place::Regex(state)) => expression.is_match(state),
                (Letters::Near(dfa), Place::Near(state)) => dfa.is_match(&state),
                _ => false,
            }
    }

    fn can_match(&self, state: &State) -> bool {
        match (&self.letters, state.place) {
            (Letters::Regex(_), Place::Regex(_)) => true,
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
        for source in ["(", "a{1000}{1000}{1000}", "\\bx", "[z-a]"] {
            assert!(
                Folding::of(&Pattern::Regex(source.to_owned()), Field::from_field_id(0)).is_none(),
                "{source}"
            );
        }
    }
}
