//! Questions over time as a picture: what is drawn where, once for all forms of picture.

use super::{chart::percent, grouped};
use crate::view::ChartView;

/// Height of the picture.
const HEIGHT: f64 = 480.0;
/// Its usual and its greatest width.
const WIDTHS: (f64, f64) = (960.0, 4000.0);
/// Around the chart: left, right, top (and for each question more), bottom.
const MARGINS: [f64; 4] = [72.0, 24.0, 24.0, 56.0];
/// Height of a line of the legend.
const LINE: f64 = 20.0;
/// Width that the label of a period needs.
const LABEL: f64 = 96.0;

/// The colours of the questions, told apart by the colour-blind too (Okabe & Ito, "Color Universal Design", 2008).
const COLORS: [u32; 8] =
    [0x00_72_B2, 0xE6_9F_00, 0x00_9E_73, 0xCC_79_A7, 0x56_B4_E9, 0xD5_5E_00, 0x99_99_33, 0x33_33_33];
const INK: u32 = 0x33_33_33;
const FAINT: u32 = 0xDD_DD_DD;
const GAP: u32 = 0xEE_EE_EE;

/// How many questions a picture can show apart.
pub const MOST_SERIES: usize = COLORS.len();

/// Where a text stands beside its point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// Something drawn; colours are 0xRRGGBB, coordinates pixels from the upper left corner.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Shape {
    Box {
        x: f64,
        y: f64,
        width: f64,
        height: f64,
        color: u32,
    },
    /// The point is on the line that the letters stand on.
    Text {
        x: f64,
        y: f64,
        text: String,
        anchor: Anchor,
    },
}

/// A picture: a white sheet with shapes on it, the first at the bottom.
pub(super) struct Picture {
    pub(super) width: f64,
    pub(super) height: f64,
    pub(super) shapes: Vec<Shape>,
}

/// The room of the bars.
struct Plot {
    left: f64,
    top: f64,
    width: f64,
    height: f64,
    /// The value at the top.
    most: f64,
}

/// Draws a chart; bars are shares if `relative`.
pub(super) fn picture(view: &ChartView, relative: bool) -> Picture {
    let (periods, series) = (view.periods.len(), view.queries.len());
    let width = ((periods * (series * 3 + 1)) as f64 + MARGINS[0] + MARGINS[1]).clamp(WIDTHS.0, WIDTHS.1);
    let legend = LINE * (series + usize::from(!view.gaps.is_empty())) as f64;
    let values = view.periods.iter().flat_map(|period| period.heights(relative));
    let (step, most) = scale(values.fold(0.0, f64::max), relative);
    let top = MARGINS[2] + legend;
    let plot = Plot {
        left: MARGINS[0],
        top,
        width: width - MARGINS[0] - MARGINS[1],
        height: HEIGHT - MARGINS[2] - MARGINS[3],
        most,
    };
    let mut shapes = Vec::new();
    legend_of(view, &mut shapes);
    grid(&plot, step, relative, &mut shapes);
    bars(view, &plot, relative, &mut shapes);
    labels(view, &plot, relative, &mut shapes);
    Picture { width, height: HEIGHT + legend, shapes }
}

/// Steps of 1, 2 or 5 times a power of ten, and the value at the top: some five steps.
fn scale(most: f64, relative: bool) -> (f64, f64) {
    if most <= 0.0 {
        return (1.0, 1.0);
    }
    let power = 10_f64.powf((most / 5.0).log10().floor());
    let step = [1.0, 2.0, 5.0, 10.0].into_iter().map(|times| times * power).find(|step| most / step <= 5.0);
    let step = step.unwrap_or(most);
    // There are no halves of articles.
    let step = if relative { step } else { step.max(1.0) };
    (step, (most / step).ceil() * step)
}

fn legend_of(view: &ChartView, shapes: &mut Vec<Shape>) {
    let mut y = MARGINS[2];
    let mut line = |color: u32, text: String| {
        shapes.push(Shape::Box { x: MARGINS[0], y: y - 10.0, width: 12.0, height: 12.0, color });
        shapes.push(Shape::Text { x: MARGINS[0] + 20.0, y, text, anchor: Anchor::Start });
        y += LINE;
    };
    for (at, query) in view.queries.iter().enumerate() {
        let name = if query.query.is_empty() { "all articles" } else { query.query.as_str() };
        line(COLORS[at % COLORS.len()], format!("{name} ({})", grouped(query.total)));
    }
    if !view.gaps.is_empty() {
        line(GAP, "the archive has few or no articles of a month of this time".to_owned());
    }
}

fn grid(plot: &Plot, step: f64, relative: bool, shapes: &mut Vec<Shape>) {
    let lines = (plot.most / step).round() as usize;
    for at in 0..=lines {
        let value = step * at as f64;
        let y = plot.top + plot.height * (1.0 - value / plot.most);
        let color = if at == 0 { INK } else { FAINT };
        shapes.push(Shape::Box { x: plot.left, y, width: plot.width, height: 1.0, color });
        let text = if relative { percent(value) } else { grouped(value as u64) };
        shapes.push(Shape::Text { x: plot.left - 8.0, y: y + 4.0, text, anchor: Anchor::End });
    }
}

fn bars(view: &ChartView, plot: &Plot, relative: bool, shapes: &mut Vec<Shape>) {
    let step = plot.width / view.periods.len().max(1) as f64;
    let width = step * 0.8 / view.queries.len().max(1) as f64;
    let mut bands = Vec::new();
    for (at, period) in view.periods.iter().enumerate() {
        let left = plot.left + step * at as f64;
        if period.gap {
            bands.push(Shape::Box { x: left, y: plot.top, width: step, height: plot.height, color: GAP });
        }
        for (series, value) in
            period.heights(relative).into_iter().enumerate().filter(|(_, value)| *value > 0.0)
        {
            let height = (plot.height * value / plot.most).max(1.0);
            let x = left + step * 0.1 + width * series as f64;
            let color = COLORS[series % COLORS.len()];
            shapes.push(Shape::Box { x, y: plot.top + plot.height - height, width, height, color });
        }
    }
    // Behind everything else.
    shapes.splice(0..0, bands);
}

fn labels(view: &ChartView, plot: &Plot, relative: bool, shapes: &mut Vec<Shape>) {
    let step = plot.width / view.periods.len().max(1) as f64;
    let every = (LABEL / step).ceil().max(1.0) as usize;
    let y = plot.top + plot.height + 20.0;
    for (at, period) in view.periods.iter().enumerate().step_by(every) {
        let x = plot.left + step * (at as f64 + 0.5);
        shapes.push(Shape::Text { x, y, text: period.label.clone(), anchor: Anchor::Middle });
    }
    let what = if relative { "share of all articles" } else { "articles" };
    let text = format!("{what} a {}", view.unit);
    shapes.push(Shape::Text { x: plot.left + plot.width / 2.0, y: y + 24.0, text, anchor: Anchor::Middle });
}

#[cfg(test)]
mod tests {
    use super::scale;

    #[test]
    fn scales_have_round_steps() {
        let check = |most, relative, expected| assert_eq!(scale(most, relative), expected, "{most}");
        check(0.0, false, (1.0, 1.0));
        check(3.0, false, (1.0, 3.0));
        check(47.0, false, (10.0, 50.0));
        check(1200.0, false, (500.0, 1500.0));
        check(0.5, true, (0.1, 0.5));
    }
}
