//! A picture as PNG, for documents and chats: boxes and letters of 8 by 8 points, without a font of the system.

use font8x8::UnicodeFonts;

use super::picture::{Anchor, Picture, Shape, picture};
use crate::view::ChartView;

/// Pixels of the file for one of the picture, so that letters are not coarse on sharp screens.
const SCALE: f64 = 2.0;

/// Columns and rows of a letter.
const LETTER: usize = 8;

/// Dots of a letter in pixels of the file.
const DOT: usize = 2;

struct Canvas {
    width: usize,
    height: usize,
    /// Red, green, blue of each pixel, row by row.
    pixels: Vec<u8>,
}

/// The bytes of a PNG file with a chart; bars are shares if `relative`.
pub fn png(view: &ChartView, relative: bool) -> Result<Vec<u8>, png::EncodingError> {
    let Picture { width, height, shapes } = picture(view, relative);
    let (width, height) = ((width * SCALE) as usize, (height * SCALE) as usize);
    let mut canvas = Canvas { width, height, pixels: vec![0xFF; width * height * 3] };
    for shape in &shapes {
        canvas.draw(shape);
    }
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width as u32, height as u32);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&canvas.pixels)?;
    writer.finish()?;
    Ok(bytes)
}

impl Canvas {
    fn draw(&mut self, shape: &Shape) {
        match shape {
            Shape::Box { x, y, width, height, color } => {
                // What is thinner than a pixel is drawn as one.
                let span = |at: f64, length: f64| {
                    let start = (at * SCALE).round().max(0.0) as usize;
                    start..(((at + length) * SCALE).round().max(0.0) as usize).max(start + 1)
                };
                for row in span(*y, *height) {
                    span(*x, *width).for_each(|column| self.set(column, row, *color));
                }
            }
            Shape::Text { x, y, text, anchor } => self.write(*x, *y, text, *anchor),
        }
    }

    fn write(&mut self, x: f64, y: f64, text: &str, anchor: Anchor) {
        let width = text.chars().count() * LETTER * DOT;
        let at = (x * SCALE).round() as i64;
        let left = match anchor {
            Anchor::Start => at,
            Anchor::Middle => at - width as i64 / 2,
            Anchor::End => at - width as i64,
        };
        // The lowest row of a letter lies below the line it stands on.
        let top = (y * SCALE).round() as i64 - ((LETTER - 1) * DOT) as i64;
        for (i, letter) in text.chars().enumerate() {
            self.letter(left + (i * LETTER * DOT) as i64, top, glyph(letter));
        }
    }

    fn letter(&mut self, left: i64, top: i64, rows: [u8; LETTER]) {
        for (row, bits) in rows.into_iter().enumerate() {
            for column in (0..LETTER).filter(|column| bits >> column & 1 == 1) {
                for (x, y) in (0..DOT).flat_map(|x| (0..DOT).map(move |y| (x, y))) {
                    let (x, y) = (left + (column * DOT + x) as i64, top + (row * DOT + y) as i64);
                    if let (Ok(x), Ok(y)) = (usize::try_from(x), usize::try_from(y)) {
                        self.set(x, y, 0x33_33_33);
                    }
                }
            }
        }
    }

    fn set(&mut self, x: usize, y: usize, color: u32) {
        if x < self.width && y < self.height {
            let at = (y * self.width + x) * 3;
            let [_, red, green, blue] = color.to_be_bytes();
            self.pixels[at..at + 3].copy_from_slice(&[red, green, blue]);
        }
    }
}

/// The dots of a letter; of one that the font does not have, those of a question mark.
fn glyph(letter: char) -> [u8; LETTER] {
    let of = |letter: char| font8x8::BASIC_FONTS.get(letter).or_else(|| font8x8::LATIN_FONTS.get(letter));
    of(letter).or_else(|| of('?')).unwrap_or_default()
}
