//! The labels of tokens and how they may follow each other.
//!
//! BILOU for three kinds (Ratinov & Roth 2009): outside, or the beginning, inside, last or only token of a
//! name. A span of open tokens stands between closed ones, so it begins and ends next to an outside token.

use std::ops::Range;

use crate::Kind;

/// How many labels there are.
pub const LABELS: usize = 13;

/// The label of tokens that are in no name.
pub const OUTSIDE: usize = 0;

const BEGIN: usize = 0;
const INSIDE: usize = 1;
const LAST: usize = 2;
const UNIT: usize = 3;

/// Splits a label: the number of its kind and its part; none for [`OUTSIDE`].
const fn parts(label: usize) -> Option<(usize, usize)> {
    match label.checked_sub(1) {
        None => None,
        Some(rest) => Some((rest / 4, rest % 4)),
    }
}

/// Whether a name goes on behind this label, and of which kind.
const fn opens(label: usize) -> Option<usize> {
    match parts(label) {
        Some((kind, BEGIN | INSIDE)) => Some(kind),
        _ => None,
    }
}

/// Whether label `next` may follow label `label`.
pub const fn may_follow(label: usize, next: usize) -> bool {
    match (opens(label), parts(next)) {
        (Some(open), Some((kind, INSIDE | LAST))) => open == kind,
        (None, Some((_, BEGIN | UNIT)) | None) => true,
        _ => false,
    }
}

/// The labels of a name of `length` tokens.
pub fn of_name(kind: Kind, length: usize) -> impl Iterator<Item = usize> {
    let base = 1 + 4 * Kind::ALL.iter().position(|k| *k == kind).unwrap_or(0);
    (0..length).map(move |n| match (n, length - n) {
        (0, 1) => base + UNIT,
        (0, _) => base + BEGIN,
        (_, 1) => base + LAST,
        _ => base + INSIDE,
    })
}

/// The names in a row of labels that follow each other as they may.
pub fn names(labels: &[u8]) -> impl Iterator<Item = (Kind, Range<usize>)> {
    let mut start = 0;
    labels.iter().enumerate().filter_map(move |(at, label)| {
        let (kind, part) = parts(usize::from(*label))?;
        if matches!(part, BEGIN | UNIT) {
            start = at;
        }
        matches!(part, LAST | UNIT).then(|| (Kind::ALL[kind], start..at + 1))
    })
}

/// Scores of one label after another: `[before][after]`.
pub type Transitions = [[f32; LABELS]; LABELS];

/// Scores of the labels of one token.
pub type Scores = [f32; LABELS];

/// Finds the best row of labels for a span (Viterbi); `back` is a buffer.
pub fn best(
    scores: &[Scores],
    transitions: &Transitions,
    back: &mut Vec<[u8; LABELS]>,
    labels: &mut Vec<u8>,
) {
    labels.clear();
    back.clear();
    let mut total = transitions[OUTSIDE];
    for (at, scores) in scores.iter().enumerate() {
        if at > 0 {
            let (next, from) = step(&total, transitions);
            total = next;
            back.push(from);
        }
        for (total, score) in total.iter_mut().zip(scores) {
            *total += score;
        }
    }
    for (label, total) in total.iter_mut().enumerate() {
        *total += transitions[label][OUTSIDE];
    }
    let mut label = (1..LABELS).fold(0, |best, l| if total[l] > total[best] { l } else { best }) as u8;
    if scores.is_empty() {
        return;
    }
    labels.push(label);
    for from in back.iter().rev() {
        label = from[usize::from(label)];
        labels.push(label);
    }
    labels.reverse();
}

/// For each label the best total of a way that ends with it, and the label before.
fn step(total: &Scores, transitions: &Transitions) -> (Scores, [u8; LABELS]) {
    let mut best = [f32::NEG_INFINITY; LABELS];
    let mut from = [0; LABELS];
    for (label, transitions) in transitions.iter().enumerate() {
        for (next, transition) in transitions.iter().enumerate() {
            let way = total[label] + transition;
            if way > best[next] {
                best[next] = way;
                from[next] = label as u8;
            }
        }
    }
    (best, from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_labels_agree() {
        for (kind, length) in [(Kind::Person, 1), (Kind::Organization, 2), (Kind::Place, 4)] {
            let labels: Vec<u8> = of_name(kind, length).map(|l| l as u8).collect();
            assert_eq!(names(&labels).collect::<Vec<_>>(), [(kind, 0..length)]);
            assert!(labels.windows(2).all(|w| may_follow(w[0].into(), w[1].into())));
        }
    }

    #[test]
    fn only_whole_names_are_allowed() {
        let person: Vec<usize> = of_name(Kind::Person, 3).collect();
        let place: Vec<usize> = of_name(Kind::Place, 3).collect();
        assert!(!may_follow(person[0], OUTSIDE));
        assert!(!may_follow(person[0], place[2]));
        assert!(!may_follow(OUTSIDE, person[1]));
        assert!(may_follow(person[2], place[0]));
    }

    #[test]
    fn the_best_row_obeys_the_transitions() {
        let mut transitions = [[0.0; LABELS]; LABELS];
        for (label, row) in transitions.iter_mut().enumerate() {
            for (next, score) in row.iter_mut().enumerate() {
                *score = if may_follow(label, next) { 0.0 } else { f32::NEG_INFINITY };
            }
        }
        let mut scores = [[0.0; LABELS]; 2];
        scores[0][1] = 2.0;
        scores[1][4] = 1.0;
        let (mut back, mut labels) = (Vec::new(), Vec::new());
        best(&scores, &transitions, &mut back, &mut labels);
        assert_eq!(labels, [1, 3]);
        best(&[], &transitions, &mut back, &mut labels);
        assert!(labels.is_empty());
    }
}
