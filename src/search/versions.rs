//! The versions of an article, and what changed from each to the next, sentence by sentence.

use names::tokens::{Border, Token, tokenize};
use similar::{Algorithm, ChangeTag, capture_diff_slices};

use super::kin;
use crate::archive::{ArchiveError, Reader, id::ArticleId, record::ArticleRecord, stream::StreamText};

/// A sentence that came or went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Whether it came.
    pub is_added: bool,
    /// Its text; a headline is a sentence, too.
    pub text: String,
}

/// One version.
#[derive(Clone, Debug)]
pub struct Version {
    /// The article as it was.
    pub record: ArticleRecord,
    /// What changed from the version before; nothing in the oldest.
    pub changes: Vec<Change>,
}

/// The versions of an article, the oldest first; the article alone if there are no others.
pub fn of(reader: &Reader, record: ArticleRecord) -> Result<Vec<Version>, ArchiveError> {
    let ids = kin::versions(reader, record.id)?;
    if ids.is_empty() {
        return Ok(vec![Version { record, changes: Vec::new() }]);
    }
    let mut versions: Vec<Version> = Vec::with_capacity(ids.len());
    for id in ids {
        let Some(record) = article(reader, id)? else { continue };
        let before = versions.last().map(|version| &version.record);
        let changes = before.map_or_else(Vec::new, |before| changes(before, &record));
        versions.push(Version { record, changes });
    }
    Ok(versions)
}

/// The article with an id.
pub fn article(reader: &Reader, id: ArticleId) -> Result<Option<ArticleRecord>, ArchiveError> {
    reader.address_of(id)?.map(|at| reader.article(at)).transpose()
}

/// The sentences that came or went between two versions, in the order of the text.
fn changes(before: &ArticleRecord, after: &ArticleRecord) -> Vec<Change> {
    let (old, new) = (StreamText::of(&before.article), StreamText::of(&after.article));
    let (old, new) = (sentences(&old.text), sentences(&new.text));
    let differences = capture_diff_slices(Algorithm::Myers, &old, &new);
    let changes = differences.iter().flat_map(|difference| difference.iter_changes(&old, &new));
    changes
        .filter(|change| change.tag() != ChangeTag::Equal)
        .map(|change| Change { is_added: change.tag() == ChangeTag::Insert, text: change.value().to_owned() })
        .collect()
}

/// The sentences of a text.
fn sentences(text: &str) -> Vec<&str> {
    let mut tokens: Vec<Token> = Vec::new();
    tokenize(text, &mut tokens);
    let first = |token: &Token| token.border >= Border::Sentence;
    let starts = tokens.iter().filter(|token| first(token)).map(|token| token.start as usize);
    let mut starts: Vec<usize> = starts.chain([text.len()]).collect();
    if starts.first() != Some(&0) {
        starts.insert(0, 0);
    }
    let sentences = starts.windows(2).filter_map(|ends| text.get(ends[0]..ends[1]));
    sentences.map(str::trim).filter(|sentence| !sentence.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use intake::{Article, Paragraph};

    use super::*;

    fn record(title: &str, paragraphs: &[&str]) -> ArticleRecord {
        let paragraph = |text: &&str| Paragraph { text: (*text).to_owned(), cut: None };
        let paragraphs = paragraphs.iter().map(paragraph).collect();
        ArticleRecord {
            id: ArticleId::new("a", None, 0),
            path: "a".to_owned(),
            fingerprint: 0,
            article: Article { title: Some(title.to_owned()), paragraphs, ..Article::default() },
            names: Vec::new(),
            finder: 0,
        }
    }

    #[test]
    fn sentences_that_came_and_went_are_told() {
        let before = record("Ferry late", &["The ferry was late. Nobody knew why.", "It was the fog."]);
        let after = record(
            "Ferry late",
            &["The ferry was late. The captain knew why.", "It was the fog.", "The end."],
        );
        let expected = [(false, "Nobody knew why."), (true, "The captain knew why."), (true, "The end.")];
        let found = changes(&before, &after);
        let found: Vec<(bool, &str)> =
            found.iter().map(|change| (change.is_added, change.text.as_str())).collect();
        assert_eq!(found, expected);
        assert_eq!(changes(&after, &after), []);
    }
}
