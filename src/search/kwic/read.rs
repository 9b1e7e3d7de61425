//! Reads and matches articles by several threads, in the order in which they are stored: an article lies in a block with
//! others, and to unpack each block once is most of what there is to save.

use std::{
    sync::atomic::{AtomicUsize, Ordering},
    thread,
};

use super::{Line, line};
use crate::{
    archive::{ArchiveError, Reader, record::ArticleRecord, stream::StreamText, terms::Terms},
    search::{
        engine::Address,
        matcher::{self, Document},
        resolve::Resolved,
    },
};

/// Articles that a thread takes at a time: some blocks of the store.
const PIECE: usize = 32;

/// What is to be done with an article.
pub(super) struct Task<'t, M> {
    pub(super) reader: &'t Reader,
    pub(super) tree: &'t Resolved,
    /// Whether names of articles match.
    pub(super) needs_names: bool,
    /// Characters of text on each side of a line; none if no lines are wanted.
    pub(super) context: Option<usize>,
    /// Makes of a line what is wanted of it.
    pub(super) make: &'t M,
}

/// What an article gave.
pub(super) struct Read<T> {
    pub(super) matches: usize,
    pub(super) lines: Vec<T>,
}

/// Does the task with each of some articles; what they gave comes in their order.
pub(super) fn read<T: Send>(
    task: &Task<'_, impl Fn(&ArticleRecord, Line) -> T + Sync>,
    articles: &[Address],
) -> Result<Vec<Read<T>>, ArchiveError> {
    let mut stored: Vec<(Address, usize)> = articles.iter().copied().zip(0..).collect();
    stored.sort_unstable();
    let next = AtomicUsize::new(0);
    let work = || {
        let (mut terms, mut done) = (Terms::default(), Vec::new());
        while let Some(piece) = stored.chunks(PIECE).nth(next.fetch_add(1, Ordering::Relaxed)) {
            for &(at, place) in piece {
                done.push((place, one(task, at, &mut terms)?));
            }
        }
        Ok::<_, ArchiveError>(done)
    };
    let threads = thread::available_parallelism().map_or(1, usize::from).min(articles.len().div_ceil(PIECE));
    let mut all = Vec::with_capacity(articles.len());
    thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(work)).collect();
        all.extend(work()?);
        for other in others {
            all.extend(other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?);
        }
        Ok::<_, ArchiveError>(())
    })?;
    all.sort_unstable_by_key(|(place, _)| *place);
    Ok(all.into_iter().map(|(_, read)| read).collect())
}

fn one<T>(
    task: &Task<'_, impl Fn(&ArticleRecord, Line) -> T>,
    at: Address,
    terms: &mut Terms,
) -> Result<Read<T>, ArchiveError> {
    let reader = task.reader;
    let record = if task.needs_names { reader.article(at)? } else { reader.article_without_names(at)? };
    let stream = StreamText::of(&record.article);
    let highlights = matcher::highlights(task.tree, &Document::of(&stream, &record), terms);
    let line_of = |context| {
        let lines = highlights.iter().map(|highlight| line(&stream, highlight, context));
        lines.map(|line| (task.make)(&record, line)).collect()
    };
    Ok(Read { matches: highlights.len(), lines: task.context.map_or_else(Vec::new, line_of) })
}
