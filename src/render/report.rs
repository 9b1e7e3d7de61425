//! Accounts of an archive, a run, a file, for a person.

use std::{
    cmp::Reverse,
    collections::BTreeMap,
    io::{self, Write},
};

use intake::language_name;

use super::{
    Style,
    article::{date_reading, rule},
    bytes, grouped, plural, safe, safe_line,
};
use crate::view::{ArticleReasonView, EntitiesView, StatusView, SummaryView, WhyView};

/// Writes what an archive holds.
pub fn status(out: &mut dyn Write, view: &StatusView, style: Style) -> io::Result<()> {
    let span = match (&view.first_date, &view.last_date) {
        (Some(first), Some(last)) => format!("{first} to {last}"),
        _ => "none".to_owned(),
    };
    let mut rows = vec![
        ("archive", view.archive.clone()),
        ("articles", format!("{}, {} with a date", grouped(view.articles), grouped(view.dated))),
        ("dates", span),
        ("files", format!("{}, {} of no known kind", grouped(view.files), grouped(view.skipped))),
        ("problems", grouped(view.problems)),
        ("people", grouped(view.people as u64)),
        ("organizations", grouped(view.organizations as u64)),
        ("places", grouped(view.places as u64)),
        ("text", bytes(view.text_bytes)),
        ("index", bytes(view.index_bytes)),
    ];
    if !view.without_names.is_empty() {
        let text = format!("{}: no names are looked for in them", languages(&view.without_names));
        rows.push(("languages", text));
    }
    for (name, value) in rows {
        writeln!(out, "{}{} {}", style.label(name), " ".repeat(14 - name.len()), safe_line(&value))?;
    }
    Ok(())
}

/// How many articles are in which language: "40 are in German, 1 is in French".
fn languages(articles: &BTreeMap<String, u64>) -> String {
    let mut counts: Vec<(&String, &u64)> = articles.iter().collect();
    counts.sort_by_key(|(_, count)| Reverse(**count));
    let said = counts.into_iter().map(|(code, count)| {
        let is = if *count == 1 { "is" } else { "are" };
        format!("{} {is} in {}", grouped(*count), language_name(code).unwrap_or(code))
    });
    said.collect::<Vec<_>>().join(", ")
}

/// Writes what a run did, or would do.
pub fn summary(out: &mut dyn Write, view: &SummaryView, style: Style) -> io::Result<()> {
    let would = if view.dry_run { "to be " } else { "" };
    writeln!(
        out,
        "{}: {} {would}read, {} unchanged, {} moved, {} gone",
        plural(view.files, "file"),
        grouped(view.files_read),
        grouped(view.files.saturating_sub(view.files_read + view.files_left)),
        grouped(view.files_moved),
        grouped(view.files_gone),
    )?;
    if view.files_left > 0 {
        writeln!(out, "{} still to be read", plural(view.files_left, "file"))?;
    }
    if view.dry_run && view.outdated.is_some() {
        writeln!(out, "The index is of an older version of the program: all files would be read again.")?;
    }
    if view.dry_run {
        return writeln!(out, "Nothing was written; {} would be removed.", plural(view.removed, "article"));
    }
    writeln!(
        out,
        "articles: {} added, {} changed, {} removed, {} unchanged",
        grouped(view.added),
        grouped(view.changed),
        grouped(view.removed),
        grouped(view.unchanged),
    )?;
    if view.named_again > 0 {
        let again = plural(view.named_again, "article");
        writeln!(out, "names: found again in {again}, as this version of the program finds them")?;
    }
    if view.kept_away > 0 {
        let kept = plural(view.kept_away, "article");
        writeln!(out, "{kept} left out: removed for good before (desk/purged.txt)")?;
    }
    if !view.without_names.is_empty() {
        let all = plural(view.added + view.changed + view.unchanged, "article");
        writeln!(out, "of {all} {}: no names are looked for in them", languages(&view.without_names))?;
    }
    if view.problems > 0 {
        let see = style.dim("(see `morgue problems`)");
        writeln!(out, "{} could not be read well {see}", plural(view.problems, "file"))?;
    }
    if !view.skipped.is_empty() {
        let kind = |(suffix, count): (&String, &u64)| format!("{} {}", grouped(*count), safe_line(suffix));
        let kinds: Vec<String> = view.skipped.iter().map(kind).collect();
        writeln!(out, "of no known kind: {}", kinds.join(", "))?;
    }
    let seconds = view.seconds.max(0.001);
    writeln!(
        out,
        "{:.1} s, {} articles/s, {:.1} MB/s; the index has {}",
        view.seconds,
        grouped(((view.added + view.changed) as f64 / seconds) as u64),
        view.bytes_read as f64 / 1e6 / seconds,
        bytes(view.index_bytes),
    )
}

/// Writes the mentions of a file.
pub fn entities(out: &mut dyn Write, view: &EntitiesView, style: Style) -> io::Result<()> {
    writeln!(out, "{}", style.headline(&safe_line(&view.path)))?;
    for entity in &view.entities {
        let kind = style.label(entity.kind.word());
        let name = if entity.name == entity.text { String::new() } else { format!(" = {}", entity.name) };
        writeln!(
            out,
            "{:>8}..{:<8} {kind} {}{}",
            entity.start,
            entity.end,
            safe_line(&entity.text),
            safe_line(&name)
        )?;
    }
    Ok(())
}

/// Writes why a file is not found.
pub fn why(out: &mut dyn Write, view: &WhyView, style: Style) -> io::Result<()> {
    writeln!(out, "{}", style.headline(&safe_line(&view.path)))?;
    for line in file_lines(view) {
        writeln!(out, "  {}", safe_line(&line))?;
    }
    for problem in &view.problems {
        writeln!(out, "  problem: {}", safe_line(&problem.detail))?;
    }
    for article in &view.articles {
        let title = article.title.as_deref().unwrap_or("(no headline)");
        writeln!(out, "  {} {}", style.label(&article.id), safe_line(title))?;
        article_lines(out, article)?;
    }
    Ok(())
}

fn file_lines(view: &WhyView) -> Vec<String> {
    let mut lines = Vec::new();
    if !view.exists {
        lines.push("there is no such file".to_owned());
    }
    if let Some(rule) = &view.left_out {
        lines.push(format!("not walked: {rule}"));
    }
    match (view.indexed, view.skipped) {
        (true, true) => lines.push(
            "it is of no format that is read (see `morgue formats`): it is counted as skipped".to_owned(),
        ),
        (true, false) => lines.push(format!("indexed: {}", plural(view.articles.len() as u64, "article"))),
        (false, _) if view.removed > 0 => lines.push(format!(
            "{} of it removed for good by `morgue purge`: desk/purged.txt keeps away what is listed there",
            plural(view.removed, "article"),
        )),
        (false, _) if view.exists && view.left_out.is_none() => {
            lines.push("not indexed yet: run `morgue index`".to_owned());
        }
        (false, _) => lines.push("not in the index".to_owned()),
    }
    if view.outdated {
        lines.push("it has changed since: run `morgue index`".to_owned());
    }
    lines
}

fn article_lines(out: &mut dyn Write, article: &ArticleReasonView) -> io::Result<()> {
    if let Some(newest) = &article.newest {
        writeln!(out, "    an older version; the newest is {newest}, this one is found with --copies")?;
    }
    if let Some(first) = &article.copy_of {
        writeln!(out, "    a copy of {first}; one of them is listed, all with --copies")?;
    }
    if let Some(reading) = &article.date_reading {
        writeln!(out, "    its date: {}", date_reading(reading))?;
    }
    match article.answers {
        None => return Ok(()),
        Some(true) => writeln!(out, "    it answers the query")?,
        Some(false) => writeln!(out, "    not fulfilled: {}", safe(&article.missing.join(", ")))?,
    }
    for cut in &article.cut {
        writeln!(out, "    left out of search as {}: {}", rule(cut), safe_line(&cut.text))?;
    }
    Ok(())
}
