//! How to ask, and the keys.

use maud::{Markup, html};
use names::Kind;

use super::shell::Shell;
use crate::{
    search::{
        facets::{Dimension, Facet, ValueField, facets},
        resolve::Resolved,
    },
    web::{app::App, asked::Asked, params::Params, reply::Reply, trouble::Trouble},
};

const QUERIES: [(&str, &str); 12] = [
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
    ("date:2019-05..2020", "from that time; since: and until: have one end"),
];

/// Fields that are asked with a value of the archive: what their values are called, an example where there is none.
const FIELDS: [(Dimension, &str, &str, &str); 4] = [
    (
        Dimension::Names(Kind::Person),
        "person",
        "Lin Meihua",
        "who stands in it, by all names that count as theirs; org: and place: likewise",
    ),
    (Dimension::Values(ValueField::Source), "source", "Packet", "published there"),
    (Dimension::Values(ValueField::Author), "author", "Oakes", "written by"),
    (Dimension::Values(ValueField::Section), "section", "sport", "in that section"),
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

/// The page. Whatever is asked of the archive's own names and values can be tried.
pub(in crate::web) fn show(app: &App, _: &Asked) -> Result<Reply, Trouble> {
    let opened = app.opened()?;
    let found = facets(&opened.catalog, &Resolved::All, &FIELDS.map(|(field, ..)| field), 1)?;
    let body = html! {
        section.help-page {
            h1 { "How to ask" }
            dl.queries {
                @for (query, meaning) in QUERIES { div { dt { code { (query) } } dd { (meaning) } } }
                @for ((_, field, example, meaning), facet) in FIELDS.into_iter().zip(&found) {
                    div { dt { (example_of(field, example, facet)) } dd { (meaning) } }
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

/// A field with the value that most articles have, to be tried; without one, just how it is written.
fn example_of(field: &str, example: &str, facet: &Facet) -> Markup {
    let written = |value: &str| {
        if value.chars().all(char::is_alphanumeric) {
            format!("{field}:{value}")
        } else {
            format!("{field}:\"{}\"", value.replace('"', " "))
        }
    };
    html! {
        @match facet.values.first() {
            Some((value, _)) => {
                @let query = written(value);
                a href=(Params::default().with("q", &query).at("/search")) { code { (query) } }
            }
            None => code { (written(example)) },
        }
    }
}
