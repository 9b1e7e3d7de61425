//! Sources, and years with their months and days.

use std::collections::{BTreeMap, BTreeSet};

use ::names::{Kind, key};
use chrono::{Datelike, Months, NaiveDate};
use maud::{Markup, html};

use super::{facets::over_time, names, parts, shell::Shell};
use crate::{
    archive::terms::Terms,
    render::grouped,
    search::{
        self, Catalog, Hit, Request,
        facets::{Dimension, ValueField, facets},
        listing,
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
    let opened = app.opened_for(params)?;
    let tree = request.prepare(&opened.catalog, &mut Terms::default()).tree;
    let dimension = [Dimension::Values(ValueField::Source)];
    let facet = facets(&opened.catalog, &tree, &dimension, SOURCES)?.into_iter().map(FacetView::from).next();
    let letter = params.one("letter").and_then(|letter| letter.chars().next());
    let by_name = params.one("order") == Some("name") || letter.is_some();
    let mut values = facet.as_ref().map(|facet| facet.values.clone()).unwrap_or_default();
    let letters: BTreeSet<char> = values.iter().map(|value| listing::letter(&filed(&value.value))).collect();
    let letters: Vec<char> = letters.into_iter().collect();
    if by_name {
        values.sort_by_cached_key(|value| filed(&value.value));
        values.retain(|value| letter.is_none_or(|letter| listing::letter(&filed(&value.value)) == letter));
    }
    let search = params.search();
    let body = html! {
        section.browse {
            h1 { "Sources" }
            nav.sorts aria-label="Order" {
                a href=(params.without("order").without("letter").at("/sources")) aria-current=[(!by_name).then_some("true")] { "by articles" }
                a href=(params.with("order", "name").without("letter").at("/sources")) aria-current=[by_name.then_some("true")] { "by name" }
            }
            @if letters.len() > 1 { (names::alphabet("/sources", params, &letters)) }
            @if values.is_empty() { p.nothing { "No article says where it was published." } }
            ol.name-columns {
                @for value in &values {
                    li { a href=(search.with("source", &parts::just("source", &value.value)).at("/search")) { (value.value) } " " span.times { (grouped(value.articles)) } }
                }
            }
        }
    };
    Ok(Reply::page(Shell::new(app, "Sources").at("/sources").page(&body)))
}

/// What a source is filed by: "The Ellery Packet" stands under E.
fn filed(source: &str) -> String {
    key::key_of(Kind::Organization, source)
}

/// The years of the archive, each with its months; or a month with its days.
pub(in crate::web) fn dates(app: &App, asked: &Asked) -> Result<Reply, Trouble> {
    let opened = app.opened()?;
    if let Some(month) = asked.params.one("month") {
        return one_month(app, &opened.catalog, month);
    }
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
                    @for number in 1..=12 {
                        @let name = format!("{year}-{number:02}");
                        @let word = parts::day(&name);
                        @let word = word.trim_end_matches(year).trim_end();
                        @let articles = months.iter().find(|month| month.start.starts_with(&name)).map_or(0, |month| month.articles);
                        li {
                            @if articles > 0 {
                                a href=(Params::default().with("month", &name).at("/dates")) { abbr title=(word) { (word.get(..3).unwrap_or(word)) } }
                                " " span.times { (grouped(articles)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The days of a month, with the way to the months beside it.
fn one_month(app: &App, catalog: &Catalog, month: &str) -> Result<Reply, Trouble> {
    let first = NaiveDate::parse_from_str(&format!("{month}-01"), "%Y-%m-%d");
    let first = first.map_err(|_| Trouble::wrong("write month as 2023-06"))?;
    let name = first.format("%Y-%m").to_string();
    let request = Params::default().with("since", &name).with("until", &name).request("", 0)?;
    let chart = timeline::chart(catalog, std::slice::from_ref(&request), Some(Unit::Day))?;
    let days = over_time(&ChartView::new(&chart)).map(|days| days.periods).unwrap_or_default();
    let all = search::search::<Hit>(catalog, &request)?.total;
    let beside = |date: Option<NaiveDate>| date.map(|date| date.format("%Y-%m").to_string());
    let link = |month: &str| Params::default().with("month", month).at("/dates");
    let body = html! {
        section.browse.month {
            h1 { (parts::day(&name)) }
            nav.sorts aria-label="Months" {
                @if let Some(before) = beside(first.pred_opt()) { a rel="prev" href=(link(&before)) { "← " (parts::day(&before)) } }
                a href="/dates" { "All years" }
                @if let Some(next) = beside(first.checked_add_months(Months::new(1))) { a rel="next" href=(link(&next)) { (parts::day(&next)) " →" } }
            }
            @if all == 0 { p.nothing { "No article is from this month." } }
            @else { p.lead { a href=(span(&name)) { (parts::count(all, "article")) } } }
            (calendar(first, &days))
        }
    };
    Ok(Reply::page(Shell::new(app, &parts::day(&name)).at("/dates").page(&body)))
}

/// The days of a month in rows of a week, each with its articles.
fn calendar(first: NaiveDate, days: &[PeriodView]) -> Markup {
    let articles = |date: NaiveDate| {
        let start = date.to_string();
        days.iter().find(|day| day.start == start).map_or(0, |day| day.articles)
    };
    let column = first.weekday().number_from_monday();
    let month = parts::day(&first.format("%Y-%m").to_string());
    html! {
        @if !days.is_empty() {
            div.week aria-hidden="true" { @for name in ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"] { span { (name) } } }
            ol.days.(format!("from-{column}")) {
                @for date in first.iter_days().take_while(|date| date.month() == first.month()) {
                    @let number = articles(date);
                    li {
                        @if number > 0 {
                            a href=(span(&date.to_string())) {
                                (date.day()) span.unseen { " " (month) ", " }
                                span.times { (grouped(number)) span.unseen { @if number == 1 { " article" } @else { " articles" } } }
                            }
                        } @else { span.empty { (date.day()) } }
                    }
                }
            }
        }
    }
}

/// The articles of a year, month or day.
fn span(of: &str) -> String {
    Params::default().with("since", of).with("until", of).with("sort", "oldest").at("/search")
}
