//! The engine's writer for the length of a run.

use std::{
    path::{Path, PathBuf},
    sync::{
        Arc, PoisonError, RwLock, RwLockReadGuard,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
};

use tantivy::store::{Compressor, ZstdCompressor};
use tantivy::{
    Index, IndexSettings, TantivyDocument, TantivyError, Term, index::SegmentMeta,
    merge_policy::NoMergePolicy,
};

use super::{
    Options,
    aside::{Aside, Change},
    engine::Engine,
    room,
};
use crate::archive::{
    ArchiveError,
    commit::{Payload, open_index, remove_orphans},
    directory::{META, Trouble, WritingDirectory},
    flow::Flow,
    id::ArticleId,
    positioned,
    schema::{self, Fields},
};

/// Bytes of a block of stored records: a larger one is smaller on disk, but all of it is unpacked to show one article.
const STORE_BLOCK: usize = 128 * 1024;
/// How hard zstd tries to make a block small, out of 22; unpacking is equally fast.
const STORE_LEVEL: i32 = 7;

/// The engine's smallest budget a thread.
const LEAST_BUDGET: u64 = 16_000_000;
/// More than this a thread brings nothing.
const MOST_BUDGET: u64 = 1_000_000_000;

/// An open writer and what its commits say.
pub(in crate::archive) struct Session {
    /// Held alone only by a commit.
    writer: RwLock<Engine>,
    aside: Aside,
    folder: PathBuf,
    trouble: Trouble,
    flow: Arc<Flow>,
    pub(in crate::archive) fields: Fields,
    generation: AtomicU64,
    /// Whether anything was added or taken out since the last commit.
    is_changed: AtomicBool,
}

impl Session {
    /// Opens the index in a folder, or makes one.
    pub(in crate::archive) fn open(
        folder: &Path,
        options: &Options,
        ledger_bytes: u64,
        flow: &Arc<Flow>,
    ) -> Result<Self, ArchiveError> {
        let (schema, fields) = schema::build();
        let directory = WritingDirectory::open(folder)?;
        let trouble = directory.trouble();
        let (index, payload) = if folder.join(META).is_file() {
            open_index(folder, directory)?
        } else {
            let settings = IndexSettings {
                docstore_compression: Compressor::Zstd(ZstdCompressor {
                    compression_level: Some(STORE_LEVEL),
                }),
                docstore_blocksize: STORE_BLOCK,
                ..Default::default()
            };
            let builder = Index::builder().schema(schema).settings(settings);
            let made = builder.open_or_create(directory);
            (made.map_err(|error| told(&trouble, error))?, Payload::default())
        };
        positioned::register(&index, flow);
        let threads = options.engine_threads();
        // The engine needs about twice its budget when a segment is written out; the rest is for what waits and what merges.
        let free = (options.memory / 7 * 2).saturating_sub(ledger_bytes / 2);
        let budget = (free / threads as u64).clamp(LEAST_BUDGET, MOST_BUDGET);
        let writer = index.writer_with_num_threads(threads, budget as usize * threads);
        let writer = writer.map_err(|error| told(&trouble, error))?;
        // The engine numbers what it is told from the number of the last commit on, and a merge of segments of that
        // commit, which takes its number for the end of what concerns them, would see a removal of the same number: in
        // some segments and not in others, so that it is lost in these. A number that nothing has keeps the two apart.
        writer.run([]).map_err(|error| told(&trouble, error))?;
        writer.set_merge_policy(Box::new(room::WithRoom::new(folder)));
        // A first commit says of what format the index is.
        let is_changed = AtomicBool::new(payload.format == 0);
        Ok(Self {
            writer: RwLock::new(Engine::new(writer, trouble.clone())),
            aside: Aside::default(),
            folder: folder.to_owned(),
            trouble,
            flow: Arc::clone(flow),
            fields,
            generation: AtomicU64::new(payload.generation),
            is_changed,
        })
    }

    /// Takes out what the index has of a file: its articles and its entry in the ledger.
    pub(in crate::archive) fn remove_file(&self, path: &str) -> Result<(), ArchiveError> {
        self.change(Change::Remove(Term::from_field_text(self.fields.file, path)))
    }

    /// Takes out a file's entry in the ledger, and leaves its articles.
    pub(in crate::archive) fn remove_entry(&self, path: &str) -> Result<(), ArchiveError> {
        self.change(Change::Remove(Term::from_field_text(self.fields.id, &schema::entry_term(path))))
    }

    /// Takes out an article.
    pub(in crate::archive) fn remove_article(&self, id: ArticleId) -> Result<(), ArchiveError> {
        self.change(Change::Remove(Term::from_field_text(self.fields.id, &id.to_string())))
    }

    pub(in crate::archive) fn add(&self, document: TantivyDocument) -> Result<(), ArchiveError> {
        self.change(Change::Add(document))
    }

    fn change(&self, change: Change) -> Result<(), ArchiveError> {
        self.is_changed.store(true, Ordering::Relaxed);
        let Some(change) = self.aside.keep(change) else { return Ok(()) };
        change.tell(&self.writer()).map_err(|error| told(&self.trouble, error))
    }

    fn writer(&self) -> RwLockReadGuard<'_, Engine> {
        self.writer.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// The generation of the last commit.
    pub(in crate::archive) fn generation(&self) -> u64 {
        self.generation.load(Ordering::Relaxed)
    }

    /// Makes the next commit happen even if nothing changes.
    pub(in crate::archive) fn touch(&mut self) {
        *self.is_changed.get_mut() = true;
    }

    /// Makes everything so far visible and lasting, in one step, if there is anything.
    pub(in crate::archive) fn commit(&mut self) -> Result<(), ArchiveError> {
        if self.begin_commit() { self.end_commit() } else { Ok(()) }
    }

    /// Settles what the next commit has: all so far, and nothing that comes before [`end_commit`](Self::end_commit) is
    /// through. False if that is nothing.
    pub(super) fn begin_commit(&mut self) -> bool {
        let is_changed = std::mem::take(self.is_changed.get_mut());
        if is_changed {
            self.aside.open();
        }
        is_changed
    }

    /// Makes the commit that was begun, while others go on.
    pub(super) fn end_commit(&self) -> Result<(), ArchiveError> {
        room::for_commit(&self.folder, self.flow.added_since_commit())?;
        let payload = Payload {
            format: schema::FORMAT,
            generation: self.generation.fetch_add(1, Ordering::Relaxed) + 1,
        };
        let payload = serde_json::to_string(&payload).unwrap_or_default();
        let mut writer = self.writer.write().unwrap_or_else(PoisonError::into_inner);
        let commit = writer.prepare_commit().and_then(|mut commit| {
            commit.set_payload(&payload);
            commit.commit()
        });
        commit.and_then(|_| self.aside.close(&writer)).map_err(|error| told(&self.trouble, error))
    }

    /// From now on nothing is merged but by [`sweep`](Self::sweep).
    pub(in crate::archive) fn merge_nothing(&self) {
        self.writer().set_merge_policy(Box::new(NoMergePolicy));
    }

    /// Commits, and makes every segment anew that holds anything of what was taken out, now or before: stored blocks,
    /// dictionaries, postings and columns have nothing of it any more.
    pub(in crate::archive) fn sweep(mut self) -> Result<(), ArchiveError> {
        self.commit()?;
        let writer = self.writer.get_mut().unwrap_or_else(PoisonError::into_inner);
        let segments = writer.index().searchable_segment_metas()?;
        // While these are held the engine does not remove the files of their segments.
        let stale: Vec<_> =
            segments.iter().filter(|segment| segment.has_deletes()).map(SegmentMeta::id).collect();
        drop(segments);
        for segment in stale {
            writer.merge(&[segment]).wait().map_err(|error| told(&self.trouble, error))?;
        }
        let collected = writer.garbage_collect_files().wait();
        collected.map_err(|error| told(&self.trouble, error))?;
        self.end()
    }

    /// Commits and waits until the index is in order.
    pub(in crate::archive) fn finish(mut self) -> Result<(), ArchiveError> {
        self.commit()?;
        self.end()
    }

    fn end(self) -> Result<(), ArchiveError> {
        let Self { writer, folder, trouble, .. } = self;
        let writer = writer.into_inner().unwrap_or_else(PoisonError::into_inner);
        writer.end().map_err(|error| told(&trouble, error))?;
        // What goes wrong in merging the engine keeps to itself.
        trouble.told().map_or(Ok(()), Err)?;
        // The engine leaves what was in use when it last looked.
        remove_orphans(&folder)
    }
}

/// What has failed: rather the call on the disk than what the engine makes of it.
fn told(trouble: &Trouble, error: TantivyError) -> ArchiveError {
    trouble.told().unwrap_or_else(|| error.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::record::FileRecord;

    fn open(folder: &Path) -> Session {
        let flow = Arc::new(Flow::of(&Options::default()));
        let session = Session::open(folder, &Options::default(), 0, &flow).expect("a session");
        session.merge_nothing();
        session
    }

    fn add(session: &Session, path: &str) {
        let file = FileRecord::new(path.to_owned(), 1, 1);
        session.add(schema::file_document(&session.fields, &file).expect("a document")).expect("added");
    }

    /// How many documents a reader has who comes now.
    fn seen(session: &Session) -> u64 {
        session.writer().index().reader().expect("a reader").searcher().num_docs()
    }

    #[test]
    fn what_comes_while_a_commit_is_made_is_in_the_next() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut session = open(folder.path());
        add(&session, "a");
        add(&session, "b");
        assert!(session.begin_commit());
        session.remove_file("a").expect("told");
        add(&session, "c");
        add(&session, "d");
        session.remove_file("c").expect("told");
        session.end_commit().expect("a commit");
        assert_eq!(seen(&session), 2, "a and b");
        add(&session, "e");
        session.commit().expect("a commit");
        assert_eq!(seen(&session), 3, "b, d and e");
        assert!(!session.begin_commit(), "there is nothing to commit");
    }

    #[test]
    fn what_a_session_takes_out_first_is_out_though_a_merge_comes_between() {
        let folder = tempfile::tempdir().expect("a folder");
        let open = || open(folder.path());
        let mut session = open();
        for file in ["a", "b"] {
            add(&session, file);
        }
        session.commit().expect("a commit");
        add(&session, "c");
        session.commit().expect("a commit");
        session.remove_file("b").expect("told");
        session.finish().expect("an end");

        let mut session = open();
        let mut segments = session.writer().index().searchable_segment_metas().expect("segments");
        segments.sort_by_key(SegmentMeta::has_deletes);
        assert_eq!(segments.iter().map(SegmentMeta::has_deletes).collect::<Vec<_>>(), [false, true]);
        let segments: Vec<_> = segments.iter().map(SegmentMeta::id).collect();
        session.remove_file("a").expect("told");
        session.writer.get_mut().expect("a writer").merge(&segments).wait().expect("a merge");
        session.commit().expect("a commit");
        assert_eq!(seen(&session), 1, "only c is left");
    }
}
