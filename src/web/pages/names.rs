//! All people, organizations or places, by count or by letter.

use maud::{Markup, html};
use names::Kind;

use super::{parts, search, shell::Shell};
use crate::{
    render::grouped,
    search::{
        Catalog, Request,
        listing::{self, Listed},
    },
    view::NamesView,
    web::{app::App, asked::Asked, params::Params, reply::Reply, trouble::Trouble},
};

/// Names a page.
const NAMES: usize = 200;

/// The people.
pub(in crate::web) fn people(app: &App, asked: &Asked) -> Result<Reply, Trouble> {
    show(app, asked, Kind::Person, ("/people", "People"))
}

/// The organizations.
pub(in crate::web) fn orgs(app: &App, asked: &Asked) -> Result<Reply, Trouble> {
    show(app, asked, Kind::Organization, ("/orgs", "Organizations"))
}

/// The places.
pub(in crate::web) fn places(app: &App, asked: &Asked) -> Result<Reply, Trouble> {
    show(app, asked, Kind::Place, ("/places", "Places"))
}

fn show(app: &App, asked: &Asked, kind: Kind, (path, title): (&'static str, &str)) -> Result<Reply, Trouble> {
    let params = &asked.params;
    let request = params.request(params.one("q").unwrap_or_default(), NAMES)?;
    let opened = app.opened_for(params)?;
    let listed = listed(&opened.catalog, kind, &request, params)?;
    let letters = listing::letters(&opened.catalog, kind)?;
    let view = NamesView::new(listed, &request);
    let body = html! {
        section.browse {
            h1 { (title) }
            (tools(path, params))
            (search::chips(&request, &params.without("offset"), path))
            (alphabet(path, params, letters))
            p.total { (grouped(view.total as u64)) " names" }
            (list(kind, &view))
            (parts::pager(path, params, (view.offset, view.names.len(), view.total), NAMES))
        }
    };
    Ok(Reply::page(Shell::new(app, title).at(path).page(&body)))
}

/// A part of the list.
fn listed(catalog: &Catalog, kind: Kind, request: &Request, params: &Params) -> Result<Listed, Trouble> {
    let pattern = params.one("pattern");
    let letter = params.one("letter").and_then(|letter| letter.chars().next());
    if letter.is_none() && params.one("order") != Some("name") {
        return Ok(listing::names(catalog, kind, request, pattern)?);
    }
    Ok(listing::names_filed(catalog, kind, request, pattern, letter)?)
}

fn tools(path: &str, params: &Params) -> Markup {
    let by_name = params.one("order") == Some("name") || params.has("letter");
    html! {
        form.tools action=(path) method="get" {
            (parts::hidden(&params.without("q").without("pattern").without("offset")))
            label { span { "Name" } input name="pattern" type="search" value=[params.one("pattern")] autocomplete="off"; }
            label { span { "In the articles that answer" } input name="q" type="search" value=[params.one("q")] autocomplete="off"; }
            button type="submit" { "Show" }
            nav.sorts aria-label="Order" {
                a href=(params.without("order").without("letter").without("offset").at(path)) aria-current=[(!by_name).then_some("true")] { "by articles" }
                a href=(params.with("order", "name").without("offset").at(path)) aria-current=[by_name.then_some("true")] { "by name" }
            }
        }
    }
}

/// The letters that a list has, each a way to its part.
pub(super) fn alphabet(path: &str, params: &Params, letters: &[char]) -> Markup {
    let now = params.one("letter").and_then(|letter| letter.chars().next());
    html! {
        nav.alphabet aria-label="By letter" {
            @for letter in letters {
                @let text = letter.to_string();
                a href=(params.with("letter", &text).without("offset").at(path)) aria-current=[(now == Some(*letter)).then_some("true")] { (text) }
            }
        }
    }
}

fn list(kind: Kind, view: &NamesView) -> Markup {
    html! {
        @if view.names.is_empty() { p.nothing { "No name matches." } }
        ol.name-columns {
            @for name in &view.names {
                li { (parts::name(kind, &name.name)) " " span.times title=(parts::count(name.articles, "article")) { (grouped(name.articles)) } }
            }
        }
    }
}
