//! What the archive holds, and a run that brings it up to date.

use maud::{Markup, html};

use super::{parts, shell::Shell};
use crate::{
    render::{bytes, grouped},
    view::{RunView, StatusView, SummaryView},
    web::{api, app::App, asked::Asked, reply::Reply, trouble::Trouble},
};

/// The totals, and how the run goes.
pub(in crate::web) fn show(app: &App, _: &Asked) -> Result<Reply, Trouble> {
    let opened = app.opened()?;
    let totals = api::totals(app, &opened)?;
    let run = app.runs.view();
    let body = html! {
        section.status {
            h1 { "What the archive holds" }
            (facts(&totals))
            h2.rule { "Bring it up to date" }
            div #run aria-live="polite" data-goes-on=(run.goes_on) { (progress(&run)) (button(app, &run)) }
            @if app.token { (link(app)) }
        }
    };
    Ok(Reply::page(Shell::new(app, "Status").at("/status").refreshed(run.goes_on.then_some(2)).page(&body)))
}

fn facts(totals: &StatusView) -> Markup {
    let fact = |name: &str, value: String| html! { div { dt { (name) } dd { (value) } } };
    let way =
        |name: &str, value: String, to: &str| html! { div { dt { (name) } dd { a href=(to) { (value) } } } };
    let date = |date: &Option<String>| date.as_deref().map(parts::day).unwrap_or_default();
    html! {
        dl.facts {
            (fact("Articles", grouped(totals.articles)))
            (fact("With a date", grouped(totals.dated)))
            (fact("From", date(&totals.first_date)))
            (fact("To", date(&totals.last_date)))
            (way("People", grouped(totals.people as u64), "/people"))
            (way("Organizations", grouped(totals.organizations as u64), "/orgs"))
            (way("Places", grouped(totals.places as u64), "/places"))
            (fact("Files", grouped(totals.files)))
            (fact("Files passed over", grouped(totals.skipped)))
            (way("Files with problems", grouped(totals.problems), "/problems"))
            (fact("Text", bytes(totals.text_bytes)))
            (fact("Index", bytes(totals.index_bytes)))
        }
        p.path { (totals.archive) }
    }
}

fn progress(run: &RunView) -> Markup {
    html! {
        @if run.goes_on {
            p {
                @match run.does {
                    Some("looking") => { "Looking through the folder: " (parts::count(run.files, "file")) },
                    Some("reading") => {
                        "Reading: " (grouped(run.files)) " of " (parts::count(run.of.unwrap_or(0), "file")) ", " (parts::count(run.articles, "article"))
                    },
                    Some("renewing") => { "Making articles anew: " (parts::count(run.articles, "article")) },
                    Some("finishing") => { "Putting the index in order" },
                    _ => { "Beginning" },
                }
                @if run.ends { "; it ends after the files in hand" }
            }
            @if let Some(of) = run.of { progress value=(run.files) max=(of.max(1)) { (run.files) } }
        }
        @if let Some(summary) = &run.summary { (ended(summary)) }
        @if let Some(why) = &run.failed { p.warning { (why) } }
    }
}

fn ended(summary: &SummaryView) -> Markup {
    html! {
        p {
            @if summary.cancelled { "The run was ended early; the next goes on. " }
            (parts::count(summary.files_read, "file")) " read; articles: " (grouped(summary.added)) " added, "
            (grouped(summary.changed)) " changed, " (grouped(summary.removed)) " removed, "
            (grouped(summary.unchanged)) " unchanged"
            @if summary.problems > 0 { "; " a href="/problems" { (parts::count(summary.problems, "file")) " with problems" } }
            "."
        }
    }
}

fn button(app: &App, run: &RunView) -> Markup {
    let form = |action: &str, text: &str| {
        html! {
            form action=(action) method="post" { (parts::secret(app)) button type="submit" { (text) } }
        }
    };
    html! {
        @if app.read_only { p { "This server only shows the archive." } }
        @else if run.goes_on { @if !run.ends { (form("/index/stop", "End the run")) } }
        @else { (form("/index", "Read what is new or has changed")) }
    }
}

/// The link for another browser.
fn link(app: &App) -> Markup {
    html! {
        h2.rule { "Another browser" }
        p { "This link lets one more browser in, once:" }
        p { code { (app.link()) } }
    }
}

/// Starts a run.
pub(in crate::web) fn index(app: &App, _: &Asked) -> Result<Reply, Trouble> {
    app.runs.start(&app.archive)?;
    Reply::go_to("/status")
}

/// Ends the run.
pub(in crate::web) fn stop(app: &App, _: &Asked) -> Result<Reply, Trouble> {
    app.runs.stop();
    Reply::go_to("/status")
}
