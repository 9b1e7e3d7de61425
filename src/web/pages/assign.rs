//! "This is another John Smith": in one article a name means somebody else. The way there: which article, whom, what changes.

use maud::{Markup, html};
use names::{Kind, key};

use super::parts;
use crate::{
    archive::{
        Lookup,
        record::{ArticleRecord, StoredName},
    },
    desk::names::Edit,
    search::{
        self, Answer, Request, Sort, corrections,
        resolve::{Filters, Names as _},
    },
    view::ArticleRefView,
    web::{api, app::Opened, params::Params, trouble::Trouble},
};

/// Articles to choose from at once.
const ARTICLES: usize = 40;

/// The correction that the parameters ask for; none if they do not say all that it needs.
pub(super) fn edit(
    opened: &Opened,
    kind: Kind,
    params: &Params,
    typed: &str,
) -> Result<Option<Edit>, Trouble> {
    let Some(article) = params.one("article") else { return Ok(None) };
    let record = api::find(opened, article)?;
    let name = name_in(opened, &record, kind, typed);
    let name = name.ok_or_else(|| Trouble::missing(format_args!("the article has no name \"{typed}\"")))?;
    let Some(to) = params.one("to") else { return Ok(None) };
    let to = corrections::form_of(&opened.catalog, kind, to)?.unwrap_or_else(|| to.to_owned());
    Ok(Some(Edit::Assign {
        kind,
        article: record.id.to_string(),
        path: record.place(),
        name: name.canonical.clone(),
        to,
    }))
}

/// The name that is meant of those of an article: the one that is written so, else one that counts for the same.
fn name_in<'r>(
    opened: &Opened,
    record: &'r ArticleRecord,
    kind: Kind,
    typed: &str,
) -> Option<&'r StoredName> {
    let wanted = key::key_of(kind, typed);
    record.names.iter().find(|name| name.has_key(kind, &wanted)).or_else(|| {
        let names = opened.catalog.names(kind, typed)?;
        record.names.iter().find(|name| name.kind == kind && names.has(name, record.id.number()))
    })
}

/// Asks in which article; the newest first.
pub(super) fn choose(opened: &Opened, kind: Kind, params: &Params, offset: usize) -> Result<Markup, Trouble> {
    let name = params.one("name").unwrap_or_default();
    let only = vec![name.to_owned()];
    let filters = match kind {
        Kind::Person => Filters { people: only, ..Filters::default() },
        Kind::Organization => Filters { orgs: only, ..Filters::default() },
        Kind::Place => Filters { places: only, ..Filters::default() },
    };
    let request = Request { filters, sort: Sort::Newest, limit: ARTICLES, offset, ..Request::default() };
    let answer: Answer = search::search(&opened.catalog, &request)?;
    let articles: Vec<ArticleRefView> =
        answer.hits.iter().map(|hit| ArticleRefView::from(&hit.record)).collect();
    Ok(html! {
        p.lead { "In which article is it another " strong { (name) } "?" }
        ul.newest {
            @for article in &articles { li {
                a href=(params.with("article", &article.id).at("/correct")) { (article.called()) }
                span.origin { (parts::origin(article.date.as_deref(), article.source.as_deref(), &[])) }
            } }
        }
        (parts::pager("/correct", params, (offset, articles.len(), answer.total as usize), ARTICLES))
    })
}

/// What leads there, beside a name.
pub(super) fn question(kind: Kind) -> &'static str {
    if kind == Kind::Person { "someone else?" } else { "another one?" }
}

/// A sentence of the journal; an article that it names by its id is called by its headline, and a way to it.
pub(super) fn sentence(opened: &Opened, text: &str) -> Result<Markup, Trouble> {
    let named = text.strip_prefix("in ").and_then(|rest| rest.split_once(' '));
    let Some((id, rest)) = named else { return Ok(html! { (parts::typeset(text)) }) };
    let Lookup::One(record) = opened.catalog.reader().by_id(id)? else {
        return Ok(html! { (parts::typeset(text)) });
    };
    let article = ArticleRefView::from(&record);
    Ok(html! {
        "In “" a href=(format!("/article/{id}")) { (article.called()) } "” "
        @if let Some(date) = &article.date { "of " (parts::day(date)) " " }
        (parts::quoted(rest))
    })
}

/// The article that is spoken of; nothing if the correction is of no article.
pub(super) fn about(opened: &Opened, params: &Params) -> Result<Markup, Trouble> {
    let Some(article) = params.one("article") else { return Ok(html! {}) };
    let article = ArticleRefView::from(&api::find(opened, article)?);
    Ok(html! {
        p.about {
            "In “" a href=(format!("/article/{}", article.id)) { (article.called()) } "”"
            @if let Some(date) = &article.date { ", " (parts::day(date)) }
        }
    })
}

/// The way to say of an article that a name in it means somebody else.
pub(super) fn way(kind: Kind, name: &str, article: Option<&str>) -> String {
    let params = Params::default().with("do", "assign").with("kind", kind.word()).with("name", name);
    article.map_or(params.clone(), |article| params.with("article", article)).at("/correct")
}
