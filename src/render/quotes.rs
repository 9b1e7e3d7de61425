//! What people and organizations said, for a person.

use std::{
    io::{self, Write},
    path::Path,
};

use super::{Style, grouped, plural, safe, safe_line};
use crate::view::{QuoteView, QuotesView};

const INDENT: &str = "    ";

/// Writes quotes with their speakers and articles; `root` is the archive's folder.
pub fn quotes(out: &mut dyn Write, view: &QuotesView, style: Style, root: &Path) -> io::Result<()> {
    for (at, quote) in view.quotes.iter().enumerate() {
        one(out, view.offset + at + 1, quote, style, root)?;
        writeln!(out)?;
    }
    Ok(())
}

/// Writes how many quotes there are, and how many articles were left out for want of a date.
pub fn quote_totals(out: &mut dyn Write, view: &QuotesView) -> io::Result<()> {
    if view.total == 0 {
        return Ok(());
    }
    let undated = match view.undated {
        0 => String::new(),
        undated => format!("; {} without a date left out", plural(undated, "article")),
    };
    let articles = plural(view.articles, "article");
    let (articles, more) = if view.read < view.articles {
        (format!("the first {} of {articles}", grouped(view.read)), " (a larger --limit reads on)")
    } else {
        (articles, "")
    };
    let shown = grouped(view.quotes.len() as u64);
    writeln!(out, "{} in {articles} read, {shown} shown{more}{undated}", plural(view.total, "quote"))
}

fn one(out: &mut dyn Write, rank: usize, quote: &QuoteView, style: Style, root: &Path) -> io::Result<()> {
    let words = style.highlighted(&quote.text, &quote.highlights).replace('\n', " ");
    let wrapped = style.wrap(&format!("“{words}”"), INDENT);
    write!(out, "{rank:>2}. {}", wrapped.trim_start())?;
    writeln!(out, "{INDENT}{}", speaker(quote, style))?;
    let full = root.join(crate::archive::file_system_path(&quote.path));
    let mut facts: Vec<String> = Vec::new();
    facts.extend(quote.date.clone());
    facts.extend(quote.source.as_deref().map(|source| safe_line(source).into_owned()));
    facts.push(style.label(&quote.id));
    facts.push(style.path(&quote.path, &full));
    writeln!(out, "{INDENT}{}", facts.join(" · "))?;
    match &quote.title {
        Some(title) => writeln!(out, "{INDENT}{}", style.dim(&safe_line(title))),
        None => Ok(()),
    }
}

/// Who said it, and the words that say so.
fn speaker(quote: &QuoteView, style: Style) -> String {
    let name = match (&quote.speaker, &quote.name) {
        (Some(form), Some(name)) if form != name => {
            format!("{} = {}", style.headline(&safe_line(form)), safe_line(name))
        }
        (Some(form), _) => style.headline(&safe_line(form)),
        _ => style.dim("(speaker not clear)"),
    };
    let words = quote.attribution.as_ref().map(|words| style.dim(&format!(" [{}]", safe(words))));
    format!("{name}{}", words.unwrap_or_default())
}
