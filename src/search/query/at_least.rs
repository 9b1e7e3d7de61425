//! `atleast3(word)`: how often something must stand in an article.

use super::Node;

/// Something that must stand in an article so many times.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AtLeast {
    /// How often; at least once.
    pub times: u32,
    /// What.
    pub node: Box<Node>,
}

impl AtLeast {
    /// The number in the operator's name.
    pub(super) fn named(word: &str) -> Option<u32> {
        let digits = word.get(..7).filter(|name| name.eq_ignore_ascii_case("atleast")).map(|_| &word[7..])?;
        let is_number = digits.len() <= 9 && digits.bytes().all(|byte| byte.is_ascii_digit());
        digits.parse().ok().filter(|times| is_number && *times > 0)
    }

    pub(super) fn write_name(&self, out: &mut String) {
        out.push_str("atleast");
        out.push_str(&self.times.to_string());
    }
}
