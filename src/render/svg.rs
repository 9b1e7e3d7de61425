//! A picture as SVG, for print and pages: letters stay letters, and every size is sharp.

use std::io::{self, Write};

use quick_xml::escape::escape;

use super::{
    picture::{Anchor, Picture, Shape, picture},
    safe_line,
};
use crate::view::ChartView;

/// Writes a chart; bars are shares if `relative`.
pub fn svg(out: &mut dyn Write, view: &ChartView, relative: bool) -> io::Result<()> {
    let Picture { width, height, shapes } = picture(view, relative);
    writeln!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" \
         font-family=\"sans-serif\" font-size=\"13\">"
    )?;
    writeln!(out, "<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>")?;
    for shape in &shapes {
        write_shape(out, shape)?;
    }
    writeln!(out, "</svg>")
}

fn write_shape(out: &mut dyn Write, shape: &Shape) -> io::Result<()> {
    match shape {
        Shape::Box { x, y, width, height, color } => writeln!(
            out,
            "<rect x=\"{x:.2}\" y=\"{y:.2}\" width=\"{width:.2}\" height=\"{height:.2}\" fill=\"#{color:06x}\"/>"
        ),
        Shape::Text { x, y, text, anchor } => {
            let anchor = match anchor {
                Anchor::Start => "start",
                Anchor::Middle => "middle",
                Anchor::End => "end",
            };
            let text = escape(safe_line(text).as_ref()).into_owned();
            writeln!(
                out,
                "<text x=\"{x:.2}\" y=\"{y:.2}\" text-anchor=\"{anchor}\" fill=\"#333333\">{text}</text>"
            )
        }
    }
}
