//! Values of fields that no article has: a misspelt source, a section that the archive does not know.

use std::cmp::Reverse;

use names::variants::distance_within;

use super::{LONGEST, SHOWN, Sought, Unknown, bound};
use crate::{
    archive::{ArchiveError, Reader, terms::slot_words},
    search::{
        engine::{
            self, Found,
            facets::{ValueField, values},
        },
        resolve::{Resolved, SlotField},
    },
};

/// Adds the values that a question asks for and no article has.
pub(super) fn unknown(
    reader: &Reader,
    tree: &Resolved,
    found: &mut Vec<Unknown>,
) -> Result<(), ArchiveError> {
    match tree {
        Resolved::Slot { field, words, exactly } if engine::count(reader, tree)? == 0 => {
            let word = exactly.clone().unwrap_or_else(|| words.join(" "));
            found.push(Unknown {
                word,
                sought: Sought::Value(*field),
                nearest: nearest(reader, *field, words)?,
            });
            Ok(())
        }
        Resolved::And(parts) | Resolved::Or(parts) => {
            parts.iter().try_for_each(|part| unknown(reader, part, found))
        }
        _ => Ok(()),
    }
}

/// The values of which each asked word is nearly a word, those of most articles first.
fn nearest(reader: &Reader, field: SlotField, words: &[String]) -> Result<Vec<String>, ArchiveError> {
    let field = match field {
        SlotField::Source => ValueField::Source,
        SlotField::Author => ValueField::Author,
        SlotField::Section => ValueField::Section,
        SlotField::Language | SlotField::Path => return Ok(Vec::new()),
    };
    let wanted: Vec<Vec<char>> = words.iter().map(|word| word.chars().collect()).collect();
    if wanted.iter().any(|word| word.len() > LONGEST) {
        return Ok(Vec::new());
    }
    let all = Found::of(reader, &Resolved::All)?;
    let mut near = Vec::new();
    for (value, articles) in values(reader, &all, field)? {
        if let Some(distance) = distance(&wanted, &slot_words(&value)) {
            near.push((distance, Reverse(articles), value));
        }
    }
    near.sort_unstable();
    near.truncate(SHOWN);
    Ok(near.into_iter().map(|(.., value)| value).collect())
}

/// How many letters differ in all between the asked words and the nearest words of a value; none if one has no near one.
fn distance(wanted: &[Vec<char>], words: &[String]) -> Option<usize> {
    let near = |wanted: &Vec<char>| {
        let room = usize::from(bound(wanted.len()));
        words.iter().filter_map(|word| distance_within(wanted, word, room)).min()
    };
    wanted.iter().map(near).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_must_be_near_one() {
        let check = |asked: &str, value: &str, expected: Option<usize>| {
            let wanted: Vec<Vec<char>> = asked.split(' ').map(|word| word.chars().collect()).collect();
            assert_eq!(distance(&wanted, &slot_words(value)), expected, "{asked} {value}");
        };
        check("packet", "The Ellery Packet", Some(0));
        check("elery packt", "The Ellery Packet", Some(2));
        check("elery times", "The Ellery Packet", None);
        check("xy", "The Ellery Packet", None);
    }
}
