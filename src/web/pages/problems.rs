//! What could not be read, by sort, with what can be done.

use std::collections::HashMap;

use intake::ProblemKind;
use maud::{Markup, html};

use super::{parts, shell::Shell};
use crate::{
    view::{ProblemKindView, ProblemView, ProblemsView},
    web::{api, app::App, asked::Asked, params::Params, reply::Reply, trouble::Trouble},
};

/// How many of each sort are shown if all sorts are.
const EXAMPLES: usize = 10;

/// How many are shown of one sort.
const MOST: usize = 5000;

/// The problems.
pub(in crate::web) fn show(app: &App, asked: &Asked) -> Result<Reply, Trouble> {
    let opened = app.opened()?;
    let kinds = api::kinds(&asked.params)?;
    let view = ProblemsView::new(opened.catalog.reader().troubled_files()?, &kinds);
    let shown = if kinds.is_empty() { EXAMPLES } else { MOST };
    let mut by_kind: HashMap<ProblemKind, Vec<&ProblemView>> = HashMap::new();
    for problem in &view.problems {
        by_kind.entry(problem.kind).or_default().push(problem);
    }
    let body = html! {
        section.problems {
            h1 { "What could not be read" }
            @if view.total == 0 { p { "Every file was read." } }
            @for kind in &view.kinds {
                (sort(kind, by_kind.get(&kind.kind).map_or(&[][..], Vec::as_slice), shown))
            }
        }
    };
    Ok(Reply::page(Shell::new(app, "Problems").at("/problems").page(&body)))
}

fn sort(kind: &ProblemKindView, problems: &[&ProblemView], shown: usize) -> Markup {
    html! {
        section {
            h2 { (kind.kind.name().replace('-', " ")) ": " (parts::count(kind.files as u64, "file")) }
            p.advice { (kind.advice) }
            table {
                thead { tr { th scope="col" { "File" } th scope="col" { "What is wrong" } } }
                tbody {
                    @for problem in problems.iter().take(shown) {
                        tr {
                            th scope="row" { (problem.path) @if let Some(member) = &problem.member { (intake::BETWEEN) (member) } }
                            td { (problem.detail) }
                        }
                    }
                }
            }
            @if problems.len() > shown {
                p { a href=(Params::default().with("kind", kind.kind.name()).at("/problems")) { "All " (problems.len()) } }
            }
        }
    }
}
