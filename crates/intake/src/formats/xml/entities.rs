//! The entities that a file declares for itself: `<!ENTITY paper "Harbour Herald">`.
//!
//! Those of other files are never fetched. Those that stand in each other can grow without bound, so that what they become
//! is counted and has a limit.

use std::collections::HashMap;

/// Most entities that are kept, and the deepest that they stand in each other.
const MOST: usize = 1000;
const DEEPEST: usize = 16;
/// The longest name of an entity, in bytes.
const LONGEST_NAME: usize = 256;

/// What an entity is.
pub(super) enum Expanded {
    Text(String),
    /// It is of another file, holds markup, or nobody declared it.
    Unknown,
    /// All that was expanded is more than the limit.
    TooMuch,
}

/// The entities of a file.
pub(super) struct Entities {
    declared: HashMap<String, String>,
    /// How many bytes may still be expanded.
    left: u64,
}

impl Entities {
    /// None yet; `most` bytes may be expanded.
    pub(super) fn new(most: u64) -> Self {
        Self { declared: HashMap::new(), left: most }
    }

    /// Takes the declarations of a document type.
    pub(super) fn declare(&mut self, document_type: &str) {
        for declaration in document_type.split("<!ENTITY").skip(1) {
            let mut words = declaration.trim_start().splitn(2, char::is_whitespace);
            let (Some(name), Some(rest)) = (words.next(), words.next()) else { continue };
            let rest = rest.trim_start();
            let Some(quote) = rest.chars().next().filter(|c| matches!(c, '"' | '\'')) else { continue };
            if let Some((value, _)) = rest[1..].split_once(quote)
                && !value.contains('<')
                && self.declared.len() < MOST
            {
                // Of several declarations the first counts.
                self.declared.entry(name.to_owned()).or_insert_with(|| value.to_owned());
            }
        }
    }

    /// The text that an entity is, with those in it.
    pub(super) fn expand(&mut self, name: &str) -> Expanded {
        if self.value(name).is_none() {
            return Expanded::Unknown;
        }
        let mut text = String::new();
        match self.write(name, 0, &mut text) {
            Some(()) => Expanded::Text(text),
            None => Expanded::TooMuch,
        }
    }

    fn value(&self, name: &str) -> Option<&str> {
        self.declared.get(name).map(String::as_str)
    }

    /// Writes what an entity is; nothing if that is too much.
    fn write(&mut self, name: &str, depth: usize, text: &mut String) -> Option<()> {
        let value = self.value(name).unwrap_or_default().to_owned();
        // Each costs something, even if it is empty.
        self.left = self.left.checked_sub(value.len() as u64 + 1)?;
        if depth == DEEPEST {
            return None;
        }
        let mut rest = value.as_str();
        while let Some((before, after)) = rest.split_once('&') {
            text.push_str(before);
            let end = after.bytes().take(LONGEST_NAME).position(|byte| byte == b';');
            match end.map(|end| (&after[..end], &after[end + 1..])) {
                Some((inner, after)) if self.value(inner).is_some() => {
                    self.write(inner, depth + 1, text)?;
                    rest = after;
                }
                _ => {
                    text.push('&');
                    rest = after;
                }
            }
        }
        text.push_str(rest);
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn expand(declarations: &str, name: &str, most: u64) -> String {
        let mut entities = Entities::new(most);
        entities.declare(declarations);
        match entities.expand(name) {
            Expanded::Text(text) => text,
            Expanded::Unknown => "unknown".to_owned(),
            Expanded::TooMuch => "too much".to_owned(),
        }
    }

    #[test]
    fn entities_become_text() {
        let declarations = r#"rss [<!ENTITY paper "Harbour &amp; Herald"><!ENTITY both '&paper;, &nobody;'>
            <!ENTITY file SYSTEM "file:///etc/passwd"><!ENTITY bold "<b>x</b>"><!ENTITY self "&self;"><!ENTITY % p "x">]"#;
        let check =
            |name: &str, expected: &str| assert_eq!(expand(declarations, name, 1000), expected, "{name}");
        check("paper", "Harbour &amp; Herald");
        check("both", "Harbour &amp; Herald, &nobody;");
        check("self", "too much");
        for name in ["file", "bold", "p", "x"] {
            check(name, "unknown");
        }
    }

    #[test]
    fn what_grows_without_bound_ends() {
        let own = |n: usize| format!("<!ENTITY a{n} \"{}\">", format!("&a{};", n - 1).repeat(10));
        let declarations = "<!ENTITY a0 \"ha\">".to_owned() + &(1..16).map(own).collect::<String>();
        assert_eq!(expand(&declarations, "a2", 1000), "ha".repeat(100));
        assert_eq!(expand(&declarations, "a9", 1_000_000), "too much");
    }
}
