//! The articles that a file gave before, so that those it gives again keep their ids.
//!
//! A crawl has a hundred thousand articles: of each only five numbers are held.

use intake::Article;
use rustc_hash::FxHashMap;

use crate::archive::{
    ArchiveError, Reader,
    id::{ArticleId, first_64_bits},
    record::{ArticleRecord, is_number},
};

/// An article that was there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Known {
    pub(super) id: ArticleId,
    pub(super) fingerprint: u64,
    member: u64,
    url: Option<u64>,
    title: u64,
}

/// The articles that a file gave before and did not give again yet.
#[derive(Debug, Default)]
pub(super) struct Before {
    by_content: FxHashMap<u64, Vec<Known>>,
    /// The content that was at each place.
    by_member: FxHashMap<u64, u64>,
    /// The content that was at each url.
    by_url: FxHashMap<u64, u64>,
    /// They are of an index that another takes the place of, and in that one nothing was before.
    pub(super) is_of_old_index: bool,
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
        let url = record.article.url.as_deref().map(|url| hash(Some(url)));
        if let Some(url) = url {
            self.by_url.insert(url, record.fingerprint);
        }
        let title = hash(record.article.title.as_deref());
        let known = Known { id: record.id, fingerprint: record.fingerprint, member, url, title };
        self.by_content.entry(record.fingerprint).or_default().push(known);
    }

    /// How many are left.
    pub(super) fn len(&self) -> usize {
        self.by_content.values().map(Vec::len).sum()
    }

    /// What an article was before: the one with the same content, else the one at the same url, else the one in the same
    /// place, unless that had another url: records have moved up then. A place that is only a number needs the same headline.
    pub(super) fn take(&mut self, article: &Article, fingerprint: u64) -> Option<Known> {
        let is_numbered = article.member.as_deref().is_some_and(is_number);
        let [member, title] = [&article.member, &article.title].map(|part| hash(part.as_deref()));
        let url = article.url.as_deref().map(|url| hash(Some(url)));
        let at_url = || url.and_then(|url| self.by_url.get(&url)).copied();
        let in_place = || self.by_member.get(&member).copied();
        let candidates =
            [Some(fingerprint).filter(|own| self.by_content.contains_key(own)), at_url(), in_place()];
        for (turn, content) in candidates.into_iter().enumerate() {
            let Some(same) = content.and_then(|content| self.by_content.get_mut(&content)) else { continue };
            let at = match turn {
                0 => same.iter().position(|known| known.member == member).or(Some(0)),
                1 => same.iter().position(|known| known.url == url),
                _ => same.iter().position(|known| {
                    let is_other = known.url.is_some() && url.is_some() && known.url != url;
                    known.member == member && !is_other && (!is_numbered || known.title == title)
                }),
            };
            if let Some(at) = at {
                let known = same.swap_remove(at);
                if same.is_empty() {
                    self.by_content.remove(&known.fingerprint);
                }
                return Some(known);
            }
        }
        None
    }
}

fn hash(member: Option<&str>) -> u64 {
    member.map_or(0, |member| first_64_bits(&blake3::hash(member.as_bytes())))
}
