//! Counts paragraphs by source in two passes, in bounded memory.
//!
//! A first pass adds each paragraph to one of many small counters, which several share, so that what a counter says is
//! never too little (the idea of Cormode & Muthukrishnan's count-min sketch, 2005, with one row). Only paragraphs whose
//! counter reached the least number are counted exactly in the second pass: a few in ten thousand.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::archive::copies::sentences::mix;

/// A paragraph recurs if it stands in so many articles of its source at least …
pub(super) const LEAST: u64 = 10;
/// … and in one of so many.
pub(super) const ONE_IN: u64 = 100;

/// Counters at most: 64 MB.
const MOST_COUNTERS: u64 = 1 << 26;

/// A paragraph of a source: the source's number, and the paragraph's.
pub(super) type Key = (u32, u64);

/// The counters of the first pass.
pub(super) struct Sketch {
    counters: Vec<u8>,
    mask: u64,
}

impl Sketch {
    /// For so many paragraphs.
    pub(super) fn new(paragraphs: u64) -> Self {
        let size = paragraphs.next_power_of_two().clamp(1 << 12, MOST_COUNTERS);
        Self { counters: vec![0; size as usize], mask: size - 1 }
    }

    fn at(&self, (source, paragraph): Key) -> usize {
        (mix(paragraph ^ mix(u64::from(source) + 1)) & self.mask) as usize
    }

    /// Counts a paragraph once.
    pub(super) fn add(&mut self, key: Key) {
        let at = self.at(key);
        self.counters[at] = self.counters[at].saturating_add(1);
    }

    /// Whether a paragraph may have been counted often enough.
    pub(super) fn may_recur(&self, key: Key) -> bool {
        u64::from(self.counters[self.at(key)]) >= LEAST
    }
}

/// The exact counts of the second pass.
pub(super) struct Tallies {
    /// Articles of each source.
    articles: Vec<u64>,
    tallies: FxHashMap<Key, Tally>,
}

#[derive(Default)]
struct Tally {
    articles: u64,
    /// The stories in which it stands, as long as they are too few.
    stories: FxHashSet<u64>,
    recurs: bool,
}

impl Tallies {
    /// For sources with so many articles each.
    pub(super) fn new(articles: Vec<u64>) -> Self {
        Self { articles, tallies: FxHashMap::default() }
    }

    /// Adds a paragraph of an article. A story that stands in the archive several times, as a page does that was saved
    /// every day, counts once: else its own text would be found to recur.
    pub(super) fn add(&mut self, key: Key, story: u64) {
        let least = least(self.articles[key.0 as usize]);
        let tally = self.tallies.entry(key).or_default();
        tally.articles += 1;
        if !tally.recurs {
            tally.stories.insert(story);
            if tally.stories.len() as u64 >= least {
                tally.recurs = true;
                tally.stories = FxHashSet::default();
            }
        }
    }

    /// The paragraphs that recur, with the number of articles that have them and of those of the source.
    pub(super) fn finish(self) -> Vec<(Key, u64, u64)> {
        let recurring = self.tallies.into_iter().filter(|(_, tally)| tally.recurs);
        let mut found: Vec<_> =
            recurring.map(|(key, tally)| (key, tally.articles, self.articles[key.0 as usize])).collect();
        found.sort_unstable();
        found
    }
}

/// In how many articles a paragraph must stand if its source has so many.
fn least(articles: u64) -> u64 {
    articles.div_ceil(ONE_IN).max(LEAST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_in_a_hundred_and_ten_at_least() {
        for (articles, expected) in [(1, 10), (1000, 10), (1001, 11), (5000, 50)] {
            assert_eq!(least(articles), expected, "{articles}");
        }
    }

    #[test]
    fn what_recurs_is_found_in_any_order() {
        let check = |sightings: &[(Key, u64)], expected: &[Key]| {
            for turned in [false, true] {
                let mut sketch = Sketch::new(sightings.len() as u64);
                for (key, _) in sightings {
                    sketch.add(*key);
                }
                let mut tallies = Tallies::new(vec![100, 2000]);
                let mut sightings: Vec<_> =
                    sightings.iter().filter(|(key, _)| sketch.may_recur(*key)).collect();
                if turned {
                    sightings.reverse();
                }
                for (key, story) in sightings {
                    tallies.add(*key, *story);
                }
                let found: Vec<Key> = tallies.finish().into_iter().map(|(key, ..)| key).collect();
                assert_eq!(found, expected);
            }
        };
        let ten = |key: Key, stories: u64| (0..10).map(move |n| (key, n % stories));
        check(&ten((0, 7), 10).collect::<Vec<_>>(), &[(0, 7)]);
        // The same story ten times; a source that has more articles.
        check(&ten((0, 7), 9).collect::<Vec<_>>(), &[]);
        check(&ten((1, 7), 10).collect::<Vec<_>>(), &[]);
        check(&ten((1, 7), 10).chain((10..20).map(|n| ((1, 7), n))).collect::<Vec<_>>(), &[(1, 7)]);
    }
}
