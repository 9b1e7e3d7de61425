//! Writes a view in the form that was asked for.

use std::{
    io::{self, BufWriter, StdoutLock, Write},
    path::PathBuf,
};

use morgue::render::csv::{self, Row};
use serde::Serialize;

use super::{Failure, args::Format};

/// Standard output; the caller flushes it.
pub(crate) fn output() -> BufWriter<StdoutLock<'static>> {
    BufWriter::with_capacity(1 << 16, io::stdout().lock())
}

/// A view as one line of JSON.
pub(crate) fn json(out: &mut dyn Write, view: &impl Serialize) -> Result<(), Failure> {
    serde_json::to_writer(&mut *out, view)?;
    Ok(writeln!(out)?)
}

/// An item of a list that is printed as it comes.
pub(crate) fn item(out: &mut dyn Write, view: &impl Serialize, first: bool) -> Result<(), Failure> {
    write!(out, "{}", if first { "[" } else { "," })?;
    Ok(serde_json::to_writer(out, view)?)
}

/// The end of such a list.
pub(crate) fn end_of_items(out: &mut dyn Write, empty: bool) -> io::Result<()> {
    writeln!(out, "{}", if empty { "[]" } else { "]" })
}

/// A view of one thing: as JSON, or as `text` writes it.
pub(crate) fn one(
    as_json: bool,
    view: &impl Serialize,
    text: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), Failure> {
    let mut out = output();
    if as_json {
        json(&mut out, view)?;
    } else {
        text(&mut out)?;
    }
    Ok(out.flush()?)
}

/// A view of a list, and its rows: as one object, a line or a row each, or as `text` writes it.
pub(crate) fn list<R: Row + Serialize>(
    format: Format,
    view: &impl Serialize,
    rows: &[R],
    text: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), Failure> {
    let mut out = output();
    match format {
        Format::Text => text(&mut out)?,
        Format::Json => json(&mut out, view)?,
        Format::Jsonl => rows.iter().try_for_each(|row| json(&mut out, row))?,
        Format::Csv => csv::write(&mut out, rows)?,
    }
    Ok(out.flush()?)
}

/// Paths that open from the current folder, one a line or each with a zero byte behind it.
pub(crate) fn paths(paths: impl IntoIterator<Item = PathBuf>, null: bool) -> Result<(), Failure> {
    let mut out = output();
    let end: &[u8] = if null { b"\0" } else { b"\n" };
    for path in paths {
        out.write_all(path.as_os_str().as_encoded_bytes())?;
        out.write_all(end)?;
    }
    Ok(out.flush()?)
}
