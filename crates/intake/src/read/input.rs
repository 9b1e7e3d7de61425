//! What a format reads from, and how a container has its members read.

use std::{
    fs::File,
    io::{self, BufReader, Read, Seek},
    ops::ControlFlow,
};

use super::{
    budget::{Budget, Packed, Unpacked},
    guarded,
    place::{BETWEEN, MemberSink},
    read_one, unreadable,
};
use crate::{Format, Limits, Problem, ProblemKind, Sink};

/// A text larger than this waits until no other large one is in memory.
const LARGE_TEXT: u64 = 2_000_000;
/// A member that must be sought and is larger than this goes to a temporary file.
const LARGE_MEMBER: usize = 1 << 20;

/// What a format reads from.
pub(crate) struct Input<'a> {
    /// The path as it is shown.
    pub(crate) path: &'a str,
    /// The bytes, from the first.
    pub(crate) reader: &'a mut dyn Read,
    /// What the file may cost.
    pub(crate) limits: &'a Limits,
    /// Has members read.
    pub(crate) nest: Nest<'a>,
}

impl Input<'_> {
    /// All bytes of a file that is one text; never more than the limit and one are held.
    pub(crate) fn text_bytes(&mut self) -> Result<Vec<u8>, Problem> {
        self.nest.text_bytes(&mut *self.reader)
    }
}

/// Something that can be read from any place in it.
pub(crate) trait ReadSeek: Read + Seek {}

impl<T: Read + Seek> ReadSeek for T {}

/// Where in a file of several a reader is, and the file's account.
#[derive(Clone, Copy)]
pub(crate) struct Nest<'a> {
    pub(super) budget: &'a Budget<'a>,
    pub(super) path: &'a str,
    pub(super) depth: u32,
    /// Opens the same bytes again, where they are a file of their own.
    pub(super) reopen: Option<&'a dyn Fn() -> io::Result<File>>,
}

impl<'a> Nest<'a> {
    /// Has a member read by whatever format claims it; `Break` ends the reading of the whole file.
    pub(crate) fn read(&self, name: &str, reader: &mut dyn Read, sink: &mut dyn Sink) -> ControlFlow<()> {
        if self.budget.is_ended() || !self.budget.member() {
            return ControlFlow::Break(());
        }
        let path = format!("{}{BETWEEN}{name}", self.path);
        self.descend(&path, reader, &mut MemberSink { name, inner: sink });
        self.flow()
    }

    /// Has a member read whose format its container knows; its problem, or its panic, is the member's own.
    pub(crate) fn read_as(
        &self,
        format: &'static Format,
        name: &str,
        sink: &mut dyn Sink,
        read: &mut dyn FnMut(Nest<'_>, &mut dyn Sink) -> Result<(), Problem>,
    ) -> ControlFlow<()> {
        if self.budget.is_ended() || !self.budget.member() {
            return ControlFlow::Break(());
        }
        self.budget.reads(format);
        let path = format!("{}{BETWEEN}{name}", self.path);
        let nest = Nest { path: &path, depth: self.depth + 1, reopen: None, ..*self };
        let sink = &mut MemberSink { name, inner: sink };
        let had_memory = self.budget.is_inside();
        let result = guarded(format.name, || read(nest, sink)).flatten();
        if !had_memory {
            self.budget.exit();
        }
        let hit = self.budget.take_hit();
        if let Some(problem) = if self.budget.is_ended() { hit } else { result.err() } {
            sink.problem(problem);
        }
        self.flow()
    }

    /// Counts a member that is no article and not meant to be one.
    pub(crate) fn skip(&self) -> ControlFlow<()> {
        self.budget.skip();
        self.count_member()
    }

    /// Has what a compressed file holds read; it has no name of its own but the file's without the suffix. False if no
    /// format claims it.
    pub(crate) fn read_unpacked(&self, path: &str, reader: &mut dyn Read, sink: &mut dyn Sink) -> bool {
        self.descend(path, &mut self.unpacked(reader), sink)
    }

    fn descend(&self, path: &str, reader: &mut dyn Read, sink: &mut dyn Sink) -> bool {
        let most = self.budget.limits.depth.min(Limits::DEEPEST);
        if self.depth >= most {
            let detail = format!(
                "more than {most} containers in each other; if the file is what it should be, raise depth in the settings"
            );
            sink.problem(Problem::new(ProblemKind::TooDeep, detail));
            return true;
        }
        let had_memory = self.budget.is_inside();
        let is_claimed = read_one(Nest { path, depth: self.depth + 1, reopen: None, ..*self }, reader, sink);
        if !had_memory {
            self.budget.exit();
        }
        is_claimed
    }

    /// Whether there is any use in reading on.
    pub(crate) fn flow(&self) -> ControlFlow<()> {
        if self.budget.is_ended() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }

    /// Counts a member, without its being read; `Break` ends the reading of the whole file.
    pub(crate) fn count_member(&self) -> ControlFlow<()> {
        if self.budget.member() { self.flow() } else { ControlFlow::Break(()) }
    }

    /// Counts what a decoder gives against the limits.
    pub(crate) fn unpacked<R: Read>(&self, decoder: R) -> Unpacked<'a, 'a, R> {
        Unpacked::new(decoder, self.budget)
    }

    /// The bytes of one text; never more than the limit and one are held.
    pub(crate) fn text_bytes(&self, reader: &mut dyn Read) -> Result<Vec<u8>, Problem> {
        let limit = self.budget.limits.text_bytes;
        let mut bytes = Vec::new();
        let mut small = Read::take(&mut *reader, LARGE_TEXT.min(limit));
        small.read_to_end(&mut bytes).map_err(|error| unreadable(&error))?;
        if bytes.len() as u64 == LARGE_TEXT.min(limit) {
            self.budget.enter();
            let rest = limit.saturating_add(1) - bytes.len() as u64;
            reader.take(rest).read_to_end(&mut bytes).map_err(|error| unreadable(&error))?;
        }
        if bytes.len() as u64 > limit { Err(too_large(limit)) } else { Ok(bytes) }
    }

    /// The same bytes, to be read from any place: the file itself, or a private copy that is gone when it is closed.
    pub(crate) fn seekable(&self, reader: &mut dyn Read) -> io::Result<Box<dyn ReadSeek + 'a>> {
        if let Some(reopen) = self.reopen {
            return Ok(Box::new(BufReader::new(Packed::new(reopen()?, self.budget))));
        }
        let mut copy = tempfile::spooled_tempfile(LARGE_MEMBER);
        io::copy(reader, &mut copy)?;
        copy.rewind()?;
        Ok(Box::new(BufReader::new(copy)))
    }
}

fn too_large(limit: u64) -> Problem {
    let megabytes = limit.div_ceil(1_000_000);
    let detail =
        format!("more than {megabytes} MB in one text; split it, or raise text_megabytes in the settings");
    Problem::new(ProblemKind::TooLarge, detail)
}
