//! How to ask, and the keys.

use maud::html;

use super::shell::Shell;
use crate::web::{app::App, asked::Asked, params::Params, reply::Reply, trouble::Trouble};

const QUERIES: [(&str, &str); 15] = [
    ("harbour plan", "both words, in any form of theirs: vote finds votes and voting"),
    ("\"tidal gate\"", "the words one behind the other"),
    ("ferry OR boat", "at least one of them"),
    ("flood -2020", "articles without the word behind the minus"),
    ("(ferry OR boat) company", "parentheses make groups"),
    ("flood w/5 gate", "at most five words between them, in either order; pre/5 in this order"),
    ("ferry w/s late", "in one sentence; w/p in one paragraph"),
    ("harb* wom?n", "* stands for any letters, ? for one"),
    ("harbuor~", "with a letter wrong, left out or too many"),
    ("=votes", "just as it is spelt; case:Gate with its capitals, too"),
    ("title:recount", "in the headline; body: in the text"),
    ("person:\"Lin Meihua\"", "who stands in it, by all names that count as hers; org: and place: likewise"),
    ("source:packet", "published there"),
    ("author:oakes", "written by"),
    ("section:sport", "in that section"),
];

const KEYS: [(&str, &str); 13] = [
    ("/", "to the search box"),
    ("j", "next hit; in an article, the next article"),
    ("k", "the one before"),
    ("Enter", "open the hit"),
    ("n", "next match in the article"),
    ("p", "the match before"),
    ("h", "marks on and off"),
    ("u", "next article that was not seen; in a list, the next of its hits"),
    ("c", "copy the selected passage with its citation and address"),
    ("s", "star on and off"),
    ("m", "seen or not"),
    ("b", "back to the hits"),
    ("?", "this page"),
];

/// The page.
#[expect(clippy::unnecessary_wraps, reason = "one type for all that answers a request")]
pub(in crate::web) fn show(app: &App, _: &Asked) -> Result<Reply, Trouble> {
    let body = html! {
        section.help-page {
            h1 { "How to ask" }
            dl.queries {
                @for (query, meaning) in QUERIES {
                    div { dt { a href=(Params::default().with("q", query).at("/search")) { code { (query) } } } dd { (meaning) } }
                }
            }
            p { "Upper and lower case and accents make no difference. Filters beside the results narrow further." }
            h1 #keys { "Keys" }
            dl.keys {
                @for (key, meaning) in KEYS { div { dt { kbd { (key) } } dd { (meaning) } } }
            }
        }
    };
    Ok(Reply::page(Shell::new(app, "How to ask").page(&body)))
}
