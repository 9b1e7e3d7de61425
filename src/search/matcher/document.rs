//! A stored text with the positions that the index gives to its words.

use std::ops::Range;

use names::tokens::{Border, Token, tokenize};

use crate::{
    archive::{
        record::{ArticleRecord, StoredName},
        stemming::Stemming,
        stream::{BODY_START, StreamText, TITLE_WORDS},
        terms::is_indexed,
    },
    search::intervals::Interval,
};

/// One text of the archive, split once.
pub struct Document<'a> {
    text: &'a str,
    body_at: usize,
    names: &'a [StoredName],
    article: u64,
    stemming: Stemming,
    tokens: Vec<Token>,
    /// Byte ranges of the words that have positions.
    words: Vec<(u32, u32)>,
    /// How many of them belong to the headline.
    title_words: usize,
    /// How many words the headline has beyond these; a place that nothing stands on follows them.
    overflow: usize,
}

impl<'a> Document<'a> {
    /// The text of an article with its names.
    pub fn of(stream: &'a StreamText, record: &'a ArticleRecord) -> Self {
        let document = Self::new(&stream.text, stream.body_at, &record.names);
        document.in_article(record)
    }

    /// A part of an article's body as a text of its own, with the names that stand in it.
    pub fn of_part(text: &'a str, names: &'a [StoredName], record: &ArticleRecord) -> Self {
        Self::new(text, 0, names).in_article(record)
    }

    /// The same as a text of an article, in its language.
    fn in_article(self, record: &ArticleRecord) -> Self {
        let stemming = Stemming::of(record.article.language.as_deref());
        Self { article: record.id.number(), stemming, ..self }
    }

    /// Splits an English text: headline, blank line and body, which starts at the byte `body_at`.
    pub fn new(text: &'a str, body_at: usize, names: &'a [StoredName]) -> Self {
        let mut tokens = Vec::new();
        tokenize(text, &mut tokens);
        let is_title = |token: &Token| (token.start as usize) < body_at;
        let indexed = |token: &&Token| is_indexed(token, token.of(text));
        let border = tokens.partition_point(is_title);
        let words = tokens.iter().filter(indexed).map(|token| (token.start, token.end)).collect();
        let title_words = tokens[..border].iter().filter(indexed).take(TITLE_WORDS as usize).count();
        let stemming = Stemming::ENGLISH;
        let overflow = tokens[..border].iter().filter(indexed).count() - title_words;
        Self { text, body_at, names, article: 0, stemming, tokens, words, title_words, overflow }
    }

    /// Headline and body.
    pub fn text(&self) -> &'a str {
        self.text
    }

    /// The byte at which the body starts.
    pub fn body_at(&self) -> usize {
        self.body_at
    }

    /// The names of the article.
    pub fn names(&self) -> &'a [StoredName] {
        self.names
    }

    /// The article's number; 0 if the text is of none.
    pub fn article(&self) -> u64 {
        self.article
    }

    /// By which rules its words lose their endings.
    pub(super) fn stemming(&self) -> Stemming {
        self.stemming
    }

    /// All tokens, marks too.
    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// The positions of the words of a mention, from its first byte to behind its last; one at least, unless the text
    /// has no word from there on.
    pub(super) fn positions(&self, start: u32, end: u32) -> impl Iterator<Item = u32> {
        let first = self.words.partition_point(|(_, word_end)| *word_end <= start);
        let behind = self.words.partition_point(|(word_start, _)| *word_start < end);
        (first..behind.max(first + 1).min(self.words.len())).map(|i| self.position_of(i))
    }

    /// The positions of words with a border before them that is at least so deep.
    pub(super) fn starts(&self, least: Border) -> Vec<u32> {
        let mut starts = Vec::new();
        let mut border = Border::Paragraph;
        let mut words = self.words.iter().enumerate().peekable();
        for token in &self.tokens {
            border = border.max(token.border);
            if let Some((i, _)) = words.next_if(|(_, word)| word.0 == token.start) {
                if border >= least {
                    starts.push(self.position_of(i));
                }
                border = Border::None;
            }
        }
        starts
    }

    fn position_of(&self, i: usize) -> u32 {
        match i.checked_sub(self.title_words) {
            None => i as u32,
            Some(in_body) => {
                let gap = self.overflow > 0 && in_body >= self.overflow;
                BODY_START.saturating_add(in_body as u32 + u32::from(gap))
            }
        }
    }

    /// Every word that is indexed, with its position.
    pub(super) fn words(&self) -> impl Iterator<Item = (u32, &'a str)> {
        self.words.iter().enumerate().map(|(i, &(start, end))| {
            (self.position_of(i), self.text.get(start as usize..end as usize).unwrap_or(""))
        })
    }

    /// The bytes from the first word of an interval to its last.
    pub(super) fn bytes(&self, interval: Interval) -> Option<Range<usize>> {
        let (start, _) = self.word_at(interval.start)?;
        let (_, end) = self.word_at(interval.end)?;
        Some(start as usize..end as usize)
    }

    fn word_at(&self, position: u32) -> Option<(u32, u32)> {
        let i = match position.checked_sub(BODY_START) {
            None => position as usize,
            Some(in_body) if self.overflow > 0 && in_body as usize == self.overflow => return None,
            Some(in_body) => {
                let gap = self.overflow > 0 && in_body as usize > self.overflow;
                self.title_words + in_body as usize - usize::from(gap)
            }
        };
        self.words.get(i).copied()
    }
}
