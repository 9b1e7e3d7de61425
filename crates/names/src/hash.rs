//! The hash that names features and words in the model file.
//!
//! A model outlives the compiler and the libraries it was trained with, so its hash is defined here and
//! nowhere else: a folded multiplication, as in wyhash.

const SEED: u64 = 0x9e37_79b9_7f4a_7c15;
const MULTIPLIER: u64 = 0xd6e8_feb8_6659_fd93;

/// Joins two values to one; the order counts.
pub(crate) const fn mix(a: u64, b: u64) -> u64 {
    let wide = ((a ^ SEED) as u128).wrapping_mul((b ^ MULTIPLIER) as u128);
    (wide as u64) ^ ((wide >> 64) as u64)
}

/// The hash of a string of bytes.
pub(crate) fn bytes(text: &[u8]) -> u64 {
    let (chunks, rest) = text.as_chunks::<8>();
    let mut state = text.len() as u64;
    for chunk in chunks {
        state = mix(state, u64::from_le_bytes(*chunk));
    }
    mix(mix(state, last(rest)), SEED)
}

/// Fewer than eight bytes as a number, the first one lowest. Words are short, so this is most of the work; two
/// reads that overlap do it without a loop.
fn last(bytes: &[u8]) -> u64 {
    if let (Some(first), Some(last)) = (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        let [first, last] = [first, last].map(|half| u64::from(u32::from_le_bytes(*half)));
        return first | last << (8 * (bytes.len() - 4));
    }
    match *bytes {
        [] => 0,
        [a] => u64::from(a),
        [a, b] => u64::from(u16::from_le_bytes([a, b])),
        [a, b, c, ..] => u64::from(u32::from_le_bytes([a, b, c, 0])),
    }
}

/// The 32 bits under which a feature or word is found in the model.
pub(crate) const fn short(hash: u64) -> u32 {
    (hash >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A model stores these values: they never change.
    #[test]
    fn values_are_fixed() {
        let check = |text: &str, expected: u64| assert_eq!(bytes(text.as_bytes()), expected, "{text}");
        check("", 0xce2b_d854_fc9d_a66b);
        check("paris", 0x0437_7821_f9f5_db97);
        check("a longer row of bytes", 0x65c5_edc7_b4fb_96a1);
    }

    #[test]
    fn a_few_bytes_are_a_number() {
        for length in 0..8 {
            let bytes: Vec<u8> = (0..length).map(|n| 255 - n * 31).collect();
            let mut whole = [0; 8];
            whole[..bytes.len()].copy_from_slice(&bytes);
            assert_eq!(last(&bytes), u64::from_le_bytes(whole));
        }
    }

    #[test]
    fn order_and_length_count() {
        assert_ne!(bytes(b"a"), bytes(b"a\0"));
        assert_ne!(mix(1, 2), mix(2, 1));
    }
}
