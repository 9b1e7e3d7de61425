//! Mail: `.eml`, and the files without a suffix of a Maildir. Newsletters and mailing lists are archives too.
//!
//! `mail-parser` takes a message apart; `headers` reads what it says of itself, `body` its text, `footer` finds the
//! lines that only concern its delivery. What is attached and of a format that is read is a member of its own.

mod body;
mod encoded;
mod footer;
mod forward;
mod headers;

use std::borrow::Cow;

use mail_parser::{Message, MessageParser, MessagePart, MimeHeaders, PartType};

use crate::{
    Format, Problem, ProblemKind, Sink,
    detect::Head,
    letters::letters,
    read::{Input, Nest, empty, promised},
    story,
};

/// The row of the table.
pub(super) const FORMAT: Format = Format {
    name: "mail",
    version: 6,
    about: "mail and newsletters, a message a file, as in a Maildir",
    suffixes: &["eml"],
    claims,
    read,
};

/// Headers that only programs write.
const OF_PROGRAMS: &[&str] =
    &["received", "message-id", "mime-version", "return-path", "delivered-to", "newsgroups"];

fn claims(head: &Head<'_>) -> bool {
    if FORMAT.suffixes.contains(&head.suffix) {
        return head.is_text();
    }
    begins_message(head.bytes) && head.is_text()
}

/// Whether bytes begin with the headers of a message.
pub(super) fn begins_message(bytes: &[u8]) -> bool {
    let (mut from, mut by_program) = (false, false);
    for line in bytes.split(|b| *b == b'\n').take(200) {
        let line = line.trim_ascii_end();
        if line.is_empty() {
            break;
        }
        let folded = line.starts_with(b" ") || line.starts_with(b"\t");
        match header_name(line) {
            Some(name) => {
                from |= name == "from";
                by_program |= OF_PROGRAMS.contains(&name.as_str());
            }
            None if folded => {}
            None => return false,
        }
        if from && by_program {
            return true;
        }
    }
    false
}

/// The name of a header in lower case, if a line begins one.
pub(super) fn header_name(line: &[u8]) -> Option<String> {
    let end = line.iter().position(|b| *b == b':').filter(|end| (1..=60).contains(end))?;
    let name = &line[..end];
    let plain = name.iter().all(u8::is_ascii_graphic);
    plain.then(|| String::from_utf8_lossy(name).to_ascii_lowercase())
}

fn read(input: &mut Input<'_>, sink: &mut dyn Sink) -> Result<(), Problem> {
    let bytes = input.text_bytes()?;
    message(&bytes, None, input.path, input.nest, sink)
}

/// Most messages inside of one: each is an object inside of an object while the message is taken apart.
const MOST_INNER: usize = 500;

/// Reads one message; `delivered` is the day that a mailbox notes for it.
pub(super) fn message(
    bytes: &[u8],
    delivered: Option<&str>,
    path: &str,
    nest: Nest<'_>,
    sink: &mut dyn Sink,
) -> Result<(), Problem> {
    let message = parse(bytes)?;
    let mut fields = headers::fields(&message, delivered);
    let body = body::read(&message);
    headers::set_url(&message, body.online.as_deref(), &mut fields);
    let mut blocks = body.blocks;
    forward::take(&mut blocks, &mut fields);
    let title = fields.title.as_deref().map(letters).unwrap_or_default();
    let is_title = |at: usize, text: &str| at < 3 && !title.is_empty() && letters(text) == title;
    if let Some(at) = blocks.iter().enumerate().position(|(at, block)| is_title(at, &block.text)) {
        blocks.remove(at);
    }
    footer::mark_head(&mut blocks, &fields.authors);
    footer::mark(&mut blocks);
    let has_text = blocks.iter().any(|block| block.cut.is_none());
    let article = has_text.then(|| story::article(blocks, fields, path)).flatten();
    let found = article.is_some();
    if let Some(article) = article
        && sink.article(article).is_break()
    {
        return Ok(());
    }
    let (read, left) = attachments(&message, nest, sink);
    for name in left.iter().filter(|name| found && is_document(name)) {
        let detail = "attached, and of no kind that is read; the message itself was read";
        sink.problem(Problem::of_member(name, ProblemKind::Unsupported, detail));
    }
    match found || read > 0 {
        true => Ok(()),
        false if left.is_empty() => Err(empty()),
        false => {
            let detail =
                format!("holds no text of its own; of what is attached nothing is read: {}", left.join(", "));
            Err(Problem::new(ProblemKind::Empty, detail))
        }
    }
}

/// Whether an attachment may hold an article, by its name; pictures and calendars hold none.
fn is_document(name: &str) -> bool {
    let suffix = name.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    matches!(suffix.as_str(), "pdf" | "doc" | "docx" | "odt" | "rtf" | "pages" | "epub" | "pptx" | "xlsx")
}

/// Takes a message apart.
pub(super) fn parse(bytes: &[u8]) -> Result<Message<'_>, Problem> {
    if inner_messages(bytes) > MOST_INNER {
        let detail = format!("more than {MOST_INNER} messages in one; save them as single files");
        return Err(Problem::new(ProblemKind::TooDeep, detail));
    }
    MessageParser::default().parse(bytes).ok_or_else(no_message)
}

fn no_message() -> Problem {
    Problem::new(ProblemKind::Broken, "no message in it: it has no headers; save it again")
}

/// How many messages may be nested in one another, at most.
fn inner_messages(bytes: &[u8]) -> usize {
    let begins = |at: usize| {
        let rest = &bytes[at + 1..];
        let is = |name: &[u8]| rest.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name));
        is(b"rfc822") || is(b"global") || is(b"digest")
    };
    memchr::memchr_iter(b'/', bytes).filter(|&at| begins(at)).count()
}

/// Has what is attached read; says how much was, and the names of what was not.
fn attachments(message: &Message<'_>, nest: Nest<'_>, sink: &mut dyn Sink) -> (usize, Vec<String>) {
    let (mut read, mut left) = (0, Vec::new());
    for (number, part) in message.attachments().enumerate() {
        let Some((name, bytes)) = attached(message, part, number + 1) else {
            left.extend(part.attachment_name().map(ToOwned::to_owned));
            if nest.skip().is_break() {
                break;
            }
            continue;
        };
        read += 1;
        if nest.read(&name, &mut &*bytes, sink).is_break() {
            break;
        }
    }
    (read, left)
}

/// The name and the bytes of an attachment, if it is of a format that is read.
fn attached<'m>(
    message: &'m Message<'_>,
    part: &'m MessagePart<'_>,
    number: usize,
) -> Option<(String, Cow<'m, [u8]>)> {
    let name = part.attachment_name().map(|name| name.rsplit(['/', '\\']).next().unwrap_or(name).to_owned());
    if let PartType::Message(inner) = &part.body {
        let (start, end) = (part.raw_body_offset() as usize, part.raw_end_offset() as usize);
        let bytes =
            message.raw_message.get(start..end).filter(|_| part.encoding == mail_parser::Encoding::None);
        let bytes = bytes.unwrap_or(inner.raw_message.as_ref());
        let name = name.filter(|name| promised(name) == Some(&FORMAT));
        return Some((name.unwrap_or_else(|| format!("message {number}.eml")), Cow::Borrowed(bytes)));
    }
    let name = name.filter(|name| promised(name).is_some())?;
    Some((name, Cow::Borrowed(part.contents())))
}

#[cfg(test)]
mod tests;
