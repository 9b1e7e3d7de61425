//! Markdown: `.md` and `.markdown`, with the front matter that note programs write.

mod clippings;

use std::borrow::Cow;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use clippings::Link;

use crate::{
    Format, Problem, Sink,
    block::Block,
    decode::decode,
    detect::Head,
    fields::{front_matter, head},
    layout::{self, squeeze},
    read::{Input, empty},
    sanitize::sanitize,
    story,
};

/// The row of the table.
pub(super) const FORMAT: Format = Format {
    name: "markdown",
    version: 5,
    about: "Markdown, with the front matter of clippers and note programs",
    suffixes: &["md", "markdown"],
    claims,
    read,
};

/// The largest text whose markup is read, in bytes: the parser takes 80 bytes of memory for one of markup. No article is
/// larger; what is, is read as plain text.
const LARGEST: usize = 2 << 20;

fn claims(head: &Head<'_>) -> bool {
    FORMAT.suffixes.contains(&head.suffix) && head.is_text()
}

fn read(input: &mut Input<'_>, sink: &mut dyn Sink) -> Result<(), Problem> {
    let bytes = input.text_bytes()?;
    let text = sanitize(decode(&bytes));
    let (mut fields, rest, problem) = front_matter::take(&text);
    if let Some(problem) = problem {
        sink.problem(problem);
    }
    let blocks = if rest.len() > LARGEST {
        layout::blocks(rest)
    } else {
        let Writer { mut blocks, links, .. } = written(rest);
        clippings::take(&mut blocks, &links, &mut fields);
        blocks
    };
    let article = story::article(blocks, fields, input.path).ok_or_else(empty)?;
    // It is the only article of its file: there is nothing to break off.
    let _ = sink.article(article);
    Ok(())
}

/// The blocks of a text without their markup, and its links.
fn written(text: &str) -> Writer {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_WIKILINKS;
    let mut writer = Writer::default();
    for event in Parser::new_ext(text, options) {
        writer.take(event);
    }
    writer.close();
    writer
}

/// What note programs and site builders add to Markdown, begin and end: highlights, callouts, commands.
const COMMANDS: [(&str, &str, bool); 4] =
    [("==", "==", true), ("{{<", ">}}", false), ("{{%", "%}}", false), ("{%", "%}", false)];

/// A text without such marks; what a highlight stands around is kept.
fn without_commands(text: &str) -> Cow<'_, str> {
    let mut text = Cow::Borrowed(text);
    for (begin, end, keep) in COMMANDS {
        if let Some(bare) = without(&text, begin, end, keep) {
            text = Cow::Owned(bare);
        }
    }
    // "[!note] Why it matters" heads a callout.
    if let Some((kind, rest)) = text.strip_prefix("[!").and_then(|rest| rest.split_once(']'))
        && kind.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    {
        return Cow::Owned(rest.trim_start_matches(['+', '-']).trim_start().to_owned());
    }
    text
}

/// A text without marks that begin and end so, and without what stands between them unless it is kept; none if it has none.
fn without(text: &str, begin: &str, end: &str, keep: bool) -> Option<String> {
    let (mut bare, mut rest) = (String::new(), text);
    while let Some((before, behind)) = rest.split_once(begin)
        && let Some((inner, after)) = behind.split_once(end)
    {
        bare.push_str(before);
        bare.push_str(if keep { inner } else { "" });
        rest = after;
    }
    (rest.len() < text.len()).then(|| bare + rest)
}

/// Gathers the text of blocks; a line end in it is one that may matter.
#[derive(Default)]
struct Writer {
    blocks: Vec<Block<'static>>,
    links: Vec<Link>,
    /// Where the words of the link at hand begin, and where it leads.
    link: Option<(usize, String)>,
    line: String,
    /// The block is a heading.
    heading: bool,
    /// Every line of the block stands for itself.
    lines: bool,
    /// How many pictures the text is in; what stands for a picture is not shown.
    pictures: usize,
}

impl Writer {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Code(text) if self.pictures == 0 => self.line.push_str(&text),
            Event::InlineMath(text) | Event::DisplayMath(text) => self.line.push_str(&text),
            Event::Html(html) => self.line.push_str(&html),
            Event::InlineHtml(html) if html.starts_with("<br") => self.line.push(' '),
            Event::SoftBreak => self.line.push('\n'),
            Event::HardBreak => self.close_lines(),
            Event::Rule => self.close(),
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Image { .. } => self.pictures += 1,
            Tag::Link { dest_url, .. } => self.link = Some((self.line.len(), dest_url.to_string())),
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough => {}
            Tag::TableCell => {
                if !self.line.is_empty() {
                    self.line.push_str(" | ");
                }
            }
            Tag::CodeBlock(CodeBlockKind::Fenced(_) | CodeBlockKind::Indented) => {
                self.close();
                self.lines = true;
            }
            Tag::Heading { .. } => {
                self.close();
                self.heading = true;
            }
            _ => self.close(),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Image => self.pictures = self.pictures.saturating_sub(1),
            TagEnd::HtmlBlock => {
                self.line = without_tags(&self.line);
                self.lines = true;
                self.close();
            }
            TagEnd::Link => {
                if let Some((start, to)) = self.link.take() {
                    self.links.push((self.line.get(start..).unwrap_or_default().to_owned(), to));
                }
            }
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::TableCell => {}
            _ => self.close(),
        }
    }

    /// Ends the block.
    fn close(&mut self) {
        self.close_lines();
        self.heading = false;
        self.lines = false;
    }

    /// Ends a line that certainly is one.
    fn close_lines(&mut self) {
        let text = std::mem::take(&mut self.line);
        let lone = self.lines || self.blocks.len() < head::DEEPEST && text.lines().any(head::is_field);
        if lone {
            text.lines().for_each(|line| self.push(line));
        } else {
            self.push(&text);
        }
    }

    fn push(&mut self, text: &str) {
        let text = without_commands(text);
        let text = squeeze(&text);
        if !text.is_empty() {
            let text = Cow::Owned(text.into_owned());
            self.blocks.push(Block { heading: self.heading, ..Block::new(text, true) });
        }
    }
}

/// The text of a piece of HTML.
fn without_tags(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some((before, tag)) = rest.split_once('<') {
        text.push_str(before);
        let close = if tag.starts_with("!--") { "-->" } else { ">" };
        rest = tag.split_once(close).map_or("", |(_, after)| after);
    }
    text.push_str(rest);
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fields::Fields;

    fn check(text: &str, expected: &[&str]) {
        let blocks = written(text).blocks;
        let found: Vec<&str> = blocks.iter().map(|block| block.text.as_ref()).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn markup_is_stripped() {
        check(
            "# The *harbour* closes\n\nThe **mayor** closed\n[it](https://example.org).",
            &["The harbour closes", "The mayor closed it."],
        );
        check("- one\n- two\n  - three\n\n> quoted\n\n1. first", &["one", "two", "three", "quoted", "first"]);
        check("![a picture](x.png)\n\n[[Jane Doe|Doe]] said ~~no~~ &amp; `yes`\\*", &["Doe said no & yes*"]);
        check("| Town | Votes |\n| --- | --- |\n| Port Doe | 12 |", &["Town | Votes", "Port Doe | 12"]);
        check("<div>\nThe <b>mayor</b><!-- not\nthis -->\n</div>\n\nx", &["The mayor", "x"]);
        check("```\na\nb\n```", &["a", "b"]);
        check("", &[]);
    }

    #[test]
    fn lines_at_the_top_that_are_fields_stay_lines() {
        check(
            "# Harbour closes\nBy Jane Doe\n2023-06-18\n\nThe mayor\nclosed it.",
            &["Harbour closes", "By Jane Doe", "2023-06-18", "The mayor closed it."],
        );
        check("Harbour closes  \nBy Jane Doe", &["Harbour closes", "By Jane Doe"]);
    }

    #[test]
    fn headings_are_marked() {
        let headings: Vec<bool> =
            written("# A\n\nb\n\n## C").blocks.iter().map(|block| block.heading).collect();
        assert_eq!(headings, [true, false, true]);
    }

    #[test]
    fn what_reading_programs_add_is_no_text() {
        let check = |text: &str, rest: &[&str], expected: (&str, &str, &str)| {
            let Writer { mut blocks, links, .. } = written(text);
            let mut fields = Fields::default();
            clippings::take(&mut blocks, &links, &mut fields);
            assert_eq!(blocks.iter().map(|block| block.text.as_ref()).collect::<Vec<_>>(), rest, "{text}");
            let found = (fields.authors.join(";"), fields.url.unwrap_or_default(), fields.keywords.join(";"));
            assert_eq!((found.0.as_str(), found.1.as_str(), found.2.as_str()), expected, "{text}");
        };
        check(
            "# A\n\n## Metadata\n- Author: [[Jane Doe]]\n- Category: #articles\n- Document Tags: #ships\n\
             - URL: https://herald.example/a\n\n## Highlights\n- It rained. ([View Highlight](https://x.example))\n",
            &["A", "It rained."],
            ("Jane Doe", "https://herald.example/a", "ships"),
        );
        check(
            "# A\n#Omnivore #ships\n\n[Read on Omnivore](https://o.example)\n[Read Original](https://herald.example/a)\n\nIt rained.",
            &["A", "It rained."],
            ("", "https://herald.example/a", "ships"),
        );
        check(
            "# A\n\n[Source](https://herald.example/a) says: it rained.",
            &["A", "Source says: it rained."],
            ("", "", ""),
        );
    }
}
