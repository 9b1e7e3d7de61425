//! Paths as the archive writes them: relative to its folder, `/` between their parts, always text.
//!
//! A file name can hold bytes that are no UTF-8. Each of those becomes a character of the last private-use plane, which
//! no real name holds, so that the way back is exact.

use std::path::{Path, PathBuf};

/// Where the private-use characters for stray bytes begin.
#[cfg(unix)]
const STRAY: u32 = 0x0010_FF00;

/// The text for a path relative to the archive's folder.
pub fn archive_path(relative: &Path) -> String {
    let parts: Vec<String> = relative.iter().map(encode).collect();
    parts.join("/")
}

/// The path that a text stands for.
pub fn file_system_path(text: &str) -> PathBuf {
    text.split('/').map(decode).collect()
}

#[cfg(unix)]
fn encode(part: &std::ffi::OsStr) -> String {
    use std::os::unix::ffi::OsStrExt;
    let mut text = String::with_capacity(part.len());
    for chunk in part.as_bytes().utf8_chunks() {
        text.push_str(chunk.valid());
        text.extend(chunk.invalid().iter().filter_map(|&byte| char::from_u32(STRAY + u32::from(byte))));
    }
    text
}

#[cfg(unix)]
fn decode(part: &str) -> std::ffi::OsString {
    use std::os::unix::ffi::OsStringExt;
    let mut bytes = Vec::with_capacity(part.len());
    for c in part.chars() {
        match u32::from(c).checked_sub(STRAY) {
            Some(byte) if byte <= 0xFF => bytes.push(byte as u8),
            _ => bytes.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
        }
    }
    std::ffi::OsString::from_vec(bytes)
}

#[cfg(not(unix))]
fn encode(part: &std::ffi::OsStr) -> String {
    part.to_string_lossy().into_owned()
}

#[cfg(not(unix))]
fn decode(part: &str) -> std::ffi::OsString {
    part.into()
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::{ffi::OsStr, os::unix::ffi::OsStrExt};

    #[test]
    fn every_path_comes_back() {
        for bytes in [&b"2016/a.txt"[..], b"caf\xe9/\xff\xfe.txt", "caf\u{e9}/x\ny".as_bytes()] {
            let path = Path::new(OsStr::from_bytes(bytes));
            assert_eq!(file_system_path(&archive_path(path)), path);
        }
        assert_eq!(archive_path(Path::new("a/b.txt")), "a/b.txt");
    }
}
