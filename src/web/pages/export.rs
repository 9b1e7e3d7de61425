//! The result of a search as a file.

use std::io::Write;

use super::{cite::Style, parts};
use crate::{
    render::csv,
    search,
    view::{CitationView, HitView},
    web::{app::App, asked::Asked, reply::Reply, trouble::Trouble},
};

/// Most hits of a file; more than anybody reads, and no more than fit the memory.
pub(super) const MOST: usize = 10_000;

/// The hits of a search in the form that is asked for.
pub(in crate::web) fn show(app: &App, asked: &Asked) -> Result<Reply, Trouble> {
    let params = &asked.params;
    let request = params.request(params.one("q").unwrap_or_default(), MOST)?;
    let format = params.one("format").unwrap_or("csv");
    let opened = app.opened_for(params)?;
    let hits: Vec<HitView> = search::search(&opened.catalog, &request)?.hits;
    let mut out = Vec::new();
    let (kind, suffix) = match format {
        "csv" => {
            csv::write(&mut out, &hits).map_err(Trouble::inside)?;
            ("text/csv; charset=utf-8", "csv")
        }
        "jsonl" => {
            for hit in &hits {
                serde_json::to_writer(&mut out, hit).map_err(Trouble::inside)?;
                out.push(b'\n');
            }
            ("application/jsonl", "jsonl")
        }
        "markdown" => {
            markdown(&mut out, &hits).map_err(Trouble::inside)?;
            ("text/markdown; charset=utf-8", "md")
        }
        other => {
            let style = Style::of(other)?;
            let citations: Vec<CitationView> = hits.iter().map(CitationView::from).collect();
            out = style.write(&citations)?;
            (style.kind(), style.suffix())
        }
    };
    Ok(Reply::new(kind, out).kept_as(&format!("{}.{suffix}", app.name())))
}

/// A list that reads well as it is, with each hit's passages as quotes.
fn markdown(out: &mut Vec<u8>, hits: &[HitView]) -> std::io::Result<()> {
    for hit in hits {
        let citation = CitationView::from(hit);
        let title = for_markdown(&citation.title);
        match &citation.url {
            // Pointed brackets keep the address whole, whatever signs it has.
            Some(url) => writeln!(out, "- [{title}](<{}>)", url.replace(['<', '>', '\n'], "")),
            None => writeln!(out, "- {title}"),
        }?;
        let facts: Vec<String> =
            [hit.source.clone(), hit.date.as_deref().map(parts::day), Some(citation.path)]
                .into_iter()
                .flatten()
                .collect();
        writeln!(out, "  {}", for_markdown(&facts.join(" · ")))?;
        for snippet in &hit.snippets {
            writeln!(out, "  > {}", for_markdown(&snippet.text))?;
        }
    }
    Ok(())
}

/// Text without what Markdown would take for a sign of its own.
fn for_markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' => {
                out.push('\\');
                out.push(c);
            }
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}
