//! What an object that wraps a list of articles says of all of them, read at once or member by member.

use crate::{
    fields::{key::Key, value::Value},
    letters::letters,
    record::Record,
};

/// Lists beside an article that hold none of its kind.
const BESIDE: [&str; 9] =
    ["authors", "comments", "images", "media", "related", "relatedarticles", "replies", "sources", "tags"];

/// The longest member that is kept.
const LONGEST: usize = 1000;

/// Whether what stands under a name is none of the articles.
pub(super) fn is_beside(name: &str) -> bool {
    BESIDE.contains(&letters(name).as_str())
}

/// The members of a wrapper that hold for each of its articles.
#[derive(Debug, Default)]
pub(super) struct Wrapper {
    version: Option<String>,
    title: Option<String>,
    language: Option<String>,
}

impl Wrapper {
    /// That of an object.
    pub(super) fn of(object: &Value) -> Self {
        let mut wrapper = Self::default();
        for name in ["version", "title", "language"] {
            if let Some(text) = object.get(name).and_then(Value::text) {
                wrapper.add(name, text);
            }
        }
        wrapper
    }

    /// Adds a member.
    pub(super) fn add(&mut self, name: &str, text: &str) {
        let place = match name {
            "version" => &mut self.version,
            "title" => &mut self.title,
            "language" => &mut self.language,
            _ => return,
        };
        if text.len() <= LONGEST {
            *place = Some(text.to_owned());
        }
    }

    /// Adds to a record what it does not say itself.
    pub(super) fn complete(&self, record: &mut Record) {
        // The title of a JSON Feed is the source's name.
        let is_feed = self.version.as_deref().is_some_and(|version| version.contains("jsonfeed.org"));
        let source = self.title.as_deref().filter(|_| is_feed);
        for (key, value) in [(Key::Source, source), (Key::Language, self.language.as_deref())] {
            if let Some(value) = value {
                record.take(key, value);
            }
        }
    }
}
