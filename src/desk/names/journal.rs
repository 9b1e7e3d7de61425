//! `names.log`: every change that a command made to `names.toml`, so that it can be undone.
//!
//! TOML, a `[[change]]` each. It holds the lines that went and those that came, not the file: a thousand changes to a
//! long file stay small, and what the user has written elsewhere in it is not touched by undoing one.

use std::path::PathBuf;

use chrono::{SecondsFormat, Utc};
use serde::Deserialize;
use toml_edit::{Array, ArrayOfTables, DocumentMut, Item, Table};

use super::NamesError;
use crate::archive::{Archive, files};

/// The journal's file in the desk.
pub(in crate::desk) const JOURNAL: &str = "names.log";

/// A change that was made.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Entry {
    /// From 1.
    pub number: u32,
    /// When it was made, in UTC: "2026-01-31T12:00:00Z".
    pub time: String,
    /// What was changed, a sentence each.
    pub what: Vec<String>,
    /// The number of the change that this one undoes.
    pub undoes: Option<u32>,
    /// The lines that changed.
    #[serde(flatten)]
    pub(super) hunk: Hunk,
}

/// Lines that took the place of others.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub(super) struct Hunk {
    /// How many lines stand before them.
    at: usize,
    removed: Vec<String>,
    added: Vec<String>,
}

impl Hunk {
    /// What makes one text of another.
    pub(super) fn between(before: &str, after: &str) -> Self {
        let (old, new) = (lines(before), lines(after));
        let same = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
        let rest = old[same..].iter().rev().zip(new[same..].iter().rev()).take_while(|(a, b)| a == b).count();
        let own = |lines: &[&str]| lines.iter().map(|line| (*line).to_owned()).collect();
        Self {
            at: same,
            removed: own(&old[same..old.len() - rest]),
            added: own(&new[same..new.len() - rest]),
        }
    }

    /// The text before the change, if the lines that came still stand where they came, or in exactly one other place.
    pub(super) fn reverse(&self, text: &str) -> Option<String> {
        let mut all = lines(text);
        let is_here = |at: usize| {
            all.get(at..at + self.added.len()).is_some_and(|here| here.iter().eq(self.added.iter()))
        };
        let at = if is_here(self.at) {
            self.at
        } else {
            let mut places = (0..all.len()).filter(|at| !self.added.is_empty() && is_here(*at));
            places.next().filter(|_| places.next().is_none())?
        };
        all.splice(at..at + self.added.len(), self.removed.iter().map(String::as_str));
        Some(all.concat())
    }
}

/// The lines of a text with their ends.
fn lines(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').collect()
}

/// All changes, the first first.
pub fn entries(archive: &Archive) -> Result<Vec<Entry>, NamesError> {
    let path = path(archive);
    let text = files::read_text(&path)?.unwrap_or_default();
    let journal: Journal =
        toml::from_str(&text).map_err(|error| super::parse::syntax(&path, &error.to_string()))?;
    Ok(journal.change)
}

/// The file as it is written.
#[derive(Deserialize)]
struct Journal {
    #[serde(default)]
    change: Vec<Entry>,
}

/// Adds a change at the end.
pub(super) fn add(
    archive: &Archive,
    what: Vec<String>,
    undoes: Option<u32>,
    hunk: Hunk,
) -> Result<u32, NamesError> {
    let number = entries(archive)?.last().map_or(1, |last| last.number + 1);
    let time = Utc::now().to_rfc3339_opts(SecondsFormat::Secs, true);
    let entry = Entry { number, time, what, undoes, hunk };
    // As a whole: an entry of which a part is there could not be read, nor any other with it.
    let before = files::read_text(&path(archive))?.unwrap_or_default();
    files::write(&path(archive), [before, written(&entry)].concat().as_bytes())?;
    Ok(number)
}

fn written(entry: &Entry) -> String {
    let list = |lines: &[String]| Item::Value(lines.iter().collect::<Array>().into());
    let mut table = Table::new();
    table.insert("number", i64::from(entry.number).into());
    table.insert("time", entry.time.as_str().into());
    table.insert("what", list(&entry.what));
    if let Some(undoes) = entry.undoes {
        table.insert("undoes", i64::from(undoes).into());
    }
    table.insert("at", (entry.hunk.at as i64).into());
    table.insert("removed", list(&entry.hunk.removed));
    table.insert("added", list(&entry.hunk.added));
    let mut changes = ArrayOfTables::new();
    changes.push(table);
    let mut document = DocumentMut::new();
    document.insert("change", Item::ArrayOfTables(changes));
    format!("{document}\n")
}

/// The number of the last change that still holds and took the place of lines that an earlier one had written.
pub(super) fn stands_on(entry: &Entry, all: &[Entry]) -> Option<u32> {
    let is_on = |other: &&Entry| {
        other.number > entry.number
            && holds(other, all)
            && other.hunk.removed.iter().any(|line| entry.hunk.added.contains(line))
    };
    all.iter().rev().find(is_on).map(|other| other.number)
}

/// Whether a change still holds: it is none that undoes another, and nothing has undone it.
pub fn holds(entry: &Entry, all: &[Entry]) -> bool {
    entry.undoes.is_none() && !all.iter().any(|other| other.undoes == Some(entry.number))
}

fn path(archive: &Archive) -> PathBuf {
    archive.desk().join(JOURNAL)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_are_undone_wherever_their_lines_went() {
        let check = |before: &str, after: &str, now: &str, expected: Option<&str>| {
            let hunk = Hunk::between(before, after);
            assert_eq!(hunk.reverse(now).as_deref(), expected, "{before:?} {after:?} {now:?}");
        };
        check("", "a\n", "a\n", Some(""));
        check("a\nb\n", "a\nx\nb\n", "a\nx\nb\n", Some("a\nb\n"));
        check("a\nb\n", "a\nx\nb\n", "by hand\na\nx\nb\n", Some("by hand\na\nb\n"));
        check("a\nb\n", "a\nx\nb\n", "a\nX\nb\n", None);
        check("a\nb\n", "a\nx\nb\n", "x\na\nb\nx\n", None);
        check("a\nb", "a\nB", "a\nB", Some("a\nb"));
        check("a\nb\n", "a\n", "a\n", Some("a\nb\n"));
    }
}
