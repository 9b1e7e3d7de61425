use std::io::Write;

use flate2::{Compression, write::GzEncoder};

use crate::{
    Article, ProblemKind,
    read::tests::{Kept, read_all},
};

fn page(title: &str) -> String {
    format!(
        "<html><head><title>{title}</title></head><body><h1>{title}</h1><p>The harbour of Port Doe is closed, \
         the café at its end too, the mayor said on Monday.</p></body></html>"
    )
}

/// A record as crawlers write it.
fn record(kind: &str, address: &str, content_type: &str, block: &[u8]) -> Vec<u8> {
    let header = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2023-06-18T12:05:00Z\r\n\
         Content-Type: {content_type}\r\nContent-Length: {}\r\n\r\n",
        block.len()
    );
    [header.as_bytes(), block, b"\r\n\r\n"].concat()
}

fn response(address: &str, head: &str, body: &[u8]) -> Vec<u8> {
    let block = [head.replace('\n', "\r\n").as_bytes(), b"\r\n\r\n", body].concat();
    record("response", address, "application/http; msgtype=response", &block)
}

fn plain(address: &str, title: &str) -> Vec<u8> {
    response(address, "HTTP/1.1 200 OK\nContent-Type: text/html; charset=utf-8", page(title).as_bytes())
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).expect("bytes");
    encoder.finish().expect("a member")
}

fn titles(kept: &Kept) -> Vec<&str> {
    kept.articles.iter().filter_map(|article| article.title.as_deref()).collect()
}

const A: &str = "https://herald.example/2023/a";
const B: &str = "https://herald.example/b";
const C: &str = "https://herald.example/c";

#[test]
fn bodies_are_unpacked() {
    let check = |head: &str, body: &[u8]| {
        let bytes = response(
            B,
            &format!("HTTP/1.1 200 OK\nContent-Type: text/html; charset=windows-1252\n{head}"),
            body,
        );
        let (_, kept) = read_all("a.warc", &bytes);
        assert!(kept.problems.is_empty(), "{head}: {:?}", kept.problems);
        let article: &Article = &kept.articles[0];
        assert!(article.body().contains("the café at its end"), "{head}: {}", article.body());
        assert_eq!(article.url.as_deref(), Some(B));
        assert_eq!(article.member.as_deref(), Some(B));
        assert_eq!(article.date.map(|date| date.to_string()).as_deref(), Some("2023-06-18T12:05"));
    };
    let text = page("Harbour closes");
    let text = text.as_bytes();
    let chunked = |body: &[u8]| {
        let (first, rest) = body.split_at(20);
        [b"14\r\n", first, format!("\r\n{:x};x=y\r\n", rest.len()).as_bytes(), rest, b"\r\n0\r\n\r\n"]
            .concat()
    };
    let latin = encoding_rs::WINDOWS_1252.encode(std::str::from_utf8(text).expect("text")).0.into_owned();
    check("X: y", &latin);
    check("Content-Encoding: gzip", &gzip(text));
    check("Content-Encoding: gzip", text);
    check("Content-Encoding: zstd", &zstd::encode_all(text, 3).expect("zstd"));
    check("Transfer-Encoding: chunked", &chunked(text));
    check("Transfer-Encoding: chunked", text);
    check("Transfer-Encoding: chunked\nContent-Encoding: gzip", &chunked(&gzip(text)));
    let mut deflate = flate2::write::DeflateEncoder::new(Vec::new(), Compression::default());
    deflate.write_all(text).expect("bytes");
    check("Content-Encoding: deflate", &deflate.finish().expect("a stream"));
    let mut zlib = flate2::write::ZlibEncoder::new(Vec::new(), Compression::default());
    zlib.write_all(text).expect("bytes");
    check("Content-Encoding: deflate", &zlib.finish().expect("a stream"));
}

#[test]
fn only_pages_are_articles() {
    let bytes = [
        record("warcinfo", "", "application/warc-fields", b"software: x\r\n"),
        record("request", A, "application/http; msgtype=request", b"GET / HTTP/1.1\r\n\r\n"),
        plain(A, "Harbour closes"),
        response(B, "HTTP/1.1 301 Moved\nContent-Type: text/html\nLocation: /c", page("Moved").as_bytes()),
        response(C, "HTTP/1.1 404 Not Found\nContent-Type: text/html", page("Gone").as_bytes()),
        response(C, "HTTP/1.1 200 OK\nContent-Type: image/png", b"\x89PNG"),
        record("revisit", A, "application/http; msgtype=response", b"HTTP/1.1 200 OK\r\n\r\n"),
        record("response", "dns:herald.example", "text/dns", b"20230618\r\n"),
        record("resource", B, "text/html", page("Bakery shut").as_bytes()),
        record("resource", "metadata://x/log", "text/plain", b"a log"),
        record("conversion", C, "text/plain", b"Bridge opens\n\nThe bridge over the Sallow was opened."),
        record("metadata", A, "application/warc-fields", b"via: x\r\n"),
    ]
    .concat();
    let (outcome, kept) = read_all("crawl-20230618.warc", &bytes);
    assert_eq!(titles(&kept), ["Harbour closes", "Bakery shut", "Bridge opens"]);
    assert!(kept.problems.is_empty(), "{:?}", kept.problems);
    assert_eq!(outcome.skipped, 6);
    let formats: Vec<_> = outcome.formats.iter().map(|format| format.name).collect();
    assert_eq!(formats, ["warc", "html"]);
}

#[test]
fn what_is_damaged_is_named_and_the_rest_is_read() {
    let (a, b, c) = (plain(A, "Harbour closes"), plain(B, "Bakery shut"), plain(C, "Bridge opens"));
    let wrong_length = String::from_utf8_lossy(&b).replace("Content-Length: ", "Content-Length: 1");
    let no_length = String::from_utf8_lossy(&b).replace("Content-Length: ", "Content-Size: ");
    let check = |parts: &[&[u8]], expected: &[&str]| {
        let (_, kept) = read_all("a.warc", &parts.concat());
        assert_eq!(titles(&kept), expected, "{:?}", kept.problems);
        assert!(kept.problems.iter().any(|problem| problem.kind == ProblemKind::Broken));
        assert!(kept.problems[0].detail.contains("at byte"), "{:?}", kept.problems);
    };
    check(&[&a, b"rubbish\r\n", &c], &["Harbour closes", "Bridge opens"]);
    check(&[&a, &b[..b.len() - 30]], &["Harbour closes", "Bakery shut"]);
    check(&[&a, no_length.as_bytes(), &c], &["Harbour closes", "Bridge opens"]);
    check(&[&a, wrong_length.as_bytes()], &["Harbour closes", "Bakery shut"]);
    let packed = gzip(&b);
    check(&[&gzip(&a), &packed[..packed.len() / 2], &gzip(&c)], &["Harbour closes", "Bridge opens"]);
    check(&[&gzip(&a), &packed[..packed.len() - 30]], &["Harbour closes", "Bakery shut"]);
}

#[test]
fn a_crawl_without_pages_says_what_it_has() {
    let bytes = response(A, "HTTP/1.1 503 Busy\nContent-Type: text/html", b"<p>Busy");
    let (_, kept) = read_all("a.warc", &bytes);
    assert_eq!(kept.problems[0].kind, ProblemKind::Empty);
    assert!(kept.problems[0].detail.contains("1 errors"), "{:?}", kept.problems);
}

#[test]
fn the_same_page_twice_is_two_articles() {
    let (_, kept) = read_all("a.warc", &[plain(A, "Harbour closes"), plain(A, "Harbour opens")].concat());
    let members: Vec<_> = kept.articles.iter().filter_map(|article| article.member.as_deref()).collect();
    assert_eq!(members, [A, "https://herald.example/2023/a (2)"]);
}
