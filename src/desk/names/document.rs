//! `names.toml` as a document whose comments, order and layout stay while entries change.

use std::{
    fmt,
    path::{Path, PathBuf},
};

use names::{Kind, key};
use rustc_hash::FxHashMap;
use toml_edit::{Array, ArrayOfTables, DocumentMut, Item, Table, Value};

use super::NamesError;

/// The file, open for changes.
pub(super) struct Document {
    path: PathBuf,
    toml: DocumentMut,
    /// The entry of each name, by its key.
    owners: FxHashMap<(Kind, String), usize>,
}

impl Document {
    pub(super) fn parse(path: &Path, text: &str) -> Result<Self, NamesError> {
        let toml = text.parse().map_err(|error| super::parse::syntax(path, &format!("{error}")))?;
        let mut document = Self { path: path.to_owned(), toml, owners: FxHashMap::default() };
        document.note_owners()?;
        Ok(document)
    }

    /// The number of the entry that has a name as its own.
    pub(super) fn find(&self, kind: Kind, name: &str) -> Option<usize> {
        self.owners.get(&(kind, key::key_of(kind, name))).copied()
    }

    /// The number of the entry that has a name as its own; a new one if there is none.
    pub(super) fn entry(&mut self, kind: Kind, name: &str) -> Result<usize, NamesError> {
        if let Some(at) = self.find(kind, name) {
            return Ok(at);
        }
        let rows = self.rows(kind.word())?;
        let mut table = Table::new();
        table.insert("name", name.into());
        rows.push(table);
        let at = rows.len() - 1;
        self.owners.insert((kind, key::key_of(kind, name)), at);
        Ok(at)
    }

    /// How an entry is shown.
    pub(super) fn name(&self, kind: Kind, at: usize) -> Option<&str> {
        self.toml.get(kind.word())?.as_array_of_tables()?.get(at)?.get("name")?.as_str()
    }

    /// Sets a field of an entry.
    pub(super) fn set(
        &mut self,
        kind: Kind,
        at: usize,
        field: &str,
        value: impl Into<Value>,
    ) -> Result<(), NamesError> {
        let table = self.table(kind, at)?;
        match table.get_mut(field).and_then(Item::as_value_mut) {
            // What stands behind the value on its line is a comment of the user's.
            Some(old) => {
                let decor = old.decor().clone();
                *old = value.into();
                *old.decor_mut() = decor;
            }
            None => drop(table.insert(field, Item::Value(value.into()))),
        }
        if field == "name" { self.note_owners() } else { Ok(()) }
    }

    /// Takes a field out of an entry.
    pub(super) fn unset(&mut self, kind: Kind, at: usize, field: &str) -> Result<(), NamesError> {
        self.table(kind, at)?.remove(field);
        Ok(())
    }

    /// Adds a name to a list of an entry, unless it is there.
    pub(super) fn add(&mut self, kind: Kind, at: usize, field: &str, name: &str) -> Result<(), NamesError> {
        let list = self.list(kind, at, field)?;
        if !list.iter().any(|own| is_name(kind, own, name)) {
            list.push(name);
        }
        if field == "also" {
            self.owners.entry((kind, key::key_of(kind, name))).or_insert(at);
        }
        Ok(())
    }

    /// Takes a name out of a list of an entry.
    pub(super) fn remove(
        &mut self,
        kind: Kind,
        at: usize,
        field: &str,
        name: &str,
    ) -> Result<(), NamesError> {
        if !self.table(kind, at)?.contains_key(field) {
            return Ok(());
        }
        self.list(kind, at, field)?.retain(|own| !is_name(kind, own, name));
        if field == "also" { self.note_owners() } else { Ok(()) }
    }

    /// Puts all that an entry says into another one, and takes it out; the number of the other one from then on.
    pub(super) fn absorb(&mut self, kind: Kind, into: usize, from: usize) -> Result<usize, NamesError> {
        let rows = self.rows(kind.word())?;
        let Some(theirs) = rows.get(from).cloned() else { return Ok(into) };
        rows.remove(from);
        let at = if from < into { into - 1 } else { into };
        let own = self.name(kind, at).unwrap_or_default().to_owned();
        for field in ["name", "also", "not"] {
            let list = if field == "not" { "not" } else { "also" };
            for name in names_in(theirs.get(field)) {
                if key::key_of(kind, &name) != key::key_of(kind, &own) {
                    self.add(kind, at, list, &name)?;
                }
            }
        }
        let table = self.table(kind, at)?;
        for (field, item) in &theirs {
            if !table.contains_key(field) {
                table.insert(field, item.clone());
            }
        }
        let comments = [&theirs, &*table].map(prefix).into_iter().rev().collect::<String>();
        table.decor_mut().set_prefix(comments);
        self.note_owners()?;
        Ok(at)
    }

    /// Says whom a name means in an article; what was said of it before is replaced.
    pub(super) fn assign(
        &mut self,
        kind: Kind,
        article: &str,
        path: &str,
        name: &str,
        to: &str,
    ) -> Result<(), NamesError> {
        let rows = self.rows("assign")?;
        let is_it = |table: &Table| {
            let value = |field: &str| table.get(field).and_then(Item::as_str).unwrap_or_default();
            let of = table.get("kind").and_then(Item::as_str).and_then(super::kind_of_word);
            value("article") == article
                && of.unwrap_or(Kind::Person) == kind
                && is_same_name(kind, value("name"), name)
        };
        if let Some(table) = rows.iter_mut().find(|table| is_it(table)) {
            table.insert("to", to.into());
            return Ok(());
        }
        let mut table = Table::new();
        for (field, value) in [("article", article), ("name", name), ("to", to), ("path", path)] {
            table.insert(field, value.into());
        }
        if kind != Kind::Person {
            table.insert("kind", kind.word().into());
        }
        rows.push(table);
        Ok(())
    }

    fn note_owners(&mut self) -> Result<(), NamesError> {
        let mut owners = FxHashMap::default();
        for kind in Kind::ALL {
            if !self.toml.contains_key(kind.word()) {
                continue;
            }
            for (at, table) in self.rows(kind.word())?.iter().enumerate() {
                for name in names_in(table.get("name")).into_iter().chain(names_in(table.get("also"))) {
                    owners.entry((kind, key::key_of(kind, &name))).or_insert(at);
                }
            }
        }
        self.owners = owners;
        Ok(())
    }

    fn rows(&mut self, word: &str) -> Result<&mut ArrayOfTables, NamesError> {
        let path = &self.path;
        let rows = self.toml.entry(word).or_insert_with(|| Item::ArrayOfTables(ArrayOfTables::new()));
        rows.as_array_of_tables_mut().ok_or_else(|| {
            let message =
                format!("write each {word} under a line [[{word}]] of its own, so that it can be changed");
            super::parse::syntax(path, &message)
        })
    }

    fn table(&mut self, kind: Kind, at: usize) -> Result<&mut Table, NamesError> {
        let path = self.path.clone();
        let missing = move || super::parse::syntax(&path, "an entry is gone");
        self.rows(kind.word())?.get_mut(at).ok_or_else(missing)
    }

    fn list(&mut self, kind: Kind, at: usize, field: &str) -> Result<&mut Array, NamesError> {
        let path = self.path.clone();
        let item = self.table(kind, at)?.entry(field).or_insert_with(|| Array::new().into());
        item.as_array_mut().ok_or_else(|| super::parse::syntax(&path, &format!("`{field}` is no list")))
    }
}

impl fmt::Display for Document {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.toml.fmt(f)
    }
}

/// The comments and blank lines before an entry.
fn prefix(table: &Table) -> String {
    table.decor().prefix().and_then(|text| text.as_str()).unwrap_or_default().to_owned()
}

fn names_in(item: Option<&Item>) -> Vec<String> {
    match item {
        Some(item) if item.is_str() => item.as_str().map(str::to_owned).into_iter().collect(),
        Some(item) => {
            let values = item.as_array().into_iter().flatten();
            values.filter_map(Value::as_str).map(str::to_owned).collect()
        }
        None => Vec::new(),
    }
}

fn is_name(kind: Kind, value: &Value, name: &str) -> bool {
    value.as_str().is_some_and(|own| is_same_name(kind, own, name))
}

fn is_same_name(kind: Kind, a: &str, b: &str) -> bool {
    key::key_of(kind, a) == key::key_of(kind, b)
}
