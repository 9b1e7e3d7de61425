//! Brings a resolved tree into its simplest form.

use super::Resolved;

/// All of `parts`: flat, without what always holds and without repetitions.
pub(super) fn and(parts: impl IntoIterator<Item = Resolved>) -> Resolved {
    let mut flat = Vec::new();
    for part in parts {
        match part {
            Resolved::All => {}
            Resolved::Nothing => return Resolved::Nothing,
            Resolved::And(inner) => inner.into_iter().for_each(|part| push_new(&mut flat, part)),
            other => push_new(&mut flat, other),
        }
    }
    only(flat, Resolved::All, Resolved::And)
}

/// Any of `parts`: flat, without what never holds and without repetitions.
pub(super) fn or(parts: impl IntoIterator<Item = Resolved>) -> Resolved {
    let mut flat = Vec::new();
    for part in parts {
        match part {
            Resolved::Nothing => {}
            Resolved::All => return Resolved::All,
            Resolved::Or(inner) => inner.into_iter().for_each(|part| push_new(&mut flat, part)),
            other => push_new(&mut flat, other),
        }
    }
    only(flat, Resolved::Nothing, Resolved::Or)
}

/// What `part` does not find.
pub(super) fn not(part: Resolved) -> Resolved {
    match part {
        Resolved::All => Resolved::Nothing,
        Resolved::Nothing => Resolved::All,
        Resolved::Not(inner) => *inner,
        other => Resolved::Not(Box::new(other)),
    }
}

fn push_new(parts: &mut Vec<Resolved>, part: Resolved) {
    if !parts.contains(&part) {
        parts.push(part);
    }
}

fn only(mut parts: Vec<Resolved>, none: Resolved, many: fn(Vec<Resolved>) -> Resolved) -> Resolved {
    if parts.len() > 1 { many(parts) } else { parts.pop().unwrap_or(none) }
}
