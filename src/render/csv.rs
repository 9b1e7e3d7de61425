//! Views as rows of CSV: a header, lists joined by "; ", snippets as plain text.

use std::io::{self, Write};

use names::Kind;

use crate::view::{
    ChangeView, ChartRow, ContradictionView, DoubtView, EntityRow, FacetRow, FormatView, HitView, LineView,
    NameRowView, NameView, ParsedView, ProblemView, QuoteView,
};

/// A view that is a row.
pub trait Row {
    /// The names of the columns.
    const HEADER: &'static [&'static str];
    /// The values, one a column.
    fn values(&self) -> Vec<String>;
}

/// Writes a header and the rows.
pub fn write<R: Row>(out: &mut dyn Write, rows: &[R]) -> io::Result<()> {
    header::<R>(out)?;
    rows.iter().try_for_each(|row| self::row(out, row))
}

/// Writes the header of rows that come one by one.
pub fn header<R: Row>(out: &mut dyn Write) -> io::Result<()> {
    let mut writer = ::csv::Writer::from_writer(out);
    writer.write_record(R::HEADER).map_err(failed)?;
    writer.flush()
}

/// What went wrong, as the system said it: a pipe that was closed is to be known as one.
pub(super) fn failed(error: ::csv::Error) -> io::Error {
    match error.into_kind() {
        ::csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

/// Writes one row.
pub fn row<R: Row>(out: &mut dyn Write, row: &R) -> io::Result<()> {
    let mut writer = ::csv::Writer::from_writer(out);
    writer.write_record(row.values()).map_err(failed)?;
    writer.flush()
}

/// Writes rows one by one, as they come.
pub struct Rows<W: Write>(::csv::Writer<W>);

impl<W: Write> Rows<W> {
    /// Begins with the header of a kind of row.
    pub fn new<R: Row>(out: W) -> io::Result<Self> {
        let mut writer = ::csv::Writer::from_writer(out);
        writer.write_record(R::HEADER).map_err(failed)?;
        Ok(Self(writer))
    }

    /// Adds a row.
    pub fn write<R: Row>(&mut self, row: &R) -> io::Result<()> {
        self.0.write_record(row.values()).map_err(failed)
    }

    /// Writes what was held back.
    pub fn end(mut self) -> io::Result<()> {
        self.0.flush()
    }
}

fn list(values: &[String]) -> String {
    values.join("; ")
}

fn option(value: Option<&String>) -> String {
    value.cloned().unwrap_or_default()
}

impl Row for HitView {
    const HEADER: &'static [&'static str] = &[
        "rank",
        "score",
        "id",
        "path",
        "member",
        "title",
        "date",
        "source",
        "url",
        "authors",
        "people",
        "organizations",
        "places",
        "snippets",
    ];

    fn values(&self) -> Vec<String> {
        let snippets: Vec<String> = self.snippets.iter().map(|snippet| snippet.text.clone()).collect();
        vec![
            self.rank.to_string(),
            self.score.map(|score| score.to_string()).unwrap_or_default(),
            self.id.clone(),
            self.path.clone(),
            option(self.member.as_ref()),
            option(self.title.as_ref()),
            option(self.date.as_ref()),
            option(self.source.as_ref()),
            option(self.url.as_ref()),
            list(&self.authors),
            list(&self.people),
            list(&self.organizations),
            list(&self.places),
            list(&snippets),
        ]
    }
}

impl Row for NameView {
    const HEADER: &'static [&'static str] = &["name", "kind", "articles", "mentions"];

    fn values(&self) -> Vec<String> {
        vec![
            self.name.clone(),
            self.kind.word().to_owned(),
            self.articles.to_string(),
            self.mentions.to_string(),
        ]
    }
}

impl Row for FacetRow {
    const HEADER: &'static [&'static str] = &["facet", "value", "articles"];

    fn values(&self) -> Vec<String> {
        vec![self.facet.to_owned(), self.value.clone(), self.articles.to_string()]
    }
}

impl Row for LineView {
    const HEADER: &'static [&'static str] = &[
        "left", "keyword", "right", "id", "path", "member", "title", "date", "source", "field", "start",
        "end", "how",
    ];

    fn values(&self) -> Vec<String> {
        vec![
            self.left.clone(),
            self.keyword.clone(),
            self.right.clone(),
            self.id.clone(),
            self.path.clone(),
            option(self.member.as_ref()),
            option(self.title.as_ref()),
            option(self.date.as_ref()),
            option(self.source.as_ref()),
            self.field.to_owned(),
            self.start.to_string(),
            self.end.to_string(),
            self.how.to_owned(),
        ]
    }
}

impl Row for ChartRow {
    const HEADER: &'static [&'static str] = &["query", "start", "articles", "all", "share", "gap"];

    fn values(&self) -> Vec<String> {
        vec![
            self.query.clone(),
            self.start.clone(),
            self.articles.to_string(),
            self.all.to_string(),
            self.share.to_string(),
            self.gap.to_string(),
        ]
    }
}

impl Row for QuoteView {
    const HEADER: &'static [&'static str] = &[
        "text",
        "name",
        "kind",
        "speaker",
        "attribution",
        "id",
        "path",
        "member",
        "title",
        "date",
        "source",
        "url",
        "field",
        "start",
        "end",
    ];

    fn values(&self) -> Vec<String> {
        vec![
            self.text.clone(),
            option(self.name.as_ref()),
            self.kind.map_or("", Kind::word).to_owned(),
            option(self.speaker.as_ref()),
            option(self.attribution.as_ref()),
            self.id.clone(),
            self.path.clone(),
            option(self.member.as_ref()),
            option(self.title.as_ref()),
            option(self.date.as_ref()),
            option(self.source.as_ref()),
            option(self.url.as_ref()),
            self.field.to_owned(),
            self.start.to_string(),
            self.end.to_string(),
        ]
    }
}

impl Row for ProblemView {
    const HEADER: &'static [&'static str] = &["path", "member", "kind", "detail"];

    fn values(&self) -> Vec<String> {
        vec![
            self.path.clone(),
            option(self.member.as_ref()),
            self.kind.name().to_owned(),
            self.detail.clone(),
        ]
    }
}

impl Row for ParsedView {
    const HEADER: &'static [&'static str] = &[
        "path",
        "member",
        "title",
        "authors",
        "dateline",
        "date",
        "source",
        "url",
        "section",
        "language",
        "people",
        "organizations",
        "places",
        "body",
    ];

    fn values(&self) -> Vec<String> {
        vec![
            self.path.clone(),
            option(self.member.as_ref()),
            option(self.title.as_ref()),
            list(&self.authors),
            option(self.dateline.as_ref()),
            option(self.date.as_ref()),
            option(self.source.as_ref()),
            option(self.url.as_ref()),
            option(self.section.as_ref()),
            option(self.language.as_ref()),
            list(&self.people),
            list(&self.organizations),
            list(&self.places),
            self.body.clone(),
        ]
    }
}

impl Row for EntityRow<'_> {
    const HEADER: &'static [&'static str] = &["path", "kind", "text", "start", "end", "name"];

    fn values(&self) -> Vec<String> {
        let entity = self.entity;
        vec![
            self.path.to_owned(),
            entity.kind.word().to_owned(),
            entity.text.clone(),
            entity.start.to_string(),
            entity.end.to_string(),
            entity.name.clone(),
        ]
    }
}

impl Row for ChangeView {
    const HEADER: &'static [&'static str] = &["number", "time", "what", "undoes", "undone"];

    fn values(&self) -> Vec<String> {
        vec![
            self.number.to_string(),
            self.time.clone(),
            list(&self.what),
            self.undoes.map(|number| number.to_string()).unwrap_or_default(),
            self.undone.to_string(),
        ]
    }
}

impl Row for ContradictionView {
    const HEADER: &'static [&'static str] = &["file", "line", "message"];

    fn values(&self) -> Vec<String> {
        vec![self.file.clone(), self.line.to_string(), self.message.clone()]
    }
}

impl Row for DoubtView {
    const HEADER: &'static [&'static str] = &["kind", "a", "b", "differ", "likeness"];

    fn values(&self) -> Vec<String> {
        vec![
            self.kind.word().to_owned(),
            self.a.clone(),
            self.b.clone(),
            self.differ.clone(),
            self.likeness.to_string(),
        ]
    }
}

impl Row for NameRowView {
    const HEADER: &'static [&'static str] = &["kind", "form", "articles", "name", "wikidata", "viaf"];

    fn values(&self) -> Vec<String> {
        vec![
            self.kind.word().to_owned(),
            self.form.clone(),
            self.articles.to_string(),
            self.name.clone(),
            self.wikidata.clone(),
            self.viaf.clone(),
        ]
    }
}

impl Row for FormatView {
    const HEADER: &'static [&'static str] = &["name", "suffixes", "about"];

    fn values(&self) -> Vec<String> {
        vec![self.name.to_owned(), self.suffixes.join("; "), self.about.to_owned()]
    }
}
