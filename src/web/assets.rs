//! Style, script and picture of the pages: part of the program, and kept by the browser as long as they are the same.

use axum::http::{HeaderValue, header};

use super::{app::App, asked::Asked, reply::Reply, trouble::Trouble};

/// Where they lie.
const FOLDER: &str = "/assets/";

/// A file that pages load.
struct Asset {
    name: &'static str,
    kind: &'static str,
    content: &'static str,
}

const ASSETS: [Asset; 3] = [
    Asset { name: "style.css", kind: "text/css; charset=utf-8", content: include_str!("assets/style.css") },
    Asset {
        name: "script.js",
        kind: "text/javascript; charset=utf-8",
        content: include_str!("assets/script.js"),
    },
    Asset { name: "icon.svg", kind: "image/svg+xml", content: include_str!("assets/icon.svg") },
];

/// The address of a file; another one as soon as its content is another.
pub(super) fn address(name: &str) -> String {
    let content = ASSETS.iter().find(|asset| asset.name == name).map_or("", |asset| asset.content);
    format!("{FOLDER}{name}?{}", &blake3::hash(content.as_bytes()).to_hex()[..12])
}

/// Whether a path leads to a file that says nothing of the archive.
pub(super) fn is_one(path: &str) -> bool {
    path.starts_with(FOLDER)
}

/// A file.
pub(super) fn show(_: &App, asked: &Asked) -> Result<Reply, Trouble> {
    let name = asked.part("name");
    let asset = ASSETS.iter().find(|asset| asset.name == name);
    let asset = asset.ok_or_else(|| Trouble::missing(format_args!("there is no file \"{name}\"")))?;
    let forever = HeaderValue::from_static("private, max-age=31536000, immutable");
    Ok(Reply::new(asset.kind, asset.content).with(header::CACHE_CONTROL, forever))
}
