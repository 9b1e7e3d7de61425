//! Words of the archive that a pattern means: a walk through the dictionary of words as written, in step with an
//! automaton.

use std::io;

use names::Kind;
use rustc_hash::FxHashMap;
use tantivy::{SegmentReader, TantivyError, termdict::TermStreamer};
use tantivy_fst::Automaton;

use super::{folding::Folding, lists::dictionaries};
use crate::{
    archive::{ArchiveError, Reader, both::both},
    search::resolve::{Meant, Pattern},
};

/// How many words are held, for each that is wanted, before the rare ones are let go.
const HELD: usize = 4;

/// Words, and in how many articles each stands.
type Counted = FxHashMap<String, u64>;

/// The `most` most frequent words that a pattern means; `None` if it is none that can be looked for.
pub fn words_like(reader: &Reader, pattern: &Pattern, most: usize) -> Result<Option<Meant>, ArchiveError> {
    let segments = reader.searcher().segment_readers();
    let (some, others) = segments.split_at(segments.len() / 2);
    // A pattern that begins with a wildcard goes through whole dictionaries.
    let (some, others) =
        both(|| words_in(reader, some, pattern, most), || words_in(reader, others, pattern, most));
    let (Some((mut found, cut)), Some((rest, cut_too))) = (some?, others?) else { return Ok(None) };
    for (word, articles) in rest {
        *found.entry(word).or_default() += articles;
    }
    let mut more = cut || cut_too;
    if found.len() > most {
        found = most_frequent(found, most);
        more = true;
    }
    let articles = found.values().sum();
    Ok(Some(Meant { words: found.into_keys().collect(), articles, more }))
}

/// The words of some segments, and whether rare ones were let go; `None` if the pattern is none that can be looked for.
fn words_in(
    reader: &Reader,
    segments: &[SegmentReader],
    pattern: &Pattern,
    most: usize,
) -> Result<Option<(Counted, bool)>, ArchiveError> {
    let mut found = Counted::default();
    let mut more = false;
    let is_whole = each_word_in(reader, segments, None, Some(pattern), |word, articles| {
        match found.get_mut(word) {
            Some(all) => *all += u64::from(articles),
            None => drop(found.insert(word.to_owned(), u64::from(articles))),
        }
        if found.len() > HELD * most {
            found = most_frequent(std::mem::take(&mut found), HELD * most / 2);
            more = true;
        }
    })?;
    Ok(is_whole.then_some((found, more)))
}

/// Calls `take` with every word that stands in the texts as written, or in names of a kind, and in how many articles; of
/// a word several times with parts of them. With a pattern only those that it means; false if it is none that can be
/// looked for.
pub fn each_word(
    reader: &Reader,
    names: Option<Kind>,
    pattern: Option<&Pattern>,
    take: impl FnMut(&str, u32),
) -> Result<bool, ArchiveError> {
    each_word_in(reader, reader.searcher().segment_readers(), names, pattern, take)
}

fn each_word_in(
    reader: &Reader,
    segments: &[SegmentReader],
    names: Option<Kind>,
    pattern: Option<&Pattern>,
    mut take: impl FnMut(&str, u32),
) -> Result<bool, ArchiveError> {
    let fields = reader.fields();
    let words = names.map(|kind| [fields.names(kind).words]);
    let texts = dictionaries(fields);
    let dictionaries = words.as_ref().map_or(&texts[..], |words| words);
    let automaton = match pattern.map(|pattern| Folding::of(pattern, texts[0])) {
        Some(None) => return Ok(false),
        Some(automaton) => automaton,
        None => None,
    };
    for segment in segments {
        for field in dictionaries {
            let inverted = segment.inverted_index(*field)?;
            match &automaton {
                Some(automaton) => each_of(inverted.terms().search(automaton).into_stream(), &mut take)?,
                None => each_of(inverted.terms().stream(), &mut take)?,
            }
        }
    }
    Ok(!automaton.is_some_and(|automaton| automaton.gave_up()))
}

fn each_of<A: Automaton>(
    words: io::Result<TermStreamer<'_, A>>,
    take: &mut impl FnMut(&str, u32),
) -> Result<(), ArchiveError>
where
    A::State: Clone,
{
    let mut words = words.map_err(TantivyError::from)?;
    while words.advance() {
        if let Ok(word) = std::str::from_utf8(words.key()) {
            take(word, words.value().doc_freq);
        }
    }
    Ok(())
}

fn most_frequent(found: Counted, most: usize) -> Counted {
    let mut words: Vec<(String, u64)> = found.into_iter().collect();
    words.sort_unstable_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    words.truncate(most);
    words.into_iter().collect()
}
