//! Every place that matches, with the words around it: keyword in context.
//!
//! The articles are matched as for highlights, so what is counted here is what is marked there. They are read by several
//! threads, a window of the answer at a time and in it in the order in which they are stored; words whose lines nobody
//! wants are counted by their positions.

mod read;

use std::ops::{ControlFlow, Range};

use names::fold::fold;

use self::read::Task;
use super::{
    Catalog, Prepared, Request, engine,
    matcher::{self, How},
    query::Query,
};
use crate::archive::{ArchiveError, record::ArticleRecord, stream::StreamText, terms::Terms};

/// Articles that are read first.
const FIRST_WINDOW: usize = 64;

/// Articles that are read at a time at most.
const LARGEST_WINDOW: usize = 16_384;

/// Lines that are held at a time, about.
const LINES: usize = 20_000;

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

/// Which lines are wanted.
#[derive(Clone, Copy, Debug)]
pub struct Wanted {
    /// How many at most; the places behind the last are counted all the same.
    pub limit: usize,
    /// How many characters of text on each side at most.
    pub context: usize,
}

/// Makes something of every place that matches and calls `take` with it, until that breaks off: of one article after
/// the other in the order of the request, whose own limit and offset do not count.
///
/// `make` is called by several threads and in no order, with an article that may lack its names.
pub fn each_line<T: Send>(
    catalog: &Catalog,
    request: &Request,
    wanted: Wanted,
    make: impl Fn(&ArticleRecord, Line) -> T + Sync,
    mut take: impl FnMut(T) -> ControlFlow<()>,
) -> Result<Totals, ArchiveError> {
    let reader = catalog.reader();
    let Prepared { query, tree } = request.prepare(catalog, &mut Terms::default());
    let all = (reader.articles()? as usize).max(1);
    let page = engine::page(reader, &tree, request.sort, all, 0)?;
    let articles: Vec<_> = page.hits.into_iter().map(|(_, at)| at).collect();
    let mut totals = Totals { query, articles: page.total, matches: 0 };
    let counted = match wanted.limit {
        usize::MAX => None,
        _ => engine::occurrences(reader, &tree, &articles)?,
    };
    let needs_names = tree.asks_for_names();
    let (mut rest, mut window, mut left) = (articles.as_slice(), FIRST_WINDOW, wanted.limit);
    while !rest.is_empty() {
        if let (0, Some(counted)) = (left, counted) {
            totals.matches = counted;
            break;
        }
        let (now, later) = rest.split_at(window.min(rest.len()));
        let context = (left > 0).then_some(wanted.context);
        let read = read::read(&Task { reader, tree: &tree, needs_names, context, make: &make }, now)?;
        let matches: usize = read.iter().map(|article| article.matches).sum();
        totals.matches += matches as u64;
        for line in read.into_iter().flat_map(|article| article.lines).take(left) {
            left -= 1;
            if take(line).is_break() {
                return Ok(totals);
            }
        }
        rest = later;
        window = next_window(window, if left > 0 { matches } else { 0 });
    }
    Ok(totals)
}

/// How many articles are read at a time after so many, which had so many lines: few at first, since somebody waits for
/// the first line; then more, since articles that lie together are read together; never so many that their lines are
/// many in memory.
fn next_window(window: usize, lines: usize) -> usize {
    (window * LINES / lines.max(1)).min(window * 4).clamp(FIRST_WINDOW, LARGEST_WINDOW)
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
    fn windows_grow_as_lines_are_few() {
        let mut window = FIRST_WINDOW;
        let sizes: Vec<_> = [10, 10, 0, 10_000, 60_000, 90_000]
            .map(|lines| {
                window = next_window(window, lines);
                window
            })
            .into();
        assert_eq!(sizes, [256, 1024, 4096, 8192, 2730, 606]);
    }

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
