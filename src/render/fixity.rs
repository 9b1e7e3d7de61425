//! Whether files still have the bytes that were indexed, for a person, and as a manifest.

use std::io::{self, Write};

use data_encoding::HEXLOWER;

use super::{Style, grouped, plural, safe_line};
use crate::{
    archive::{Looked, file_system_path},
    view::FixityView,
};

/// Writes what looking at the files came to.
pub fn fixity(out: &mut dyn Write, view: &FixityView, style: Style) -> io::Result<()> {
    for file in &view.listed {
        let detail =
            file.detail.as_deref().map(|detail| format!(": {}", safe_line(detail))).unwrap_or_default();
        writeln!(
            out,
            "{} {}{detail}",
            style.label(&format!("{:<10}", file.fixity.word())),
            safe_line(&file.path)
        )?;
    }
    writeln!(
        out,
        "{} as indexed, {} new or changed since, {} never read to the end",
        plural(view.same, "file"),
        grouped(view.newer),
        grouped(view.unknown)
    )
}

/// The line of a file in a manifest, as `sha256sum` writes and reads it; none for a file that could not be read.
pub fn manifest_line(looked: &Looked) -> Option<Vec<u8>> {
    let hash = HEXLOWER.encode(&looked.sha256?);
    let path = path_bytes(&looked.path);
    let needs_escape = path.iter().any(|byte| matches!(byte, b'\\' | b'\n' | b'\r'));
    let mut line = Vec::with_capacity(path.len() + 68);
    if needs_escape {
        line.push(b'\\');
    }
    line.extend_from_slice(hash.as_bytes());
    line.extend_from_slice(b"  ");
    for byte in path {
        match byte {
            b'\\' => line.extend_from_slice(b"\\\\"),
            b'\n' => line.extend_from_slice(b"\\n"),
            b'\r' => line.extend_from_slice(b"\\r"),
            byte => line.push(byte),
        }
    }
    line.push(b'\n');
    Some(line)
}

/// A path of the archive as the file system has it.
fn path_bytes(path: &str) -> Vec<u8> {
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStringExt;
        file_system_path(path).into_os_string().into_vec()
    }
    #[cfg(not(unix))]
    file_system_path(path).to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/").into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::Fixity;

    #[test]
    fn lines_are_those_of_sha256sum() {
        let check = |path: &str, expected: &str| {
            let looked = Looked {
                path: path.to_owned(),
                fixity: Fixity::Same,
                sha256: Some([0xAB; 32]),
                detail: None,
            };
            let line = manifest_line(&looked).expect("a line");
            assert_eq!(String::from_utf8_lossy(&line).replace(&"ab".repeat(32), "H"), expected, "{path:?}");
        };
        check("2016/a b.txt", "H  2016/a b.txt\n");
        check("a\nb\\c.txt", "\\H  a\\nb\\\\c.txt\n");
    }
}
