//! What the formats in XML have in common: which one a file is, and how its records are read.
//!
//! Each of them is a file beside this one that says how its root element is called, which of its elements are records,
//! and where in a record the fields of an article are.

mod entities;
mod namespaces;
mod text;
mod tree;
mod walker;

use encoding_rs::Encoding;

use crate::{
    Format, Problem, ProblemKind, Sink,
    decode::{Utf8Reader, decode},
    detect::Head,
    read::{Input, unreadable},
    record::{Record, Records},
};
pub(super) use text::blocks;
pub(super) use tree::Element;
use walker::{Bounds, Next, Walker};

/// The row of the table: XML that none of the others is. It is here so that such a file is named and not passed over.
pub(super) const FORMAT: Format = Format {
    name: "xml",
    version: 2,
    about: "other XML: not read, its root element is named as a problem",
    suffixes: &["xml"],
    claims,
    read: refuse,
};

fn claims(head: &Head<'_>) -> bool {
    head.suffix == "xml" && head.is_text() && root(head.text()).is_none_or(|root| root.name != "html")
}

fn refuse(input: &mut Input<'_>, _: &mut dyn Sink) -> Result<(), Problem> {
    let mut head = Vec::new();
    let mut bounded = std::io::Read::take(&mut *input.reader, Head::BYTES as u64);
    std::io::Read::read_to_end(&mut bounded, &mut head).map_err(|error| unreadable(&error))?;
    Err(match root(&decode(&head)) {
        Some(root) => Problem::new(
            ProblemKind::Unsupported,
            format!("XML with the root element `{}`, which is of no kind that is read", root.name),
        ),
        None => Problem::new(ProblemKind::Broken, "no XML, or damaged before its root element"),
    })
}

/// The root element of a file.
pub(super) struct Root {
    /// Its name without prefix.
    pub(super) name: String,
    /// The rest of its tag.
    pub(super) tag: String,
}

/// The root element of a file that begins with this text.
pub(super) fn root(text: &str) -> Option<Root> {
    let mut rest = text.trim_start();
    loop {
        let inner = rest.strip_prefix('<')?;
        rest = if let Some(comment) = inner.strip_prefix("!--") {
            comment.split_once("-->")?.1
        } else if inner.starts_with("!DOCTYPE") || inner.starts_with("!doctype") {
            after_document_type(inner)?
        } else if inner.starts_with('?') {
            inner.split_once("?>")?.1
        } else {
            let end = inner.find(|c: char| c.is_whitespace() || c == '>' || c == '/')?;
            let name = inner[..end].rsplit(':').next().unwrap_or_default();
            let is_name = name.starts_with(|c: char| c.is_alphabetic() || c == '_');
            let tag = inner[end..].split('>').next().unwrap_or_default();
            return is_name.then(|| Root { name: name.to_owned(), tag: tag.to_owned() });
        };
        rest = rest.trim_start();
    }
}

/// What follows a document type, which may have declarations in brackets.
fn after_document_type(text: &str) -> Option<&str> {
    let end = text.find('>')?;
    match text.find('[').filter(|open| *open < end) {
        Some(open) => {
            let close = open + text[open..].find(']')?;
            text[close..].split_once('>').map(|(_, rest)| rest)
        }
        None => Some(&text[end + 1..]),
    }
}

/// The encoding that the declaration of an XML file names.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = bytes.get(..bytes.len().min(200))?;
    let text = String::from_utf8_lossy(start);
    let declaration = text.trim_start().strip_prefix("<?xml")?.split("?>").next()?.to_owned();
    let (_, label) = declaration.split_once("encoding")?;
    let label = label.trim_start().strip_prefix('=')?.trim_start();
    let quote = label.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    Encoding::for_label(label[1..].split(quote).next()?.as_bytes())
}

/// What stands around the records of a file, up to the one at hand.
pub(super) struct Around<'a>(&'a [(String, String)]);

impl Around<'_> {
    /// The value of the element at a path below the root; empty if there is none.
    pub(super) fn get(&self, path: &str) -> &str {
        self.0.iter().find(|(known, _)| known == path).map_or("", |(_, value)| value)
    }

    /// All values in order, with their paths.
    pub(super) fn all(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(path, value)| (path.as_str(), value.as_str()))
    }
}

/// What a format makes of an element that is a record.
pub(super) enum Made {
    Record(Box<Record>),
    /// It is no article, but this, as in "it is a picture".
    Other(String),
}

/// Reads the records of a file.
pub(super) fn read(
    input: &mut Input<'_>,
    sink: &mut dyn Sink,
    records: &'static [&'static str],
    make: fn(&Element, &Around<'_>) -> Made,
) -> Result<(), Problem> {
    let mut about = Records::of(input);
    let reader = Utf8Reader::new(&mut *input.reader, declared).map_err(|error| unreadable(&error))?;
    let bounds = Bounds {
        bytes: about.most,
        nesting: input.limits.nesting as usize,
        entities: input.limits.entity_bytes,
    };
    let mut walker = Walker::new(reader, records, bounds);
    let (mut number, mut others) = (0u64, Others::default());
    loop {
        let next = match walker.next() {
            Ok(next) => next,
            Err(problem) => {
                about.report(problem, sink);
                break;
            }
        };
        let element = match next {
            Next::End => break,
            Next::Record(element) => {
                number += 1;
                Some(element)
            }
            Next::Damaged(element, kind, detail) => {
                number += u64::from(element.is_some() || kind != ProblemKind::Broken);
                let member = number.max(1).to_string();
                about.report(Problem::of_member(&member, kind, format!("record {member}: {detail}")), sink);
                element
            }
        };
        let Some(element) = element else { continue };
        match make(&element, &Around(&walker.around)) {
            Made::Record(record) => {
                if record.give(number, &mut about, sink).is_break() {
                    return Ok(());
                }
            }
            Made::Other(what) => others.count(what),
        }
    }
    about.finish(sink);
    others.finish(sink);
    if number == 0 && !about.has_problems() {
        return Err(Problem::new(ProblemKind::Empty, "there is no article in it"));
    }
    Ok(())
}

/// What was in a file beside articles.
#[derive(Default)]
struct Others(Vec<(String, u64)>);

impl Others {
    fn count(&mut self, what: String) {
        match self.0.iter().position(|(known, _)| *known == what) {
            Some(at) => self.0[at].1 += 1,
            None if self.0.len() < 50 => self.0.push((what, 1)),
            None => {}
        }
    }

    fn finish(self, sink: &mut dyn Sink) {
        if !self.0.is_empty() {
            let list: Vec<String> = self.0.iter().map(|(what, count)| format!("{count} × {what}")).collect();
            let detail = format!("left out, since they are no articles: {}", list.join(", "));
            sink.problem(Problem::new(ProblemKind::Unsupported, detail));
        }
    }
}

#[cfg(test)]
mod tests;
