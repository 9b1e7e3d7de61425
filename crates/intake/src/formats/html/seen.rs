//! What a reader sees at the top of a page: headline and byline; and how the values of a page are made plain.

use super::{
    text::{is_block, is_never_text, squeezed},
    tree::{Id, ROOT, Tree},
};
use crate::{
    fields::byline,
    letters::letters,
    words::{Words, words},
};

/// The longest byline, in bytes.
pub(super) const LONGEST_BYLINE: usize = 160;
/// How many bylines are looked at.
const MOST_BYLINES: usize = 30;

/// A value without markup and character references, which some programs leave in it.
pub(super) fn plain(text: &str) -> String {
    if !text.contains(['<', '&']) {
        return squeezed(text);
    }
    let tree = super::parse::parse(text);
    squeezed(&tree.whole_text(ROOT))
}

/// The least part of a headline's words that what the page says must share with it.
const LEAST_SHARED: f32 = 0.4;

/// The headline on the page that is closest to what the page says of it, if one is close.
pub(super) fn headline(tree: &Tree, said: &[String], site: Option<&str>) -> Option<String> {
    let site = site.map(letters).unwrap_or_default();
    let said: Vec<Vec<String>> = said.iter().map(|title| words_of(title)).collect();
    let mut best: Option<(f32, String)> = None;
    for id in tree.descendants(ROOT).filter(|&id| tree.name(id) == "h1") {
        let text = spaced_text(tree, id);
        let bare = words_of(&text);
        if bare.is_empty() || letters(&text) == site || text.len() > 400 {
            continue;
        }
        let shared = |title: &Vec<String>| {
            let shared = bare.iter().filter(|word| title.contains(word)).count() as f32;
            shared / bare.len() as f32 * (shared / title.len().max(1) as f32).sqrt()
        };
        let closeness = said.iter().map(shared).fold(0.0, f32::max);
        if closeness >= LEAST_SHARED && best.as_ref().is_none_or(|(most, _)| closeness > *most) {
            best = Some((closeness, text));
        }
    }
    best.map(|(_, text)| text).or_else(|| lesser_headline(tree, &said)).or_else(|| lone_headline(tree, &said))
}

/// Words of a text that is surely no name of a site, and of one that may be.
const HEADLINE_WORDS: usize = 4;
const SITE_WORDS: usize = 3;

/// The one main heading of a page of which is said no more than what may be the name of its site.
fn lone_headline(tree: &Tree, said: &[Vec<String>]) -> Option<String> {
    let mut all = tree.descendants(ROOT).filter(|&id| tree.name(id) == "h1").map(|id| spaced_text(tree, id));
    let text = all.find(|text| !words_of(text).is_empty())?;
    let words = words_of(&text);
    let may_be_site =
        |title: &Vec<String>| title.len() <= SITE_WORDS && !title.iter().any(|word| words.contains(word));
    let is_alone = all.all(|other| words_of(&other).is_empty());
    (is_alone && words.len() >= HEADLINE_WORDS && text.len() <= 400 && said.iter().all(may_be_site))
        .then_some(text)
}

/// The headline that stands in a lesser heading, if it is most of what the page says.
fn lesser_headline(tree: &Tree, said: &[Vec<String>]) -> Option<String> {
    let heads = |id: &Id| matches!(tree.name(*id), "h2" | "h3" | "dt");
    let texts = tree.descendants(ROOT).filter(heads).map(|id| spaced_text(tree, id));
    texts.filter(|text| text.len() <= 400).find(|text| {
        let bare = words_of(text);
        let is_most = |title: &Vec<String>| {
            bare.len() * 10 >= title.len() * 6 && bare.iter().all(|word| title.contains(word))
        };
        bare.len() >= 4 && said.iter().any(is_most)
    })
}

/// The words of a text in lower case.
fn words_of(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

/// The most text of an element that is looked at, in bytes: headlines, bylines and dates are short.
const MOST_TEXT: usize = 2000;

/// The text in an element, with spaces where blocks and lines end; only its beginning, if it is long.
pub(super) fn spaced_text(tree: &Tree, top: Id) -> String {
    let mut text = String::new();
    for id in tree.descendants(top) {
        if text.len() > MOST_TEXT {
            break;
        }
        match tree.text(id) {
            Some(part) if !tree.parent(id).is_some_and(|parent| is_never_text(tree.name(parent))) => {
                text.push_str(part);
            }
            _ if is_block(tree.name(id)) => text.push(' '),
            _ => {}
        }
    }
    squeezed(&text)
}

/// A page's title without the name of the site behind or before it.
pub(super) fn without_site(title: &str, site: Option<&str>) -> String {
    let site = site.map(letters).unwrap_or_default();
    for mark in [" | ", " - ", " – ", " — ", " :: ", " » ", " · ", " • "] {
        if let Some((head, tail)) = title.rsplit_once(mark) {
            let named = !site.is_empty() && (letters(tail) == site || site.starts_with(&letters(tail)));
            if named || mark != " - " && tail.split(' ').count() <= 4 && head.split(' ').count() >= 4 {
                return head.trim().to_owned();
            }
        }
    }
    title.to_owned()
}

/// Whether a word of an element's names is one of these.
pub(super) fn is_named(tree: &Tree, id: Id, names: &[&str]) -> bool {
    ["class", "id", "itemprop"].iter().filter_map(|attribute| tree.attribute(id, attribute)).any(|value| {
        value
            .split(|c: char| !c.is_alphabetic())
            .any(|word| names.iter().any(|name| word.eq_ignore_ascii_case(name)))
    })
}

/// The most people that a page names as its authors; each is compared with all before.
const MOST_PEOPLE: usize = 100;

/// The people that a list of values names: a value may be a name, a list of names, an address, the name of the site.
pub(super) fn people(values: &[String], site: Option<&str>) -> Vec<String> {
    let site = site.map(letters).unwrap_or_default();
    let mut names: Vec<String> = Vec::new();
    for value in values {
        if names.len() >= MOST_PEOPLE {
            break;
        }
        if value.contains("://") || value.contains('@') || value.starts_with('/') {
            continue;
        }
        let value = plain(value);
        for name in byline::names(&value) {
            let name = undated(&name);
            let bare = letters(name);
            let known = bare.is_empty() || names.iter().any(|other| letters(other) == bare);
            let is_site =
                site.starts_with(&bare) || bare.starts_with(&site) && !site.is_empty() || is_host(name);
            if !known && !is_site && !is_nobody(&bare) {
                names.push(byline::recased(name.to_owned()));
            }
        }
    }
    names
}

/// A name without the day or the paper that stands behind it: "Jane Doe Monday", "Jane Doe HARBOUR HERALD".
fn undated(name: &str) -> &str {
    let mut name = name;
    let is_paper = |word: &str| word.chars().count() > 2 && word.chars().all(char::is_uppercase);
    while let Some((rest, last)) = name.rsplit_once(' ')
        && rest.contains(' ')
        && (DAYS.contains(last) || is_paper(last) && rest.chars().any(char::is_lowercase))
    {
        name = rest;
    }
    name
}

/// Words that begin a date.
const DAYS: Words =
    words!("Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Published|Updated|Posted");

/// Whether a name is the address of a site.
fn is_host(name: &str) -> bool {
    !name.contains(' ')
        && name.rsplit_once('.').is_some_and(|(_, end)| {
            (2..=4).contains(&end.len()) && end.bytes().all(|b| b.is_ascii_lowercase())
        })
}

/// Names that programs give to writers who have none.
fn is_nobody(letters: &str) -> bool {
    matches!(
        letters,
        "admin"
            | "administrator"
            | "editor"
            | "staff"
            | "author"
            | "guest"
            | "unknown"
            | "none"
            | "null"
            | "user"
            | "webmaster"
            | "redaktion"
            | "redaccion"
            | "anonymous"
    )
}

/// The names in what is marked as the byline.
pub(super) fn authors(tree: &Tree, title: &str, site: Option<&str>) -> Vec<String> {
    let by_link = tree.descendants(ROOT).filter(|&id| {
        tree.attribute(id, "rel").is_some_and(|rel| rel.split(' ').any(|word| word == "author"))
    });
    let by_name = tree
        .descendants(ROOT)
        .filter(|&id| is_named(tree, id, &["byline", "author", "authors", "contributor", "writer"]));
    let below = below_headline(tree, title).filter(|&id| {
        let text = spaced_text(tree, id);
        text.len() <= LONGEST_BYLINE && text.get(..3).is_some_and(|by| by.eq_ignore_ascii_case("by "))
    });
    for id in by_link.take(MOST_BYLINES).chain(by_name.take(MOST_BYLINES)).chain(below.take(1)) {
        let text = spaced_text(tree, id);
        if text.is_empty() || text.len() > LONGEST_BYLINE {
            continue;
        }
        let names = signed(&text);
        let names = people(&names, site);
        // A byline that names nobody is an answer too: the next one belongs to another story.
        if !names.is_empty() || text.get(..3).is_some_and(|by| by.eq_ignore_ascii_case("by ")) {
            return names;
        }
    }
    Vec::new()
}

/// How many parts below the headline are looked at.
const BELOW_HEADLINE: usize = 60;

/// The elements and texts below the headline, the nearest first.
pub(super) fn below_headline<'a>(tree: &'a Tree, title: &str) -> impl Iterator<Item = Id> + 'a {
    let title = letters(title);
    let heads =
        |id: &Id| matches!(tree.name(*id), "h1" | "h2" | "dt") && letters(&spaced_text(tree, *id)) == title;
    let head = tree.descendants(ROOT).find(heads).filter(|_| !title.is_empty());
    let next = head.and_then(|head| tree.after(head, ROOT));
    std::iter::successors(next, |id| tree.following(*id, ROOT)).take(BELOW_HEADLINE)
}

/// The names of a byline, which may be followed by a date or a role: "By Jane Doe Published June 18, 2023".
fn signed(text: &str) -> Vec<String> {
    let names_of = |line: &str| byline::parse(line).map(|byline| byline.authors).unwrap_or_default();
    // "Author: Jane Doe", in any language.
    let text = match text.split_once(':') {
        Some((label, name)) if !label.trim().contains(' ') && byline::is_full_name(name.trim()) => {
            name.trim()
        }
        _ => text,
    };
    let before = text[..date_start(text)].trim_end_matches(|c: char| !c.is_alphabetic());
    let (whole, cut) = (names_of(text), names_of(before));
    if !whole.is_empty() || !cut.is_empty() {
        return if cut.len() > whole.len() { cut } else { whole };
    }
    if byline::is_full_name(text) {
        return vec![text.to_owned()];
    }
    let list = byline::names(if before.is_empty() { text } else { before });
    if list.len() > 1 && list.iter().all(|name| byline::is_full_name(name)) {
        return list;
    }
    let is_name = byline::is_full_name(before) && before.split(' ').count() <= 3;
    is_name.then(|| before.to_owned()).into_iter().collect()
}

/// Where the date or the next part of a byline begins; 0 if nothing does.
fn date_start(text: &str) -> usize {
    let mark = text.find(|c: char| c.is_ascii_digit() || matches!(c, '|' | '•' | '·'));
    let word = text.match_indices(' ').map(|(at, _)| at).find(|at| {
        let word = text[at + 1..].split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        DAYS.contains(word) || MONTHS.contains(word)
    });
    mark.into_iter().chain(word).min().unwrap_or(0)
}

/// The months.
const MONTHS: Words = words!(
    "January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|\
     Aug|Sept|Sep|Oct|Nov|Dec|on",
);
