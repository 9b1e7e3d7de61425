//! Lists of words and phrases, each written as one string with bars between them.
//!
//! A page of phrases stays readable so, which an array of strings, a line each, does not. The string is taken apart
//! when the program is built.

/// A list of words or phrases.
pub(crate) struct Words(pub(crate) &'static [&'static str]);

/// Makes a list of words of a string such as `"read more|see also"`.
macro_rules! words {
    ($text:literal $(,)?) => {{
        const TEXT: &str = $text;
        const LIST: [&str; $crate::words::count(TEXT)] = $crate::words::split(TEXT);
        $crate::words::Words(&LIST)
    }};
}
pub(crate) use words;

/// How many words a string has.
pub(crate) const fn count(text: &str) -> usize {
    let mut count = 1;
    let mut at = 0;
    while at < text.len() {
        if text.as_bytes()[at] == b'|' {
            count += 1;
        }
        at += 1;
    }
    count
}

/// The words of a string.
pub(crate) const fn split<const COUNT: usize>(text: &'static str) -> [&'static str; COUNT] {
    let mut words = [""; COUNT];
    let mut rest = text;
    let mut at = 0;
    while at < COUNT {
        let mut end = 0;
        while end < rest.len() && rest.as_bytes()[end] != b'|' {
            end += 1;
        }
        let (word, after) = rest.split_at(end);
        words[at] = word;
        rest = if after.is_empty() { after } else { after.split_at(1).1 };
        at += 1;
    }
    words
}

impl Words {
    /// Whether a text is one of them, letter for letter.
    pub(crate) fn contains(&self, text: &str) -> bool {
        self.0.contains(&text)
    }

    /// Whether a text is one of them in any mixture of small letters and capitals (of ASCII).
    pub(crate) fn contains_in_any_case(&self, text: &str) -> bool {
        self.0.iter().any(|word| word.eq_ignore_ascii_case(text))
    }

    /// What follows each of them that a text begins with.
    pub(crate) fn after<'a>(&self, text: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter_map(move |word| text.strip_prefix(word))
    }

    /// Whether a text begins with one of them.
    pub(crate) fn begin(&self, text: &str) -> bool {
        self.0.iter().any(|word| text.starts_with(word))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists() {
        const WORDS: Words = words!("read|read more|see");
        assert_eq!(WORDS.0, ["read", "read more", "see"]);
        assert!(WORDS.contains("read more") && WORDS.contains_in_any_case("Read More"));
        assert!(!WORDS.contains("more") && !WORDS.contains(""));
        assert_eq!(WORDS.after("read more: x").collect::<Vec<_>>(), [" more: x", ": x"]);
        assert!(WORDS.begin("seen") && !WORDS.begin("unread"));
    }
}
