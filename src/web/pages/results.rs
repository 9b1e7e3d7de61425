//! The hits of a search as a list.

use intake::Notice;
use maud::{Markup, html};
use names::Kind;

use super::parts;
use crate::{
    desk::marks::Marks,
    view::{HitView, SnippetView},
    web::params::Params,
};

/// How many people, organizations and places stand below a hit.
const NAMES: [usize; 3] = [6, 4, 4];

/// The hits; each leads to its article, which knows of the search by its parameters, and of its place in it.
pub(super) fn list(hits: &[HitView], params: &Params, marks: &Marks) -> Markup {
    let address =
        |hit: &HitView| params.with("at", &hit.rank.to_string()).at(&format!("/article/{}", hit.id));
    rows(hits, address, marks)
}

/// Hits of another search than that of the parameters, which would lead elsewhere from their places.
pub(super) fn loose(hits: &[HitView], params: &Params, marks: &Marks) -> Markup {
    rows(hits, |hit| params.at(&format!("/article/{}", hit.id)), marks)
}

fn rows(hits: &[HitView], address: impl Fn(&HitView) -> String, marks: &Marks) -> Markup {
    html! {
        ol.hits start=[hits.first().map(|hit| hit.rank)] {
            @for hit in hits { (item(hit, &address(hit), marks)) }
        }
    }
}

fn item(hit: &HitView, address: &str, marks: &Marks) -> Markup {
    let place = hit.member.as_ref().map(|member| format!("{}{}{member}", hit.path, intake::BETWEEN));
    let marked = marks.of(&hit.id, place.as_deref().unwrap_or(&hit.path));
    html! {
        li.hit.seen[marked.seen] #(format!("hit-{}", hit.rank)) data-id=(hit.id) {
            h2 dir="auto" {
                a href=(address) { (headline(hit)) }
                @if marked.star { span.star title="Starred" { "★" span.unseen { " starred" } } }
                @if marked.seen { span.unseen { " (seen)" } }
            }
            p.origin { (parts::origin(hit.date.as_deref(), hit.source.as_deref(), &hit.authors)) }
            (kin(hit))
            @for snippet in &hit.snippets { (passage(snippet)) }
            (names(hit))
        }
    }
}

fn headline(hit: &HitView) -> Markup {
    match &hit.title {
        Some(title) => parts::marked_all(title, &hit.title_highlights),
        None if hit.opening.is_empty() => html! { (hit.path) },
        None => html! { span.opening { (hit.opening) } },
    }
}

/// The copies and versions that stand behind a hit, and what it says of its own mistakes.
pub(super) fn kin(hit: &HitView) -> Markup {
    let notice = hit.notice.map(|notice| match notice {
        Notice::EditorsNote => "with an editors’ note",
        Notice::Correction => "with a correction",
        Notice::Retraction => "retracted",
    });
    html! {
        @if let Some(notice) = notice { p.kin { span.notice { (notice) } } }
        @if hit.copies > 0 || hit.versions > 1 {
            p.kin {
                @if hit.copies > 0 {
                    (parts::count(hit.copies, "more copy"))
                    @if !hit.copy_sources.is_empty() { " in " (hit.copy_sources.join(", ")) }
                }
                @if hit.copies > 0 && hit.versions > 1 { "; " }
                @if hit.versions > 1 { (parts::count(hit.versions, "version")) }
                @if let Some(newest) = &hit.newest { ", " a href=(format!("/article/{newest}")) { "the newest" } }
            }
        }
    }
}

fn passage(snippet: &SnippetView) -> Markup {
    html! {
        p.passage dir="auto" {
            @if snippet.cut_before { "… " }
            (parts::marked_all(&snippet.text, &snippet.highlights))
            @if snippet.cut_after { " …" }
        }
    }
}

fn names(hit: &HitView) -> Markup {
    let of =
        [(Kind::Person, &hit.people), (Kind::Organization, &hit.organizations), (Kind::Place, &hit.places)];
    let more: usize = of.iter().zip(NAMES).map(|((_, names), most)| names.len().saturating_sub(most)).sum();
    html! {
        @if of.iter().any(|(_, names)| !names.is_empty()) {
            ul.names aria-label="Names in this article" {
                @for ((kind, names), most) in of.into_iter().zip(NAMES) {
                    @for name in names.iter().take(most) { li { (parts::name(kind, name)) } }
                }
                @if more > 0 { li.more { "and " (more) " more" } }
            }
        }
    }
}
