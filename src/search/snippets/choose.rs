//! Chooses among the passages around the matches of a text.

use super::{
    Highlight, inside,
    passage::{Passage, Sentences},
};

/// Most passages of a text.
const MOST: usize = 3;

/// What a part counts that another passage shows already.
const SEEN: f32 = 0.25;

/// What each further match adds, up to [`DENSE`] of them.
const FURTHER: f32 = 0.05;

/// Matches beyond this many add nothing.
const DENSE: usize = 6;

/// What the last passage of a text has less than the first.
const LATE: f32 = 0.1;

/// A passage that shows nothing new is worth showing if its value is not below this share of the best one's.
const WORTH: f32 = 0.5;

struct Candidate {
    passage: Passage,
    parts: u64,
    /// What density and place make of the value of its parts.
    factor: f32,
}

impl Candidate {
    fn new(passage: Passage, highlights: &[Highlight], text_length: usize) -> Self {
        let shown = inside(highlights, &passage.range);
        let parts = shown.iter().fold(0, |parts, highlight| parts | highlight.parts);
        let lateness = passage.range.start as f32 / text_length.max(1) as f32;
        let factor = (1.0 + FURTHER * shown.len().min(DENSE) as f32) * (1.0 - LATE * lateness);
        Self { passage, parts, factor }
    }

    /// What it is worth beside passages that show the parts in `seen`.
    fn value(&self, weights: &[f32], seen: u64) -> f32 {
        let worth = |(n, weight): (usize, &f32)| match (self.parts >> n & 1, seen >> n & 1) {
            (0, _) => 0.0,
            (_, 0) => *weight,
            _ => SEEN * weight,
        };
        self.factor * weights.iter().enumerate().map(worth).sum::<f32>()
    }
}

/// The best passages around `highlights`, the best first.
pub(super) fn choose(sentences: &Sentences<'_>, highlights: &[Highlight], weights: &[f32]) -> Vec<Passage> {
    let mut candidates = candidates(sentences, highlights);
    let mut chosen: Vec<Passage> = Vec::new();
    let (mut seen, mut best) = (0, 0.0);
    while chosen.len() < MOST {
        let values = candidates.iter().map(|candidate| candidate.value(weights, seen)).enumerate();
        let Some((i, _)) = values.reduce(|a, b| if b.1 > a.1 { b } else { a }) else { break };
        let candidate = candidates.swap_remove(i);
        let value = candidate.value(weights, 0);
        if candidate.parts & !seen == 0 && value < WORTH * best {
            break;
        }
        best = value.max(best);
        seen |= candidate.parts;
        let taken = candidate.passage.range.clone();
        candidates
            .retain(|other| other.passage.range.end <= taken.start || taken.end <= other.passage.range.start);
        chosen.push(candidate.passage);
    }
    chosen
}

fn candidates(sentences: &Sentences<'_>, highlights: &[Highlight]) -> Vec<Candidate> {
    let mut candidates: Vec<Candidate> = Vec::new();
    for highlight in highlights {
        let passage = sentences.around(highlight.range.clone(), highlights);
        if candidates.last().is_none_or(|last| last.passage != passage) {
            candidates.push(Candidate::new(passage, highlights, sentences.text_length()));
        }
    }
    candidates
}
