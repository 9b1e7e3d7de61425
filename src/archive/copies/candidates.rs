//! Finds pairs of articles that may be copies without comparing all with all.
//!
//! `MinHash` (Broder, "On the resemblance and containment of documents", 1997) over the sets of sentences, in bands of
//! two (locality-sensitive hashing: Indyk & Motwani, "Approximate nearest neighbors", 1998). Two articles in which 60 of
//! 100 sentences are the same have a resemblance of 60/140; that they agree in both numbers of one of the bands at
//! least has then a chance of 99.8 %. What agrees by chance is sorted out by comparing the sentences themselves.
//!
//! What the bands have of the articles is worked out once and lies on disk; eight bytes an article are in memory while a
//! band is looked through.

use super::{alike::Sketch, corpus::Corpus, sentences::mix};
use crate::archive::{
    ArchiveError,
    spill::{Numbers, Spill},
};

/// Bands of two numbers each.
const BANDS: usize = 32;

/// Articles of a band in which all pairs are looked at; of more, each is compared with the next so many.
const CROWD: usize = 64;

/// Calls `take` with pairs of articles that may be copies, some of them several times. `wanted` says which articles
/// are compared. What is found does not depend on the order of the articles.
pub(super) fn each(
    corpus: &Corpus,
    wanted: impl Fn(u32) -> bool,
    spill: &Spill,
    mut take: impl FnMut(u32, u32),
) -> Result<(), ArchiveError> {
    let mut articles = spill.file()?;
    let mut bands = (0..BANDS).map(|_| spill.file()).collect::<Result<Vec<_>, _>>()?;
    let mut sketch = Sketch::default();
    for article in corpus.articles().filter(|article| wanted(*article)) {
        corpus.sketch(article, &mut sketch);
        if sketch.sentences.is_empty() {
            continue;
        }
        articles.push_number(article)?;
        for (band, numbers) in (0..).zip(&mut bands) {
            numbers.push_number(band_of(&sketch.sentences, band))?;
        }
    }
    let articles = Numbers::of(articles)?;
    let mut row: Vec<(u32, u32)> = Vec::with_capacity(articles.len());
    for numbers in bands {
        let numbers = Numbers::of(numbers)?;
        row.clear();
        row.extend(numbers.all().iter().zip(articles.all().iter()));
        row.sort_unstable();
        for same in row.chunk_by(|a, b| a.0 == b.0).filter(|same| same.len() > 1) {
            pairs(corpus, same, &mut take);
        }
    }
    Ok(())
}

/// What a band has of an article: two minima over its sentences.
fn band_of(sentences: &[u32], band: u64) -> u32 {
    let minimum = |seed: u64| {
        let seed = mix(seed + 1);
        sentences.iter().map(|sentence| mix(u64::from(*sentence) ^ seed)).min().unwrap_or(0)
    };
    (mix(minimum(band * 2) ^ mix(minimum(band * 2 + 1)).rotate_left(32)) >> 32) as u32
}

fn pairs(corpus: &Corpus, same: &[(u32, u32)], take: &mut impl FnMut(u32, u32)) {
    let mut articles: Vec<u32> = same.iter().map(|(_, article)| *article).collect();
    let reach = if articles.len() > CROWD {
        articles.sort_unstable_by_key(|article| corpus.number(*article));
        CROWD / 2
    } else {
        CROWD
    };
    for (at, one) in articles.iter().enumerate() {
        for other in articles[at + 1..].iter().take(reach) {
            take(*one, *other);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_with_most_sentences_in_common_agree_in_a_band() {
        let (mut found, mut found_strangers) = (0, 0);
        for pair in 0..500_u32 {
            let sentence = |n: u32| (mix(u64::from(pair * 1000 + n)) >> 32) as u32;
            let one: Vec<u32> = (0..20).map(sentence).collect();
            let copy: Vec<u32> = (8..28).map(sentence).collect();
            let stranger: Vec<u32> = (19..39).map(sentence).collect();
            let agree =
                |other: &[u32]| (0..BANDS as u64).any(|band| band_of(&one, band) == band_of(other, band));
            found += u32::from(agree(&copy));
            found_strangers += u32::from(agree(&stranger));
        }
        assert!(found >= 495, "{found} of 500");
        assert!(found_strangers <= 50, "{found_strangers} of 500");
    }
}
