//! Tar files, member by member as they stream by.
//!
//! The crate's iterator holds long names and extended headers whole, however long a hostile file says they are: here
//! the crate reads the headers, and the loop is our own.

use std::io::{self, Read};

use tar::{EntryType, Header, PaxExtensions};

use crate::{
    Format, Problem, ProblemKind, Sink,
    detect::Head,
    formats::zip::member_name,
    read::{Input, unreadable},
};

/// The row of the table.
pub(super) const FORMAT: Format = Format {
    name: "tar",
    version: 2,
    about: "tar archives, member by member",
    suffixes: &["tar"],
    claims,
    read,
};

const BLOCK: usize = 512;
/// The longest name or extended header that is believed.
const LONGEST_EXTENSION: u64 = 1 << 20;

fn claims(head: &Head<'_>) -> bool {
    head.bytes.get(..BLOCK).is_some_and(|block| checked(block).is_some())
}

/// The header that a block is, if its sum is right.
fn checked(block: &[u8]) -> Option<&Header> {
    let header = Header::from_byte_slice(block);
    let sum: u32 =
        block.iter().enumerate().map(|(i, b)| if (148..156).contains(&i) { 32 } else { u32::from(*b) }).sum();
    let is_named =
        block[0] != 0 || matches!(header.entry_type(), EntryType::XGlobalHeader | EntryType::XHeader);
    (is_named && header.cksum().is_ok_and(|expected| expected == sum)).then_some(header)
}

/// What extended headers say of the next member.
#[derive(Default)]
struct Extended {
    name: Option<String>,
    size: Option<u64>,
}

fn read(input: &mut Input<'_>, sink: &mut dyn Sink) -> Result<(), Problem> {
    let mut extended = Extended::default();
    let mut block = [0; BLOCK];
    loop {
        match input.reader.read_exact(&mut block) {
            Ok(()) if block == [0; BLOCK] => return Ok(()),
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Err(truncated()),
            Err(error) => return Err(unreadable(&error)),
        }
        let header = checked(&block).ok_or_else(damaged)?;
        let size = extended.size.take().map_or_else(|| header.entry_size(), Ok).map_err(|_| damaged())?;
        let kind = header.entry_type();
        let mut rest = Read::take(&mut *input.reader, size);
        if kind.is_gnu_longname() || kind.is_pax_local_extensions() {
            if size > LONGEST_EXTENSION {
                return Err(damaged());
            }
            let mut bytes = Vec::new();
            rest.read_to_end(&mut bytes).map_err(|error| unreadable(&error))?;
            extend(&mut extended, kind, &bytes);
        } else {
            let name = extended.name.take();
            let name = name.unwrap_or_else(|| String::from_utf8_lossy(&header.path_bytes()).into_owned());
            if let Some(name) = member_name(&name).filter(|_| kind.is_file() || kind.is_contiguous())
                && input.nest.read(&name, &mut rest, sink).is_break()
            {
                return Ok(());
            }
        }
        io::copy(&mut rest, &mut io::sink()).map_err(|error| unreadable(&error))?;
        if rest.limit() > 0 {
            return Err(truncated());
        }
        let padding = (BLOCK as u64 - size % BLOCK as u64) % BLOCK as u64;
        io::copy(&mut Read::take(&mut *input.reader, padding), &mut io::sink())
            .map_err(|error| unreadable(&error))?;
    }
}

fn extend(extended: &mut Extended, kind: EntryType, bytes: &[u8]) {
    if kind.is_gnu_longname() {
        let end = bytes.iter().position(|b| *b == 0).unwrap_or(bytes.len());
        extended.name = Some(String::from_utf8_lossy(&bytes[..end]).into_owned());
        return;
    }
    for record in PaxExtensions::new(bytes).flatten() {
        match record.key_bytes() {
            b"path" => extended.name = Some(String::from_utf8_lossy(record.value_bytes()).into_owned()),
            b"size" => extended.size = record.value().ok().and_then(|size| size.parse().ok()),
            _ => {}
        }
    }
}

fn truncated() -> Problem {
    let detail = "it ends in the middle of a tar file; what came before is kept; get the file again";
    Problem::new(ProblemKind::Broken, detail)
}

fn damaged() -> Problem {
    let detail = "the tar file is damaged here; what came before is kept; get the file again";
    Problem::new(ProblemKind::Broken, detail)
}
