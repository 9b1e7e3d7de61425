//! The first page, and the results of a search.

use maud::{Markup, html};

use super::{export, facets, parts, results, shell::Shell};
use crate::{
    archive::terms::Terms,
    desk::marks::Marks,
    render::grouped,
    search::{
        self, Request, Sort, query,
        relax::{self, Relaxed},
        suggest,
    },
    view::{ResultsView, StatusView},
    web::{
        api,
        app::{App, Opened},
        asked::Asked,
        params::Params,
        reply::Reply,
        trouble::Trouble,
    },
};

/// Hits a page: with each, a text is unpacked and gone through, and results are asked for with every letter typed.
pub(super) const HITS: usize = 10;

/// Parts of a query that have a chip: nobody takes a hundredth word away by a click, and each repeats the whole query.
const CHIPS: usize = 24;

/// The parameters of a span of time.
const SPAN: [&str; 2] = ["since", "until"];

/// Articles on the first page.
const NEWEST: usize = 8;

/// The first page: what there is, and the newest of it.
pub(in crate::web) fn front(app: &App, _: &Asked) -> Result<Reply, Trouble> {
    let opened = app.opened()?;
    let request = Request { sort: Sort::Newest, limit: NEWEST, ..Request::default() };
    let newest = ResultsView::new(&request, search::search(&opened.catalog, &request)?);
    let totals = api::totals(app, &opened)?;
    let marks = Marks::load(&app.archive)?;
    let body = html! {
        section.front {
            h1.unseen { "The archive " (app.name()) }
            p.lead { (holds(&totals, newest.total)) }
            @if totals.problems > 0 {
                p { a href="/problems" { (parts::count(totals.problems, "file")) " could not be read" } }
            }
            h2.rule { "The newest" }
            (results::list(&newest.hits, &Params::default().with("sort", "newest"), &marks))
        }
    };
    Ok(Reply::page(Shell::new(app, "Search").page(&body)))
}

/// What there is in all; of copies and versions, which the lists show once, how many there are beside.
fn holds(totals: &StatusView, listed: u64) -> Markup {
    let others = totals.articles.saturating_sub(listed);
    html! {
        a href="/search?sort=newest" { (parts::count(listed, "article")) }
        @if others > 0 { " and " a href="/search?sort=newest&copies=true" { (others_in_words(others)) } }
        @if let (Some(first), Some(last)) = (&totals.first_date, &totals.last_date) {
            " from " (parts::day(first)) " to " (parts::day(last))
        }
        ", naming " a href="/people" { (grouped(totals.people as u64)) " people" } ", "
        a href="/orgs" { (parts::count(totals.organizations as u64, "organization")) } " and "
        a href="/places" { (parts::count(totals.places as u64, "place")) } "."
    }
}

fn others_in_words(others: u64) -> String {
    match others {
        1 => "1 copy or older version".to_owned(),
        others => format!("{} copies or older versions", grouped(others)),
    }
}

/// The results of a search.
pub(in crate::web) fn show(app: &App, asked: &Asked) -> Result<Reply, Trouble> {
    let params = &asked.params;
    let request = params.request(params.one("q").unwrap_or_default(), HITS)?;
    let opened = app.opened_for(params)?;
    let (request, results) = answered(&opened, request, params.is_set("typing")?)?;
    let marks = Marks::load(&app.archive)?;
    let search = params.search();
    let search = if params.one("q").unwrap_or_default() == request.text {
        search
    } else {
        search.with("q", &request.text)
    };
    let counted = facets::Counted::of(&opened, &request, params)?;
    let body = html! {
        div.search-page {
            section.results #results aria-live="polite" {
                (heading(&results, &search))
                (chips(&request, &search, "/search"))
                (notes(&results))
                @if let Some(timeline) = counted.as_ref().and_then(|counted| counted.timeline.as_ref()) {
                    (parts::timeline(timeline, &search, true))
                }
                @if results.total == 0 {
                    (nothing(&opened, &request, &search)?)
                    (relaxed(&opened, &request, &search, &marks)?)
                }
                @else {
                    (results::list(&results.hits, &search, &marks))
                    (parts::pager("/search", &search, (results.offset, results.hits.len(), results.total as usize), HITS))
                    (copies(&results, &search))
                    (exports(&search, results.total))
                }
            }
            aside.filters #filters aria-label="Narrow the search" {
                (facets::lists(counted.as_ref(), &search))
                (filters(&search))
            }
        }
    };
    let title = params.one("q").unwrap_or("Search").to_owned();
    Ok(Reply::page(Shell::new(app, &title).asks(params).page(&body)))
}

/// The question with its answer. While somebody types, a last word that is nowhere is the beginning of one.
fn answered(opened: &Opened, request: Request, typing: bool) -> Result<(Request, ResultsView), Trouble> {
    let view = |request: &Request| -> Result<ResultsView, Trouble> {
        Ok(ResultsView::new(request, search::search(&opened.catalog, request)?))
    };
    let results = view(&request)?;
    if typing && results.total == 0 && ends_in_word(&request.text) {
        let begun = Request { text: format!("{}*", request.text), ..request.clone() };
        let more = view(&begun)?;
        if more.total > 0 {
            return Ok((begun, more));
        }
    }
    Ok((request, results))
}

/// Whether a query ends in a word of some letters that stands for itself.
fn ends_in_word(text: &str) -> bool {
    let last = text.rsplit(char::is_whitespace).next().unwrap_or_default();
    last.chars().count() > 1
        && last.chars().all(char::is_alphanumeric)
        && text.matches('"').count().is_multiple_of(2)
}

/// The counts of a search alone, for a page that has its results already.
pub(in crate::web) fn counts(app: &App, asked: &Asked) -> Result<Reply, Trouble> {
    let params = &asked.params;
    let request = params.request(params.one("q").unwrap_or_default(), 0)?;
    let opened = app.opened_for(params)?;
    let search = params.search();
    let counted = facets::Counted::at_once(&opened, &request)?;
    Ok(Reply::page(html! {
        @if let Some(timeline) = &counted.timeline { (parts::timeline(timeline, &search, true)) }
        (facets::lists(Some(&counted), &search))
    }))
}

fn heading(results: &ResultsView, search: &Params) -> Markup {
    let sorts = [("relevance", "best first"), ("newest", "newest first"), ("oldest", "oldest first")];
    let now = search.one("sort").unwrap_or("relevance");
    html! {
        div.heading {
            h1 { @if results.total == 0 { "No article" } @else { (parts::count(results.total, "article")) } }
            a.to-filters href="#filters" { "Filters" }
            @if results.undated > 0 { p { (grouped(results.undated)) " without a date left out" } }
            nav.sorts aria-label="Order" {
                @for (sort, name) in sorts {
                    a href=(search.with("sort", sort).at("/search")) aria-current=[(sort == now).then_some("true")] { (name) }
                }
            }
        }
    }
}

/// What is asked, a chip a part; each can be taken away.
pub(super) fn chips(request: &Request, search: &Params, path: &str) -> Markup {
    let chip = |label: &str, text: &str, without: &Params| chip(label, text, &without.at(path));
    let readings: Vec<String> = query::parse(&request.text)
        .into_parts(request.match_mode)
        .iter()
        .map(query::Query::reading)
        .collect();
    let without = |at: usize| {
        let rest: Vec<&str> = readings
            .iter()
            .enumerate()
            .filter(|(other, _)| *other != at)
            .map(|(_, text)| text.as_str())
            .collect();
        let bare = search.without("q");
        if rest.is_empty() { bare } else { bare.with("q", &rest.join(" ")) }
    };
    let filters = [
        ("person", "person"),
        ("org", "organization"),
        ("place", "place"),
        ("source", "source"),
        ("author", "author"),
        ("since", "from"),
        ("until", "to"),
    ];
    html! {
        ul.chips aria-label="What is asked" {
            @for (at, reading) in readings.iter().enumerate().take(CHIPS) { (chip("", reading, &without(at))) }
            @if readings.len() > CHIPS { li.more { "and " (readings.len() - CHIPS) " more" } }
            @let one_span = search.one("since").filter(|since| search.one("until") == Some(since));
            @for (name, label) in filters {
                @for value in search.all(name).filter(|_| one_span.is_none() || !SPAN.contains(&name)) {
                    (chip(label, &called(name, value), &search.without_value(name, value)))
                }
            }
            @if let Some(span) = one_span { (chip("in", &parts::day(span), &search.without("since").without("until"))) }
            @if search.has("copies") { (chip("", "every copy and version", &search.without("copies"))) }
            @if search.one("match") == Some("any") { (chip("", "any of the words", &search.without("match"))) }
        }
    }
}

/// A value of a filter as it is read: dates as people write them.
fn called(filter: &str, value: &str) -> String {
    if SPAN.contains(&filter) { parts::day(value) } else { parts::plain(value).to_owned() }
}

fn chip(label: &str, text: &str, without: &str) -> Markup {
    html! {
        li {
            a.chip href=(without) {
                @if !label.is_empty() { span.label { (label) } " " }
                (text) span.cross aria-hidden="true" { " ×" } span.unseen { " – take away" }
            }
        }
    }
}

fn notes(results: &ResultsView) -> Markup {
    html! {
        @if !results.notes.is_empty() && !results.query.trim().is_empty() {
            div.notes {
                p { "Read as " code { (if results.reading.is_empty() { "nothing to look for" } else { &results.reading }) } }
                ul { @for note in &results.notes { li { (note) } } }
            }
        }
    }
}

/// What could be meant where nothing matches.
fn nothing(opened: &Opened, request: &Request, search: &Params) -> Result<Markup, Trouble> {
    let mut terms = Terms::default();
    let prepared = request.prepare(&opened.catalog, &mut terms);
    let words = prepared.query.words();
    let unknown = suggest::unknown(opened.catalog.reader(), &words, &prepared.tree, &mut terms)?;
    Ok(html! {
        div.nothing {
            @if unknown.is_empty() {
                p { "No article has all that is asked for: take a part away above, or ask for other words." }
            }
            @for word in unknown {
                p {
                    "“" (word.word) "” " (word.sought.nowhere()) "."
                    @if !word.nearest.is_empty() {
                        " Near it: "
                        @for (at, near) in word.nearest.iter().enumerate() {
                            @if at > 0 { ", " }
                            a href=(search.with("q", &with_word(&request.text, &word.word, near)).at("/search")) { (near) }
                        }
                    }
                }
            }
        }
    })
}

/// A query with a word put right, which stands there in any case and by itself.
fn with_word(query: &str, word: &str, right: &str) -> String {
    let is_border = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    let (mut out, mut done) = (String::with_capacity(query.len()), 0);
    for (at, found) in query.to_ascii_lowercase().match_indices(&word.to_ascii_lowercase()) {
        let end = at + found.len();
        if is_border(query[..at].chars().next_back()) && is_border(query[end..].chars().next()) {
            out.push_str(&query[done..at]);
            out.push_str(right);
            done = end;
        }
    }
    out + &query[done..]
}

/// The articles with most of the words, where none has all of them.
fn relaxed(opened: &Opened, request: &Request, search: &Params, marks: &Marks) -> Result<Markup, Trouble> {
    let Some(Relaxed { answer, kept, asked }) = relax::with_most_words(&opened.catalog, request)? else {
        return Ok(html! {});
    };
    let view = ResultsView::new(request, answer);
    let search = search.with("match", "any");
    Ok(html! {
        h2.rule { (parts::count(view.total, "article")) " with " (kept) " of the " (asked) " words" }
        (results::loose(&view.hits, &search, marks))
    })
}

/// What narrows a search: names, source and time to be typed.
fn filters(search: &Params) -> Markup {
    let fields = [
        ("person", "Person"),
        ("org", "Organization"),
        ("place", "Place"),
        ("source", "Source"),
        ("author", "Author"),
    ];
    html! {
        details.narrow open {
            summary { "Narrow by typing" }
            form action="/search" method="get" {
                (parts::hidden(&search.without("since").without("until").without("match")))
                @for (name, label) in fields {
                    label { span { (label) } input name=(name) type="text" autocomplete="off" data-completes=(name); }
                }
                div.span {
                    label { span { "From" } input name="since" type="text" inputmode="numeric" placeholder="2019-05" value=[search.one("since")]; }
                    label { span { "To" } input name="until" type="text" inputmode="numeric" placeholder="2020" value=[search.one("until")]; }
                }
                label.check { input name="match" type="checkbox" value="any" checked[search.one("match") == Some("any")]; span { "Any of the words will do" } }
                button type="submit" { "Apply" }
            }
        }
    }
}

/// The way to the copies and versions that stand behind the hits.
fn copies(results: &ResultsView, search: &Params) -> Markup {
    html! {
        @if results.hits.iter().any(|hit| hit.copies > 0 || hit.versions > 1) && !search.has("copies") {
            p { a href=(search.with("copies", "true").at("/search")) { "List every copy and version" } }
        }
    }
}

fn exports(search: &Params, total: u64) -> Markup {
    let formats = [
        ("csv", "CSV"),
        ("jsonl", "JSON Lines"),
        ("markdown", "Markdown"),
        ("ris", "RIS"),
        ("bibtex", "BibTeX"),
        ("csl", "CSL-JSON"),
    ];
    html! {
        details.exports {
            summary { "Keep this result as a file" }
            @if total > export::MOST as u64 {
                p { "A file has at most the first " (grouped(export::MOST as u64)) " of them; `morgue search --limit` gives more." }
            }
            ul {
                @for (format, name) in formats {
                    li { a href=(search.with("format", format).at("/export")) download { (name) } }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::with_word;

    #[test]
    fn a_word_is_put_right_where_it_stands_alone() {
        let check = |query: &str, word: &str, expected: &str| {
            assert_eq!(with_word(query, word, "ferry"), expected, "{query}");
        };
        check("Fery feryboat fery", "fery", "ferry feryboat ferry");
        check("person:Fery", "fery", "person:ferry");
        check("é Fery-É", "Fery", "é ferry-É");
        check("fer'y", "fer'y", "ferry");
    }
}
