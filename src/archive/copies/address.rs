//! The url of an article as a number, the same for all ways to write it.

use super::sentences::mix;
use crate::archive::id::first_64_bits;

/// Parameters that say where a reader came from, by their beginnings.
const TRACKING: [&str; 9] = ["utm_", "fbclid", "gclid", "mc_cid", "mc_eid", "cmpid", "ocid", "ref=", "smid"];

/// The key of a url, whose lowest bit says whether the url can only be that of one article; none for the front page of
/// a site.
pub(in crate::archive) fn key(url: &str) -> Option<u64> {
    let url = plain(url)?;
    let specific = is_specific(&url);
    let hash = mix(first_64_bits(&blake3::hash(url.as_bytes())));
    Some(hash & !1 | u64::from(specific))
}

/// The key of a url that only one article can have.
pub fn address_key(url: &str) -> Option<u64> {
    key(url).filter(|key| is_of_one_article(*key))
}

/// Whether a key is that of a url that only one article can have.
pub(super) fn is_of_one_article(key: u64) -> bool {
    key & 1 == 1
}

/// A url without scheme, "www.", fragment and tracking; none if nothing is left beside the host.
fn plain(url: &str) -> Option<String> {
    let url = url.trim().split('#').next().unwrap_or_default();
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let (host, path) = rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()));
    let host = host.to_ascii_lowercase();
    let host = host.trim_start_matches("www.").trim_start_matches("m.").trim_start_matches("amp.");
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let is_kept = |part: &&str| !part.is_empty() && !TRACKING.iter().any(|name| part.starts_with(name));
    let query: Vec<&str> = query.split('&').filter(is_kept).collect();
    let path = path.trim_end_matches('/').trim_end_matches("/amp").trim_end_matches("index.html");
    let path = path.trim_end_matches('/');
    if path.is_empty() && query.is_empty() || host.is_empty() {
        return None;
    }
    let mark = if query.is_empty() { "" } else { "?" };
    Some(format!("{host}{path}{mark}{}", query.join("&")))
}

/// Whether a plain url ends as that of an article does: with a number, or a headline in words.
fn is_specific(url: &str) -> bool {
    let last = url.rsplit('/').next().unwrap_or_default();
    let words = last.split(['-', '_', '+']).filter(|word| !word.is_empty()).count();
    words >= 3 || last.bytes().filter(u8::is_ascii_digit).count() >= 3
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ways_to_write_a_url_are_one() {
        let plain = |url: &str| plain(url).unwrap_or_default();
        for url in [
            "https://www.packet.example/2019/harbour-plan-fails",
            "http://packet.example/2019/harbour-plan-fails/",
            "https://m.packet.example/2019/harbour-plan-fails?utm_source=x&fbclid=1#top",
            "https://Packet.example/2019/harbour-plan-fails/amp",
        ] {
            assert_eq!(plain(url), "packet.example/2019/harbour-plan-fails", "{url}");
        }
        assert_eq!(plain("https://packet.example/?p=7&utm_medium=y"), "packet.example?p=7");
        assert_eq!(key("https://packet.example/"), None);
        assert_eq!(key(""), None);
    }

    #[test]
    fn urls_of_articles_are_known() {
        for (url, expected) in [
            ("https://packet.example/harbour-plan-fails", true),
            ("https://packet.example/news/1234567", true),
            ("https://packet.example/news", false),
            ("https://packet.example/live-blog", false),
        ] {
            assert_eq!(key(url).map(is_of_one_article), Some(expected), "{url}");
        }
    }
}
