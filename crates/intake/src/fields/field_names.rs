//! What the owner of an archive says about the names of fields in records: `[fields]` in the settings.

use super::key::{Key, record_key};
use crate::letters::letters;

/// Names that records give to the fields of an article, beside those that are known anyway.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FieldNames(Vec<(String, Key)>);

/// A field that articles do not have.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "articles have no field `{0}`; write title, author, date, source, url, section, language, dateline, person, \
     organization, place, keyword, created, updated, body, summary or id"
)]
pub struct UnknownField(String);

impl FieldNames {
    /// Adds a name that records have for a field: `add("title", "kop")`. A name inside another one is written with a
    /// dot (`"artikel.kop"`); capitals and marks do not matter.
    pub fn add(&mut self, field: &str, name: &str) -> Result<(), UnknownField> {
        let key = record_key(field).filter(|key| *key != Key::Other);
        self.0.push((letters(name), key.ok_or_else(|| UnknownField(field.to_owned()))?));
        Ok(())
    }

    /// The field that a name, its outer names before it, is said to stand for.
    pub(crate) fn key(&self, name: &str) -> Option<Key> {
        if self.0.is_empty() {
            return None;
        }
        let name = letters(name);
        self.0.iter().find(|(known, _)| *known == name).map(|(_, key)| *key)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_known_in_any_writing() {
        let mut names = FieldNames::default();
        names.add("title", "Artikel.Kop").expect("a field");
        names.add("organization", "orgs_nl").expect("a field");
        assert_eq!(names.key("artikel kop"), Some(Key::Title));
        assert_eq!(names.key("Orgs-NL"), Some(Key::Organization));
        assert_eq!(names.key("kop"), None);
        assert!(names.add("colour", "kleur").is_err());
    }
}
