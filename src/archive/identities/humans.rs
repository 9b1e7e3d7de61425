//! Whether articles show that a name is a human being's: by a title, an age, an office.

use names::{Kind, key};

use super::{gather::Names, witness::Witness};
use crate::archive::{ArchiveError, Reader, id::ArticleId, stream::StreamText};

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

    /// Whether any of some articles of a name shows it. They are drawn by the articles' ranks, so always the same.
    pub(super) fn has(&self, person: u32) -> Result<bool, ArchiveError> {
        let places = self.witness.places_of(Kind::Person, person);
        let step = places.len().div_ceil(READ).max(1);
        for rank in places.iter().step_by(step) {
            if self.is_shown_in(ArticleId::from_number(self.witness.number(rank)), person)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn is_shown_in(&self, article: ArticleId, person: u32) -> Result<bool, ArchiveError> {
        let Some(at) = self.reader.address_of(article)? else { return Ok(false) };
        let record = self.reader.article(at)?;
        let stream = StreamText::of(&record.article);
        let own = record.names.iter().filter(|name| {
            name.kind == Kind::Person && key::key_of(Kind::Person, &name.canonical) == self.people.key(person)
        });
        let mut mentions = own.flat_map(|name| &name.mentions);
        Ok(mentions.any(|(start, end)| names::is_human(&stream.text, &(*start as usize..*end as usize))))
    }
}
