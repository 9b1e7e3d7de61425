//! What the articles of a search have in common, with counts: each can be asked for or left out by a click.

use maud::{Markup, html};
use names::Kind;

use super::parts;
use crate::{
    archive::terms::Terms,
    render::grouped,
    search::{
        Catalog, Request, corrections,
        facets::{Dimension, Facets, ValueField},
        listing, query,
        resolve::Filters,
    },
    view::{ChartView, FacetValueView, FacetView, PeriodView, TimelineView},
    web::{app::Opened, params::Params, trouble::Trouble},
};

/// Values of each facet.
const VALUES: usize = 8;

/// In archives with more articles the counts come after the results, so that these need not wait for them.
const AT_ONCE: u64 = 20_000;

/// The parameter that asks for the counts.
const COUNTS: &str = "counts";

const DIMENSIONS: [Dimension; 6] = [
    Dimension::Names(Kind::Person),
    Dimension::Names(Kind::Organization),
    Dimension::Names(Kind::Place),
    Dimension::Values(ValueField::Source),
    Dimension::Values(ValueField::Section),
    Dimension::Year,
];

/// The counts of a search.
pub(super) struct Counted {
    facets: Vec<FacetView>,
    /// The names that are asked for, as the lists show them.
    asked: Vec<(&'static str, String)>,
    /// The articles over time.
    pub(super) timeline: Option<TimelineView>,
}

impl Counted {
    /// The counts of a search; none yet in a large archive, unless they are asked for.
    pub(super) fn of(opened: &Opened, request: &Request, params: &Params) -> Result<Option<Self>, Trouble> {
        let catalog = &opened.catalog;
        if !params.is_set(COUNTS)? && catalog.reader().articles()? > AT_ONCE {
            return Ok(None);
        }
        Self::at_once(opened, request).map(Some)
    }

    /// The counts of a search, however long they take.
    pub(super) fn at_once(opened: &Opened, request: &Request) -> Result<Self, Trouble> {
        let catalog = &opened.catalog;
        listing::count_all(catalog)?;
        let tree = request.prepare(catalog, &mut Terms::default()).tree;
        let facets = Facets::of(catalog, &tree)?;
        Ok(Self {
            asked: asked(catalog, &request.filters)?,
            facets: facets.by(&DIMENSIONS, VALUES)?.into_iter().map(FacetView::from).collect(),
            timeline: facets.timeline()?.map(TimelineView::from),
        })
    }
}

/// The names that a search is narrowed to, as the lists show them: whoever asks for a name by another that counts for the
/// same must not be offered it once more.
fn asked(catalog: &Catalog, filters: &Filters) -> Result<Vec<(&'static str, String)>, Trouble> {
    let kinds = [
        (Kind::Person, "person", &filters.people),
        (Kind::Organization, "org", &filters.orgs),
        (Kind::Place, "place", &filters.places),
    ];
    let mut asked = Vec::new();
    for (kind, facet, names) in kinds {
        for name in names {
            asked.extend(
                corrections::standing(catalog, kind, parts::plain(name))?.shown.map(|shown| (facet, shown)),
            );
        }
    }
    Ok(asked)
}

/// The bars of a chart with one question.
pub(super) fn over_time(chart: &ChartView) -> Option<TimelineView> {
    let period = |period: &crate::view::ChartPeriodView| PeriodView {
        start: period.start.clone(),
        articles: period.articles.first().copied().unwrap_or(0),
    };
    let periods: Vec<PeriodView> = chart.periods.iter().map(period).collect();
    (!periods.is_empty()).then_some(TimelineView { unit: chart.unit, periods })
}

/// The counts as lists; the way to them where there are none yet.
pub(super) fn lists(counted: Option<&Counted>, search: &Params) -> Markup {
    html! {
        @match counted {
            None => p { a.counts href=(search.with(COUNTS, "true").at("/search")) { "Count names, sources and years" } },
            Some(counted) => @for facet in &counted.facets { (list(facet, &counted.asked, search)) },
        }
    }
}

fn list(facet: &FacetView, asked: &[(&str, String)], search: &Params) -> Markup {
    let is_asked = |value: &FacetValueView| {
        is_asked(facet.facet, value, search)
            || asked.iter().any(|(own, name)| *own == facet.facet && *name == value.value)
    };
    let title = match facet.facet {
        "person" => "People",
        "org" => "Organizations",
        "place" => "Places",
        "source" => "Sources",
        "section" => "Sections",
        _ => "Years",
    };
    html! {
        @if facet.values.len() > 1 || facet.values.iter().any(|value| !is_asked(value)) {
            section {
                h2 { (title) }
                ul.facet { @for value in &facet.values { li { (item(facet.facet, value, is_asked(value), search)) } } }
                @if facet.facet != "year" && facet.total > facet.values.len() {
                    @if let Some(path) = all_of(facet.facet) {
                        p { a href=(search.without("sort").at(path)) { "All " (grouped(facet.total as u64)) } }
                    }
                }
            }
        }
    }
}

/// The view that lists all values of a facet.
fn all_of(facet: &str) -> Option<&'static str> {
    match facet {
        "person" => Some("/people"),
        "org" => Some("/orgs"),
        "place" => Some("/places"),
        "source" => Some("/sources"),
        _ => None,
    }
}

fn is_asked(facet: &str, value: &FacetValueView, search: &Params) -> bool {
    match facet {
        "year" => search.one("since") == Some(&value.value) && search.one("until") == Some(&value.value),
        facet => search.all(facet).any(|asked| parts::plain(asked) == value.value),
    }
}

fn item(facet: &'static str, value: &FacetValueView, is_asked: bool, search: &Params) -> Markup {
    let name = &value.value;
    // A quotation mark has no place in a phrase, so that such a value cannot be asked for just as it is.
    let is_whole = !name.contains('"') && (facet == "section" || parts::just(facet, name) != *name);
    let sign = if is_whole { "=" } else { "" };
    let with = match facet {
        "year" => search.narrowed(name, name),
        "section" => and_query(search, &format!("section:{sign}{}", quoted(name))),
        facet => search.and(facet, &parts::just(facet, name)),
    };
    let without = and_query(search, &format!("-{facet}:{sign}{}", quoted(name)));
    html! {
        @if is_asked { strong { (name) } }
        @else { a href=(with.at("/search")) { (name) } }
        span {
            span.times { (grouped(value.articles)) }
            @if facet != "year" {
                a.not href=(without.at("/search")) title="Leave out" { span aria-hidden="true" { "−" } span.unseen { "Leave out " (name) } }
            }
        }
    }
}

/// A search with more in its query, which is taken as it was read if that is not how it was typed: what follows an open
/// quotation mark would be a part of the phrase.
fn and_query(search: &Params, more: &str) -> Params {
    match search.one("q") {
        Some(typed) => {
            let query = query::parse(typed);
            let reading = if query.notes.is_empty() { typed.to_owned() } else { query.reading() };
            search.with("q", format!("{reading} {more}").trim_start())
        }
        None => search.with("q", more),
    }
}

/// A value as one phrase of a query.
fn quoted(value: &str) -> String {
    format!("\"{}\"", value.replace('"', " "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_asked_for_and_left_out() {
        let search = Params::parse(b"q=ferry&person=Ann+Lund");
        let value = FacetValueView { value: "The \"Packet\"".to_owned(), articles: 3 };
        let page = item("source", &value, false, &search).into_string();
        assert!(
            page.contains("/search?q=ferry&amp;person=Ann+Lund&amp;source=%3DThe+%22Packet%22"),
            "{page}"
        );
        assert!(page.contains("/search?person=Ann+Lund&amp;q=ferry+-source%3A%22The++Packet+%22"), "{page}");
        let open = and_query(&Params::parse(b"q=%22prime+minister"), "-org:\"Packet\"");
        assert_eq!(open.one("q"), Some("prime minister -org:\"Packet\""));
        assert_eq!(and_query(&Params::parse(b"q=minister+OR"), "x").one("q"), Some("minister x"));
        let asked = FacetValueView { value: "Ann Lund".to_owned(), articles: 3 };
        assert!(is_asked("person", &asked, &search));
        assert!(item("person", &asked, true, &search).into_string().starts_with("<strong>Ann Lund</strong>"));
    }
}
