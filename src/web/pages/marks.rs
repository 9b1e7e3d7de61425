//! Articles that were seen, and those with a star.

use maud::html;

use super::{parts, shell::Shell};
use crate::{
    archive::Lookup,
    desk::marks::{self, Mark, Marks},
    view::{ArticleView, CitationView},
    web::{api, app::App, asked::Asked, reply::Reply, trouble::Trouble},
};

/// How many are shown.
const MOST: usize = 500;

/// Marks an article, and shows it again; a script hears no more than that it is done.
pub(in crate::web) fn mark(app: &App, asked: &Asked) -> Result<Reply, Trouble> {
    let form = &asked.form;
    let opened = app.opened()?;
    let record = api::find(&opened, form.one("id").unwrap_or_default())?;
    let word = form.one("mark").unwrap_or_default();
    let mark = Mark::of_word(word);
    let mark = mark.ok_or_else(|| Trouble::wrong("an article is marked as seen, unseen, star or nostar"))?;
    marks::add(&app.archive, mark, &record)?;
    if form.has("quiet") {
        return Ok(Reply::done());
    }
    let mut back = form.search();
    if let Some(at) = form.one("at") {
        back = back.with("at", at);
    }
    Reply::go_to(&back.at(&format!("/article/{}", record.id)))
}

/// The articles with a star, the last one first.
pub(in crate::web) fn starred(app: &App, _: &Asked) -> Result<Reply, Trouble> {
    let opened = app.opened()?;
    let marks = Marks::load(&app.archive)?;
    let mut articles = Vec::new();
    let mut gone = 0;
    let reader = opened.catalog.reader();
    for (id, place) in marks.stars().take(MOST) {
        let found = match reader.by_id(id)? {
            Lookup::One(record) => Some(record),
            // An index that was made anew may have given it another id.
            _ => reader.articles_at(place)?.pop(),
        };
        match found.map(|record| CitationView::from(&ArticleView::new(&record, &[]))) {
            Some(article) if !articles.contains(&article) => articles.push(article),
            Some(_) => {}
            None => gone += 1,
        }
    }
    let body = html! {
        section.starred {
            h1 { "Starred" }
            @if articles.is_empty() { p { "No article has a star. In an article, the key " kbd { "s" } " gives it one." } }
            ol.hits {
                @for article in &articles {
                    li.hit data-id=(article.id) {
                        h2 { a href=(format!("/article/{}", article.id)) { (article.title) } }
                        p.origin { (parts::origin(article.date.as_deref(), article.source.as_deref(), &article.authors)) }
                    }
                }
            }
            @if gone > 0 { p { (parts::count(gone, "starred article")) " not in the archive any more" } }
        }
    };
    Ok(Reply::page(Shell::new(app, "Starred").at("/starred").page(&body)))
}
