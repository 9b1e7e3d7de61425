//! The fields of the index, and how an article and a file become documents of it.

use intake::Date;
use names::{Kind, key};
use tantivy::{
    TantivyDocument,
    schema::{
        BytesOptions, Field, IndexRecordOption, NumericOptions, STRING, Schema, SchemaBuilder,
        TextFieldIndexing, TextOptions,
    },
};

use super::{
    boilerplate::paragraphs,
    copies::address,
    dates::{self, Writer},
    ledger::{Stamp, readers},
    positioned::POSITIONED,
    record::{ArticleRecord, FileRecord, RecordError, encode},
    stream::Analysis,
    terms::{TermStream, slot_words},
};

/// Rises when an index made before cannot be read any more.
pub const FORMAT: u32 = 12;

/// The term in [`Fields::flags`] of every article.
pub const ARTICLE: &str = "article";
/// The term in [`Fields::flags`] of every file of the ledger.
pub const FILE: &str = "file";
/// The term in [`Fields::flags`] of articles with a date.
pub const DATED: &str = "dated";
/// The term in [`Fields::flags`] of files with problems.
pub const TROUBLED: &str = "troubled";
/// The term in [`Fields::flags`] of files that no format claims.
pub const SKIPPED: &str = "skipped";

/// The column of [`Fields::number`].
pub const NUMBER: &str = "number";
/// The column of [`Fields::source_name`].
pub const SOURCE: &str = "source_name";
/// The column of [`Fields::author_name`].
pub const AUTHOR: &str = "author_name";
/// The column of [`Fields::section_name`].
pub const SECTION: &str = "section_name";
/// The column of [`Fields::finder`].
pub(super) const FINDER: &str = "finder";
/// The column of [`Fields::readers`].
pub(super) const READERS: &str = "readers";
/// The column of [`Fields::from`].
pub const FROM: &str = "from";
/// The column of [`Fields::to`].
pub const TO: &str = "to";
/// The column of [`Fields::sentences`].
pub(super) const SENTENCES: &str = "sentences";
/// The column of [`Fields::paragraphs`].
pub(super) const PARAGRAPHS: &str = "paragraphs";
/// The column of [`Fields::numeric`].
pub(super) const NUMERIC: &str = "numeric";
/// The column of [`Fields::writer`].
pub(super) const WRITER: &str = "writer";
/// The column of [`Fields::revised`].
pub(super) const REVISED: &str = "revised";
/// The column of [`Fields::address`].
pub(super) const ADDRESS: &str = "address";

/// Minutes in a day, the step between two dates of [`Fields::from`].
pub const DAY_MINUTES: i64 = 24 * 60;

/// The fields by name.
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "each is explained where it is made, in `build`")]
pub struct Fields {
    pub flags: Field,
    pub file: Field,
    pub id: Field,
    pub number: Field,
    pub record: Field,
    pub text: Field,
    pub written: Field,
    pub sole: Field,
    pub title: Field,
    pub marks: Field,
    pub people: NameFields,
    pub organizations: NameFields,
    pub places: NameFields,
    pub source: Field,
    pub source_name: Field,
    pub author: Field,
    pub author_name: Field,
    pub section: Field,
    pub section_name: Field,
    pub language: Field,
    pub path: Field,
    pub from: Field,
    pub to: Field,
    pub bytes: Field,
    pub sentences: Field,
    pub paragraphs: Field,
    pub numeric: Field,
    pub writer: Field,
    pub revised: Field,
    pub address: Field,
    pub finder: Field,
    pub path_hash: Field,
    pub stamp: Field,
    pub readers: Field,
    pub place: Field,
    pub content: Field,
}

/// The fields of the names of one kind.
#[derive(Clone, Copy, Debug)]
pub struct NameFields {
    /// The words of each form on one position.
    pub words: Field,
    /// Column: the canonical form of each name.
    pub canonical: Field,
    /// Column: how many mentions each has, in the same order.
    pub mentions: Field,
    /// Column: key of a name and key of another form that the article has for it, with [`BETWEEN_KEYS`] between.
    pub variants: Field,
}

/// Stands between two keys, in which it does not occur.
pub const BETWEEN_KEYS: char = '\t';

/// The columns of the names of one kind: canonical form, mentions, variants.
pub(super) fn name_columns(kind: Kind) -> (&'static str, &'static str, &'static str) {
    match kind {
        Kind::Person => ("person_name", "person_mentions", "person_variants"),
        Kind::Organization => ("org_name", "org_mentions", "org_variants"),
        Kind::Place => ("place_name", "place_mentions", "place_variants"),
    }
}

impl Fields {
    /// The fields of the names of a kind.
    pub fn names(&self, kind: Kind) -> NameFields {
        match kind {
            Kind::Person => self.people,
            Kind::Organization => self.organizations,
            Kind::Place => self.places,
        }
    }
}

/// The schema with its fields.
pub fn build() -> (Schema, Fields) {
    let mut schema = Schema::builder();
    let positions = || positioned(IndexRecordOption::WithFreqsAndPositions, false);
    let fields = Fields {
        // What a document is: an article, a file, one with problems.
        flags: schema.add_text_field("flags", positioned(IndexRecordOption::Basic, false)),
        // Of which file a document is; an article's id, or `/` and a file's path: by these terms they are taken out.
        file: schema.add_text_field("file", STRING),
        id: schema.add_text_field("id", STRING),
        // The id as a number: what orders hits that are equal otherwise, however the index came about.
        number: schema.add_u64_field(NUMBER, column()),
        // The whole record: everything that is shown.
        record: schema.add_bytes_field("record", BytesOptions::default().set_stored()),
        // Headline and body, folded and stemmed.
        text: schema.add_text_field("text", positioned(IndexRecordOption::WithFreqsAndPositions, true)),
        // The same tokens as written, at the same positions, where their stem has other forms in the article.
        written: schema.add_text_field("written", positions()),
        // Words as written that are the only form of their stem in the article: they stand where it stands in `text`.
        sole: schema.add_text_field("sole", positioned(IndexRecordOption::Basic, false)),
        title: schema.add_text_field("title", positioned(IndexRecordOption::WithFreqs, true)),
        // Borders and names at the positions of `text`.
        marks: schema.add_text_field("marks", positions()),
        people: name_fields(&mut schema, "person", Kind::Person),
        organizations: name_fields(&mut schema, "org", Kind::Organization),
        places: name_fields(&mut schema, "place", Kind::Place),
        // Values whose words stand on one position each.
        source: schema.add_text_field("source", positions()),
        // Columns: the same values as they are shown.
        source_name: schema.add_text_field(SOURCE, TextOptions::default().set_fast("raw")),
        author: schema.add_text_field("author", positions()),
        author_name: schema.add_text_field(AUTHOR, TextOptions::default().set_fast("raw")),
        section: schema.add_text_field("section", positions()),
        section_name: schema.add_text_field(SECTION, TextOptions::default().set_fast("raw")),
        language: schema.add_text_field("language", positions()),
        path: schema.add_text_field("path", positions()),
        // The span that the article's date allows, both ends in it, in minutes since 1970.
        from: schema.add_i64_field(FROM, column()),
        to: schema.add_i64_field(TO, column()),
        // Bytes of the article's text; by which model and rules its names were found.
        bytes: schema.add_u64_field("bytes", column()),
        finder: schema.add_u64_field(FINDER, column()),
        // Numbers of the headline and each sentence, by which copies are found, and of each paragraph, for boilerplate.
        sentences: schema.add_u64_field(SENTENCES, column()),
        paragraphs: schema.add_u64_field(PARAGRAPHS, column()),
        // Of articles with dates in numbers: what they say of the order of day and month, and who wrote them.
        numeric: schema.add_u64_field(NUMERIC, column()),
        writer: schema.add_text_field(WRITER, TextOptions::default().set_fast("raw")),
        // When it was changed last, or else published, in minutes since 1970; and its url: by these versions are found.
        revised: schema.add_i64_field(REVISED, column()),
        address: schema.add_u64_field(ADDRESS, column()),
        // Of files: hash of the path, of size and time, the formats that read it with their versions.
        path_hash: schema.add_u64_field("path_hash", column()),
        stamp: schema.add_u64_field("stamp", column()),
        readers: schema.add_text_field(READERS, TextOptions::default().set_fast("raw")),
        // Path and member of an article in a file of several; the hash of a file's content.
        place: schema.add_text_field("member_place", STRING),
        content: schema.add_u64_field("content", column()),
    };
    (schema.build(), fields)
}

fn column() -> NumericOptions {
    NumericOptions::default().set_fast()
}

fn positioned(option: IndexRecordOption, lengths: bool) -> TextOptions {
    let indexing = TextFieldIndexing::default().set_tokenizer(POSITIONED).set_fieldnorms(lengths);
    TextOptions::default().set_indexing_options(indexing.set_index_option(option))
}

fn name_fields(schema: &mut SchemaBuilder, words: &str, kind: Kind) -> NameFields {
    let (canonical, mentions, variants) = name_columns(kind);
    NameFields {
        words: schema.add_text_field(words, positioned(IndexRecordOption::WithFreqsAndPositions, false)),
        canonical: schema.add_text_field(canonical, TextOptions::default().set_fast("raw")),
        mentions: schema.add_u64_field(mentions, column()),
        variants: schema.add_text_field(variants, TextOptions::default().set_fast("raw")),
    }
}

/// The bytes of an analysed article that wait to be indexed.
pub(super) fn bytes_on_the_way(analysis: &Analysis) -> u64 {
    let streams = [&analysis.text, &analysis.written, &analysis.sole, &analysis.title, &analysis.marks];
    streams.iter().map(|stream| stream.encoded.len() as u64).sum()
}

/// What the document of an article holds beside its record and its streams of terms, mostly.
const OTHER_BYTES: usize = 3000;

/// The document of an article.
pub fn article_document(
    fields: &Fields,
    record: &ArticleRecord,
    analysis: &Analysis,
) -> Result<TantivyDocument, RecordError> {
    let article = &record.article;
    let encoded = encode(record)?;
    let bytes = bytes_on_the_way(analysis) as usize + encoded.len() + OTHER_BYTES;
    let mut document = TantivyDocument::with_capacity(bytes);
    let mut flags = TermStream::default();
    flags.push(0, ARTICLE);
    if let Some(date) = article.date {
        flags.push(0, DATED);
        let (from, to) = span_minutes(date);
        document.add_i64(fields.from, from);
        document.add_i64(fields.to, to);
    }
    document.add_text(fields.flags, &flags.encoded);
    document.add_text(fields.file, &record.path);
    document.add_text(fields.id, record.id.to_string());
    document.add_u64(fields.number, record.id.number());
    document.add_bytes(fields.record, &encoded);
    document.add_text(fields.text, &analysis.text.encoded);
    document.add_text(fields.written, &analysis.written.encoded);
    document.add_text(fields.sole, &analysis.sole.encoded);
    document.add_text(fields.title, &analysis.title.encoded);
    document.add_text(fields.marks, &analysis.marks.encoded);
    document.add_u64(fields.finder, u64::from(record.finder));
    document.add_u64(fields.bytes, analysis.text_bytes as u64);
    document.add_text(fields.source, slots(article.source.as_slice()));
    if let Some(source) = &article.source {
        document.add_text(fields.source_name, source);
    }
    document.add_text(fields.author, slots(&article.authors));
    article.authors.iter().for_each(|author| document.add_text(fields.author_name, author));
    document.add_text(fields.section, slots(article.section.as_slice()));
    article.section.iter().for_each(|section| document.add_text(fields.section_name, section));
    document.add_text(fields.language, slots(article.language.as_slice()));
    let place = record.place();
    document.add_text(fields.path, slots(std::slice::from_ref(&place)));
    if article.member.is_some() {
        document.add_text(fields.place, place);
    }
    for kind in Kind::ALL {
        add_names(&mut document, fields.names(kind), kind, record);
    }
    add_sameness(&mut document, fields, record, analysis);
    Ok(document)
}

/// By what copies, versions, boilerplate and the order of day and month are known.
fn add_sameness(
    document: &mut TantivyDocument,
    fields: &Fields,
    record: &ArticleRecord,
    analysis: &Analysis,
) {
    let article = &record.article;
    for sentence in &analysis.sentences {
        document.add_u64(fields.sentences, u64::from(*sentence));
    }
    for paragraph in paragraphs::numbers(article) {
        document.add_u64(fields.paragraphs, paragraph);
    }
    let writer = Writer::of_record(record);
    if let Some(numeric) = dates::number(article, &writer) {
        document.add_u64(fields.numeric, numeric);
        writer.key.iter().for_each(|key| document.add_text(fields.writer, key));
    }
    if let Some(date) = article.modified.or(article.date) {
        document.add_i64(fields.revised, span_minutes(date).0);
    }
    if let Some(key) = article.url.as_deref().and_then(address::key) {
        document.add_u64(fields.address, key);
    }
}

fn add_names(document: &mut TantivyDocument, fields: NameFields, kind: Kind, record: &ArticleRecord) {
    let mut words = TermStream::default();
    for name in record.names.iter().filter(|name| name.kind == kind) {
        document.add_text(fields.canonical, &name.canonical);
        document.add_u64(fields.mentions, name.mentions.len() as u64);
        let own = key::key_of(kind, &name.canonical);
        words.push_slot(key::words_in(&own));
        let is_in_own = |word: &str| key::words_in(&own).any(|other| other == word);
        let mut keys: Vec<String> = Vec::new();
        // The first of all is the canonical one.
        for form in name.all_forms().skip(1) {
            let form_key = key::key_of(kind, form);
            // What is all in one form of a name needs no slot for another.
            if !key::words_in(&form_key).all(is_in_own) {
                words.push_slot(key::words_in(&form_key));
            }
            // That a surname stands for the person goes without saying.
            let is_bare = kind == Kind::Person && !form_key.contains(' ');
            if !is_bare && form_key != own && !keys.contains(&form_key) {
                document.add_text(fields.variants, format!("{own}{BETWEEN_KEYS}{form_key}"));
                keys.push(form_key);
            }
        }
    }
    document.add_text(fields.words, &words.encoded);
}

fn slots(values: &[String]) -> String {
    let mut stream = TermStream::default();
    for value in values {
        stream.push_slot(slot_words(value));
    }
    stream.encoded
}

/// First and last minute, since 1970, of the span that a date allows.
pub fn span_minutes(date: Date) -> (i64, i64) {
    let start = date.start().and_utc().timestamp() / 60;
    let end = (date.last_day().and_time(chrono::NaiveTime::MIN)).and_utc().timestamp() / 60 + DAY_MINUTES - 1;
    (start, end)
}

/// The term in [`Fields::id`] of a file's entry in the ledger: no id has a `/`.
pub(super) fn entry_term(path: &str) -> String {
    format!("/{path}")
}

/// The document of a file in the ledger.
pub fn file_document(fields: &Fields, record: &FileRecord) -> Result<TantivyDocument, RecordError> {
    let mut document = TantivyDocument::default();
    let mut flags = TermStream::default();
    flags.push(0, FILE);
    if !record.problems.is_empty() {
        flags.push(0, TROUBLED);
    }
    if record.is_skipped() {
        flags.push(0, SKIPPED);
    }
    let stamp = Stamp::of(record.size, record.modified);
    document.add_text(fields.flags, &flags.encoded);
    document.add_text(fields.file, &record.path);
    document.add_text(fields.id, entry_term(&record.path));
    document.add_u64(fields.path_hash, super::ledger::path_hash(&record.path));
    document.add_u64(fields.stamp, stamp.0);
    document.add_text(fields.readers, readers(record));
    document.add_u64(fields.content, record.content);
    document.add_bytes(fields.record, &encode(record)?);
    Ok(document)
}
