//! How strongly two names belong together: Dunning's log-likelihood ratio over the articles that have them.
//!
//! It compares in how many articles both stand with how many would have both by chance, so that a name that is
//! everywhere is nobody's companion (T. Dunning, "Accurate methods for the statistics of surprise and coincidence",
//! 1993).

/// In how many articles two names stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Together {
    /// Articles with both.
    pub both: u64,
    /// Articles with the one.
    pub one: u64,
    /// Articles with the other.
    pub other: u64,
    /// Articles in all.
    pub all: u64,
}

impl Together {
    /// How many articles would have both by chance.
    pub fn expected(self) -> f64 {
        if self.all == 0 { 0.0 } else { self.one as f64 * self.other as f64 / self.all as f64 }
    }

    /// The log-likelihood ratio, from 0 up; chance alone goes beyond 10.83 once in a thousand times.
    ///
    /// None if they stand together no more often than by chance.
    pub fn score(self) -> Option<f64> {
        if self.both as f64 <= self.expected() {
            return None;
        }
        let without_one = self.other.saturating_sub(self.both);
        let without_other = self.one.saturating_sub(self.both);
        let neither = (self.all + self.both).saturating_sub(self.one + self.other);
        let rows = entropy(&[self.both + without_other, without_one + neither]);
        let columns = entropy(&[self.both + without_one, without_other + neither]);
        let cells = entropy(&[self.both, without_other, without_one, neither]);
        Some((2.0 * (rows + columns - cells)).max(0.0))
    }
}

/// Shannon's entropy of counts, not divided by their sum.
fn entropy(counts: &[u64]) -> f64 {
    let x_log_x = |x: u64| if x == 0 { 0.0 } else { x as f64 * (x as f64).ln() };
    x_log_x(counts.iter().sum()) - counts.iter().map(|count| x_log_x(*count)).sum::<f64>()
}

#[cfg(test)]
mod tests {
    use super::Together;

    #[test]
    fn what_is_everywhere_is_no_companion() {
        let score = |both, one, other, all| Together { both, one, other, all }.score();
        assert_eq!(score(10, 10, 1000, 1000), None);
        assert_eq!(score(1, 10, 500, 1000), None);
        let rare = score(8, 10, 9, 1000).expect("a score");
        let frequent = score(9, 10, 500, 1000).expect("a score");
        assert!(rare > 10.0 * frequent, "{rare} {frequent}");
        // Dunning's own table: "the swiss" with 110, 2442, 111 and 29114 has 270.72.
        let swiss = score(110, 110 + 2442, 110 + 111, 110 + 2442 + 111 + 29114).expect("a score");
        assert!((swiss - 270.72).abs() < 0.01, "{swiss}");
    }
}
