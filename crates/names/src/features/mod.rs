//! What the tagger sees of a text: the one definition of its features, for training and for tagging.
//!
//! A token is described by keys, hashes that the model has rows of weights for (or not, if they were rare in
//! training), by the vectors of the words around it and by the mean vector of the text. Keys that depend on
//! one word and its place alone come from [`Words`], so that the tagger can sum their rows once a word; all
//! others come from [`Analysis`]. This module is public for the trainer; it changes with the model.

mod document;
mod keys;
mod runs;
mod shape;
mod uses;
mod words;

pub use document::Analysis;
pub(crate) use runs::InBody;
pub use words::{NO_WORD, PAD, Word, WordId, Words};

use crate::{hash, lexicon::Lexicon, tokens::tokenize};

/// How many tokens to each side of a token its features look at.
pub const REACH: usize = 3;

/// Places in the window around a token, itself included.
pub const WINDOW: usize = 2 * REACH + 1;

/// Places whose words describe a token: the window, the ends of its run of capitals and what surrounds it
/// (see [`Analysis::places`]).
pub const PLACES: usize = WINDOW + 8;

/// A number that changes with the definition of the features: a hash of the keys of a probe text.
pub fn fingerprint() -> u64 {
    const PROBE: &str = "LONDON (WHO) - Dr. Ana O'Neil-Müller, of the World Health Organization, met\n\
        Kim Yu-na in New York on Jan. 5, 1996. WHO's Ana said no. \"Yes.\"\n\nneil";
    let mut tokens = Vec::new();
    tokenize(PROBE, &mut tokens);
    let mut words = Words::new(Lexicon::empty());
    let mut analysis = Analysis::default();
    analysis.analyse(PROBE, &tokens, &mut words);
    let mut hash = 0;
    let mut emit = |key| hash = hash::mix(hash, u64::from(key));
    for token in analysis.spans().iter().cloned().flatten() {
        let text = tokens[token as usize].of(PROBE);
        let places = analysis.places(token, &words);
        for (place, id) in places.into_iter().enumerate() {
            words.keys(id, place, text, &mut emit);
        }
        analysis.keys(token, &places, &words, &mut emit);
    }
    hash
}
