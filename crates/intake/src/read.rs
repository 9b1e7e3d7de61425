//! Detects a file's format and has it read.
//!
//! A container is a format whose members are read by the very function that reads files (`Nest::read`), so that every
//! format works inside of every container. `budget` keeps the account of the whole file, `place` says where in it
//! an article or a problem comes from.

mod budget;
mod input;
mod peek;
mod place;

use std::{
    fs::File,
    io::{self, Read},
    ops::ControlFlow,
    panic::{AssertUnwindSafe, catch_unwind},
};

use budget::{Budget, Packed};
pub(crate) use input::{Input, Nest};
pub(crate) use peek::Peek;
pub use place::BETWEEN;
use place::CountingSink;

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
    /// Opens the same bytes once more, for formats that must jump about in them; without it those copy them aside.
    pub reopen: Option<&'a dyn Fn() -> io::Result<File>>,
    /// Asked before a large text is held in memory.
    pub gate: Option<&'a dyn Gate>,
}

impl<'a> Source<'a> {
    /// A stream.
    pub fn new(path: &'a str, reader: &'a mut dyn Read) -> Self {
        Self { path, reader, reopen: None, gate: None }
    }
}

/// Lets in one file at a time whose reading needs much memory.
pub trait Gate {
    /// Waits until it is this file's turn.
    fn enter(&self);
    /// Makes way for the next.
    fn leave(&self);
}

/// Takes what is found in a file, one thing at a time, so that a file of any size fits.
pub trait Sink {
    /// Takes an article; `Break` ends the reading.
    fn article(&mut self, article: Article) -> ControlFlow<()>;
    /// Takes a problem.
    fn problem(&mut self, problem: Problem);
}

/// How a file was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// The formats that read something in it, well or with problems, its own first; none if no format claims it.
    pub formats: Vec<&'static Format>,
    /// How many of its members are no articles and not meant to be: pictures, redirects, what no format claims.
    pub skipped: u64,
    /// How many of these a format that is yet to come might claim.
    pub unclaimed: u64,
}

impl Outcome {
    /// Whether no format claims the file.
    pub fn is_skipped(&self) -> bool {
        self.formats.is_empty()
    }
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

/// All formats, in the order in which they are asked.
pub fn formats() -> &'static [Format] {
    FORMATS
}

/// The format that a path's suffix promises, for a file that cannot be opened.
pub fn promised(path: &str) -> Option<&'static Format> {
    let suffix = suffix(path);
    FORMATS.iter().find(|format| format.suffixes.contains(&suffix.as_str()))
}

/// Reads a file into `sink`. Never panics: a parser's panic is a problem of the file, or of the member that it read.
pub fn read(source: Source<'_>, limits: &Limits, sink: &mut dyn Sink) -> Outcome {
    let Source { path, reader, reopen, gate } = source;
    let budget = Budget::new(limits, gate);
    let mut counting = CountingSink { budget: &budget, inner: sink, problems: 0 };
    let nest = Nest { budget: &budget, path, depth: 0, reopen };
    let read = read_one(nest, &mut Packed::new(reader, &budget), &mut counting);
    budget.exit();
    let outcome = budget.outcome();
    if read { outcome } else { Outcome::default() }
}

/// Reads a file or a member of one; false if no format claims it.
fn read_one(nest: Nest<'_>, reader: &mut dyn Read, sink: &mut dyn Sink) -> bool {
    let mut head = Vec::with_capacity(Head::BYTES);
    let taken = Read::take(&mut *reader, Head::BYTES as u64).read_to_end(&mut head);
    let (format, result) = match taken {
        Err(error) if head.is_empty() => (promised(nest.path), Err(unreadable(&error))),
        // What came before an error is read: the parser meets the error where it stands.
        taken => match guarded("the kind of file", || detect(&Head::new(&head, &suffix(nest.path)))) {
            Err(problem) => (promised(nest.path), Err(problem)),
            Ok(Detected::Format(format)) => {
                nest.budget.reads(format);
                let mut rest = Failing(taken.err()).chain(reader);
                (Some(format), run(format, nest, &mut head.as_slice().chain(&mut rest), sink))
            }
            Ok(Detected::NotText(kind)) => {
                let detail = format!("named like a text, but its bytes are {kind}");
                (promised(nest.path), Err(Problem::new(ProblemKind::NotText, detail)))
            }
            Ok(Detected::Empty) => (promised(nest.path), Err(empty())),
            Ok(Detected::Unknown) => {
                let promised = promised(nest.path);
                (promised, promised.map_or(Ok(()), |format| Err(unlike(format))))
            }
        },
    };
    // What a limit made of the rest is no news.
    let hit = nest.budget.take_hit();
    let problem = if nest.budget.is_ended() { hit } else { result.err() };
    // A problem only matters if the suffix promised something to read.
    match format {
        Some(format) => nest.budget.reads(format),
        None => nest.budget.leave(),
    }
    if let Some(problem) = problem.filter(|problem| format.is_some() || ends_the_file(problem)) {
        sink.problem(problem);
    }
    format.is_some()
}

/// Fails once, if there is an error, and then is at its end.
struct Failing(Option<io::Error>);

impl Read for Failing {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

/// Whether a problem concerns the whole file, whatever the member.
fn ends_the_file(problem: &Problem) -> bool {
    use ProblemKind::{TooDense, TooManyArticles, TooManyMembers, TooSlow};
    matches!(problem.kind, TooDense | TooManyArticles | TooManyMembers | TooSlow)
}

/// Has a format read.
fn run(
    format: &'static Format,
    nest: Nest<'_>,
    reader: &mut dyn Read,
    sink: &mut dyn Sink,
) -> Result<(), Problem> {
    let mut input = Input { path: nest.path, reader, limits: nest.budget.limits, nest };
    guarded(format.name, || (format.read)(&mut input, sink))?
}

/// Runs a part of the program on a file; its panic is a problem like others.
fn guarded<T>(part: &str, run: impl FnOnce() -> T) -> Result<T, Problem> {
    catch_unwind(AssertUnwindSafe(run)).map_err(|_| {
        let detail = format!("the parser for {part} failed on it; please report it with the file");
        Problem::new(ProblemKind::Panic, detail)
    })
}

/// The problem of a text that is named like a format and has nothing of it.
fn unlike(format: &Format) -> Problem {
    let detail = format!(
        "named like {}, but it does not begin like that; is it damaged, or named wrongly?",
        format.name
    );
    Problem::new(ProblemKind::Broken, detail)
}

/// The problem of a file, or a member, whose bytes do not come.
pub(crate) fn unreadable(error: &io::Error) -> Problem {
    // That is how decoders say that the bytes they were given make no sense.
    let damaged = matches!(
        error.kind(),
        io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput | io::ErrorKind::UnexpectedEof
    );
    if damaged {
        let detail = format!("is damaged or cut off: {error}; get the file again");
        return Problem::new(ProblemKind::Broken, detail);
    }
    Problem::new(ProblemKind::Unreadable, format!("cannot be read: {error}"))
}

/// The problem of a file in which there is nothing to read.
pub(crate) fn empty() -> Problem {
    Problem::new(ProblemKind::Empty, "holds no text")
}

#[cfg(test)]
pub(crate) mod tests;
