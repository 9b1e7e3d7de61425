//! Whether articles show that a name is a human being's: by a title, an age, an office.

use names::{Kind, key};

use super::{gather::Names, witness::Witness};
use crate::archive::{ArchiveError, Reader, id::ArticleId, record::StoredName, stream::StreamText};

/// How many articles of a name are read.
const READ: usize = 12;

/// Reads articles of people.
pub(super) struct Humans<'f, 'n> {
    reader: &'f Reader,
    people: &'n Names,
    witness: &'f Witness<'n>,
}

impl<'f, 'n> Humans<'f, 'n> {
    pub(super) fn new(reader: &'f Reader, people: &'n Names, witness: &'f Witness<'n>) -> Self {
        Self { reader, people, witness }
    }

    /// Whether any of some articles of a name shows it; unless that it is a company is `sure`, also by the surname alone. They
    /// are drawn by the articles' ranks, so always the same.
    pub(super) fn has(&self, person: u32, sure: bool) -> Result<bool, ArchiveError> {
        let places = self.witness.places_of(Kind::Person, person);
        let step = places.len().div_ceil(READ).max(1);
        for rank in places.iter().step_by(step) {
            if self.is_shown_in(ArticleId::from_number(self.witness.number(rank)), person, sure)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn is_shown_in(&self, article: ArticleId, person: u32, sure: bool) -> Result<bool, ArchiveError> {
        let Some(at) = self.reader.address_of(article)? else { return Ok(false) };
        let record = self.reader.article(at)?;
        let stream = StreamText::of(&record.article);
        let key = self.people.key(person);
        let is_own = |name: &&StoredName| {
            name.kind == Kind::Person && key::key_of(Kind::Person, &name.canonical) == key
        };
        let own: Vec<&StoredName> = record.names.iter().filter(is_own).collect();
        let surname = key.rsplit(' ').next();
        let mut forms = own.iter().flat_map(|name| name.all_forms());
        if !sure && forms.any(|form| surname == Some(&*key::key_of(Kind::Person, form))) {
            return Ok(true);
        }
        let mut mentions = own.iter().flat_map(|name| &name.mentions);
        Ok(mentions.any(|(start, end)| names::is_human(&stream.text, &(*start as usize..*end as usize))))
    }
}
