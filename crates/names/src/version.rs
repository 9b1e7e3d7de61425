//! Which model and rules find names here: whoever keeps what was found can tell whether it would be found again.

use std::sync::OnceLock;

use crate::{hash, tagger::MODEL};

/// Rises when the same scores give other mentions, when these are joined to other names, or the same text is split into other tokens.
const RULES: u64 = 10;

/// A number that changes with the model and with the rules; never 0. The first call reads all of the model, which takes
/// some milliseconds.
pub fn version() -> u32 {
    static VERSION: OnceLock<u32> = OnceLock::new();
    *VERSION.get_or_init(|| of(&MODEL.0, RULES))
}

fn of(model: &[u8], rules: u64) -> u32 {
    ((hash::mix(hash::bytes(model), rules) >> 32) as u32).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_changes_with_the_model_and_with_the_rules() {
        let mut model = MODEL.0.to_vec();
        assert_eq!(of(&model, RULES), version());
        assert_ne!(of(&model, RULES + 1), version());
        for at in [0, model.len() / 2, model.len() - 1] {
            model[at] ^= 1;
            assert_ne!(of(&model, RULES), version(), "byte {at}");
            model[at] ^= 1;
        }
    }
}
