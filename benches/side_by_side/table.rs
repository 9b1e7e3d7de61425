//! Tables in Markdown, so that a page of results is what the command printed.

/// A table with a heading above it.
pub(crate) struct Table {
    columns: usize,
    lines: Vec<String>,
}

impl Table {
    pub(crate) fn new(title: &str, columns: &[&str]) -> Self {
        let rule = vec!["---"; columns.len()].join(" | ");
        let lines =
            vec![format!("\n{title}\n"), format!("| {} |", columns.join(" | ")), format!("| {rule} |")];
        Self { columns: columns.len(), lines }
    }

    pub(crate) fn row(&mut self, cells: &[String]) {
        let missing = self.columns.saturating_sub(cells.len());
        self.lines.push(format!("| {}{} |", cells.join(" | "), " | ".repeat(missing)));
    }

    pub(crate) fn print(&self) {
        self.lines.iter().for_each(|line| println!("{line}"));
    }
}

/// The middle of some values; 0 of none.
pub(crate) fn median(values: &[f64]) -> f64 {
    quantile(values, 0.5)
}

/// The value below which a share of some values lies.
pub(crate) fn quantile(values: &[f64], share: f64) -> f64 {
    let mut values = values.to_vec();
    values.sort_by(f64::total_cmp);
    let at = (values.len() as f64 * share) as usize;
    values.get(at.min(values.len().saturating_sub(1))).copied().unwrap_or(0.0)
}

/// Median and 99th percentile of times in milliseconds.
pub(crate) fn times(milliseconds: &[f64]) -> String {
    let (median, last) = (median(milliseconds), quantile(milliseconds, 0.99));
    let places = |value: f64| if value < 10.0 { 2 } else { 1 };
    format!("{median:.*} / {last:.*}", places(median), places(last))
}

pub(crate) fn megabytes(bytes: u64) -> String {
    format!("{:.0} MB", bytes as f64 / 1e6)
}
