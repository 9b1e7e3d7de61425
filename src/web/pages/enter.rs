//! The one-time link by which a browser comes in.

use axum::http::{HeaderValue, header};
use maud::{DOCTYPE, html};

use crate::web::{app::App, asked::Asked, assets::address, reply::Reply, trouble::Trouble};

/// Lets a browser in, if it brings what the link holds, and gives it the cookie.
///
/// The answer is a page that leads on, no redirection: a browser that came from another program's page sends the
/// strict cookie only from a page of ours on.
pub(in crate::web) fn show(app: &App, asked: &Asked) -> Result<Reply, Trouble> {
    if !app.takes(asked.params.one("token").unwrap_or_default())? {
        return Err(Trouble::forbidden(
            "this link was used already or is wrong; `morgue serve` has printed another",
        ));
    }
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="refresh" content="0; url=/";
                title { (app.name()) }
                link rel="stylesheet" href=(address("style.css"));
            }
            body { main { p { a href="/" { "To the archive" } } } }
        }
    };
    let cookie = format!("{}={}; Path=/; HttpOnly; SameSite=Strict", app.cookie(), app.session_secret);
    let cookie = HeaderValue::try_from(cookie).map_err(Trouble::inside)?;
    Ok(Reply::page(page).with(header::SET_COOKIE, cookie))
}
