//! The answers of servers in a crawl: what they are, and their bodies without the encodings of their transport.
//!
//! Crawlers write down headers as they came and bodies as they had them, unpacked or not: a body that does not look as
//! its headers say is taken as it stands.

use std::io::{self, BufRead, BufReader, Read};

use super::records::{Fields, line};
use crate::read::Peek;

/// What a server answered, or a record that holds a page itself.
pub(super) struct Answer {
    /// The code of HTTP: 200 is a page.
    pub(super) status: u16,
    /// The encoding of the text that was told.
    pub(super) charset: Option<String>,
    /// It is text without markup, which a program made of a page.
    pub(super) is_plain: bool,
    /// Its type was told.
    pub(super) is_certain: bool,
    is_html: bool,
    chunked: bool,
    /// How the body is packed, in the order in which that was done.
    packed: Vec<String>,
}

/// Reads the head of an answer; nothing if it is none.
pub(super) fn answer(reader: &mut impl BufRead) -> io::Result<Option<Answer>> {
    let Some(first) = line(reader)? else { return Ok(None) };
    let first = String::from_utf8_lossy(&first).into_owned();
    let mut words = first.split_whitespace();
    let is_http = words.next().is_some_and(|version| version.starts_with("HTTP/"));
    let Some(status) = words.next().filter(|_| is_http).and_then(|code| code.parse().ok()) else {
        return Ok(None);
    };
    let fields = Fields::read(reader)?;
    let packed = fields.get("content-encoding").split(',').map(|name| name.trim().to_ascii_lowercase());
    Ok(Some(Answer {
        status,
        chunked: fields.get("transfer-encoding").to_ascii_lowercase().contains("chunked"),
        packed: packed.filter(|name| !name.is_empty() && name != "identity").collect(),
        ..Answer::of_type(fields.get("content-type"))
    }))
}

impl Answer {
    fn of_type(content_type: &str) -> Self {
        let lower = content_type.to_ascii_lowercase();
        let kind = lower.split(';').next().unwrap_or_default().trim();
        let charset = lower.split_once("charset=").map(|(_, rest)| {
            rest.trim_start_matches(['"', '\''])
                .split(['"', '\'', ';', ' ', ','])
                .next()
                .unwrap_or_default()
                .to_owned()
        });
        let is_html = matches!(kind, "text/html" | "application/xhtml+xml");
        Self {
            status: 200,
            charset,
            is_plain: false,
            is_certain: is_html,
            // What has no type may be a page: its first bytes tell.
            is_html: is_html || kind.is_empty(),
            chunked: false,
            packed: Vec::new(),
        }
    }

    /// A record that holds a page, or the text that a program made of one, without the answer of a server.
    pub(super) fn of_record(header: &Fields, kind: &str) -> Self {
        let content_type = header.get("content-type");
        let is_plain = kind == "conversion" && content_type.to_ascii_lowercase().starts_with("text/plain");
        let answer = Self::of_type(content_type);
        Self {
            is_plain,
            is_certain: answer.is_certain || is_plain,
            is_html: answer.is_html || is_plain,
            ..answer
        }
    }

    /// Whether it is a web page that the server had.
    pub(super) fn is_page(&self) -> bool {
        matches!(self.status, 200 | 203) && self.is_html
    }

    /// The body, unpacked.
    pub(super) fn body<'r>(&self, reader: &'r mut dyn BufRead) -> io::Result<Box<dyn BufRead + 'r>> {
        let mut body = Peek::new(reader);
        let is_chunked = self.chunked && begins_chunk(body.peek(LOOK)?);
        let mut body: Box<dyn BufRead + 'r> = Box::new(body);
        if is_chunked {
            body = Box::new(BufReader::new(Chunks { inner: body, left: 0, ended: false }));
        }
        for name in self.packed.iter().rev().take(3) {
            body = unpacked(name, body)?;
        }
        Ok(body)
    }
}

/// How many bytes at the beginning of a body tell how it is packed.
const LOOK: usize = 128;

/// The largest window, as a power of two, that a page packed with zstd may ask for (RFC 9659).
const ZSTD_WINDOW: u32 = 23;

fn unpacked<'r>(name: &str, body: Box<dyn BufRead + 'r>) -> io::Result<Box<dyn BufRead + 'r>> {
    let mut body = Peek::new(body);
    let start = body.peek(LOOK)?;
    let zlib = start.len() > 1 && start[0] & 0x0F == 8 && u16::from_be_bytes([start[0], start[1]]) % 31 == 0;
    let decoder: Box<dyn Read + 'r> = match name {
        "gzip" | "x-gzip" if start.starts_with(b"\x1F\x8B") => {
            Box::new(flate2::bufread::MultiGzDecoder::new(body))
        }
        "deflate" if zlib => Box::new(flate2::bufread::ZlibDecoder::new(body)),
        "deflate" if !looks_like_text(start) => Box::new(flate2::bufread::DeflateDecoder::new(body)),
        "br" if !looks_like_text(start) => Box::new(brotli_decompressor::Decompressor::new(body, 1 << 14)),
        "zstd" if start.starts_with(b"\x28\xB5\x2F\xFD") => {
            let mut decoder = zstd::stream::read::Decoder::with_buffer(body)?;
            decoder.window_log_max(ZSTD_WINDOW)?;
            Box::new(decoder)
        }
        _ => return Ok(Box::new(body)),
    };
    Ok(Box::new(BufReader::new(decoder)))
}

/// Whether bytes are a page that was unpacked before it was written down.
fn looks_like_text(start: &[u8]) -> bool {
    let start = start.trim_ascii_start();
    start.starts_with(b"<") && start.iter().take(64).all(|b| *b >= b' ' || b.is_ascii_whitespace())
}

/// The most digits of the length of a chunk.
const MOST_DIGITS: usize = 15;

/// The length of a chunk that its first line says.
fn chunk_length(line: &[u8]) -> Option<u64> {
    let line = line.split(|b| *b == b';').next()?.trim_ascii();
    let text = std::str::from_utf8(line).ok().filter(|text| (1..=MOST_DIGITS).contains(&text.len()))?;
    u64::from_str_radix(text, 16).ok()
}

fn begins_chunk(bytes: &[u8]) -> bool {
    let end = bytes.iter().take(100).position(|b| *b == b'\n');
    end.is_some_and(|end| chunk_length(&bytes[..end]).is_some())
}

/// Puts a body together that was sent in pieces.
struct Chunks<R> {
    inner: R,
    left: u64,
    ended: bool,
}

impl<R: BufRead> Read for Chunks<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.left == 0 && !self.ended {
            let Some(line) = line(&mut self.inner)? else { break };
            // Behind each piece there is a line end.
            if line.trim_ascii().is_empty() {
                continue;
            }
            let broken = || io::Error::new(io::ErrorKind::InvalidData, "a piece without a length");
            self.left = chunk_length(&line).ok_or_else(broken)?;
            self.ended = self.left == 0;
        }
        let most = usize::try_from(self.left).unwrap_or(usize::MAX).min(buffer.len());
        let count = self.inner.read(&mut buffer[..most])?;
        self.left -= count as u64;
        Ok(count)
    }
}
