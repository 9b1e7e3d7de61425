//! Which articles have names that were found otherwise than they would be today.
//!
//! Each article says by which model and rules its names were found. When a new version of the program has better ones, names
//! are found again in the stored text: the files need not be read, and may be elsewhere by then.

use tantivy::columnar::Column;

use super::{
    ArchiveError, Reader,
    id::ArticleId,
    schema::{FINDER, NUMBER},
};

/// By what the names of an article were found for which none were looked for.
pub(super) const NOBODY: u32 = 0;

/// The articles whose names must be found again.
pub(super) fn stale(reader: &Reader) -> Result<Vec<ArticleId>, ArchiveError> {
    stale_to(reader, names::version())
}

fn stale_to(reader: &Reader, version: u32) -> Result<Vec<ArticleId>, ArchiveError> {
    let version = u64::from(version);
    let mut stale = Vec::new();
    for segment in reader.searcher().segment_readers() {
        let finders: Column<u64> = segment.fast_fields().u64(FINDER)?;
        // Nearly always all of a segment are of one version, which its column says at its beginning.
        if finders.min_value() == version && finders.max_value() == version {
            continue;
        }
        let numbers: Column<u64> = segment.fast_fields().u64(NUMBER)?;
        let others =
            segment.doc_ids_alive().filter(|doc| finders.first(*doc).is_some_and(|by| by != version));
        stale.extend(others.filter_map(|doc| numbers.first(doc)).map(ArticleId::from_number));
    }
    Ok(stale)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::archive::{
        Archive,
        update::{Options, Unobserved},
    };

    #[test]
    fn names_are_found_again_without_the_files() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.txt");
        fs::write(&path, "The gate opens\n\nThe gate was opened by Mayor Ingrid Solheim on Monday.\n")
            .expect("a file");
        let archive = Archive::new(folder.path(), None).expect("an archive");
        let run = |names: bool| {
            let options = Options { names, ..Options::default() };
            let summary = archive.update(&options, &Unobserved).expect("a run");
            let reader = Reader::open(&archive).expect("an index");
            let [article] = &*reader.articles_of("a.txt").expect("its articles") else { panic!("not one") };
            let found = article.names.clone();
            let names: Vec<String> = found.into_iter().map(|name| name.canonical).collect();
            (summary.files_read, summary.named_again, names, reader)
        };
        let (_, _, names, reader) = run(false);
        assert_eq!((names, stale(&reader).expect("a list").len()), (vec![], 1));
        let (read, again, names, reader) = run(true);
        assert_eq!((read, again, names), (0, 1, vec!["Ingrid Solheim".to_owned()]));
        assert!(stale(&reader).expect("a list").is_empty());
        assert_eq!(stale_to(&reader, names::version() + 1).expect("a list").len(), 1);
        // A run that looks for none leaves those that there are.
        assert_eq!(run(false).2, ["Ingrid Solheim"]);
        assert_eq!(run(true).1, 0);
    }
}
