//! Questions over time as bars in a terminal.

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use super::{Style, grouped, safe_line};
use crate::view::{ChartPeriodView, ChartView};

/// Columns where the terminal does not say how many it has.
const WIDTH: usize = 100;

/// Fewest columns of the longest bar.
const NARROWEST: usize = 8;

/// What bars of the first question, the second … are made of.
const FILLS: [&str; 4] = ["█", "▓", "▒", "░"];

/// Marks a period in which the archive has a gap.
const GAP: &str = "?";

/// So many periods in a row of which the archive has nothing share a line.
const MANY: usize = 4;

/// Writes a line a period and question; bars are shares if `relative`.
pub fn chart(out: &mut dyn Write, view: &ChartView, style: Style, relative: bool) -> io::Result<()> {
    if view.queries.len() > 1 {
        for (at, query) in view.queries.iter().enumerate() {
            writeln!(out, "{} {}", fill(at), safe_line(&query.query))?;
        }
    }
    let values: Vec<Vec<String>> = view.periods.iter().map(|period| values(period, relative)).collect();
    let label_width = view.periods.iter().map(|period| period.label.width()).max().unwrap_or(0);
    let value_width = values.iter().flatten().map(|value| value.width()).max().unwrap_or(0);
    let room = style.width.unwrap_or(WIDTH).saturating_sub(label_width + value_width + 4).max(NARROWEST);
    let most = view.periods.iter().flat_map(|period| period.heights(relative)).fold(0.0, f64::max);
    let line = |period: &ChartPeriodView, at: usize, height: f64, value: &str| {
        let label = if at == 0 { period.label.as_str() } else { "" };
        let gap = if period.gap && at == 0 { GAP } else { " " };
        let columns = bar_eighths(height, most, room);
        let bar = if at == 0 && view.queries.len() == 1 { fine(columns) } else { coarse(columns, fill(at)) };
        format!("{label:<label_width$}{gap} {value:>value_width$} {bar}").trim_end().to_owned()
    };
    let mut values = values.iter();
    for periods in view.periods.chunk_by(|one, next| one.all == 0 && next.all == 0) {
        let values = values.by_ref().take(periods.len()).collect::<Vec<_>>();
        if let [first, .., last] = periods
            && periods.len() >= MANY
        {
            writeln!(out, "{} to {}{GAP} the archive has no articles", first.label, last.label)?;
            continue;
        }
        for (period, values) in periods.iter().zip(values) {
            for (at, (height, value)) in period.heights(relative).into_iter().zip(values).enumerate() {
                writeln!(out, "{}", line(period, at, height, value))?;
            }
        }
    }
    if !view.gaps.is_empty() {
        let gaps = format!("{GAP} the archive has few or no articles of {}", months(&view.gaps));
        write!(out, "{}", style.wrap(&gaps, ""))?;
    }
    Ok(())
}

fn values(period: &ChartPeriodView, relative: bool) -> Vec<String> {
    if relative {
        period.shares.iter().map(|share| percent(*share)).collect()
    } else {
        period.articles.iter().map(|articles| grouped(*articles)).collect()
    }
}

/// A share from 0 to 1: "12.5 %".
pub(super) fn percent(share: f64) -> String {
    format!("{:.1} %", share * 100.0)
}

fn fill(series: usize) -> &'static str {
    FILLS[series % FILLS.len()]
}

/// The length of a bar in eighths of a column; what is there at all is seen.
fn bar_eighths(height: f64, most: f64, room: usize) -> usize {
    if height <= 0.0 || most <= 0.0 {
        0
    } else {
        ((height / most * (room * 8) as f64).round() as usize).max(1)
    }
}

fn fine(eighths: usize) -> String {
    const PARTS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
    format!("{}{}", FILLS[0].repeat(eighths / 8), PARTS[eighths % 8])
}

fn coarse(eighths: usize, fill: &str) -> String {
    fill.repeat(eighths.div_ceil(8))
}

/// Months in a row as a span: "2020-02 to 2020-04, 2021-07".
fn months(months: &[String]) -> String {
    let number = |month: &String| {
        let (year, month) = month.rsplit_once('-')?;
        Some(year.parse::<i64>().ok()? * 12 + month.parse::<i64>().ok()?)
    };
    let mut spans: Vec<(&String, &String)> = Vec::new();
    for month in months {
        match spans.last_mut() {
            Some((_, last)) if number(last).map(|last| last + 1) == number(month) => *last = month,
            _ => spans.push((month, month)),
        }
    }
    let span = |(first, last): (&String, &String)| {
        if first == last { first.clone() } else { format!("{first} to {last}") }
    };
    spans.into_iter().map(span).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_have_the_length_of_their_value() {
        assert_eq!(
            (fine(bar_eighths(10.0, 10.0, 3)), fine(bar_eighths(5.0, 10.0, 3))),
            ("███".into(), "█▌".into())
        );
        assert_eq!(
            (fine(bar_eighths(0.0, 10.0, 3)), fine(bar_eighths(0.001, 10.0, 3))),
            (String::new(), "▏".into())
        );
        assert_eq!(coarse(bar_eighths(5.0, 10.0, 3), "▒"), "▒▒");
    }

    #[test]
    fn months_in_a_row_are_a_span() {
        let list = ["2019-11", "2019-12", "2020-01", "2020-03"].map(str::to_owned);
        assert_eq!(months(&list), "2019-11 to 2020-01, 2020-03");
    }
}
