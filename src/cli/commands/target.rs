//! Finds the article or file that an argument means: an id, the beginning of one, or a path.

use std::path::Path;

use intake::BETWEEN;
use morgue::archive::{Archive, Lookup, Reader, archive_path, record::ArticleRecord};

use crate::cli::Failure;

/// The articles that `target` means: that of an id, or those of a file.
pub(super) fn articles(
    archive: &Archive,
    reader: &Reader,
    target: &str,
) -> Result<Vec<ArticleRecord>, Failure> {
    let from_path = reader.articles_at(&path_in_archive(archive, target))?;
    if !from_path.is_empty() {
        return Ok(from_path);
    }
    match reader.by_id(target)? {
        Lookup::One(record) => Ok(vec![record]),
        Lookup::Missing => Ok(Vec::new()),
        Lookup::Several(ids) => {
            Err(Failure::new(format_args!("\"{target}\" is the beginning of several ids"))
                .hint(format_args!("type more of it: {}", ids.join(", "))))
        }
    }
}

/// A path as the archive writes it: given relative to the current folder, to the archive, or absolute.
///
/// What stands behind the first `!/` names a member of a file and is taken as it is.
pub(super) fn path_in_archive(archive: &Archive, target: &str) -> String {
    // A folder may have a name that ends like a container's.
    if let Some((file, member)) = target.split_once(BETWEEN).filter(|_| !Path::new(target).exists()) {
        return format!("{}{BETWEEN}{member}", path_in_archive(archive, file));
    }
    let path = Path::new(target);
    let absolute = match path.parent().filter(|parent| !parent.as_os_str().is_empty()) {
        Some(parent) => parent.canonicalize().map(|parent| parent.join(path.file_name().unwrap_or_default())),
        None => Path::new(".").canonicalize().map(|here| here.join(path)),
    };
    let inside = absolute.ok().filter(|full| full.exists());
    match inside.as_deref().map(|full| full.strip_prefix(archive.root())) {
        Some(Ok(relative)) => archive_path(relative),
        _ => target.strip_prefix("./").unwrap_or(target).to_owned(),
    }
}
