//! Finds the paragraphs of a plain text: which line ends are borders and which only the width of a page.
//!
//! Three customs are common: a line a paragraph; lines broken at a width, with a blank line or an indent between
//! paragraphs; and lines broken at a width with a blank line after every one. A break at a width can be recognised:
//! the first word of the next line would not have fitted any more. Names and phrases run over such breaks, so lines
//! are joined there, and only there: the lines of tables, lists and heads fall short of the width and stay lines.

use std::{borrow::Cow, collections::HashSet};

use crate::block::Block;

/// The widest line that is believed to be broken at a width.
const WIDEST: usize = 110;
/// The deepest that the first line of a paragraph stands further in.
const DEEPEST: usize = 12;
/// The narrowest page.
const NARROWEST: usize = 30;

/// A line with its surroundings.
struct Line<'a> {
    text: &'a str,
    /// Characters in it.
    width: usize,
    /// Characters of white space before it.
    indent: usize,
    /// Whether a blank line or the start of the text stands before it.
    gap: bool,
}

/// The paragraphs of a text.
pub(crate) fn blocks(text: &str) -> Vec<Block<'_>> {
    let lines = lines(text);
    match page(&lines) {
        Some(page) => join(&lines, &page, text),
        None => lines.iter().map(|line| Block::new(squeeze(line.text), line.gap)).collect(),
    }
}

fn lines(text: &str) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    let mut gap = true;
    for raw in text.split('\n') {
        let trimmed = raw.trim_start();
        let text = trimmed.trim_end();
        if text.is_empty() {
            gap = true;
            continue;
        }
        let indent = raw.len() - trimmed.len();
        lines.push(Line { text, width: text.chars().count(), indent, gap });
        gap = false;
    }
    lines
}

/// A page of broken lines.
struct Page {
    width: usize,
    /// A blank line stands after every line and means nothing.
    spaced: bool,
    /// All letters are capitals, so that a capital does not begin a sentence.
    capitals: bool,
}

impl Page {
    /// Whether the break between two lines is there because the page ended.
    fn breaks(&self, line: &Line<'_>, next: &Line<'_>) -> bool {
        let word = next.text.split(char::is_whitespace).next().unwrap_or_default();
        // A typist who leaves a blank line after every line leaves words to the next one early.
        let early = if self.spaced { 3 } else { 0 };
        // The first line of a paragraph may stand further in.
        let width = line.width + line.indent.saturating_sub(next.indent).min(DEEPEST);
        width + 1 + word.chars().count() + early > self.width && width <= self.width + 2
    }

    /// Whether a sentence goes on from one line to the next.
    fn flows(&self, line: &Line<'_>, next: &Line<'_>) -> bool {
        !ends_sentence(line.text) && (starts_small(next.text) || self.capitals && self.spaced)
    }

    /// Whether two lines belong to one paragraph.
    fn joins(&self, line: &Line<'_>, next: &Line<'_>) -> bool {
        let near = self.spaced || !next.gap;
        near && (self.flows(line, next) || next.indent <= line.indent + 1 && self.breaks(line, next))
    }
}

/// The page that the lines were broken for, if they were.
fn page(lines: &[Line<'_>]) -> Option<Page> {
    if lines.len() < 2 {
        return None;
    }
    let gaps = lines.iter().filter(|line| line.gap).count();
    let spaced = lines.len() >= 6 && gaps * 10 >= lines.len() * 9;
    let width = width(lines, spaced)?;
    let capitals = !lines.iter().any(|line| line.text.contains(char::is_lowercase));
    let page = Page { width, spaced, capitals };
    let (mut pairs, mut flowing, mut open, mut broken, mut ended) = (0usize, 0usize, 0usize, 0usize, 0usize);
    for pair in lines.windows(2).filter(|pair| spaced || !pair[1].gap) {
        let (flows, breaks) = (page.flows(&pair[0], &pair[1]), page.breaks(&pair[0], &pair[1]));
        pairs += 1;
        flowing += usize::from(flows);
        open += usize::from(flows || breaks && !ends_sentence(pair[0].text));
        broken += usize::from(breaks);
        ended += usize::from(!breaks && pair[0].width * 2 > width);
    }
    // Most lines of broken text begin in the middle of a sentence, hardly one of a list or of a line a paragraph.
    let in_sentences = flowing * 5 >= pairs * 2 || flowing * 5 >= pairs && open * 4 >= pairs * 3;
    let at_width = capitals && broken >= 3 && broken * 5 >= ended * 4;
    (flowing > 0 && in_sentences || at_width).then_some(page)
}

/// The width of the page: the widest of the lines that can have been broken.
fn width(lines: &[Line<'_>], spaced: bool) -> Option<usize> {
    let in_paragraph =
        |at: usize| spaced || !lines[at].gap || lines.get(at + 1).is_some_and(|next| !next.gap);
    let mut widths: Vec<usize> = (0..lines.len())
        .filter(|&at| in_paragraph(at) && lines[at].text.contains(char::is_whitespace))
        .map(|at| lines[at].width)
        .collect();
    widths.sort_unstable();
    // One line in fifty may be wider: a long address, a table.
    let width = *widths.get(widths.len().checked_sub(1 + widths.len() / 50)?)?;
    (NARROWEST..=WIDEST).contains(&width).then_some(width)
}

fn ends_sentence(line: &str) -> bool {
    line.trim_end_matches(['"', '”', '’', '\'', ')', ' ']).ends_with(['.', '!', '?', ':'])
}

fn starts_small(line: &str) -> bool {
    line.chars().find(|c| c.is_alphanumeric()).is_some_and(char::is_lowercase)
}

fn join<'a>(lines: &[Line<'a>], page: &Page, text: &str) -> Vec<Block<'a>> {
    let mut blocks: Vec<Block<'a>> = Vec::new();
    let mut words = Words { text, known: None };
    let mut at = 0;
    while at < lines.len() {
        let end = (at + 1..lines.len())
            .find(|&next| !page.joins(&lines[next - 1], &lines[next]))
            .unwrap_or(lines.len());
        let gap = lines[at].gap;
        if end == at + 1 {
            blocks.push(Block::new(squeeze(lines[at].text), gap));
        } else {
            blocks.push(Block::new(Cow::Owned(flow(&lines[at..end], &mut words)), gap));
        }
        at = end;
    }
    blocks
}

/// One line of text from many.
fn flow(lines: &[Line<'_>], words: &mut Words<'_>) -> String {
    let mut flow = String::with_capacity(lines.iter().map(|line| line.text.len() + 1).sum());
    for line in lines {
        if hyphenated(&flow) && line.text.starts_with(char::is_lowercase) {
            if words.know_joined(&flow, line.text) {
                flow.pop();
            }
        } else if !flow.is_empty() {
            flow.push(' ');
        }
        flow.push_str(&squeeze(line.text));
    }
    flow
}

fn hyphenated(text: &str) -> bool {
    text.strip_suffix('-').is_some_and(|text| text.ends_with(char::is_alphabetic))
}

/// The words of a text, gathered only when a hyphen at a line's end must be understood.
struct Words<'a> {
    text: &'a str,
    known: Option<HashSet<&'a str>>,
}

impl Words<'_> {
    /// Whether a word that a line end hyphenates occurs elsewhere without a hyphen.
    fn know_joined(&mut self, before: &str, after: &str) -> bool {
        let head =
            before.trim_end_matches('-').rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        let tail = after.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        let known = self.known.get_or_insert_with(|| self.text.split(|c: char| !c.is_alphabetic()).collect());
        known.contains(format!("{head}{tail}").as_str())
    }
}

/// A line with single spaces between its words.
pub(crate) fn squeeze(text: &str) -> Cow<'_, str> {
    let text = text.trim();
    if is_tidy(text) {
        return Cow::Borrowed(text);
    }
    let mut squeezed = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !squeezed.is_empty() {
            squeezed.push(' ');
        }
        squeezed.push_str(word);
    }
    Cow::Owned(squeezed)
}

/// Whether all white space in a text is single spaces.
///
/// This is asked of every line of a text: so bytes decide first, without a branch for each, and characters are looked at only
/// if there are others than those of ASCII.
fn is_tidy(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_double = |(one, next): (&u8, &u8)| [*one, *next] == [b' '; 2];
    let doubled = bytes.iter().zip(bytes.iter().skip(1)).fold(false, |any, pair| any | is_double(pair));
    let controls = bytes.iter().fold(false, |any, byte| any | (b'\t'..=b'\r').contains(byte));
    let is_foreign = |c: char| c.is_whitespace() && c != ' ';
    !doubled && !controls && (text.is_ascii() || !text.contains(is_foreign))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tidy_lines_have_single_spaces() {
        let blank = (char::MIN..=char::MAX).filter(|c| c.is_whitespace() && *c != ' ');
        for line in blank.map(|c| format!("the{c}mayor")).chain(["the  mayor".to_owned()]) {
            assert_eq!(squeeze(&line), "the mayor", "{line:?}");
        }
        assert!(matches!(squeeze(" “Zoë’s” \u{200b}\u{e9}\u{30a1} harbour "), Cow::Borrowed(_)));
    }

    fn check(text: &str, expected: &[&str]) {
        let blocks = blocks(text);
        let found: Vec<&str> = blocks.iter().map(|block| block.text.as_ref()).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn a_line_is_a_paragraph() {
        check(
            "Harbour closes\n\nThe mayor closed it.\nNobody knows  why.\n",
            &["Harbour closes", "The mayor closed it.", "Nobody knows why."],
        );
        check("", &[]);
        check(" \n\t\n", &[]);
    }

    #[test]
    fn lines_broken_at_a_width_are_joined() {
        let lines = [
            "HARBOUR CLOSES",
            "",
            "The mayor of Port Doe closed the harbour on",
            "Monday, after a long night of talks with",
            "the council and a letter by Jane van der",
            "Poe of New Roe, who had asked for it.",
            "It will open again in spring.",
            "",
            "Nobody knows why.",
        ];
        check(
            &lines.join("\n"),
            &[
                "HARBOUR CLOSES",
                "The mayor of Port Doe closed the harbour on Monday, after a long night of talks with the council and a \
             letter by Jane van der Poe of New Roe, who had asked for it.",
                "It will open again in spring.",
                "Nobody knows why.",
            ],
        );
    }

    #[test]
    fn indents_begin_paragraphs() {
        check(
            "   The mayor closed the harbour after a\nlong night of talks with the council of\nthe town, she said.\n   \
             Nobody knows why the council did so at\nthis time of the year.",
            &[
                "The mayor closed the harbour after a long night of talks with the council of the town, she said.",
                "Nobody knows why the council did so at this time of the year.",
            ],
        );
    }

    #[test]
    fn blank_lines_after_every_line_mean_nothing() {
        let lines = [
            "THE HARBOUR OF PORT DOE WAS CLOSED BY THE MAYOR AFTER",
            "A LONG NIGHT OF TALKS WITH THE COUNCIL .",
            "NOBODY KNOWS WHY, BUT JANE DOE AND JOHN VAN DER POE",
            "OF THE COUNCIL SAID THAT IT WOULD OPEN IN SPRING .",
            "UNTIL THEN ALL SHIPS WILL HAVE TO GO TO NEW ROE, SAID",
            "THE MAYOR IN A LETTER TO THE COUNCIL .",
        ];
        let found = blocks(&lines.join("\n\n")).len();
        assert_eq!(found, 2);
    }

    #[test]
    fn tables_and_lists_stay_lines() {
        let table = "1. Port Doe 12 7 3 2\n2. New Roe 12 6 4 2\n3. Poe Hill 12 6 3 3";
        check(table, &table.lines().collect::<Vec<_>>());
    }

    #[test]
    fn hyphens_at_line_ends_follow_the_rest_of_the_text() {
        check(
            "The international harbour of the town was closed by inter-\nnational agreement after a long-\nterm plan \
             had failed, she said.",
            &[
                "The international harbour of the town was closed by international agreement after a long-term plan had \
               failed, she said.",
            ],
        );
    }
}
