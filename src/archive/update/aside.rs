//! What a session is told while the engine commits.
//!
//! A commit writes a segment out and waits for the disk, which takes seconds, and the engine takes nothing meanwhile. Workers
//! go on, and what they have for the engine is kept here until the commit is through. That no file is in the middle when
//! a commit begins is seen to elsewhere (`turn`); how much may be kept bounds the queue that its bytes are counted in
//! (`flow`).

use std::sync::{Mutex, MutexGuard, PoisonError};

use tantivy::{IndexWriter, TantivyDocument, Term};

/// What the engine is told.
pub(super) enum Change {
    /// To take a document in.
    Add(TantivyDocument),
    /// To take out all documents so far that have a term.
    Remove(Term),
}

impl Change {
    pub(super) fn tell(self, engine: &IndexWriter) -> tantivy::Result<()> {
        match self {
            Self::Add(document) => engine.add_document(document).map(drop),
            Self::Remove(term) => {
                engine.delete_term(term);
                Ok(())
            }
        }
    }
}

/// Changes in the order they came in; none if the engine takes them itself.
#[derive(Default)]
pub(super) struct Aside(Mutex<Option<Vec<Change>>>);

impl Aside {
    /// From now on changes are kept.
    pub(super) fn open(&self) {
        *self.lock() = Some(Vec::new());
    }

    /// Keeps a change, or gives it back if changes are not kept.
    pub(super) fn keep(&self, change: Change) -> Option<Change> {
        match &mut *self.lock() {
            None => Some(change),
            Some(kept) => {
                kept.push(change);
                None
            }
        }
    }

    /// Tells the engine all that was kept; whoever has a change waits until it knows the earlier ones.
    pub(super) fn close(&self, engine: &IndexWriter) -> tantivy::Result<()> {
        let mut kept = self.lock();
        kept.take().into_iter().flatten().try_for_each(|change| change.tell(engine))
    }

    fn lock(&self) -> MutexGuard<'_, Option<Vec<Change>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
