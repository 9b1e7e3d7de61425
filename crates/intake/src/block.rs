//! A paragraph, heading or line of a text on its way to becoming part of an article.
//!
//! Every format that holds running text brings it into this form; what is headline, byline or boilerplate is then
//! decided in one place for all of them.

use std::borrow::Cow;

use crate::Cut;

/// A line of text with what its format knows about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Block<'a> {
    /// Its text, with single spaces and no line ends.
    pub(crate) text: Cow<'a, str>,
    /// Whether it stands apart from what is before it.
    pub(crate) gap: bool,
    /// Whether its markup makes it a heading.
    pub(crate) heading: bool,
    /// Why it is no part of the story.
    pub(crate) cut: Option<Cut>,
}

impl<'a> Block<'a> {
    /// A block without markup.
    pub(crate) fn new(text: Cow<'a, str>, gap: bool) -> Self {
        Self { text, gap, heading: false, cut: None }
    }

    /// Characters in its text.
    pub(crate) fn width(&self) -> usize {
        self.text.chars().count()
    }

    /// Whether it ends as a sentence does.
    pub(crate) fn is_sentence(&self) -> bool {
        let text = self.text.trim_end_matches(['"', '”', '’', '\'', ')', ']', '»', ' ']);
        text.ends_with(['.', '!', '?', '…', '。'])
    }
}
