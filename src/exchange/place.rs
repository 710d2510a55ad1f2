//! First places for elements that come without any: a circle while it is readable, a grid beyond.

use std::f64::consts::TAU;

use crate::model::Point;

/// The most elements on a circle.
const CIRCLE: usize = 24;
/// The room for an element along the circle and across the grid.
const ACROSS: f64 = 220.0;
/// The room for a row of the grid.
const DOWN: f64 = 120.0;

/// The place of the element number `index` of `count`. The places lie around the origin.
pub(super) fn place(index: usize, count: usize) -> Point {
    if count <= CIRCLE {
        let radius = if count < 2 { 0.0 } else { (count as f64 * ACROSS / TAU).max(ACROSS) };
        let angle = TAU * (index as f64 / count as f64 - 0.25);
        return Point::new(radius * angle.cos(), radius * angle.sin());
    }
    let columns = ((count as f64 * DOWN / ACROSS).sqrt().ceil() as usize).max(1);
    let rows = count.div_ceil(columns);
    let middle = |number: usize| (number as f64 - 1.0) / 2.0;
    let (column, row) = ((index % columns) as f64, (index / columns) as f64);
    Point::new((column - middle(columns)) * ACROSS, (row - middle(rows)) * DOWN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_elements_share_a_place() {
        for count in [1, 2, 3, 24, 25, 100, 401] {
            let places: Vec<Point> = (0..count).map(|index| place(index, count)).collect();
            for (index, one) in places.iter().enumerate() {
                for other in places.iter().skip(index + 1) {
                    let far = (one.x() - other.x()).hypot(one.y() - other.y());
                    assert!(far >= 100.0, "{count}: {one:?} {other:?}");
                }
            }
        }
    }
}
