//! A text as the reference sees it: words, each with its sentence and paragraph.

use morgue::archive::{
    record::{ArticleRecord, StoredName},
    stemming::Stemming,
    stream::StreamText,
    terms::Terms,
};
use names::{
    fold::fold,
    tokens::{Border, Class, tokenize},
};

/// A word of a text.
pub(super) struct Word {
    /// Bytes.
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) written: String,
    pub(super) folded: String,
    /// All terms by which stemmed words find it.
    pub(super) stems: Vec<String>,
    pub(super) sentence: usize,
    pub(super) paragraph: usize,
    pub(super) in_title: bool,
}

/// A text.
pub(super) struct Page {
    pub(super) text: String,
    pub(super) words: Vec<Word>,
    /// The paragraph with which the body begins.
    pub(super) first_of_body: usize,
    pub(super) names: Vec<StoredName>,
    pub(super) number: u64,
}

impl Page {
    pub(super) fn of(record: &ArticleRecord, terms: &mut Terms) -> Self {
        let stream = StreamText::of(&record.article);
        let mut tokens = Vec::new();
        tokenize(&stream.text, &mut tokens);
        let (mut sentence, mut paragraph, mut has_begun) = (0, 0, false);
        let stemming = Stemming::of(record.article.language.as_deref());
        let mut words = Vec::new();
        let mut first_of_body = 0;
        for token in &tokens {
            let border = token.border;
            sentence += usize::from(border != Border::None);
            paragraph += usize::from(border >= Border::Line);
            let is_body = token.start as usize >= stream.body_at;
            if is_body && !has_begun {
                (has_begun, first_of_body) = (true, paragraph);
            }
            let written = token.of(&stream.text);
            if token.class != Class::Word || matches!(written.to_lowercase().as_str(), "'s" | "’s") {
                continue;
            }
            let of = terms.of(stemming, written);
            let stems = of.all().map(str::to_owned).collect();
            words.push(Word {
                start: token.start as usize,
                end: token.end as usize,
                written: written.to_owned(),
                folded: fold(written),
                stems,
                sentence,
                paragraph,
                in_title: !is_body,
            });
        }
        let names = record.names.clone();
        Self { text: stream.text, words, first_of_body, names, number: record.id.number() }
    }
}
