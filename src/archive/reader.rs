//! Reads an archive: articles by id or path, files, totals.
//!
//! A reader sees the last whole commit for as long as it lives, whatever a writer does meanwhile.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    sync::{Arc, OnceLock},
};

use intake::{BETWEEN, Date};
use names::Kind;
use tantivy::{
    DocAddress, DocId, DocSet, ReloadPolicy, Searcher, TERMINATED, TantivyError, Term,
    columnar::Column,
    directory::{MmapDirectory, error::OpenDirectoryError},
    schema::{Field, IndexRecordOption},
};

use super::{
    Archive, ArchiveError, Languages,
    commit::{Payload, open_index},
    copies::Copies,
    counting,
    directory::ReadingDirectory,
    files,
    record::{ArticleRecord, FileRecord},
    schema::{self, ARTICLE, Fields, SKIPPED, TROUBLED},
    stream::key_mark,
};

/// How often a reader opens an index anew whose files vanish under it.
const OPEN_TRIES: usize = 10;

/// Blocks of records that are held unpacked, of each segment: who reads on in one finds it there.
const BLOCKS_HELD: usize = 8;

/// The last whole commit of an archive.
pub struct Reader {
    searcher: Searcher,
    fields: Fields,
    payload: Payload,
    index_bytes: u64,
    folder: PathBuf,
    copies: OnceLock<Arc<Copies>>,
    languages: OnceLock<Languages>,
    gone: OnceLock<Vec<Vec<DocId>>>,
    folds_copies: bool,
}

/// What a prefix of an id leads to.
pub enum Lookup<R> {
    /// Nothing.
    Missing,
    /// Just this.
    One(R),
    /// Several; here are their full ids.
    Several(Vec<String>),
}

/// Totals of an archive.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Status {
    /// Articles.
    pub articles: u64,
    /// Files of the ledger.
    pub files: u64,
    /// Files that no format claims.
    pub skipped: u64,
    /// Files with problems.
    pub problems: u64,
    /// Articles with a date.
    pub dated: u64,
    /// Bytes of the articles' texts.
    pub text_bytes: u64,
    /// The languages of the articles.
    pub languages: Languages,
    /// Bytes of the index on disk.
    pub index_bytes: u64,
    /// Rises with every commit.
    pub generation: u64,
}

impl Reader {
    /// Opens the last whole commit.
    pub fn open(archive: &Archive) -> Result<Self, ArchiveError> {
        if !archive.is_indexed() {
            return Err(ArchiveError::NotIndexed(archive.root().to_owned()));
        }
        Self::open_in(&archive.index())
    }

    pub(super) fn open_in(folder: &Path) -> Result<Self, ArchiveError> {
        let mut tries = 0;
        loop {
            match Self::open_once(folder) {
                // A writer has swept the commit away that was being opened: there is a newer one.
                Err(ArchiveError::Engine(TantivyError::OpenReadError(_))) if tries < OPEN_TRIES => tries += 1,
                result => return result,
            }
        }
    }

    fn open_once(folder: &Path) -> Result<Self, ArchiveError> {
        let (index, payload) = open_index(folder, ReadingDirectory(MmapDirectory::open(folder)?))?;
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual);
        let reader = reader.doc_store_cache_num_blocks(BLOCKS_HELD).try_into()?;
        let (_, fields) = schema::build();
        let index_bytes = files::folder_bytes(folder);
        Ok(Self {
            searcher: reader.searcher(),
            fields,
            payload,
            index_bytes,
            folder: folder.to_owned(),
            copies: OnceLock::new(),
            languages: OnceLock::new(),
            gone: OnceLock::new(),
            folds_copies: false,
        })
    }

    /// The copies and versions among the articles.
    pub fn copies(&self) -> Result<&Arc<Copies>, ArchiveError> {
        if let Some(copies) = self.copies.get() {
            return Ok(copies);
        }
        let copies = Arc::new(Copies::open(&self.folder, &self.searcher)?);
        Ok(self.copies.get_or_init(|| copies))
    }

    /// The languages of the articles.
    pub fn languages(&self) -> Result<&Languages, ArchiveError> {
        if let Some(languages) = self.languages.get() {
            return Ok(languages);
        }
        let languages = self.count_languages()?;
        Ok(self.languages.get_or_init(|| languages))
    }

    /// The documents of each segment that were taken out.
    pub(super) fn gone(&self) -> &[Vec<DocId>] {
        let of_segments = || self.searcher.segment_readers().iter().map(counting::gone).collect();
        self.gone.get_or_init(of_segments)
    }

    /// From now on a group of copies counts once in every answer, and older versions do not; or each counts again.
    pub fn fold_copies(&mut self, folds: bool) {
        self.folds_copies = folds;
    }

    /// The copies and versions that count once, if there are any.
    pub fn folded(&self) -> Result<Option<&Arc<Copies>>, ArchiveError> {
        if !self.folds_copies {
            return Ok(None);
        }
        self.copies().map(|copies| (!copies.is_empty()).then_some(copies))
    }

    /// The engine's view of the commit.
    pub fn searcher(&self) -> &Searcher {
        &self.searcher
    }

    /// The fields of the index.
    pub fn fields(&self) -> &Fields {
        &self.fields
    }

    /// Rises with every commit.
    pub fn generation(&self) -> u64 {
        self.payload.generation
    }

    /// Whether any article has a name with a key, those counted that were taken out and not yet swept away.
    pub fn has_name(&self, kind: Kind, key: &str) -> bool {
        let term = Term::from_field_text(self.fields.marks, &key_mark(kind, key));
        self.searcher.doc_freq(&term).is_ok_and(|articles| articles > 0)
    }

    /// The addresses of the documents that have a term.
    pub(super) fn addresses(&self, field: Field, term: &str) -> Result<Vec<DocAddress>, ArchiveError> {
        let term = Term::from_field_text(field, term);
        let mut found = Vec::new();
        for (segment, reader) in self.searcher.segment_readers().iter().enumerate() {
            let inverted = reader.inverted_index(field)?;
            let postings = inverted.read_postings(&term, IndexRecordOption::Basic);
            let Some(mut postings) = postings.map_err(TantivyError::from)? else { continue };
            while postings.doc() != TERMINATED {
                if reader.alive_bitset().is_none_or(|alive| alive.is_alive(postings.doc())) {
                    found.push(DocAddress::new(segment as u32, postings.doc()));
                }
                postings.advance();
            }
        }
        Ok(found)
    }

    /// The article whose id begins with `prefix`.
    pub fn by_id(&self, prefix: &str) -> Result<Lookup<ArticleRecord>, ArchiveError> {
        let prefix = prefix.to_ascii_lowercase();
        if prefix.is_empty() || !prefix.bytes().all(|b| b.is_ascii_alphanumeric()) {
            return Ok(Lookup::Missing);
        }
        let mut ids = std::collections::BTreeSet::new();
        for reader in self.searcher.segment_readers() {
            let inverted = reader.inverted_index(self.fields.id)?;
            let mut stream =
                inverted.terms().range().ge(&prefix).into_stream().map_err(TantivyError::from)?;
            while stream.advance() && stream.key().starts_with(prefix.as_bytes()) && ids.len() < 20 {
                ids.insert(String::from_utf8_lossy(stream.key()).into_owned());
            }
        }
        let mut alive = Vec::new();
        for id in ids {
            alive.extend(self.addresses(self.fields.id, &id)?.into_iter().map(|at| (id.clone(), at)));
        }
        Ok(match alive.as_slice() {
            [] => Lookup::Missing,
            [(_, at)] => Lookup::One(self.article(*at)?),
            _ => Lookup::Several(alive.into_iter().map(|(id, _)| id).collect()),
        })
    }

    /// The articles of a file, in the order in which they were found.
    pub fn articles_of(&self, path: &str) -> Result<Vec<ArticleRecord>, ArchiveError> {
        let mut articles = Vec::new();
        self.each_article_of(path, |article| articles.push(article))?;
        Ok(articles)
    }

    /// The articles of a file one by one.
    pub(super) fn each_article_of(
        &self,
        path: &str,
        mut take: impl FnMut(ArticleRecord),
    ) -> Result<(), ArchiveError> {
        let column = self.segment_columns("bytes")?;
        for at in self.addresses(self.fields.file, path)? {
            if column[at.segment_ord as usize].first(at.doc_id).is_some() {
                take(self.article(at)?);
            }
        }
        Ok(())
    }

    /// The articles at a path: those of a file, of a member (`1996.zip!/06/18.xml`), or of a container in one.
    pub fn articles_at(&self, path: &str) -> Result<Vec<ArticleRecord>, ArchiveError> {
        let of_file = self.articles_of(path)?;
        if !path.contains(BETWEEN) || !of_file.is_empty() {
            return Ok(of_file);
        }
        let below = format!("{path}{BETWEEN}");
        let mut places = BTreeSet::from([path.to_owned()]);
        for reader in self.searcher.segment_readers() {
            let inverted = reader.inverted_index(self.fields.place)?;
            let mut stream = inverted.terms().range().ge(&below).into_stream().map_err(TantivyError::from)?;
            while stream.advance() && stream.key().starts_with(below.as_bytes()) {
                places.insert(String::from_utf8_lossy(stream.key()).into_owned());
            }
        }
        let mut articles = Vec::new();
        for place in places {
            for at in self.addresses(self.fields.place, &place)? {
                articles.push(self.article(at)?);
            }
        }
        Ok(articles)
    }

    /// What the ledger has of a file.
    pub fn file(&self, path: &str) -> Result<Option<FileRecord>, ArchiveError> {
        let column = self.segment_columns("path_hash")?;
        let at = self.addresses(self.fields.file, path)?;
        let file = at.into_iter().find(|at| column[at.segment_ord as usize].first(at.doc_id).is_some());
        file.map(|at| self.record(at)).transpose()
    }

    pub(super) fn file_at(&self, at: DocAddress) -> Result<FileRecord, ArchiveError> {
        self.record(at)
    }

    /// Calls `take` for every file with problems.
    pub fn troubled_files(&self) -> Result<Vec<FileRecord>, ArchiveError> {
        self.files_flagged(TROUBLED)
    }

    /// Every file that no format claims.
    pub fn skipped_files(&self) -> Result<Vec<FileRecord>, ArchiveError> {
        self.files_flagged(SKIPPED)
    }

    fn files_flagged(&self, flag: &str) -> Result<Vec<FileRecord>, ArchiveError> {
        let mut files = Vec::new();
        for at in self.addresses(self.fields.flags, flag)? {
            files.push(self.record::<FileRecord>(at)?);
        }
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(files)
    }

    fn segment_columns(&self, name: &str) -> Result<Vec<Column<u64>>, ArchiveError> {
        let readers = self.searcher.segment_readers().iter();
        Ok(readers.map(|reader| reader.fast_fields().u64(name)).collect::<Result<_, _>>()?)
    }

    /// How many documents have a flag.
    fn flagged(&self, flag: &str) -> Result<u64, ArchiveError> {
        self.count(self.fields.flags, flag)
    }

    /// How many articles there are.
    pub fn articles(&self) -> Result<u64, ArchiveError> {
        self.flagged(ARTICLE)
    }

    /// Totals.
    pub fn status(&self) -> Result<Status, ArchiveError> {
        let mut text_bytes = 0;
        for (reader, bytes) in self.searcher.segment_readers().iter().zip(self.segment_columns("bytes")?) {
            text_bytes += reader.doc_ids_alive().filter_map(|doc| bytes.first(doc)).sum::<u64>();
        }
        Ok(Status {
            articles: self.articles()?,
            files: self.flagged(schema::FILE)?,
            skipped: self.flagged(SKIPPED)?,
            problems: self.flagged(TROUBLED)?,
            dated: self.flagged(schema::DATED)?,
            text_bytes,
            languages: self.languages()?.clone(),
            index_bytes: self.index_bytes,
            generation: self.payload.generation,
        })
    }

    /// The articles with the earliest and the latest date.
    pub fn date_range(&self) -> Result<Option<(Date, Date)>, ArchiveError> {
        let mut range: Option<((i64, DocAddress), (i64, DocAddress))> = None;
        for (segment, reader) in self.searcher.segment_readers().iter().enumerate() {
            let from: Column<i64> = reader.fast_fields().i64("from")?;
            for doc in reader.doc_ids_alive() {
                if let Some(minute) = from.first(doc) {
                    let here = (minute, DocAddress::new(segment as u32, doc));
                    let (first, last) = range.get_or_insert((here, here));
                    *first = (*first).min(here);
                    *last = (*last).max(here);
                }
            }
        }
        let Some(((_, first), (_, last))) = range else { return Ok(None) };
        Ok(self.article(first)?.article.date.zip(self.article(last)?.article.date))
    }
}

impl From<OpenDirectoryError> for ArchiveError {
    fn from(error: OpenDirectoryError) -> Self {
        Self::Engine(error.into())
    }
}
