//! The likelihood of a linear-chain conditional random field (Lafferty et al. 2001) and its gradient,
//! exactly, by the forward-backward algorithm with scaling.

use names::labels::{LABELS, OUTSIDE, Scores, Transitions};

/// Adds to `gradient` and `transition_gradient` how the log-likelihood of `labels` changes with the scores
/// and transitions; gives the log-likelihood.
pub(crate) fn gradient(
    scores: &[Scores],
    labels: &[u8],
    transitions: &Transitions,
    gradient: &mut [Scores],
    transition_gradient: &mut Transitions,
) -> f64 {
    let chain = Chain::new(scores, transitions);
    let forward = chain.forward();
    let backward = chain.backward();
    let last = scores.len() - 1;
    let mut before = OUTSIDE;
    let mut gold = 0.0;
    for (at, label) in labels.iter().enumerate() {
        let label = usize::from(*label);
        gold += f64::from(scores[at][label]) + f64::from(transitions[before][label]);
        gradient[at][label] += 1.0;
        transition_gradient[before][label] += 1.0;
        before = label;
    }
    transition_gradient[before][OUTSIDE] += 1.0;
    gold += f64::from(transitions[before][OUTSIDE]);
    for at in 0..=last {
        let joint: [f64; LABELS] = std::array::from_fn(|l| forward.rows[at][l] * backward[at][l]);
        let sum: f64 = joint.iter().sum();
        for label in 0..LABELS {
            gradient[at][label] -= (joint[label] / sum) as f32;
        }
        chain.pairs(at, &forward.rows, &backward, transition_gradient);
    }
    gold - forward.log_total
}

struct Chain {
    /// The exponentials of the scores, each token's divided by its largest.
    local: Vec<[f64; LABELS]>,
    largest: f64,
    transitions: [[f64; LABELS]; LABELS],
}

struct Forward {
    rows: Vec<[f64; LABELS]>,
    log_total: f64,
}

impl Chain {
    fn new(scores: &[Scores], transitions: &Transitions) -> Self {
        let mut largest = 0.0;
        let local = scores.iter().map(|scores| {
            let top = scores.iter().fold(f32::NEG_INFINITY, |a, b| a.max(*b));
            largest += f64::from(top);
            scores.map(|score| f64::from(score - top).exp())
        });
        let local = local.collect();
        Self { local, largest, transitions: transitions.map(|row| row.map(|score| f64::from(score).exp())) }
    }

    fn forward(&self) -> Forward {
        let mut rows: Vec<[f64; LABELS]> = Vec::with_capacity(self.local.len());
        let mut log_total = self.largest;
        for local in &self.local {
            let mut row = match rows.last() {
                None => self.transitions[OUTSIDE],
                Some(before) => {
                    let mut row = [0.0; LABELS];
                    for (weight, transitions) in before.iter().zip(&self.transitions) {
                        for (sum, transition) in row.iter_mut().zip(transitions) {
                            *sum += weight * transition;
                        }
                    }
                    row
                }
            };
            row.iter_mut().zip(local).for_each(|(weight, local)| *weight *= local);
            log_total += scale(&mut row);
            rows.push(row);
        }
        let end: f64 = rows
            .last()
            .map_or(1.0, |row| row.iter().zip(&self.transitions).map(|(w, t)| w * t[OUTSIDE]).sum());
        Forward { rows, log_total: log_total + end.ln() }
    }

    fn backward(&self) -> Vec<[f64; LABELS]> {
        let count = self.local.len();
        let mut rows = vec![[0.0; LABELS]; count];
        rows[count - 1] = std::array::from_fn(|label| self.transitions[label][OUTSIDE]);
        for at in (0..count - 1).rev() {
            let next: [f64; LABELS] = std::array::from_fn(|l| rows[at + 1][l] * self.local[at + 1][l]);
            rows[at] = std::array::from_fn(|label| {
                self.transitions[label].iter().zip(&next).map(|(transition, next)| transition * next).sum()
            });
            scale(&mut rows[at]);
        }
        rows
    }

    /// Takes the expected number of each pair of labels at `at` (and before and behind the span) from
    /// `gradient`.
    fn pairs(
        &self,
        at: usize,
        forward: &[[f64; LABELS]],
        backward: &[[f64; LABELS]],
        gradient: &mut Transitions,
    ) {
        let mut outside = [0.0; LABELS];
        outside[OUTSIDE] = 1.0;
        let before = if at == 0 { &outside } else { &forward[at - 1] };
        let mut pairs = [[0.0; LABELS]; LABELS];
        let mut sum = 0.0;
        for label in 0..LABELS {
            for next in 0..LABELS {
                let weight =
                    before[label] * self.transitions[label][next] * self.local[at][next] * backward[at][next];
                pairs[label][next] = weight;
                sum += weight;
            }
        }
        for label in 0..LABELS {
            for next in 0..LABELS {
                gradient[label][next] -= (pairs[label][next] / sum) as f32;
            }
        }
        if at + 1 == self.local.len() {
            let ends: [f64; LABELS] = std::array::from_fn(|l| forward[at][l] * self.transitions[l][OUTSIDE]);
            let sum: f64 = ends.iter().sum();
            for label in 0..LABELS {
                gradient[label][OUTSIDE] -= (ends[label] / sum) as f32;
            }
        }
    }
}

/// Divides a row by its sum; gives the logarithm of the sum.
fn scale(row: &mut [f64; LABELS]) -> f64 {
    let sum: f64 = row.iter().sum();
    for weight in row.iter_mut() {
        *weight /= sum;
    }
    sum.ln()
}

#[cfg(test)]
mod tests {
    use super::*;
    use names::labels::may_follow;

    fn transitions() -> Transitions {
        std::array::from_fn(|a| {
            std::array::from_fn(|b| {
                if may_follow(a, b) { 0.1 * (a as f32 - b as f32) } else { f32::NEG_INFINITY }
            })
        })
    }

    #[test]
    fn the_gradient_is_that_of_the_likelihood() {
        let mut scores: Vec<Scores> =
            (0..3).map(|t| std::array::from_fn(|l| ((t * 7 + l * 5) % 11) as f32 * 0.2)).collect();
        let labels = [1, 3, 8];
        let value = |scores: &[Scores]| {
            gradient(scores, &labels, &transitions(), &mut [[0.0; LABELS]; 3], &mut [[0.0; LABELS]; LABELS])
        };
        let mut found = vec![[0.0; LABELS]; 3];
        gradient(&scores, &labels, &transitions(), &mut found, &mut [[0.0; LABELS]; LABELS]);
        for (token, label) in [(0, 1), (1, 3), (1, 0), (2, 8), (2, 4)] {
            let before = value(&scores);
            scores[token][label] += 0.01;
            let change = (value(&scores) - before) / 0.01;
            scores[token][label] -= 0.01;
            assert!(
                (change - f64::from(found[token][label])).abs() < 0.01,
                "{change} {:?}",
                found[token][label]
            );
        }
    }
}
