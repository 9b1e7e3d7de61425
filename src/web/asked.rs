//! A request as the code sees it that answers it: without the connection that it came on.

use std::{sync::Arc, time::Duration};

use axum::{
    body::{Body, to_bytes},
    extract::{FromRequestParts, RawPathParams, Request},
    http::{HeaderMap, HeaderName, Method, StatusCode, header},
    response::Response,
};

use super::{app::App, guard, params::Params, reply::Reply, trouble::Trouble};

/// Most bytes of a form.
const FORM: usize = 64 * 1024;

/// How long a form may take to arrive.
const FORM_TIME: Duration = Duration::from_secs(20);

/// Most bytes of an address.
const ADDRESS: usize = 32 * 1024;

/// A request.
#[derive(Debug)]
pub(super) struct Asked {
    /// The path of its address.
    pub(super) path: String,
    /// What follows the question mark.
    pub(super) params: Params,
    /// The fields of its form.
    pub(super) form: Params,
    /// The parts of the path that its route leaves open.
    parts: Vec<(String, String)>,
    headers: HeaderMap,
}

/// What answers a kind of request.
pub(super) type Answer = fn(&App, &Asked) -> Result<Reply, Trouble>;

impl Asked {
    /// A part of the path.
    pub(super) fn part(&self, name: &str) -> &str {
        self.parts.iter().find(|(own, _)| own == name).map_or("", |(_, value)| value)
    }

    /// A header, if it is text.
    pub(super) fn header(&self, name: HeaderName) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }
}

/// Whether an address is one for programs.
pub(super) fn is_api(path: &str) -> bool {
    path.starts_with("/api/")
}

/// Takes a request in, has it answered on the pool, and writes the answer.
pub(super) async fn respond(app: Arc<App>, answer: Answer, request: Request) -> Response {
    let path = request.uri().path().to_owned();
    let asked = match take(&app, request).await {
        Ok(asked) => asked,
        Err(trouble) => return Reply::trouble(&app, &path, &Params::default(), &trouble).written(),
    };
    let worker = Arc::clone(&app);
    let job = move || match answer(&worker, &asked) {
        Ok(reply) => reply.written_for(&asked),
        Err(trouble) => Reply::trouble(&worker, &asked.path, &asked.params, &trouble).written(),
    };
    match app.work.run(job).await {
        Ok(response) => response,
        Err(trouble) => Reply::trouble(&app, &path, &Params::default(), &trouble).written(),
    }
}

async fn take(app: &App, request: Request) -> Result<Asked, Trouble> {
    let (mut parts, body) = request.into_parts();
    if parts.uri.path_and_query().is_some_and(|all| all.as_str().len() > ADDRESS) {
        return Err(Trouble::new(StatusCode::URI_TOO_LONG, "the address is too long"));
    }
    let open = RawPathParams::from_request_parts(&mut parts, &()).await;
    let open = open.map_err(|_| Trouble::wrong("the address is no text"))?;
    let form = match parts.method {
        Method::POST => form(app, &parts.headers, body).await?,
        _ => Params::default(),
    };
    Ok(Asked {
        path: parts.uri.path().to_owned(),
        params: Params::parse(parts.uri.query().unwrap_or_default().as_bytes()),
        form,
        parts: open.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
        headers: parts.headers,
    })
}

/// The fields of a form that comes from one of the server's own pages.
async fn form(app: &App, headers: &HeaderMap, body: Body) -> Result<Params, Trouble> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if !kind.starts_with("application/x-www-form-urlencoded") {
        return Err(Trouble::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "a form is sent urlencoded"));
    }
    let too_long =
        |_| Trouble::new(StatusCode::PAYLOAD_TOO_LARGE, "the form is too long, or did not arrive whole");
    let slow = |_| Trouble::new(StatusCode::REQUEST_TIMEOUT, "the form did not arrive in time");
    let body = tokio::time::timeout(FORM_TIME, to_bytes(body, FORM)).await.map_err(slow)?;
    let form = Params::parse(&body.map_err(too_long)?);
    guard::check_form(app, &form)?;
    Ok(form)
}
