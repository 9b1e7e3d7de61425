//! Web addresses, as far as an article's origin can be read from them.

use std::borrow::Cow;

use crate::words::{Words, words};

/// What ends a host; a slash may have been encoded along with the rest of an address.
const END_OF_HOST: [char; 4] = ['/', '?', '#', '%'];

/// The address, if the text is one and nothing else.
pub(crate) fn web_address(text: &str) -> Option<&str> {
    let text = text.trim().trim_start_matches('<').trim_end_matches('>');
    let host = strip_scheme(text)?.split(END_OF_HOST).next()?;
    let whole = host.contains('.') && !text.contains(char::is_whitespace);
    whole.then_some(text)
}

fn strip_scheme(text: &str) -> Option<&str> {
    let scheme = ["https://", "http://"].iter().find_map(|scheme| {
        let start = text.get(..scheme.len())?;
        start.eq_ignore_ascii_case(scheme).then(|| &text[scheme.len()..])
    });
    scheme.or_else(|| text.starts_with("www.").then_some(text))
}

/// Parameters by which senders and networks count their readers.
const TRACKERS: Words = words!(
    "utm_|mc_cid|mc_eid|ck_subscriber_id|_hsenc|_hsmi|mkt_tok|vero_id|fbclid|gclid|dclid|msclkid|yclid|igshid|trk=",
);

/// An address without what tracks the reader, so that a page has one address wherever its link was found.
pub(crate) fn untracked(url: &str) -> Cow<'_, str> {
    let (address, anchor) = url.find('#').map_or((url, ""), |at| url.split_at(at));
    let Some((page, query)) = address.split_once('?') else { return Cow::Borrowed(url) };
    if !query.split('&').any(|parameter| TRACKERS.begin(parameter)) {
        return Cow::Borrowed(url);
    }
    let kept = query.split('&').filter(|parameter| !parameter.is_empty() && !TRACKERS.begin(parameter));
    let mut clear = page.to_owned();
    for (at, parameter) in kept.enumerate() {
        clear.push(if at == 0 { '?' } else { '&' });
        clear.push_str(parameter);
    }
    clear.push_str(anchor);
    Cow::Owned(clear)
}

/// Sites that keep copies of pages under addresses that end with the page's own.
const KEEPERS: Words = words!(
    "web.archive.org|archive.org|archive.today|archive.ph|archive.is|archive.md|archive.vn|archive.li|archive.fo|\
     wayback.archive-it.org|webarchive.nationalarchives.gov.uk|perma.cc|arquivo.pt",
);

/// The address of a page of which an archive of the web keeps a copy: `https://web.archive.org/web/20180620101010/https://…`.
pub(crate) fn unkept(url: &str) -> &str {
    let Some(host) = host(url).filter(|host| KEEPERS.contains(host)) else { return url };
    let begins = |rest: &&str| rest.starts_with("http://") || rest.starts_with("https://");
    let inner = url.find(host.as_str()).map(|at| &url[at..]).unwrap_or_default();
    let inner = inner.match_indices("http").map(|(at, _)| &inner[at..]).find(begins);
    inner.filter(|inner| web_address(inner).is_some()).unwrap_or(url)
}

/// An address without a place on its page; what a program on the page reads of it stays.
pub(crate) fn without_place(url: &str) -> &str {
    match url.split_once('#') {
        Some((page, place)) if !place.starts_with(['!', '/']) => page,
        _ => url,
    }
}

/// The host of an address without "www.", in lower case.
pub(crate) fn host(url: &str) -> Option<String> {
    let authority = strip_scheme(url)?.split(END_OF_HOST).next()?;
    let host = authority.rsplit('@').next()?;
    let host = host.split(':').next()?.trim_end_matches('.').to_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    (!host.is_empty()).then(|| host.to_owned())
}

/// The one form of a source that is given as a host or an address: "www.Example.org" is example.org.
pub(crate) fn as_host(source: &str) -> Option<String> {
    let source = source.trim();
    if strip_scheme(source).is_some() {
        return host(source).filter(|host| host.contains('.'));
    }
    let (name, last) = source.trim_end_matches('/').rsplit_once('.')?;
    let is_host = last.len() >= 2
        && last.bytes().all(|b| b.is_ascii_alphabetic())
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'.')
        && name.starts_with(|c: char| c.is_ascii_alphanumeric());
    is_host.then(|| format!("{name}.{last}").to_lowercase())
}

/// What follows the host of an address.
pub(crate) fn after_host(url: &str) -> Option<&str> {
    let rest = strip_scheme(url)?;
    rest.find(END_OF_HOST).map(|at| &rest[at..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_the_whole_text() {
        let check = |text: &str, expected: Option<&str>| assert_eq!(web_address(text), expected, "{text}");
        check("https://www.example.org/a?b=c", Some("https://www.example.org/a?b=c"));
        check(" <HTTP://example.org> ", Some("HTTP://example.org"));
        check("https://example.org is down", None);
        check("www.example.org%2Fnews%2Fharbour.html", Some("www.example.org%2Fnews%2Fharbour.html"));
        check("http://localhost", None);
        check("the mayor", None);
        check("httpsé://", None);
    }

    #[test]
    fn what_tracks_the_reader_is_left_out() {
        let check = |url: &str, expected: &str| assert_eq!(untracked(url), expected, "{url}");
        check("https://example.org/a?utm_source=x&page=2&fbclid=y#top", "https://example.org/a?page=2#top");
        check("https://example.org/a?utm_source=x", "https://example.org/a");
        check("https://example.org/a?page=2&", "https://example.org/a?page=2&");
        check("https://example.org/a#?utm_source=x", "https://example.org/a#?utm_source=x");
    }

    #[test]
    fn copies_in_archives_of_the_web_have_the_address_of_the_page() {
        let page = "https://example.org/a?b=c";
        let check = |url: &str, expected: &str| assert_eq!(unkept(url), expected, "{url}");
        check("https://web.archive.org/web/20180620101010/https://example.org/a?b=c", page);
        check("http://archive.today/2018.06.20-101010/https://example.org/a?b=c", page);
        check("https://archive.ph/AbCd1", "https://archive.ph/AbCd1");
        check("https://example.org/web/https://example.com/", "https://example.org/web/https://example.com/");
        assert_eq!(without_place("https://example.org/a#top"), "https://example.org/a");
        assert_eq!(without_place("https://example.org/#!/a"), "https://example.org/#!/a");
    }

    #[test]
    fn the_host_names_the_source() {
        let check = |url: &str, expected: Option<&str>| assert_eq!(host(url).as_deref(), expected, "{url}");
        check("https://www.Example.org/news", Some("example.org"));
        check("http://user@news.example.org:8080?x", Some("news.example.org"));
        check("www.example.org%2Fnews%2Fharbour.html", Some("example.org"));
        check("https://", None);
    }

    #[test]
    fn sources_that_are_hosts_have_one_form() {
        let check =
            |text: &str, expected: Option<&str>| assert_eq!(as_host(text).as_deref(), expected, "{text}");
        check("www.Example.org", Some("example.org"));
        check("Example.org", Some("example.org"));
        check("https://www.example.org/", Some("example.org"));
        check("Harbour Herald", None);
        check("The U.S. Herald", None);
        check("St. Doe", None);
        check("A.P.", None);
    }
}
