//! Reads one file after the other: bytes, articles, names, documents.

use std::{
    cell::{Cell, RefCell},
    fs::File,
    io::{self, Read, Seek},
    ops::ControlFlow,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Mutex, MutexGuard, PoisonError, RwLock,
        atomic::{AtomicBool, Ordering},
    },
};

use intake::{Article, Gate, Problem, ProblemKind, Sink, Source};
use tantivy::DocAddress;

use super::{Shared, before::Before, session::Session, spool::Todo, turn::Turn};
use crate::archive::{
    ArchiveError, file_system_path,
    id::{ArticleId, content_hash, first_64_bits},
    record::{ArticleRecord, FileRecord, encode},
    schema,
    stream::Analyzer,
};

/// A thread's own things.
pub(super) struct Worker<'w> {
    shared: &'w Shared<'w>,
    session: &'w RwLock<Session>,
    analyzer: Analyzer,
}

impl<'w> Worker<'w> {
    pub(super) fn new(shared: &'w Shared<'w>, session: &'w RwLock<Session>) -> Self {
        Self { shared, session, analyzer: shared.analyzer() }
    }

    /// Reads files until none is left or `stop` is set.
    pub(super) fn run(mut self, stop: &AtomicBool) -> Result<(), ArchiveError> {
        while !stop.load(Ordering::Relaxed) {
            let Some(todo) = self.shared.plan.next()? else { break };
            let is_whole = self.read_file(&todo, Turn::take(self.session), stop)?;
            self.shared.counts.files_done.fetch_add(u64::from(is_whole), Ordering::Relaxed);
        }
        Ok(())
    }

    /// Reads a file; false if the run was stopped in the middle of it.
    fn read_file(
        &mut self,
        todo: &Todo,
        mut turn: Turn<'w>,
        stop: &AtomicBool,
    ) -> Result<bool, ArchiveError> {
        let known = self.known(todo)?;
        let mut record = FileRecord::new(todo.path.clone(), todo.size, todo.modified);
        let opened = match &todo.unreadable {
            Some(detail) => Err(io::Error::other(detail.clone())),
            None => File::open(self.shared.archive.root().join(file_system_path(&todo.path))),
        };
        match opened.and_then(|mut file| Ok((self.content_before(todo, known.as_ref(), &mut file)?, file))) {
            Ok((Some(content), _)) if known.as_ref().is_some_and(|known| known.is_same(todo, content)) => {
                turn.remove_entry(&todo.path)?;
                let known = known.unwrap_or(record);
                record = FileRecord { size: todo.size, modified: todo.modified, ..known };
            }
            Ok((content, file)) => {
                let before = self.articles_before(todo, content, &turn)?;
                if self.read_articles(todo, before, file, (&mut turn, stop), &mut record)? {
                    // Not even the path of a file stays of which nothing may be known.
                    return Ok(true);
                }
            }
            // What cannot be looked at now is not gone: its articles stay until it can be.
            Err(error) => {
                turn.remove_entry(&todo.path)?;
                record = FileRecord { problems: Vec::new(), ..known.unwrap_or(record) };
                note_unreadable(todo, &error, &mut record);
            }
        }
        turn.add(schema::file_document(&turn.fields, &record)?)?;
        Ok(!record.is_partial)
    }

    /// What the ledger has of the file.
    fn known(&self, todo: &Todo) -> Result<Option<FileRecord>, ArchiveError> {
        let address = todo.known.map(|(segment, doc)| DocAddress::new(segment, doc));
        let reader = self.shared.reader.zip(address);
        reader.map(|(reader, address)| reader.file_at(address)).transpose()
    }

    /// The hash of the file's bytes, if it may decide that they need not be parsed or were indexed under another path.
    fn content_before(
        &self,
        todo: &Todo,
        known: Option<&FileRecord>,
        file: &mut File,
    ) -> io::Result<Option<u64>> {
        let may_be_same =
            known.is_some_and(|known| known.size == todo.size && known.content != 0) && !todo.again;
        let may_have_moved = known.is_none() && self.shared.plan.may_have_moved(todo.size);
        if !may_be_same && !may_have_moved {
            return Ok(None);
        }
        let content = content_hash(file)?;
        file.rewind()?;
        Ok(Some(content))
    }

    /// Reads a file's articles; true if it has none but such as are kept away.
    fn read_articles(
        &mut self,
        todo: &Todo,
        before: Before,
        file: File,
        (turn, stop): (&mut Turn<'w>, &AtomicBool),
        record: &mut FileRecord,
    ) -> Result<bool, ArchiveError> {
        let path = self.shared.archive.root().join(file_system_path(&todo.path));
        let mut reader = HashingReader::new(file);
        let was_reopened = Cell::new(false);
        let reopen = || {
            was_reopened.set(true);
            File::open(&path)
        };
        let gate = LargeGate { large: &self.shared.large, held: RefCell::default() };
        let mut sink = IndexSink {
            worker: self,
            turn,
            stop,
            gate: &gate,
            path: &todo.path,
            before,
            record,
            kept_away: 0,
            error: None,
        };
        let source =
            Source { path: &todo.path, reader: &mut reader, reopen: Some(&reopen), gate: Some(&gate) };
        let outcome = intake::read(source, &sink.worker.shared.options.limits, &mut sink);
        if let Some(error) = sink.error.take() {
            return Err(error);
        }
        let is_stopped = sink.record.is_partial;
        let kept_away = sink.kept_away;
        let were_there = !is_stopped && !sink.before.is_of_old_index;
        let removed = if were_there { sink.before.len() as u64 } else { 0 };
        let versions = outcome.formats.iter().map(|format| (format.name.to_owned(), format.version));
        record.formats = versions.collect();
        (record.skipped, record.unclaimed) = (outcome.skipped, outcome.unclaimed);
        if was_reopened.get() && !is_stopped {
            // What was read by jumping about is hashed from end to end.
            let _ = io::copy(&mut reader, &mut io::sink());
        }
        record.content = if reader.ended { first_64_bits(&reader.hasher.finalize()) } else { 0 };
        self.shared.counts.bytes.fetch_add(reader.bytes, Ordering::Relaxed);
        self.shared.counts.removed.fetch_add(removed, Ordering::Relaxed);
        self.shared.counts.kept_away.fetch_add(kept_away, Ordering::Relaxed);
        Ok(kept_away > 0 && record.articles == 0 && record.problems.is_empty() && !is_stopped)
    }

    /// The articles that the file gave before, here or at the path it moved from; they are taken out, and their ids are
    /// there to be kept.
    fn articles_before(
        &self,
        todo: &Todo,
        content: Option<u64>,
        session: &Session,
    ) -> Result<Before, ArchiveError> {
        let Some(reader) = self.shared.reader else {
            // What cannot be read of an old index makes no difference but for the ids.
            let old = self.shared.old.and_then(|old| Before::load(old, &todo.path).ok());
            let mut before = old.unwrap_or_default();
            before.is_of_old_index = true;
            return Ok(before);
        };
        if todo.known.is_some() {
            session.remove_file(&todo.path)?;
            return Before::load(reader, &todo.path);
        }
        let moved = content.and_then(|content| self.shared.plan.claim_moved(content, todo.size));
        let Some(from) = moved else { return Ok(Before::default()) };
        self.shared.counts.files_moved.fetch_add(1, Ordering::Relaxed);
        session.remove_file(&from)?;
        Before::load(reader, &from)
    }
}

/// A time at which no file was modified.
const NEVER: i64 = i64::MIN;

impl FileRecord {
    /// Whether a file with this content hash, read by parsers that have not changed, would give the same articles.
    fn is_same(&self, todo: &Todo, content: u64) -> bool {
        self.content == content && self.size == todo.size && self.is_current()
    }
}

/// Notes that a file could not be opened; the next run tries it again.
fn note_unreadable(todo: &Todo, error: &io::Error, record: &mut FileRecord) {
    record.modified = NEVER;
    let promised = intake::promised(&todo.path);
    if promised.is_some() || todo.unreadable.is_some() {
        record.problems.push(Problem::new(ProblemKind::Unreadable, error.to_string()));
    }
    record.formats = promised.iter().map(|format| (format.name.to_owned(), format.version)).collect();
}

/// Takes a file's articles into the index.
struct IndexSink<'s, 'w> {
    worker: &'s mut Worker<'w>,
    turn: &'s mut Turn<'w>,
    stop: &'s AtomicBool,
    gate: &'s LargeGate<'w>,
    path: &'s str,
    before: Before,
    record: &'s mut FileRecord,
    /// How many of its articles were removed for good before.
    kept_away: u64,
    error: Option<ArchiveError>,
}

impl IndexSink<'_, '_> {
    fn index(&mut self, mut article: Article) -> Result<(), ArchiveError> {
        if self.worker.shared.purged.has(self.path, &article) {
            self.kept_away += 1;
            return Ok(());
        }
        let fingerprint = fingerprint(&mut article)?;
        self.worker.shared.guess.apply(&mut article);
        self.worker.shared.day_order.apply(&mut article, self.path);
        let analysis = catch_unwind(AssertUnwindSafe(|| self.worker.analyzer.analyze(&article)));
        let Ok(mut analysis) = analysis else {
            self.worker.analyzer = self.worker.shared.analyzer();
            let detail = "finding names in it failed; please report it with the file";
            self.problem(Problem { member: article.member, ..Problem::new(ProblemKind::Panic, detail) });
            return Ok(());
        };
        let before = self.before.take(&article, fingerprint);
        let counts = &self.worker.shared.counts;
        match before.as_ref().filter(|_| !self.before.is_of_old_index) {
            None => counts.added.fetch_add(1, Ordering::Relaxed),
            Some(before) if before.fingerprint != fingerprint => {
                counts.changed.fetch_add(1, Ordering::Relaxed)
            }
            Some(_) => 0,
        };
        let id = before.map(|before| before.id);
        let id = id.unwrap_or_else(|| ArticleId::new(self.path, article.member.as_deref(), fingerprint));
        let names = std::mem::take(&mut analysis.names);
        let (path, finder) = (self.path.to_owned(), analysis.finder);
        let record = ArticleRecord { id, path, fingerprint, article, names, finder };
        self.worker.shared.flow.add(schema::bytes_on_the_way(&analysis));
        self.turn.add(schema::article_document(&self.turn.fields, &record, &analysis)?)?;
        self.record.articles += 1;
        Ok(())
    }

    /// Between two articles: lets a commit pass, or ends a run that was stopped. Either way the ledger says that the
    /// file is not whole.
    fn pause(&mut self) -> Result<ControlFlow<()>, ArchiveError> {
        if self.stop.load(Ordering::Relaxed) {
            self.turn.remove_entry(self.path)?;
            self.record.is_partial = true;
            return Ok(ControlFlow::Break(()));
        }
        // Whoever holds a large text is waited for by others that hold off the commit.
        if self.worker.shared.commit_is_due.load(Ordering::Relaxed) && !self.gate.is_held() {
            let partial = FileRecord { is_partial: true, ..self.record.clone() };
            self.turn.remove_entry(self.path)?;
            self.turn.add(schema::file_document(&self.turn.fields, &partial)?)?;
            self.turn.give_way();
            self.turn.remove_entry(self.path)?;
        }
        Ok(ControlFlow::Continue(()))
    }
}

/// By what an article is known again. The place in its file is no part of it: records move up when others are taken out.
fn fingerprint(article: &mut Article) -> Result<u64, ArchiveError> {
    let place = article.member.take();
    let bytes = encode(&*article);
    article.member = place;
    let mut bytes = bytes?;
    // The last field is a zero where there are no dates in numbers, as in most articles.
    if article.numeric.is_none() {
        bytes.pop();
    }
    // Each of the two before it is a zero where it is empty. Articles that lack both have the same fingerprint, and so
    // the same id, as if there were no such fields.
    if article.modified.is_none() && article.keywords.is_empty() && article.numeric.is_none() {
        bytes.truncate(bytes.len() - 2);
    }
    Ok(first_64_bits(&blake3::hash(&bytes)))
}

impl Sink for IndexSink<'_, '_> {
    fn article(&mut self, article: Article) -> ControlFlow<()> {
        match self.index(article).and_then(|()| self.pause()) {
            Ok(flow) => flow,
            Err(error) => {
                self.error = Some(error);
                ControlFlow::Break(())
            }
        }
    }

    fn problem(&mut self, problem: Problem) {
        self.record.problems.push(problem);
    }
}

/// Lets one worker at a time hold a large text, so that several together do not exceed the memory bound.
struct LargeGate<'g> {
    large: &'g Mutex<()>,
    held: RefCell<Option<MutexGuard<'g, ()>>>,
}

impl LargeGate<'_> {
    fn is_held(&self) -> bool {
        self.held.borrow().is_some()
    }
}

impl Gate for LargeGate<'_> {
    fn enter(&self) {
        let guard = self.large.lock().unwrap_or_else(PoisonError::into_inner);
        *self.held.borrow_mut() = Some(guard);
    }

    fn leave(&self) {
        self.held.borrow_mut().take();
    }
}

/// Hashes what is read.
struct HashingReader {
    inner: File,
    hasher: blake3::Hasher,
    bytes: u64,
    ended: bool,
}

impl HashingReader {
    fn new(inner: File) -> Self {
        Self { inner, hasher: blake3::Hasher::new(), bytes: 0, ended: false }
    }
}

impl Read for HashingReader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.ended |= read == 0 && !buffer.is_empty();
        self.hasher.update(&buffer[..read]);
        self.bytes += read as u64;
        Ok(read)
    }
}
