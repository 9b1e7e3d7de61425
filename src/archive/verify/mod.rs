//! Whether an index is whole and says what the articles say; and the way back if it does not.
//!
//! Four things are looked at: the checksums of all files; the ledger, whose every file must have its articles and no
//! others; every article, whose terms, positions and columns must be those that its stored record gives (`agreement`); and
//! the tables, which must belong to the commit that they say. Where files are damaged the rest is not looked at: it is after
//! they were replaced (`repair`).

mod agreement;
mod repair;
mod tables;

pub use repair::Repaired;

use std::{
    path::Path,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    thread,
};

use tantivy::{DocAddress, DocId, Index, SegmentReader, columnar::Column};

use super::{
    Archive, ArchiveError, Damage, Reader,
    damage::damaged,
    flow::Flow,
    id::ArticleId,
    positioned,
    record::{ArticleRecord, FileRecord},
    schema::{self, NUMBER},
    stream::Analyzer,
    update::{Observer, Options, Progress},
};

/// Every so many articles the observer hears of it.
const NEWS_EVERY: u64 = 256;

/// How much is looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct VerifyOptions {
    /// How many articles are compared with what is searchable; all if none is given.
    pub sample: Option<u64>,
}

/// Something that is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// A file of the index is damaged.
    Damaged(Damage),
    /// The ledger has a file otherwise than its articles are there.
    Ledger {
        /// Its path in the archive.
        path: String,
        /// What is wrong.
        wrong: String,
    },
    /// What is searchable of a file or article is not what is stored.
    Differs {
        /// The article; none if it is the entry of a file.
        article: Option<ArticleId>,
        /// Path of the file in the archive, empty if it cannot be read.
        path: String,
    },
    /// A table does not belong to the commit that it names.
    Table {
        /// Its file.
        name: &'static str,
        /// What is wrong.
        wrong: String,
    },
}

/// What looking came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verified {
    /// Files of the ledger.
    pub files: u64,
    /// Articles.
    pub articles: u64,
    /// Articles that were compared with what is searchable.
    pub compared: u64,
    /// Whether nothing but checksums was looked at, because files are damaged.
    pub is_cut_short: bool,
    /// What is wrong.
    pub findings: Vec<Finding>,
}

impl Archive {
    /// Looks whether the index is whole, without changing anything.
    pub fn verify(&self, options: &VerifyOptions, observer: &dyn Observer) -> Result<Verified, ArchiveError> {
        if !self.is_indexed() {
            return Err(ArchiveError::NotIndexed(self.root().to_owned()));
        }
        verify_in(&self.index(), options, observer)
    }
}

fn verify_in(
    folder: &Path,
    options: &VerifyOptions,
    observer: &dyn Observer,
) -> Result<Verified, ArchiveError> {
    observer.progress(Progress::Finishing);
    let damage = damaged(folder)?;
    if !damage.is_empty() {
        let findings = damage.into_iter().map(Finding::Damaged).collect();
        return Ok(Verified { is_cut_short: true, findings, ..Verified::default() });
    }
    let reader = Reader::open_in(folder)?;
    let mut verified = Verified { articles: reader.articles()?, ..Verified::default() };
    check_ledger(&reader, &mut verified)?;
    compare(&reader, options, &mut verified, observer)?;
    verified.findings.extend(tables::check(&reader, folder)?);
    Ok(verified)
}

/// Every file has one entry and as many articles as that says, and every article a file.
fn check_ledger(reader: &Reader, verified: &mut Verified) -> Result<(), ArchiveError> {
    reader.each_place(|path, files, articles| {
        verified.files += files.len() as u64;
        let wrong = match files {
            [] => Some(format!("{} articles are there, and no entry of the file", articles.len())),
            [at] => {
                let file: FileRecord = reader.file_at(*at)?;
                wrong_with(&file, path, articles)
            }
            _ => Some(format!("{} entries of one file", files.len())),
        };
        let finding = |wrong| Finding::Ledger { path: path.to_owned(), wrong };
        verified.findings.extend(wrong.map(finding));
        Ok(())
    })
}

fn wrong_with(file: &FileRecord, path: &str, articles: &[(u64, DocAddress)]) -> Option<String> {
    if file.path != path {
        return Some(format!("its entry is that of {}", file.path));
    }
    if articles.windows(2).any(|two| two[0].0 == two[1].0) {
        return Some("an article is there twice".to_owned());
    }
    let (there, said) = (articles.len() as u64, u64::from(file.articles));
    (there != said && !file.is_partial)
        .then(|| format!("{there} articles are there, and its entry says {said}"))
}

/// Compares what is stored with what is searchable.
fn compare(
    reader: &Reader,
    options: &VerifyOptions,
    verified: &mut Verified,
    observer: &dyn Observer,
) -> Result<(), ArchiveError> {
    let index = reader.searcher().index().clone();
    positioned::register(&index, &Arc::new(Flow::of(&Options::default())));
    let all = verified.articles.max(1);
    let sample = options.sample.unwrap_or(all).min(all);
    let (seen, compared) = (AtomicU64::new(0), AtomicU64::new(0));
    let findings = Mutex::new(Vec::new());
    for (number, segment) in reader.searcher().segment_readers().iter().enumerate() {
        let sums = agreement::searchable(segment, &index.schema())?;
        let comparing =
            Comparing { reader, index: &index, segment: number as u32, sums: &sums, findings: &findings };
        let article_number: Column<u64> = segment.fast_fields().u64(NUMBER)?;
        let docs = wanted(segment, &article_number, (sample, all), &seen);
        let threads = thread::available_parallelism().map_or(1, usize::from);
        let part = docs.len().div_ceil(threads).max(1);
        thread::scope(|scope| {
            let compare_part = |docs: &[(DocId, bool)]| {
                let mut analyzer = Analyzer::without_names();
                for (doc, is_article) in docs {
                    if observer.cancelled() {
                        break;
                    }
                    comparing.compare(*doc, *is_article, &mut analyzer)?;
                    if *is_article {
                        let done = compared.fetch_add(1, Ordering::Relaxed) + 1;
                        if done.is_multiple_of(NEWS_EVERY) {
                            observer.progress(Progress::Comparing { articles: done, of: sample });
                        }
                    }
                }
                Ok::<_, ArchiveError>(())
            };
            let parts: Vec<_> =
                docs.chunks(part).map(|docs| scope.spawn(move || compare_part(docs))).collect();
            parts
                .into_iter()
                .try_for_each(|part| part.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
        })?;
    }
    verified.compared = compared.into_inner();
    let mut findings = findings.into_inner().unwrap_or_else(PoisonError::into_inner);
    findings.sort_by_key(|(at, _): &(DocAddress, Finding)| *at);
    verified.findings.extend(findings.into_iter().map(|(_, finding)| finding));
    Ok(())
}

/// The documents of a segment to compare, and whether each is an article: all files, and the articles of a sample that is
/// spread over the whole index.
fn wanted(
    segment: &SegmentReader,
    number: &Column<u64>,
    (sample, all): (u64, u64),
    seen: &AtomicU64,
) -> Vec<(DocId, bool)> {
    let is_wanted = |doc: DocId| {
        if number.first(doc).is_none() {
            return Some((doc, false));
        }
        let at = seen.fetch_add(1, Ordering::Relaxed);
        let before = u128::from(at) * u128::from(sample) / u128::from(all);
        let after = u128::from(at + 1) * u128::from(sample) / u128::from(all);
        (after > before).then_some((doc, true))
    };
    segment.doc_ids_alive().filter_map(is_wanted).collect()
}

/// Compares documents of a segment.
struct Comparing<'c> {
    reader: &'c Reader,
    index: &'c Index,
    segment: u32,
    sums: &'c [u64],
    findings: &'c Mutex<Vec<(DocAddress, Finding)>>,
}

impl Comparing<'_> {
    fn compare(&self, doc: DocId, is_article: bool, analyzer: &mut Analyzer) -> Result<(), ArchiveError> {
        let at = DocAddress::new(self.segment, doc);
        let made = if is_article { self.of_article(at, analyzer) } else { self.of_file(at) };
        let finding = match made {
            Ok((sum, ..)) if self.sums.get(doc as usize) == Some(&sum) => return Ok(()),
            Ok((_, article, path)) => Finding::Differs { article, path },
            Err(ArchiveError::Record(_)) => Finding::Differs { article: None, path: String::new() },
            Err(error) => return Err(error),
        };
        self.findings.lock().unwrap_or_else(PoisonError::into_inner).push((at, finding));
        Ok(())
    }

    /// The sum that an article's record gives, with its id and path.
    fn of_article(
        &self,
        at: DocAddress,
        analyzer: &mut Analyzer,
    ) -> Result<(u64, Option<ArticleId>, String), ArchiveError> {
        let record: ArticleRecord = self.reader.article(at)?;
        let analysis = analyzer.analyze_with(&record.article, record.names.clone());
        let document = schema::article_document(self.reader.fields(), &record, &analysis)?;
        Ok((agreement::expected(&document, self.index)?, Some(record.id), record.path))
    }

    /// The sum that a file's record gives, with its path.
    fn of_file(&self, at: DocAddress) -> Result<(u64, Option<ArticleId>, String), ArchiveError> {
        let record = self.reader.file_at(at)?;
        let document = schema::file_document(self.reader.fields(), &record)?;
        Ok((agreement::expected(&document, self.index)?, None, record.path))
    }
}
