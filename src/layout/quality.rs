//! How good a layout is, in numbers.

use kurbo::{Line, Point};

use super::board::Board;
use super::field::Field;
use super::force::reach;
use super::overlap;

/// What can be counted in a layout. Links count as straight lines between middles.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quality {
    /// Pairs of boxes that overlap.
    pub overlaps: usize,
    /// Pairs of links without a common end that cross.
    pub crossings: usize,
    /// The mean clear space between two joined boxes, in map units; 0 without links.
    pub mean_gap: f64,
    /// The standard deviation of those spaces.
    pub gap_spread: f64,
}

/// Counts in the layout that puts the board's items at `places`; missing places count as where the item is.
///
/// Crossings are counted pair by pair: O(links²).
pub fn quality(board: &Board, places: &[Point]) -> Quality {
    let mut field = Field::of(board);
    for (place, new) in field.places.iter_mut().zip(places) {
        *place = *new;
    }
    let gap = |(a, b): &(usize, usize)| {
        let offset = field.places[*b] - field.places[*a];
        let along = offset / offset.hypot().max(1e-9);
        offset.hypot() - reach(field.halves[*a], along) - reach(field.halves[*b], along)
    };
    let gaps: Vec<f64> = field.pairs.iter().map(gap).collect();
    let count = gaps.len().max(1) as f64;
    let mean_gap = gaps.iter().sum::<f64>() / count;
    let gap_spread = (gaps.iter().map(|gap| (gap - mean_gap).powi(2)).sum::<f64>() / count).sqrt();
    Quality { overlaps: overlap::count(&field), crossings: crossings(&field), mean_gap, gap_spread }
}

fn crossings(field: &Field) -> usize {
    let line = |(a, b): &(usize, usize)| Line::new(field.places[*a], field.places[*b]);
    let apart = |(a, b): &(usize, usize), (c, d): &(usize, usize)| a != c && a != d && b != c && b != d;
    let mut count = 0;
    for (number, first) in field.pairs.iter().enumerate() {
        let others = field.pairs[number + 1..].iter().filter(|second| apart(first, second));
        count += others.filter(|second| cross(line(first), line(second))).count();
    }
    count
}

/// The lines cross at a point inside both.
fn cross(a: Line, b: Line) -> bool {
    let side = |line: Line, at: Point| (line.p1 - line.p0).cross(at - line.p0);
    side(a, b.p0) * side(a, b.p1) < 0.0 && side(b, a.p0) * side(b, a.p1) < 0.0
}
