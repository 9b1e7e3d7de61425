//! Puts encoded words together before they are read: some programs cut a text inside of a letter (RFC 2047 forbids it).

use encoding_rs::Encoding;
use mail_parser::decoders::{base64::base64_decode, quoted_printable::quoted_printable_decode};

/// The text of a header with encoded words, those side by side read as one; nothing if one of them cannot be.
pub(super) fn joined(raw: &str) -> Option<String> {
    let mut text = String::with_capacity(raw.len());
    let mut open: Option<(&'static Encoding, Vec<u8>)> = None;
    let mut rest = raw;
    while let Some((before, charset, mark, word, behind)) = next_word(rest) {
        let encoding = Encoding::for_label(charset.split('*').next()?.as_bytes())?;
        let bytes = match mark {
            "b" | "B" => base64_decode(word.as_bytes())?,
            _ => quoted_printable_decode(word.replace('_', "=20").as_bytes())?,
        };
        match &mut open {
            // Blanks between two encoded words are none of the text.
            Some((same, kept)) if *same == encoding && before.trim().is_empty() => kept.extend(bytes),
            _ => {
                close(&mut text, open.take());
                text.push_str(before);
                open = Some((encoding, bytes));
            }
        }
        rest = behind;
    }
    close(&mut text, open);
    text.push_str(rest);
    Some(text)
}

fn close(text: &mut String, word: Option<(&'static Encoding, Vec<u8>)>) {
    if let Some((encoding, bytes)) = word {
        text.push_str(&encoding.decode_without_bom_handling(&bytes).0);
    }
}

/// What stands before the first encoded word, its encoding, its mark, its letters, and what follows.
fn next_word(text: &str) -> Option<(&str, &str, &str, &str, &str)> {
    let mut from = 0;
    loop {
        let at = from + text[from..].find("=?")?;
        let mut parts = text[at + 2..].splitn(3, '?');
        let (charset, mark, rest) = (parts.next()?, parts.next()?, parts.next()?);
        let is_word = matches!(mark, "b" | "B" | "q" | "Q") && !charset.contains(char::is_whitespace);
        if let Some((word, behind)) = rest.split_once("?=").filter(|_| is_word) {
            return Some((&text[..at], charset, mark, word, behind));
        }
        from = at + 2;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_were_cut_inside_of_a_letter() {
        let check = |raw: &str, expected: Option<&str>| assert_eq!(joined(raw).as_deref(), expected, "{raw}");
        check("=?UTF-8?Q?Der_M=C3?=\r\n =?UTF-8?Q?=BCller_kommt?=", Some("Der Müller kommt"));
        check("=?utf-8?B?TcM=?= =?utf-8?B?vGxsZXI=?=", Some("Müller"));
        check("Re: =?iso-8859-1?q?M=FCller?= <a@b>", Some("Re: Müller <a@b>"));
        check("plain =? text", Some("plain =? text"));
        check("=?nonsense?q?a?=", None);
    }
}
