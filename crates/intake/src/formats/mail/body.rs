//! The text of a message: its HTML part, else its plain one, as blocks.

use std::borrow::Cow;

use mail_parser::{
    Encoding, Message, MessagePart, MimeHeaders, PartType,
    decoders::{base64::base64_decode, quoted_printable::quoted_printable_decode},
};

use crate::{Cut, block::Block, decode::decode, fields::url, formats::html, record::plain_blocks};

/// What a message says.
pub(super) struct Body {
    pub(super) blocks: Vec<Block<'static>>,
    /// Where the message can be read on the web, if it has a link to that.
    pub(super) online: Option<String>,
}

/// Reads the text of a message.
pub(super) fn read(message: &Message<'_>) -> Body {
    let (mut blocks, mut online) = (Vec::new(), None);
    for part in message.html_bodies() {
        match &part.body {
            PartType::Html(text) => {
                let read = html::mail(&written(message, part, text));
                online =
                    online.or(read.links.into_iter().find(|(text, _)| is_online(text)).map(|(_, to)| to));
                blocks.extend(read.blocks);
            }
            PartType::Text(text) => blocks.extend(plain(message, part, text)),
            _ => {}
        }
    }
    let texts = message.text_bodies().filter_map(|part| match &part.body {
        PartType::Text(text) => Some(plain(message, part, text)),
        _ => None,
    });
    let texts: Vec<Block<'static>> = texts.flatten().collect();
    // Some senders put no more into one of the two than that the other should be read.
    let length = |blocks: &[Block<'_>]| blocks.iter().map(|block| block.text.len()).sum::<usize>();
    if length(&blocks) * 3 < length(&texts) {
        blocks = texts;
    }
    Body { blocks, online }
}

/// The characters of a part; those of one that does not say its encoding, and is no UTF-8, are guessed.
fn written<'m>(message: &'m Message<'_>, part: &'m MessagePart<'_>, text: &'m str) -> Cow<'m, str> {
    let is_mislabelled = text.contains(['Ã', 'Â', 'â']);
    if !text.contains('\u{fffd}') && !is_mislabelled {
        return Cow::Borrowed(text);
    }
    let (start, end) = (part.raw_body_offset() as usize, part.raw_end_offset() as usize);
    let raw = message.raw_message.get(start..end).unwrap_or_default();
    let bytes = match part.encoding {
        Encoding::None => Some(Cow::Borrowed(raw)),
        Encoding::QuotedPrintable => quoted_printable_decode(raw).map(Cow::Owned),
        Encoding::Base64 => base64_decode(raw).map(Cow::Owned),
    };
    // Some say an old encoding of what they write in UTF-8, which hardly any other text is by chance.
    if is_mislabelled && let Some(Ok(text)) = bytes.as_deref().map(std::str::from_utf8) {
        return Cow::Owned(text.to_owned());
    }
    if !text.contains('\u{fffd}') {
        return Cow::Borrowed(text);
    }
    let charset = part.content_type().and_then(|kind| kind.attribute("charset"));
    match (bytes, part.is_text_html()) {
        (Some(bytes), true) => Cow::Owned(html::text(&bytes, charset).into_owned()),
        (Some(bytes), false) => Cow::Owned(decode(&bytes).into_owned()),
        (None, _) => Cow::Borrowed(text),
    }
}

/// The blocks of a plain part.
fn plain(message: &Message<'_>, part: &MessagePart<'_>, text: &str) -> Vec<Block<'static>> {
    let text = written(message, part, text);
    let parameter = |name: &str| part.content_type().and_then(|kind| kind.attribute(name));
    let is = |name: &str, value: &str| parameter(name).is_some_and(|said| said.eq_ignore_ascii_case(value));
    let text = if is("format", "flowed") { Cow::Owned(unflowed(&text, is("delsp", "yes"))) } else { text };
    let (text, signature) = signed(&text);
    let mut blocks = quoted_blocks(text);
    blocks.extend(quoted_blocks(signature).into_iter().map(|block| Block { cut: Some(Cut::Share), ..block }));
    blocks
}

/// The longest signature, in lines.
const LONGEST_SIGNATURE: usize = 8;

/// A text and the signature below it, behind a line of two hyphens.
fn signed(text: &str) -> (&str, &str) {
    let marks = ["\n-- \n", "\n--\n", "\n-- \r\n", "\n--\r\n"];
    let last = marks.iter().filter_map(|mark| text.rfind(mark).map(|at| (at, at + mark.len()))).max();
    match last {
        Some((at, behind)) if text[behind..].lines().count() <= LONGEST_SIGNATURE => {
            (&text[..at], &text[behind..])
        }
        _ => (text, ""),
    }
}

/// Joins the lines of a flowed text (RFC 3676): a line that ends in a space goes on in the next.
fn unflowed(text: &str, delete_space: bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut open: Option<usize> = None;
    for line in text.lines() {
        // Programs put a mark before a line that would look like the beginning of another message.
        let depth =
            if line.starts_with(">From ") { 0 } else { line.bytes().take_while(|b| *b == b'>').count() };
        let rest = &line[depth..];
        let rest = rest.strip_prefix(' ').unwrap_or(rest);
        let goes_on = open == Some(depth) && rest != "-- ";
        if !goes_on {
            if !out.is_empty() {
                out.push('\n');
            }
            out.push_str(&line[..depth]);
            if depth > 0 {
                out.push(' ');
            }
        }
        let flows = rest.ends_with(' ') && rest != "-- ";
        out.push_str(if flows && delete_space { &rest[..rest.len() - 1] } else { rest });
        open = flows.then_some(depth);
    }
    out
}

/// The blocks of a text in which others are quoted: what is quoted is laid out by itself, and keeps its mark.
fn quoted_blocks(text: &str) -> Vec<Block<'static>> {
    let mut blocks: Vec<Block<'static>> = Vec::new();
    let mut run = String::new();
    let mut depth = 0;
    for line in text.lines().chain(std::iter::once("\u{0}")) {
        let (now, rest) = quote(line);
        if now != depth || line == "\u{0}" {
            blocks.extend(laid_out(&run, depth));
            run.clear();
            depth = now;
        }
        if let Some(line) = without_links(rest) {
            run.push_str(&line);
        }
        run.push('\n');
    }
    blocks
}

/// How often a line is quoted, and the line without the marks.
fn quote(line: &str) -> (usize, &str) {
    let (mut depth, mut rest) = (0, line);
    while let Some(inner) = rest.strip_prefix('>') {
        depth += 1;
        rest = inner.strip_prefix(' ').unwrap_or(inner);
    }
    (depth, rest)
}

fn laid_out(run: &str, depth: usize) -> Vec<Block<'static>> {
    let mut blocks = plain_blocks(run);
    for block in blocks.iter_mut().filter(|_| depth > 0) {
        block.text = Cow::Owned(format!("{} {}", ">".repeat(depth.min(9)), block.text));
    }
    blocks
}

/// The longest address in brackets, in bytes.
const LONGEST_LINK: usize = 4096;

/// A line without addresses that stand in brackets or alone: those that HTML hides behind words. Nothing if the line
/// was nothing else.
fn without_links(line: &str) -> Option<Cow<'_, str>> {
    if !line.contains("://") {
        let ruled =
            line.len() >= 5 && line.trim().chars().all(|c| matches!(c, '-' | '_' | '=' | '*' | '~' | '#'));
        let ruled = ruled || line.trim_end() == "--";
        return (!ruled || line.trim().is_empty()).then_some(Cow::Borrowed(line));
    }
    let mut kept = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(open) = rest.find(['<', '[', '(']) {
        let close = match rest.as_bytes()[open] {
            b'<' => b'>',
            b'[' => b']',
            _ => b')',
        };
        let inner = &rest[open + 1..];
        match inner.bytes().take(LONGEST_LINK).position(|byte| byte == close) {
            Some(end) if url::web_address(inner[..end].trim()).is_some() => {
                kept.push_str(rest[..open].trim_end());
                rest = &inner[end + 1..];
            }
            _ => {
                kept.push_str(&rest[..=open]);
                rest = inner;
            }
        }
    }
    kept.push_str(rest);
    let bare = kept.trim();
    (!bare.is_empty() && url::web_address(bare).is_none()).then_some(Cow::Owned(kept))
}

/// Whether the words of a link lead to the message on the web.
pub(super) fn is_online(words: &str) -> bool {
    super::footer::is_online(&words.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flowed_lines_are_joined() {
        let check = |text: &str, delete: bool, expected: &str| assert_eq!(unflowed(text, delete), expected);
        check("The mayor \nclosed it.\n\nNobody knows.", false, "The mayor closed it.\n\nNobody knows.");
        check("> The mayor \n> closed it.\nWhy?", false, "> The mayor closed it.\nWhy?");
        check("har \nbour", true, "harbour");
        check("It rained. \n-- \nJane", false, "It rained. \n-- \nJane");
        check(" From here", false, "From here");
    }

    #[test]
    fn signatures_are_no_text() {
        let check = |text: &str, expected: (&str, &str)| assert_eq!(signed(text), expected);
        check("It rained.\n-- \nJane\n", ("It rained.", "Jane\n"));
        check("It rained.\r\n--\r\nJane", ("It rained.\r", "Jane"));
        let long = format!("It rained.\n--\n{}", "It poured.\n".repeat(20));
        check(&long, (&long, ""));
        check("It -- rained.", ("It -- rained.", ""));
    }

    #[test]
    fn quotations_keep_their_mark() {
        let blocks =
            quoted_blocks("Jane wrote:\n> The mayor closed\n> the harbour.\n>> Why?\n\nNobody knows.");
        let texts: Vec<_> = blocks.iter().map(|block| block.text.as_ref()).collect();
        assert_eq!(
            texts,
            ["Jane wrote:", "> The mayor closed", "> the harbour.", ">> Why?", "Nobody knows."]
        );
    }

    #[test]
    fn addresses_behind_words_go() {
        let check = |line: &str, expected: Option<&str>| {
            assert_eq!(without_links(line).as_deref(), expected, "{line}");
        };
        check("Read it <https://herald.example/a?b=c> now", Some("Read it now"));
        check("[https://herald.example/a]", None);
        check("https://herald.example/a", None);
        check("It is at https://herald.example, she said", Some("It is at https://herald.example, she said"));
        check("a (b) < c", Some("a (b) < c"));
        check("--------", None);
    }
}
