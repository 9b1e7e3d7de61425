//! What could not be read, as text: sort by sort, since a thousand files mostly fail for two or three reasons.

use std::io::{self, Write};

use super::{Style, grouped, plural, safe_line};
use crate::view::{ProblemKindView, ProblemView, ProblemsView};

/// Writes the problems, of each sort at most `examples`.
pub fn problems(out: &mut dyn Write, view: &ProblemsView, examples: usize, style: Style) -> io::Result<()> {
    for (at, kind) in view.kinds.iter().enumerate() {
        if at > 0 {
            writeln!(out)?;
        }
        let of_kind = view.problems.iter().filter(|problem| problem.kind == kind.kind);
        heading(out, kind, style)?;
        of_kind.take(examples).try_for_each(|each| problem(out, each))?;
        if kind.problems > examples {
            let more = grouped((kind.problems - examples) as u64);
            let see = format!("… and {more} more: morgue problems --kind {}", kind.kind.name());
            writeln!(out, "  {}", style.dim(&see))?;
        }
    }
    Ok(())
}

fn heading(out: &mut dyn Write, kind: &ProblemKindView, style: Style) -> io::Result<()> {
    let files = plural(kind.files as u64, "file");
    let count =
        if kind.problems == kind.files { String::new() } else { format!("{} times in ", kind.problems) };
    writeln!(out, "{}, {count}{files}: {}", style.label(kind.kind.name()), kind.advice)
}

fn problem(out: &mut dyn Write, problem: &ProblemView) -> io::Result<()> {
    let member = problem.member.as_ref().map_or(String::new(), |member| format!(" ({member})"));
    let place = format!("{}{member}", problem.path);
    writeln!(out, "  {}: {}", safe_line(&place), safe_line(&problem.detail))
}
