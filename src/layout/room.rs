//! Which boxes are where: a grid of cells that answers what a box would touch.

use std::collections::HashMap;

use kurbo::{Point, Rect, Vec2};

use super::field::rect;

/// Boxes in cells of one size. Looking up is O(boxes near); nothing depends on the order of the cells.
#[derive(Debug)]
pub(super) struct Room {
    cell: Vec2,
    cells: HashMap<(i64, i64), Vec<Rect>>,
    /// How far out around a cell everything was found full, so that the next search there starts farther out.
    full: HashMap<(i64, i64), f64>,
}

impl Room {
    /// An empty room for boxes of about these halves.
    pub fn for_boxes(halves: &[Vec2]) -> Self {
        let count = halves.len().max(1) as f64;
        let sum = halves.iter().fold(Vec2::ZERO, |sum, half| sum + *half);
        let side = |sum: f64| (3.0 * sum / count).max(16.0);
        Self { cell: Vec2::new(side(sum.x), side(sum.y)), cells: HashMap::new(), full: HashMap::new() }
    }

    fn reach(&self, of: Rect) -> impl Iterator<Item = (i64, i64)> + use<> {
        let column = |x: f64| (x / self.cell.x).floor() as i64;
        let row = |y: f64| (y / self.cell.y).floor() as i64;
        let (x0, x1, y0, y1) = (column(of.x0), column(of.x1), row(of.y0), row(of.y1));
        (x0..=x1).flat_map(move |x| (y0..=y1).map(move |y| (x, y)))
    }

    /// Puts a box in.
    pub fn add(&mut self, of: Rect) {
        for cell in self.reach(of) {
            self.cells.entry(cell).or_default().push(of);
        }
    }

    /// The box overlaps none that is in.
    pub fn is_free(&self, of: Rect) -> bool {
        self.reach(of).all(|cell| {
            self.cells.get(&cell).is_none_or(|there| there.iter().all(|other| !overlap(*other, of)))
        })
    }

    /// A place near `wanted` where a box with this half, grown by `gap` on each side, overlaps none: `wanted` itself if
    /// it is free, else the first free place on growing rings around it.
    ///
    /// There always is one, beyond the last box. With `first`, the direction from which the rings are walked, in
    /// radians.
    pub fn nearest(&mut self, wanted: Point, half: Vec2, gap: f64, first: f64) -> Point {
        /// From so many cells out, a place counts as crowded.
        const CROWDED: f64 = 8.0;
        let grown = half + Vec2::new(gap, gap);
        let free = |at: Point| self.is_free(rect(at, grown));
        if free(wanted) {
            return wanted;
        }
        let step = (half.x.min(half.y) / 2.0).max(4.0);
        let home = ((wanted.x / self.cell.x).floor() as i64, (wanted.y / self.cell.y).floor() as i64);
        // What is full for one box of a cell is taken as full for its neighbours less a cell's width.
        let known = self.full.get(&home).copied().unwrap_or(0.0);
        let mut radius = (known - self.cell.hypot()).max(0.0) + step;
        loop {
            let around = (std::f64::consts::TAU * radius / step).ceil().clamp(8.0, 720.0) as usize;
            for number in 0..around {
                // To one side and the other in turn, so that the nearest to the direction comes first.
                let side = if number % 2 == 0 { 1.0 } else { -1.0 };
                let turn = number.div_ceil(2) as f64 * side / around as f64;
                let angle = first + std::f64::consts::TAU * turn;
                let at = wanted + radius * Vec2::from_angle(angle);
                if free(at) {
                    if radius > CROWDED * self.cell.hypot() {
                        self.full.insert(home, radius);
                    }
                    return at;
                }
            }
            radius += step.max(radius / 64.0);
        }
    }
}

/// The boxes cover something together; touching is not overlapping.
pub(super) fn overlap(a: Rect, b: Rect) -> bool {
    /// Less than this is the rounding of sums, not an overlap.
    const NOTHING: f64 = 1e-6;
    a.x0 < b.x1 - NOTHING && b.x0 < a.x1 - NOTHING && a.y0 < b.y1 - NOTHING && b.y0 < a.y1 - NOTHING
}
