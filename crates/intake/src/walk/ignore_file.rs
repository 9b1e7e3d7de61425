//! Reads the `.morgueignore` file of one folder.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use ignore::gitignore::{Gitignore, GitignoreBuilder};

/// Its name, in any folder.
const NAME: &str = ".morgueignore";

/// The patterns that the ignore file of `folder` holds, if there is one; `below` is the folder relative to the root.
///
/// A line that is no pattern is passed over, as git does. The error is of a file that is there and cannot be read.
pub(super) fn load(folder: &Path, below: &Path) -> Result<Option<Gitignore>, (PathBuf, io::Error)> {
    let path = folder.join(NAME);
    let bytes = match fs::read(&path) {
        Ok(bytes) => bytes,
        Err(_) if fs::symlink_metadata(&path).is_err() => return Ok(None),
        Err(error) => return Err((path, error)),
    };
    let name = below.join(NAME);
    let mut builder = GitignoreBuilder::new(below);
    for (number, line) in String::from_utf8_lossy(&bytes).trim_start_matches('\u{feff}').lines().enumerate() {
        if super::filter::check_one(line).is_ok() {
            let origin = format!("{}:{}", name.display(), number + 1);
            // A line that was just checked is added without an error.
            let _ = builder.add_line(Some(origin.into()), line);
        }
    }
    Ok(builder.build().ok())
}
