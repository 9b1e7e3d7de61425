//! Reads the files that are named on the command line; "-" is standard input.

use std::{
    fs::File,
    io::{self, Read},
};

use crate::cli::{Failure, Outcome, context::note};

/// Opens a named file.
pub(super) fn open(path: &str) -> io::Result<Box<dyn Read>> {
    if path == "-" {
        return Ok(Box::new(io::stdin().lock()));
    }
    let file = File::open(path)?;
    if file.metadata()?.is_dir() {
        return Err(io::Error::new(io::ErrorKind::IsADirectory, "it is a folder: name files"));
    }
    Ok(Box::new(file))
}

/// Says what is wrong with a named file; the others are still done.
pub(super) fn complain(path: &str, problem: &str) {
    note(&format!("{}: {problem}", morgue::render::safe_line(path)));
}

/// How a command over named files ends.
pub(super) fn outcome(failed: usize, of: usize) -> Result<Outcome, Failure> {
    if failed == 0 {
        Ok(Outcome::Done)
    } else {
        Err(Failure::new(format_args!("{failed} of {of} files could not be read")))
    }
}
