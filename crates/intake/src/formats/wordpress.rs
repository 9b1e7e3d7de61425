//! WXR, what `WordPress` exports: an RSS feed of all that a site has, of which the posts are articles.

use super::{
    rss,
    xml::{self, Around, Element, Made, root},
};
use crate::{
    Format, Problem, Sink,
    detect::Head,
    fields::{Place, key::Key},
    read::Input,
    record::Record,
};

/// The row of the table.
pub(super) const FORMAT: Format = Format {
    name: "wordpress",
    version: 5,
    about: "WordPress exports (WXR): the posts",
    suffixes: &["wxr"],
    claims,
    read,
};

fn claims(head: &Head<'_>) -> bool {
    root(head.text())
        .is_some_and(|root| root.name == "rss" && root.tag.contains("http://wordpress.org/export/"))
}

fn read(input: &mut Input<'_>, sink: &mut dyn Sink) -> Result<(), Problem> {
    xml::read(input, sink, &["item"], make)
}

fn make(item: &Element, around: &Around<'_>) -> Made {
    let kind = item.text_at("wp:post_type");
    if kind != "post" && !kind.is_empty() {
        return Made::Other(kind);
    }
    let status = item.text_at("wp:status");
    if matches!(status.as_str(), "trash" | "auto-draft" | "draft" | "inherit" | "pending") {
        return Made::Other(format!("post in the state `{status}`"));
    }
    let mut record = Record::default();
    record.set_id(&item.text_at("wp:post_id"));
    record.take(Key::Title, &item.text_at("title"));
    record.take(Key::Author, &author(&item.text_at("dc:creator"), around));
    // A draft has zeros for a date.
    for name in ["wp:post_date", "wp:post_date_gmt", "pubDate"] {
        record.fields.add_date(Place::Field, &item.text_at(name));
    }
    record.fields.add_date(Place::Updated, &item.text_at("wp:post_modified"));
    record.take(Key::Url, &item.text_at("link"));
    for category in item.all("category") {
        let list = category.attribute("domain");
        // A post without a category of its own gets this one.
        if category.attribute("nicename") != "uncategorized" {
            rss::take_category(&mut record, &category.text(), list);
        }
    }
    record.take(Key::Body, &without_shortcodes(&paragraphs(&item.text_at("content:encoded"))));
    record.take(Key::Summary, &item.text_at("excerpt:encoded"));
    record.take(Key::Source, rss::channel(around, "title"));
    record.take(Key::Language, rss::channel(around, "language"));
    Made::Record(Box::new(record))
}

/// The name of the author with a login, which the export lists before its items.
fn author(login: &str, around: &Around<'_>) -> String {
    let mut values = around.all().filter(|(path, _)| path.contains("wp:author/"));
    let is_login = |(path, value): &(&str, &str)| path.ends_with("wp:author_login") && *value == login;
    if values.by_ref().any(|value| is_login(&value))
        && let Some((_, name)) = values
            .take_while(|(path, _)| !path.ends_with("wp:author_login"))
            .find(|(path, _)| path.ends_with("wp:author_display_name"))
    {
        return name.to_owned();
    }
    login.to_owned()
}

/// The text of an older post, whose paragraphs are blank lines that `WordPress` turns into markup when it shows them.
fn paragraphs(html: &str) -> String {
    if html.contains("<p>") || html.contains("<p ") {
        return html.to_owned();
    }
    html.replace("\r\n", "\n").replace("\n\n", "<p>")
}

/// The longest command, in bytes.
const LONGEST_COMMAND: usize = 4096;

/// A text without the commands in brackets that `WordPress` replaces when it shows them: `[gallery ids="1"]`.
fn without_shortcodes(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, after)) = rest.split_once('[') {
        text.push_str(before);
        let inner = after.trim_start_matches('/');
        let name = inner
            .split(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '-')
            .next()
            .unwrap_or_default();
        let known =
            ["audio", "gallery", "playlist", "video", "youtube", "vimeo", "tweet", "instagram", "soundcloud"];
        let of_builder =
            ["vc_", "et_pb_", "su_", "av_", "fusion_"].iter().any(|start| name.starts_with(start));
        // Nobody writes a word and a value in quotation marks between brackets but to such a program.
        let has_values = |command: &str| !name.is_empty() && command.contains("=\"");
        let is_command = known.contains(&name) || of_builder;
        let end = after.bytes().take(LONGEST_COMMAND).position(|byte| byte == b']');
        match end.map(|end| (&after[..end], &after[end + 1..])) {
            Some((command, end)) if name != "caption" && name != "embed" && has_values(command) => rest = end,
            Some((_, end)) if is_command => rest = end,
            // What stands between the two is an address.
            Some((_, end)) if name == "embed" => {
                rest = end.split_once("[/embed]").map_or(end, |(_, end)| end);
            }
            Some((_, end)) if name == "caption" => {
                text.push_str(if inner.len() < after.len() {
                    "</figcaption></figure>"
                } else {
                    "<figure><figcaption>"
                });
                rest = end;
            }
            _ => {
                text.push('[');
                rest = after;
            }
        }
    }
    text.push_str(rest);
    text
}
