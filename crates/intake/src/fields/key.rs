//! The names of fields: those before a colon at the top of a text, and those of front matter.

mod foreign;

use crate::letters::letters;
use foreign::FOREIGN_KEYS;

/// What a named field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Key {
    Title,
    Author,
    Date,
    /// When the file or note was made, which may be later than the article.
    Created,
    Updated,
    Source,
    Url,
    Section,
    Dateline,
    Language,
    Person,
    Organization,
    Place,
    /// Words for what it is about.
    Keyword,
    /// The text itself, in a record.
    Body,
    /// What stands for the text if a record has no more.
    Summary,
    /// What the record is known by in its file.
    Id,
    /// Known as a field, of no use here.
    Other,
}

/// The names that clippers, note programs and databases give to fields; in lower case, without marks.
const KEYS: &[(&str, Key)] = &[
    ("title", Key::Title),
    ("headline", Key::Title),
    ("fulltitle", Key::Title),
    ("author", Key::Author),
    ("authors", Key::Author),
    ("byline", Key::Author),
    ("by", Key::Author),
    ("creator", Key::Author),
    ("writer", Key::Author),
    ("date", Key::Date),
    ("published", Key::Date),
    ("publishedat", Key::Date),
    ("publishedon", Key::Date),
    ("publisheddate", Key::Date),
    ("datepublished", Key::Date),
    ("publicationdate", Key::Date),
    ("publishdate", Key::Date),
    ("pubdate", Key::Date),
    ("loaddate", Key::Created),
    ("created", Key::Created),
    ("datecreated", Key::Created),
    ("updated", Key::Updated),
    ("modified", Key::Updated),
    ("datemodified", Key::Updated),
    ("lastmod", Key::Updated),
    ("lastupdated", Key::Updated),
    ("source", Key::Source),
    ("publication", Key::Source),
    ("publisher", Key::Source),
    ("newspaper", Key::Source),
    ("paper", Key::Source),
    ("site", Key::Source),
    ("sitename", Key::Source),
    ("website", Key::Source),
    ("url", Key::Url),
    ("link", Key::Url),
    ("sourceurl", Key::Url),
    ("canonical", Key::Url),
    ("canonicalurl", Key::Url),
    ("permalink", Key::Url),
    ("section", Key::Section),
    ("category", Key::Section),
    ("categories", Key::Section),
    ("dateline", Key::Dateline),
    ("language", Key::Language),
    ("lang", Key::Language),
    ("people", Key::Person),
    ("persons", Key::Person),
    ("person", Key::Person),
    ("organizations", Key::Organization),
    ("organisations", Key::Organization),
    ("organization", Key::Organization),
    ("organisation", Key::Organization),
    ("orgs", Key::Organization),
    ("companies", Key::Organization),
    ("company", Key::Organization),
    ("places", Key::Place),
    ("place", Key::Place),
    ("locations", Key::Place),
    ("location", Key::Place),
    ("geographic", Key::Place),
    ("length", Key::Other),
    ("edition", Key::Other),
    ("page", Key::Other),
    ("pages", Key::Other),
    ("wordcount", Key::Other),
    ("copyright", Key::Other),
    ("keywords", Key::Keyword),
    ("documenttags", Key::Keyword),
    ("keyword", Key::Keyword),
];

/// The names that feeds, content systems, data sets and databases give to the fields of a record, beside those above.
///
/// They are not known in the lines of a text, since sentences begin with some of them.
const RECORD_KEYS: &[(&str, Key)] = &[
    ("head", Key::Title),
    ("heading", Key::Title),
    ("headlines", Key::Title),
    ("headlinemain", Key::Title),
    ("articletitle", Key::Title),
    ("webtitle", Key::Title),
    ("bylines", Key::Author),
    ("creators", Key::Author),
    ("dccreator", Key::Author),
    ("journalist", Key::Author),
    ("reporter", Key::Author),
    ("pubauthor", Key::Author),
    ("articleauthor", Key::Author),
    ("firstpublished", Key::Date),
    ("firstpublishdate", Key::Date),
    ("displaydate", Key::Date),
    ("firstpublicationdate", Key::Date),
    ("webpublicationdate", Key::Date),
    ("articledate", Key::Date),
    ("datepublish", Key::Date),
    ("datetimepub", Key::Date),
    ("datetime", Key::Date),
    ("publishedtime", Key::Date),
    ("issued", Key::Date),
    ("versioncreated", Key::Date),
    ("contentcreated", Key::Created),
    ("firstcreated", Key::Created),
    ("createdat", Key::Created),
    ("entrydate", Key::Created),
    ("creationdate", Key::Created),
    ("bookmarkeddate", Key::Created),
    ("timestamp", Key::Created),
    ("crawled", Key::Created),
    ("scrapedat", Key::Created),
    ("downloaddate", Key::Created),
    ("datedownload", Key::Created),
    ("updatedat", Key::Updated),
    ("modifiedat", Key::Updated),
    ("lastmodified", Key::Updated),
    ("versionmodified", Key::Updated),
    ("datemodify", Key::Updated),
    ("contentmodified", Key::Updated),
    ("outlet", Key::Source),
    ("media", Key::Source),
    ("infosource", Key::Source),
    ("infosources", Key::Source),
    ("copyrightholder", Key::Source),
    ("publicationname", Key::Source),
    ("publicationtitle", Key::Source),
    ("pubtitle", Key::Source),
    ("provider", Key::Source),
    ("sourcename", Key::Source),
    ("sourcedomain", Key::Source),
    ("domain", Key::Source),
    ("baseurl", Key::Other),
    ("articleurl", Key::Url),
    ("weburl", Key::Url),
    ("storyurl", Key::Url),
    ("pageurl", Key::Url),
    ("externalurl", Key::Url),
    ("documenturl", Key::Url),
    ("webcanonical", Key::Url),
    ("mainentityofpage", Key::Url),
    ("articlesection", Key::Section),
    ("sectionname", Key::Section),
    ("desk", Key::Section),
    ("rubric", Key::Section),
    ("inlanguage", Key::Language),
    ("articlelanguage", Key::Language),
    ("languagetag", Key::Language),
    ("located", Key::Dateline),
    ("locationcreated", Key::Dateline),
    ("tags", Key::Keyword),
    ("labels", Key::Keyword),
    ("topics", Key::Keyword),
    ("subject", Key::Keyword),
    ("subjects", Key::Keyword),
    ("subjectterms", Key::Keyword),
    ("publishedby", Key::Author),
    ("domainname", Key::Source),
    ("organizationlist", Key::Organization),
    ("companyorganization", Key::Organization),
    ("personlist", Key::Person),
    ("locationlist", Key::Place),
    ("contentlocation", Key::Place),
    ("spatialcoverage", Key::Place),
    ("countries", Key::Place),
    ("cities", Key::Place),
    ("body", Key::Body),
    ("bodies", Key::Body),
    ("bodytext", Key::Body),
    ("bodyhtml", Key::Body),
    ("bodyxhtml", Key::Body),
    ("bodynitf", Key::Other),
    ("articlebody", Key::Body),
    ("bodyhtml5", Key::Body),
    ("bodymarkdown", Key::Body),
    ("bodyplain", Key::Body),
    ("newstext", Key::Body),
    ("rawtext", Key::Body),
    ("ocr", Key::Body),
    ("ocrtext", Key::Body),
    ("ocreng", Key::Body),
    ("articletext", Key::Body),
    ("articlecontent", Key::Body),
    ("content", Key::Body),
    ("contents", Key::Body),
    ("contenthtml", Key::Body),
    ("contenttext", Key::Body),
    ("contentencoded", Key::Body),
    ("textcontent", Key::Body),
    ("text", Key::Body),
    ("fulltext", Key::Body),
    ("maintext", Key::Body),
    ("plaintext", Key::Body),
    ("cleanedtext", Key::Body),
    ("story", Key::Body),
    ("storytext", Key::Body),
    ("paragraphs", Key::Body),
    ("contentelements", Key::Body),
    ("blocks", Key::Body),
    ("article", Key::Body),
    ("document", Key::Body),
    ("html", Key::Body),
    ("summary", Key::Summary),
    ("abstract", Key::Summary),
    ("excerpt", Key::Summary),
    ("description", Key::Summary),
    ("descriptiontext", Key::Summary),
    ("descriptions", Key::Summary),
    ("leadparagraph", Key::Summary),
    ("lead", Key::Summary),
    ("lede", Key::Summary),
    ("standfirst", Key::Summary),
    ("snippet", Key::Summary),
    ("teaser", Key::Summary),
    ("trailtext", Key::Summary),
    ("id", Key::Id),
    ("uid", Key::Id),
    ("uuid", Key::Id),
    ("guid", Key::Id),
    ("uri", Key::Id),
    ("identifier", Key::Id),
    ("articleid", Key::Id),
    ("docid", Key::Id),
    ("docno", Key::Id),
    ("storyid", Key::Id),
];

/// The field that a name stands for.
pub(crate) fn key(name: &str) -> Option<Key> {
    find(KEYS, &letters(name))
}

/// The field of a record that a name stands for.
pub(crate) fn record_key(name: &str) -> Option<Key> {
    let name = letters(name);
    find(KEYS, &name).or_else(|| find(RECORD_KEYS, &name)).or_else(|| find(FOREIGN_KEYS, &name))
}

fn find(keys: &[(&str, Key)], name: &str) -> Option<Key> {
    keys.iter().find(|(known, _)| *known == name).map(|(_, key)| *key)
}

/// The field and value of a line such as "Source: Harbour Herald".
pub(crate) fn field_line(line: &str) -> Option<(Key, &str)> {
    let (name, value) = line.split_once(':')?;
    // Outliners write "source:: Harbour Herald".
    let value = value.strip_prefix(": ").unwrap_or(value);
    let short = name.len() <= 20 && name.split_whitespace().count() <= 2 && !value.starts_with("//");
    let key = if short { key(name)? } else { return None };
    Some((key, value.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_with_a_known_name() {
        let check =
            |line: &str, expected: Option<(Key, &str)>| assert_eq!(field_line(line), expected, "{line}");
        check("Title: Harbour closes: what now?", Some((Key::Title, "Harbour closes: what now?")));
        check("Publication date: 1998", Some((Key::Date, "1998")));
        check("URL:https://example.org", Some((Key::Url, "https://example.org")));
        check("source:: Harbour Herald", Some((Key::Source, "Harbour Herald")));
        check("LENGTH: 512 words", Some((Key::Other, "512 words")));
        check("Mayor: I will stay", None);
        check("https://example.org", None);
    }
}
