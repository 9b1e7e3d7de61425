//! The table of formats, for a person.

use std::io::{self, Write};

use super::Style;
use crate::view::FormatView;

/// Writes a format a line.
pub fn formats(out: &mut dyn Write, formats: &[FormatView], style: Style) -> io::Result<()> {
    let width = formats.iter().map(|format| format.name.len()).max().unwrap_or(0);
    for format in formats {
        let suffixes: Vec<String> = format.suffixes.iter().map(|suffix| format!(".{suffix}")).collect();
        let name = style.label(&format!("{:<width$}", format.name));
        let suffixes = style.dim(&suffixes.join(" "));
        writeln!(out, "{name}  {} {suffixes}", format.about)?;
    }
    Ok(())
}
