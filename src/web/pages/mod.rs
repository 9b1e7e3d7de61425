//! Views as pages. Text is escaped by the templates (`maud`); nothing of an archive is ever written as markup.

pub(super) mod article;
mod assign;
pub(super) mod browse;
mod circle;
pub(super) mod cite;
pub(super) mod correct;
pub(super) mod corrections;
pub(super) mod enter;
pub(super) mod export;
mod facets;
pub(super) mod help;
pub(super) mod marks;
pub(super) mod names;
pub(super) mod original;
mod parts;
pub(super) mod problems;
pub(super) mod profile;
pub(super) mod quotes;
mod results;
pub(super) mod search;
mod shell;
pub(super) mod status;
pub(super) mod versions;

use axum::http::StatusCode;
use maud::{Markup, html};

use self::shell::Shell;
use super::{app::App, params::Params, trouble::Trouble};

/// The page that says why another is not shown.
pub(super) fn trouble(app: &App, params: &Params, trouble: &Trouble) -> Markup {
    let title = match trouble.status {
        StatusCode::BAD_REQUEST => "This cannot be asked",
        StatusCode::CONFLICT => "Not now",
        StatusCode::URI_TOO_LONG => "Too much to ask at once",
        StatusCode::NOT_FOUND => "Not in the archive",
        StatusCode::UNAUTHORIZED => "Come in by the link",
        _ => trouble.title(),
    };
    let body = html! {
        section.trouble {
            h1 { (title) }
            p.sentence { (parts::typeset(&trouble.detail)) }
            @if trouble.status != StatusCode::UNAUTHORIZED { p { a href="/" { "To the first page" } } }
        }
    };
    // What was typed stays in the box, so that it can be put right.
    // Whoever is refused, perhaps a page of another site, does not learn what our own forms carry.
    Shell::new(app, title).asks(&params.among(&["q"])).without_secret().page(&body)
}
