//! Which address is answered by what.

use std::sync::Arc;

use axum::{
    Router,
    extract::{Request, State},
    middleware::from_fn_with_state,
    routing::{MethodRouter, get, post},
};

use super::{
    api,
    app::App,
    asked::{Answer, Asked, respond},
    assets, guard, pages,
    reply::Reply,
    trouble::Trouble,
};

/// What is shown to people.
const PAGES: [(&str, Answer); 26] = [
    ("/", pages::search::front),
    ("/search", pages::search::show),
    ("/counts", pages::search::counts),
    ("/export", pages::export::show),
    ("/article/{id}", pages::article::show),
    ("/article/{id}/cite/{format}", pages::cite::show),
    ("/article/{id}/original", pages::original::page),
    ("/article/{id}/versions", pages::versions::show),
    ("/original/{id}", pages::original::file),
    ("/people", pages::names::people),
    ("/orgs", pages::names::orgs),
    ("/places", pages::names::places),
    ("/person/{name}", pages::profile::person),
    ("/org/{name}", pages::profile::org),
    ("/place/{name}", pages::profile::place),
    ("/sources", pages::browse::sources),
    ("/dates", pages::browse::dates),
    ("/quotes", pages::quotes::show),
    ("/correct", pages::correct::plan),
    ("/corrections", pages::corrections::show),
    ("/problems", pages::problems::show),
    ("/status", pages::status::show),
    ("/starred", pages::marks::starred),
    ("/help", pages::help::show),
    (guard::ENTER, pages::enter::show),
    ("/assets/{name}", assets::show),
];

/// What is shown to programs.
const VIEWS: [(&str, Answer); 14] = [
    ("/api/v1/search", api::search),
    ("/api/v1/articles/{id}", api::article),
    ("/api/v1/people", api::people),
    ("/api/v1/orgs", api::orgs),
    ("/api/v1/places", api::places),
    ("/api/v1/person", api::person),
    ("/api/v1/org", api::org),
    ("/api/v1/place", api::place),
    ("/api/v1/network", api::network),
    ("/api/v1/quotes", api::quotes),
    ("/api/v1/problems", api::problems),
    ("/api/v1/status", api::status),
    ("/api/v1/suggest", api::suggest),
    ("/api/v1/run", api::run),
];

/// What changes something.
const CHANGES: [(&str, Answer); 5] = [
    ("/correct", pages::correct::make),
    ("/undo", pages::correct::undo),
    ("/index", pages::status::index),
    ("/index/stop", pages::status::stop),
    ("/marks", pages::marks::mark),
];

/// All routes behind the guard.
pub(super) fn router(app: &Arc<App>) -> Router {
    let mut router = Router::new();
    for (path, answer) in PAGES.into_iter().chain(VIEWS) {
        router = router.route(path, getting(answer));
    }
    for (path, answer) in CHANGES {
        router = router.route(path, posting(answer));
    }
    let nowhere = |State(app): State<Arc<App>>, request: Request| respond(app, nowhere, request);
    let router = router.fallback(nowhere).with_state(Arc::clone(app));
    router.layer(from_fn_with_state(Arc::clone(app), guard::watch))
}

fn getting(answer: Answer) -> MethodRouter<Arc<App>> {
    get(move |State(app): State<Arc<App>>, request: Request| respond(app, answer, request))
}

fn posting(answer: Answer) -> MethodRouter<Arc<App>> {
    post(move |State(app): State<Arc<App>>, request: Request| respond(app, answer, request))
}

fn nowhere(_: &App, asked: &Asked) -> Result<Reply, Trouble> {
    Err(Trouble::missing(format_args!("there is no view at {}", asked.path)))
}
