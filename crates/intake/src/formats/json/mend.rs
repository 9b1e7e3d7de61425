//! Reads what is nearly JSON, as some programs write it: `NaN` and `Infinity` for numbers, halves of a pair of surrogates in texts.

use crate::fields::value::Value;

/// The value, if it is JSON when these are mended.
pub(super) fn parse(bytes: &[u8]) -> Option<Value> {
    serde_json::from_slice(&mended(bytes)?).ok()
}

/// The bytes with nothing for what is no number, and the sign for a lost letter for what is none; none if there is nothing to
/// mend.
fn mended(bytes: &[u8]) -> Option<Vec<u8>> {
    const NO_NUMBERS: [&[u8]; 3] = [b"-Infinity", b"Infinity", b"NaN"];
    let mut out = Vec::with_capacity(bytes.len());
    let (mut at, mut in_text) = (0, false);
    while at < bytes.len() {
        let rest = &bytes[at..];
        if in_text && rest[0] == b'\\' {
            let length = escape(rest, &mut out);
            at += length;
            continue;
        }
        in_text ^= rest[0] == b'"';
        if let Some(word) = NO_NUMBERS.iter().find(|word| !in_text && rest.starts_with(word)) {
            out.extend(b"null");
            at += word.len();
        } else {
            out.push(rest[0]);
            at += 1;
        }
    }
    (out != bytes).then_some(out)
}

/// Copies the escape that a text begins with; gives its length.
fn escape(text: &[u8], out: &mut Vec<u8>) -> usize {
    let unit = |at: usize| {
        let digits = text.get(at..at + 6).filter(|unit| unit.starts_with(b"\\u"))?;
        u16::from_str_radix(std::str::from_utf8(&digits[2..]).ok()?, 16).ok()
    };
    match (unit(0), unit(6)) {
        (Some(0xd800..=0xdbff), Some(0xdc00..=0xdfff)) => {
            out.extend(&text[..12]);
            12
        }
        (Some(0xd800..=0xdfff), _) => {
            out.extend(b"\\ufffd");
            6
        }
        _ => {
            let length = text.len().min(2);
            out.extend(&text[..length]);
            length
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_nearly_json() {
        let check = |text: &str, expected: Option<&str>| {
            let found = mended(text.as_bytes()).map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
            assert_eq!(found.as_deref(), expected, "{text}");
        };
        check(r#"{"a": NaN, "b": -Infinity}"#, Some(r#"{"a": null, "b": null}"#));
        check(r#"{"a": "NaN \" NaN"}"#, None);
        check(r#"{"a": "\ud83d x \ud83d\ude00"}"#, Some(r#"{"a": "\ufffd x \ud83d\ude00"}"#));
        check(r#"{"a": "\n\"#, None);
    }
}
