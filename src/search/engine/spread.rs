//! Looks a query up in the segments of a commit, one after the other, or side by side as soon as it is seen to take long.
//!
//! Most questions are answered before a thread would have started. What a phrase of frequent words or a distance between
//! patterns will take, nobody knows beforehand; the first segments tell.

use std::{
    sync::OnceLock,
    thread,
    time::{Duration, Instant},
};

use tantivy::{
    Executor, SegmentReader,
    collector::Collector,
    query::{EnableScoring, Query},
};

use crate::archive::{ArchiveError, Reader};

/// If what is left would take longer than this, threads are worth their start.
const WORTH_THREADS: Duration = Duration::from_millis(1);

/// What a collector makes of the articles that match.
pub(super) fn search<C: Collector>(
    reader: &Reader,
    query: &dyn Query,
    collector: &C,
) -> Result<C::Fruit, ArchiveError> {
    search_within(reader, query, collector, WORTH_THREADS)
}

/// The same, side by side if one thread would need longer than `alone` for what is left.
fn search_within<C: Collector>(
    reader: &Reader,
    query: &dyn Query,
    collector: &C,
    alone: Duration,
) -> Result<C::Fruit, ArchiveError> {
    let searcher = reader.searcher();
    collector.check_schema(searcher.schema())?;
    let scoring = if collector.requires_scoring() {
        EnableScoring::enabled_from_searcher(searcher)
    } else {
        EnableScoring::disabled_from_searcher(searcher)
    };
    let weight = query.weight(scoring)?;
    let collect = |(ordinal, segment)| collector.collect_segment(&*weight, ordinal as u32, segment);
    let segments = searcher.segment_readers();
    let mut left: u32 = segments.iter().map(SegmentReader::max_doc).sum();
    let mut fruits = Vec::with_capacity(segments.len());
    let mut rest = segments.iter().enumerate();
    let (began, mut done) = (Instant::now(), 0);
    while let Some((ordinal, segment)) = rest.next() {
        fruits.push(collect((ordinal, segment))?);
        done += segment.max_doc();
        left -= segment.max_doc();
        if began.elapsed().saturating_mul(left) > alone.saturating_mul(done.max(1)) && rest.len() > 1 {
            break;
        }
    }
    if rest.len() > 0 {
        fruits.extend(threads().map(collect, rest)?);
    }
    Ok(collector.merge_fruits(fruits)?)
}

/// As many threads as there are processors, kept for the next costly question; none where they cannot be had.
fn threads() -> &'static Executor {
    static THREADS: OnceLock<Executor> = OnceLock::new();
    THREADS.get_or_init(|| {
        let processors = thread::available_parallelism().map_or(1, usize::from);
        let several = (processors > 1).then(|| Executor::multi_thread(processors, "search-"));
        several.and_then(Result::ok).unwrap_or_else(Executor::single_thread)
    })
}

#[cfg(test)]
mod tests {
    use std::fs;

    use tantivy::{collector::TopDocs, query::AllQuery};

    use super::*;
    use crate::archive::{
        Archive,
        update::{Options, Unobserved},
    };

    #[test]
    fn side_by_side_finds_the_same() {
        let folder = tempfile::tempdir().expect("a folder");
        let archive = Archive::new(folder.path(), None).expect("an archive");
        // Each run has a twentieth of the files of the one before, so that their segments are not merged.
        for (run, files) in [400, 20, 1].into_iter().enumerate() {
            for number in 0..files {
                let text = format!("Harbour {run}\n\nThe ferry {number} left the harbour.\n");
                fs::write(folder.path().join(format!("{run}-{number}.txt")), text).expect("a file");
            }
            archive.update(&Options::default(), &Unobserved).expect("a run");
        }
        let reader = Reader::open(&archive).expect("an index");
        assert!(reader.searcher().segment_readers().len() > 2);
        let best = TopDocs::with_limit(1000).order_by_score();
        let found = |alone| search_within(&reader, &AllQuery, &best, alone).expect("an answer");
        assert_eq!(found(Duration::ZERO), found(Duration::MAX));
        assert!(found(Duration::ZERO).len() > 421);
    }
}
