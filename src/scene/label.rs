//! Text that is broken and has its place.

use kurbo::{Point, Rect, Vec2};

use super::mark::{Anchor, Font, Mark, Text};
use super::text::{Broken, CAP_HEIGHT, TextMeasurer};
use super::tokens::Color;

/// One line of a label.
#[derive(Clone, Debug, PartialEq)]
pub struct LabelLine {
    /// What it says.
    pub text: String,
    /// Its width.
    pub width: f64,
    /// Its place: x by the label's anchor, y is the baseline.
    pub pos: Point,
}

/// Lines of text that have their places.
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    /// The lines from top to bottom.
    pub lines: Vec<LabelLine>,
    /// Typeface and weight.
    pub font: Font,
    /// Size of the type.
    pub size: f64,
    /// Which part of each line stands at its place.
    pub anchor: Anchor,
    /// What the label covers.
    pub bounds: Rect,
}

impl Label {
    /// Lines one under the other, `pitch` apart, whose capitals are centred on `middle.y`.
    pub fn stacked(broken: Broken, font: Font, size: f64, pitch: f64, anchor: Anchor, middle: Point) -> Self {
        let width = broken.width();
        let count = broken.lines.len() as f64;
        let first = middle.y - (count - 1.0) * pitch / 2.0 + CAP_HEIGHT * size / 2.0;
        let place = |index: usize| Point::new(middle.x, first + index as f64 * pitch);
        let lines = broken
            .lines
            .into_iter()
            .enumerate()
            .map(|(index, (text, width))| LabelLine { text, width, pos: place(index) })
            .collect();
        let left = match anchor {
            Anchor::Start => middle.x,
            Anchor::Middle => middle.x - width / 2.0,
            Anchor::End => middle.x - width,
        };
        let height = count * pitch;
        let bounds = Rect::from_origin_size((left, middle.y - height / 2.0), (width, height));
        Self { lines, font, size, anchor, bounds }
    }

    /// One line at a place, shortened to `max_width`.
    pub fn line(
        text: &mut TextMeasurer,
        words: &str,
        (font, size): (Font, f64),
        max_width: f64,
        anchor: Anchor,
        middle: Point,
    ) -> Self {
        let lines = vec![text.one_line(words, font, size, max_width)];
        Self::stacked(Broken { lines, cut: false }, font, size, size * 1.3, anchor, middle)
    }

    /// Adds the marks of the label.
    pub fn draw(&self, color: Color, marks: &mut Vec<Mark>) {
        self.draw_as(self.font, color, false, false, marks);
    }

    /// Adds the marks of the label in another weight, slanted or struck out.
    pub fn draw_as(&self, font: Font, color: Color, italic: bool, strike: bool, marks: &mut Vec<Mark>) {
        marks.extend(self.lines.iter().filter(|line| !line.text.is_empty()).map(|line| {
            Mark::Text(Text {
                pos: line.pos,
                text: line.text.clone(),
                font,
                size: self.size,
                color,
                anchor: self.anchor,
                italic,
                strike,
                width: line.width,
            })
        }));
    }

    /// Moves the label.
    pub fn shift(&mut self, by: Vec2) {
        self.bounds = self.bounds + by;
        for line in &mut self.lines {
            line.pos += by;
        }
    }
}
