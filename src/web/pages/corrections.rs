//! What was corrected, what contradicts itself, and which names are perhaps one.

use maud::{Markup, html};

use super::{assign, correct, parts, shell::Shell};
use crate::{
    desk::names::{Corrections, check, journal},
    search::corrections,
    view::{ChangeView, ContradictionView, DoubtView},
    web::{
        app::{App, Opened},
        asked::Asked,
        params::Params,
        reply::Reply,
        trouble::Trouble,
    },
};

/// How many names in doubt are shown.
const DOUBTS: usize = 50;

/// The changes, the last first, and the doubts.
pub(in crate::web) fn show(app: &App, asked: &Asked) -> Result<Reply, Trouble> {
    let opened = app.opened()?;
    let own = Corrections::load(&app.archive)?;
    let contradictions: Vec<ContradictionView> =
        check(&own).into_iter().map(ContradictionView::from).collect();
    let doubts = corrections::open_doubts(&opened.catalog, &own);
    let total = doubts.len();
    let doubts: Vec<DoubtView> = doubts.into_iter().take(DOUBTS).map(DoubtView::from).collect();
    let changes = ChangeView::all(&journal::entries(&app.archive)?);
    let body = html! {
        section.corrections {
            h1 { "Who is who" }
            (correct::made(app, &asked.params))
            @for contradiction in &contradictions {
                p.warning { (contradiction.file) ", line " (contradiction.line) ": " (contradiction.message) }
            }
            h2.rule { "Changes" }
            @if changes.is_empty() { p { "Nothing was changed yet. Profiles of names have a place to correct them." } }
            @else { (log(app, &opened, &changes)?) }
            h2.rule { "Perhaps one and the same" }
            @if doubts.is_empty() { p { "Nothing is in doubt." } }
            @else {
                (in_doubt(&doubts))
                @if total > DOUBTS { p { (total - DOUBTS) " more" } }
            }
        }
    };
    Ok(Reply::page(Shell::new(app, "Corrections").at("/corrections").page(&body)))
}

fn log(app: &App, opened: &Opened, changes: &[ChangeView]) -> Result<Markup, Trouble> {
    Ok(html! {
        ol.log reversed {
            @for change in changes {
                li.undone[change.undone] value=(change.number) {
                    time datetime=(change.time) { (parts::day(&change.time)) @if let Some(time) = change.time.get(11..16) { ", " (time) " UTC" } }
                    @if let Some(undoes) = change.undoes { p { "Takes change " (undoes) " back:" } }
                    @for what in &change.what { p { (assign::sentence(opened, what)?) } }
                    @if change.undone { p.state { "undone" } }
                    @else if change.undoes.is_none() && !app.read_only { (correct::undo_button(app, change.number)) }
                }
            }
        }
    })
}

fn in_doubt(doubts: &[DoubtView]) -> Markup {
    let plan = |what: &str, doubt: &DoubtView| {
        let params = Params::default().with("do", what).with("kind", doubt.kind.word());
        params.with("name", &doubt.a).with("other", &doubt.b).at("/correct")
    };
    html! {
        table.doubts {
            thead { tr { th scope="col" { "One" } th scope="col" { "The other" } th scope="col" { "They differ in" } th scope="col" { "Decide" } } }
            tbody { @for doubt in doubts { tr {
                td { (parts::name(doubt.kind, &doubt.a)) }
                td { (parts::name(doubt.kind, &doubt.b)) }
                td { (doubt.differ) }
                td { a href=(plan("join", doubt)) { "the same" } " " a href=(plan("split", doubt)) { "keep apart" } }
            } } }
        }
    }
}
