//! Finds direct speech and who said it.
//!
//! [`marks`] finds what stands between quotation marks, [`cues`] the words around it that say that somebody
//! said it ("said X", "X told reporters", "according to X"), [`focus`] whom "he", "she" and "the minister"
//! mean, and [`turns`] carries a speaker on to what is said in the same breath. A speaker who is not clear
//! is left out: a wrong one is worse than none.

mod article;
mod cues;
mod focus;
mod marks;
mod subjects;
#[cfg(test)]
mod tests;
mod turns;
mod words;

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::{Mention, Name, tokens::Token};
use article::Article;
pub(crate) use words::is_role;

/// What somebody said, in their own words.
///
/// A quote that goes on over several paragraphs is one for each of them, and one that is interrupted by its
/// attribution is two.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quote {
    /// UTF-8 byte offsets of what stands between the quotation marks.
    pub range: Range<u32>,
    /// The index of the name of the person or organization who speaks; none where that is not clear.
    pub speaker: Option<u32>,
    /// Where the verb of saying stands, or "according to"; none where the quote goes on without a new one.
    pub cue: Option<Range<u32>>,
    /// Whether the article has only a pronoun or a description for the speaker: "he said", "the mayor said".
    pub pronoun: bool,
}

/// The quotes of `text`, in its order; `names` are those that [`crate::resolve`] made of `mentions`.
///
/// Words in quotation marks that nobody is said to have said are left out when they are few or look like a
/// title.
pub fn quotes(text: &str, tokens: &[Token], mentions: &[Mention], names: &[Name]) -> Vec<Quote> {
    let mut spans = marks::spans(text, tokens);
    if spans.is_empty() {
        return Vec::new();
    }
    let article = Article::new(text, tokens, mentions, names);
    // What stands within a name is what somebody is called: Ann "Buck" Lund.
    let is_in_name = |span: &marks::Span| {
        let mention = article.mention_at(span.opening);
        mention.is_some() && mention == article.mention_at(span.behind - 1)
    };
    spans.retain(|span| !is_in_name(span));
    turns::quotes(&article, &spans)
}
