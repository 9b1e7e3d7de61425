//! Keeps account of what one file costs, all its members together, and ends the reading when a limit is hit.

use std::{
    cell::{Cell, RefCell},
    collections::HashMap,
    hash::{DefaultHasher, Hash, Hasher},
    io::{self, Read, Seek, SeekFrom},
    time::{Duration, Instant},
};

use super::{Format, Gate, Outcome};
use crate::{Limits, Problem, ProblemKind};

/// What may be unpacked whatever the ratio: small files of the same few words are packed tightly.
const FREE_BYTES: u64 = 64_000_000;
/// For each so many bytes of a file the limit of time is granted once more.
const TIMED_BYTES: u64 = 100_000_000;

/// The account of one file.
pub(super) struct Budget<'a> {
    pub(super) limits: &'a Limits,
    gate: Option<&'a dyn Gate>,
    inside: Cell<bool>,
    started: Instant,
    /// Time that whoever takes the articles needed.
    elsewhere: Cell<Duration>,
    packed: Cell<u64>,
    unpacked: Cell<u64>,
    articles: Cell<u64>,
    members: Cell<u64>,
    skipped: Cell<u64>,
    unclaimed: Cell<u64>,
    /// Hashes of the members that gave an article, and the number that the next of that name gets.
    named: RefCell<HashMap<u64, u64>>,
    formats: RefCell<Vec<&'static Format>>,
    /// The limit that was hit, until it is told.
    hit: RefCell<Option<Problem>>,
    ended: Cell<bool>,
}

impl<'a> Budget<'a> {
    pub(super) fn new(limits: &'a Limits, gate: Option<&'a dyn Gate>) -> Self {
        Self {
            limits,
            gate,
            inside: Cell::default(),
            started: Instant::now(),
            elsewhere: Cell::default(),
            packed: Cell::default(),
            unpacked: Cell::default(),
            articles: Cell::default(),
            members: Cell::default(),
            skipped: Cell::default(),
            unclaimed: Cell::default(),
            named: RefCell::default(),
            formats: RefCell::default(),
            hit: RefCell::default(),
            ended: Cell::default(),
        }
    }

    /// What came of the file.
    pub(super) fn outcome(self) -> Outcome {
        let (skipped, unclaimed) = (self.skipped.get(), self.unclaimed.get());
        Outcome { formats: self.formats.into_inner(), skipped: skipped + unclaimed, unclaimed }
    }

    /// Notes that a format reads something of the file.
    pub(super) fn reads(&self, format: &'static Format) {
        let mut formats = self.formats.borrow_mut();
        if !formats.contains(&format) {
            formats.push(format);
        }
    }

    /// Counts a member that no format claims.
    pub(super) fn leave(&self) {
        self.unclaimed.set(self.unclaimed.get() + 1);
    }

    /// Counts a member that is not meant to be read.
    pub(super) fn skip(&self) {
        self.skipped.set(self.skipped.get() + 1);
    }

    /// Counts a member; false if there are too many.
    pub(super) fn member(&self) -> bool {
        self.members.set(self.members.get() + 1);
        let fits = self.members.get() <= self.limits.members;
        fits || self.end(ProblemKind::TooManyMembers, self.limits.members, "members", "members")
    }

    /// Counts an article; false if there are too many or they came too slowly.
    pub(super) fn article(&self) -> bool {
        self.articles.set(self.articles.get() + 1);
        let fits = self.articles.get() <= self.limits.articles;
        (fits || self.end(ProblemKind::TooManyArticles, self.limits.articles, "articles", "articles"))
            && self.in_time()
    }

    /// A name by which an article was not called before: the given one, or with a number behind it.
    pub(super) fn unique(&self, member: Option<String>) -> Option<String> {
        let mut named = self.named.borrow_mut();
        let hash = |member: Option<&str>| {
            let mut hasher = DefaultHasher::new();
            member.hash(&mut hasher);
            hasher.finish()
        };
        let own = hash(member.as_deref());
        let Some(mut number) = named.get(&own).copied() else {
            named.insert(own, 2);
            return member;
        };
        loop {
            let numbered = match &member {
                Some(member) => format!("{member} ({number})"),
                None => number.to_string(),
            };
            number += 1;
            if named.insert(hash(Some(&numbered)), 2).is_none() {
                named.insert(own, number);
                return Some(numbered);
            }
        }
    }

    /// Runs what is not the parser's work.
    pub(super) fn elsewhere<T>(&self, work: impl FnOnce() -> T) -> T {
        let started = Instant::now();
        let result = work();
        self.elsewhere.set(self.elsewhere.get() + started.elapsed());
        result
    }

    fn in_time(&self) -> bool {
        let seconds = self.limits.seconds.saturating_mul(1 + self.packed.get() / TIMED_BYTES);
        let used = self.started.elapsed().saturating_sub(self.elsewhere.get());
        used <= Duration::from_secs(seconds)
            || self.end(ProblemKind::TooSlow, seconds, "seconds to read it", "seconds")
    }

    fn in_proportion(&self) -> bool {
        let most = FREE_BYTES.saturating_add(self.packed.get().saturating_mul(self.limits.ratio));
        self.unpacked.get() <= most
            || self.end(ProblemKind::TooDense, self.limits.ratio, "times its size unpacked", "ratio")
    }

    /// Ends the reading because of a limit.
    fn end(&self, kind: ProblemKind, limit: u64, what: &str, setting: &str) -> bool {
        if !self.ended.replace(true) {
            let detail = format!(
                "more than {limit} {what}; what came before is kept; if the file is what it should be, raise {setting} \
                 in the settings"
            );
            *self.hit.borrow_mut() = Some(Problem::new(kind, detail));
        }
        false
    }

    /// Ends the reading without a problem: nobody takes articles any more.
    pub(super) fn stop(&self) {
        self.ended.set(true);
    }

    pub(super) fn is_ended(&self) -> bool {
        self.ended.get()
    }

    /// The limit that was hit, once.
    pub(super) fn take_hit(&self) -> Option<Problem> {
        self.hit.borrow_mut().take()
    }

    /// Waits until much memory may be used, and says whether it had to ask.
    pub(super) fn enter(&self) {
        if let Some(gate) = self.gate.filter(|_| !self.inside.replace(true)) {
            self.elsewhere(|| gate.enter());
        }
    }

    /// Whether much memory may be used now.
    pub(super) fn is_inside(&self) -> bool {
        self.inside.get()
    }

    /// Gives back what [`Budget::enter`] got.
    pub(super) fn exit(&self) {
        if let Some(gate) = self.gate.filter(|_| self.inside.replace(false)) {
            gate.leave();
        }
    }

    fn check(&self) -> io::Result<()> {
        let fine = !self.is_ended() && self.in_time() && self.in_proportion();
        if fine { Ok(()) } else { Err(io::Error::other("a limit was hit")) }
    }
}

/// Counts the bytes of the file itself, those read again not.
pub(super) struct Packed<'b, 'a, R> {
    inner: R,
    at: u64,
    budget: &'b Budget<'a>,
}

impl<'b, 'a, R> Packed<'b, 'a, R> {
    pub(super) fn new(inner: R, budget: &'b Budget<'a>) -> Self {
        Self { inner, at: 0, budget }
    }
}

impl<R: Read> Read for Packed<'_, '_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.budget.check()?;
        let read = self.inner.read(buffer)?;
        self.at += read as u64;
        self.budget.packed.set(self.budget.packed.get().max(self.at));
        Ok(read)
    }
}

impl<R: Seek> Seek for Packed<'_, '_, R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.at = self.inner.seek(to)?;
        Ok(self.at)
    }
}

/// Counts the bytes that a decoder gives.
pub(crate) struct Unpacked<'b, 'a, R> {
    inner: R,
    budget: &'b Budget<'a>,
}

impl<'b, 'a, R> Unpacked<'b, 'a, R> {
    pub(super) fn new(inner: R, budget: &'b Budget<'a>) -> Self {
        Self { inner, budget }
    }
}

impl<R: Read> Read for Unpacked<'_, '_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.budget.check()?;
        let read = self.inner.read(buffer)?;
        self.budget.unpacked.set(self.budget.unpacked.get() + read as u64);
        Ok(read)
    }
}
