//! The answer to a search, for a person.

use std::{
    io::{self, Write},
    path::Path,
    time::Duration,
};

use intake::BETWEEN;

use super::{Style, grouped, plural, safe, safe_line, versions::in_words};
use crate::view::{HitView, ResultsView, SnippetView};

/// How many names of a kind are shown under a hit.
const NAMES_SHOWN: usize = 8;

/// How many sources of copies are shown.
const SOURCES_SHOWN: usize = 5;

const INDENT: &str = "    ";

/// Writes what the question became, if that is to be said.
pub fn tree(out: &mut dyn Write, results: &ResultsView) -> io::Result<()> {
    for line in &results.tree {
        writeln!(out, "{}", safe_line(line))?;
    }
    if results.tree.is_empty() { Ok(()) } else { writeln!(out) }
}

/// Writes the hits; `root` is the archive's folder.
pub fn hits(out: &mut dyn Write, hits: &[HitView], style: Style, root: &Path) -> io::Result<()> {
    for hit in hits {
        one(out, hit, style, root)?;
        writeln!(out)?;
    }
    Ok(())
}

/// Writes how many articles match, if any does, and how many were left out for want of a date.
pub fn totals(out: &mut dyn Write, results: &ResultsView, elapsed: Duration) -> io::Result<()> {
    let undated = match results.undated {
        0 => String::new(),
        undated => format!("; {} without a date left out", plural(undated, "article")),
    };
    if results.total > 0 || results.undated > 0 {
        let matches = if results.total == 1 { "match" } else { "matches" };
        let (total, shown) = (grouped(results.total), results.hits.len());
        let milliseconds = elapsed.as_secs_f64() * 1000.0;
        writeln!(out, "{total} {matches}, {shown} shown, {milliseconds:.1} ms{undated}")?;
    }
    Ok(())
}

fn one(out: &mut dyn Write, hit: &HitView, style: Style, root: &Path) -> io::Result<()> {
    let title = match &hit.title {
        Some(title) if hit.title_highlights.is_empty() => style.headline(title),
        Some(title) => style.highlighted(title, &hit.title_highlights),
        None => style.dim(&format!("[{}]", hit.opening)),
    };
    writeln!(out, "{:>2}. {title}", hit.rank)?;
    let full = root.join(crate::archive::file_system_path(&hit.path));
    let mut facts: Vec<String> = Vec::new();
    facts.extend(hit.date.clone());
    facts.extend(hit.source.as_deref().map(|source| safe_line(source).into_owned()));
    facts.push(style.label(&hit.id));
    let member = hit.member.as_ref().map(|member| format!("{}{BETWEEN}{member}", hit.path));
    facts.push(style.path(member.as_deref().unwrap_or(&hit.path), &full));
    writeln!(out, "{INDENT}{}", facts.join(" · "))?;
    let kin: Vec<String> = hit
        .notice
        .map(|notice| in_words(notice).to_owned())
        .into_iter()
        .chain(copies(hit))
        .chain(versions(hit))
        .collect();
    if !kin.is_empty() {
        writeln!(out, "{INDENT}{}", kin.join(" · "))?;
    }
    if let Some(score) = hit.score.filter(|_| !hit.score_parts.is_empty()) {
        let parts = hit.score_parts.iter().map(|part| format!("{:.2} {}", part.score, safe_line(&part.part)));
        writeln!(out, "{INDENT}score {score:.2} = {}", parts.collect::<Vec<_>>().join(" + "))?;
    }
    // The headline stands above already, with what matches in it.
    for snippet in hit.snippets.iter().filter(|snippet| snippet.field != "title") {
        write!(out, "{}", style.wrap(&passage(snippet, style), INDENT))?;
    }
    let people = name_list("people", &hit.people);
    let organizations = name_list("organizations", &hit.organizations);
    let names: Vec<String> = people.into_iter().chain(organizations).collect();
    if !names.is_empty() {
        let line = style.wrap(&safe(&names.join(" · ")), INDENT);
        writeln!(out, "{}", style.dim(line.trim_end_matches('\n')))?;
    }
    Ok(())
}

/// "+3 copies in Ellery Packet, Port Mail".
fn copies(hit: &HitView) -> Option<String> {
    let copies = if hit.copies == 1 { "copy" } else { "copies" };
    let shown: Vec<_> = hit.copy_sources.iter().take(SOURCES_SHOWN).map(|source| safe_line(source)).collect();
    let more = hit.copy_sources.len().saturating_sub(SOURCES_SHOWN);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    let sources = if shown.is_empty() { String::new() } else { format!(" in {}{more}", shown.join(", ")) };
    (hit.copies > 0).then(|| format!("+{} {copies}{sources}", grouped(hit.copies)))
}

fn versions(hit: &HitView) -> Option<String> {
    match (&hit.newest, hit.versions) {
        (_, 0) => None,
        (None, versions) => Some(format!("the newest of {versions} versions")),
        (Some(newest), versions) => Some(format!("one of {versions} versions, the newest is {newest}")),
    }
}

fn passage(snippet: &SnippetView, style: Style) -> String {
    let before = if snippet.cut_before { "… " } else { "" };
    let after = if snippet.cut_after { " …" } else { "" };
    format!("{before}{}{after}", style.highlighted(&snippet.text, &snippet.highlights))
}

fn name_list(label: &str, names: &[String]) -> Option<String> {
    if names.is_empty() {
        return None;
    }
    let shown: Vec<_> = names.iter().take(NAMES_SHOWN).map(|name| safe_line(name)).collect();
    let more = names.len().saturating_sub(NAMES_SHOWN);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    Some(format!("{label}: {}{more}", shown.join(", ")))
}
