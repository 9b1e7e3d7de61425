//! Who is let in.
//!
//! A page of another site can make the browser send requests here, and a name of another site can be made to lead
//! here (DNS rebinding). So the `Host` must be one of this machine's own names, a request that names its `Origin` must
//! come from here, and a form must carry what only our pages know. Whoever is not on this machine needs the cookie
//! that the one-time link sets.

use std::{net::IpAddr, sync::Arc};

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::Response,
};

use super::{
    app::{App, same},
    assets,
    params::Params,
    reply::Reply,
    trouble::Trouble,
};

/// The path of the one-time link.
pub(super) const ENTER: &str = "/enter";

/// The field of a form that only our own pages can fill in.
pub(super) const SECRET: &str = "form_secret";

/// What pages may do: nothing but show themselves and ask this server.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; \
    connect-src 'self'; form-action 'self'; frame-src 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Lets a request through or turns it away, and tells the browser what the answer may do.
pub(super) async fn watch(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    let mut response = match check(&app, request.method(), &path, request.headers()) {
        Ok(()) => next.run(request).await,
        Err(trouble) => Reply::trouble(&app, &path, &Params::default(), &trouble).written(),
    };
    let headers = response.headers_mut();
    let mut add = |name: HeaderName, value: &'static str| {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    };
    add(header::CONTENT_SECURITY_POLICY, POLICY);
    add(header::CACHE_CONTROL, "no-store");
    add(header::REFERRER_POLICY, "no-referrer");
    add(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    add(header::X_FRAME_OPTIONS, "SAMEORIGIN");
    add(HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    add(HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    response
}

fn check(app: &App, method: &Method, path: &str, headers: &HeaderMap) -> Result<(), Trouble> {
    let host = text(headers, &header::HOST).unwrap_or_default();
    if !app.token && !is_this_machine(host) {
        return Err(Trouble::new(
            StatusCode::MISDIRECTED_REQUEST,
            format_args!("\"{host}\" is no name of this machine; open {}", app.link()),
        ));
    }
    check_origin(method, host, headers)?;
    if *method != Method::GET && *method != Method::HEAD && app.read_only {
        return Err(Trouble::forbidden("this server only shows the archive; nothing can be changed"));
    }
    if app.token && path != ENTER && !assets::is_one(path) && !has_cookie(app, headers) {
        let way = "open the link that `morgue serve` printed; each link lets one browser in";
        return Err(Trouble::new(StatusCode::UNAUTHORIZED, way));
    }
    Ok(())
}

/// A request that another site's page makes is turned away.
///
/// `no-referrer` makes browsers send the origin "null" with our own forms, so that says nothing; the form's secret does.
fn check_origin(method: &Method, host: &str, headers: &HeaderMap) -> Result<(), Trouble> {
    let elsewhere = || Trouble::forbidden("the request comes from a page of another site");
    if let Some(origin) = headers.get(header::ORIGIN) {
        let origin = origin.to_str().unwrap_or_default();
        let own = origin.strip_prefix("http://").or_else(|| origin.strip_prefix("https://"));
        if origin != "null" && own != Some(host) {
            return Err(elsewhere());
        }
    }
    let site = headers.get("sec-fetch-site").and_then(|site| site.to_str().ok());
    let is_ours = matches!(site, None | Some("same-origin" | "none"));
    // Another site may have a link that somebody follows, but no picture or script that only keeps the server busy.
    let is_followed = matches!(*method, Method::GET | Method::HEAD)
        && headers.get("sec-fetch-mode").is_some_and(|mode| mode == "navigate");
    if is_ours || is_followed { Ok(()) } else { Err(elsewhere()) }
}

/// Refuses a form that does not come from one of our pages.
pub(super) fn check_form(app: &App, form: &Params) -> Result<(), Trouble> {
    if form.one(SECRET).is_some_and(|secret| same(secret, &app.form_secret)) {
        return Ok(());
    }
    Err(Trouble::forbidden("the form is out of date or comes from elsewhere; load its page again"))
}

/// Whether a host, with or without a port, can only mean the machine that the browser runs on.
fn is_this_machine(host: &str) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|b| b.is_ascii_digit()) => name,
        _ => host,
    };
    let bare = name.strip_prefix('[').and_then(|name| name.strip_suffix(']')).unwrap_or(name);
    name.eq_ignore_ascii_case("localhost")
        || bare.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

fn has_cookie(app: &App, headers: &HeaderMap) -> bool {
    let name = app.cookie();
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    cookies
        .flat_map(|cookies| cookies.split(';'))
        .filter_map(|cookie| cookie.trim().split_once('='))
        .any(|(own, value)| own == name && same(value, &app.session_secret))
}

fn text<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Option<&'h str> {
    headers.get(name)?.to_str().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_own_names_are_this_machine() {
        for host in ["localhost", "LOCALHOST:6677", "127.0.0.1:80", "127.8.0.1", "[::1]:6677", "[::1]"] {
            assert!(is_this_machine(host), "{host}");
        }
        let others = [
            "",
            "example.org",
            "localhost.example.org:6677",
            "127.0.0.1.example.org",
            "10.0.0.1:80",
            "0.0.0.0",
        ];
        for host in others {
            assert!(!is_this_machine(host), "{host}");
        }
    }

    #[test]
    fn other_sites_are_turned_away() {
        let check = |method: Method, name: &'static str, value: &'static str, expected: bool| {
            let headers =
                HeaderMap::from_iter([(HeaderName::from_static(name), HeaderValue::from_static(value))]);
            assert_eq!(
                check_origin(&method, "localhost:1", &headers).is_ok(),
                expected,
                "{method} {name} {value}"
            );
        };
        check(Method::POST, "origin", "http://localhost:1", true);
        check(Method::POST, "origin", "null", true);
        check(Method::POST, "origin", "http://localhost:2", false);
        check(Method::GET, "origin", "https://example.org", false);
        check(Method::GET, "sec-fetch-site", "cross-site", false);
        check(Method::GET, "sec-fetch-site", "none", true);
        check(Method::POST, "sec-fetch-site", "cross-site", false);
        check(Method::POST, "sec-fetch-site", "same-site", false);
        check(Method::POST, "sec-fetch-site", "same-origin", true);
        let followed = |method: Method| {
            let fields = [("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "navigate")];
            let fields =
                fields.map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)));
            check_origin(&method, "localhost:1", &HeaderMap::from_iter(fields)).is_ok()
        };
        assert!(followed(Method::GET) && !followed(Method::POST));
    }
}
