//! Taking overlaps away with little movement.
//!
//! First, rounds of pushes: two boxes that overlap part along the side where less is to do, half each, or all by the one
//! that may move. That keeps the order and spreads the movement, but need not end. So its rounds are limited, and what
//! still overlaps then goes, one by one, to the nearest place that is free: that ends, because each box is placed once.

use kurbo::{Point, Rect, Vec2};

use super::board::Board;
use super::field::{Field, mean};
use super::room::{Room, overlap};

/// Rounds of pushes.
const ROUNDS: usize = 80;

/// Pairs looked at in all rounds together, so that ten thousand boxes on one heap do not take minutes.
const MOST_PAIRS: usize = 4_000_000;

/// New places at which no two boxes that may move come closer than `gap`, nor to a fixed one. Fixed items stay; two
/// fixed ones that overlap still do. What is clear of everything mostly stays where it is.
pub fn remove_overlaps(board: &Board, gap: f64) -> Vec<Point> {
    let mut field = Field::of(board);
    part(&mut field, if gap.is_finite() { gap.clamp(0.0, 1_000.0) } else { 0.0 });
    field.places
}

/// Takes the overlaps out of a field.
pub(super) fn part(field: &mut Field, gap: f64) {
    push(field, gap);
    settle(field, gap);
}

/// Pairs of boxes that may touch.
#[derive(Debug)]
pub(super) struct Near {
    margin: Vec2,
    cell: Vec2,
    /// The cell and number of each box, sorted.
    cells: Vec<((i64, i64), usize)>,
    /// The largest half, margin included.
    largest: Vec2,
}

impl Near {
    /// Looks for boxes that overlap when each is grown by `margin`.
    pub fn of(field: &Field, margin: Vec2) -> Self {
        let count = field.len().max(1) as f64;
        let sum = field.halves.iter().fold(Vec2::ZERO, |sum, half| sum + *half + margin);
        let largest = field.halves.iter().fold(Vec2::ZERO, |most, half| {
            Vec2::new(most.x.max(half.x + margin.x), most.y.max(half.y + margin.y))
        });
        let cell = Vec2::new((2.0 * sum.x / count).max(8.0), (2.0 * sum.y / count).max(8.0));
        Self { margin, cell, cells: Vec::new(), largest }
    }

    /// Fills `found` with the overlapping pairs, ascending; gives how many were looked at, which ends at `most`.
    pub fn pairs(&mut self, field: &Field, most: usize, found: &mut Vec<(usize, usize)>) -> usize {
        let cell = |at: Point| ((at.y / self.cell.y).floor() as i64, (at.x / self.cell.x).floor() as i64);
        self.cells.clear();
        self.cells.extend(field.places.iter().enumerate().map(|(number, at)| (cell(*at), number)));
        self.cells.sort_unstable();
        found.clear();
        let mut looked = 0;
        for a in 0..field.len() {
            let own = field.halves[a] + self.margin;
            let reach = own + self.largest;
            let (low, high) = (cell(field.places[a] - reach), cell(field.places[a] + reach));
            for row in low.0..=high.0 {
                let from = self.cells.partition_point(|(at, _)| *at < (row, low.1));
                for (at, b) in &self.cells[from..] {
                    if *at > (row, high.1) {
                        break;
                    }
                    looked += 1;
                    if *b > a && apart(field, a, *b, self.margin).is_some() {
                        found.push((a, *b));
                    }
                }
            }
            if looked >= most {
                break;
            }
        }
        looked
    }
}

/// The way by which the second box must move to lie clear of the first, each grown by `margin`: along one side, the
/// shorter way. `None` when they are clear.
pub(super) fn apart(field: &Field, a: usize, b: usize, margin: Vec2) -> Option<Vec2> {
    let offset = field.places[b] - field.places[a];
    let clear = field.halves[a] + field.halves[b] + 2.0 * margin;
    let (x, y) = (clear.x - offset.x.abs(), clear.y - offset.y.abs());
    if x <= 1e-6 || y <= 1e-6 {
        return None;
    }
    // Equal places part by their numbers: `signum` of a positive zero is 1.
    let side = |offset: f64| if offset < 0.0 { -1.0 } else { 1.0 };
    Some(if x < y { Vec2::new(side(offset.x) * x, 0.0) } else { Vec2::new(0.0, side(offset.y) * y) })
}

fn push(field: &mut Field, gap: f64) {
    /// A little more than needed, so that rounding leaves nothing over.
    const MORE: f64 = 1.02;
    let margin = Vec2::new(gap, gap) / 2.0;
    let mut near = Near::of(field, margin);
    let (mut left, mut pairs) = (MOST_PAIRS, Vec::new());
    for _ in 0..ROUNDS {
        let looked = near.pairs(field, left, &mut pairs);
        if pairs.is_empty() || looked >= left {
            return;
        }
        left -= looked;
        for (a, b) in &pairs {
            let Some(push) = apart(field, *a, *b, margin) else { continue };
            let (of_a, of_b) = match (field.fixed[*a], field.fixed[*b]) {
                (true, true) => continue,
                (true, false) => (0.0, MORE),
                (false, true) => (MORE, 0.0),
                (false, false) => (MORE / 2.0, MORE / 2.0),
            };
            field.places[*a] -= push * of_a;
            field.places[*b] += push * of_b;
        }
    }
}

/// Places what still overlaps at the nearest free place, the others where they are.
fn settle(field: &mut Field, gap: f64) {
    let margin = Vec2::new(gap, gap) / 2.0;
    let grown = |field: &Field, number: usize| -> Rect { field.rect(number).inflate(margin.x, margin.y) };
    let mut room = Room::for_boxes(&field.halves);
    for number in (0..field.len()).filter(|number| field.fixed[*number]) {
        room.add(grown(field, number));
    }
    // The inner ones first: what must give way goes outwards.
    let middle = mean(field.places.iter().copied());
    let mut order = field.movable();
    let far = |number: &usize| (field.places[*number] - middle).hypot2();
    order.sort_by(|a, b| far(a).total_cmp(&far(b)).then(a.cmp(b)));
    let mut homeless = Vec::new();
    for number in order {
        let here = grown(field, number);
        if room.is_free(here) {
            room.add(here);
        } else {
            homeless.push(number);
        }
    }
    for number in homeless {
        let outwards = (field.places[number] - middle).atan2();
        let half = field.halves[number] + margin;
        field.places[number] = room.nearest(field.places[number], half, 1e-3, outwards);
        room.add(grown(field, number));
    }
}

/// Two boxes of a field overlap.
pub(super) fn count(field: &Field) -> usize {
    let mut near = Near::of(field, Vec2::ZERO);
    let mut pairs = Vec::new();
    near.pairs(field, usize::MAX, &mut pairs);
    pairs.iter().filter(|(a, b)| overlap(field.rect(*a), field.rect(*b))).count()
}
