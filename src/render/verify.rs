//! Whether an index is whole, for a person.

use std::io::{self, Write};

use super::{Style, plural, safe_line};
use crate::view::{FindingView, VerifyView};

/// Writes what looking at an index came to.
pub fn verify(out: &mut dyn Write, view: &VerifyView, style: Style) -> io::Result<()> {
    for finding in view.repaired.iter().flatten() {
        writeln!(out, "{} {}", style.label("repaired"), one(finding))?;
    }
    for finding in &view.findings {
        writeln!(out, "{} {}", style.label(&format!("{:<8}", finding.kind)), one(finding))?;
    }
    if view.cut_short {
        return writeln!(out, "The rest can be looked at when these are repaired.");
    }
    writeln!(
        out,
        "{} and {} looked at, {} compared with what is searchable: {}",
        plural(view.files, "file"),
        plural(view.articles, "article"),
        plural(view.compared, "article"),
        match view.findings.len() {
            0 => "all is well".to_owned(),
            count => plural(count as u64, "fault"),
        }
    )
}

fn one(finding: &FindingView) -> String {
    let id = finding.id.as_deref().map(|id| format!("{id} ")).unwrap_or_default();
    safe_line(&format!("{id}{}: {}", finding.path, finding.wrong)).to_string()
}
