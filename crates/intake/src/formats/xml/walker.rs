//! Walks through a file of XML and gives its records one by one.
//!
//! Real files are not always well-formed, so an end tag that fits nothing is passed over and one that is missing is
//! supplied. Nothing outside of the file is read: entities are those of XML and HTML and those whose text the file declares, and
//! all others stay as they are written.

use std::io::{BufReader, Read};

use quick_xml::{
    Reader,
    errors::Error,
    events::{BytesStart, Event},
};

use super::{
    entities::{Entities, Expanded},
    namespaces::{Namespaces, Scope},
    tree::{Element, Node},
};
use crate::{Problem, ProblemKind, formats::budget::Budget, markup, read::unreadable, sanitize::sanitize};

/// The deepest nesting of a file.
const DEEPEST_FILE: usize = 5000;
/// Most elements of a record.
const MOST_ELEMENTS: usize = 200_000;
/// Most values around the records, and the longest.
const MOST_AROUND: usize = 500;
const LONGEST_AROUND: usize = 2000;
/// Attributes in which `NewsML` 1 has what others have as text, and those that a feed has for all of its entries.
const VALUES: [&str; 4] = ["Duid", "FormalName", "xml:base", "xml:lang"];
/// Most errors after which reading goes on.
const MOST_ERRORS: usize = 100;

/// What a record may cost.
#[derive(Clone, Copy)]
pub(super) struct Bounds {
    pub(super) bytes: u64,
    /// How deep its elements may nest.
    pub(super) nesting: usize,
    /// What the entities of the whole file may become, in bytes.
    pub(super) entities: u64,
}

/// What is read next from a file.
pub(super) enum Next {
    Record(Element),
    /// A record that was not read, or only in part.
    Damaged(Option<Element>, ProblemKind, String),
    End,
}

/// An element that is open.
struct Frame {
    /// As it is written.
    raw: String,
    /// As it is known.
    name: String,
    scope: Scope,
    /// Its text, where it is no part of a record.
    text: String,
    has_elements: bool,
}

/// Reads records from a file.
pub(super) struct Walker<R> {
    reader: Reader<BufReader<Budget<R>>>,
    buffer: Vec<u8>,
    frames: Vec<Frame>,
    namespaces: Namespaces,
    /// The names of elements that are records.
    records: &'static [&'static str],
    bounds: Bounds,
    entities: Entities,
    record: Open,
    /// The values of the elements around the records so far: the path of names, and the text.
    pub(super) around: Vec<(String, String)>,
    errors: usize,
    ended: bool,
}

/// The record that is being read.
#[derive(Default)]
struct Open {
    elements: Vec<Element>,
    /// How many frames were open before it.
    base: usize,
    count: usize,
    bytes: u64,
    /// The limit that it broke.
    broke: Option<(ProblemKind, String)>,
}

impl<R: Read> Walker<R> {
    pub(super) fn new(inner: R, records: &'static [&'static str], bounds: Bounds) -> Self {
        // A tag or a text is read as a whole before it is looked at.
        let budget = Budget::new(inner, bounds.bytes.saturating_add(1 << 16));
        let mut reader = Reader::from_reader(BufReader::with_capacity(1 << 16, budget));
        let config = reader.config_mut();
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        config.allow_dangling_amp = true;
        Self {
            reader,
            buffer: Vec::new(),
            frames: Vec::new(),
            namespaces: Namespaces::default(),
            records,
            bounds,
            entities: Entities::new(bounds.entities),
            record: Open::default(),
            around: Vec::new(),
            errors: 0,
            ended: false,
        }
    }

    /// Reads on to the end of the next record.
    pub(super) fn next(&mut self) -> Result<Next, Problem> {
        while !self.ended {
            self.buffer.clear();
            self.reader.get_mut().get_mut().renew();
            let mut buffer = std::mem::take(&mut self.buffer);
            let next = match self.reader.read_event_into(&mut buffer) {
                Ok(Event::Eof) => self.end_of_file(),
                Ok(event) => self.take(&event)?,
                Err(error) => self.failed(&error)?,
            };
            self.buffer = buffer;
            if let Some(next) = next {
                return Ok(next);
            }
        }
        Ok(Next::End)
    }

    fn take(&mut self, event: &Event<'_>) -> Result<Option<Next>, Problem> {
        match event {
            Event::Start(start) => self.start(start)?,
            Event::Empty(start) => {
                self.start(start)?;
                return Ok(self.close());
            }
            Event::End(end) => {
                let name = end.name();
                return Ok(self.end(name.0));
            }
            Event::Text(text) => self.text(text),
            Event::CData(text) => self.text(text),
            Event::GeneralRef(reference) => match markup::entity(reference) {
                Some(text) => self.text(&text),
                None => self.entity(reference),
            },
            Event::DocType(declarations) => self.entities.declare(declarations),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::Eof => {}
        }
        Ok(None)
    }

    fn start(&mut self, start: &BytesStart<'_>) -> Result<(), Problem> {
        if self.frames.len() >= DEEPEST_FILE {
            let detail = format!("its elements are nested deeper than {DEEPEST_FILE} levels");
            return Err(Problem::new(ProblemKind::TooDeep, detail));
        }
        let raw = start.name().0.to_owned();
        let mut attributes = Vec::new();
        let mut known = start.html_attributes();
        for attribute in known.with_checks(false).flatten() {
            let value = markup::entities(&attribute.value).into_owned();
            attributes.push((attribute.key.0.to_owned(), value));
        }
        let scope = self.namespaces.declare(&attributes);
        let name = self.namespaces.name(&raw, self.frames.is_empty());
        if let Some(outer) = self.frames.last_mut() {
            outer.has_elements = true;
        }
        if self.record.elements.is_empty() && self.records.contains(&name.as_str()) {
            self.record = Open { base: self.frames.len(), ..Open::default() };
            self.record.elements.push(Element { name: name.clone(), attributes, children: Vec::new() });
        } else if !self.record.elements.is_empty() {
            self.open(Element { name: name.clone(), attributes, children: Vec::new() });
        } else {
            self.keep_attributes(&name, attributes);
        }
        self.frames.push(Frame { raw, name, scope, text: String::new(), has_elements: false });
        Ok(())
    }

    /// Opens an element inside a record, if it is within the limits.
    fn open(&mut self, element: Element) {
        let record = &mut self.record;
        record.count += 1;
        record.bytes += element
            .attributes
            .iter()
            .map(|(name, value)| (name.len() + value.len() + 48) as u64)
            .sum::<u64>();
        if record.elements.len() > self.bounds.nesting {
            let detail = format!(
                "it is nested deeper than {} levels; if it is what it should be, raise nesting in the settings",
                self.bounds.nesting
            );
            record.fail(ProblemKind::TooDeep, detail);
        } else if record.count > MOST_ELEMENTS {
            record.fail(ProblemKind::TooLarge, format!("it has more than {MOST_ELEMENTS} elements"));
        } else if record.bytes > self.bounds.bytes {
            record.fail(ProblemKind::TooLarge, too_large(self.bounds.bytes));
        }
        if record.broke.is_none() {
            record.elements.push(element);
        }
    }

    /// Takes an entity of the file's own.
    fn entity(&mut self, name: &str) {
        match self.entities.expand(name) {
            Expanded::Text(text) => self.text(&markup::entities(&text)),
            Expanded::Unknown => self.text(&format!("&{name};")),
            Expanded::TooMuch => {
                let most = self.bounds.entities.div_ceil(1000);
                let detail = format!(
                    "its entities become more than {most} kB; if it is what it should be, raise entity_kilobytes in the settings"
                );
                self.record.fail(ProblemKind::TooManyEntities, detail);
            }
        }
    }

    fn text(&mut self, text: &str) {
        let record = &mut self.record;
        if !record.elements.is_empty() {
            record.bytes += text.len() as u64;
            if record.bytes > self.bounds.bytes {
                record.fail(ProblemKind::TooLarge, too_large(self.bounds.bytes));
            }
            if record.broke.is_none() {
                record.add_text(text);
            }
        } else if let Some(frame) = self.frames.last_mut()
            && frame.text.len() + text.len() <= LONGEST_AROUND
        {
            frame.text.push_str(text);
        }
    }

    /// Closes the element with a name and those in it whose end is missing.
    fn end(&mut self, raw: &str) -> Option<Next> {
        let at = self.frames.iter().rposition(|frame| frame.raw == raw)?;
        let mut next = None;
        while self.frames.len() > at {
            next = self.close().or(next);
        }
        next
    }

    /// Closes the innermost element.
    fn close(&mut self) -> Option<Next> {
        let frame = self.frames.pop()?;
        self.namespaces.leave(&frame.scope);
        if self.record.elements.is_empty() {
            self.keep_around(&frame);
            return None;
        }
        // Beyond a limit nothing was opened: only the end of the record counts.
        let depth = self.frames.len() - self.record.base.min(self.frames.len());
        if depth > 0 {
            if self.record.broke.is_none() && self.record.elements.len() > depth {
                self.close_inner();
            }
            return None;
        }
        let mut record = std::mem::take(&mut self.record);
        if let Some((kind, detail)) = record.broke {
            return Some(Next::Damaged(None, kind, detail));
        }
        record.elements.truncate(1);
        record.elements.pop().map(Next::Record)
    }

    fn close_inner(&mut self) {
        if let Some(inner) = self.record.elements.pop()
            && let Some(outer) = self.record.elements.last_mut()
        {
            outer.children.push(Node::Element(inner));
        }
    }

    /// Keeps the value of an element that is no part of a record.
    fn keep_around(&mut self, frame: &Frame) {
        let text = frame.text.trim();
        if frame.has_elements || text.is_empty() || self.around.len() >= MOST_AROUND {
            return;
        }
        let path = self.path(&frame.name);
        self.around.push((path, sanitize(text.into()).into_owned()));
    }

    /// Keeps those attributes of such an element that are values as much as text is; their paths end in `@name`.
    fn keep_attributes(&mut self, name: &str, attributes: Vec<(String, String)>) {
        for (attribute, value) in attributes {
            let fits = VALUES.contains(&attribute.as_str()) && value.len() <= LONGEST_AROUND;
            if fits && self.around.len() < MOST_AROUND {
                let path = format!("{}@{attribute}", self.path(name));
                self.around.push((path, sanitize(value.into()).into_owned()));
            }
        }
    }

    /// The names of the elements around one that is no part of a record, below the root, and its own.
    fn path(&self, name: &str) -> String {
        let mut path = String::new();
        for outer in self.frames.iter().skip(1).take(6) {
            path.push_str(&outer.name);
            path.push('/');
        }
        path + name
    }

    fn end_of_file(&mut self) -> Option<Next> {
        self.ended = true;
        if self.record.elements.is_empty() {
            return None;
        }
        while self.record.elements.len() > 1 {
            self.close_inner();
        }
        let record = std::mem::take(&mut self.record);
        let (kind, detail) =
            record.broke.unwrap_or((ProblemKind::Broken, "the file ends before it does".to_owned()));
        Some(Next::Damaged(record.elements.into_iter().next(), kind, detail))
    }

    fn failed(&mut self, error: &Error) -> Result<Option<Next>, Problem> {
        if let Error::Io(error) = error {
            if self.reader.get_ref().get_ref().is_spent() {
                return Err(Problem::new(
                    ProblemKind::TooLarge,
                    format!("a single tag or text in it: {}", too_large(self.bounds.bytes)),
                ));
            }
            return Err(unreadable(error));
        }
        self.errors += 1;
        let detail = format!("{error}, at byte {}", self.reader.error_position());
        if self.errors > MOST_ERRORS {
            return Err(Problem::new(ProblemKind::Broken, detail));
        }
        Ok(Some(Next::Damaged(None, ProblemKind::Broken, detail)))
    }
}

impl Open {
    /// Adds to the text of the innermost element.
    fn add_text(&mut self, text: &str) {
        let Some(element) = self.elements.last_mut() else { return };
        match element.children.last_mut() {
            Some(Node::Text(before)) => before.push_str(text),
            _ => element.children.push(Node::Text(text.to_owned())),
        }
    }

    /// Gives up what was read of the record: a limit was broken.
    fn fail(&mut self, kind: ProblemKind, detail: String) {
        if self.broke.is_none() {
            self.broke = Some((kind, detail));
            self.elements.truncate(1);
            self.elements.iter_mut().for_each(|element| element.children = Vec::new());
        }
    }
}

fn too_large(most: u64) -> String {
    format!(
        "it has more than {} MB; split it, or raise text_megabytes in the settings",
        most.div_ceil(1_000_000)
    )
}
