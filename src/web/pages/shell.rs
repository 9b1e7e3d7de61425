//! What is the same on every page: masthead, search box, navigation, and what the browser is to know of the page.

use maud::{DOCTYPE, Markup, html};

use super::parts;
use crate::web::{app::App, assets::address, params::Params};

/// The frame of a page.
pub(super) struct Shell<'a> {
    app: &'a App,
    title: String,
    here: &'static str,
    params: Option<&'a Params>,
    head: Option<Markup>,
    refresh: Option<u32>,
    has_secret: bool,
}

/// Where one can go from everywhere.
const PLACES: [(&str, &str); 10] = [
    ("/people", "People"),
    ("/orgs", "Organizations"),
    ("/places", "Places"),
    ("/sources", "Sources"),
    ("/dates", "Years"),
    ("/quotes", "Quotes"),
    ("/starred", "Starred"),
    ("/corrections", "Corrections"),
    ("/problems", "Problems"),
    ("/status", "Status"),
];

impl<'a> Shell<'a> {
    /// The frame of a page with a title.
    pub(super) fn new(app: &'a App, title: &str) -> Self {
        Self {
            app,
            title: title.to_owned(),
            here: "",
            params: None,
            head: None,
            refresh: None,
            has_secret: !app.read_only,
        }
    }

    /// The page is one of those of the navigation.
    pub(super) fn at(mut self, here: &'static str) -> Self {
        self.here = here;
        self
    }

    /// The page answers a search, which stands in the box.
    pub(super) fn asks(mut self, params: &'a Params) -> Self {
        self.params = Some(params);
        self
    }

    /// More for the head of the page.
    pub(super) fn head(mut self, head: Markup) -> Self {
        self.head = Some(head);
        self
    }

    /// The page does not tell the secret of our own forms.
    pub(super) fn without_secret(mut self) -> Self {
        self.has_secret = false;
        self
    }

    /// The page is to be loaded again after some seconds, where no script does better.
    pub(super) fn refreshed(mut self, seconds: Option<u32>) -> Self {
        self.refresh = seconds;
        self
    }

    /// The page.
    pub(super) fn page(&self, body: &Markup) -> Markup {
        html! {
            (DOCTYPE)
            html lang="en" {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="color-scheme" content="light dark";
                    meta name="referrer" content="no-referrer";
                    title { (self.title) " · " (self.app.name()) }
                    link rel="stylesheet" href=(address("style.css"));
                    link rel="icon" type="image/svg+xml" href=(address("icon.svg"));
                    @if let Some(seconds) = self.refresh {
                        noscript { meta http-equiv="refresh" content=(seconds); }
                    }
                    script src=(address("script.js")) defer {}
                    @if let Some(head) = &self.head { (head) }
                }
                body data-secret=[self.has_secret.then_some(&self.app.form_secret)] {
                    a.skip href="#content" { "To the content" }
                    (self.masthead())
                    main #content tabindex="-1" { (body) }
                    (self.footer())
                }
            }
        }
    }

    fn masthead(&self) -> Markup {
        html! {
            header.masthead {
                @if self.app.can_be_overheard() {
                    p.warning { "This connection is not encrypted: whoever is on the same network can read along." }
                }
                div.masthead-line {
                    a.wordmark href="/" { (self.app.name()) }
                    (self.search_box())
                }
                nav aria-label="Views" {
                    ul {
                        @for (path, name) in PLACES {
                            li { a href=(path) aria-current=[(path == self.here).then_some("page")] { (name) } }
                        }
                    }
                }
            }
        }
    }

    fn search_box(&self) -> Markup {
        let query = self.params.and_then(|params| params.one("q")).unwrap_or_default();
        let kept = self.params.map(|params| params.search().without("q"));
        html! {
            form.search role="search" action="/search" method="get" {
                label.unseen for="q" { "Search the archive" }
                input #q name="q" type="search" value=(query) placeholder="Words, “a phrase”, person:\"A Name\" …"
                    autocomplete="off" autocapitalize="off" spellcheck="false" enterkeyhint="search";
                @if let Some(kept) = &kept { (parts::hidden(kept)) }
                button type="submit" { "Search" }
                a.help href="/help" title="How to ask (?)" aria-label="How to ask" { "?" }
            }
        }
    }

    fn footer(&self) -> Markup {
        html! {
            footer {
                p {
                    "morgue " (env!("CARGO_PKG_VERSION")) " · everything stays on this machine"
                    @if self.app.read_only { " · nothing can be changed here" }
                    " · " a href="/help#keys" { "keys" }
                }
            }
        }
    }
}
