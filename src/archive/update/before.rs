//! The articles that a file gave before, so that those it gives again keep their ids.
//!
//! A crawl has a hundred thousand articles: of each only three numbers are held.

use rustc_hash::FxHashMap;

use crate::archive::{
    ArchiveError, Reader,
    id::{ArticleId, first_64_bits},
    record::ArticleRecord,
};

/// An article that was there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Known {
    pub(super) id: ArticleId,
    pub(super) fingerprint: u64,
    member: u64,
}

/// The articles that a file gave before and did not give again yet.
#[derive(Debug, Default)]
pub(super) struct Before {
    by_content: FxHashMap<u64, Vec<Known>>,
    /// The content that was at each place.
    by_member: FxHashMap<u64, u64>,
}

impl Before {
    /// Looks up what the index has of a file.
    pub(super) fn load(reader: &Reader, path: &str) -> Result<Self, ArchiveError> {
        let mut before = Self::default();
        reader.each_article_of(path, |article| before.push(&article))?;
        Ok(before)
    }

    fn push(&mut self, record: &ArticleRecord) {
        let member = hash(record.article.member.as_deref());
        self.by_member.insert(member, record.fingerprint);
        let known = Known { id: record.id, fingerprint: record.fingerprint, member };
        self.by_content.entry(record.fingerprint).or_default().push(known);
    }

    /// How many are left.
    pub(super) fn len(&self) -> usize {
        self.by_content.values().map(Vec::len).sum()
    }

    /// What an article was before: the one with the same content, else the one in the same place.
    pub(super) fn take(&mut self, member: Option<&str>, fingerprint: u64) -> Option<Known> {
        let member = hash(member);
        let content = if self.by_content.contains_key(&fingerprint) {
            fingerprint
        } else {
            *self.by_member.get(&member)?
        };
        let same = self.by_content.get_mut(&content)?;
        let at = same.iter().position(|known| known.member == member);
        let at = if content == fingerprint { at.or(Some(0)) } else { at }?;
        let known = same.swap_remove(at);
        if same.is_empty() {
            self.by_content.remove(&content);
        }
        Some(known)
    }
}

fn hash(member: Option<&str>) -> u64 {
    member.map_or(0, |member| first_64_bits(&blake3::hash(member.as_bytes())))
}
