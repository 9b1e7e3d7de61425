//! A paragraph as a number, by which it is known again in other articles.

use intake::{Article, Cut};

use crate::archive::id::first_64_bits;

/// Bits of a paragraph's number: few enough to be packed, enough that ten of a source are never taken for one by chance.
const BITS: u32 = 40;

/// The bit of paragraphs that were cut as recurring.
const CUT: u64 = 1 << BITS;

/// The number of a paragraph's text. It is part of the index's format.
pub(in crate::archive) fn number(text: &str) -> u64 {
    first_64_bits(&blake3::hash(text.as_bytes())) & (CUT - 1)
}

/// Splits a value of the column: the paragraph's number, and whether it was cut as recurring.
pub(in crate::archive) fn split(value: u64) -> (u64, bool) {
    (value & (CUT - 1), value & CUT != 0)
}

/// The values of an article for the column: of all paragraphs but those that intake has cut.
pub(in crate::archive) fn numbers(article: &Article) -> impl Iterator<Item = u64> + '_ {
    article.paragraphs.iter().filter_map(|paragraph| match paragraph.cut {
        None => Some(number(&paragraph.text)),
        Some(Cut::Recurring) => Some(number(&paragraph.text) | CUT),
        Some(_) => None,
    })
}
