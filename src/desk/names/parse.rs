//! Reads the files of corrections: `names.toml`, `gazetteer.txt`, `ignore.txt`.

use std::path::{Path, PathBuf};

use names::Kind;
use serde::Deserialize;
use toml::Spanned;

use super::{Assignment, Corrections, Entry, GAZETTEER, IGNORE, NAMES, NamesError, Position, kind_of_word};
use crate::archive::{Archive, files};

/// The file as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    person: Vec<Spanned<Row>>,
    #[serde(default)]
    organization: Vec<Spanned<Row>>,
    #[serde(default)]
    place: Vec<Spanned<Row>>,
    #[serde(default)]
    assign: Vec<Spanned<AssignRow>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    name: String,
    #[serde(default)]
    also: Vec<String>,
    #[serde(default)]
    not: Vec<String>,
    #[serde(default)]
    ignore: bool,
    kind: Option<Kind>,
    wikidata: Option<String>,
    viaf: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AssignRow {
    article: String,
    name: String,
    to: String,
    kind: Option<Kind>,
    /// Where the article lay when this was written.
    path: Option<String>,
}

pub(super) fn load(archive: &Archive) -> Result<Corrections, NamesError> {
    let text = files::read_text(&archive.desk().join(NAMES))?.unwrap_or_default();
    load_with(archive, &text)
}

/// Reads the files with another text of `names.toml`.
pub(super) fn load_with(archive: &Archive, text: &str) -> Result<Corrections, NamesError> {
    let desk = archive.desk();
    let mut corrections = names(&desk.join(NAMES), text)?;
    for (file, row) in [(GAZETTEER, gazetteer_row as LineReader), (IGNORE, ignore_row)] {
        if let Some(text) = files::read_text(&desk.join(file))? {
            lines(&desk.join(file), file, &text, row, &mut corrections.entries)?;
        }
    }
    Ok(corrections)
}

/// Reads the text of `names.toml`.
pub(super) fn names(path: &Path, text: &str) -> Result<Corrections, NamesError> {
    let file: File = toml::from_str(text).map_err(|error| syntax(path, &error.to_string()))?;
    let at = |byte: usize| Position { file: NAMES, line: line_of(text, byte) };
    let mut entries = Vec::new();
    let kinds =
        [(Kind::Person, file.person), (Kind::Organization, file.organization), (Kind::Place, file.place)];
    for (kind, rows) in kinds {
        entries.extend(rows.into_iter().map(|row| entry(kind, at(row.span().start), row.into_inner())));
    }
    entries.sort_by_key(|entry| entry.at.line);
    let assignments = file.assign.into_iter().map(|row| {
        let at = at(row.span().start);
        let AssignRow { article, name, to, kind, path } = row.into_inner();
        Assignment { kind: kind.unwrap_or(Kind::Person), article, path, name, to, at }
    });
    Ok(Corrections { assignments: assignments.collect(), entries })
}

fn entry(kind: Kind, at: Position, row: Row) -> Entry {
    let Row { name, also, not, ignore, kind: is, wikidata, viaf } = row;
    Entry { kind, name, also, not, ignore, is, wikidata, viaf, always: false, at }
}

/// Makes entries of a line.
type LineReader = fn(Kind, &str, Position) -> Entry;

fn lines(
    path: &Path,
    file: &'static str,
    text: &str,
    read: LineReader,
    entries: &mut Vec<Entry>,
) -> Result<(), NamesError> {
    for (number, line) in text.lines().enumerate() {
        let line = line.split_once('#').map_or(line, |(before, _)| before).trim();
        if line.is_empty() {
            continue;
        }
        let at = Position { file, line: number + 1 };
        let (kinds, name) = match line.split_once(':') {
            Some((word, name)) => {
                let kind = kind_of_word(word.trim()).ok_or_else(|| {
                    let wanted = "person:, organization: or place:";
                    syntax(path, &format!("line {}: write {wanted}, not {word}:", at.line))
                })?;
                (vec![kind], name)
            }
            None if file == IGNORE => (Kind::ALL.to_vec(), line),
            None => (vec![Kind::Person], line),
        };
        entries.extend(kinds.into_iter().map(|kind| read(kind, name.trim(), at.clone())));
    }
    Ok(())
}

fn gazetteer_row(kind: Kind, text: &str, at: Position) -> Entry {
    let mut forms = text.split('=').map(|form| form.trim().to_owned()).filter(|form| !form.is_empty());
    let name = forms.next().unwrap_or_default();
    Entry { also: forms.collect(), always: true, ..bare_entry(kind, name, at) }
}

fn ignore_row(kind: Kind, text: &str, at: Position) -> Entry {
    Entry { ignore: true, ..bare_entry(kind, text.to_owned(), at) }
}

fn bare_entry(kind: Kind, name: String, at: Position) -> Entry {
    let (also, not) = (Vec::new(), Vec::new());
    Entry { kind, name, also, not, ignore: false, is: None, wikidata: None, viaf: None, always: false, at }
}

fn line_of(text: &str, byte: usize) -> usize {
    text.get(..byte).unwrap_or(text).matches('\n').count() + 1
}

pub(super) fn syntax(path: &Path, message: &str) -> NamesError {
    NamesError::Syntax { path: PathBuf::from(path), message: message.trim_end().to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_know_their_lines() {
        let text = "# ours\n[[person]]\nname = \"A B\"\nalso = [\"C\"]\n\n[[organization]]\nname = \"D\"\nignore = true\n";
        let corrections = names(Path::new("names.toml"), text).expect("read");
        let lines: Vec<_> =
            corrections.entries.iter().map(|entry| (entry.at.line, entry.name.as_str())).collect();
        assert_eq!(lines, [(2, "A B"), (6, "D")]);
    }

    #[test]
    fn misspelt_keys_are_errors() {
        for text in ["[[person]]\nnane = \"A\"\n", "[[people]]\nname = \"A\"\n", "[[person]]\nname = 1\n"] {
            let error = names(Path::new("names.toml"), text).expect_err(text).to_string();
            assert!(error.contains("names.toml") && error.contains("line"), "{error}");
        }
    }

    #[test]
    fn lists_are_read_line_by_line() {
        let mut entries = Vec::new();
        let text = "# always\nperson: Lin Meihua = Mei Lin = L. M.\norg: Gannet Estates # the builder\n";
        lines(Path::new("g"), GAZETTEER, text, gazetteer_row, &mut entries).expect("read");
        let shown: Vec<_> =
            entries.iter().map(|e| (e.kind, e.name.as_str(), e.also.len(), e.at.line)).collect();
        assert_eq!(shown, [(Kind::Person, "Lin Meihua", 2, 2), (Kind::Organization, "Gannet Estates", 0, 3)]);
        let error =
            lines(Path::new("g"), GAZETTEER, "persn: X", gazetteer_row, &mut entries).expect_err("a word");
        assert!(error.to_string().contains("line 1"), "{error}");
    }
}
