//! `desk/purged.txt`: what was removed for good and must not come back, as hashes.
//!
//! ```text
//! key 0d8f…                  # 32 random bytes, of this archive alone: the same text has other hashes elsewhere
//! text 5f1c…                 # an article of these words, wherever it lies
//! place 93ab…                # whatever article stands in this file, or at this place in it
//! url 77e0…                  # whatever article says that it stands at this url
//! ```
//! To let an article back in, its lines are taken out by hand. Nothing can be read from a hash; whoever has the file and
//! a text can tell that the text was removed.

use std::{
    collections::HashSet,
    path::{Path, PathBuf},
};

use data_encoding::HEXLOWER;
use intake::Article;

use crate::archive::{
    Archive, ArchiveError, address_key, files,
    record::{ArticleRecord, is_number},
};

/// The file in the desk.
const PURGED: &str = "purged.txt";

/// What stands above the lines.
const HEADER: &str = "# Articles that were removed for good, as hashes: a run leaves them out. Lines that are taken out let \
                      their articles back in.\n";

/// Bytes of a hash in the file.
const HASH_BYTES: usize = 16;

/// By what an article is kept away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum What {
    Text,
    Place,
    Url,
}

impl What {
    const ALL: [Self; 3] = [Self::Text, Self::Place, Self::Url];

    fn word(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Place => "place",
            Self::Url => "url",
        }
    }
}

/// The articles that are kept away.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Purged {
    key: Option<[u8; 32]>,
    hashes: HashSet<(What, [u8; HASH_BYTES])>,
    /// Lines that are notes of the user's: they stay.
    others: Vec<String>,
    /// What makes the list one that cannot be followed.
    damage: Option<String>,
}

impl Purged {
    /// The list of an archive; empty if nothing was removed.
    pub fn load(archive: &Archive) -> Result<Self, ArchiveError> {
        Self::read(&path(archive))
    }

    /// Reads a list. What must not come back would, if a line of it were passed over.
    fn read(path: &Path) -> Result<Self, ArchiveError> {
        let purged = Self::parse(&files::read_text(path)?.unwrap_or_default());
        match purged.damage {
            Some(detail) => Err(ArchiveError::PurgedList { path: path.to_owned(), detail }),
            None => Ok(purged),
        }
    }

    fn parse(text: &str) -> Self {
        let mut purged = Self::default();
        for (at, line) in text.lines().enumerate() {
            if line.starts_with('#') || line.trim().is_empty() || purged.take(line) {
                continue;
            }
            let word = line.split_whitespace().next().unwrap_or_default();
            if word == "key" || What::ALL.iter().any(|what| what.word() == word) {
                let damage = || format!("line {} of the list of what must not come back is damaged", at + 1);
                purged.damage.get_or_insert_with(damage);
            }
            purged.others.push(line.to_owned());
        }
        if purged.key.is_none() && !purged.hashes.is_empty() {
            let damage = || "the list of what must not come back has lost its line `key …`".to_owned();
            purged.damage.get_or_insert_with(damage);
        }
        purged
    }

    fn take(&mut self, line: &str) -> bool {
        let mut words = line.split_whitespace();
        let (Some(word), Some(digits)) = (words.next(), words.next()) else { return false };
        let Ok(bytes) = HEXLOWER.decode(digits.to_ascii_lowercase().as_bytes()) else { return false };
        if word == "key" {
            self.key = bytes.try_into().ok();
            return self.key.is_some();
        }
        let what = What::ALL.into_iter().find(|what| what.word() == word);
        let entry = what.zip(bytes.try_into().ok());
        self.hashes.extend(entry);
        entry.is_some()
    }

    /// Whether nothing is kept away.
    pub fn is_empty(&self) -> bool {
        self.hashes.is_empty()
    }

    /// Whether an article is kept away that stands in the file at `path`.
    pub fn has(&self, path: &str, article: &Article) -> bool {
        let Some(key) = self.key.filter(|_| !self.is_empty()) else { return false };
        marks(&key, path, article).iter().any(|mark| self.hashes.contains(mark))
    }

    /// Adds articles to the list of an archive.
    pub fn add(archive: &Archive, articles: &[ArticleRecord]) -> Result<(), ArchiveError> {
        let mut purged = Self::load(archive)?;
        let key = match purged.key {
            Some(key) => key,
            None => random(archive)?,
        };
        purged.key = Some(key);
        for record in articles {
            purged.hashes.extend(marks(&key, &record.path, &record.article));
        }
        files::create_folder(&archive.desk())?;
        purged.write(&path(archive))
    }

    /// Adds this list to that of another desk. Both must be of one archive, since hashes of another key say nothing.
    pub fn add_to(self, desk: &Path) -> Result<(), ArchiveError> {
        let path = desk.join(PURGED);
        let mut other = Self::read(&path)?;
        if other.key.is_some() && self.key.is_some() && other.key != self.key {
            let detail =
                "the lists of what must not come back, here and there, are not of one archive".to_owned();
            return Err(ArchiveError::PurgedList { path, detail });
        }
        other.key = other.key.or(self.key);
        other.hashes.extend(self.hashes);
        other.write(&path)
    }

    fn write(&self, path: &Path) -> Result<(), ArchiveError> {
        let Some(key) = self.key else { return Ok(()) };
        let mut lines: Vec<String> = self
            .hashes
            .iter()
            .map(|(what, hash)| format!("{} {}\n", what.word(), HEXLOWER.encode(hash)))
            .chain(self.others.iter().map(|line| format!("{line}\n")))
            .collect();
        // The order says nothing of what belongs together, or of when it was removed.
        lines.sort_unstable();
        let text = format!("{HEADER}key {}\n{}", HEXLOWER.encode(&key), lines.concat());
        files::write(path, text.as_bytes())
    }
}

/// The words of an article: another encoding, length of lines or format of the file is no other text.
fn words(article: &Article) -> impl Iterator<Item = String> {
    let title = article.title.as_deref().unwrap_or_default();
    let texts =
        std::iter::once(title).chain(article.paragraphs.iter().map(|paragraph| paragraph.text.as_str()));
    let words = texts.flat_map(|text| text.split(|c: char| !c.is_alphanumeric()));
    words.filter(|word| !word.is_empty()).map(str::to_lowercase)
}

/// Whether two articles are of the same words: if one is kept away, so is the other.
pub fn is_same_text(one: &Article, other: &Article) -> bool {
    words(one).eq(words(other))
}

/// By what an article is known again.
fn marks(key: &[u8; 32], path: &str, article: &Article) -> Vec<(What, [u8; HASH_BYTES])> {
    let mut text = Hashed::new(key, What::Text);
    words(article).for_each(|word| text.add(&word));
    let mut marks = vec![text.finish()];
    let mut add = |what, part: &str| {
        let mut hashed = Hashed::new(key, what);
        hashed.add(part);
        marks.push(hashed.finish());
    };
    match article.member.as_deref() {
        None => add(What::Place, path),
        Some(member) if is_number(member) => {}
        Some(member) => add(What::Place, &format!("{path}{}{member}", intake::BETWEEN)),
    }
    if let Some(url) = article.url.as_deref().and_then(address_key) {
        add(What::Url, &url.to_string());
    }
    marks
}

/// A hash in the making.
struct Hashed(blake3::Hasher, What);

impl Hashed {
    fn new(key: &[u8; 32], what: What) -> Self {
        let mut hasher = blake3::Hasher::new_keyed(key);
        hasher.update(what.word().as_bytes()).update(&[0]);
        Self(hasher, what)
    }

    fn add(&mut self, part: &str) {
        self.0.update(part.as_bytes()).update(&[0]);
    }

    fn finish(self) -> (What, [u8; HASH_BYTES]) {
        let mut hash = [0; HASH_BYTES];
        hash.copy_from_slice(&self.0.finalize().as_bytes()[..HASH_BYTES]);
        (self.1, hash)
    }
}

fn random(archive: &Archive) -> Result<[u8; 32], ArchiveError> {
    let mut key = [0; 32];
    getrandom::fill(&mut key).map_err(|error| ArchiveError::Io {
        path: path(archive),
        source: std::io::Error::other(format!("no random number to be had: {error}")),
    })?;
    Ok(key)
}

fn path(archive: &Archive) -> PathBuf {
    archive.desk().join(PURGED)
}

#[cfg(test)]
mod tests {
    use intake::Paragraph;

    use super::*;
    use crate::archive::id::ArticleId;

    fn article(title: &str, text: &str, url: Option<&str>, member: Option<&str>) -> Article {
        Article {
            title: Some(title.to_owned()),
            paragraphs: vec![Paragraph { text: text.to_owned(), cut: None }],
            url: url.map(str::to_owned),
            member: member.map(str::to_owned),
            ..Article::default()
        }
    }

    #[test]
    fn an_article_is_known_again_by_text_place_or_url() {
        let folder = tempfile::tempdir().expect("a folder");
        let archive = Archive::new(folder.path(), None).expect("an archive");
        let url = "https://packet.example/2019/harbour-plan-fails";
        let removed = article("Harbour plan", "It fails.", Some(url), None);
        let numbered = article("Ferry", "It is late.", None, Some("7"));
        let record = |path: &str, article: Article| ArticleRecord {
            id: ArticleId::new(path, None, 1),
            path: path.to_owned(),
            fingerprint: 1,
            article,
            names: Vec::new(),
            finder: 0,
        };
        Purged::add(&archive, &[record("a.txt", removed), record("all.jsonl", numbered)]).expect("added");
        let purged = Purged::load(&archive).expect("a list");
        let check = |path: &str, article: Article, expected: bool| {
            assert_eq!(purged.has(path, &article), expected, "{path} {article:?}");
        };
        check("b/moved.html", article("HARBOUR plan", "It  fails", None, None), true);
        check("a.txt", article("Another", "It is new.", None, None), true);
        check(
            "b.txt",
            article("New", "It works.", Some("http://www.packet.example/2019/harbour-plan-fails/"), None),
            true,
        );
        check("b.txt", article("Harbour plan", "It works.", None, None), false);
        check("other.jsonl", article("Ferry", "It is late.", None, Some("9")), true);
        check("all.jsonl", article("Bell", "It rings.", None, Some("7")), false);
        let text = files::read_text(&path(&archive)).expect("read").expect("there");
        assert!(!text.contains("a.txt") && !text.contains("packet") && text.lines().count() == 6, "{text}");
        assert_eq!(Purged::parse(&text), purged);
    }
}
