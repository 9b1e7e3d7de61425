//! From an article to what the index holds of it: one token stream, and every field made from that.
//!
//! The headline is the first paragraph of the stream and the body starts at a fixed position behind it, so that no
//! phrase and no distance crosses the border, and `title:` and `body:` are ranges of one field.

use std::ops::Range;

use intake::{Article, SubjectKind};
use names::{
    Kind, Mention, Name, Tagger, key,
    tokens::{Border, Token, tokenize},
};

use super::{
    copies::sentences::Sentences,
    forms::Forms,
    named::NOBODY,
    record::StoredName,
    stemming::Stemming,
    terms::{TermStream, Terms, is_indexed},
};

/// Position of the first word of every body. It is small, since the first position of a word in an article is stored as it
/// is: with 1024 all positions took a fifth more room.
pub const BODY_START: u32 = 64;

/// Position of the marks of names that only the file's metadata lists: they stand nowhere in the text.
pub const LISTED: u32 = BODY_START - 1;

/// Words of a headline beyond this many are taken for the beginning of the body, so that it stays below [`BODY_START`].
pub const TITLE_WORDS: u32 = LISTED - 1;

/// Marks at positions: a sentence starts here.
pub const SENTENCE_MARK: &str = "s";
/// Marks at positions: a paragraph starts here.
pub const PARAGRAPH_MARK: &str = "p";

/// The text whose tokens are indexed: headline, blank line, body.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StreamText {
    /// Headline and body.
    pub text: String,
    /// Byte offset of the body.
    pub body_at: usize,
}

impl StreamText {
    /// The stream of an article.
    pub fn of(article: &Article) -> Self {
        let body = article.body();
        match &article.title {
            None => Self { text: body, body_at: 0 },
            Some(title) => {
                let mut text = String::with_capacity(title.len() + 2 + body.len());
                text.push_str(title);
                text.push_str("\n\n");
                text.push_str(&body);
                Self { body_at: title.len() + 2, text }
            }
        }
    }
}

/// Tokens that are tagged together at most: some 600 kB of text, more than any article that somebody wrote.
const PIECE: usize = 128 * 1024;

/// Where the piece of tokens ends that starts at `from`: at the end of a paragraph, if it has one.
fn piece_end(tokens: &[Token], from: usize) -> usize {
    let most = from + PIECE;
    if most >= tokens.len() {
        return tokens.len();
    }
    let border = tokens[from + 1..=most].iter().rposition(|token| token.border == Border::Paragraph);
    border.map_or(most, |at| from + 1 + at)
}

/// The language in which names are found; in articles of no known language they are, too.
pub(super) const LANGUAGE_OF_NAMES: &str = "en";

/// What an article gives to the index.
#[derive(Default)]
pub struct Analysis {
    /// Main terms and parts of the stream's tokens.
    pub text: TermStream,
    /// The tokens as written, at the same positions: those whose main term has other forms here.
    pub written: TermStream,
    /// The words as written that are the only form of their main term here, each once.
    pub sole: TermStream,
    /// The headline's terms once more, for their weight.
    pub title: TermStream,
    /// Sentence and paragraph starts and the keys of names, at the same positions.
    pub marks: TermStream,
    /// People, organizations and places with their forms and mentions.
    pub names: Vec<StoredName>,
    /// By which model and rules they were found ([`names::version`]), 0 if none were looked for.
    pub finder: u32,
    /// A number for the headline, 0 without one, and one for each sentence of the body, by which copies are found.
    pub sentences: Vec<u32>,
    /// Length of the stream's text in bytes.
    pub text_bytes: usize,
}

/// Finds tokens, names and terms; keeps buffers and caches, so each thread has its own.
#[derive(Default)]
pub struct Analyzer {
    terms: Terms,
    forms: Forms,
    tagger: Tagger,
    tokens: Vec<Token>,
    /// The numbers of the words among them in `terms`.
    words: Vec<u32>,
    mentions: Vec<Mention>,
    skips_names: bool,
}

impl Analyzer {
    /// One that finds no names but those which a file's metadata lists.
    pub fn without_names() -> Self {
        Self { skips_names: true, ..Self::default() }
    }

    /// Analyses an article.
    pub fn analyze(&mut self, article: &Article) -> Analysis {
        let stream = StreamText::of(article);
        tokenize(&stream.text, &mut self.tokens);
        let names = self.find_names(&stream.text, article);
        let finder = if self.skips_names { NOBODY } else { names::version() };
        Analysis { finder, ..self.index(&stream, article, names) }
    }

    /// Analyses an article whose names are known already.
    pub fn analyze_with(&mut self, article: &Article, names: Vec<StoredName>) -> Analysis {
        let stream = StreamText::of(article);
        tokenize(&stream.text, &mut self.tokens);
        self.index(&stream, article, names)
    }

    /// What the index has of the tokens, with names in them.
    fn index(&mut self, stream: &StreamText, article: &Article, names: Vec<StoredName>) -> Analysis {
        let (text, text_bytes) = (TermStream::with_capacity(stream.text.len()), stream.text.len());
        let mut analysis = Analysis { text, names, text_bytes, ..Analysis::default() };
        let marks: Vec<String> =
            analysis.names.iter().map(|name| name_mark(name.kind, &name.canonical)).collect();
        let at = mentions_in_order(&analysis.names, &marks);
        let stemming = Stemming::of(article.language.as_deref());
        self.terms.trim();
        let surfaces = self.tokens.iter().map(|token| (token, token.of(&stream.text)));
        let indexed =
            surfaces.filter(|(token, surface)| is_indexed(token, surface)).map(|(_, surface)| surface);
        self.terms.words(stemming, indexed, &mut self.words);
        self.forms.begin(&self.words, &self.terms);
        self.fill(stream, &at, &marks, &mut analysis);
        self.forms.write(&self.terms, has_sole_forms(stemming), &mut analysis);
        analysis
    }

    /// The names that the tagger finds in a text as it stands, and its mentions.
    pub fn names_in(&mut self, text: &str) -> (Vec<Name>, &[Mention]) {
        tokenize(text, &mut self.tokens);
        self.tag(text);
        (names::resolve(text, &self.tokens, &self.mentions), &self.mentions)
    }

    fn find_names(&mut self, text: &str, article: &Article) -> Vec<StoredName> {
        self.mentions.clear();
        let is_known = article.language.as_deref().is_none_or(|language| language == LANGUAGE_OF_NAMES);
        if is_known && !self.skips_names {
            self.tag(text);
        }
        let found = names::resolve(text, &self.tokens, &self.mentions);
        let mut names: Vec<StoredName> =
            found.into_iter().map(|name| StoredName::found(name, &self.mentions)).collect();
        for subject in &article.subjects {
            add_subject(&mut names, kind_of(subject.kind), &subject.name);
        }
        names
    }

    /// Finds the mentions, piece by piece in a very long text, since the tagger holds much for each token.
    fn tag(&mut self, text: &str) {
        self.mentions.clear();
        let mut found = Vec::new();
        let mut from = 0;
        while from < self.tokens.len() {
            let to = piece_end(&self.tokens, from);
            self.tagger.tag(text, &self.tokens[from..to], &mut found);
            let shift = |tokens: Range<u32>| tokens.start + from as u32..tokens.end + from as u32;
            let shifted =
                found.drain(..).map(|mention| Mention { tokens: shift(mention.tokens.clone()), ..mention });
            self.mentions.extend(shifted);
            from = to;
        }
    }

    fn fill(
        &mut self,
        stream: &StreamText,
        mentions: &[(u32, u32, &str)],
        marks: &[String],
        analysis: &mut Analysis,
    ) {
        let (mut position, mut in_body) = (0, false);
        let mut listed = listed_marks(&analysis.names, marks);
        let mut mentions = mentions.iter().peekable();
        let mut words = self.words.iter();
        // The mentions that are not at their end yet: a name stands on each word of it.
        let mut open: Vec<(u32, &str)> = Vec::new();
        let (mut border, mut sentences) = (Border::Paragraph, Sentences::default());
        for token in &self.tokens {
            border = border.max(token.border);
            if !in_body && token.start as usize >= stream.body_at {
                in_body = true;
                sentences.end_headline();
                // A place between the two, so that no phrase crosses from a very long headline to the body.
                position += u32::from(position > BODY_START);
            }
            if position < BODY_START && (in_body || position >= TITLE_WORDS) {
                position = BODY_START;
                listed.drain(..).for_each(|mark| analysis.marks.push(LISTED, mark));
            }
            if !is_indexed(token, token.of(&stream.text)) {
                continue;
            }
            let Some(&word) = words.next() else { break };
            if border >= Border::Sentence {
                analysis.marks.push(position, SENTENCE_MARK);
                sentences.end();
            }
            if border >= Border::Line {
                analysis.marks.push(position, PARAGRAPH_MARK);
            }
            border = Border::None;
            open.retain(|(end, _)| token.start < *end);
            while let Some((_, end, mark)) = mentions.next_if(|(start, ..)| *start < token.end) {
                open.push((*end, mark));
            }
            for (_, mark) in &open {
                analysis.marks.push(position, mark);
            }
            self.forms.add(position, word, &self.terms);
            let terms = self.terms.get(word);
            sentences.push(terms.main());
            analysis.text.push_token(position, terms);
            if position < BODY_START {
                analysis.title.push_token(position, terms);
            }
            position += 1;
        }
        analysis.sentences = sentences.finish();
        // Those of an article without a body.
        for mark in listed {
            analysis.marks.push(LISTED, mark);
        }
    }
}

/// Whether words that are the only form of their stem are told from others: where the stem of a word, by which its positions are
/// found, is the same whatever the article.
fn has_sole_forms(stemming: Stemming) -> bool {
    stemming == Stemming::ENGLISH
}

/// For every mention the byte offsets of its start and end, and the mark of its name, in order.
fn mentions_in_order<'m>(names: &[StoredName], marks: &'m [String]) -> Vec<(u32, u32, &'m str)> {
    let mut at = Vec::with_capacity(names.iter().map(|name| name.mentions.len()).sum());
    for (name, mark) in names.iter().zip(marks) {
        at.extend(name.mentions.iter().map(|&(start, end)| (start, end, mark.as_str())));
    }
    at.sort_unstable();
    at
}

/// The marks of names without mentions.
fn listed_marks<'m>(names: &[StoredName], marks: &'m [String]) -> Vec<&'m str> {
    let listed = names.iter().zip(marks).filter(|(name, _)| name.mentions.is_empty());
    listed.map(|(_, mark)| mark.as_str()).collect()
}

/// The mark that stands at a name's mentions.
pub fn name_mark(kind: Kind, canonical: &str) -> String {
    key_mark(kind, &key::key_of(kind, canonical))
}

/// The mark of the names of a kind that have a key.
pub fn key_mark(kind: Kind, key: &str) -> String {
    let prefix = match kind {
        Kind::Person => "person:",
        Kind::Organization => "org:",
        Kind::Place => "place:",
    };
    format!("{prefix}{key}")
}

fn kind_of(kind: SubjectKind) -> Kind {
    match kind {
        SubjectKind::Person => Kind::Person,
        SubjectKind::Organization => Kind::Organization,
        SubjectKind::Place => Kind::Place,
    }
}

/// A subject of the file's metadata is the name of the text that has all of its words, or one of its own.
fn add_subject(names: &mut Vec<StoredName>, kind: Kind, subject: &str) {
    let wanted = key::words_of(kind, subject);
    if wanted.is_empty() {
        return;
    }
    let same = names.iter_mut().find(|name| {
        name.kind == kind
            && (key::matches_of(kind, &wanted, &name.canonical) || name.is_called(kind, &wanted))
    });
    match same {
        Some(name) => name.listed = true,
        None => names.push(StoredName {
            kind,
            canonical: subject.trim().to_owned(),
            forms: Vec::new(),
            mentions: Vec::new(),
            listed: true,
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_are_cut_at_paragraphs() {
        let mut tokens = Vec::new();
        tokenize(&format!("{}\n\n{}", "a ".repeat(PIECE - 5), "b ".repeat(PIECE)), &mut tokens);
        let first = piece_end(&tokens, 0);
        assert_eq!(first, PIECE - 5);
        assert_eq!(piece_end(&tokens, first), first + PIECE);
        tokenize(&"a ".repeat(PIECE + 10), &mut tokens);
        assert_eq!((piece_end(&tokens, 0), piece_end(&tokens, PIECE)), (PIECE, PIECE + 10));
    }
}
