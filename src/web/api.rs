//! `/api/v1`: the views of the command line, byte for byte as `--format json` writes them.

use names::Kind;
use serde::Serialize;

use super::{
    app::{App, Opened},
    asked::Asked,
    params::{Params, SEARCH},
    reply::Reply,
    trouble::Trouble,
};
use crate::{
    archive::{Lookup, record::ArticleRecord},
    render,
    search::{
        self, Request, Sort,
        completions::Named,
        listing,
        network::{Bounds, Network, PAIRS, network as network_of},
        profile::{self, Closeness, Found},
        quotes as said,
    },
    view::{
        ArticleView, CandidatesView, NamesView, PersonView, ProblemsView, QuotesView, ResultsView,
        StatusView, SuggestView,
    },
};

/// Most of a list in one answer.
pub(super) const MOST: usize = 1000;

/// More articles than a name of any archive stands in.
const MANY: usize = 1_000_000_000;

/// Most completions.
const COMPLETIONS: usize = 50;

/// Writes a graph in some form.
type GraphWriter = fn(&mut dyn std::io::Write, &Network) -> std::io::Result<()>;

const PAGE: [&str; 2] = ["limit", "offset"];

/// The words of a query; a search for nothing is no search.
pub(super) fn search(app: &App, asked: &Asked) -> Result<Reply, Trouble> {
    let params = &asked.params;
    params.only(&[&SEARCH, &PAGE])?;
    let request = params.request(params.one("q").unwrap_or_default(), params.number("limit", 10, MOST)?)?;
    if !params.asks() {
        return Err(Trouble::wrong("nothing to search for: q or a filter is needed"));
    }
    let opened = app.opened_for(params)?;
    send(&opened, &ResultsView::new(&request, search::search(&opened.catalog, &request)?))
}

pub(super) fn article(app: &App, asked: &Asked) -> Result<Reply, Trouble> {
    asked.params.only(&[&["highlight"]])?;
    let opened = app.opened()?;
    let record = find(&opened, asked.part("id"))?;
    let text = asked.params.one("highlight");
    let request = text.map(|text| Request { text: text.to_owned(), ..Request::default() });
    send(&opened, &ArticleView::whole(&opened.catalog, &record, request.as_ref(), &opened.recurring)?)
}

/// The article that an id, or the beginning of one, means.
pub(super) fn find(opened: &Opened, id: &str) -> Result<ArticleRecord, Trouble> {
    match opened.catalog.reader().by_id(id)? {
        Lookup::One(record) => Ok(record),
        Lookup::Missing => Err(Trouble::missing(format_args!("no article has the id \"{id}\""))),
        Lookup::Several(ids) => Err(Trouble::missing(format_args!(
            "\"{id}\" is the beginning of several ids: {}",
            ids.join(", ")
        ))),
    }
}

pub(super) fn people(app: &App, asked: &Asked) -> Result<Reply, Trouble> {
    names(app, asked, Kind::Person)
}

pub(super) fn orgs(app: &App, asked: &Asked) -> Result<Reply, Trouble> {
    names(app, asked, Kind::Organization)
}

pub(super) fn places(app: &App, asked: &Asked) -> Result<Reply, Trouble> {
    names(app, asked, Kind::Place)
}

fn names(app: &App, asked: &Asked, kind: Kind) -> Result<Reply, Trouble> {
    let params = &asked.params;
    params.only(&[&SEARCH, &PAGE, &["with", "pattern"]])?;
    let limit = params.number("limit", 50, MOST)?;
    let request = params.request(params.one("q").unwrap_or_default(), limit)?;
    let opened = app.opened_for(params)?;
    let listed = listing::names(&opened.catalog, kind, &request, params.one("pattern"))?;
    send(&opened, &NamesView::new(listed, &request))
}

pub(super) fn person(app: &App, asked: &Asked) -> Result<Reply, Trouble> {
    profile(app, asked, Kind::Person)
}

pub(super) fn org(app: &App, asked: &Asked) -> Result<Reply, Trouble> {
    profile(app, asked, Kind::Organization)
}

pub(super) fn place(app: &App, asked: &Asked) -> Result<Reply, Trouble> {
    profile(app, asked, Kind::Place)
}

fn profile(app: &App, asked: &Asked, kind: Kind) -> Result<Reply, Trouble> {
    let params = &asked.params;
    params.only(&[&SEARCH, &["name", "explain", "limit"]])?;
    let name = params.one("name").ok_or_else(|| Trouble::wrong("name is missing"))?;
    let limit = params.number("limit", 10, MOST)?;
    let request = params.request(params.one("q").unwrap_or_default(), limit)?;
    let opened = app.opened_for(params)?;
    match profile::profile(&opened.catalog, kind, name, &request, Closeness::full(params.is_set("explain")?))?
    {
        Found::One(profile) => send(&opened, &PersonView::from(*profile)),
        Found::Several(counts, surname_only) => {
            send(&opened, &CandidatesView::new(counts, surname_only, limit))
        }
        Found::Nobody(unknown) => {
            let nearest = unknown.into_iter().flat_map(|unknown| unknown.nearest).collect();
            send(&opened, &CandidatesView { nearest, ..CandidatesView::new(Vec::new(), None, 0) })
        }
    }
}

pub(super) fn quotes(app: &App, asked: &Asked) -> Result<Reply, Trouble> {
    let params = &asked.params;
    params.only(&[&SEARCH[1..], &PAGE, &["name", "about", "article"]])?;
    let limit = params.number("limit", 10, MOST)?;
    let opened = app.opened_for(params)?;
    send(&opened, &said_by(&opened, params, limit)?)
}

/// What somebody said, as the parameters `name`, `about` and `article` and the filters ask for it.
pub(super) fn said_by(opened: &Opened, params: &Params, limit: usize) -> Result<QuotesView, Trouble> {
    let request = params.request(params.one("about").unwrap_or_default(), limit)?;
    let request = Request { sort: params.sort(Sort::Newest)?, ..request };
    let name = params.one("name");
    let answer = match params.one("article") {
        Some(id) => said::quotes_of(&opened.catalog, &[find(opened, id)?], name, &request),
        None if !params.without("q").asks() && name.is_none() && request.text.is_empty() => {
            return Err(Trouble::wrong("whose quotes? name, about, article or a filter is needed"));
        }
        None => said::quotes(&opened.catalog, name, &request)?,
    };
    Ok(QuotesView::new(name, &request, answer))
}

pub(super) fn problems(app: &App, asked: &Asked) -> Result<Reply, Trouble> {
    asked.params.only(&[&["kind"]])?;
    let opened = app.opened()?;
    send(&opened, &ProblemsView::new(opened.catalog.reader().troubled_files()?, &kinds(&asked.params)?))
}

/// The sorts of problems that are asked for.
pub(super) fn kinds(params: &Params) -> Result<Vec<intake::ProblemKind>, Trouble> {
    let kind = |name: &str| {
        let kind = intake::ProblemKind::ALL.into_iter().find(|kind| kind.name() == name);
        kind.ok_or_else(|| {
            let all = intake::ProblemKind::ALL.map(intake::ProblemKind::name).join(", ");
            Trouble::wrong(format_args!("the sorts of problems are {all}"))
        })
    };
    params.all("kind").map(kind).collect()
}

pub(super) fn status(app: &App, asked: &Asked) -> Result<Reply, Trouble> {
    asked.params.only(&[])?;
    let opened = app.opened()?;
    send(&opened, &totals(app, &opened)?)
}

/// What the archive holds.
pub(super) fn totals(app: &App, opened: &Opened) -> Result<StatusView, Trouble> {
    let reader = opened.catalog.reader();
    let names = listing::of_each_kind(&opened.catalog, 0)?.map(|listed| listed.total);
    Ok(StatusView::new(&app.archive, &reader.status()?, names, reader.date_range()?))
}

pub(super) fn suggest(app: &App, asked: &Asked) -> Result<Reply, Trouble> {
    asked.params.only(&[&["text", "kind", "limit"]])?;
    let named = match asked.params.one("kind") {
        None => None,
        Some("source") => Some(Named::Source),
        Some(word) => Some(Named::Name(kind(word)?)),
    };
    let text = asked.params.one("text").unwrap_or_default();
    let limit = asked.params.number("limit", 8, COMPLETIONS)?;
    let opened = app.opened()?;
    let found = opened.completions()?.find(text, named, limit);
    send(&opened, &SuggestView::new(text, &found))
}

/// The graph of names, in the forms of `morgue network`.
pub(super) fn network(app: &App, asked: &Asked) -> Result<Reply, Trouble> {
    let params = &asked.params;
    params.only(&[&SEARCH, &["graph", "kind", "min_articles", "min_together", "pairs"]])?;
    let mut kinds =
        params.all("kind").flat_map(|list| list.split(',')).map(kind).collect::<Result<Vec<_>, _>>()?;
    if kinds.is_empty() {
        kinds = vec![Kind::Person, Kind::Organization];
    }
    kinds.sort_unstable();
    kinds.dedup();
    let bounds = Bounds {
        kinds,
        articles: params.number("min_articles", 2, MANY)? as u64,
        together: params.number("min_together", 1, MANY)? as u64,
        pairs: params.number("pairs", PAIRS, PAIRS)?,
    };
    let (write, media): (GraphWriter, _) = match params.one("graph").unwrap_or("graphml") {
        "graphml" => (render::graphml, "application/xml"),
        "gexf" => (render::gexf, "application/xml"),
        "csv" => (render::pairs, "text/csv; charset=utf-8"),
        _ => return Err(Trouble::wrong("graph must be graphml, gexf or csv")),
    };
    let request = params.request(params.one("q").unwrap_or_default(), 0)?;
    let opened = app.opened_for(params)?;
    let mut body = Vec::new();
    write(&mut body, &network_of(&opened.catalog, &request, &bounds)?).map_err(Trouble::inside)?;
    Ok(Reply::new(media, body).tagged(&opened.tag()))
}

/// A kind of names by its word.
fn kind(word: &str) -> Result<Kind, Trouble> {
    match word {
        "person" => Ok(Kind::Person),
        "org" => Ok(Kind::Organization),
        "place" => Ok(Kind::Place),
        _ => Err(Trouble::wrong("kind must be person, org or place")),
    }
}

/// How a run goes that was started from a page; it changes while the index does not, so it has no tag.
pub(super) fn run(app: &App, asked: &Asked) -> Result<Reply, Trouble> {
    asked.params.only(&[])?;
    Reply::json(&app.runs.view())
}

fn send(opened: &Opened, view: &impl Serialize) -> Result<Reply, Trouble> {
    Ok(Reply::json(view)?.tagged(&opened.tag()))
}
