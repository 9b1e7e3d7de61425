//! The mentions in a text.

use names::{Kind, Mention, Name};
use serde::Serialize;

/// The mentions in one file: a line of `morgue entities --format jsonl`.
#[derive(Clone, Debug, Serialize)]
pub struct EntitiesView {
    /// Path of the file, as given.
    pub path: String,
    /// Its mentions, in order.
    pub entities: Vec<EntityView>,
}

/// A mention.
#[derive(Clone, Debug, Serialize)]
pub struct EntityView {
    /// What it names.
    pub kind: Kind,
    /// The text as it stands.
    pub text: String,
    /// UTF-8 byte offset into the file.
    pub start: usize,
    /// UTF-8 byte offset behind its last byte.
    pub end: usize,
    /// The canonical form of the name that it belongs to in this text.
    pub name: String,
}

impl EntitiesView {
    /// The view of what was found in a text.
    pub fn new(path: &str, text: &str, names: &[Name], mentions: &[Mention]) -> Self {
        let mut canonical = vec![""; mentions.len()];
        for name in names {
            for &mention in &name.mentions {
                if let Some(slot) = canonical.get_mut(mention as usize) {
                    *slot = &name.canonical;
                }
            }
        }
        let entity = |(mention, name): (&Mention, &str)| {
            let (start, end) = (mention.range.start as usize, mention.range.end as usize);
            let text = text.get(start..end).unwrap_or_default().to_owned();
            EntityView { kind: mention.kind, text, start, end, name: name.to_owned() }
        };
        Self { path: path.to_owned(), entities: mentions.iter().zip(canonical).map(entity).collect() }
    }
}

/// A mention with its file: a row of `morgue entities --format csv`.
#[derive(Clone, Debug)]
pub struct EntityRow<'v> {
    /// Path of the file, as given.
    pub path: &'v str,
    /// The mention.
    pub entity: &'v EntityView,
}

impl EntitiesView {
    /// A row a mention.
    pub fn rows(&self) -> impl Iterator<Item = EntityRow<'_>> {
        self.entities.iter().map(|entity| EntityRow { path: &self.path, entity })
    }
}
