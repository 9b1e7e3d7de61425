//! Counts of facets, for a person.

use std::io::{self, Write};

use super::{Style, grouped, safe_line};
use crate::view::FacetView;

/// Writes each facet that has values with these, the largest first.
pub fn facets(out: &mut dyn Write, facets: &[FacetView], style: Style) -> io::Result<()> {
    for facet in facets.iter().filter(|facet| !facet.values.is_empty()) {
        let more = facet.total - facet.values.len();
        let more = if more > 0 {
            format!(", {} of {}", facet.values.len(), grouped(facet.total as u64))
        } else {
            String::new()
        };
        writeln!(out, "{}", style.label(&format!("{}{more}", heading(facet.facet))))?;
        let width = facet.values.iter().map(|value| grouped(value.articles).len()).max().unwrap_or(0);
        for value in &facet.values {
            writeln!(out, "  {:>width$}  {}", grouped(value.articles), safe_line(&value.value))?;
        }
    }
    Ok(())
}

fn heading(facet: &str) -> &'static str {
    match facet {
        "person" => "people",
        "org" => "organizations",
        "place" => "places",
        "source" => "sources",
        "author" => "authors",
        "section" => "sections",
        _ => "years",
    }
}
