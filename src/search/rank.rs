//! What makes one article better than another.
//!
//! The base is BM25 (Robertson & Zaragoza 2009) over headline and body together; a word in the headline counts once more
//! there, against the headlines' own statistics.

/// How much a word's score in the headline adds to its score in the whole text.
pub const TITLE_WEIGHT: f32 = 0.6;
