//! A worker's hold on the session: while a worker has it, nothing is committed.
//!
//! A commit waits until no file is half in the index. A file of many gigabytes would make it wait for hours, so its
//! worker gives way where the ledger says that the file is not whole yet.

use std::{
    ops::Deref,
    sync::{PoisonError, RwLock, RwLockReadGuard},
};

use super::session::Session;

/// The session, held against commits.
pub(super) struct Turn<'s> {
    session: &'s RwLock<Session>,
    /// Empty only while [`give_way`](Self::give_way) waits.
    held: Option<RwLockReadGuard<'s, Session>>,
}

impl<'s> Turn<'s> {
    /// Waits until no commit is under way, and holds off the next.
    pub(super) fn take(session: &'s RwLock<Session>) -> Self {
        Self { session, held: Some(hold(session)) }
    }

    /// Lets a commit that is due happen.
    pub(super) fn give_way(&mut self) {
        // The old hold must be gone before the new one is asked for: a commit waits between the two.
        self.held = None;
        self.held = Some(hold(self.session));
    }
}

fn hold(session: &RwLock<Session>) -> RwLockReadGuard<'_, Session> {
    session.read().unwrap_or_else(PoisonError::into_inner)
}

impl Deref for Turn<'_> {
    type Target = Session;

    fn deref(&self) -> &Session {
        self.held.as_ref().expect("held whenever it can be seen")
    }
}
