//! Takes what commands wrote of articles out of the desk, when these are removed for good.
//!
//! What the user wrote by hand is the user's: where it still names such an article, that is said and left.

use std::path::PathBuf;

use toml_edit::{ArrayOfTables, DocumentMut, Item, Table, Value};

use super::{
    files, marks,
    names::{NAMES, NamesError, journal::JOURNAL},
};
use crate::archive::{Archive, files as disk, lock::DeskLock, record::ArticleRecord};

/// What was taken out of the desk.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Forgotten {
    /// Marks: seen, star.
    pub marks: usize,
    /// Names that were given to somebody in one article.
    pub assignments: usize,
    /// Entries of the journal that named it.
    pub changes: usize,
    /// Files of the desk that still name it, and in which line, from 1.
    pub still: Vec<(String, usize)>,
}

/// Takes out what the desk says of articles.
pub fn forget(archive: &Archive, articles: &[ArticleRecord]) -> Result<Forgotten, NamesError> {
    let _lock = DeskLock::take(archive)?;
    let told: Vec<(String, String)> =
        articles.iter().map(|record| (record.id.to_string(), record.place())).collect();
    let mut forgotten = Forgotten { marks: marks::forget(archive, &told)?, ..Forgotten::default() };
    forgotten.assignments = retain(archive, NAMES, "assign", |table| {
        let value = |field: &str| table.get(field).and_then(Item::as_str).unwrap_or_default();
        !told.iter().any(|(id, place)| value("article") == id || value("path") == place)
    })?;
    forgotten.changes = retain(archive, JOURNAL, "change", |table| {
        let mut lines = ["what", "removed", "added"].into_iter().flat_map(|field| texts(table.get(field)));
        !lines.any(|line| told.iter().any(|article| names(line, article)))
    })?;
    for file in files::all(archive)? {
        let lines = file.text.lines().enumerate();
        let named = lines.filter(|(_, line)| told.iter().any(|article| names(line, article)));
        forgotten.still.extend(named.map(|(at, _)| (file.name.clone(), at + 1)));
    }
    Ok(forgotten)
}

/// Whether a line names an article: by its id, or by its place in quotes.
fn names(line: &str, (id, place): &(String, String)) -> bool {
    line.contains(id) || line.contains(&format!("\"{place}\""))
}

fn texts(item: Option<&Item>) -> impl Iterator<Item = &str> {
    item.and_then(Item::as_array).into_iter().flatten().filter_map(Value::as_str)
}

/// Takes tables out of a file of the desk; how many.
fn retain(
    archive: &Archive,
    file: &str,
    tables: &str,
    stays: impl Fn(&Table) -> bool,
) -> Result<usize, NamesError> {
    let path: PathBuf = archive.desk().join(file);
    let text = disk::read_text(&path)?.unwrap_or_default();
    let parsed = text.parse::<DocumentMut>();
    let mut document =
        parsed.map_err(|error| NamesError::Syntax { path: path.clone(), message: error.to_string() })?;
    let Some(rows) = document.get_mut(tables).and_then(Item::as_array_of_tables_mut) else { return Ok(0) };
    let before = rows.len();
    let kept: ArrayOfTables = rows.iter().filter(|table| stays(table)).cloned().collect();
    let gone = before - kept.len();
    if gone == 0 {
        return Ok(0);
    }
    *rows = kept;
    disk::write(&path, document.to_string().as_bytes())?;
    Ok(gone)
}
