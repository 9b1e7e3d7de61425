//! Turns the bytes of a text into characters, whatever encoding they are in.
//!
//! Most files are valid UTF-8 and are borrowed as they stand. A UTF-8 file with a few damaged bytes stays one, since
//! reading it as Windows-1252 would turn every accent in it to rubbish; only a file whose bytes are more often wrong
//! than right as UTF-8 is given to the detector that browsers use.

mod old;
mod stream;

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_2022_JP, UTF_16BE, UTF_16LE};

use old::{is_iso_2022_jp, is_macintosh};
pub(crate) use stream::Utf8Reader;

/// How many bytes are looked at to guess an encoding.
const GUESS_BYTES: usize = 1 << 16;

/// What the detector takes Western text of a Macintosh for.
static LATIN: [&Encoding; 6] = [
    encoding_rs::WINDOWS_1252,
    encoding_rs::WINDOWS_1250,
    encoding_rs::WINDOWS_1254,
    encoding_rs::WINDOWS_1257,
    encoding_rs::ISO_8859_2,
    encoding_rs::ISO_8859_4,
];

/// The characters of a text in any encoding, without a byte order mark. What is wrong in it becomes U+FFFD.
pub fn decode(bytes: &[u8]) -> Cow<'_, str> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[mark..]).0;
    }
    if let Some(encoding) = utf16_without_bom(&bytes[..bytes.len().min(GUESS_BYTES)]) {
        return encoding.decode_without_bom_handling(bytes).0;
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        if is_iso_2022_jp(bytes) {
            return ISO_2022_JP.decode_without_bom_handling(bytes).0;
        }
        return Cow::Borrowed(text);
    }
    if is_damaged_utf8(bytes) {
        return String::from_utf8_lossy(bytes);
    }
    guess(bytes).decode_without_bom_handling(bytes).0
}

/// UTF-16 shows by its zero bytes: Latin letters, spaces and line ends have them at one side of every pair only.
pub(crate) fn utf16_without_bom(bytes: &[u8]) -> Option<&'static Encoding> {
    // Nearly all texts have none.
    memchr::memchr(0, bytes)?;
    let (mut even, mut odd) = (0usize, 0usize);
    for pair in bytes.chunks_exact(2) {
        even += usize::from(pair[0] == 0);
        odd += usize::from(pair[1] == 0);
    }
    let few = bytes.len() / 200;
    let many = (bytes.len() / 40).max(2);
    if odd >= many && even <= few {
        Some(UTF_16LE)
    } else if even >= many && odd <= few {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Whether most of what is not ASCII is right as UTF-8, which hardly happens by chance.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut right, mut wrong) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        right += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        wrong += usize::from(!chunk.invalid().is_empty());
    }
    right > wrong
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    let end = bytes.len().min(GUESS_BYTES);
    detector.feed(&bytes[..end], end == bytes.len());
    let guess = detector.guess(None, Utf8Detection::Deny);
    // The marks around a quotation in Spanish or French are letters in the encoding of Central Europe, which no word has both
    // at its beginning and at its end.
    if LATIN.contains(&guess) && is_macintosh(&bytes[..end]) {
        encoding_rs::MACINTOSH
    } else if guess == encoding_rs::ISO_8859_2 && has_guillemets(&bytes[..end]) {
        encoding_rs::WINDOWS_1252
    } else {
        guess
    }
}

/// Whether bytes stand where « and » would in the encoding of Western Europe: around words.
fn has_guillemets(bytes: &[u8]) -> bool {
    let is_letter = |byte: u8| byte.is_ascii_alphabetic() || byte >= 0xc0;
    let is_edge = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_none_or(|byte| !is_letter(*byte));
    let opens = |at: usize| is_edge(at.checked_sub(1)) && !is_edge(Some(at + 1));
    let closes = |at: usize| at > 0 && is_edge(Some(at + 1)) && bytes[at - 1] > b' ';
    let opening = memchr::memchr_iter(0xab, bytes).find(|at| opens(*at));
    opening.is_some_and(|from| memchr::memchr_iter(0xbb, &bytes[from..]).any(|at| closes(from + at)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_are_told_apart() {
        let check = |bytes: &[u8], expected: &str| assert_eq!(decode(bytes), expected);
        let utf16 = |text: &str, big: bool| -> Vec<u8> {
            text.encode_utf16().flat_map(|u| if big { u.to_be_bytes() } else { u.to_le_bytes() }).collect()
        };
        check("Zoë’s café".as_bytes(), "Zoë’s café");
        check("\u{feff}Zoë".as_bytes(), "Zoë");
        check(&[&[0xff, 0xfe], &utf16("The mayor", false)[..]].concat(), "The mayor");
        check(&[&[0xfe, 0xff], &utf16("The mayor", true)[..]].concat(), "The mayor");
        check(&utf16("The mayor of Łódź resigned.", false), "The mayor of Łódź resigned.");
        check(&utf16("The mayor of Łódź resigned.", true), "The mayor of Łódź resigned.");
        check(
            b"The \x93caf\xe9\x94 on the harbour closes \x96 for good",
            "The “café” on the harbour closes – for good",
        );
    }

    #[test]
    fn quotations_in_guillemets_are_western() {
        let text = "\u{ab}Nadie quiere la venta\u{bb}, dijo Tom\u{e1}s N\u{fa}\u{f1}ez en la sesi\u{f3}n.";
        let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode(text);
        assert_eq!(decode(&bytes), text);
        let text = "Rada g\u{142}osowa\u{142}a za nabrze\u{17c}em, ko\u{144}cz\u{105}c cztery lata op\u{f3}\u{17a}nie\u{144}.";
        let (bytes, _, _) = encoding_rs::ISO_8859_2.encode(text);
        assert_eq!(decode(&bytes), text);
    }

    #[test]
    fn a_few_bad_bytes_do_not_turn_utf8_to_rubbish() {
        let mut bytes = "Zoë and José went to the café in Łódź".as_bytes().to_vec();
        bytes.extend(b" \xe9 \xc5");
        assert_eq!(decode(&bytes), "Zoë and José went to the café in Łódź \u{fffd} \u{fffd}");
    }

    #[test]
    fn other_alphabets_are_recognised() {
        let text = "Мэр города подал в отставку после проверки счетов, сообщила городская администрация.";
        let (bytes, _, _) = encoding_rs::WINDOWS_1251.encode(text);
        assert_eq!(decode(&bytes), text);
    }

    #[test]
    fn texts_of_old_macintoshes_are_read_and_no_others_taken_for_them() {
        let text = "\u{201c}We were not asked,\u{201d} said Jos\u{e9} Garc\u{ed}a, who didn\u{2019}t know of the sale.";
        assert_eq!(decode(&encoding_rs::MACINTOSH.encode(text).0), text);
        assert_eq!(decode(&encoding_rs::WINDOWS_1252.encode(text).0), text);
        let text = "\u{423} \u{43c}\u{44d}\u{440}\u{430}. \"\u{423} \u{43d}\u{430}\u{441} \u{43d}\u{435}\u{442} \
                    \u{434}\u{435}\u{43d}\u{435}\u{433}\", - \u{441}\u{43a}\u{430}\u{437}\u{430}\u{43b} \u{43c}\u{44d}\u{440}.";
        assert_eq!(decode(&encoding_rs::WINDOWS_1251.encode(text).0), text);
    }

    #[test]
    fn plain_text_is_not_copied() {
        assert!(matches!(decode(b"The mayor resigned."), Cow::Borrowed(_)));
    }
}
