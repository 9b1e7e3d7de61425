//! What a page says about itself, from every place where pages say it.
//!
//! Most pages say the same thing several times: for search engines (JSON-LD, microdata), for social networks
//! (Open Graph, `article:`), for libraries (Dublin Core) and for the reader. The place that is filled most carefully
//! comes first for each field; what is seen on the page settles what the places leave open.

use super::{
    dates,
    json_ld::{JsonLd, strings},
    seen,
    tree::{Id, ROOT, Tree},
};
use crate::{
    fields::{Fields, Place, key::Key, url},
    words::{Words, words},
};

/// Names of `<meta>` elements that hold the date of publication for certain.
const PUBLISHED: Words = words!(
    "article:published_time|og:article:published_time|article:published|og:published_time|datepublished"
);

/// Names that programs give to it, less surely.
const DATED: Words = words!(
    "parsely-pub-date|sailthru.date|dcterms.created|dc.date.issued|dcterms.issued|dcterms.date|dc.date|date.issued|\
     publish-date|publish_date|pubdate|pub_date|publication_date|publicationdate|ptime|pdate|article.published|\
     displaydate|originalpublicationdate|bt:pubdate|date|release_date|article_date_original|\
     cxenseparse:recs:publishtime",
);

/// Names of the date of the last change.
const MODIFIED: Words = words!(
    "article:modified_time|og:updated_time|datemodified|dcterms.modified|dc.date.modified|last-modified|lastmod|revised"
);

/// Names of lists of keywords.
const KEYWORDS: [&str; 6] =
    ["news_keywords", "article:tag", "keywords", "parsely-tags", "dc.subject", "dcterms.subject"];

/// What a page says about itself.
pub(super) struct Meta<'a> {
    tree: &'a Tree,
    ld: JsonLd,
    /// The `<meta>` elements: name in lower case, content.
    metas: Vec<(String, &'a str)>,
}

impl<'a> Meta<'a> {
    /// Gathers what a page says.
    pub(super) fn new(tree: &'a Tree) -> Self {
        let mut metas = Vec::new();
        for id in tree.descendants(ROOT).filter(|&id| tree.name(id) == "meta") {
            let content = tree.attribute(id, "content").map(str::trim).filter(|content| !content.is_empty());
            for name in ["property", "name", "itemprop", "http-equiv"] {
                if let (Some(name), Some(content)) = (tree.attribute(id, name), content) {
                    metas.push((name.trim().to_ascii_lowercase(), content));
                }
            }
        }
        Self { tree, ld: JsonLd::new(tree), metas }
    }

    /// The first of these names that a `<meta>` has, in the order of the names.
    fn meta(&self, names: &[&str]) -> Option<&'a str> {
        names
            .iter()
            .find_map(|name| self.metas.iter().find(|(known, _)| known == name).map(|(_, value)| *value))
    }

    fn all(&self, name: &str) -> impl Iterator<Item = &'a str> {
        self.metas.iter().filter(move |(known, _)| known == name).map(|(_, value)| *value)
    }

    /// What the page says it is about; empty if it says nothing.
    pub(super) fn description(&self) -> &str {
        self.meta(&["og:description", "description", "twitter:description"])
            .or_else(|| self.ld.text("description"))
            .unwrap_or_default()
    }

    /// The text of the article that the page gives to search engines, if it gives it.
    pub(super) fn body(&self) -> Option<&str> {
        self.ld.text("articleBody").or_else(|| self.ld.text("reviewBody"))
    }

    /// Adds all that the page says to what is known.
    pub(super) fn fill(&self, fields: &mut Fields) {
        if let Some(title) = self.title() {
            fields.take(Key::Title, &title);
        }
        self.dates(fields);
        self.origin(fields);
        if fields.authors.is_empty() {
            let title = fields.title.clone().unwrap_or_default();
            fields.add_authors(self.authors(&title));
        }
        let section = self.ld.text("articleSection").or_else(|| {
            self.meta(&[
                "article:section",
                "og:article:section",
                "articlesection",
                "parsely-section",
                "section",
                "sailthru.section",
                "dc.subject.section",
                "category",
            ])
            .or_else(|| self.property("articleSection"))
        });
        if let Some(section) = section.filter(|section| url::web_address(section).is_none()) {
            fields.take(Key::Section, section);
        }
        self.ld
            .value("keywords")
            .map(strings)
            .unwrap_or_default()
            .iter()
            .for_each(|words| fields.add_keywords(words));
        for name in KEYWORDS {
            self.all(name).for_each(|words| fields.add_keywords(words));
        }
        if fields.keywords.is_empty() {
            fields.add_keywords(self.property("keywords").unwrap_or_default());
        }
    }

    /// The code of the language that the page says it is in; templates often say a wrong one.
    pub(super) fn language(&self) -> Option<String> {
        let html = self.tree.children(ROOT).find(|&id| self.tree.name(id) == "html");
        let language =
            html.and_then(|id| self.tree.attribute(id, "lang").or(self.tree.attribute(id, "xml:lang")));
        let said = self
            .ld
            .text("inLanguage")
            .or(language)
            .or_else(|| {
                self.meta(&["content-language", "og:locale", "dc.language", "dcterms.language", "language"])
            })
            .or_else(|| self.property("inLanguage"))?;
        let code = said.split(['-', '_']).next()?.to_ascii_lowercase();
        (code.len() == 2 && code.bytes().all(|b| b.is_ascii_lowercase())).then_some(code)
    }

    fn title(&self) -> Option<String> {
        let title = self.tree.descendants(ROOT).find(|&id| self.tree.name(id) == "title");
        let title = title.map(|id| super::text::squeezed(&self.tree.whole_text(id))).unwrap_or_default();
        let said: Vec<String> = [
            self.ld.text("headline"),
            self.meta(&["og:title"]),
            Some(title.as_str()),
            self.meta(&[
                "headline",
                "twitter:title",
                "parsely-title",
                "sailthru.title",
                "dc.title",
                "dcterms.title",
                "title",
            ]),
            self.ld.text("name"),
        ]
        .into_iter()
        .flatten()
        .map(seen::plain)
        .filter(|text| !text.is_empty())
        .collect();
        let site = self.site();
        seen::headline(self.tree, &said, site.as_deref()).or_else(|| {
            said.first().map(|title| seen::without_site(title, site.or_else(|| self.host()).as_deref()))
        })
    }

    /// The first part of the page's host, which often is the site's name.
    fn host(&self) -> Option<String> {
        let address = self.addresses().into_iter().flatten().find_map(url::host)?;
        address.split('.').next().map(ToOwned::to_owned)
    }

    fn site(&self) -> Option<String> {
        let said = self.meta(&[
            "og:site_name",
            "application-name",
            "dc.publisher",
            "dcterms.publisher",
            "publisher",
        ]);
        said.map(seen::plain)
            .or_else(|| self.ld.names("publisher").first().map(|name| seen::plain(name)))
            .map(|name| name.split(" | ").next().unwrap_or_default().to_owned())
            .filter(|name| !name.is_empty() && !name.starts_with('@') && url::web_address(name).is_none())
    }

    fn dates(&self, fields: &mut Fields) {
        let has_date = |fields: &Fields| fields.dates.iter().any(|(place, _)| *place == Place::Field);
        if !has_date(fields) {
            let published = [
                self.ld.text("datePublished"),
                self.meta(PUBLISHED.0),
                self.property("datePublished"),
                self.meta(DATED.0),
                self.ld.text("dateCreated"),
            ];
            for text in published.into_iter().flatten() {
                dates::add_date(fields, Place::Field, text);
                if has_date(fields) {
                    break;
                }
            }
            if !has_date(fields) {
                dates::seen(self.tree, fields);
            }
            dates::localise(self.tree, fields);
        }
        let modified = self.ld.text("dateModified").or_else(|| self.meta(MODIFIED.0));
        if let Some(modified) = modified.or_else(|| self.property("dateModified")) {
            dates::add_date(fields, Place::Updated, modified);
        }
    }

    /// What may be the address of the page, the surest first.
    fn addresses(&self) -> [Option<&str>; 5] {
        let canonical = self.tree.descendants(ROOT).find(|&id| {
            self.tree.name(id) == "link"
                && self.tree.attribute(id, "rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical"))
        });
        [
            canonical.and_then(|id| self.tree.attribute(id, "href")),
            self.meta(&["og:url"]),
            self.ld.text("mainEntityOfPage"),
            self.ld.text("url"),
            self.meta(&["parsely-link", "twitter:url", "dc.identifier"]),
        ]
    }

    /// The source and the address.
    fn origin(&self, fields: &mut Fields) {
        let addresses = self.addresses();
        for address in addresses.into_iter().flatten() {
            fields.set_url(address);
        }
        if let Some(site) = self.site() {
            fields.take(Key::Source, &site);
        }
    }

    fn authors(&self, title: &str) -> Vec<String> {
        let said = self.ld.names("author");
        let mut lists = vec![said];
        for name in [
            "author",
            "article:author",
            "og:article:author",
            "byl",
            "dc.creator",
            "dcterms.creator",
            "dc.contributor",
            "parsely-author",
            "sailthru.author",
            "article:author_name",
            "cxenseparse:author",
            "twitter:data1:author",
            "creator",
        ] {
            lists.push(self.all(name).map(ToOwned::to_owned).collect());
        }
        let site = self.site();
        for list in lists {
            let names = seen::people(&list, site.as_deref());
            if !names.is_empty() {
                return names;
            }
        }
        seen::authors(self.tree, title, site.as_deref())
    }

    /// The value of a property in microdata.
    fn property(&self, name: &str) -> Option<&'a str> {
        let has = |id: &Id| {
            self.tree.attribute(*id, "itemprop").is_some_and(|property| property.eq_ignore_ascii_case(name))
        };
        let id = self.tree.descendants(ROOT).find(has)?;
        let value = ["datetime", "content"].iter().find_map(|attribute| self.tree.attribute(id, attribute));
        value.or_else(|| self.tree.children(id).find_map(|child| self.tree.text(child)))
    }
}
