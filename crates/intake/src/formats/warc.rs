//! Crawls of the web, `.warc` and `.warc.gz` (ISO 28500, versions 1.0 and 1.1): every web page in them, record by record.
//!
//! The crate for the format holds whole records in memory unless each is read by hand, and ends at the first damaged
//! one; the format is lines of headers and a length, so `records` reads it itself and goes on behind what is damaged.
//! `http` takes the answers of servers apart.

mod http;
mod records;

use std::{
    io::{self, BufReader, Read},
    ops::ControlFlow,
};

use crate::{
    Article, Format, Problem, ProblemKind, Sink,
    decode::decode,
    detect::Head,
    fields::{Fields, key::Key, url},
    formats::html,
    read::{Input, Nest, empty, unreadable},
    record::plain_blocks,
    sanitize::sanitize,
    story,
};
use http::Answer;
use records::{Block, Fields as Header, Records, Step};

/// The row of the table.
pub(super) const FORMAT: Format = Format {
    name: "warc",
    version: 6,
    about: "web crawls (WARC), a page a record",
    suffixes: &["warc"],
    claims: |head: &Head<'_>| head.bytes.starts_with(b"WARC/1.") || head.bytes.starts_with(b"WARC/0."),
    read,
};

fn read(input: &mut Input<'_>, sink: &mut dyn Sink) -> Result<(), Problem> {
    let mut records = Records::new(BufReader::with_capacity(1 << 16, &mut *input.reader));
    let (nest, mut seen) = (input.nest, Seen::default());
    loop {
        let flow = match records.step() {
            Ok(Step::End) => break,
            Ok(Step::Record(header)) => record(&header, &mut records, &mut seen, nest, sink),
            Ok(Step::Damaged { from, to }) => {
                let detail = format!(
                    "record {} at byte {from} is damaged; the rest was read on from byte {to}",
                    records.number + 1
                );
                seen.problem(Problem::new(ProblemKind::Broken, detail), sink);
                nest.flow()
            }
            Err(error) if nest.flow().is_continue() && records.may_go_on() => {
                let detail = format!(
                    "record {} at byte {} is damaged or cut off ({error}); what follows it was read",
                    records.number, records.begin
                );
                seen.problem(Problem::new(ProblemKind::Broken, detail), sink);
                ControlFlow::Continue(())
            }
            Err(error) => return Err(unreadable(&error)),
        };
        if flow.is_break() {
            return Ok(());
        }
    }
    seen.finish()
}

/// What was in a crawl.
#[derive(Default)]
struct Seen {
    pages: u64,
    problems: u64,
    redirects: u64,
    errors: u64,
    revisits: u64,
    others: u64,
}

impl Seen {
    fn problem(&mut self, problem: Problem, sink: &mut dyn Sink) {
        self.problems += 1;
        sink.problem(problem);
    }

    /// The problem of a crawl without pages.
    fn finish(&self) -> Result<(), Problem> {
        if self.pages + self.problems > 0 {
            return Ok(());
        }
        let detail = format!(
            "no web page in it, but {} redirects, {} errors of servers, {} revisits and {} other records",
            self.redirects, self.errors, self.revisits, self.others
        );
        Err(Problem::new(ProblemKind::Empty, detail))
    }
}

/// The longest address that a page is known by.
const LONGEST_ADDRESS: usize = 2000;

/// Reads a record whose header was read.
fn record<R: io::BufRead>(
    header: &Header,
    records: &mut Records<R>,
    seen: &mut Seen,
    nest: Nest<'_>,
    sink: &mut dyn Sink,
) -> ControlFlow<()> {
    let address = header.get("warc-target-uri").trim_start_matches('<').trim_end_matches('>');
    let kind = header.get("warc-type").to_ascii_lowercase();
    let on_web = url::host(address).is_some() && address.len() <= LONGEST_ADDRESS;
    let is_answer = header.get("content-type").to_ascii_lowercase().starts_with("application/http");
    let answer = match kind.as_str() {
        "response" if on_web && is_answer => http::answer(&mut records.block()),
        "resource" | "conversion" if on_web => Ok(Some(Answer::of_record(header, &kind))),
        "revisit" => {
            seen.revisits += 1;
            return nest.skip();
        }
        "response" | "resource" | "conversion" | "continuation" => Ok(None),
        _ => return nest.count_member(),
    };
    match answer {
        Ok(Some(answer)) if answer.is_page() => page(header, address, &answer, records, seen, nest, sink),
        Ok(Some(answer)) => {
            match answer.status {
                300..=399 => seen.redirects += 1,
                400.. => seen.errors += 1,
                _ => seen.others += 1,
            }
            nest.skip()
        }
        _ => {
            seen.others += 1;
            nest.skip()
        }
    }
}

/// Reads a page.
fn page<R: io::BufRead>(
    header: &Header,
    address: &str,
    answer: &Answer,
    records: &mut Records<R>,
    seen: &mut Seen,
    nest: Nest<'_>,
    sink: &mut dyn Sink,
) -> ControlFlow<()> {
    let (number, begin) = (records.number, records.begin);
    let format = if answer.is_plain { &FORMAT } else { &html::FORMAT };
    let name = sanitize(address.into());
    let whole = header.get("content-length").parse::<u64>().unwrap_or_default();
    let mut is_page = false;
    let flow = nest.read_as(format, &name, sink, &mut |nest, sink| {
        let mut block = records.block();
        let (bytes, broken) = body(answer, &mut block, nest)?;
        if broken.is_some() || block.is_cut_off() {
            let detail = format!(
                "record {number} at byte {begin} is damaged or cut off, of {whole} bytes; what there is of it was read"
            );
            sink.problem(Problem::new(ProblemKind::Broken, detail));
        }
        is_page = answer.is_certain || html::is_page(&bytes);
        if !is_page {
            return Ok(());
        }
        // It is one of many: whether to go on is asked below.
        let _ = sink.article(article(header, address, answer, &bytes).ok_or_else(empty)?);
        Ok(())
    });
    if is_page {
        seen.pages += 1;
    } else {
        seen.others += 1;
    }
    flow
}

/// The bytes of a page, and what ended them too early.
fn body<R: io::BufRead>(
    answer: &Answer,
    block: &mut Block<'_, R>,
    nest: Nest<'_>,
) -> Result<(Vec<u8>, Option<io::Error>), Problem> {
    let decoder = answer.body(block).map_err(|error| unreadable(&error))?;
    let mut forgiving = Forgiving { inner: nest.unpacked(decoder), error: None };
    let bytes = nest.text_bytes(&mut forgiving)?;
    let error = forgiving.error.take();
    match error {
        Some(error) if bytes.is_empty() => Err(unreadable(&error)),
        error => Ok((bytes, error)),
    }
}

/// Ends where a stream breaks, and keeps why.
struct Forgiving<R> {
    inner: R,
    error: Option<io::Error>,
}

impl<R: Read> Read for Forgiving<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.error.is_some() {
            return Ok(0);
        }
        self.inner.read(buffer).or_else(|error| {
            self.error = Some(error);
            Ok(0)
        })
    }
}

/// The article that a page is.
///
/// The day of the crawl counts as that of a copy: it dates a page only if nothing else does. The name of the file is no
/// evidence, since crawlers put the day of the crawl into it.
fn article(header: &Header, address: &str, answer: &Answer, bytes: &[u8]) -> Option<Article> {
    let mut fields = Fields::default();
    fields.take(Key::Url, address.split('#').next().unwrap_or(address));
    fields.take(Key::Created, header.get("warc-date"));
    if answer.is_plain {
        return story::article(plain_blocks(&decode(bytes)), fields, "");
    }
    html::article(&html::text(bytes, answer.charset.as_deref()), fields, "")
}

#[cfg(test)]
mod tests;
