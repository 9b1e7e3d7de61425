//! An answer before it is written to a connection.

use std::io::Write;

use axum::{
    body::Body,
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::Response,
};
use flate2::{Compression, write::GzEncoder};
use maud::Markup;
use serde::Serialize;

use super::{
    app::App,
    asked::{Asked, is_api},
    pages,
    params::Params,
    trouble::Trouble,
};

/// From how many bytes on compressing pays.
const WORTHWHILE: usize = 1024;

/// An answer.
pub(super) struct Reply {
    status: StatusCode,
    headers: Vec<(HeaderName, HeaderValue)>,
    body: Vec<u8>,
}

impl Reply {
    /// Text of some kind.
    pub(super) fn new(kind: &'static str, body: impl Into<Vec<u8>>) -> Self {
        let kind = HeaderValue::from_static(kind);
        Self { status: StatusCode::OK, headers: vec![(header::CONTENT_TYPE, kind)], body: body.into() }
    }

    /// A page.
    pub(super) fn page(page: Markup) -> Self {
        Self::new("text/html; charset=utf-8", page.into_string())
    }

    /// A view as the command line writes it: a line of JSON.
    pub(super) fn json(view: &impl Serialize) -> Result<Self, Trouble> {
        let mut body = serde_json::to_vec(view).map_err(Trouble::inside)?;
        body.push(b'\n');
        Ok(Self::new("application/json", body))
    }

    /// Sends the browser on to another view.
    pub(super) fn go_to(address: &str) -> Result<Self, Trouble> {
        let reply = Self { status: StatusCode::SEE_OTHER, headers: Vec::new(), body: Vec::new() };
        let address = HeaderValue::try_from(address).map_err(Trouble::inside)?;
        Ok(reply.with(header::LOCATION, address))
    }

    /// Done, and nothing to show.
    pub(super) fn done() -> Self {
        Self { status: StatusCode::NO_CONTENT, headers: Vec::new(), body: Vec::new() }
    }

    /// Why the answer is another than what was asked for.
    pub(super) fn trouble(app: &App, path: &str, params: &Params, trouble: &Trouble) -> Self {
        let reply = if is_api(path) {
            let mut body = serde_json::to_vec(&trouble.view()).unwrap_or_default();
            body.push(b'\n');
            Self::new("application/problem+json", body)
        } else {
            Self::page(pages::trouble(app, params, trouble))
        };
        let reply = Self { status: trouble.status, ..reply };
        match trouble.status {
            StatusCode::SERVICE_UNAVAILABLE => reply.with(header::RETRY_AFTER, HeaderValue::from_static("2")),
            _ => reply,
        }
    }

    /// With a header.
    pub(super) fn with(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.push((name, value));
        self
    }

    /// With the mark by which a client knows an answer again.
    pub(super) fn tagged(self, version: &str) -> Self {
        match HeaderValue::try_from(format!("W/\"{version}\"")) {
            Ok(tag) => self.with(header::ETAG, tag),
            Err(_) => self,
        }
    }

    /// To be kept under a name of the user's choice.
    pub(super) fn kept_as(self, name: &str) -> Self {
        let plain = |c: char| if c.is_ascii_alphanumeric() || "-._".contains(c) { c } else { '-' };
        let name: String = name.chars().map(plain).collect();
        match HeaderValue::try_from(format!("attachment; filename=\"{name}\"")) {
            Ok(value) => self.with(header::CONTENT_DISPOSITION, value),
            Err(_) => self,
        }
    }

    /// As it is written for whom it answers: nothing if it is known already, compressed if that is understood.
    pub(super) fn written_for(mut self, asked: &Asked) -> Response {
        let tag = self.headers.iter().find(|(name, _)| *name == header::ETAG).map(|(_, tag)| tag);
        let known = asked.header(header::IF_NONE_MATCH);
        if let (Some(tag), Some(known)) = (tag.and_then(|tag| tag.to_str().ok()), known)
            && (known.trim() == "*" || known.split(',').any(|known| same_tag(known, tag)))
        {
            self.status = StatusCode::NOT_MODIFIED;
            self.body.clear();
            return self.written();
        }
        if self.body.len() >= WORTHWHILE && takes_gzip(asked) && !self.is_compressed() {
            self.compress();
        }
        self.with(header::VARY, HeaderValue::from_static("accept-encoding")).written()
    }

    fn is_compressed(&self) -> bool {
        self.headers
            .iter()
            .any(|(name, value)| *name == header::CONTENT_TYPE && value == "application/octet-stream")
    }

    fn compress(&mut self) {
        let mut encoder = GzEncoder::new(Vec::with_capacity(self.body.len() / 3), Compression::fast());
        // Writing to memory does not fail; if it did, the answer goes as it is.
        if encoder.write_all(&self.body).is_ok()
            && let Ok(body) = encoder.finish()
        {
            self.body = body;
            self.headers.push((header::CONTENT_ENCODING, HeaderValue::from_static("gzip")));
        }
    }

    /// As it is written.
    pub(super) fn written(self) -> Response {
        let mut response = Response::new(Body::from(self.body));
        *response.status_mut() = self.status;
        response.headers_mut().extend(self.headers);
        response
    }
}

/// Compares tags as RFC 9110 has it for reading again: whether they are weak does not matter.
fn same_tag(a: &str, b: &str) -> bool {
    let bare = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    bare(a) == bare(b)
}

fn takes_gzip(asked: &Asked) -> bool {
    let accepted = asked.header(header::ACCEPT_ENCODING).unwrap_or_default();
    accepted.split(',').any(|coding| {
        let (name, quality) = coding.split_once(';').unwrap_or((coding, "q=1"));
        let refused =
            quality.trim().trim_start_matches("q=").parse::<f32>().is_ok_and(|quality| quality == 0.0);
        matches!(name.trim(), "gzip" | "*") && !refused
    })
}
