//! The user's corrections of names, for a person.

use std::io::{self, Write};

use super::{Style, plural, safe_line};
use crate::view::{ChangeView, ContradictionView, DoubtView, EffectView, StandingView};

/// Writes what a change would do.
pub fn effects(out: &mut dyn Write, effects: &[EffectView], style: Style) -> io::Result<()> {
    for effect in effects {
        let (before, after) = (standing(&effect.before), standing(&effect.after));
        let name = style.headline(&safe_line(&effect.name));
        if before == after {
            writeln!(out, "{name}: {before}")?;
        } else {
            writeln!(out, "{name}: {before} → {after}")?;
        }
    }
    Ok(())
}

fn standing(standing: &StandingView) -> String {
    match &standing.shown {
        Some(shown) => format!("{}, {}", safe_line(shown), plural(standing.articles, "article")),
        None => "in no list".to_owned(),
    }
}

/// Writes the journal, the last change first.
pub fn changes(out: &mut dyn Write, changes: &[ChangeView], style: Style) -> io::Result<()> {
    for change in changes {
        let state = match (change.undoes, change.undone) {
            (Some(number), _) => format!(" undoes {number}:"),
            (None, true) => " (undone)".to_owned(),
            (None, false) => String::new(),
        };
        let time = style.dim(&safe_line(&change.time));
        writeln!(out, "{:>4}  {time}{state} {}", change.number, safe_line(&change.what.join("; ")))?;
    }
    Ok(())
}

/// Writes what contradicts itself, a line each.
pub fn contradictions(out: &mut dyn Write, found: &[ContradictionView]) -> io::Result<()> {
    for one in found {
        writeln!(out, "{}:{}: {}", one.file, one.line, safe_line(&one.message))?;
    }
    Ok(())
}

/// Writes the pairs of names that are perhaps one.
pub fn doubts(out: &mut dyn Write, doubts: &[DoubtView], style: Style) -> io::Result<()> {
    for doubt in doubts {
        let differ = style.dim(&format!("({})", doubt.differ));
        writeln!(out, "{} = {}? {differ}", safe_line(&doubt.a), safe_line(&doubt.b))?;
    }
    Ok(())
}
