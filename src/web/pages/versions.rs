//! What stood at the address of an article before, and what changed.

use maud::{Markup, html};

use super::{parts, shell::Shell};
use crate::{
    search::versions,
    view::{VersionView, VersionsView},
    web::{api, app::App, asked::Asked, reply::Reply, trouble::Trouble},
};

/// The versions of an article, the newest first.
pub(in crate::web) fn show(app: &App, asked: &Asked) -> Result<Reply, Trouble> {
    let opened = app.opened()?;
    let record = api::find(&opened, asked.part("id"))?;
    let title = record.article.title.clone().unwrap_or_else(|| record.path.clone());
    let view = VersionsView::new(versions::of(opened.catalog.reader(), record)?);
    let body = html! {
        section.versions {
            h1 { "Versions of “" (title) "”" }
            @if let Some(url) = &view.url { p.path { (url) } }
            @let last = view.versions.len().saturating_sub(1);
            @for (at, version) in view.versions.iter().enumerate().rev() {
                (one(version, match at { 0 => Some("the first"), at if at == last => Some("the newest"), _ => None }))
            }
        }
    };
    Ok(Reply::page(Shell::new(app, &title).page(&body)))
}

fn one(version: &VersionView, which: Option<&str>) -> Markup {
    let article = &version.article;
    let changed = version.modified.as_deref().or(article.date.as_deref());
    html! {
        section {
            h2 {
                a href=(format!("/article/{}", article.id)) { (article.title.as_deref().unwrap_or(&article.path)) }
            }
            p.origin {
                @if let Some(which) = which { span { (which) } }
                (parts::origin(changed, article.source.as_deref(), &[])) span.path { (article.path) }
            }
            ul.changes {
                @for change in &version.changes {
                    li {
                        @if change.how == "added" { span.unseen { "Added: " } ins { (change.text) } }
                        @else { span.unseen { "Taken out: " } del { (change.text) } }
                    }
                }
            }
        }
    }
}
