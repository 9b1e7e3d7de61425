//! Labelled texts.

use std::{
    fs,
    ops::Range,
    path::{Path, PathBuf},
};

use names::Kind;
use serde::Deserialize;

use crate::failure::Failure;

/// A text and the names in it, as byte ranges.
#[derive(Clone, Debug)]
pub(crate) struct Text {
    pub(crate) text: String,
    pub(crate) names: Vec<(Range<usize>, Kind)>,
}

/// A named set of texts.
#[derive(Debug)]
pub(crate) struct Set {
    pub(crate) name: String,
    pub(crate) texts: Vec<Text>,
}

#[derive(Deserialize)]
struct Row {
    text: String,
    entities: Vec<(usize, usize, Kind)>,
}

/// Reads all sets of a folder whose file names end with `ending`, in the order of their names.
pub(crate) fn read_sets(folder: &Path, ending: &'static str) -> Result<Vec<Set>, Failure> {
    let failed = |error| Failure::Read(folder.to_owned(), error);
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if path.to_string_lossy().ends_with(ending) {
            paths.push(path);
        }
    }
    paths.sort();
    if paths.is_empty() {
        return Err(Failure::NoSets(folder.to_owned(), ending));
    }
    paths.iter().map(read_set).collect()
}

/// Reads a set: a JSON object a line, with `text` and with `entities` as character offsets and kind.
pub(crate) fn read_set(path: &PathBuf) -> Result<Set, Failure> {
    let content = fs::read_to_string(path).map_err(|error| Failure::Read(path.clone(), error))?;
    let mut texts = Vec::new();
    for (number, line) in content.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let row = serde_json::from_str(line);
        let row: Row = row.map_err(|error| Failure::Row(path.clone(), number + 1, error))?;
        texts.push(Text { names: byte_names(&row), text: row.text });
    }
    let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    Ok(Set { name, texts })
}

/// Adds texts to the sets that they are parts of: those of "world.dev" to "world.train".
pub(crate) fn add(sets: &mut Vec<Set>, parts: Vec<Set>) {
    let own = |name: &str| name.split('.').next().map(str::to_owned);
    for mut part in parts {
        match sets.iter_mut().find(|set| own(&set.name) == own(&part.name)) {
            Some(set) => set.texts.append(&mut part.texts),
            None => sets.push(part),
        }
    }
}

fn byte_names(row: &Row) -> Vec<(Range<usize>, Kind)> {
    let mut starts: Vec<usize> = row.text.char_indices().map(|(at, _)| at).collect();
    starts.push(row.text.len());
    let byte = |at: usize| starts.get(at).copied().unwrap_or(row.text.len());
    row.entities.iter().map(|(start, end, kind)| (byte(*start)..byte(*end), *kind)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_come_to_their_sets() {
        let set = |name: &str, texts: &[&str]| {
            let texts = texts.iter().map(|text| Text { text: (*text).to_owned(), names: Vec::new() });
            Set { name: name.to_owned(), texts: texts.collect() }
        };
        let mut sets = vec![set("web.train", &["a"]), set("world.train", &["b", "c"])];
        add(&mut sets, vec![set("world.dev", &["d"]), set("wire96.dev", &["e"])]);
        let lengths: Vec<(&str, usize)> =
            sets.iter().map(|set| (set.name.as_str(), set.texts.len())).collect();
        assert_eq!(lengths, [("web.train", 1), ("world.train", 3), ("wire96.dev", 1)]);
    }

    #[test]
    fn characters_become_bytes() {
        let row = Row {
            text: "Zoë in Łódź".to_owned(),
            entities: vec![(0, 3, Kind::Person), (7, 11, Kind::Place)],
        };
        let names = byte_names(&row);
        let shown: Vec<&str> = names.iter().map(|(range, _)| &row.text[range.clone()]).collect();
        assert_eq!(shown, ["Zoë", "Łódź"]);
    }
}
