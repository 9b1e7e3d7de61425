//! Who wrote the dates of an article: those of one writer are all in one order.

use std::borrow::Cow;

use intake::Article;

use crate::archive::record::ArticleRecord;

/// Languages whose writers put the day first, wherever they are: what is in doubt is in doubt in English.
const DAY_FIRST: [&str; 24] = [
    "ar", "bg", "ca", "cs", "da", "de", "el", "es", "et", "fi", "fr", "he", "hr", "id", "it", "nl", "no",
    "pl", "pt", "ro", "ru", "tr", "uk", "vi",
];

/// What begins the key of a file: no path in an archive begins with it, and hardly a source.
const OF_FILE: char = '/';

/// Whose dates an article has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Writer<'a> {
    /// Its source; where an article of a file of several names none, the file: whoever made that wrote its dates. The
    /// others are nobody's: they show nothing of each other.
    pub(in crate::archive) key: Option<Cow<'a, str>>,
    /// Whether the article's language has the day first.
    pub(super) speaks_day_first: bool,
}

impl<'a> Writer<'a> {
    /// That of an article in a file.
    pub fn of(article: &'a Article, path: &str) -> Self {
        let of_file = |member: &String| {
            let within = member.rsplit_once(intake::BETWEEN).map_or("", |(within, _)| within);
            Cow::Owned(format!("{OF_FILE}{path}{}{within}", intake::BETWEEN))
        };
        let source = article.source.as_deref().map(Cow::Borrowed);
        Self {
            key: source.or_else(|| article.member.as_ref().map(of_file)),
            speaks_day_first: article.language.as_deref().is_some_and(speaks_day_first),
        }
    }

    /// Whether it is a file.
    pub(super) fn is_file(&self) -> bool {
        self.key.as_deref().is_some_and(|key| key.starts_with(OF_FILE))
    }

    /// That of a stored article.
    pub fn of_record(record: &'a ArticleRecord) -> Self {
        Self::of(&record.article, &record.path)
    }
}

fn speaks_day_first(language: &str) -> bool {
    DAY_FIRST.binary_search(&language).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_languages_are_sorted() {
        assert!(DAY_FIRST.is_sorted());
    }

    #[test]
    fn a_file_of_several_articles_is_a_writer() {
        let check = |source: &str, member: &str, expected: Option<&str>| {
            let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
            let article = Article { source: some(source), member: some(member), ..Article::default() };
            assert_eq!(Writer::of(&article, "a.zip").key.as_deref(), expected, "{source} {member}");
        };
        check("Packet", "3", Some("Packet"));
        check("", "3", Some("/a.zip!/"));
        check("", "b.csv!/3", Some("/a.zip!/b.csv"));
        check("", "", None);
    }
}
