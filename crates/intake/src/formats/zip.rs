//! ZIP files, read by their directory at the end, member by member.

use std::{
    io::{Read, Seek},
    ops::ControlFlow,
};

use zip::{ZipArchive, result::ZipError};

use crate::{
    Format, Problem, ProblemKind, Sink,
    detect::Head,
    read::{Input, unreadable},
};

/// The rows of the table. A crawl is told from another ZIP file by what its directory lists, so that its own list of
/// pages is not read beside them.
pub(super) const WACZ: Format = Format {
    name: "wacz",
    version: 2,
    about: "web crawls packed as WACZ: the WARC files in them",
    suffixes: &["wacz"],
    claims: |head| head.suffix == "wacz" && claims(head),
    read,
};
pub(super) const FORMAT: Format = Format {
    name: "zip",
    version: 3,
    about: "ZIP archives, member by member",
    suffixes: &["zip"],
    claims,
    read,
};

/// Suffixes of documents and programs that are ZIP files inside: to be read as one, or not at all.
const NO_CONTAINERS: &[&str] = &[
    "docx", "docm", "dotx", "xlsx", "xlsm", "pptx", "odt", "ods", "odp", "epub", "jar", "apk", "xpi",
    "pages", "key", "numbers", "idml", "kmz",
];
/// The first members of such documents.
const OF_DOCUMENTS: &[&[u8]] =
    &[b"[Content_Types].xml", b"_rels/.rels", b"mimetype", b"META-INF/MANIFEST.MF"];

/// A damaged file can list nothing as well as an empty one; which it is cannot be told.
const NO_MEMBERS: &str = "the ZIP file lists no files but folders and hidden ones; if there should be others, it is damaged: get the file again";

fn claims(head: &Head<'_>) -> bool {
    let first = head.bytes.get(30..).unwrap_or_default();
    (head.bytes.starts_with(b"PK\x03\x04") || head.bytes.starts_with(b"PK\x05\x06"))
        && !NO_CONTAINERS.contains(&head.suffix)
        && !OF_DOCUMENTS.iter().any(|name| first.starts_with(name))
}

fn read(input: &mut Input<'_>, sink: &mut dyn Sink) -> Result<(), Problem> {
    let nest = input.nest;
    let seekable = nest.seekable(&mut *input.reader).map_err(|error| unreadable(&error))?;
    let mut archive = ZipArchive::new(seekable).map_err(|error| problem(&error))?;
    let crawl = is_crawl(&archive);
    let mut has_members = false;
    for index in 0..archive.len() {
        let listed = archive.name_for_index(index).and_then(Result::ok).map(std::borrow::Cow::into_owned);
        let listed = listed.unwrap_or_else(|| format!("member {}", index + 1));
        let Some(name) = member_name(&listed) else { continue };
        if crawl && !is_warc(&name) {
            continue;
        }
        has_members = true;
        let flow = match archive.by_index(index) {
            Ok(mut member) => nest.read(&name, &mut nest.unpacked(&mut member), sink),
            Err(error) => {
                sink.problem(Problem { member: Some(name), ..problem(&error) });
                nest.count_member()
            }
        };
        if let ControlFlow::Break(()) = flow {
            break;
        }
    }
    if has_members { Ok(()) } else { Err(Problem::new(ProblemKind::Empty, NO_MEMBERS)) }
}

/// Whether the members are those of a WACZ file: a package with crawls in its folder for them.
fn is_crawl<R: Read + Seek>(archive: &ZipArchive<R>) -> bool {
    let mut names = archive.file_names();
    archive.index_for_name("datapackage.json").is_some()
        && names.any(|name| name.is_ok_and(|name| is_warc(&name)))
}

fn is_warc(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.starts_with("archive/") && [".warc.gz", ".warc"].iter().any(|suffix| name.ends_with(suffix))
}

/// The name of a member as it is shown; nothing for folders and for what the walk of a folder leaves out too.
pub(super) fn member_name(name: &str) -> Option<String> {
    let name = name.replace('\\', "/");
    let parts: Vec<&str> = name.split('/').filter(|part| !matches!(*part, "" | "." | "..")).collect();
    let is_hidden = parts.iter().any(|part| part.starts_with('.') || *part == "__MACOSX");
    (!name.ends_with('/') && !is_hidden && !parts.is_empty()).then(|| parts.join("/"))
}

fn problem(error: &ZipError) -> Problem {
    let encrypted = "needs a password; unpack it with the password and index what comes out";
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => {
            Problem::new(ProblemKind::Encrypted, encrypted)
        }
        ZipError::CompressionMethodNotSupported(method) => {
            let detail =
                format!("packed by method {method}, which is not read; unpack it and index what comes out");
            Problem::new(ProblemKind::Unsupported, detail)
        }
        ZipError::UnsupportedArchive(what) => {
            let detail = format!("not read: {what}; unpack it and index what comes out");
            Problem::new(ProblemKind::Unsupported, detail)
        }
        other => {
            let detail = format!("the ZIP file is damaged or cut off ({other}); get the file again");
            Problem::new(ProblemKind::Broken, detail)
        }
    }
}
