//! An article as the search for speakers sees it: which token belongs to which mention and name.

use super::marks::Blocks;
use crate::{
    Kind, Mention, Name, titles,
    tokens::{Border, Class, Token},
};

/// What no mention and no name has as its number.
const NONE: u32 = u32::MAX;

/// How many tokens before a name may be titles.
const TITLES: usize = 6;

/// A text with its tokens, mentions and names.
pub(super) struct Article<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: &'a [Token],
    pub(super) mentions: &'a [Mention],
    pub(super) names: &'a [Name],
    /// Where its paragraphs begin.
    pub(super) blocks: Blocks,
    /// The mention that each token belongs to.
    of_token: Vec<u32>,
    /// The name of each mention.
    of_mention: Vec<u32>,
}

impl<'a> Article<'a> {
    pub(super) fn new(
        text: &'a str,
        tokens: &'a [Token],
        mentions: &'a [Mention],
        names: &'a [Name],
    ) -> Self {
        let mut of_token = vec![NONE; tokens.len()];
        for (number, mention) in mentions.iter().enumerate() {
            let end = (mention.tokens.end as usize).min(tokens.len());
            if let Some(covered) = of_token.get_mut(mention.tokens.start as usize..end) {
                covered.fill(number as u32);
            }
        }
        let mut of_mention = vec![NONE; mentions.len()];
        for (number, name) in names.iter().enumerate() {
            for &mention in &name.mentions {
                if let Some(of_mention) = of_mention.get_mut(mention as usize) {
                    *of_mention = number as u32;
                }
            }
        }
        let blocks = Blocks::new(text, tokens);
        Self { text, tokens, mentions, names, blocks, of_token, of_mention }
    }

    /// The characters of a token; none outside of the text.
    pub(super) fn word(&self, at: usize) -> &'a str {
        self.tokens.get(at).map_or("", |token| token.of(self.text))
    }

    /// The characters of the token before `at`.
    pub(super) fn word_before(&self, at: usize) -> &'a str {
        at.checked_sub(1).map_or("", |before| self.word(before))
    }

    pub(super) fn is_mark(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.class == Class::Mark)
    }

    /// Whether a paragraph begins with a token.
    pub(super) fn begins_block(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| self.blocks.begin_with(token))
    }

    /// Whether a sentence begins with a token, at the start of a line too.
    pub(super) fn begins_sentence(&self, at: usize) -> bool {
        let border = self.tokens.get(at).map_or(Border::None, |token| token.border);
        let is_new_line = || self.begins_block(at) || matches!(self.word_before(at), "." | "?" | "!");
        border == Border::Sentence || border > Border::Sentence && is_new_line()
    }

    /// The number of the mention that a token belongs to.
    pub(super) fn mention_at(&self, at: usize) -> Option<usize> {
        self.of_token.get(at).filter(|&&mention| mention != NONE).map(|&mention| mention as usize)
    }

    /// The mention of `kind` that a token belongs to.
    pub(super) fn mention_of(&self, kind: Kind, at: usize) -> Option<usize> {
        self.mention_at(at).filter(|&mention| self.mentions[mention].kind == kind)
    }

    /// Whether a token is the first of its mention.
    pub(super) fn begins_mention(&self, at: usize) -> bool {
        self.mention_at(at).is_some_and(|mention| self.first(mention) == at)
    }

    /// The first token of a mention.
    pub(super) fn first(&self, mention: usize) -> usize {
        self.mentions[mention].tokens.start as usize
    }

    /// The token behind a mention.
    pub(super) fn behind(&self, mention: usize) -> usize {
        self.mentions[mention].tokens.end as usize
    }

    /// The name that a mention belongs to.
    pub(super) fn name(&self, mention: usize) -> Option<u32> {
        self.of_mention.get(mention).copied().filter(|&name| name != NONE)
    }

    /// Whether an "'s" stands behind a mention, so that it only says whose something is.
    pub(super) fn is_possessive(&self, mention: usize) -> bool {
        let last = self.word_before(self.behind(mention));
        let behind = self.word(self.behind(mention));
        [last, behind].iter().any(|word| matches!(*word, "'s" | "’s")) || matches!(behind, "'" | "’")
    }

    /// Where the titles before a mention begin: "President Lund".
    pub(super) fn with_titles(&self, mention: usize) -> usize {
        let mut first = self.first(mention);
        let limit = first.saturating_sub(TITLES);
        while first > limit && self.begins_title(first - 1) {
            first -= 1;
        }
        first
    }

    /// Whether a token is a title, or the point of one: "Mr.".
    fn begins_title(&self, at: usize) -> bool {
        let word = self.word(at);
        if word == "." {
            return at > 0 && self.word(at - 1).len() <= 4 && is_title(self.word(at - 1));
        }
        is_title(word)
    }
}

/// Whether a word is a title that stands before names.
pub(super) fn is_title(word: &str) -> bool {
    if word.len() > 16 || !word.is_ascii() {
        return false;
    }
    let mut low = [0; 16];
    let low = &mut low[..word.len()];
    low.copy_from_slice(word.as_bytes());
    low.make_ascii_lowercase();
    let low = std::str::from_utf8(low).unwrap_or("");
    titles::leading(|at| [low, "x"].get(at).copied()) == 1
}
