//! Versions of an article, for a person.

use std::io::{self, Write};

use intake::{BETWEEN, Notice};

use super::{Style, plural, safe_line};
use crate::view::{ArticleRefView, VersionsView};

/// Writes the versions, the oldest first, each with the sentences that went and came.
pub fn versions(out: &mut dyn Write, view: &VersionsView, style: Style) -> io::Result<()> {
    let count = plural(view.versions.len() as u64, "version");
    match &view.url {
        Some(url) => writeln!(out, "{count} of {}", safe_line(url))?,
        None => writeln!(out, "{count}")?,
    }
    for (number, version) in (1..).zip(&view.versions) {
        let when = version.modified.as_ref().or(version.article.date.as_ref());
        let mut facts: Vec<String> = when.cloned().into_iter().collect();
        facts.extend(version.notice.map(|notice| in_words(notice).to_owned()));
        facts.push(style.label(&version.article.id));
        facts.push(place(&version.article));
        let title = version.article.title.as_deref().unwrap_or("(no headline)");
        writeln!(out, "\n{number}. {}\n   {}", style.headline(&safe_line(title)), facts.join(" · "))?;
        for change in &version.changes {
            let mark = if change.how == "added" { "+" } else { "-" };
            writeln!(out, "   {mark} {}", safe_line(&change.text))?;
        }
        if number > 1 && version.changes.is_empty() {
            writeln!(out, "   the text is the same")?;
        }
    }
    Ok(())
}

/// Writes the other copies of a text, a line each.
pub(super) fn copies(out: &mut dyn Write, copies: &[ArticleRefView], style: Style) -> io::Result<()> {
    for copy in copies {
        let facts = [copy.date.as_deref(), copy.source.as_deref()];
        let facts: Vec<_> = facts.into_iter().flatten().map(safe_line).collect();
        let (label, id) = (style.label("copy:"), style.label(&copy.id));
        writeln!(out, "{label} {} {id} {}", facts.join(" · "), place(copy))?;
    }
    Ok(())
}

/// A notice in a word or two.
pub(super) fn in_words(notice: Notice) -> &'static str {
    match notice {
        Notice::EditorsNote => "with an editors' note",
        Notice::Correction => "CORRECTION",
        Notice::Retraction => "RETRACTION",
    }
}

fn place(article: &ArticleRefView) -> String {
    match &article.member {
        None => safe_line(&article.path).into_owned(),
        Some(member) => safe_line(&format!("{}{BETWEEN}{member}", article.path)).into_owned(),
    }
}
