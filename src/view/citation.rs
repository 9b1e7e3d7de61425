//! What a citation says of an article, for every style in which one is written.

use names::variants::parted;
use serde::Serialize;

use super::{ArticleView, HitView};

/// An article as it is cited.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CitationView {
    /// Its id in the archive.
    pub id: String,
    /// The headline; in brackets what is put in its place where there is none.
    pub title: String,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// Paper, agency or site.
    pub source: Option<String>,
    /// ISO 8601, as precise as is known.
    pub date: Option<String>,
    /// Where it was published; a web address or nothing.
    pub url: Option<String>,
    /// The section of the paper.
    pub section: Option<String>,
    /// ISO 639-1 code.
    pub language: Option<String>,
    /// Path of its file, and its place in a file of several.
    pub path: String,
}

/// An article for the citation programs that read CSL-JSON.
#[derive(Clone, Debug, Serialize)]
pub struct CslView {
    id: String,
    #[serde(rename = "type")]
    kind: &'static str,
    title: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    author: Vec<CslName>,
    #[serde(rename = "container-title", skip_serializing_if = "Option::is_none")]
    container: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    issued: Option<CslDate>,
    #[serde(rename = "URL", skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    section: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<String>,
    /// Where in the archive it is, which is all that leads to an article without an address.
    archive_location: String,
}

#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
enum CslName {
    Person {
        family: String,
        given: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        suffix: Option<String>,
    },
    Literal {
        literal: String,
    },
}

#[derive(Clone, Debug, Serialize)]
struct CslDate {
    #[serde(rename = "date-parts")]
    parts: [Vec<u32>; 1],
}

/// An article in the words of schema.org, which programs find in its page.
#[derive(Clone, Debug, Serialize)]
pub struct NewsArticleView {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@type")]
    kind: &'static str,
    headline: String,
    #[serde(rename = "datePublished", skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    author: Vec<Thing>,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<Thing>,
    #[serde(rename = "articleSection", skip_serializing_if = "Option::is_none")]
    section: Option<String>,
    #[serde(rename = "inLanguage", skip_serializing_if = "Option::is_none")]
    language: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
struct Thing {
    #[serde(rename = "@type")]
    kind: &'static str,
    name: String,
}

impl From<&ArticleView> for CitationView {
    fn from(article: &ArticleView) -> Self {
        let parsed = &article.parsed;
        Self {
            id: article.id.clone(),
            title: title(parsed.title.as_ref()),
            authors: parsed.authors.clone(),
            source: parsed.source.clone(),
            date: parsed.date.clone(),
            url: web_address(parsed.url.as_ref()),
            section: parsed.section.clone(),
            language: parsed.language.clone(),
            path: place(&parsed.path, parsed.member.as_ref()),
        }
    }
}

impl From<&HitView> for CitationView {
    fn from(hit: &HitView) -> Self {
        Self {
            id: hit.id.clone(),
            title: title(hit.title.as_ref()),
            authors: hit.authors.clone(),
            source: hit.source.clone(),
            date: hit.date.clone(),
            url: web_address(hit.url.as_ref()),
            section: None,
            language: None,
            path: place(&hit.path, hit.member.as_ref()),
        }
    }
}

impl CslName {
    fn of(name: &str) -> Self {
        match parted(name) {
            Some(parts) => Self::Person {
                family: parts.surname.to_owned(),
                given: parts.given.to_owned(),
                suffix: parts.suffix.map(str::to_owned),
            },
            None => Self::Literal { literal: name.to_owned() },
        }
    }
}

impl CitationView {
    /// Year, month and day of its date, as far as they are known.
    pub fn date_parts(&self) -> Vec<u32> {
        let date = self.date.as_deref().unwrap_or_default();
        let day = date.split('T').next().unwrap_or_default();
        day.split('-').map_while(|part| part.parse().ok()).take(3).collect()
    }

    /// For CSL-JSON.
    pub fn csl(&self) -> CslView {
        let parts = self.date_parts();
        CslView {
            id: self.id.clone(),
            kind: "article-newspaper",
            title: self.title.clone(),
            author: self.authors.iter().map(|name| CslName::of(name)).collect(),
            container: self.source.clone(),
            issued: (!parts.is_empty()).then_some(CslDate { parts: [parts] }),
            url: self.url.clone(),
            section: self.section.clone(),
            language: self.language.clone(),
            archive_location: self.path.clone(),
        }
    }

    /// For programs that look into the article's page.
    pub fn news_article(&self) -> NewsArticleView {
        let thing = |kind, name: &String| Thing { kind, name: name.clone() };
        NewsArticleView {
            context: "https://schema.org",
            kind: "NewsArticle",
            headline: self.title.clone(),
            date: self.date.clone(),
            author: self.authors.iter().map(|name| thing("Person", name)).collect(),
            publisher: self.source.as_ref().map(|name| thing("Organization", name)),
            section: self.section.clone(),
            language: self.language.clone(),
            url: self.url.clone(),
        }
    }
}

/// What catalogues put in the place of a title that a work does not have stands in brackets.
fn title(title: Option<&String>) -> String {
    title.cloned().unwrap_or_else(|| "[Untitled]".to_owned())
}

fn place(path: &str, member: Option<&String>) -> String {
    member.map_or_else(|| path.to_owned(), |member| format!("{path}{}{member}", intake::BETWEEN))
}

/// An address, if it is one of the web: nothing else is ever made a link of.
fn web_address(url: Option<&String>) -> Option<String> {
    let is_web = |url: &&String| {
        let scheme = url.split_once("://").map(|(scheme, _)| scheme.to_ascii_lowercase());
        matches!(scheme.as_deref(), Some("http" | "https"))
    };
    url.filter(is_web).cloned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_addresses_are_links() {
        let check = |url: &str, expected: bool| {
            assert_eq!(web_address(Some(&url.to_owned())).is_some(), expected, "{url}");
        };
        check("https://example.org/a", true);
        check("HTTP://example.org", true);
        check("javascript:alert(1)", false);
        check("javascript://example.org/%0aalert(1)", false);
        check("data:text/html,x", false);
        check("/etc/passwd", false);
    }

    #[test]
    fn dates_are_as_precise_as_they_are() {
        let check = |date: &str, expected: &[u32]| {
            let citation = CitationView { date: Some(date.to_owned()), ..CitationView::default() };
            assert_eq!(citation.date_parts(), expected, "{date}");
        };
        check("2019-05-10", &[2019, 5, 10]);
        check("2019-05-10T08:00:00Z", &[2019, 5, 10]);
        check("2019-05", &[2019, 5]);
        check("2019", &[2019]);
    }
}
