//! What people and organizations said.

use maud::{Markup, html};

use super::{parts, shell::Shell};
use crate::{
    render::grouped,
    view::{QuoteView, QuotesView},
    web::{api, app::App, asked::Asked, params::Params, reply::Reply, trouble::Trouble},
};

/// Quotes a page.
const QUOTES: usize = 30;

/// The quotes that are asked for, or what can be asked.
pub(in crate::web) fn show(app: &App, asked: &Asked) -> Result<Reply, Trouble> {
    let params = &asked.params;
    let asks = params.has("name") || params.has("about") || params.has("article");
    let body = if asks {
        let opened = app.opened()?;
        let view = api::said_by(&opened, params, QUOTES)?;
        html! { (form(params)) (list(&view, params)) }
    } else {
        html! { (form(params)) p { "Whose words, or words about what?" } }
    };
    let body = html! { section.quotes { h1 { "Quotes" } (body) } };
    Ok(Reply::page(Shell::new(app, "Quotes").at("/quotes").page(&body)))
}

fn form(params: &Params) -> Markup {
    html! {
        form.tools action="/quotes" method="get" {
            label { span { "Said by" } input name="name" type="search" value=[params.one("name")] autocomplete="off" data-completes="name"; }
            label { span { "Words of the quote" } input name="about" type="search" value=[params.one("about")] autocomplete="off"; }
            button type="submit" { "Show" }
        }
    }
}

fn list(view: &QuotesView, params: &Params) -> Markup {
    html! {
        p.total {
            (parts::count(view.total, "quote"))
            @if view.speakers.len() > 1 {
                " by "
                @for (at, speaker) in view.speakers.iter().take(8).enumerate() {
                    @if at > 0 { ", " }
                    a href=(params.with("name", &speaker.name).without("offset").at("/quotes")) { (speaker.name) } " (" (grouped(speaker.quotes)) ")"
                }
                @if view.speakers.len() > 8 { " and " (view.speakers.len() - 8) " more" }
            }
        }
        ul.quote-list { @for quote in &view.quotes { li { (item(quote)) } } }
        (parts::pager("/quotes", params, (view.offset, view.quotes.len(), view.total as usize), QUOTES))
    }
}

/// A quote with who said it and where.
pub(super) fn item(quote: &QuoteView) -> Markup {
    html! {
        blockquote dir="auto" { "“" (parts::marked_all(&quote.text, &quote.highlights)) "”" }
        p.origin {
            @if let (Some(name), Some(kind)) = (&quote.name, quote.kind) { (parts::name(kind, name)) }
            @else if let Some(words) = &quote.attribution { span { (words) } }
            a href=(format!("/article/{}", quote.id)) { (quote.title.as_deref().unwrap_or(&quote.path)) }
            (parts::origin(quote.date.as_deref(), quote.source.as_deref(), &[]))
        }
    }
}
