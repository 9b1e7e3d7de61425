//! The letters of a text, to compare by: what is written with other marks, spaces or capitals is the same.

/// The letters and digits of a text in lower case.
pub(crate) fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
