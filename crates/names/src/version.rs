//! Which model and rules find names here: whoever keeps what was found can tell whether it would be found again.

use std::sync::OnceLock;

use crate::{hash, tagger::MODEL};

/// Rises when the same mentions are joined to other names, or the same text is split into other tokens.
const RULES: u64 = 1;

/// A number that changes with the model and with the rules; never 0. The first call reads all of the model, which takes
/// some milliseconds.
pub fn version() -> u32 {
    static VERSION: OnceLock<u32> = OnceLock::new();
    *VERSION.get_or_init(|| ((hash::mix(hash::bytes(&MODEL.0), RULES) >> 32) as u32).max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_stays_the_same_in_a_program() {
        assert_eq!(version(), version());
        assert_ne!(version(), 0);
    }
}
