//! The engine's writer, of which nothing goes on once it is gone.
//!
//! The engine would write out what it was given and leave what it merges to threads of its own. After a run that failed that
//! takes room for what nobody commits, in a folder that the next run, in the same process, believes to be its own.

use std::ops::{Deref, DerefMut};

use tantivy::IndexWriter;

use crate::archive::directory::Trouble;

/// A writer. Whoever drops it before its end lets it write no more, and waits until its threads have ended.
pub(super) struct Engine(Option<IndexWriter>, Trouble);

impl Engine {
    pub(super) fn new(writer: IndexWriter, trouble: Trouble) -> Self {
        Self(Some(writer), trouble)
    }

    /// Waits until nothing is merged any more.
    pub(super) fn end(mut self) -> tantivy::Result<()> {
        self.0.take().map_or(Ok(()), IndexWriter::wait_merging_threads)
    }
}

impl Deref for Engine {
    type Target = IndexWriter;

    fn deref(&self) -> &IndexWriter {
        self.0.as_ref().expect("there until its end")
    }
}

impl DerefMut for Engine {
    fn deref_mut(&mut self) -> &mut IndexWriter {
        self.0.as_mut().expect("there until its end")
    }
}

impl Drop for Engine {
    fn drop(&mut self) {
        if let Some(writer) = self.0.take() {
            self.1.stop();
            // Whoever drops it has something else to tell.
            let _ = writer.wait_merging_threads();
        }
    }
}
