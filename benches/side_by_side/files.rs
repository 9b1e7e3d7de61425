//! The texts of a folder, in the order of their paths.

use std::{
    ffi::OsStr,
    fs, io,
    path::{Path, PathBuf},
};

/// The plain texts below a folder; hidden folders are left out, as every peer does.
pub(crate) fn texts(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            let is_hidden = entry.file_name().to_string_lossy().starts_with('.');
            match entry.file_type() {
                Ok(kind) if kind.is_dir() && !is_hidden => folders.push(path),
                Ok(kind) if kind.is_file() && path.extension() == Some(OsStr::new("txt")) => found.push(path),
                _ => {}
            }
        }
    }
    found.sort();
    found
}

/// How many texts there are below a folder, and their bytes.
pub(crate) fn count(folder: &Path) -> (u64, u64) {
    let texts = texts(folder);
    let bytes = texts.iter().filter_map(|path| path.metadata().ok()).map(|metadata| metadata.len()).sum();
    (texts.len() as u64, bytes)
}

/// Copies so many of a folder's texts, drawn evenly from all of it.
pub(crate) fn sample(folder: &Path, into: &Path, wanted: u64) -> io::Result<()> {
    let texts = texts(folder);
    let step = (texts.len() as f64 / wanted as f64).max(1.0);
    for number in 0..wanted.min(texts.len() as u64) {
        let path = &texts[((number as f64 * step) as usize).min(texts.len() - 1)];
        let to = into.join(path.strip_prefix(folder).unwrap_or(path));
        fs::create_dir_all(to.parent().unwrap_or(into))?;
        fs::copy(path, to)?;
    }
    Ok(())
}
