//! Every place that matches, with the words around it: keyword in context.
//!
//! The articles are read one by one and matched as for highlights, so what is counted here is what is marked there.

use std::ops::{ControlFlow, Range};

use names::fold::fold;

use super::{
    Catalog, Prepared, Request, engine,
    matcher::{self, Document, How},
    query::Query,
};
use crate::archive::{ArchiveError, record::ArticleRecord, stream::StreamText, terms::Terms};

/// One place that matches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Text before it, of the same field, in one line.
    pub left: String,
    /// What matches, in one line.
    pub keyword: String,
    /// Text behind it.
    pub right: String,
    /// How it matches.
    pub how: How,
    /// Whether it stands in the headline.
    pub in_title: bool,
    /// Its bytes in headline or body.
    pub range: Range<usize>,
}

/// What was gone through.
#[derive(Clone, Debug)]
pub struct Totals {
    /// How the question was understood.
    pub query: Query,
    /// Articles that match.
    pub articles: u64,
    /// Places that match in these.
    pub matches: u64,
}

/// By what lines are sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SortBy {
    /// The words before the match, the nearest first.
    Left,
    /// The words behind it.
    Right,
    /// The match itself.
    Keyword,
}

impl Line {
    /// The text by which lines are sorted: case and accents do not count.
    pub fn key(&self, by: SortBy) -> String {
        let folded = |text: &str| fold(text);
        let words = |text: &str| {
            let plain = |c: char| if c.is_alphanumeric() { c } else { ' ' };
            folded(text).chars().map(plain).collect::<String>()
        };
        match by {
            SortBy::Left => {
                let text = words(&self.left);
                text.split_whitespace().rev().collect::<Vec<_>>().join(" ")
            }
            SortBy::Right => words(&self.right).split_whitespace().collect::<Vec<_>>().join(" "),
            SortBy::Keyword => words(&self.keyword).split_whitespace().collect::<Vec<_>>().join(" "),
        }
    }
}

/// Calls `take` with every place that matches, of one article after the other in the order of the request (whose limit
/// and offset do not count), with at most `context` characters on each side,
/// until it breaks off.
pub fn each_line(
    catalog: &Catalog,
    request: &Request,
    context: usize,
    mut take: impl FnMut(&ArticleRecord, Line) -> ControlFlow<()>,
) -> Result<Totals, ArchiveError> {
    let reader = catalog.reader();
    let mut terms = Terms::default();
    let Prepared { query, tree } = request.prepare(catalog, &mut terms);
    let articles = reader.articles()? as usize;
    let page = engine::page(reader, &tree, request.sort, articles.max(1), 0)?;
    let mut matches = 0;
    'articles: for (_, at) in page.hits {
        let record = reader.article(at)?;
        let stream = StreamText::of(&record.article);
        let document = Document::of(&stream, &record);
        for highlight in matcher::highlights(&tree, &document, &mut terms) {
            matches += 1;
            if take(&record, line(&stream, &highlight, context)).is_break() {
                break 'articles;
            }
        }
    }
    Ok(Totals { query, articles: page.total, matches })
}

fn line(stream: &StreamText, highlight: &matcher::Highlight, context: usize) -> Line {
    let (text, range) = (stream.text.as_str(), highlight.range.clone());
    let in_title = range.start < stream.body_at;
    let (from, to) =
        if in_title { (0, stream.body_at.saturating_sub(2)) } else { (stream.body_at, text.len()) };
    let piece = |range: Range<usize>| text.get(range).unwrap_or_default();
    let right = in_one_line(piece(range.end..to.max(range.end)).chars()).take(context).collect();
    let mut left: Vec<char> = in_one_line(piece(from..range.start).chars().rev()).take(context).collect();
    left.reverse();
    Line {
        left: left.into_iter().collect(),
        keyword: in_one_line(piece(range.clone()).chars()).collect(),
        right,
        how: highlight.how,
        in_title,
        range: range.start.saturating_sub(from)..range.end.saturating_sub(from),
    }
}

/// Characters with one blank for any white space.
fn in_one_line(chars: impl Iterator<Item = char>) -> impl Iterator<Item = char> {
    let mut after_blank = false;
    chars.filter_map(move |c| {
        let is_blank = c.is_whitespace();
        let repeated = is_blank && std::mem::replace(&mut after_blank, is_blank);
        after_blank = is_blank;
        (!repeated).then_some(if is_blank { ' ' } else { c })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_show_what_is_around() {
        let text = "A gate\n\nThe old\n tidal  gate\nwas shut.";
        let stream = StreamText { text: text.to_owned(), body_at: 8 };
        let at = text.find("tidal").expect("a word");
        let highlight = matcher::Highlight { range: at..at + 11, how: How::Phrase, parts: 1 };
        let shown = line(&stream, &highlight, 5);
        assert_eq!(
            (shown.left.as_str(), shown.keyword.as_str(), shown.right.as_str()),
            (" old ", "tidal gate", " was ")
        );
        assert_eq!((shown.in_title, shown.range), (false, 9..20));
        let title = matcher::Highlight { range: 2..6, how: How::Word, parts: 1 };
        let shown = line(&stream, &title, 9);
        assert_eq!((shown.left.as_str(), shown.right.as_str(), shown.in_title), ("A ", "", true));
    }

    #[test]
    fn lines_are_sorted_by_words() {
        let line = Line {
            left: "Of the OLD, ".to_owned(),
            keyword: "Gate".to_owned(),
            right: " “was” shut".to_owned(),
            how: How::Word,
            in_title: false,
            range: 0..0,
        };
        let keys = [SortBy::Left, SortBy::Keyword, SortBy::Right].map(|by| line.key(by));
        assert_eq!(keys, ["old the of", "gate", "was shut"]);
    }
}
