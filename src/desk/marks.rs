//! `desk/marks.txt`: which articles the user has seen, and which have a star.
//!
//! A line a decision, added at the end, the last one on an article counts: `star 1j1168j8gzc3a 2021/gate.txt`. The id
//! stays through moves and edits of the file; after a rebuild that gave an article another one, its place still tells
//! which it is.

use std::{
    collections::{HashMap, HashSet},
    path::PathBuf,
};

use crate::archive::{
    Archive, ArchiveError, files,
    lock::DeskLock,
    record::{ArticleRecord, is_number},
};

/// The file in the desk.
const MARKS: &str = "marks.txt";

/// A decision on an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// It was read.
    Seen,
    /// It is to be read again.
    Unseen,
    /// It matters.
    Star,
    /// It does not matter any more.
    NoStar,
}

impl Mark {
    const ALL: [Self; 4] = [Self::Seen, Self::Unseen, Self::Star, Self::NoStar];

    /// Its word in the file.
    pub fn word(self) -> &'static str {
        match self {
            Self::Seen => "seen",
            Self::Unseen => "unseen",
            Self::Star => "star",
            Self::NoStar => "nostar",
        }
    }

    /// The mark that a word means.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mark| mark.word() == word)
    }
}

/// What is marked of an article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Marked {
    /// Whether it was read.
    pub seen: bool,
    /// Whether it has a star.
    pub star: bool,
}

/// The marks of an archive.
#[derive(Clone, Debug, Default)]
pub struct Marks {
    by_id: HashMap<String, Marked>,
    by_place: HashMap<String, Marked>,
    /// Ids and places of the articles that ever had a star, the last one first.
    stars: Vec<(String, String)>,
}

impl Marks {
    /// The marks of an archive; none if nothing was marked.
    pub fn load(archive: &Archive) -> Result<Self, ArchiveError> {
        let text = files::read_text(&path(archive))?.unwrap_or_default();
        Ok(Self::parse(&text))
    }

    /// What tells cheaply whether the marks are still those that were loaded.
    pub fn stamp(archive: &Archive) -> files::Stamp {
        files::stamp(&path(archive))
    }

    /// What is marked of the article with an id, or of the one at its place.
    pub fn of(&self, id: &str, place: &str) -> Marked {
        // Another article may stand under a number by now.
        let is_numbered = place.contains(intake::BETWEEN) && is_number(place);
        let there = || self.by_place.get(place).filter(|_| !is_numbered);
        self.by_id.get(id).or_else(there).copied().unwrap_or_default()
    }

    /// Ids of the articles that have a star, the last one first, each with the place where it stood.
    pub fn stars(&self) -> impl Iterator<Item = (&str, &str)> {
        let stars = self.stars.iter().map(|(id, place)| (id.as_str(), place.as_str()));
        stars.filter(|(id, _)| self.by_id.get(*id).is_some_and(|marked| marked.star))
    }

    fn parse(text: &str) -> Self {
        let mut marks = Self::default();
        for line in text.lines() {
            let mut words = line.splitn(3, ' ');
            let mark = words.next().and_then(Mark::of_word);
            // A line that says nothing may be a note of the user's.
            if let (Some(mark), Some(id)) = (mark, words.next()) {
                marks.apply(mark, id, &unwritten(words.next().unwrap_or_default()));
            }
        }
        let mut met = HashSet::new();
        marks.stars.reverse();
        marks.stars.retain(|(id, _)| met.insert(id.clone()));
        marks
    }

    fn apply(&mut self, mark: Mark, id: &str, place: &str) {
        let mut marked = self.of(id, place);
        match mark {
            Mark::Seen => marked.seen = true,
            Mark::Unseen => marked.seen = false,
            Mark::Star => marked.star = true,
            Mark::NoStar => marked.star = false,
        }
        if mark == Mark::Star {
            self.stars.push((id.to_owned(), place.to_owned()));
        }
        self.by_id.insert(id.to_owned(), marked);
        self.by_place.insert(place.to_owned(), marked);
    }
}

/// Marks an article.
pub fn add(archive: &Archive, mark: Mark, article: &ArticleRecord) -> Result<(), ArchiveError> {
    archive.refuse_backup()?;
    files::create_folder(&archive.desk())?;
    let _lock = DeskLock::take(archive)?;
    let line = format!("{} {} {}\n", mark.word(), article.id, written(&article.place()));
    files::append(&path(archive), line.as_bytes())
}

/// Takes out the marks on articles, each given by its id and place; how many.
pub(super) fn forget(archive: &Archive, articles: &[(String, String)]) -> Result<usize, ArchiveError> {
    let text = files::read_text(&path(archive))?.unwrap_or_default();
    let is_of = |line: &&str| {
        let mut words = line.trim_end_matches(['\n', '\r']).splitn(3, ' ');
        let is_mark = words.next().and_then(Mark::of_word).is_some();
        let (id, place) = (words.next().unwrap_or_default(), unwritten(words.next().unwrap_or_default()));
        is_mark && articles.iter().any(|(own, at)| own == id || *at == place)
    };
    let (gone, kept): (Vec<&str>, Vec<&str>) = text.split_inclusive('\n').partition(is_of);
    if !gone.is_empty() {
        files::write(&path(archive), kept.concat().as_bytes())?;
    }
    Ok(gone.len())
}

/// A place as one line: only what would end the line, and the sign for that, are written otherwise.
fn written(place: &str) -> String {
    place.replace('\\', "\\\\").replace('\n', "\\n").replace('\r', "\\r")
}

fn unwritten(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some('n') => out.push('\n'),
                Some('r') => out.push('\r'),
                Some(other) => out.push(other),
                None => out.push('\\'),
            },
            c => out.push(c),
        }
    }
    out
}

fn path(archive: &Archive) -> PathBuf {
    archive.desk().join(MARKS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_mark_counts() {
        let marks = Marks::parse(
            "seen 1a x/a.txt\n# a note\nstar 1b x/b c.txt\nstar 1a x/a.txt\nnostar 1b x/b c.txt\nstar 1c z.txt\nunseen 1a x/a.txt\n",
        );
        assert_eq!(marks.of("1a", "x/a.txt"), Marked { seen: false, star: true });
        assert_eq!(marks.of("1b", "x/b c.txt"), Marked::default());
        assert_eq!(marks.of("9z", "z.txt"), Marked { seen: false, star: true });
        assert_eq!(marks.of("9z", "elsewhere.txt"), Marked::default());
        assert_eq!(marks.stars().collect::<Vec<_>>(), [("1c", "z.txt"), ("1a", "x/a.txt")]);
    }

    #[test]
    fn every_place_is_one_line() {
        for place in ["a.txt", "a\nb\\n.txt", "\\", "c d\r.txt"] {
            assert_eq!(unwritten(&written(place)), place);
            assert!(!written(place).contains(['\n', '\r']));
        }
    }
}
