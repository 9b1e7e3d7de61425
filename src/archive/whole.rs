//! Goes over everything that an archive holds, in an order that depends on nothing but what it holds.
//!
//! The dictionary of the field of files is sorted by path in every segment; merged, it gives files and their articles one
//! after the other, whatever the number of them, and in about the order in which they are stored.

use tantivy::{
    DocAddress, DocSet, TERMINATED, TantivyError,
    columnar::Column,
    postings::SegmentPostings,
    schema::IndexRecordOption,
    termdict::{TermDictionary, TermStreamer},
};

use super::{
    ArchiveError, Reader, copies,
    record::{ArticleRecord, FileRecord},
    schema::{ADDRESS, NUMBER},
};

/// What goes over an archive meets: a file, and then its articles by their ids.
pub enum Held {
    /// A file of the ledger.
    File(FileRecord),
    /// An article of it.
    Article(Box<ArticleRecord>),
}

/// One segment's files, in the order of their paths.
struct Files<'r> {
    segment: u32,
    stream: TermStreamer<'r>,
    /// Whether the stream stands on a path.
    stands: bool,
    number: Column<u64>,
}

impl Reader {
    /// Calls `take` for every file, by path, and every article of it, by id, until it returns an error.
    pub fn each_held<E: From<ArchiveError>>(
        &self,
        mut take: impl FnMut(Held) -> Result<(), E>,
    ) -> Result<(), E> {
        self.each_place(|_, files, articles| {
            for at in files {
                take(Held::File(self.file_at(*at)?))?;
            }
            for (_, at) in articles {
                take(Held::Article(Box::new(self.article(*at)?)))?;
            }
            Ok(())
        })
    }

    /// Calls `take` for every path, with the addresses of the files of the ledger and of the articles that have it, these
    /// with their numbers and sorted by them, until it returns an error.
    pub(super) fn each_place<E: From<ArchiveError>>(
        &self,
        mut take: impl FnMut(&str, &[DocAddress], &[(u64, DocAddress)]) -> Result<(), E>,
    ) -> Result<(), E> {
        let inverted = self.searcher().segment_readers().iter();
        let inverted = inverted.map(|reader| reader.inverted_index(self.fields().file));
        let inverted = inverted.collect::<Result<Vec<_>, _>>().map_err(ArchiveError::from)?;
        let mut segments = Vec::new();
        for (segment, index) in inverted.iter().enumerate() {
            segments.push(self.files_of(segment as u32, index.terms())?);
        }
        while let Some(path) = first_path(&segments) {
            let (mut files, mut articles) = (Vec::new(), Vec::new());
            for (files_of, index) in segments.iter_mut().zip(&inverted) {
                if !files_of.stands || files_of.stream.key() != path {
                    continue;
                }
                let postings =
                    index.read_postings_from_terminfo(files_of.stream.value(), IndexRecordOption::Basic);
                self.sort_out(
                    files_of,
                    postings.map_err(TantivyError::from).map_err(ArchiveError::from)?,
                    |at, number| match number {
                        Some(number) => articles.push((number, at)),
                        None => files.push(at),
                    },
                );
                files_of.stands = files_of.stream.advance();
            }
            articles.sort_unstable();
            if !files.is_empty() || !articles.is_empty() {
                take(&String::from_utf8_lossy(&path), &files, &articles)?;
            }
        }
        Ok(())
    }

    /// The articles that say that they stand at a url, however it is written; none for a url that is not of one article.
    pub fn articles_with_url(&self, url: &str) -> Result<Vec<ArticleRecord>, ArchiveError> {
        let Some(key) = copies::address::key(url) else { return Ok(Vec::new()) };
        let mut found = Vec::new();
        for (segment, reader) in self.searcher().segment_readers().iter().enumerate() {
            let address: Column<u64> = reader.fast_fields().u64(ADDRESS)?;
            for doc in reader.doc_ids_alive().filter(|doc| address.first(*doc) == Some(key)) {
                found.push(self.article(DocAddress::new(segment as u32, doc))?);
            }
        }
        Ok(found)
    }

    fn files_of<'r>(&self, segment: u32, terms: &'r TermDictionary) -> Result<Files<'r>, ArchiveError> {
        let mut stream = terms.stream().map_err(TantivyError::from)?;
        let stands = stream.advance();
        let number = self.searcher().segment_reader(segment).fast_fields().u64(NUMBER)?;
        Ok(Files { segment, stream, stands, number })
    }

    /// Tells the documents of a file apart: those with a number are articles.
    fn sort_out(
        &self,
        files: &Files<'_>,
        mut postings: SegmentPostings,
        mut take: impl FnMut(DocAddress, Option<u64>),
    ) {
        let alive = self.searcher().segment_reader(files.segment).alive_bitset();
        while postings.doc() != TERMINATED {
            let doc = postings.doc();
            if alive.is_none_or(|alive| alive.is_alive(doc)) {
                take(DocAddress::new(files.segment, doc), files.number.first(doc));
            }
            postings.advance();
        }
    }
}

/// The path that comes next in any of the segments.
fn first_path(segments: &[Files<'_>]) -> Option<Vec<u8>> {
    let standing = segments.iter().filter(|files| files.stands);
    standing.map(|files| files.stream.key()).min().map(<[u8]>::to_vec)
}
