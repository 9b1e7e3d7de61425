//! JSON: one object or a list of them, a line each or wrapped, in the shapes of agencies, sites, feeds and data sets.

mod blocks;
mod lists;
mod mend;
mod shape;
mod split;
mod wrapper;

use std::{
    io::{self, Read},
    ops::ControlFlow,
};

use crate::{
    Format, Problem, ProblemKind, Sink,
    decode::Utf8Reader,
    detect::Head,
    fields::value::Value,
    read::{Input, unreadable},
    record::{Record, Records},
};
use lists::lists_of_records;
use shape::Kind;
use split::{End, MOST_VALUES, Splitter};
use wrapper::{Wrapper, is_beside};

/// The row of the table.
pub(super) const FORMAT: Format = Format {
    name: "json",
    version: 7,
    about: "JSON: IPTC ninjs, schema.org, WordPress, ArchiveBox, JSON Feed, lines or lists of objects",
    suffixes: &["json", "jsonl", "ndjson"],
    claims,
    read,
};

/// The largest object around a list of articles that is read as a whole; a larger one is read item by item.
const LARGEST_WRAPPER: u64 = 16_000_000;
/// The longest name or value of a member beside the lists that is kept.
const LONGEST_MEMBER: u64 = 4096;
/// How deep a list of articles may be wrapped.
const DEEPEST_LIST: usize = 4;

fn claims(head: &Head<'_>) -> bool {
    if !head.is_text() {
        return false;
    }
    if FORMAT.suffixes.contains(&head.suffix) {
        return true;
    }
    let mut marks = head.text().chars().filter(|c| !c.is_whitespace());
    let (first, second) = (marks.next(), marks.next());
    // Markdown may begin with an object of fields, or with a link.
    let is_markdown = matches!(head.suffix, "md" | "markdown");
    !is_markdown && matches!((first, second), (Some('{'), Some('"')) | (Some('['), Some('{')))
}

fn read(input: &mut Input<'_>, sink: &mut dyn Sink) -> Result<(), Problem> {
    let about = Records::of(input);
    let by_line = ["jsonl", "ndjson"].iter().any(|suffix| input.path.to_ascii_lowercase().ends_with(suffix));
    let reader = Utf8Reader::new(&mut *input.reader, |_| None).map_err(|error| unreadable(&error))?;
    let mut splitter = Splitter::new(reader, input.limits.nesting);
    splitter.by_line = by_line;
    let mut file = File { splitter, about, value: Vec::new(), number: 0, sink };
    // A sink that breaks off ends the reading as the end of the file does.
    let _ = file.read().map_err(|error| unreadable(&error))?;
    file.finish()
}

/// The value that a text begins with, and what follows it.
pub(crate) fn first(text: &str) -> Option<(Value, &str)> {
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<Value>();
    let value = values.next()?.ok()?;
    Some((value, &text[values.byte_offset()..]))
}

/// A file while it is read.
struct File<'a, 's, R> {
    splitter: Splitter<R>,
    about: Records<'a>,
    /// The bytes of the value at hand.
    value: Vec<u8>,
    /// The record at hand, from 1.
    number: u64,
    sink: &'s mut dyn Sink,
}

/// Whether reading goes on, or why it cannot.
type Flow = io::Result<ControlFlow<()>>;

const ON: Flow = Ok(ControlFlow::Continue(()));

impl<R: Read> File<'_, '_, R> {
    fn read(&mut self) -> Flow {
        while let Some(byte) = self.splitter.peek()? {
            let flow = match byte {
                b'[' => {
                    self.splitter.pass();
                    self.list(true, &Wrapper::default())?
                }
                b'{' => self.top()?,
                b',' => {
                    self.splitter.pass();
                    continue;
                }
                _ => {
                    self.number += 1;
                    let line = self.splitter.line;
                    self.about.broken(self.number.to_string(), format!("line {line} is no JSON"), self.sink);
                    self.splitter.skip_line()?;
                    continue;
                }
            };
            if flow.is_break() {
                return Ok(flow);
            }
        }
        ON
    }

    /// Reads an object that stands in no other value: a record, or what wraps a list of them.
    fn top(&mut self) -> Flow {
        let line = self.splitter.line;
        let most = self.about.most.min(LARGEST_WRAPPER);
        let end = self.splitter.value(&mut self.value, most, !self.splitter.by_line)?;
        if matches!(end, End::TooLarge | End::TooMany) && !self.splitter.by_line {
            return self.large(line);
        }
        self.number += 1;
        let Some(value) = self.parse(end, line) else { return ON };
        if is_action(&value) {
            self.number -= 1;
            return ON;
        }
        self.splitter.by_line |=
            self.number == 1 && line == self.splitter.line && self.next_line_is_object()?;
        let (record, kind) = (shape::record(&value, self.about.names), shape::kind(&value));
        if !record.has_body() {
            let lists = lists_of_records(&value, record.is_article(), self.about.names);
            if !lists.is_empty() {
                self.number -= 1;
                for list in lists {
                    let flow = self.wrapped(&value, list)?;
                    if flow.is_break() {
                        return Ok(flow);
                    }
                }
                return ON;
            }
        }
        self.give(record, &kind, true)
    }

    /// Reads an object that is too large for a record item by item.
    fn large(&mut self, line: u64) -> Flow {
        let bytes = std::mem::take(&mut self.value);
        self.splitter.unread(&bytes, line);
        drop(bytes);
        self.splitter.pass();
        let before = self.number;
        let flow = self.members(0, &mut Wrapper::default())?;
        if self.number == before {
            self.number += 1;
            let number = self.number.to_string();
            let megabytes = LARGEST_WRAPPER / 1_000_000;
            let detail = format!(
                "record {number} has more than {megabytes} MB, and no list of articles; it was passed over"
            );
            self.about.report(Problem::of_member(number, ProblemKind::TooLarge, detail), self.sink);
        }
        Ok(flow)
    }

    /// Whether the next value begins on another line with a bracket.
    fn next_line_is_object(&mut self) -> io::Result<bool> {
        let line = self.splitter.line;
        Ok(self.splitter.peek()? == Some(b'{') && self.splitter.line > line)
    }

    /// Reads the members of an object whose opening bracket was passed, for the lists of records in them.
    fn members(&mut self, depth: usize, wrapper: &mut Wrapper) -> Flow {
        // The name of the member at hand, once its colon was passed.
        let (mut name, mut is_named) = (String::new(), false);
        while let Some(byte) = self.splitter.peek()? {
            let flow = match byte {
                b'}' => {
                    self.splitter.pass();
                    return ON;
                }
                b'[' if !is_beside(&name) => {
                    self.splitter.pass();
                    self.list(false, wrapper)?
                }
                b'{' if depth < DEEPEST_LIST && !is_beside(&name) => {
                    self.splitter.pass();
                    self.members(depth + 1, wrapper)?
                }
                b',' | b':' | b']' => {
                    is_named = byte == b':';
                    if !is_named {
                        name.clear();
                    }
                    self.splitter.pass();
                    continue;
                }
                _ => {
                    self.splitter.value(&mut self.value, LONGEST_MEMBER, false)?;
                    let text = serde_json::from_slice::<String>(&self.value).unwrap_or_default();
                    if !is_named {
                        name = text;
                    } else if depth == 0 {
                        wrapper.add(&name, &text);
                    }
                    continue;
                }
            };
            if flow.is_break() {
                return Ok(flow);
            }
        }
        ON
    }

    /// Reads the items of a list whose opening bracket was passed; `all` of them should be records.
    fn list(&mut self, all: bool, wrapper: &Wrapper) -> Flow {
        while let Some(byte) = self.splitter.peek()? {
            match byte {
                b']' => {
                    self.splitter.pass();
                    return ON;
                }
                b',' | b'}' | b':' => self.splitter.pass(),
                _ => {
                    let line = self.splitter.line;
                    let end = self.splitter.value(&mut self.value, self.about.most, false)?;
                    self.number += 1;
                    let Some(value) = self.parse(end, line) else { continue };
                    let mut record = shape::record(&value, self.about.names);
                    wrapper.complete(&mut record);
                    let flow = self.give(record, &shape::kind(&value), all)?;
                    if flow.is_break() {
                        return Ok(flow);
                    }
                }
            }
        }
        let detail = "its list has no end; what there is of it was read";
        self.sink.problem(Problem::new(ProblemKind::Broken, detail));
        ON
    }

    /// The value whose bytes were read, unless something is wrong with it.
    fn parse(&mut self, end: End, line: u64) -> Option<Value> {
        let number = self.number.to_string();
        let problem = match end {
            End::Whole => match serde_json::from_slice(&self.value)
                .or_else(|error| mend::parse(&self.value).ok_or(error))
            {
                Ok(value) => return Some(value),
                Err(error) => {
                    let line = line + error.line().saturating_sub(1) as u64;
                    let reason = error.to_string();
                    let reason = reason.split(" at line ").next().unwrap_or_default();
                    let detail = format!("record {number} is no JSON: {reason} in line {line}");
                    Problem::of_member(number, ProblemKind::Broken, detail)
                }
            },
            End::CutOff => {
                let detail = format!("record {number}, which begins in line {line}, is cut off");
                Problem::of_member(number, ProblemKind::Broken, detail)
            }
            End::TooLarge => {
                self.about.too_large(number, self.sink);
                return None;
            }
            End::TooDeep => {
                let detail = format!(
                    "record {number} in line {line} is nested deeper than {} levels; if it is what it should be, raise nesting \
                     in the settings",
                    self.splitter.deepest()
                );
                Problem::of_member(number, ProblemKind::TooDeep, detail)
            }
            End::TooMany => {
                let detail = format!("record {number} in line {line} has more than {MOST_VALUES} values");
                Problem::of_member(number, ProblemKind::TooLarge, detail)
            }
        };
        self.about.report(problem, self.sink);
        None
    }

    /// Gives the items of a list that an object wraps; what the object says of itself holds for each.
    fn wrapped(&mut self, wrapper: &Value, list: &[Value]) -> Flow {
        let wrapper = Wrapper::of(wrapper);
        for item in list {
            self.number += 1;
            let mut record = shape::record(item, self.about.names);
            wrapper.complete(&mut record);
            let flow = self.give(record, &shape::kind(item), false)?;
            if flow.is_break() {
                return Ok(flow);
            }
        }
        ON
    }

    /// Gives a record to the sink; `must` it be one, it is a problem if it is none.
    fn give(&mut self, record: Record, kind: &Kind, must: bool) -> Flow {
        match kind {
            Kind::Other(what) if !record.has_body() => {
                if must {
                    let detail = format!("record {} is a {what}, no article", self.number);
                    self.about.report(
                        Problem::of_member(self.number.to_string(), ProblemKind::Unsupported, detail),
                        self.sink,
                    );
                }
                ON
            }
            _ if record.is_article() => Ok(record.give(self.number, &mut self.about, self.sink)),
            _ => {
                if must {
                    let detail = format!(
                        "record {} has neither a text nor a headline under a name that is known; name its fields under \
                         [fields] in the settings",
                        self.number
                    );
                    self.about.report(
                        Problem::of_member(self.number.to_string(), ProblemKind::Unsupported, detail),
                        self.sink,
                    );
                }
                ON
            }
        }
    }

    fn finish(self) -> Result<(), Problem> {
        self.about.finish(self.sink);
        if self.number == 0 {
            return Err(crate::read::empty());
        }
        if self.about.given == 0 && !self.about.has_problems() {
            let detail = "no article was found in it; if it has some, name their fields under [fields] in the settings";
            return Err(Problem::new(ProblemKind::Unsupported, detail));
        }
        Ok(())
    }
}

/// Whether a line only tells Elasticsearch what to do with the next one.
fn is_action(value: &Value) -> bool {
    match value {
        Value::Table(table) => match table.as_slice() {
            [(name, Value::Table(what))] => {
                matches!(name.as_str(), "index" | "create" | "update" | "delete")
                    && what.iter().all(|(name, _)| name.starts_with('_') || name == "routing")
            }
            _ => false,
        },
        _ => false,
    }
}

#[cfg(test)]
mod tests;
