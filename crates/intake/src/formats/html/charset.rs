//! The characters of a page: what the page says of its encoding is believed where its bytes leave it open.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, X_USER_DEFINED};

use crate::decode::decode;

/// How many bytes are looked at for a `<meta charset>`.
const LOOKED_AT: usize = 4096;

/// The text of a page; `told` is the encoding that a protocol or a mail names, if any.
///
/// A byte order mark comes first, then bytes that are UTF-8 (programs that save a page turn it into UTF-8 and leave its
/// `<meta>` as it was), then what is told, then what the page says, then what its bytes look like.
pub(super) fn text<'a>(bytes: &'a [u8], told: Option<&str>) -> Cow<'a, str> {
    if Encoding::for_bom(bytes).is_some() || std::str::from_utf8(bytes).is_ok() {
        return decode(bytes);
    }
    let encoding = told.and_then(|label| Encoding::for_label(label.as_bytes())).or_else(|| said(bytes));
    match encoding {
        Some(encoding)
            if encoding != UTF_8 && encoding != X_USER_DEFINED && encoding.is_ascii_compatible() =>
        {
            encoding.decode_without_bom_handling(bytes).0
        }
        _ => decode(bytes),
    }
}

/// The encoding that a page says it has, in `<meta charset>`, `<meta http-equiv>` or an XML declaration.
fn said(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes[..bytes.len().min(LOOKED_AT)].to_ascii_lowercase();
    let mut places = ["charset=".as_bytes(), b"encoding="].into_iter().flat_map(|name| {
        memchr::memmem::find_iter(&head, name).map(|at| at + name.len()).collect::<Vec<_>>()
    });
    places.find_map(|at| {
        let value = head[at..].trim_ascii_start();
        let value = value.strip_prefix(b"\"").or(value.strip_prefix(b"'")).unwrap_or(value);
        let end = value.iter().position(|b| !b.is_ascii_alphanumeric() && !b"-_:.".contains(b))?;
        Encoding::for_label(&value[..end])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(head: &str, told: Option<&str>, encoding: &'static Encoding, story: &str) {
        let page = format!("{head}{story}");
        let (bytes, _, _) = encoding.encode(&page);
        assert_eq!(text(&bytes, told), page, "{head}");
    }

    #[test]
    fn what_a_page_says_of_its_encoding() {
        use encoding_rs::{EUC_JP, SHIFT_JIS, WINDOWS_1251, WINDOWS_1252};
        check("<meta charset=windows-1251>", None, WINDOWS_1251, "Ш");
        check(
            "<META HTTP-EQUIV='Content-Type' CONTENT='text/html; charset=Shift_JIS'>",
            None,
            SHIFT_JIS,
            "港",
        );
        check("<?xml version='1.0' encoding=\"EUC-JP\"?>", None, EUC_JP, "港");
        check("<p>", Some("windows-1251"), WINDOWS_1251, "Ш");
        check("<meta charset=utf-8>", None, WINDOWS_1252, "the café on the harbour");
        check("<meta charset=windows-1251>", None, UTF_8, "Łódź");
    }
}
