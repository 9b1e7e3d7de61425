//! Shows views: to a person at a terminal, and to programs.
//!
//! Everything here writes to whatever it is given, so that tests and pages can read along.

mod article;
mod chart;
mod cite;
mod corrections;
pub mod csv;
mod dates;
mod facets;
mod fixity;
mod formats;
mod hits;
mod kwic;
mod names;
mod network;
mod picture;
mod problems;
mod profile;
mod query;
mod quotes;
mod raster;
mod report;
mod style;
mod svg;
mod verify;
mod versions;

pub use article::{article, parsed};
pub use chart::chart;
pub use cite::{CiteStyle, cite, plain};
pub use corrections::{changes, contradictions, doubts, effects};
pub use dates::day;
pub use facets::facets;
pub use fixity::{fixity, manifest_line};
pub use formats::formats;
pub use hits::{hits, totals, tree};
pub use kwic::{kwic, kwic_context};
pub use names::names;
pub use network::{gexf, graphml, pairs};
pub use picture::MOST_SERIES;
pub use problems::problems;
pub use profile::{candidates, profile};
pub use query::caret;
pub use quotes::{quote_totals, quotes};
pub use raster::png;
pub use report::{entities, status, summary, why};
pub use style::{Style, safe, safe_line};
pub use svg::svg;
pub use verify::verify;
pub use versions::versions;

/// "1 article", "2 articles".
pub fn plural(count: u64, one: &str) -> String {
    let stem = one.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'i', 'o', 'u']));
    let many = match stem {
        _ if count == 1 => one.to_owned(),
        Some(stem) => format!("{stem}ies"),
        None if one.ends_with("ch") => format!("{one}es"),
        None => format!("{one}s"),
    };
    format!("{} {many}", grouped(count))
}

/// A count with commas between thousands.
pub fn grouped(count: u64) -> String {
    let digits = count.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// A number of bytes in the unit that suits it.
pub fn bytes(count: u64) -> String {
    match count {
        0..1_000 => format!("{count} B"),
        1_000..1_000_000 => format!("{:.1} kB", count as f64 / 1e3),
        1_000_000..1_000_000_000 => format!("{:.1} MB", count as f64 / 1e6),
        _ => format!("{:.2} GB", count as f64 / 1e9),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_read_well() {
        assert_eq!(plural(1, "article"), "1 article");
        assert_eq!(plural(1_234_567, "article"), "1,234,567 articles");
        assert_eq!(
            (bytes(999), bytes(1_500), bytes(2_500_000)),
            ("999 B".into(), "1.5 kB".into(), "2.5 MB".into())
        );
    }
}
