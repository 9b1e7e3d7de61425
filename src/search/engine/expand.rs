//! Words of the archive that a pattern means: a walk through the dictionary of words as written, in step with an
//! automaton.

use rustc_hash::FxHashMap;

use super::{folding::Folding, lists::dictionaries};
use crate::{
    archive::{ArchiveError, Reader},
    search::resolve::{Meant, Pattern},
};

/// How many words are held, for each that is wanted, before the rare ones are let go.
const HELD: usize = 4;

/// The `most` most frequent words that a pattern means; `None` if it is none that can be looked for.
pub fn words_like(reader: &Reader, pattern: &Pattern, most: usize) -> Result<Option<Meant>, ArchiveError> {
    let dictionaries = dictionaries(reader.fields());
    let Some(automaton) = Folding::of(pattern, dictionaries[0]) else { return Ok(None) };
    let mut found: FxHashMap<String, u64> = FxHashMap::default();
    let mut more = false;
    let segments = reader.searcher().segment_readers().iter();
    for (segment, field) in segments.flat_map(|segment| dictionaries.map(|field| (segment, field))) {
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
    if automaton.gave_up() {
        return Ok(None);
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
