//! Tells two encodings that the detector of browsers does not know, since no web page has them, and old files do.

use memchr::memmem;

/// Capitals, marks and signs as Western Windows reads them, and small letters with accents as the Macintosh wrote them.
const MAC_LETTERS: [u8; 15] =
    [0x87, 0x88, 0x89, 0x8a, 0x8b, 0x8c, 0x8d, 0x8e, 0x8f, 0x90, 0x91, 0x95, 0x98, 0x99, 0x9d];

/// The apostrophe of the Macintosh, and its two marks about a quotation.
const MAC_APOSTROPHE: u8 = 0xd5;
const MAC_OPENING: u8 = 0xd2;
const MAC_CLOSING: u8 = 0xd3;

/// How often bytes must say one thing for once that they say another.
const SURE: usize = 4;

/// Whether bytes of plain ASCII are Japanese mail or news, which turns to two bytes a character and back.
pub(super) fn is_iso_2022_jp(bytes: &[u8]) -> bool {
    let turns = |sign: &[u8]| memmem::find(bytes, sign);
    let Some(turn) = turns(b"\x1b$B").or_else(|| turns(b"\x1b$@")) else { return false };
    let back = [b"\x1b(B", b"\x1b(J"].into_iter().any(|sign| memmem::find(&bytes[turn..], sign).is_some());
    back && bytes.is_ascii()
}

/// Whether bytes that are one a character were written on a Macintosh before it had Unicode.
///
/// What decides stands between small letters or at the edges of words: "don\u{d5}t" is "don't" there, and in any
/// other encoding a capital inside of a word.
pub(super) fn is_macintosh(bytes: &[u8]) -> bool {
    let (mut mac, mut windows) = (0usize, 0usize);
    for (at, &byte) in bytes.iter().enumerate().filter(|(_, byte)| !byte.is_ascii()) {
        let before = at.checked_sub(1).map_or(b' ', |at| bytes[at]);
        let after = bytes.get(at + 1).copied().unwrap_or(b' ');
        let is_inside = before.is_ascii_lowercase() && after.is_ascii_lowercase();
        let opens = !before.is_ascii_alphanumeric() && after.is_ascii_alphabetic();
        let ends = before.is_ascii_alphanumeric() || matches!(before, b',' | b'.' | b'!' | b'?');
        let closes = ends && !after.is_ascii_alphabetic();
        match byte {
            MAC_APOSTROPHE => mac += usize::from(is_inside),
            MAC_OPENING => mac += usize::from(opens && before <= b' '),
            MAC_CLOSING => mac += usize::from(closes),
            0x93 => windows += usize::from(opens),
            0x94 => windows += usize::from(closes),
            0xe0..=0xff => windows += usize::from(is_inside),
            _ if MAC_LETTERS.contains(&byte) => mac += usize::from(is_inside),
            // Letters with accents of DOS, of which the Macintosh has none inside of a word.
            0x81 | 0x82 | 0x84 | 0x85 | 0xa0..=0xa5 => windows += usize::from(is_inside),
            _ => {}
        }
    }
    mac > windows * SURE
}

#[cfg(test)]
mod tests {
    use encoding_rs::{ISO_2022_JP, MACINTOSH, WINDOWS_1252};

    use super::*;

    #[test]
    fn text_of_the_macintosh_is_told_by_its_marks() {
        for text in [
            "The mayor said she didn\u{2019}t know.",
            "\u{201c}We were not asked,\u{201d} said Jos\u{e9} Garc\u{ed}a of the union.",
            "La m\u{e9}t\u{e9}o de la for\u{ea}t est belle, dit le maire.",
            "Die B\u{fc}rgermeisterin erkl\u{e4}rte den R\u{fc}cktritt.",
        ] {
            assert!(is_macintosh(&MACINTOSH.encode(text).0), "{text}");
            assert!(!is_macintosh(&WINDOWS_1252.encode(text).0), "{text}");
        }
        assert!(!is_macintosh(b"plain"));
        assert!(!is_macintosh(b"the m\x82t\x82o of DOS, voil\x85"));
    }

    #[test]
    fn japanese_mail_is_told_by_how_it_turns() {
        let text = "\u{5e02}\u{9577}\u{306f}\u{8f9e}\u{4efb}\u{3057}\u{305f}\u{3002} The mayor";
        assert_eq!(super::super::decode(&ISO_2022_JP.encode(text).0), text);
        assert!(!is_iso_2022_jp(b"\x1b[1mbold\x1b[0m"));
    }
}
