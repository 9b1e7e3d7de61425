//! Detects a file's format and has it read.

use std::{
    io::{self, Read},
    ops::ControlFlow,
    panic::{AssertUnwindSafe, catch_unwind},
};

use crate::{
    Article, Limits, Problem, ProblemKind,
    detect::{Detected, Head, detect, suffix},
    formats::FORMATS,
};

/// Bytes to read, and where they come from.
pub struct Source<'a> {
    /// The path as it is shown; its suffix and the date in its name are evidence.
    pub path: &'a str,
    /// The bytes, from the first.
    pub reader: &'a mut dyn Read,
}

/// Takes what is found in a file, one thing at a time, so that a file of any size fits.
pub trait Sink {
    /// Takes an article; `Break` ends the reading.
    fn article(&mut self, article: Article) -> ControlFlow<()>;
    /// Takes a problem.
    fn problem(&mut self, problem: Problem);
}

/// How a file was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// A format read it, well or with problems.
    Read(&'static Format),
    /// No format claims it.
    Skipped,
}

/// A file format: a row of the table.
#[derive(Debug)]
pub struct Format {
    /// Its name, as stored and shown: "text".
    pub name: &'static str,
    /// Rises when the parser gets better, so that its files are read again.
    pub version: u16,
    /// What it is, in a line.
    pub about: &'static str,
    /// Suffixes that promise it, in lower case without the dot.
    pub suffixes: &'static [&'static str],
    /// Whether the first bytes of a file are of this format.
    pub(crate) claims: fn(&Head<'_>) -> bool,
    /// Reads a whole file; what is wrong with all of it comes back, what is wrong with parts goes to the sink.
    pub(crate) read: fn(&mut Input<'_>, &mut dyn Sink) -> Result<(), Problem>,
}

impl PartialEq for Format {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Format {}

/// What a format reads from.
pub(crate) struct Input<'a> {
    /// The path as it is shown.
    pub(crate) path: &'a str,
    /// The bytes, from the first.
    pub(crate) reader: &'a mut dyn Read,
    /// What the file may cost.
    pub(crate) limits: &'a Limits,
}

impl Input<'_> {
    /// All bytes of a file that is one text; never more than the limit and one are held.
    pub(crate) fn text_bytes(&mut self) -> Result<Vec<u8>, Problem> {
        let limit = self.limits.text_bytes;
        let mut bytes = Vec::new();
        let mut bounded = Read::take(&mut *self.reader, limit.saturating_add(1));
        bounded.read_to_end(&mut bytes).map_err(|error| unreadable(&error))?;
        if bytes.len() as u64 > limit {
            let megabytes = limit.div_ceil(1_000_000);
            let detail = format!(
                "more than {megabytes} MB in one text; split it, or raise text_megabytes in the settings"
            );
            return Err(Problem::new(ProblemKind::TooLarge, detail));
        }
        Ok(bytes)
    }
}

/// All formats, in the order in which they are asked.
pub fn formats() -> &'static [Format] {
    FORMATS
}

/// The format that a path's suffix promises, for a file that cannot be opened.
pub fn promised(path: &str) -> Option<&'static Format> {
    let suffix = suffix(path);
    FORMATS.iter().find(|format| format.suffixes.contains(&suffix.as_str()))
}

/// Reads a file into `sink`. Never panics: a parser's panic is a problem of the file.
pub fn read(source: Source<'_>, limits: &Limits, sink: &mut dyn Sink) -> Outcome {
    let Source { path, reader } = source;
    let mut head = Vec::with_capacity(Head::BYTES);
    if let Err(error) = Read::take(&mut *reader, Head::BYTES as u64).read_to_end(&mut head) {
        return broken_promise(path, unreadable(&error), sink);
    }
    let format = match detect(&Head { bytes: &head, suffix: &suffix(path) }) {
        Detected::Format(format) => format,
        Detected::NotText(kind) => {
            let detail = format!("named like a text, but its bytes are {kind}");
            return broken_promise(path, Problem::new(ProblemKind::NotText, detail), sink);
        }
        Detected::Empty => return broken_promise(path, empty(), sink),
        Detected::Unknown => return Outcome::Skipped,
    };
    let mut whole = head.as_slice().chain(reader);
    let mut input = Input { path, reader: &mut whole, limits };
    let result = catch_unwind(AssertUnwindSafe(|| (format.read)(&mut input, sink)));
    let result = result.unwrap_or_else(|_| {
        let detail = format!("the parser for {} failed on it; please report it with the file", format.name);
        Err(Problem::new(ProblemKind::Panic, detail))
    });
    if let Err(problem) = result {
        sink.problem(problem);
    }
    Outcome::Read(format)
}

/// A problem that only matters if the suffix promised something to read.
fn broken_promise(path: &str, problem: Problem, sink: &mut dyn Sink) -> Outcome {
    let Some(format) = promised(path) else { return Outcome::Skipped };
    sink.problem(problem);
    Outcome::Read(format)
}

/// The problem of bytes that could not be had.
pub(crate) fn unreadable(error: &io::Error) -> Problem {
    Problem::new(ProblemKind::Unreadable, format!("cannot be read: {error}"))
}

/// The problem of a file in which there is nothing to read.
pub(crate) fn empty() -> Problem {
    Problem::new(ProblemKind::Empty, "holds no text")
}

#[cfg(test)]
pub(crate) mod tests;
