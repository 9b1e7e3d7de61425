//! What the archive has of a person, an organization or a place.

use maud::{Markup, html};
use names::{Kind, key};

use super::{assign, circle, correct, parts, quotes, shell::Shell};
use crate::{
    archive::both::both,
    render::grouped,
    search::{
        Request, Sort,
        profile::{self, Closeness, Found},
        quotes as said,
        suggest::Unknown,
    },
    view::{CandidatesView, CompanionView, ExplanationView, PersonView, QuotesView, SourceView},
    web::{
        app::{App, Opened},
        asked::Asked,
        params::Params,
        reply::Reply,
        trouble::Trouble,
    },
};

/// How many of each list.
const LIST: usize = 12;

/// How many quotes.
const QUOTES: usize = 5;

/// In how many of the newest articles quotes are looked for: whoever wants more follows the link.
const READ_FOR_QUOTES: u64 = 100;

/// A page must not let wait: a tenth of the articles that `morgue person` reads says mostly the same of who somebody is.
const CLOSENESS: Closeness = Closeness { explain: true, described_in: 100 };

/// A person.
pub(in crate::web) fn person(app: &App, asked: &Asked) -> Result<Reply, Trouble> {
    show(app, asked, Kind::Person)
}

/// An organization.
pub(in crate::web) fn org(app: &App, asked: &Asked) -> Result<Reply, Trouble> {
    show(app, asked, Kind::Organization)
}

/// A place.
pub(in crate::web) fn place(app: &App, asked: &Asked) -> Result<Reply, Trouble> {
    show(app, asked, Kind::Place)
}

fn show(app: &App, asked: &Asked, kind: Kind) -> Result<Reply, Trouble> {
    let name = asked.part("name");
    let request = asked.params.request(asked.params.one("q").unwrap_or_default(), LIST)?;
    let opened = app.opened_for(&asked.params)?;
    let (title, body) = match profile::profile(&opened.catalog, kind, name, &request, CLOSENESS)? {
        Found::One(profile) => {
            let view = PersonView::from(*profile);
            (view.name.clone(), one(app, &opened, asked, &view)?)
        }
        Found::Several(counts, surname_only) => {
            (name.to_owned(), several(kind, name, &CandidatesView::new(counts, surname_only, 100)))
        }
        Found::Nobody(unknown) => (name.to_owned(), nobody(kind, name, &nearest(name, &unknown))),
    };
    Ok(Reply::page(Shell::new(app, &title).page(&body)))
}

/// The name with each of its words that no name has put right.
fn nearest(name: &str, unknown: &[Unknown]) -> Vec<String> {
    let right = |word: &Unknown, near: &str| {
        let own = |own: &str| match key::words(own).as_slice() {
            [only] if *only == word.word && own.starts_with(char::is_uppercase) => capitalized(near),
            [only] if *only == word.word => near.to_owned(),
            _ => own.to_owned(),
        };
        name.split_whitespace().map(own).collect::<Vec<_>>().join(" ")
    };
    unknown.iter().flat_map(|word| word.nearest.iter().map(|near| right(word, near))).collect()
}

fn capitalized(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

fn several(kind: Kind, name: &str, view: &CandidatesView) -> Markup {
    html! {
        section.browse {
            h1 { "“" (name) "” may be one of these" }
            ol.name-columns {
                @for candidate in &view.candidates {
                    li { (parts::name(kind, &candidate.name)) " " span.times { (grouped(candidate.articles)) } }
                }
            }
            @if let Some(surname) = &view.surname_only {
                p { (parts::count(surname.articles, "article")) " with the surname alone may mean any of them." }
            }
            @if view.total > view.candidates.len() { p { "And " (view.total - view.candidates.len()) " more." } }
        }
    }
}

fn nobody(kind: Kind, name: &str, nearest: &[String]) -> Markup {
    html! {
        section.trouble {
            h1 { "No " (kind.word()) " is called “" (name) "”" }
            @if !nearest.is_empty() {
                p { "Near it: " @for (at, near) in nearest.iter().enumerate() { @if at > 0 { ", " } (parts::name(kind, near)) } }
            }
            p { a href=(Params::default().with("q", name).at("/search")) { "Search for it as words" } }
        }
    }
}

fn one(app: &App, opened: &Opened, asked: &Asked, view: &PersonView) -> Result<Markup, Trouble> {
    let kind = parts::kind_class(view.kind);
    let search = Params::default().with(kind, &parts::just(kind, &view.name));
    let (said, circle) = both(
        || (view.kind != Kind::Place).then(|| said(opened, &view.name)).transpose(),
        || circle::picture(opened, view),
    );
    let (said, circle) = (said?, circle?);
    Ok(html! {
        article.profile {
            header {
                p.section { (view.kind.word()) }
                h1 { (view.name) }
                p.lead { (summary(view, &search)) }
                (correct::made(app, &asked.params))
            }
            div.columns {
                div {
                    @if let Some(timeline) = &view.timeline {
                        section { h2 { "Over time" } (parts::timeline(timeline, &search.with("sort", "oldest"), false)) }
                    }
                    (circle)
                    (descriptions(view))
                    section { h2 { "Newest articles" } (newest(app, view, &search)) }
                    @if let Some(said) = said.filter(|said| said.total > 0 || said.read < said.articles) { (quoted(&said, &view.name)) }
                }
                aside {
                    (companions(Kind::Person, "People alongside", &view.people))
                    (companions(Kind::Organization, "Organizations alongside", &view.organizations))
                    (companions(Kind::Place, "Places alongside", &view.places))
                    (sources(&view.sources, &search))
                    @if let Some(explanation) = &view.explanation { (names(explanation)) }
                    @if !app.read_only { (correct::choices(view.kind, &view.name)) }
                }
            }
        }
    })
}

fn summary(view: &PersonView, search: &Params) -> Markup {
    html! {
        a href=(search.with("sort", "newest").at("/search")) { (parts::count(view.articles, "article")) }
        ", " (parts::count(view.mentions, "mention"))
        @if let (Some(first), Some(last)) = (&view.first_date, &view.last_date) {
            @if first == last { ", " (parts::day(first)) } @else { ", " (parts::day(first)) " to " (parts::day(last)) }
        }
        @if view.undated > 0 { "; " (grouped(view.undated)) " without a date" }
    }
}

fn descriptions(view: &PersonView) -> Markup {
    html! {
        @if !view.descriptions.is_empty() {
            section {
                h2 { "Described as" }
                ul.descriptions {
                    @for description in &view.descriptions {
                        li {
                            (description.text) " " span.times { (grouped(description.articles)) "×" }
                            @if let (Some(first), Some(last)) = (&description.first_date, &description.last_date) {
                                span.dates { " " @if first == last { (parts::day(first)) } @else { (parts::day(first)) " – " (parts::day(last)) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn newest(app: &App, view: &PersonView, search: &Params) -> Markup {
    html! {
        ul.newest {
            @for (at, article) in view.newest.iter().enumerate() {
                li {
                    a href=(search.with("sort", "newest").with("at", &(at + 1).to_string()).at(&format!("/article/{}", article.id))) {
                        (article.called())
                    }
                    @if !app.read_only {
                        " " a.show href=(assign::way(view.kind, &view.name, Some(&article.id))) title=(format!("In this article it is another {}", view.name)) { (assign::question(view.kind)) }
                    }
                    span.origin { (parts::origin(article.date.as_deref(), article.source.as_deref(), &[])) }
                }
            }
        }
        p { a href=(search.with("sort", "newest").at("/search")) { "All articles" } }
    }
}

/// What was said; the newest first.
fn said(opened: &Opened, name: &str) -> Result<QuotesView, Trouble> {
    let request = Request { sort: Sort::Newest, limit: QUOTES, ..Request::default() };
    Ok(QuotesView::new(
        Some(name),
        &request,
        said::some(&opened.catalog, Some(name), &request, READ_FOR_QUOTES)?,
    ))
}

fn quoted(said: &QuotesView, name: &str) -> Markup {
    html! {
        section {
            h2 { "In their own words" }
            ul.quote-list { @for quote in &said.quotes { li { (quotes::item(quote)) } } }
            @let all = Params::default().with("name", name).at("/quotes");
            @if said.read < said.articles { p { a href=(all) { @if said.total == 0 { "Look for quotes" } @else { "All quotes" } } } }
            @else if said.total > said.quotes.len() as u64 { p { a href=(all) { "All " (grouped(said.total)) " quotes" } } }
        }
    }
}

fn companions(kind: Kind, title: &str, companions: &[CompanionView]) -> Markup {
    html! {
        @if !companions.is_empty() {
            section.names-list {
                h2 { (title) }
                ul { @for companion in companions {
                    li { (parts::name(kind, &companion.name)) " " span.times title="articles with both" { (grouped(companion.together)) } }
                } }
            }
        }
    }
}

fn sources(sources: &[SourceView], search: &Params) -> Markup {
    html! {
        @if !sources.is_empty() {
            section.names-list {
                h2 { "Sources" }
                ul { @for source in sources {
                    li { a href=(search.with("source", &parts::just("source", &source.source)).at("/search")) { (source.source) } " " span.times { (grouped(source.articles)) } }
                } }
            }
        }
    }
}

/// The names that count as this one, and why.
fn names(explanation: &ExplanationView) -> Markup {
    html! {
        details.explanation {
            summary { "Names that count as this one" }
            ul {
                @for variant in &explanation.variants {
                    li {
                        (variant.form) " " span.times { (grouped(variant.articles)) }
                        @if let Some(reason) = &variant.reason { span.reason { " " (reason) @if let Some(like) = &variant.like { ", like " (like) } } }
                        @if let Some(line) = &variant.desk { span.reason { " (" (line) ")" } }
                    }
                }
                @for bare in &explanation.bare { li { (bare.form) " " span.times { (grouped(bare.articles)) } span.reason { " in these articles only" } } }
                @for alias in &explanation.aliases { li { (alias) span.reason { " looked for in the text" } } }
            }
            @if let Some(number) = &explanation.wikidata { p { "Wikidata " (number) } }
            @if let Some(number) = &explanation.viaf { p { "VIAF " (number) } }
        }
    }
}
