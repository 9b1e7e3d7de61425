//! Lists of names, for a person.

use std::io::{self, Write};

use super::{Style, grouped, plural, safe_line};
use crate::view::NamesView;

/// Writes a list of names with their counts.
pub fn names(out: &mut dyn Write, view: &NamesView, style: Style) -> io::Result<()> {
    let width = view.names.first().map_or(0, |name| grouped(name.articles).len());
    for name in &view.names {
        let mentions = style.dim(&format!("({})", plural(name.mentions, "mention")));
        writeln!(out, "{:>width$}  {} {mentions}", grouped(name.articles), safe_line(&name.name))?;
    }
    Ok(())
}
