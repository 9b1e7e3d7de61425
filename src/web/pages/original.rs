//! The file that an article was read from, shown so that nothing in it can do anything.

use std::{
    fs::File,
    io::Read,
    path::{Path, PathBuf},
};

use axum::http::{HeaderValue, header};
use maud::html;

use super::shell::Shell;
use crate::{
    archive::{ArchiveError, file_system_path, record::ArticleRecord},
    desk::Settings,
    view::{ArticleView, CitationView},
    web::{api, app::App, asked::Asked, reply::Reply, trouble::Trouble},
};

/// Most bytes of a file that are shown or handed over.
const LARGEST: u64 = 50_000_000;

/// A page of a file may look as it did, and may do nothing: no script, no request, no form, an origin of its own.
const POLICY: &str = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; \
    form-action 'none'; base-uri 'none'; frame-ancestors 'self'";

/// The page around the file.
pub(in crate::web) fn page(app: &App, asked: &Asked) -> Result<Reply, Trouble> {
    let opened = app.opened()?;
    let record = api::find(&opened, asked.part("id"))?;
    let citation = CitationView::from(&ArticleView::new(&record, &[]));
    let file = format!("/original/{}", citation.id);
    let shown = kind(&record);
    let body = html! {
        section.original {
            h1.unseen { "The original of " (citation.title) }
            p { a href=(format!("/article/{}", citation.id)) { "← " (citation.title) } }
            p.path { (citation.path) }
            @if let Err(trouble) = inside(app, &record) { p.nothing { (trouble.detail) } }
            @else { @match shown {
                Kind::Download => p { a href=(file) download { "Keep a copy of the file" } },
                Kind::Page | Kind::Text => {
                    iframe.plain[shown == Kind::Text] src=(file) sandbox="" referrerpolicy="no-referrer" title="The original file" {}
                    @if shown == Kind::Page { p.nothing { "Shown without scripts, pictures from elsewhere, and forms." } }
                }
            } }
        }
    };
    Ok(Reply::page(Shell::new(app, &citation.title).page(&body)))
}

/// The file itself.
pub(in crate::web) fn file(app: &App, asked: &Asked) -> Result<Reply, Trouble> {
    let opened = app.opened()?;
    let record = api::find(&opened, asked.part("id"))?;
    let path = inside(app, &record)?;
    let mut bytes = Vec::new();
    let read = File::open(&path).and_then(|file| file.take(LARGEST + 1).read_to_end(&mut bytes));
    read.map_err(|source| Trouble::from(ArchiveError::Io { path: path.clone(), source }))?;
    if bytes.len() as u64 > LARGEST {
        let megabytes = LARGEST / 1_000_000;
        return Err(Trouble::missing(format_args!(
            "{} has more than {megabytes} MB; open it there",
            path.display()
        )));
    }
    let policy = HeaderValue::from_static(POLICY);
    let reply = match kind(&record) {
        Kind::Page => Reply::new("text/html", bytes),
        Kind::Text if str::from_utf8(&bytes).is_ok() => Reply::new("text/plain; charset=utf-8", bytes),
        // Of other encodings browsers know more than nothing.
        Kind::Text => Reply::new("text/plain", bytes),
        Kind::Download => {
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            Reply::new("application/octet-stream", bytes).kept_as(&name)
        }
    };
    Ok(reply.with(header::CONTENT_SECURITY_POLICY, policy))
}

/// How a file is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// As the page that it is.
    Page,
    /// As its text.
    Text,
    /// Not at all; it can be kept.
    Download,
}

fn kind(record: &ArticleRecord) -> Kind {
    let name = record.path.rsplit('/').next().unwrap_or_default();
    let suffix = name.rsplit_once('.').map(|(_, suffix)| suffix.to_ascii_lowercase()).unwrap_or_default();
    match suffix.as_str() {
        "html" | "htm" => Kind::Page,
        "txt" | "md" | "markdown" | "json" | "jsonl" | "csv" | "tsv" | "xml" | "sgm" | "sgml" | "text"
        | "eml" => Kind::Text,
        _ => Kind::Download,
    }
}

/// The path of an article's file, if that lies in the archive: a link that leads out of it is only followed if the
/// settings say so.
fn inside(app: &App, record: &ArticleRecord) -> Result<PathBuf, Trouble> {
    let root = app.archive.root();
    let full = root.join(file_system_path(&record.path));
    let gone = |source| Trouble::missing(format_args!("{} cannot be read: {source}", record.path));
    let real = full.canonicalize().map_err(gone)?;
    if is_below(&real, root) || Settings::load(&app.archive)?.walk.follow {
        Ok(real)
    } else {
        Err(Trouble::forbidden(format_args!("{} is a link that leads out of the archive", record.path)))
    }
}

fn is_below(path: &Path, root: &Path) -> bool {
    path.starts_with(root)
}
