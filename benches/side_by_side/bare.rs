//! The search engine alone: each file a document with its text stored, its words stemmed and as written, both with positions.
//!
//! It reads no dates, finds no names and keeps no ledger: what `morgue` does beside it is what the ratio shows.

use std::{fs, path::Path, thread};

use frostem::{Algorithm, Stemmer};
use tantivy::{
    Index, IndexSettings, Searcher, TantivyDocument, Term,
    collector::{Count, TopDocs},
    directory::MmapDirectory,
    query::{BooleanQuery, PhraseQuery, Query, RegexQuery, TermQuery},
    schema::{Field, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions},
    store::{Compressor, ZstdCompressor},
    tokenizer::{LowerCaser, SimpleTokenizer, TextAnalyzer, Token, TokenFilter, TokenStream, Tokenizer},
};

use crate::{Result, asks::Ask, files::texts};

/// Memory of the engine's writer: what `morgue` gives its own by default.
const BUDGET: usize = 170_000_000;

/// Indexes the texts below a folder.
pub(crate) fn index(folder: &Path, home: &Path) -> Result<()> {
    fs::create_dir_all(home)?;
    let mut schema = Schema::builder();
    let words = |tokenizer| {
        let indexing = TextFieldIndexing::default().set_tokenizer(tokenizer);
        TextOptions::default()
            .set_indexing_options(indexing.set_index_option(IndexRecordOption::WithFreqsAndPositions))
    };
    let path = schema.add_text_field("path", STRING | STORED);
    let text = schema.add_text_field("text", words("stemmed").set_stored());
    let written = schema.add_text_field("written", words("written"));
    let compression = Compressor::Zstd(ZstdCompressor::default());
    let settings = IndexSettings { docstore_compression: compression, ..IndexSettings::default() };
    let index = Index::builder().schema(schema.build()).settings(settings).create_in_dir(home)?;
    register(&index);
    let threads = thread::available_parallelism().map_or(2, usize::from);
    let mut writer =
        index.writer_with_num_threads::<TantivyDocument>(threads, BUDGET.max(threads * 16_000_000))?;
    for file in texts(folder) {
        let content = String::from_utf8_lossy(&fs::read(&file)?).into_owned();
        let mut document = TantivyDocument::default();
        document.add_text(path, file.to_string_lossy());
        document.add_text(written, &content);
        document.add_text(text, content);
        writer.add_document(document)?;
    }
    writer.commit()?;
    writer.wait_merging_threads()?;
    Ok(())
}

fn register(index: &Index) {
    let written = TextAnalyzer::from(SimpleTokenizer::default());
    let stemmed = TextAnalyzer::builder(SimpleTokenizer::default()).filter(LowerCaser).filter(Stem);
    index.tokenizers().register("written", written);
    index.tokenizers().register("stemmed", stemmed.build());
}

/// An index that was made so.
pub(crate) struct Bare {
    searcher: Searcher,
    text: Field,
}

impl Bare {
    pub(crate) fn open(home: &Path) -> Result<Self> {
        let index = Index::open(MmapDirectory::open(home)?)?;
        register(&index);
        let text = index.schema().get_field("text")?;
        Ok(Self { searcher: index.reader()?.searcher(), text })
    }

    /// The ten best articles; none if the engine alone has no such question.
    pub(crate) fn ten(&self, ask: &Ask) -> Result<Option<usize>> {
        let Some(query) = self.query(ask)? else { return Ok(None) };
        let best = self.searcher.search(&*query, &TopDocs::with_limit(10).order_by_score())?;
        Ok(Some(best.len()))
    }

    /// The same, and how many match, which no article can be passed over for.
    pub(crate) fn ten_and_total(&self, ask: &Ask) -> Result<Option<usize>> {
        let Some(query) = self.query(ask)? else { return Ok(None) };
        let best = TopDocs::with_limit(10).order_by_score();
        let (_, total) = self.searcher.search(&*query, &(best, Count))?;
        Ok(Some(total))
    }

    fn query(&self, ask: &Ask) -> Result<Option<Box<dyn Query>>> {
        let term = |word: &String| {
            let stem = Stemmer::new(Algorithm::English).stem(&word.to_lowercase()).into_owned();
            Term::from_field_text(self.text, &stem)
        };
        let query: Box<dyn Query> = match ask {
            Ask::Words(words) => {
                let each = words.iter().map(|word| {
                    Box::new(TermQuery::new(term(word), IndexRecordOption::WithFreqs)) as Box<dyn Query>
                });
                Box::new(BooleanQuery::intersection(each.collect()))
            }
            Ask::Phrase(words) => Box::new(PhraseQuery::new(words.iter().map(term).collect())),
            Ask::Wildcard(beginning) => {
                Box::new(RegexQuery::from_pattern(&format!("{beginning}.*"), self.text)?)
            }
            Ask::Near(..) | Ask::Person(_) | Ask::PersonWordDate(..) => return Ok(None),
        };
        Ok(Some(query))
    }
}

/// Takes the endings off English words, with the stemmer that `morgue` uses.
#[derive(Clone)]
struct Stem;

impl TokenFilter for Stem {
    type Tokenizer<T: Tokenizer> = Stemming<T>;

    fn transform<T: Tokenizer>(self, tokenizer: T) -> Stemming<T> {
        Stemming(tokenizer)
    }
}

#[derive(Clone)]
struct Stemming<T>(T);

impl<T: Tokenizer> Tokenizer for Stemming<T> {
    type TokenStream<'a> = Stemmed<T::TokenStream<'a>>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Self::TokenStream<'a> {
        Stemmed(self.0.token_stream(text))
    }
}

struct Stemmed<S>(S);

impl<S: TokenStream> TokenStream for Stemmed<S> {
    fn advance(&mut self) -> bool {
        if !self.0.advance() {
            return false;
        }
        let token = self.0.token_mut();
        let stem = Stemmer::new(Algorithm::English).stem(&token.text).into_owned();
        token.text = stem;
        true
    }

    fn token(&self) -> &Token {
        self.0.token()
    }

    fn token_mut(&mut self) -> &mut Token {
        self.0.token_mut()
    }
}
