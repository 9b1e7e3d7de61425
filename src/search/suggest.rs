//! The nearest spellings that do occur, for words that do not.

mod values;

use std::{cmp::Reverse, collections::BTreeMap};

use names::{Kind, key, variants::distance_within};

use super::{
    engine,
    resolve::{Leaf, NameSet, Pattern, Resolved, SlotField, TermSet, Way},
};
use crate::archive::{ArchiveError, Reader, terms::Terms};

/// How many spellings are shown for a word.
const SHOWN: usize = 3;

/// Longest word, in characters, for which spellings are looked for.
const LONGEST: usize = 40;

/// A word, name or value that occurs nowhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unknown {
    /// As it was typed, or its term.
    pub word: String,
    /// What it was looked up as.
    pub sought: Sought,
    /// Spellings near it that occur, the nearest and most frequent first.
    pub nearest: Vec<String>,
}

/// As what something was looked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sought {
    /// A word of the text.
    Text,
    /// A word of a name.
    Name(Kind),
    /// A value of a field.
    Value(SlotField),
}

impl Sought {
    /// What is said of a word that occurs nowhere, to stand behind it.
    pub fn nowhere(self) -> &'static str {
        match self {
            Self::Text => "stands in no text",
            Self::Name(_) => "stands in no name of that kind",
            Self::Value(SlotField::Source) => "is no source of the archive",
            Self::Value(SlotField::Author) => "is no author of the archive",
            Self::Value(SlotField::Section) => "is no section of the archive",
            Self::Value(SlotField::Language) => "is the language of no article",
            Self::Value(SlotField::Path) => "stands in no path",
        }
    }
}

/// The words, names and values of a question that occur nowhere in the archive.
pub fn unknown(
    reader: &Reader,
    text_words: &[&str],
    tree: &Resolved,
    terms: &mut Terms,
) -> Result<Vec<Unknown>, ArchiveError> {
    let mut found = Vec::new();
    for word in text_words {
        if word.contains(char::is_alphanumeric) && stands_nowhere(reader, word, terms)? {
            let nearest = nearest(reader, None, &names::fold::fold(word))?;
            found.push(Unknown { word: (*word).to_owned(), sought: Sought::Text, nearest });
        }
    }
    for leaf in tree.leaves() {
        match leaf {
            Resolved::Name(NameSet { kind, words, by_words: true, .. }) => {
                unknown_name(reader, *kind, words, &mut found)?;
            }
            Resolved::Span(span) => {
                let mut empty = Vec::new();
                span.each_leaf(false, &mut |leaf| empty.extend((!may_stand(leaf)).then_some(leaf)));
                for leaf in empty {
                    match leaf {
                        Leaf::Terms(set) => found.push(unknown_pattern(reader, set)?),
                        Leaf::Name(names) => unknown_name(reader, names.kind, &names.words, &mut found)?,
                    }
                }
            }
            _ => {}
        }
    }
    values::unknown(reader, tree, &mut found)?;
    found.dedup();
    Ok(found)
}

/// Whether no article has a word, in whatever language.
fn stands_nowhere(reader: &Reader, word: &str, terms: &mut Terms) -> Result<bool, ArchiveError> {
    for stem in reader.stems(word, terms)? {
        if engine::frequency(reader, &stem)? > 0 {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Whether there are words or names that a leaf means.
fn may_stand(leaf: &Leaf) -> bool {
    match leaf {
        Leaf::Terms(set) => !set.terms.is_empty() || set.way == Way::Regex,
        Leaf::Name(names) => names.by_words || !names.keys.is_empty() || !names.only.is_empty(),
    }
}

/// Adds the words of a name that stand in no name of the kind.
fn unknown_name(
    reader: &Reader,
    kind: Kind,
    words: &[String],
    found: &mut Vec<Unknown>,
) -> Result<(), ArchiveError> {
    for word in words {
        let nearest = nearest(reader, Some(kind), word)?;
        if nearest.first() != Some(word) {
            found.push(Unknown { word: word.clone(), sought: Sought::Name(kind), nearest });
        }
    }
    Ok(())
}

/// A pattern that means no word; only letters have others near them.
fn unknown_pattern(reader: &Reader, set: &TermSet) -> Result<Unknown, ArchiveError> {
    let nearest = match set.way {
        Way::Exact | Way::Fuzzy => nearest(reader, None, &names::fold::fold(&set.typed))?,
        Way::Stem | Way::Wildcard | Way::Regex => Vec::new(),
    };
    Ok(Unknown { word: set.typed.clone(), sought: Sought::Text, nearest })
}

/// The spellings nearest to a folded word; first the word itself, if it occurs.
fn nearest(reader: &Reader, kind: Option<Kind>, word: &str) -> Result<Vec<String>, ArchiveError> {
    let wanted: Vec<char> = word.chars().collect();
    if wanted.len() < 2 || wanted.len() > LONGEST {
        return Ok(Vec::new());
    }
    let bound = bound(wanted.len());
    let mut known: BTreeMap<String, (usize, u32)> = BTreeMap::new();
    let alike = Pattern::Fuzzy(word.to_owned(), bound);
    engine::each_word(reader, kind, Some(&alike), |candidate, articles| {
        let folded = key::words(candidate).concat();
        let distance = distance_within(&wanted, &folded, usize::from(bound));
        if let Some(distance) = distance {
            known.entry(folded).or_insert((distance, 0)).1 += articles;
        }
    })?;
    let mut near: Vec<_> = known.into_iter().collect();
    near.sort_by_key(|(_, (distance, articles))| (*distance, Reverse(*articles)));
    near.truncate(SHOWN);
    Ok(near.into_iter().map(|(spelling, _)| spelling).collect())
}

/// How many letters may differ in a spelling that is near a word of so many.
fn bound(letters: usize) -> u8 {
    if letters < 5 { 1 } else { 2 }
}
