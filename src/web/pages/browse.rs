//! Sources, and years with their months.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::{facets::over_time, parts, shell::Shell};
use crate::{
    archive::terms::Terms,
    render::grouped,
    search::{
        Request,
        facets::{Dimension, ValueField, facets},
        timeline::{self, Unit},
    },
    view::{ChartView, FacetView, PeriodView},
    web::{app::App, asked::Asked, params::Params, reply::Reply, trouble::Trouble},
};

/// Most sources of a page.
const SOURCES: usize = 5000;

/// The sources of the archive, or of the articles of a search.
pub(in crate::web) fn sources(app: &App, asked: &Asked) -> Result<Reply, Trouble> {
    let params = &asked.params;
    let request = params.request(params.one("q").unwrap_or_default(), 0)?;
    let opened = app.opened()?;
    let tree = request.prepare(&opened.catalog, &mut Terms::default()).tree;
    let dimension = [Dimension::Values(ValueField::Source)];
    let facet = facets(&opened.catalog, &tree, &dimension, SOURCES)?.into_iter().map(FacetView::from).next();
    let by_name = params.one("order") == Some("name");
    let mut values = facet.as_ref().map(|facet| facet.values.clone()).unwrap_or_default();
    if by_name {
        values.sort_by_cached_key(|value| value.value.to_lowercase());
    }
    let search = params.search();
    let body = html! {
        section.browse {
            h1 { "Sources" }
            nav.sorts aria-label="Order" {
                a href=(params.without("order").at("/sources")) aria-current=[(!by_name).then_some("true")] { "by articles" }
                a href=(params.with("order", "name").at("/sources")) aria-current=[by_name.then_some("true")] { "by name" }
            }
            @if values.is_empty() { p.nothing { "No article says where it was published." } }
            ol.name-columns {
                @for value in &values {
                    li { a href=(search.with("source", &value.value).at("/search")) { (value.value) } " " span.times { (grouped(value.articles)) } }
                }
            }
        }
    };
    Ok(Reply::page(Shell::new(app, "Sources").at("/sources").page(&body)))
}

/// The years of the archive, each with its months.
pub(in crate::web) fn dates(app: &App, _: &Asked) -> Result<Reply, Trouble> {
    let opened = app.opened()?;
    let all = Request::default();
    let chart = timeline::chart(&opened.catalog, std::slice::from_ref(&all), Some(Unit::Month))?;
    let months = over_time(&ChartView::new(&chart));
    let mut years: BTreeMap<&str, Vec<&PeriodView>> = BTreeMap::new();
    for month in months.iter().flat_map(|months| &months.periods) {
        years.entry(month.start.get(..4).unwrap_or_default()).or_default().push(month);
    }
    let body = html! {
        section.browse {
            h1 { "Years and months" }
            @if years.is_empty() { p.nothing { "No article has a date." } }
            @for (year, months) in years.iter().rev() { (one_year(year, months)) }
        }
    };
    Ok(Reply::page(Shell::new(app, "Years").at("/dates").page(&body)))
}

fn one_year(year: &str, months: &[&PeriodView]) -> Markup {
    let articles: u64 = months.iter().map(|month| month.articles).sum();
    html! {
        @if articles > 0 {
            section.year {
                h2 { a href=(span(year)) { (year) } " " span.times { (grouped(articles)) } }
                ol {
                    @for month in months.iter().filter(|month| month.articles > 0) {
                        @let name = month.start.get(..7).unwrap_or(year);
                        li { a href=(span(name)) { (parts::day(name).trim_end_matches(year)) } " " span.times { (grouped(month.articles)) } }
                    }
                }
            }
        }
    }
}

/// The articles of a year or month.
fn span(of: &str) -> String {
    Params::default().with("since", of).with("until", of).with("sort", "oldest").at("/search")
}
