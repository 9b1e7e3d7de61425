//! Ids of articles: short enough to type, the same in every order of arrival.

use std::{fmt, io, str::FromStr};

use data_encoding::{Encoding, Specification};
use serde::{Deserialize, Serialize};

/// How many characters an id is written with.
pub const ID_LENGTH: usize = 13;

/// 64 bits of a hash over path, member and content as first seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ArticleId(u64);

impl ArticleId {
    /// The id of an article that is seen for the first time.
    pub fn new(path: &str, member: Option<&str>, fingerprint: u64) -> Self {
        let mut hasher = blake3::Hasher::new();
        hasher.update(path.as_bytes()).update(&[0]);
        hasher.update(member.unwrap_or_default().as_bytes()).update(&[0]);
        hasher.update(&fingerprint.to_le_bytes());
        Self(first_64_bits(&hasher.finalize()))
    }
}

impl ArticleId {
    /// The id that is a number.
    pub(super) fn from_number(number: u64) -> Self {
        Self(number)
    }

    /// The id as a number, by which hits that are equal otherwise are ordered.
    pub fn number(self) -> u64 {
        self.0
    }
}

/// The hash of what a reader gives from here on.
pub(super) fn content_hash(reader: &mut impl io::Read) -> io::Result<u64> {
    let mut hasher = blake3::Hasher::new();
    hasher.update_reader(reader)?;
    Ok(first_64_bits(&hasher.finalize()))
}

/// The first 64 bits of a hash.
pub(super) fn first_64_bits(hash: &blake3::Hash) -> u64 {
    let mut bytes = [0; 8];
    bytes.copy_from_slice(&hash.as_bytes()[..8]);
    u64::from_le_bytes(bytes)
}

/// Crockford's base 32 in lower case: no letter looks like a digit.
fn encoding() -> Encoding {
    let mut specification = Specification::new();
    specification.symbols.push_str("0123456789abcdefghjkmnpqrstvwxyz");
    specification.encoding().unwrap_or(data_encoding::BASE32_NOPAD)
}

impl fmt::Display for ArticleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&encoding().encode(&self.0.to_be_bytes()))
    }
}

/// A text that is no id.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("an id has {ID_LENGTH} letters and digits")]
pub struct NotAnId;

impl FromStr for ArticleId {
    type Err = NotAnId;

    fn from_str(text: &str) -> Result<Self, NotAnId> {
        let bytes = encoding().decode(text.to_ascii_lowercase().as_bytes()).map_err(|_| NotAnId)?;
        Ok(Self(u64::from_be_bytes(bytes.try_into().map_err(|_| NotAnId)?)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_written_and_read() {
        let id = ArticleId::new("2016/a.txt", None, 7);
        let text = id.to_string();
        assert_eq!(text.len(), ID_LENGTH);
        assert_eq!(text.parse(), Ok(id));
        assert_eq!("nonsense".parse::<ArticleId>(), Err(NotAnId));
    }

    #[test]
    fn ids_differ_by_path_member_and_content() {
        let id = ArticleId::new("a", Some("1"), 7);
        for other in [("b", Some("1"), 7), ("a", Some("2"), 7), ("a", None, 7), ("a", Some("1"), 8)] {
            assert_ne!(id, ArticleId::new(other.0, other.1, other.2));
        }
    }
}
