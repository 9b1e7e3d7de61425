//! From hidden units to the scores of labels: those of the token itself, of its neighbours in the span, and
//! the mean of those of the other mentions of its word in the text.

use names::{
    labels::{LABELS, Scores, Transitions, may_follow},
    model::{HIDDEN, SOURCES},
};

use super::{Output, add, climb, untrained};
use crate::{example::Example, random::Random};

/// The numbers of the sources of a token's scores.
const OWN: usize = 0;
const LEFT: usize = 1;
const RIGHT: usize = 2;
const OTHERS: usize = 3;

/// First weights are in this distance of 0.
const SPREAD: f32 = 0.1;

type Hidden = [f32; HIDDEN];

/// The weights from hidden units to labels and the transitions between labels.
pub(super) struct Head {
    /// For each source, for each hidden unit, a weight a label.
    pub(super) output: Output,
    pub(super) bias: Scores,
    pub(super) transitions: Transitions,
}

impl Head {
    pub(super) fn new(random: &mut Random) -> Self {
        let mut head = Self::zero();
        for weight in head.output.iter_mut().flatten() {
            *weight = (random.unit() * 2.0 - 1.0) * SPREAD;
        }
        head.transitions = std::array::from_fn(|label| std::array::from_fn(|next| untrained(label, next)));
        head
    }

    pub(super) fn zero() -> Self {
        Self {
            output: vec![[0.0; LABELS]; SOURCES * HIDDEN],
            bias: [0.0; LABELS],
            transitions: [[0.0; LABELS]; LABELS],
        }
    }

    /// A step of Adagrad; transitions that cannot be stay so.
    pub(super) fn climb(&mut self, squares: &mut Self, gradient: &Self, rate: f32) {
        let output = self.output.iter_mut().zip(&mut squares.output).zip(&gradient.output);
        output.for_each(|((weights, squares), gradient)| climb(weights, squares, gradient, rate));
        climb(&mut self.bias, &mut squares.bias, &gradient.bias, rate);
        for label in 0..LABELS {
            let own = gradient.transitions[label];
            let allowed = std::array::from_fn(|next| if may_follow(label, next) { own[next] } else { 0.0 });
            climb(&mut self.transitions[label], &mut squares.transitions[label], &allowed, rate);
        }
    }

    /// What a gradient of scores asks of the hidden units of a source.
    fn pull(&self, source: usize, scores: &Scores) -> Hidden {
        let weights = &self.output[source * HIDDEN..(source + 1) * HIDDEN];
        std::array::from_fn(|unit| weights[unit].iter().zip(scores).map(|(w, score)| w * score).sum())
    }
}

/// How the tokens of a text feed each other's scores.
pub(super) struct Sources<'e> {
    example: &'e Example,
    hidden: &'e [Hidden],
    /// For each token, whether it has a neighbour to the left and to the right in its span.
    linked: Vec<[bool; 2]>,
    /// For each word of the text, how many tokens it has, and the sum of their hidden units.
    groups: Vec<(f32, Hidden)>,
}

impl<'e> Sources<'e> {
    pub(super) fn new(example: &'e Example, hidden: &'e [Hidden]) -> Self {
        let mut linked = vec![[true; 2]; example.len()];
        for span in &example.spans {
            linked[span.start][0] = false;
            linked[span.end - 1][1] = false;
        }
        let mut groups = vec![(0.0, [0.0; HIDDEN]); example.group_count];
        for (hidden, group) in hidden.iter().zip(&example.groups) {
            if let Some((size, sum)) = groups.get_mut(*group as usize) {
                *size += 1.0;
                add(sum, hidden, 1.0);
            }
        }
        Self { example, hidden, linked, groups }
    }

    /// The group of a token and one over the number of its other members, if it has any.
    fn others(&self, token: usize) -> Option<(usize, f32)> {
        let group = self.example.groups[token] as usize;
        let (size, _) = self.groups.get(group)?;
        (*size > 1.0).then(|| (group, 1.0 / (size - 1.0)))
    }

    /// Calls `each` with the number and the hidden units of each source of a token.
    fn for_each(&self, token: usize, mut each: impl FnMut(usize, &Hidden)) {
        each(OWN, &self.hidden[token]);
        if self.linked[token][0] {
            each(LEFT, &self.hidden[token - 1]);
        }
        if self.linked[token][1] {
            each(RIGHT, &self.hidden[token + 1]);
        }
        if let Some((group, factor)) = self.others(token) {
            let (sum, own) = (&self.groups[group].1, &self.hidden[token]);
            each(OTHERS, &std::array::from_fn(|unit| (sum[unit] - own[unit]) * factor));
        }
    }

    /// The scores of all tokens.
    pub(super) fn scores(&self, head: &Head) -> Vec<Scores> {
        let scores = |token: usize| {
            let mut scores = head.bias;
            self.for_each(token, |source, hidden| {
                let weights = &head.output[source * HIDDEN..];
                let active = hidden.iter().zip(weights).filter(|(value, _)| **value != 0.0);
                active.for_each(|(value, weights)| add(&mut scores, weights, *value));
            });
            scores
        };
        (0..self.hidden.len()).map(scores).collect()
    }

    /// From the gradients of the scores to those of the head's weights, which are added, and of the hidden
    /// units.
    pub(super) fn back(&self, head: &Head, scores: &[Scores], gradient: &mut Head) -> Vec<Hidden> {
        let mut result = vec![[0.0; HIDDEN]; self.hidden.len()];
        let mut group_pulls = vec![[0.0; HIDDEN]; self.groups.len()];
        for (token, score) in scores.iter().enumerate() {
            add(&mut gradient.bias, score, 1.0);
            self.for_each(token, |source, hidden| {
                let weights = &mut gradient.output[source * HIDDEN..];
                let active = hidden.iter().zip(weights).filter(|(value, _)| **value != 0.0);
                active.for_each(|(value, weights)| add(weights, score, *value));
            });
            add(&mut result[token], &head.pull(OWN, score), 1.0);
            if self.linked[token][0] {
                add(&mut result[token - 1], &head.pull(LEFT, score), 1.0);
            }
            if self.linked[token][1] {
                add(&mut result[token + 1], &head.pull(RIGHT, score), 1.0);
            }
            if let Some((group, factor)) = self.others(token) {
                let pull = head.pull(OTHERS, score);
                add(&mut group_pulls[group], &pull, factor);
                add(&mut result[token], &pull, -factor);
            }
        }
        for (token, result) in result.iter_mut().enumerate() {
            if let Some((group, _)) = self.others(token) {
                add(result, &group_pulls[group], 1.0);
            }
        }
        result
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Three tokens, of which the first and last are one word; the first two are one span.
    fn example() -> Example {
        Example {
            spans: vec![0..2, 2..3],
            groups: vec![0, 1, 0],
            group_count: 2,
            labels: vec![0; 3],
            ..Example::default()
        }
    }

    #[test]
    fn the_gradient_is_that_of_the_scores() {
        let (example, head) = (example(), Head::new(&mut Random::new(1)));
        let mut random = Random::new(2);
        let mut hidden: Vec<Hidden> = (0..3).map(|_| std::array::from_fn(|_| random.unit() + 0.1)).collect();
        let goal: Vec<Scores> = (0..3).map(|_| std::array::from_fn(|_| random.unit())).collect();
        let value = |hidden: &[Hidden]| -> f32 {
            let scores = Sources::new(&example, hidden).scores(&head);
            scores.iter().flatten().zip(goal.iter().flatten()).map(|(score, goal)| score * goal).sum()
        };
        let pulls = Sources::new(&example, &hidden).back(&head, &goal, &mut Head::zero());
        for (token, unit) in [(0, 0), (0, 9), (1, 3), (2, 63)] {
            let before = value(&hidden);
            hidden[token][unit] += 0.1;
            let change = (value(&hidden) - before) / 0.1;
            hidden[token][unit] -= 0.1;
            assert!((change - pulls[token][unit]).abs() < 0.01, "{change} {}", pulls[token][unit]);
        }
    }
}
