//! Who pushes whom away, in O(n log n): far crowds push as one (Barnes and Hut, "A hierarchical O(N log N)
//! force-calculation algorithm", Nature 324, 1986).
//!
//! The quadtree lies in one array in depth-first order; each cell knows where its successor outside of it begins, so a
//! walk needs no stack.

use kurbo::{Point, Rect, Vec2};

/// A crowd counts as one from where it looks narrower than this: its side over its distance.
const THETA: f64 = 0.9;

/// No more than this many bodies are looked at one by one, unless they cannot be told apart.
const BUCKET: usize = 6;

/// Bits of a coordinate: 2³² steps across the board.
const BITS: u32 = 32;

#[derive(Clone, Copy, Debug)]
struct Cell {
    /// The middle of the charges.
    middle: Point,
    /// How many bodies it holds.
    charge: f64,
    /// The side, squared.
    side: f64,
    /// The cell after this one and all in it.
    next: u32,
    /// Its bodies, in the order of the curve.
    bodies: (u32, u32),
    is_leaf: bool,
}

/// A quadtree over places.
#[derive(Debug, Default)]
pub(super) struct Tree {
    cells: Vec<Cell>,
    /// The bodies along a curve through all cells: the place's code, and the number.
    curve: Vec<(u64, u32)>,
    sorted: Vec<Point>,
    side: f64,
}

/// Every bit of `value` with a gap after it (Morton 1966).
fn spread(value: u32) -> u64 {
    let mut bits = u64::from(value);
    for (shift, mask) in [
        (16, 0x0000_ffff_0000_ffff),
        (8, 0x00ff_00ff_00ff_00ff),
        (4, 0x0f0f_0f0f_0f0f_0f0f),
        (2, 0x3333_3333_3333_3333),
        (1, 0x5555_5555_5555_5555),
    ] {
        bits = (bits | (bits << shift)) & mask;
    }
    bits
}

impl Tree {
    /// Builds the tree anew over these places, which must be finite.
    pub fn build(&mut self, places: &[Point]) {
        let first = places.first().copied().unwrap_or_default();
        let bounds =
            places.iter().fold(Rect::from_points(first, first), |bounds, place| bounds.union_pt(*place));
        self.side = bounds.width().max(bounds.height()).max(1.0);
        let steps = f64::from(u32::MAX) / self.side;
        let code = |at: &Point| {
            let column = ((at.x - bounds.x0) * steps) as u32;
            let row = ((at.y - bounds.y0) * steps) as u32;
            spread(column) | (spread(row) << 1)
        };
        self.curve.clear();
        self.curve.extend(places.iter().zip(0..).map(|(at, number)| (code(at), number)));
        // Numbers break ties, so the order is one and the same whatever the sort.
        self.curve.sort_unstable();
        self.sorted.clear();
        self.sorted.extend(self.curve.iter().map(|(_, number)| places[*number as usize]));
        self.cells.clear();
        if !places.is_empty() {
            self.add(0, places.len(), 0);
        }
    }

    /// Adds the cell of the bodies from `start` to `end`, whose codes agree in their first `level` pairs of bits.
    fn add(&mut self, start: usize, end: usize, mut level: u32) {
        let digit = |code: u64, level: u32| (code >> (2 * (BITS - 1 - level))) & 3;
        let (low, high) = (self.curve[start].0, self.curve[end - 1].0);
        // Levels at which all lie in one quarter make no cells.
        while level < BITS && digit(low, level) == digit(high, level) {
            level += 1;
        }
        let is_leaf = end - start <= BUCKET || level == BITS;
        let number = self.cells.len();
        let charge = (end - start) as f64;
        let sum = self.sorted[start..end].iter().fold(Vec2::ZERO, |sum, at| sum + at.to_vec2());
        let side = self.side / f64::from(level).exp2();
        self.cells.push(Cell {
            middle: (sum / charge).to_point(),
            charge,
            side: side * side,
            next: 0,
            bodies: (start as u32, end as u32),
            is_leaf,
        });
        if !is_leaf {
            let mut from = start;
            for quarter in 0..4 {
                let part = &self.curve[from..end];
                let to = from + part.partition_point(|(code, _)| digit(*code, level) <= quarter);
                if to > from {
                    self.add(from, to, level + 1);
                }
                from = to;
            }
        }
        self.cells[number].next = self.cells.len() as u32;
    }

    /// The push on a body at `at`: 1/distance away from every other, all told. `own` is the body's number; bodies at
    /// the same place do not push each other.
    pub fn push(&self, at: Point, own: usize) -> Vec2 {
        /// Nearer than this counts as this far, so that close pairs do not fly apart.
        const NEAREST: f64 = 400.0;
        let away = |from: Point, charge: f64| {
            let offset = at - from;
            offset * (charge / offset.hypot2().max(NEAREST))
        };
        let mut push = Vec2::ZERO;
        let mut next = 0;
        while let Some(cell) = self.cells.get(next) {
            let far = (at - cell.middle).hypot2() * (THETA * THETA) > cell.side;
            if far {
                push += away(cell.middle, cell.charge);
                next = cell.next as usize;
            } else if cell.is_leaf {
                let bodies = cell.bodies.0 as usize..cell.bodies.1 as usize;
                for (other, (_, number)) in self.sorted[bodies.clone()].iter().zip(&self.curve[bodies]) {
                    if *number as usize != own {
                        push += away(*other, 1.0);
                    }
                }
                next = cell.next as usize;
            } else {
                next += 1;
            }
        }
        push
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scattered(count: usize) -> Vec<Point> {
        let at = |number: usize| {
            let angle = 2.4 * number as f64;
            Point::new(9.0, -4.0) + 37.0 * (number as f64).sqrt() * Vec2::from_angle(angle)
        };
        (0..count).map(at).collect()
    }

    #[test]
    fn a_crowd_pushes_nearly_as_its_bodies_do() {
        let places = scattered(400);
        let mut tree = Tree::default();
        tree.build(&places);
        for (own, at) in places.iter().enumerate() {
            let others = places.iter().enumerate().filter(|(other, _)| *other != own);
            let exact = others.fold(Vec2::ZERO, |sum, (_, other)| {
                sum + (*at - *other) / (*at - *other).hypot2().max(400.0)
            });
            let found = tree.push(*at, own);
            assert!((found - exact).hypot() < 0.05 + 0.1 * exact.hypot(), "{own}: {found} {exact}");
        }
    }

    #[test]
    fn bodies_that_cannot_be_told_apart_end_in_one_leaf() {
        let mut places = vec![Point::new(5.0, 5.0); 50];
        places.push(Point::new(1e7, -1e7));
        let mut tree = Tree::default();
        tree.build(&places);
        assert!(tree.cells.len() <= 3, "{}", tree.cells.len());
        assert!(tree.push(places[0], 0).is_finite());
        tree.build(&[]);
        assert_eq!(tree.push(Point::ORIGIN, 0), Vec2::ZERO);
    }
}
