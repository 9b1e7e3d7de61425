//! Makes the table: versions of one url, exact copies, near copies, and groups of these.

use std::{cmp::Reverse, path::Path};

use rustc_hash::FxHashMap;

use super::{
    FILE,
    alike::Sketch,
    candidates,
    corpus::Corpus,
    linkage::groups,
    sentences::mix,
    table::{Contents, write},
    versions,
};
use crate::archive::{ArchiveError, Reader, sealed, spill::Spill};

/// Makes the table of the articles that `reader` sees, in the folder of its index.
pub(in crate::archive) fn settle(reader: &Reader, folder: &Path) -> Result<(), ArchiveError> {
    let corpus = Corpus::new(reader)?;
    let versions = versions::find(&corpus)?;
    let mut wanted = Marks::of(&corpus);
    for older in versions.iter().flat_map(|set| &set[..set.len() - 1]) {
        wanted.remove(*older);
    }
    let same = exact(&corpus, &wanted);
    for other in same.iter().flat_map(|class| &class[1..]) {
        wanted.remove(*other);
    }
    let groups = join(&corpus, near(&corpus, &wanted, &Spill::in_index(folder)?)?, same);
    let contents = Contents { groups, versions };
    sealed::write(folder, FILE, write(reader, &corpus, &contents))
}

/// A bit for each article.
struct Marks(Vec<u64>);

impl Marks {
    fn of(corpus: &Corpus<'_>) -> Self {
        let mut marks = vec![0; corpus.end() as usize / 64 + 1];
        for article in corpus.articles() {
            marks[article as usize / 64] |= 1 << (article % 64);
        }
        Self(marks)
    }

    fn remove(&mut self, article: u32) {
        self.0[article as usize / 64] &= !(1 << (article % 64));
    }

    fn has(&self, article: u32) -> bool {
        self.0[article as usize / 64] >> (article % 64) & 1 == 1
    }
}

/// Articles of exactly the same sentences, each class in the order of age.
fn exact(corpus: &Corpus<'_>, wanted: &Marks) -> Vec<Vec<u32>> {
    let mut sketch = Sketch::default();
    let mut hashes: Vec<(u64, u32)> = Vec::new();
    for article in corpus.articles().filter(|article| wanted.has(*article)) {
        corpus.sketch(article, &mut sketch);
        // Whether a headline counts is for `is_copy_of` to say; here it is part of the text.
        let start = mix(u64::from(sketch.headline));
        let hash = sketch.sentences.iter().fold(start, |hash, sentence| mix(hash ^ u64::from(*sentence)));
        hashes.push((hash, article));
    }
    hashes.sort_unstable();
    let mut classes = Vec::new();
    for same in hashes.chunk_by(|a, b| a.0 == b.0).filter(|same| same.len() > 1) {
        corpus.sketch(same[0].1, &mut sketch);
        if sketch.is_copy_of(&sketch) {
            let mut class: Vec<u32> = same.iter().map(|(_, article)| *article).collect();
            class.sort_unstable_by_key(|article| corpus.age(*article));
            classes.push(class);
        }
    }
    classes
}

/// Groups of articles of which any two share most of their sentences.
fn near(corpus: &Corpus<'_>, wanted: &Marks, spill: &Spill) -> Result<Vec<Vec<u32>>, ArchiveError> {
    let (mut one, mut other) = (Sketch::default(), Sketch::default());
    let mut likeness = |a: u32, b: u32| {
        corpus.sketch(a, &mut one);
        corpus.sketch(b, &mut other);
        one.is_copy_of(&other).then(|| one.likeness(&other))
    };
    let mut pairs: FxHashMap<(u32, u32), u32> = FxHashMap::default();
    candidates::each(
        corpus,
        |article| wanted.has(article),
        spill,
        |a, b| {
            let pair = (a.min(b), a.max(b));
            if !pairs.contains_key(&pair) {
                pairs.extend(likeness(a, b).map(|likeness| (pair, likeness)));
            }
        },
    )?;
    let mut pairs: Vec<((u32, u32), u32)> = pairs.into_iter().collect();
    pairs.sort_by_cached_key(|((a, b), likeness)| {
        let (a, b) = (corpus.age(*a), corpus.age(*b));
        (Reverse(*likeness), a.min(b), a.max(b))
    });
    Ok(groups(pairs.into_iter().map(|(pair, _)| pair), |a, b| likeness(a, b).is_some()))
}

/// The groups with the exact copies of their members, each in the order of age.
fn join(corpus: &Corpus<'_>, mut groups: Vec<Vec<u32>>, same: Vec<Vec<u32>>) -> Vec<Vec<u32>> {
    let mut classes: FxHashMap<u32, Vec<u32>> = same.into_iter().map(|class| (class[0], class)).collect();
    for group in &mut groups {
        let others = group.iter().filter_map(|article| classes.remove(article));
        let others: Vec<u32> = others.flat_map(|class| class.into_iter().skip(1)).collect();
        group.extend(others);
    }
    groups.extend(classes.into_values());
    for group in &mut groups {
        group.sort_unstable_by_key(|article| corpus.age(*article));
    }
    groups.sort_unstable_by_key(|group| corpus.age(group[0]));
    groups
}
