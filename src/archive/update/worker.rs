//! Reads one file after the other: bytes, articles, names, documents.

use std::{
    fs::File,
    io::{self, Read, Seek},
    ops::ControlFlow,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        PoisonError, RwLock,
        atomic::{AtomicBool, Ordering},
    },
};

use intake::{Article, Outcome, Problem, ProblemKind, Sink, Source};
use tantivy::DocAddress;

use super::{Shared, session::Session, spool::Todo};
use crate::archive::{
    ArchiveError, file_system_path,
    id::{ArticleId, content_hash, first_64_bits},
    record::{ArticleRecord, FileRecord, encode},
    schema,
    stream::Analyzer,
};

/// Files larger than this are read one at a time, so that several together do not exceed the memory bound.
const LARGE_FILE: u64 = 2_000_000;

/// A thread's own things.
pub(super) struct Worker<'w> {
    shared: &'w Shared<'w>,
    session: &'w RwLock<Session>,
    analyzer: Analyzer,
}

impl<'w> Worker<'w> {
    pub(super) fn new(shared: &'w Shared<'w>, session: &'w RwLock<Session>) -> Self {
        Self { shared, session, analyzer: Analyzer::default() }
    }

    /// Reads files until none is left or `stop` is set.
    pub(super) fn run(mut self, stop: &AtomicBool) -> Result<(), ArchiveError> {
        while !stop.load(Ordering::Relaxed) {
            let Some(todo) = self.shared.plan.next()? else { break };
            let _alone = (todo.size > LARGE_FILE)
                .then(|| self.shared.large.lock().unwrap_or_else(PoisonError::into_inner));
            // A commit waits until the file is whole in the index.
            let session = self.session.read().unwrap_or_else(PoisonError::into_inner);
            self.read_file(&todo, &session)?;
            self.shared.counts.files_done.fetch_add(1, Ordering::Relaxed);
        }
        Ok(())
    }

    fn read_file(&mut self, todo: &Todo, session: &Session) -> Result<(), ArchiveError> {
        let known = self.known(todo)?;
        let mut record = FileRecord {
            path: todo.path.clone(),
            size: todo.size,
            modified: todo.modified,
            content: 0,
            format: None,
            articles: 0,
            problems: Vec::new(),
        };
        let opened = match &todo.unreadable {
            Some(detail) => Err(io::Error::other(detail.clone())),
            None => File::open(self.shared.archive.root().join(file_system_path(&todo.path))),
        };
        match opened.and_then(|mut file| Ok((self.content_before(todo, known.as_ref(), &mut file)?, file))) {
            Ok((Some(content), _)) if known.as_ref().is_some_and(|known| known.is_same(todo, content)) => {
                session.remove_entry(&todo.path);
                let known = known.unwrap_or(record);
                record = FileRecord { size: todo.size, modified: todo.modified, ..known };
            }
            Ok((content, file)) => self.read_articles(todo, content, file, session, &mut record)?,
            Err(error) => {
                session.remove_file(&todo.path);
                note_unreadable(todo, &error, &mut record);
            }
        }
        session.add(schema::file_document(&session.fields, &record)?)
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
        let may_be_same = known.is_some_and(|known| known.size == todo.size && known.content != 0);
        let may_have_moved = known.is_none() && self.shared.plan.may_have_moved(todo.size);
        if !may_be_same && !may_have_moved {
            return Ok(None);
        }
        let content = content_hash(file)?;
        file.rewind()?;
        Ok(Some(content))
    }

    fn read_articles(
        &mut self,
        todo: &Todo,
        content: Option<u64>,
        file: File,
        session: &Session,
        record: &mut FileRecord,
    ) -> Result<(), ArchiveError> {
        let before = self.articles_before(todo, content, session)?;
        let mut reader = HashingReader { inner: file, hasher: blake3::Hasher::new(), bytes: 0, ended: false };
        let mut sink = IndexSink { worker: self, session, path: &todo.path, before, record, error: None };
        let source = Source { path: &todo.path, reader: &mut reader };
        let outcome = intake::read(source, &sink.worker.shared.options.limits, &mut sink);
        if let Some(error) = sink.error.take() {
            return Err(error);
        }
        let removed = sink.before.len() as u64;
        if let Outcome::Read(format) = outcome {
            record.format = Some((format.name.to_owned(), format.version));
        }
        record.content = if reader.ended { first_64_bits(&reader.hasher.finalize()) } else { 0 };
        self.shared.counts.bytes.fetch_add(reader.bytes, Ordering::Relaxed);
        self.shared.counts.removed.fetch_add(removed, Ordering::Relaxed);
        Ok(())
    }

    /// The articles that the file gave before, here or at the path it moved from; they are taken out, and their ids are
    /// there to be kept.
    fn articles_before(
        &self,
        todo: &Todo,
        content: Option<u64>,
        session: &Session,
    ) -> Result<Vec<ArticleRecord>, ArchiveError> {
        let Some(reader) = self.shared.reader else { return Ok(Vec::new()) };
        if todo.known.is_some() {
            session.remove_file(&todo.path);
            return reader.articles_of(&todo.path);
        }
        let moved = content.and_then(|content| self.shared.plan.claim_moved(content, todo.size));
        let Some(from) = moved else { return Ok(Vec::new()) };
        self.shared.counts.files_moved.fetch_add(1, Ordering::Relaxed);
        session.remove_file(&from);
        reader.articles_of(&from)
    }
}

impl FileRecord {
    /// Whether a file with this content hash, read by parsers that have not changed, would give the same articles.
    fn is_same(&self, todo: &Todo, content: u64) -> bool {
        let current = |(name, version): &(String, u16)| {
            intake::formats().iter().any(|format| format.name == name && format.version == *version)
        };
        self.content == content && self.size == todo.size && self.format.as_ref().is_some_and(current)
    }
}

fn note_unreadable(todo: &Todo, error: &io::Error, record: &mut FileRecord) {
    let promised = intake::promised(&todo.path);
    if promised.is_some() || todo.unreadable.is_some() {
        record.problems.push(Problem::new(ProblemKind::Unreadable, error.to_string()));
    }
    record.format = promised.map(|format| (format.name.to_owned(), format.version));
}

/// Takes a file's articles into the index.
struct IndexSink<'s, 'w> {
    worker: &'s mut Worker<'w>,
    session: &'s Session,
    path: &'s str,
    before: Vec<ArticleRecord>,
    record: &'s mut FileRecord,
    error: Option<ArchiveError>,
}

impl IndexSink<'_, '_> {
    fn index(&mut self, article: Article) -> Result<(), ArchiveError> {
        let analysis = catch_unwind(AssertUnwindSafe(|| self.worker.analyzer.analyze(&article)));
        let Ok(mut analysis) = analysis else {
            self.worker.analyzer = Analyzer::default();
            let detail = "finding names in it failed; please report it with the file";
            self.problem(Problem { member: article.member, ..Problem::new(ProblemKind::Panic, detail) });
            return Ok(());
        };
        let bytes = encode(&article)?;
        let fingerprint = first_64_bits(&blake3::hash(&bytes));
        let before = self.known(&article, fingerprint);
        let counts = &self.worker.shared.counts;
        match &before {
            None => counts.added.fetch_add(1, Ordering::Relaxed),
            Some(before) if before.fingerprint != fingerprint => {
                counts.changed.fetch_add(1, Ordering::Relaxed)
            }
            Some(_) => 0,
        };
        let id = before.map(|before| before.id);
        let id = id.unwrap_or_else(|| ArticleId::new(self.path, article.member.as_deref(), fingerprint));
        let names = std::mem::take(&mut analysis.names);
        let record = ArticleRecord { id, path: self.path.to_owned(), fingerprint, article, names };
        self.worker.shared.flow.add(schema::bytes_on_the_way(&analysis));
        self.session.add(schema::article_document(&self.session.fields, &record, &analysis)?)?;
        self.record.articles += 1;
        Ok(())
    }

    /// What the article was before: the one with the same content, else the one in the same place.
    fn known(&mut self, article: &Article, fingerprint: u64) -> Option<ArticleRecord> {
        let same_content = self.before.iter().position(|before| before.fingerprint == fingerprint);
        let same_place = || self.before.iter().position(|before| before.article.member == article.member);
        let at = same_content.or_else(same_place)?;
        Some(self.before.swap_remove(at))
    }
}

impl Sink for IndexSink<'_, '_> {
    fn article(&mut self, article: Article) -> ControlFlow<()> {
        match self.index(article) {
            Ok(()) => ControlFlow::Continue(()),
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

/// Hashes what is read.
struct HashingReader {
    inner: File,
    hasher: blake3::Hasher,
    bytes: u64,
    ended: bool,
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
